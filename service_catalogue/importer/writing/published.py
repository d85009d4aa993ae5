"""Pages that are there already: renamed with their service, taken offline with it, and brought back."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from service_catalogue.importer.writing.announcements import tell_later
from service_catalogue.models import ReferenceService, ServicePage
from service_catalogue.tables import Row, Table

Titles = dict[int, tuple[str, str]]
"""Reference → the title that the last delivery gave its pages, and the one that this delivery gives."""


def twins(keys: set[str], own: range) -> dict[str, str]:
    """Key → title of a published service that the town already had under it, by its own choice or by a delivery.

    `own` are the pages that this run has made itself.
    """
    found: dict[str, str] = {}
    for name in ("leika_keys__key", "reference__leika_keys__key"):
        pages = ServicePage.objects.filter(**{f"{name}__in": keys}, live=True)
        pages = pages.exclude(pk__gte=own.start, pk__lt=own.stop) if own else pages
        for key, title in pages.order_by("-pk").values_list(name, "title"):
            found.setdefault(key, title)
    return found


def rename(titles: Titles) -> None:
    """The title follows the delivery while it is still the one that the last delivery gave.

    Where an editor's draft is under way it keeps its state: only its title is renewed, and the one that residents see.
    """
    titles = {pk: (old, new) for pk, (old, new) in titles.items() if old != new}
    if not titles:
        return
    pages = ServicePage.objects.filter(reference__in=titles).select_related("latest_revision")
    renamed = [found for page in pages if (found := Renamed(page, *titles[page.reference_id or 0])).differs]
    revised = [page for page in renamed if page.is_revised]
    table = Table(Revision)
    for page, pk in zip(revised, table.reserve(len(revised)), strict=True):
        page.revision_id = pk
    table.insert(page.revision() for page in revised)
    Table(Page).update(page.row() for page in renamed)
    entries = [entry for page in revised if page.is_published for entry in page.log_entries()]
    Table(PageLogEntry).insert(entries)


class Renamed:
    """A page that gets a new title, as published and as drafted."""

    def __init__(self, page: ServicePage, old: str, new: str) -> None:
        self.page = page
        self.now = timezone.now()
        self.draft = page.latest_revision
        self.title = new if page.title == old else page.title
        is_drafted = self.draft is not None and self.draft.content.get("title") == old
        self.draft_title = new if is_drafted or page.draft_title == old else page.draft_title
        self.is_revised = is_drafted
        self.is_published = page.live and not page.has_unpublished_changes
        self.revision_id = page.latest_revision_id

    @property
    def differs(self) -> bool:
        return (self.title, self.draft_title) != (self.page.title, self.page.draft_title) or self.is_revised

    def row(self) -> Row:
        page, is_new = self.page, self.is_revised and self.is_published
        return {
            "id": page.pk,
            "title": self.title,
            "draft_title": self.draft_title,
            "latest_revision_id": self.revision_id,
            "latest_revision_created_at": self.now if self.is_revised else page.latest_revision_created_at,
            "live_revision_id": self.revision_id if is_new else page.live_revision_id,
            "last_published_at": self.now if is_new else page.last_published_at,
        }

    def revision(self) -> Row:
        content = self.draft.content if self.draft else {}
        return {
            "id": self.revision_id,
            "content_type_id": self.page.content_type_id,
            "base_content_type_id": self.page.get_base_content_type().pk,
            "object_id": str(self.page.pk),
            "created_at": self.now,
            "object_str": self.draft_title,
            "content": {**content, "title": self.draft_title, "draft_title": self.draft_title},
        }

    def log_entries(self) -> Iterable[Row]:
        data = {"title": {"old": self.page.title, "new": self.title}}
        for action in ("wagtail.rename", "wagtail.publish"):
            yield log_entry(self.page, action, self.title, self.revision_id, data, action == "wagtail.publish")


def log_entry(
    page: ServicePage,
    action: str,
    label: str,
    revision: int | None = None,
    data: dict[str, Any] | None = None,
    content_changed: bool = False,
) -> Row:
    return {
        "content_type_id": page.content_type_id,
        "page_id": page.pk,
        "label": label,
        "action": action,
        "timestamp": timezone.now(),
        "revision_id": revision,
        "data": data or {},
        "content_changed": content_changed,
    }


def hold_back(references: list[ReferenceService]) -> list[ServicePage]:
    """Unpublishes the pages of services that their source has removed or no longer shows. Returns the pages."""
    pages = list(ServicePage.objects.filter(reference__in=references, live=True).select_related("reference"))
    if not pages:
        return []
    keys = [page.pk for page in pages]
    aliases = list(Page.objects.filter(alias_of__in=keys, live=True).values_list("pk", flat=True))
    offline = {"live": False, "has_unpublished_changes": True, "live_revision": None}
    Page.objects.filter(pk__in=[*keys, *aliases]).update(**offline)
    scheduled = Revision.page_revisions.filter(object_id__in=[str(pk) for pk in keys])
    scheduled.exclude(approved_go_live_at=None).update(approved_go_live_at=None)
    Table(PageLogEntry).insert(log_entry(page, "wagtail.unpublish", page.title) for page in pages)
    ReferenceService.objects.filter(pk__in=[page.reference_id for page in pages]).update(taken_offline=True)
    tell_later(ServicePage, [*keys, *aliases])
    return pages


def bring_back(references: list[ReferenceService]) -> None:
    """Publishes again what only the import held back: the page as it was, an editor's draft beside it stays one."""
    held = [reference.pk for reference in references if reference.taken_offline]
    pages = list(ServicePage.objects.filter(reference__in=held, live=False)) if held else []
    now = timezone.now()
    for page in pages:
        is_drafted = _has_draft(page)
        Page.objects.filter(pk=page.pk).update(
            live=True,
            expired=False,
            has_unpublished_changes=is_drafted,
            live_revision=None if is_drafted else page.latest_revision_id,
            first_published_at=page.first_published_at or now,
            last_published_at=now,
        )
    Table(PageLogEntry).insert(
        log_entry(page, "wagtail.publish", page.title, page.latest_revision_id, content_changed=True) for page in pages
    )
    ReferenceService.objects.filter(pk__in=held).update(taken_offline=False)
    tell_later(ServicePage, [page.pk for page in pages])


def _has_draft(page: ServicePage) -> bool:
    """Whether an editor has saved something since the page was last published."""
    if page.last_published_at is None or page.latest_revision_created_at is None:
        return False
    return page.latest_revision_created_at > page.last_published_at
