"""What is kept about who follows: handed out and deleted with everything else, by the address."""

from typing import Any

from participation.following.subjects import title_of, whole
from participation.models import Follower
from residents.models import Resident
from residents.personal_data import holds_data_of_residents


@holds_data_of_residents("following")
class OwnFollowing:
    """Also of people without an account: the address alone says whose it is."""

    def export(self, resident: Resident) -> dict[str, Any]:
        follower = Follower.objects.filter(email=resident.email).first()
        if follower is None:
            return {}
        followed = [
            {"title": title_of(whole(one.subject)), "asked_at": one.asked_at, "confirmed_at": one.confirmed_at}
            for one in follower.followings.with_subjects()
        ]
        return {"frequency": follower.frequency, "since": follower.since, "subjects": followed}

    def forget(self, resident: Resident) -> None:
        Follower.objects.filter(email=resident.email).delete()
