"""What the form of a picture says about the people in it."""

from django.http import HttpRequest

from cms.models import Picture
from cms.slots import Filling, fills
from consents.models import Consent
from consents.rights import keeps_consents_of
from consents.withholding import counted


@fills("picture_form", order=10)
def people_in_the_picture(request: HttpRequest, picture: Picture) -> Filling:
    """How many agreed, for everybody; who, for those who keep the consents of this picture."""
    numbers = counted().get(pk=picture.pk)
    consents = list(Consent.objects.with_state().filter(picture=picture).order_by("pk"))
    if not numbers.people and not consents:
        return None
    keeps_consents = keeps_consents_of(request.user, picture)
    return "consents/picture_panel.html", {
        "picture": numbers,
        "missing": max(numbers.people - numbers.good, 0),
        "consents": consents if keeps_consents else [],
        "keeps_consents": keeps_consents,
    }
