"""What the law asks of the site as a whole; what it asks of the words of those pages, their own rules say."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.lands import land_of
from cms.town import TownSettings
from dashboard.site_check.demands import Flaw, Group, demanded
from duties.models import AccessibilityStatementPage, ImprintPage, PrivacyNoticePage
from duties.town import the_land, the_town

DUTIES = Group.DUTIES


def in_the_footer(page: Page | None, model: type[Page]) -> Iterator[Flaw]:
    """Chosen for the footer of every page, published, and of the type whose fields are the duties."""
    address = reverse("wagtailsettings:edit", args=[TownSettings._meta.app_label, TownSettings._meta.model_name])
    if page is None:
        yield Flaw(_("It is not chosen for the footer."), address)
    elif not page.live:
        yield Flaw(_("It is not published."), reverse("wagtailadmin_pages:edit", args=[page.pk]))
    elif not isinstance(page.specific, model):
        yield Flaw(_("It is an ordinary page, which nobody can check: make one of the type “%(type)s”.") % {
            "type": model._meta.verbose_name
        }, address)  # fmt: skip


@demanded("J1", DUTIES, gettext_lazy("The regional key tells the Land whose law holds"))
def land_is_known() -> Iterator[Flaw]:
    if land_of(the_town().ars) is None:
        yield Flaw(_("Write your regional key into “Settings → Municipality”."), reverse("first_steps"))


@demanded("J2", DUTIES, gettext_lazy("Every page leads to an imprint (§ 5 DDG)"))
def imprint() -> Iterator[Flaw]:
    return in_the_footer(the_town().imprint, ImprintPage)


@demanded("J3", DUTIES, gettext_lazy("Every page leads to a privacy notice (GDPR Art. 13)"))
def privacy() -> Iterator[Flaw]:
    return in_the_footer(the_town().privacy, PrivacyNoticePage)


@demanded(
    "J4", DUTIES, gettext_lazy("Every page leads to an accessibility statement (Directive (EU) 2016/2102 Art. 7)")
)
def statement() -> Iterator[Flaw]:
    return in_the_footer(the_town().accessibility, AccessibilityStatementPage)


@demanded("J5", DUTIES, gettext_lazy("Every page leads to easy language where the Land asks for it"))
def easy_language() -> Iterator[Flaw]:
    land, page = the_land(), the_town().easy_language
    if land and land.easy_language and not (page and page.live):
        yield Flaw(_("In %(land)s the law asks for it.") % {"land": land.name}, reverse("first_steps"))


@demanded("J6", DUTIES, gettext_lazy("Whoever finds a weakness knows whom to tell (security.txt, RFC 9116)"))
def security_contact() -> Iterator[Flaw]:
    if not (settings.SECURITY_CONTACT or the_town().email):
        yield Flaw(_("Set SECURITY_CONTACT, or write an e-mail address into “Settings → Municipality”."))
