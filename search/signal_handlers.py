"""Keeps the index equal to what everybody may see, in the transaction of the change itself."""

from typing import Any

from django.db import models
from wagtail.models import Page, PageViewRestriction

from cms.searchable import Searchable
from search import documents
from search.models import IndexedDocument

# Saving a draft of a live page touches none of these.
VISIBLE_FIELDS = {"live", "title", "slug", "url_path", "locale", "expired"}


def on_published(sender: type, instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        update_page(instance)


def on_unpublished(sender: type, instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        documents.remove([instance])


def on_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    documents.update_subtree(Page.objects.get(pk=instance.pk))


def on_slug_changed(sender: type, instance: Page, **kwargs: Any) -> None:
    """Comes after the commit; by then published pages have their new address, those below drafts get it here."""
    documents.update_subtree(Page.objects.get(pk=instance.pk))


def on_restriction_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        documents.update_subtree(page)


def on_content_changed(sender: type, instances: list[models.Model], is_fresh: bool = False, **kwargs: Any) -> None:
    """What pages show has changed; what their editors are drafting has not, so everything is read anew."""
    if issubclass(sender, Page) and len(instances) == 1:
        for page in Page.objects.filter(pk=instances[0].pk):
            update_page(page.specific)
    elif issubclass(sender, Searchable):
        documents.refresh(sender, {item.pk: item if is_fresh else None for item in instances})


def on_saved(
    sender: type, instance: models.Model, raw: bool = False, update_fields: frozenset | None = None, **kwargs: Any
) -> None:
    if raw or not isinstance(instance, Searchable):
        return
    if not isinstance(instance, Page):
        documents.update([instance])
    elif update_fields is None or VISIBLE_FIELDS & set(update_fields):
        update_page(instance)


def on_deleted(sender: type, instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, Searchable | Page):
        documents.remove([instance])


def update_page(page: Any) -> None:
    """Bring a page up to date and, if its address has changed, the addresses of all pages below it."""
    page = page if isinstance(page, Searchable) else page.specific
    if not isinstance(page, Searchable):
        return
    old_url = IndexedDocument.objects.filter(key=documents.key_of(page)).values_list("url", flat=True).first()
    documents.update([page])
    if old_url and old_url != page.search_url():
        documents.change_addresses(old_url, page.search_url())
