"""Keeps the stored findings true: after publishing and saving at once, after imports by the queue, the rest at night."""

from typing import Any

from django.db import models
from django.db.models.signals import post_save
from wagtail.signals import page_published

from cms.signals import content_changed
from service_catalogue.models import OnlineService, ServicePage
from service_catalogue.quality import stored

# More than an editor changes at once is an import, which must not wait for the rules.
AT_ONCE = 20


def on_published(sender: type, instance: models.Model, **kwargs: Any) -> None:
    stored.update(ServicePage.objects.filter(pk=instance.pk))


def on_draft_saved(
    sender: type, instance: ServicePage, raw: bool = False, update_fields: frozenset | None = None, **kwargs: Any
) -> None:
    """A draft beside a published page changes nothing that residents see.

    What is unpublished is saved as well. Wagtail's own signal for that comes also while a page is being deleted.
    """
    if not raw and not instance.live and (update_fields is None or "latest_revision" in update_fields):
        stored.update(ServicePage.objects.filter(pk=instance.pk))


def on_content_changed(sender: type, instances: list[models.Model], **kwargs: Any) -> None:
    if not issubclass(sender, ServicePage | OnlineService):
        return
    numbers = [item.pk for item in instances]
    if issubclass(sender, OnlineService):
        numbers = list(pages_with(numbers).values_list("pk", flat=True))
    if len(numbers) > AT_ONCE:
        stored.update_later.enqueue(numbers)
    elif numbers:
        stored.update(ServicePage.objects.filter(pk__in=numbers))


def pages_with(online_services: list[int]) -> models.QuerySet[ServicePage]:
    """The services that are applied for there, by the town's choice or by a delivery."""
    own = models.Q(online_services__in=online_services)
    delivered = models.Q(reference__responsibilities__online_service__in=online_services)
    return ServicePage.objects.filter(own | delivered).distinct()


def on_online_service_edited(request: Any, instance: models.Model) -> None:
    """Somebody changed an online service in the editors' interface."""
    if isinstance(instance, OnlineService):
        on_content_changed(sender=OnlineService, instances=[instance])


page_published.connect(on_published, sender=ServicePage)
post_save.connect(on_draft_saved, sender=ServicePage)
content_changed.connect(on_content_changed)
