"""A picture goes offline or comes back with what is known of the people in it."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.security_log import SecurityEvent, record
from cms import gate
from cms.models import Picture
from consents import telling
from consents.models import Consent


def on_consent_changed(sender: type, instance: Consent, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        refresh_like(instance.picture)
        record(SecurityEvent.Kind.CONSENT, f"consent {instance.pk}", details=what_is_known(instance, **kwargs))


def what_is_known(consent: Consent, created: bool | None = None, **kwargs: Any) -> str:
    """The state for the log, in words that name nobody."""
    return "deleted" if created is None else f"picture {consent.picture_id}: {consent.state.value}"


def on_picture_saved(sender: type, instance: Picture, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        refresh_like(instance)


def refresh_like(picture: Picture) -> None:
    """The picture and every other upload of the same file."""
    same = Q(pk=picture.pk) | Q(file_hash=picture.file_hash) if picture.file_hash else Q(pk=picture.pk)
    gate.refresh(Picture.objects.filter(same))


def on_pictures_changed(sender: type, pictures: list[Picture], is_withheld: bool, **kwargs: Any) -> None:
    """Whoever looks after the pages is told about pictures that people could see until now."""
    if not is_withheld:
        return
    for picture in pictures:
        record(SecurityEvent.Kind.CONSENT, f"picture {picture.pk}", details="taken offline")
        pages = [str(use.pk) for use in gate.public_uses(picture) if hasattr(use, "url_path")]
        if pages:
            transaction.on_commit(partial(telling.tell.enqueue, picture.pk, pages))
