"""What the law asks of imprint, privacy notice and accessibility statement before they are public."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.checks.checking import finds
from cms.checks.findings import Finding, Problem, Severity
from cms.checks.rules import Rule, found_by
from cms.town import TownSettings
from duties.models import AccessibilityStatementPage, ImprintPage, PrivacyNoticePage
from duties.town import lacks_address, the_town

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def names_who_and_where(page: Page, town: TownSettings) -> Iterator[Problem]:
    """§ 5 (1) no. 1 DDG; GDPR Art. 13 (1) a."""
    if lacks_address(town):
        text = _("Name, street, postcode or town are missing. Write them into “Settings → Municipality”.")
        yield Problem(text, "title")


def can_be_reached(page: Page, town: TownSettings) -> Iterator[Problem]:
    """§ 5 (1) no. 2 DDG: an e-mail address, and one more way that is as quick (ECJ C-298/07)."""
    if not (town.email and town.phone):
        text = _("E-mail address or telephone are missing. Write them into “Settings → Municipality”.")
        yield Problem(text, "title")


def names_the_head(page: ImprintPage, _town: TownSettings) -> Iterator[Problem]:
    """§ 5 (1) no. 1 DDG: legal persons name their legal form and who represents them."""
    if not page.represented_by.strip():
        yield Problem(_("Say who represents the municipality."), "represented_by")
    if not page.legal_form.strip():
        yield Problem(_("Say which legal form the municipality has."), "legal_form")


def names_the_supervisor(page: ImprintPage, _town: TownSettings) -> Iterator[Problem]:
    """§ 5 (1) no. 3 DDG."""
    if not page.supervisory_authority.strip():
        yield Problem(_("Say which authority supervises the municipality."), "supervisory_authority")


def names_the_press_person(page: ImprintPage, _town: TownSettings) -> Iterator[Problem]:
    """§ 18 (2) MStV."""
    if not page.responsible_people.all():
        text = _("Nobody is named who answers for news. The law asks for a person with name and address.")
        yield Problem(text, "responsible_people")


def names_the_officer(page: PrivacyNoticePage, _town: TownSettings) -> Iterator[Problem]:
    """GDPR Art. 13 (1) b; a public body always has one (Art. 37 (1) a)."""
    if not (page.officer_email or page.officer_phone):
        text = _("Say how people reach the data protection officer: an e-mail address or a telephone number.")
        yield Problem(text, "officer_email")


def names_the_authority(page: PrivacyNoticePage, _town: TownSettings) -> Iterator[Problem]:
    """GDPR Art. 13 (2) d."""
    if page.authority is None:
        text = _(
            "Which authority watches over you? Write your regional key into “Settings → Municipality”, or name it here."
        )
        yield Problem(text, "authority_name")


def names_the_enforcement_body(page: AccessibilityStatementPage, _town: TownSettings) -> Iterator[Problem]:
    """Directive (EU) 2016/2102 Art. 7 (1) c; for NRW § 10b (2) no. 3 BGG NRW."""
    body = page.enforcement
    if body is None:
        text = _(
            "The site does not know the enforcement body. Write your regional key into “Settings → Municipality”; if "
            "that is done, look up the body of your Land and name it here."
        )
        yield Problem(text, "enforcement_name")
    elif not (body.url or body.email):
        yield Problem(_("Say how people reach the enforcement body."), "enforcement_url")


def says_what_is_missing(page: AccessibilityStatementPage, _town: TownSettings) -> Iterator[Problem]:
    """Directive (EU) 2016/2102 Art. 7 (1) a."""
    has_parts = bool(page.parts.all())
    if page.conformity == page.Conformity.FULL and has_parts:
        text = _("A fully conformant site has no parts that are not accessible. Choose “partly conformant”.")
        yield Problem(text, "conformity")
    elif page.conformity != page.Conformity.FULL and not has_parts:
        yield Problem(_("Say what is not accessible, and why."), "conformity")


def offers_something_instead(page: AccessibilityStatementPage, _town: TownSettings) -> Iterator[Problem]:
    """Directive (EU) 2016/2102 Art. 7 (1) a: alternatives where there are any."""
    for part in page.parts.all():
        if not part.why.strip() or not part.alternative.strip():
            text = _("“%(what)s”: say why it is not accessible, and what people can do instead.")
            yield Problem(text % {"what": part.what}, "conformity")


def was_reviewed(page: AccessibilityStatementPage, _town: TownSettings) -> Iterator[Problem]:
    """At least once a year (for NRW § 4 (4) BITVNRW)."""
    if page.is_old:
        yield Problem(
            _("The statement was reviewed more than a year ago. Read it again and set the day."), "reviewed_on"
        )


OF_ALL = [Rule("D1", ERROR, gettext_lazy("The page says who answers for it, with an address"), names_who_and_where)]
OF_IMPRINT = [
    *OF_ALL,
    Rule("I1", ERROR, gettext_lazy("The imprint names a telephone number and an e-mail address"), can_be_reached),
    Rule("I2", ERROR, gettext_lazy("The imprint names legal form and representative"), names_the_head),
    Rule("I3", WARNING, gettext_lazy("The imprint names the supervisory authority"), names_the_supervisor),
    Rule("I4", WARNING, gettext_lazy("The imprint names who answers for news"), names_the_press_person),
]
OF_PRIVACY = [
    *OF_ALL,
    Rule("D2", ERROR, gettext_lazy("The privacy notice names the data protection officer"), names_the_officer),
    Rule("D3", ERROR, gettext_lazy("The privacy notice names the supervisory authority"), names_the_authority),
]
OF_STATEMENT = [
    Rule("E1", ERROR, gettext_lazy("The statement names the enforcement body"), names_the_enforcement_body),
    Rule("E2", ERROR, gettext_lazy("The statement lists what is not accessible"), says_what_is_missing),
    Rule("E3", WARNING, gettext_lazy("Each part has a reason and an alternative"), offers_something_instead),
    Rule("E4", WARNING, gettext_lazy("The statement was reviewed within a year"), was_reviewed),
]


@finds(ImprintPage, rules=OF_IMPRINT)
def what_the_imprint_lacks(pages: list[Any]) -> Iterator[list[Finding]]:
    town = the_town()
    return (found_by(OF_IMPRINT, page, town) for page in pages)


@finds(PrivacyNoticePage, rules=OF_PRIVACY[len(OF_ALL) :])
def what_the_notice_lacks(pages: list[Any]) -> Iterator[list[Finding]]:
    town = the_town()
    return (found_by(OF_PRIVACY, page, town) for page in pages)


@finds(AccessibilityStatementPage, rules=OF_STATEMENT)
def what_the_statement_lacks(pages: list[Any]) -> Iterator[list[Finding]]:
    town = the_town()
    return (found_by(OF_STATEMENT, page, town) for page in pages)
