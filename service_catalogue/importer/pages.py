"""Service pages that an import makes, renames, takes offline and brings back: with revision and log, as by hand."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from service_catalogue import leika, sections, slugs
from service_catalogue.importer.runs import CannotImportError
from service_catalogue.models import LeikaKey, ReferenceService, ServiceIndexPage, ServicePage
from service_catalogue.xzufi.objects import Service

LONGEST_TITLE = 255


def find_index() -> ServiceIndexPage:
    """Where new services go: the overview in the site's main language, else any."""
    found = ServiceIndexPage.objects.order_by("locale_id", "path").first()
    if found is None:
        raise CannotImportError(
            _(
                "There is no page “service overview” below which services could stand. "
                "Create one below the home page, or run: manage.py load_demo"
            )
        )
    return found


def title_for(service: Service) -> tuple[str, bool]:
    """The page's title, and whether the delivery itself has one."""
    delivered = service.text("03", "02")
    if delivered:
        return delivered[:LONGEST_TITLE], True
    known = LeikaKey.objects.filter(key__in=service.keys).exclude(name="", citizen_name="").first()
    if known is not None:
        return (known.citizen_name or known.name)[:LONGEST_TITLE], False
    mark = leika.grouped(service.keys[0]) if service.keys else service.id.value
    return _("Service %(key)s") % {"key": mark}, False


def create_page(index: ServiceIndexPage, reference: ReferenceService, title: str, *, draft: bool) -> ServicePage:
    page = ServicePage(
        title=title,
        slug=slugs.free_slug(title, ServicePage.objects.child_of(index)),
        reference=reference,
        locale=index.locale,
        live=False,
        for_citizens="001" in reference.audience or "002" not in reference.audience,
        for_businesses="002" in reference.audience,
    )
    index.add_child(instance=page)
    revision = page.save_revision(clean=False)
    if not draft:
        revision.publish()
    return page


def pages_with_keys(keys: Iterable[str]) -> QuerySet[ServicePage]:
    """Published services that stand under one of these keys, by the town's own choice or by a delivery."""
    same_key = Q(leika_keys__key__in=keys) | Q(reference__leika_keys__key__in=keys)
    return ServicePage.objects.filter(same_key, live=True).distinct()


def rename_page(page: ServicePage, old: str, new: str) -> None:
    """The title follows the delivery while it is still the one that the last delivery gave."""
    if old == new:
        return
    if page.has_unpublished_changes or not page.live:
        # An editor's draft is under way: it keeps its state, only the title that residents see is renewed.
        draft = page.get_latest_revision_as_object()
        if page.title == old:
            ServicePage.objects.filter(pk=page.pk).update(title=new)
        if draft.title == old:
            draft.title = new
            draft.save_revision(clean=False)
    elif page.title == old:
        page.title = new
        page.save_revision(clean=False).publish()


def take_offline(reference: ReferenceService) -> list[ServicePage]:
    """Unpublishes the pages of a service that its source has removed; returns those the town keeps by its own words."""
    kept = []
    reference.gone_at = timezone.now()
    for page in reference.pages.filter(live=True):
        if sections.has_own_text(page):
            kept.append(page)
        else:
            page.unpublish()
            reference.taken_offline = True
    reference.save(update_fields=["gone_at", "taken_offline"])
    return kept


def bring_back(reference: ReferenceService) -> None:
    """Publishes again what an earlier removal took offline."""
    for page in reference.pages.filter(live=False) if reference.taken_offline else []:
        page.get_latest_revision_as_object().save_revision(clean=False).publish()
    reference.gone_at, reference.taken_offline = None, False
    reference.save(update_fields=["gone_at", "taken_offline"])
