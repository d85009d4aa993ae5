"""New service pages, some hundred at a time, each the same as one made by hand: place in the tree, revision, log."""

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, Revision

from service_catalogue import slugs
from service_catalogue.importer.runs import CannotImportError
from service_catalogue.importer.writing.announcements import tell_later
from service_catalogue.models import ServiceIndexPage, ServicePage
from service_catalogue.tables import Row, Table

LONGEST_TITLE = 255


class NewPage(NamedTuple):
    """What is special about a page; everything else is as in every new page."""

    reference_id: int
    title: str
    live: bool
    for_citizens: bool
    for_businesses: bool


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


class PageMaker:
    """Makes pages below the service overview. The overview's row is locked until the end: nobody else takes a place."""

    def __init__(self) -> None:
        self.index = find_index()
        self.now = timezone.now()
        self.made = range(0)
        Page.objects.select_for_update().get(pk=self.index.pk)
        last = self.index.get_last_child()
        self.last_path = last.path if last else Page._get_path(self.index.path, self.index.depth + 1, 0)
        blank = ServicePage(
            locale=self.index.locale,
            depth=self.index.depth + 1,
            numchild=0,
            live=False,
            has_unpublished_changes=False,
            latest_revision_created_at=self.now,
        )
        self.pages = Table(Page, blank)
        self.services = Table(ServicePage, blank)
        kinds = {"content_type": blank.content_type, "base_content_type": blank.get_base_content_type()}
        self.revisions = Table(Revision, Revision(created_at=self.now, **kinds))
        blank.latest_revision_created_at = None  # the first version of a page knows of none
        self.content = blank.serializable_data()
        self.log = Table(PageLogEntry, PageLogEntry(content_type=blank.content_type, timestamp=self.now, data={}))

    def make(self, wanted: list[NewPage]) -> list[int]:
        """The primary keys of the new pages, in the order in which they were asked for."""
        pages = self.pages.reserve(len(wanted))
        revisions = self.revisions.reserve(len(wanted))
        slugs_ = slugs.free_slugs([new.title for new in wanted], self.index)
        places = [
            self._place(pk, revision, new, slug)
            for pk, revision, new, slug in zip(pages, revisions, wanted, slugs_, strict=True)
        ]
        self.pages.insert(self._page(place, new) for place, new in zip(places, wanted, strict=True))
        self.services.insert({"page_ptr_id": pk, **self._own(new)} for pk, new in zip(pages, wanted, strict=True))
        self.revisions.insert(self._revision(place, new) for place, new in zip(places, wanted, strict=True))
        self.log.insert(row for place, new in zip(places, wanted, strict=True) for row in self._entries(place, new))
        Page.objects.filter(pk=self.index.pk).update(numchild=F("numchild") + len(wanted))
        tell_later(ServicePage, pages)
        self.made = range(self.made.start or pages[0], pages[-1] + 1)
        return pages

    def _place(self, pk: int, revision: int, new: NewPage, slug: str) -> Row:
        self.last_path = Page(path=self.last_path)._inc_path()
        return {
            "id": pk,
            "path": self.last_path,
            "title": new.title,
            "draft_title": new.title,
            "slug": slug,
            "url_path": f"{self.index.url_path}{slug}/",
            "translation_key": uuid.uuid4(),
            "latest_revision_id": revision,
        }

    def _page(self, place: Row, new: NewPage) -> Row:
        published = self.now if new.live else None
        return {
            **place,
            "live": new.live,
            "has_unpublished_changes": not new.live,
            "live_revision_id": place["latest_revision_id"] if new.live else None,
            "first_published_at": published,
            "last_published_at": published,
        }

    @staticmethod
    def _own(new: NewPage) -> Row:
        return {
            "reference_id": new.reference_id,
            "for_citizens": new.for_citizens,
            "for_businesses": new.for_businesses,
        }

    def _revision(self, place: Row, new: NewPage) -> Row:
        content = {
            **self.content,
            **{name: place[name] for name in ("path", "title", "draft_title", "slug", "url_path")},
            "pk": place["id"],
            "translation_key": str(place["translation_key"]),
            "reference": new.reference_id,
            "for_citizens": new.for_citizens,
            "for_businesses": new.for_businesses,
        }
        return {
            "id": place["latest_revision_id"],
            "object_id": str(place["id"]),
            "object_str": new.title,
            "content": content,
        }

    @staticmethod
    def _entries(place: Row, new: NewPage) -> Iterable[Row]:
        common: dict[str, Any] = {"page_id": place["id"], "label": new.title, "content_changed": True}
        yield {**common, "action": "wagtail.create", "revision_id": None}
        if new.live:
            yield {**common, "action": "wagtail.publish", "revision_id": place["latest_revision_id"]}
