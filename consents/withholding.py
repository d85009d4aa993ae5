"""Which pictures must not be shown: somebody in them has not agreed, no longer agrees, or agreed for a time that is over."""

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from cms.gate import withholds
from cms.models import Picture
from consents.models import Consent, State, WithdrawnFile


@withholds
def without_consent() -> Q:
    """Pictures with a bad consent or with fewer good ones than people; and the same file uploaded once more."""
    return Q(pk__in=incomplete()) | Q(pk__in=copies_of_forbidden())


def incomplete() -> Any:
    """Pictures on which the consents do not reach."""
    bad = Exists(Consent.objects.bad().filter(picture=OuterRef("pk")))
    return counted().filter(bad | Q(people__gt=F("good"))).values("pk")


def counted() -> Any:
    """All pictures with their number of `good` consents and of `people`, also those known from an earlier upload."""
    of_picture = Consent.objects.good().filter(picture=OuterRef("pk")).order_by().values("picture")
    good = Coalesce(Subquery(of_picture.values(n=Count("pk")), output_field=IntegerField()), 0)
    gone = WithdrawnFile.objects.filter(file_hash=OuterRef("file_hash")).values("people")[:1]
    people = Greatest(Coalesce("recognisable", 0), Coalesce(Subquery(gone), 0), output_field=IntegerField())
    return Picture.objects.annotate(good=good, people=people)


def copies_of_forbidden() -> Any:
    """Nobody brings a picture back by uploading it again and saying that nobody is in it."""
    over = Consent.objects.with_state().filter(state_now__in=[State.WITHDRAWN, State.EXPIRED])
    files = over.exclude(picture__file_hash="").values("picture__file_hash")
    return Picture.objects.filter(file_hash__in=files).values("pk")


def lacking(pictures: list[Picture]) -> dict[int, int]:
    """How many people in each of these withheld pictures have no good consent; at least one."""
    found = counted().filter(pk__in=[picture.pk for picture in pictures])
    return {item.pk: max(item.people - item.good, 1) for item in found}
