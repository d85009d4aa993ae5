"""What participation keeps about residents: handed out to them, and forgotten with them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.http import HttpRequest

from cms.slots import Filling, fills
from participation import own
from participation.models import Ballot, Contribution, Participant, Support
from participation.retention import delete_unconfirmed, forget, unconfirmed
from residents.models import Pass, Resident
from residents.passes import passes_merged
from residents.personal_data import holds_data_of_residents

MOST_SHOWN = 50


def whose(resident: Resident) -> QuerySet[Participant]:
    """Everything that somebody is: by the access, by a browser that shows it, by the confirmed address."""
    theirs = Q(resident=resident) | Q(passes__resident=resident) | Q(email=resident.email, confirmed_at__isnull=False)
    return Participant.objects.filter(pk__in=Participant.objects.filter(theirs).values("pk"), forgotten_at=None)


@holds_data_of_residents("participation")
class OwnParticipation:
    def export(self, resident: Resident) -> dict[str, Any]:
        people = whose(resident)
        return {
            "took_part": list(
                people.values("module__title", "identity", "pseudonym", "real_name", "email", "began_at").order_by("pk")
            ),
            "contributions": [written(one) for one in contributions_of(resident)],
            "supports": list(
                Support.objects.filter(participant__in=people)
                .values("contribution__text", "contribution__module__title", "given_at")
                .order_by("pk")
            ),
            "polls": [answered(ballot) for ballot in ballots_of(people)],
        }

    def forget(self, resident: Resident) -> None:
        forget(whose(resident))
        delete_unconfirmed(unconfirmed().filter(email=resident.email))


def contributions_of(resident: Resident) -> QuerySet[Contribution]:
    return Contribution.objects.filter(author__in=whose(resident)).select_related("module", "author")


def ballots_of(people: QuerySet[Participant]) -> QuerySet[Ballot]:
    return Ballot.objects.filter(participant__in=people).select_related("module").prefetch_related("answers")


def written(one: Contribution) -> dict[str, Any]:
    return {
        "module": one.module.title,
        "name": one.pseudonym,
        "text": one.text,
        "state": one.state,
        "written_at": one.created_at,
        "changed_at": one.edited_at,
    }


def answered(ballot: Ballot) -> dict[str, Any]:
    answers = [{"question": one.question, "option": one.option, "text": one.text} for one in ballot.answers.all()]
    return {"poll": ballot.module.title, "given_at": ballot.cast_at, "answers": answers}


@fills("residents_account", order=10)
def my_contributions(request: HttpRequest, resident: Resident) -> Filling:
    """On the page of one's own access: what one wrote, with the way to change or delete it."""
    found = list(contributions_of(resident)[: MOST_SHOWN + 1])
    if not found:
        return None
    shown = [{"contribution": one, "address": own.address_of(one)} for one in found[:MOST_SHOWN]]
    return "participation/my_contributions.html", {"shown": shown, "has_more": len(found) > MOST_SHOWN}


@receiver(passes_merged, dispatch_uid="participation.passes_merged")
def keep_after_sign_in(sender: Any, old: Pass, new: Pass, **kwargs: Any) -> None:
    """The same browser shows another pass: it goes on being who it was in each module."""
    for participant in old.participants.all():
        participant.passes.add(new)
