"""What participation keeps about people: handed out to them, and forgotten with them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from cms.slots import Filling, fills
from participation import own
from participation.ideas.pictures import for_export
from participation.models import Appeal, Ballot, Ban, Contribution, Decision, Participant, Report, Support
from participation.retention import delete_unconfirmed, forget, unconfirmed
from residents.models import Pass, Resident
from residents.passes import passes_merged
from residents.personal_data import Person, holds_data_of_residents

MOST_SHOWN = 50


def whose(person: Person) -> QuerySet[Participant]:
    """Everything that somebody is: by the access, by a browser that shows it, by the confirmed address."""
    theirs = Q(email=person.email, confirmed_at__isnull=False)
    if person.resident is not None:
        theirs |= Q(resident=person.resident) | Q(passes__resident=person.resident)
    return Participant.objects.filter(pk__in=Participant.objects.filter(theirs).values("pk"), forgotten_at=None)


@holds_data_of_residents("participation", addresses=["participation.Participant.email"])
class OwnParticipation:
    def export(self, person: Person) -> dict[str, Any]:
        people, mine = whose(person), list(contributions_of(person))
        pictures = for_export(mine)
        return {
            "took_part": list(
                people.values("module__title", "identity", "pseudonym", "real_name", "email", "began_at").order_by("pk")
            ),
            "contributions": [{**written(one), "pictures": pictures.get(one.pk, [])} for one in mine],
            "supports": list(
                Support.objects.filter(participant__in=people)
                .values("contribution__text", "contribution__module__title", "given_at")
                .order_by("pk")
            ),
            "polls": [answered(ballot) for ballot in ballots_of(people)],
            "moderation": moderated(people),
        }

    def forget(self, person: Person) -> None:
        """What was said stays, without anybody's name; what its author said to the moderators goes."""
        people = whose(person)
        appeals = Appeal.objects.filter(contribution__author__in=people)
        appeals.filter(decided_at=None).update(decided_at=timezone.now())
        appeals.update(words="")
        forget(people)
        delete_unconfirmed(unconfirmed().filter(email=person.email))


@holds_data_of_residents("reports", addresses=["participation.Report.email"], typed=True)
class OwnReports:
    """What somebody reported to the moderators, until it is decided."""

    def export(self, person: Person) -> dict[str, Any]:
        found = Report.objects.filter(email__iexact=person.email).order_by("pk")
        return {"reports": list(found.values("contribution__module__title", "reason", "words", "sent_at"))}

    def forget(self, person: Person) -> None:
        """The moderators still decide about it, and nobody is told."""
        Report.objects.filter(email__iexact=person.email).update(email="", network="")


def moderated(people: QuerySet[Participant]) -> dict[str, Any]:
    """What moderators decided about somebody and what they wrote, and what the person said to that."""
    decisions = Decision.objects.filter(contribution__author__in=people).order_by("at", "pk")
    appeals = Appeal.objects.filter(contribution__author__in=people).order_by("sent_at", "pk")
    bans = Ban.objects.filter(participant__in=people)
    return {
        "decisions": list(decisions.values("contribution__text", "action", "reason", "words", "at")),
        "appeals": list(appeals.values("contribution__text", "words", "sent_at", "decided_at")),
        "bans": list(bans.values("scope", "reason", "words", "ends_at", "proposed_at", "agreed_at", "lifted_at")),
    }


def contributions_of(person: Person) -> QuerySet[Contribution]:
    return Contribution.objects.filter(author__in=whose(person)).select_related("module", "author")


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
    found = list(contributions_of(Person.of(resident))[: MOST_SHOWN + 1])
    if not found:
        return None
    shown = [{"contribution": one, "address": own.address_of(one)} for one in found[:MOST_SHOWN]]
    return "participation/my_contributions.html", {"shown": shown, "has_more": len(found) > MOST_SHOWN}


@receiver(passes_merged, dispatch_uid="participation.passes_merged")
def keep_after_sign_in(sender: Any, old: Pass, new: Pass, **kwargs: Any) -> None:
    """The same browser shows another pass: it goes on being who it was in each module."""
    for participant in old.participants.all():
        participant.passes.add(new)
