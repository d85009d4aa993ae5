"""Which pictures must not be shown: somebody in them has not agreed, no longer agrees, or agreed for a time that is over."""

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from cms.gate import withholds
from cms.models import Picture
from consents.models import Consent, State


@withholds
def without_consent() -> Q:
    """Pictures with a bad consent or with fewer good ones than people; and the same file uploaded once more."""
    return Q(pk__in=incomplete()) | Q(pk__in=copies_of_forbidden())


def incomplete() -> Subquery:
    """Pictures on which the consents do not reach."""
    of_picture = Consent.objects.good().filter(picture=OuterRef("pk")).order_by().values("picture")
    good = Coalesce(Subquery(of_picture.values(n=Count("pk")), output_field=IntegerField()), 0)
    bad = Exists(Consent.objects.bad().filter(picture=OuterRef("pk")))
    return Picture.objects.annotate(good=good).filter(bad | Q(recognisable__gt=F("good"))).values("pk")


def copies_of_forbidden() -> Subquery:
    """Nobody brings a picture back by uploading it again and saying that nobody is in it."""
    over = Consent.objects.with_state().filter(state_now__in=[State.WITHDRAWN, State.EXPIRED])
    files = over.exclude(picture__file_hash="").values("picture__file_hash")
    return Picture.objects.filter(file_hash__in=files).values("pk")


def lacking(pictures: list[Picture]) -> dict[int, int]:
    """How many people in each of these withheld pictures have no good consent."""
    good = Consent.objects.good().filter(picture__in=pictures).order_by().values("picture").annotate(n=Count("pk"))
    counted = dict(good.values_list("picture", "n"))
    return {item.pk: max((item.recognisable or 0) - counted.get(item.pk, 0), 1) for item in pictures}
