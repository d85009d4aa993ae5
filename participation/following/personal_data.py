"""What is kept about who follows: handed out and deleted with everything else, by the address; it moves with the person."""

from typing import Any

from django.dispatch import receiver

from participation.following.subjects import title_of, whole
from participation.models import Follower, Following
from participation.models.following import new_mark
from residents.actions import address_changed
from residents.models import Resident
from residents.personal_data import Person, holds_data_of_residents


@holds_data_of_residents("following", addresses=["participation.Follower.email"])
class OwnFollowing:
    """Also of people without an account: the address alone says whose it is."""

    def export(self, person: Person) -> dict[str, Any]:
        follower = Follower.objects.filter(email=person.email).first()
        if follower is None:
            return {}
        followed = [
            {"title": title_of(whole(one.subject)), "asked_at": one.asked_at, "confirmed_at": one.confirmed_at}
            for one in follower.followings.with_subjects()
        ]
        return {"frequency": follower.frequency, "since": follower.since, "subjects": followed}

    def forget(self, person: Person) -> None:
        Follower.objects.filter(email=person.email).delete()


@receiver(address_changed, dispatch_uid="participation.following.address_changed")
def move(sender: Any, resident: Resident, old: str, **kwargs: Any) -> None:
    """News goes to the new address from now on, and the links in the old mailbox open nothing any more."""
    follower = Follower.objects.filter(email=old).first()
    if follower is None:
        return
    known = Follower.objects.filter(email=resident.email).first()
    if known is not None:
        take_over(follower, known)
        known.delete()
    Follower.objects.filter(pk=follower.pk).update(email=resident.email, mark=new_mark())


def take_over(follower: Follower, other: Follower) -> None:
    """What is followed with the new address, too; where it is the same, it counts as confirmed if one of the two is."""
    for one in other.followings.all():
        about = {"project": one.project_id, "module": one.module_id, "contribution": one.contribution_id}
        same = follower.followings.filter(**about)
        if not same.exists():
            Following.objects.filter(pk=one.pk).update(follower=follower)
        elif one.confirmed_at:
            same.filter(confirmed_at=None).update(confirmed_at=one.confirmed_at)
