"""What follows when a service page is published: the answers of its editor count, and its days of validity hold."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Revision
from wagtail.signals import page_published

from service_catalogue import validity
from service_catalogue.answers import settle
from service_catalogue.models import ServicePage


@receiver(page_published, sender=ServicePage)
def on_published(instance: ServicePage, revision: Revision, **kwargs: Any) -> None:
    settle(instance, revision.user)
    validity.apply(instance)
