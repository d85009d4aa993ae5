"""What is demanded of the face of the site: colours that everybody can read, pages that come at once."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Site, get_page_models

from cms.checks.findings import Severity
from cms.colours import is_readable
from cms.town import TownSettings
from cms.visibility import for_everybody
from dashboard.site_check.demands import Flaw, Group, demanded
from dashboard.site_check.weight import KB, MOST, MOST_SCRIPTS, Scales
from duties.town import the_town

FACE = Group.FACE


def settings_of_the_town() -> str:
    return reverse("wagtailsettings:edit", args=[TownSettings._meta.app_label, TownSettings._meta.model_name])


@demanded("X1", FACE, gettext_lazy("The town's colours can be read (WCAG 2.2, 1.4.3)"))
def colours_can_be_read() -> Iterator[Flaw]:
    town = the_town()
    for colour in (town.colour, town.accent):
        if colour and not is_readable(colour):
            yield Flaw(colour, settings_of_the_town())


@demanded("X2", FACE, gettext_lazy("The town shows its own logo or coat of arms"), Severity.WARNING)
def has_a_logo() -> Iterator[Flaw]:
    if the_town().logo is None:
        yield Flaw(_("None is chosen."), settings_of_the_town())


@demanded("X3", FACE, gettext_lazy("A first view needs at most 100 KB, 30 KB of them scripts"), Severity.WARNING)
def pages_are_light() -> Iterator[Flaw]:
    """One page of each type, the one that was published last."""
    scales = Scales()
    for page in newest_of_each_type():
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        try:
            weight = scales.weigh(page.get_url())
        except ValueError as error:
            yield Flaw(
                _("%(title)s: it does not answer (%(status)s)") % {"title": page.title, "status": error}, address
            )
            continue
        if weight.whole > MOST or weight.scripts > MOST_SCRIPTS:
            words = _("%(title)s: %(whole)s KB, %(scripts)s KB of them scripts")
            yield Flaw(words % {"title": page.title, **in_kb(weight.whole, weight.scripts)}, address)


def in_kb(whole: int, scripts: int) -> dict[str, str]:
    return {"whole": number_format(whole / KB, 0), "scripts": number_format(scripts / KB, 0)}


def newest_of_each_type() -> Iterator[Page]:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return
    for model in get_page_models():
        pages = for_everybody(model.objects.descendant_of(site.root_page, inclusive=True))
        page = pages.exact_type(model).order_by("-last_published_at").first() if model is not Page else None
        if page is not None:
            yield page
