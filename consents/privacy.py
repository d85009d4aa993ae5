"""What is kept of people in pictures, and why."""

from django.utils.translation import gettext_lazy as _

from cms.personal_fields import CONSENT, Purpose, declare
from consents.models import Consent

PICTURES = Purpose(
    "bilder",
    _("People in pictures"),
    _(
        "Whoever can be recognised in a picture has agreed to it, for children also their guardians. We keep who agreed, "
        "for what and until when. Whoever withdraws their consent is seen no more."
    ),
    CONSENT,
)
WITH_THE_PICTURE = _("as long as the picture: it is the proof that we may show it")

declare(Consent, PICTURES, WITH_THE_PICTURE, "person", "basis", "purpose")
declare(
    Consent,
    PICTURES,
    WITH_THE_PICTURE,
    optional=["age", "agreed_on", "guardians", "guardians_agreed_on", "valid_until", "withdrawn_on", "paper"],
)
