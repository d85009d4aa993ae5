"""What the rooms on the ground keep about people: they know nothing of residents, so it is registered here."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from cms.models import VisitorMessage
from cms.upkeep import Upkeep
from residents.personal_data import Person, holds_data_of_residents


@holds_data_of_residents("messages", addresses=["cms.VisitorMessage.email"], typed=True)
class Messages:
    """What somebody wrote to the town in a form."""

    def export(self, person: Person) -> dict[str, Any]:
        found = VisitorMessage.objects.filter(email__iexact=person.email).order_by("pk")
        return {"messages": list(found.values("page__title", "text", "sent_at", "handled_at"))}

    def forget(self, person: Person) -> None:
        VisitorMessage.objects.filter(email__iexact=person.email).delete()


@holds_data_of_residents("kept_pages", addresses=["cms.Upkeep.keeper_email"], typed=True)
class KeptPages:
    """Pages that somebody without an account keeps true."""

    def export(self, person: Person) -> dict[str, Any]:
        found = Upkeep.objects.filter(keeper_email__iexact=person.email).order_by("pk")
        return {"pages": list(found.values("page__title", "keeper_name"))}

    def forget(self, person: Person) -> None:
        """The page is without a keeper then, and says so in the report."""
        Upkeep.objects.filter(keeper_email__iexact=person.email).update(keeper_name="", keeper_email="")


@holds_data_of_residents(
    "staff_account",
    addresses=["accounts.User.email", "account.EmailAddress.email"],
    typed=True,
    stays=_("An account of the editors' interface is closed there, not deleted: the history of pages names it."),
)
class StaffAccount:
    """Whoever works on the site."""

    def export(self, person: Person) -> dict[str, Any]:
        people = get_user_model().objects.filter(email__iexact=person.email).order_by("pk")
        known = ("username", "first_name", "last_name", "email", "is_active", "date_joined", "last_login")
        addresses = EmailAddress.objects.filter(email__iexact=person.email).values("email", "verified", "primary")
        return {"accounts": list(people.values(*known)), "addresses": list(addresses)}

    def forget(self, person: Person) -> None:
        """Nothing, see `stays`."""
