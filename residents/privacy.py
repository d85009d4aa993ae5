"""What is asked of residents who make themselves an access, and why."""

from django.utils.translation import gettext_lazy as _

from cms.personal_fields import CONSENT, NOT_KEPT, Purpose, declare
from residents.forms import AddressForm, NameForm, NewAddressForm
from residents.models import MailLink, Pass, Resident

ACCESS = Purpose(
    "zugang",
    _("Your own access for taking part"),
    _(
        "With an access you find again what you wrote, and can change and delete it. We keep your address and the name "
        "that you choose. Nobody but the town sees the address. A cookie tells us that it is you; it is needed for that "
        "and for nothing else. Under “Your access” you can take everything with you and delete it."
    ),
    CONSENT,
)
LEADS_BACK = {"next": _("The page to which you want to return")}

declare(AddressForm, ACCESS, "residents.links", "email")
declare(AddressForm, ACCESS, NOT_KEPT, optional=["next"], labels=LEADS_BACK)
declare(NewAddressForm, ACCESS, "residents.unused", "email")
declare(NameForm, ACCESS, "residents.unused", optional=["name"])
declare(Resident, ACCESS, "residents.unused", "email", "joined_at", "last_seen_at", optional=["name", "warned_at"])
declare(Resident, ACCESS, "residents.unused", optional=["blocked_at", "block_reason"])
declare(
    Pass,
    ACCESS,
    "residents.passes",
    "digest",
    "last_used_on",
    optional=["resident"],
    labels={"digest": _("The cookie “teilnahme” of your browser, as a fingerprint")},
)
declare(
    Pass,
    ACCESS,
    "residents.networks",
    optional=["network"],
    labels={"network": _("Front part of your internet address")},
)
declare(MailLink, ACCESS, "residents.links", "email", "next_path", optional=["resident"])
declare(
    MailLink,
    ACCESS,
    "residents.links",
    optional=["network"],
    labels={"network": _("Front part of your internet address")},
)
