"""Sizes of pictures that take long to make are made beside the visits, by a job of every minute.

AVIF is a third smaller than WebP and takes up to four seconds a size. So a page offers AVIF as soon as it is there
(`Picture.get_renditions`), and this job makes what WebP has and AVIF has not. Pictures that were just uploaded get the
usual sizes at once, so that the first visitor of a new page waits for none.
"""

import logging
import time
from collections.abc import Iterator
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Replace
from django.utils import timezone

from cms.media import Picture, Rendition

logger = logging.getLogger(__name__)

SECONDS_AT_ONCE = 20
NEW_FOR = timedelta(days=1)
A_DAY = 24 * 60 * 60
# As in templates/includes/picture.html.
USUAL_SIZES = tuple(f"format-{kind}|width-{width}" for kind in ("webp", "jpeg") for width in (480, 960, 1440))


def new_pictures() -> QuerySet[Picture]:
    """Uploaded lately and not shown anywhere yet."""
    sizes = Rendition.objects.filter(image=OuterRef("pk"), filter_spec=USUAL_SIZES[0])
    lately = Picture.objects.filter(created_at__gt=timezone.now() - NEW_FOR, is_withheld=False)
    return lately.filter(~Exists(sizes)).order_by("pk")


def sizes_without_avif() -> QuerySet[Rendition]:
    """Sizes as WebP that the same picture does not have as AVIF; the town's logo (`max-…`) is small as it is."""
    avif = Rendition.objects.filter(
        image=OuterRef("image"), filter_spec=OuterRef("avif"), focal_point_key=OuterRef("focal_point_key")
    )
    webp = Rendition.objects.filter(filter_spec__startswith="format-webp|", image__is_withheld=False)
    shown = webp.exclude(filter_spec__contains="|max-").select_related("image").order_by("pk")
    return shown.annotate(avif=Replace("filter_spec", Value("format-webp"), Value("format-avif"))).filter(~Exists(avif))


def wanted() -> Iterator[tuple[Picture, str]]:
    """Each picture with a size that it lacks, the newest pages' first."""
    for picture in new_pictures():
        yield from ((picture, size) for size in USUAL_SIZES)
    for size in sizes_without_avif():
        yield size.image, size.avif


def make_sizes() -> int:
    """As many as fit into some seconds; returns how many. The next run goes on."""
    until, made = time.monotonic() + SECONDS_AT_ONCE, 0
    for picture, size in wanted():
        if time.monotonic() > until:
            break
        made += make(picture, size)
    return made


def make(picture: Picture, size: str) -> bool:
    """Whether it worked: a file that is gone or broken keeps no other waiting, and is tried again a day later."""
    broken = f"cms.broken-picture:{picture.pk}:{size}"
    if cache.get(broken):
        return False
    try:
        picture.get_rendition(size)
    except Exception:
        logger.exception("Picture %s cannot be made as %s.", picture.pk, size)
        cache.set(broken, True, A_DAY)
        return False
    return True
