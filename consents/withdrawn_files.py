"""What is kept of a picture with a consent that ended, once nobody has the picture any more: its checksum, no name."""

from typing import Any

from cms.models import Picture
from consents.models import Consent, State, WithdrawnFile


def remember(picture: Picture) -> None:
    """Note the file, if a consent for it was withdrawn or has ended, and how many people must agree to see it again."""
    consents = Consent.objects.with_state().filter(picture=picture)
    if picture.file_hash and consents.filter(state_now__in=[State.WITHDRAWN, State.EXPIRED]).exists():
        people = max(picture.recognisable or 0, consents.count())
        WithdrawnFile.objects.update_or_create(file_hash=picture.file_hash, defaults={"people": people})


def on_picture_deleted(sender: type, instance: Picture, **kwargs: Any) -> None:
    """Before its consents go with it."""
    remember(instance)
