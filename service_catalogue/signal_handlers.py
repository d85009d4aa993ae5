"""Lists of services follow what editors, imports and the checks of links change, in the same transaction."""

from typing import Any

from django.db import connections, models
from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

from service_catalogue import feed, listing
from service_catalogue.links.addresses import is_template
from service_catalogue.models import ListedService, OnlineService, ServicePage, ShelvedService, Topic

# Saving a draft of a live page touches none of these.
LISTED_FIELDS = {
    "live", "title", "slug", "status", "for_citizens", "for_businesses", "wanted", "department", "reference",
    "valid_from", "valid_until",
}  # fmt: skip


def on_saved(
    sender: type, instance: ServicePage, raw: bool = False, update_fields: frozenset | None = None, **kwargs: Any
) -> None:
    if not raw and (update_fields is None or LISTED_FIELDS & set(update_fields)):
        listing.update([instance])


def on_relations_changed(
    sender: type, instance: models.Model, action: str, reverse: bool, pk_set: set | None, **kwargs: Any
) -> None:
    """A page's life situations, keys and online services are written after the page itself."""
    if action in {"post_add", "post_remove", "post_clear"}:
        listing.update((pk_set or ()) if reverse else [instance.pk])


def on_deleted(sender: type, instance: ServicePage, **kwargs: Any) -> None:
    """Before the page goes: with it the rows would vanish uncounted."""
    listing.remove([instance.pk])


def on_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    update_below(instance)


def on_restriction_saved(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    update_below(instance.page)


def on_restriction_deleted(sender: type, instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    """Lifted, and not gone together with its page, whose services must not be listed once more."""
    if (origin.model if isinstance(origin, models.QuerySet) else type(origin)) is PageViewRestriction:
        update_below(instance.page)


def update_below(page: Page) -> None:
    """The services on a page's branch, after it was moved, hidden or opened."""
    path = Page.objects.filter(pk=page.pk).values_list("path", flat=True).first()
    if path:
        listing.update(ServicePage.objects.filter(path__startswith=path).values_list("pk", flat=True))


def on_content_changed(sender: type, instances: list[models.Model], is_fresh: bool = False, **kwargs: Any) -> None:
    pages = [page for page in instances if isinstance(page, ServicePage)]
    listing.update(pages, fresh=pages if is_fresh else ())
    feed.note(page.pk for page in pages)


def on_published(sender: type, instance: ServicePage, **kwargs: Any) -> None:
    """New texts, of which lists show nothing, are news for those who keep copies."""
    feed.note([instance.pk])


def on_online_service_saved(sender: type, instance: OnlineService, raw: bool = False, **kwargs: Any) -> None:
    """Only pages that say something else can be concerned, so that an import costs no more than a question."""
    if raw:
        return
    concerned = listed_with(instance)
    if not is_template(instance.url):  # which may work on one page and not on another
        concerned = concerned.exclude(online=instance.works)
    listing.update(concerned.values_list("pk", flat=True))


def listed_with(online: OnlineService) -> models.QuerySet[ListedService]:
    own = ServicePage.online_services.through.objects.filter(onlineservice=online).values("servicepage")
    delivered = ServicePage.objects.filter(reference__responsibilities__online_service=online).values("pk")
    return ListedService.objects.filter(Q(pk__in=own) | Q(pk__in=delivered))


def before_deletion(sender: type, instance: models.Model, **kwargs: Any) -> None:
    """Remember which services a life situation, a department or an online service takes something from."""
    if isinstance(instance, OnlineService):
        found: Any = listed_with(instance).values_list("pk", flat=True)
    else:
        name = "topic" if isinstance(instance, Topic) else "department"
        found = ShelvedService.objects.filter(**{name: instance.pk}).values_list("service", flat=True).distinct()
    instance._listed_before = list(found)  # type: ignore[attr-defined]


def after_deletion(sender: type, instance: Any, **kwargs: Any) -> None:
    listing.update(instance._listed_before)


def fill_lists(sender: Any, using: str, **kwargs: Any) -> None:
    """A town that comes from a version without lists gets them with its migrations."""
    if ListedService._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated back
    if ServicePage.objects.filter(live=True).exists() and not ListedService.objects.exists():
        listing.rebuild()
