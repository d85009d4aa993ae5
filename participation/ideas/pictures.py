"""Pictures that visitors add to ideas: made anew from their pixels alone, so that nothing else comes in with them."""

import base64
import hashlib
from collections.abc import Iterable
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext
from PIL import Image, ImageOps
from wagtail.models import Collection

from cms import gate
from cms.media import File, Picture
from cms.slots import Filling, fills
from participation import own
from participation.models import Contribution, Idea, IdeaPicture
from participation.models.idea_pictures import MOST_PICTURES
from participation.moderation.access import contributions_of, moderates
from participation.signals import contribution_changed

State = Contribution.State
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024**2
# What phones make is smaller; 30 million pixels take 120 MB of memory while they are read.
MOST_PIXELS = 30_000_000
LONGEST_SIDE = 2000
QUALITY = 85


class BadPictureError(Exception):
    """It is no picture that we can read, or one with too many pixels."""


def pixels_of(upload: UploadedFile | IO[bytes]) -> bytes:
    """The picture as a JPEG without place, camera and everything else that was in the file. Raises BadPictureError."""
    try:
        with Image.open(upload, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadPictureError
            # A JPEG is read no larger than it is needed.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return as_jpeg(ImageOps.exif_transpose(opened))
    # Pillow raises all of these for files that are broken, or made to do harm.
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise BadPictureError from error


def as_jpeg(picture: Image.Image) -> bytes:
    """Smaller if it is large, on white where one sees through it."""
    picture = picture.convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A"))
    written = BytesIO()
    flat.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()


def can_add(idea: Idea) -> bool:
    """While one can take part, up to three; what is part of another idea gets none any more."""
    collection = idea.module.specific
    asks = collection.is_open and getattr(collection, "with_pictures", False)
    is_there = idea.state in (State.WAITING, State.PUBLIC) and idea.part_of is None
    return asks and is_there and idea.pictures.there().count() < MOST_PICTURES


def add(idea: Idea, jpeg: bytes, description: str) -> bool:
    """Keep it for the moderators; the same one twice is kept once. False where there is no room for another one."""
    digest = hashlib.sha256(jpeg).hexdigest()
    with transaction.atomic():
        # Whoever sends at the same moment waits here, so that they are counted together.
        locked = Idea.objects.select_for_update(of=("self",)).select_related("module").get(pk=idea.pk)
        if locked.pictures.filter(digest=digest).exists():
            return True
        if not can_add(locked):
            return False
        IdeaPicture.objects.create(idea=locked, picture=stored(locked, jpeg, description), digest=digest)
    return True


def stored(idea: Idea, jpeg: bytes, description: str) -> Picture:
    """In the library, in a collection of its own; its sender says that nobody in it can be recognised."""
    picture = Picture(title=idea.title, description=description, collection=collection(), recognisable=0)
    picture.file = ContentFile(jpeg, name=f"idee-{idea.pk}.jpg")
    picture._set_image_file_metadata()
    picture.save()
    return picture


def collection() -> Collection:
    """Where editors find them, and see that the town has not made them."""
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext("Pictures of ideas")
    return Collection.objects.filter(name=name).first() or Collection.get_first_root_node().add_child(name=name)


def let_through(pictures: list[IdeaPicture]) -> None:
    """Those that a moderator saw when they let the idea through."""
    numbers = [picture.pk for picture in pictures]
    IdeaPicture.objects.waiting().filter(pk__in=numbers).update(let_through_at=timezone.now())


def refuse(shown: IdeaPicture, *, reason: str, words: str) -> None:
    """Delete the picture; its author reads the reason at their own link."""
    with transaction.atomic():
        picture = shown.picture
        shown.picture, shown.reason, shown.words = None, reason, words
        shown.save(update_fields=["picture", "reason", "words"])
        if picture:
            picture.delete()


@receiver(contribution_changed, dispatch_uid="participation.ideas.pictures")
def forget_with_the_idea(sender: type, contribution: Contribution, was: str, **kwargs: Any) -> None:
    """Whoever deletes their idea deletes its pictures."""
    if contribution.state == State.REMOVED:
        for picture in IdeaPicture.objects.filter(idea=contribution.pk):
            picture.delete()


@gate.opens
def to_its_moderators(request: HttpRequest, thing: Picture | File) -> bool:
    """Whoever decides about the idea sees its pictures before everybody else."""
    if not isinstance(thing, Picture) or not moderates(request.user):
        return False
    return contributions_of(request.user).filter(idea__pictures__picture=thing).exists()


@fills("own_contribution", order=5)
def pictures_of_ones_own(request: HttpRequest, contribution: Contribution) -> Filling:
    """At the own link: what becomes of the pictures, and the way to add one."""
    idea = Idea.objects.select_related("module", "merged_into").filter(pk=contribution.pk).first()
    if idea is None:
        return None
    shown, more = list(idea.pictures.select_related("picture")), can_add(idea)
    if not shown and not more:
        return None
    context = {"pictures": shown, "can_add": more, "token": own.token_of(contribution), "most": MOST_PICTURES}
    return "participation/idea_pictures_own.html", context


def for_export(ideas: Iterable[Contribution]) -> dict[int, list[dict[str, str]]]:
    """The pictures of these as they are kept, for the copy of one's own data; one query."""
    found: dict[int, list[dict[str, str]]] = {}
    for one in IdeaPicture.objects.there().filter(idea__in=[idea.pk for idea in ideas]).select_related("picture"):
        if one.picture:
            kept = {"description": one.picture.description, "jpeg": as_text(one.picture)}
            found.setdefault(one.idea_id, []).append(kept)
    return found


def as_text(picture: Picture) -> str:
    with picture.file.open("rb") as file:
        return base64.b64encode(file.read()).decode()
