"""What the editors' form says about pictures of people: without consent nothing is handed in and nothing goes live."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ReferenceIndex

from cms.checks.checking import finds
from cms.checks.findings import Finding, Severity
from cms.models import BasePage, Picture
from consents.withholding import lacking

Place = tuple[str, str]
RULE = "consent"


@finds(BasePage)
def missing_consents(pages: list[Any]) -> Iterator[list[Finding]]:
    """Each picture of a page, once, at the field or block where it stands."""
    used = [pictures_of(page) for page in pages]
    pictures = Picture.objects.in_bulk({pk for places in used for pk in places})
    lack = lacking([picture for picture in pictures.values() if picture.is_withheld])
    for places in used:
        yield [
            finding
            for pk, place in places.items()
            if pk in pictures
            for finding in findings(pictures[pk], lack.get(pk, 0), *place)
        ]


def pictures_of(page: Any) -> dict[int, Place]:
    """The pictures in a page as it stands in memory, with the field and block of their first use."""
    kind = ContentType.objects.get_for_model(Picture).pk
    places: dict[int, Place] = {}
    # The index reads saved pages only; its reader of one object has no public name.
    for content_type, key, _model_path, path in ReferenceIndex._extract_references_from_object(page):
        if content_type == kind:
            steps = path.split(".")
            places.setdefault(int(key), (steps[0], steps[1] if len(steps) > 1 else ""))
    return places


def findings(picture: Picture, lack: int, field: str, block: str) -> Iterator[Finding]:
    if picture.is_withheld:
        text = ngettext(
            "The picture “%(title)s” is not shown: the consent of one person is missing or has ended.",
            "The picture “%(title)s” is not shown: the consents of %(n)d people are missing or have ended.",
            lack,
        ) % {"title": picture.title, "n": lack}
        yield Finding(RULE, Severity.ERROR, field, text, block=block, before_approval=True)
    elif picture.recognisable is None:
        text = _("Nobody has said yet how many people can be recognised in the picture “%(title)s”.")
        yield Finding(RULE, Severity.WARNING, field, text % {"title": picture.title}, block=block)
