"""What this room puts on pages of others: below a newsroom who answers for it."""

from django.http import HttpRequest
from wagtail.models import Page

from cms.lands import PRESS_LAW
from cms.slots import Filling, fills
from duties.models import ResponsiblePerson


@fills("newsroom", order=10)
def who_answers(request: HttpRequest, newsroom: Page) -> Filling:
    """The one whom the imprint names for this newsroom; the others stand in the imprint alone."""
    named = ResponsiblePerson.objects.filter(part=newsroom.pk, page__live=True).select_related("page")
    person = named.first()
    return ("duties/who_answers.html", {"person": person, "press_law": PRESS_LAW}) if person else None
