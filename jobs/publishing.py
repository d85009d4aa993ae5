"""Pages and other content go live and offline at the times their editors set."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision


def publish_scheduled() -> None:
    """Unpublish what has expired and publish what is due, each in its own transaction.

    Wagtail's command of this name stops at the first page that raises, and everything behind it never
    goes live. Here the others go on, and the errors are raised together at the end.
    """
    errors = []
    # One after the other, because unpublishing also withdraws revisions that were to go live.
    for change in chain(expired_objects(), due_revisions()):
        try:
            with transaction.atomic():
                change()
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("Some content could not go live or offline on time.", errors)


def expired_objects() -> Iterator[Callable[[], object]]:
    for model in draft_models():
        expired = model._default_manager.filter(live=True, expire_at__lt=timezone.now())
        for item in expired.order_by("expire_at"):
            yield partial(unpublish, item)


def due_revisions() -> Iterator[Callable[[], object]]:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
    for revision in due:
        yield partial(publish, revision)


def draft_models() -> list[type[Model]]:
    """Page stands for all page types; every other model with drafts for itself."""
    others = [m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page)]
    return [Page, *others]


def unpublish(item: DraftStateMixin) -> None:
    try:
        item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception as error:
        error.add_note(f"Content: {item} ({item._meta.label} {item.pk})")
        raise


def publish(revision: Revision) -> None:
    try:
        revision.publish(log_action="wagtail.publish.scheduled")
    except Exception as error:
        error.add_note(f"Content: {revision.object_str} (revision {revision.pk})")
        raise
