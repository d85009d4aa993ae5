"""What is public of people who write for the town, and why."""

from django.utils.translation import gettext_lazy as _

from cms.personal_fields import CONSENT, Purpose, declare
from news.models import Author

SIGNING = Purpose(
    "namen",
    _("Signing news"),
    _("Whoever wrote a text is named below it, if they want to. Pupils choose how much of their name is shown."),
    CONSENT,
    for_visitors=False,
)

declare(Author, SIGNING, _("as long as the text, or until they want it no more"), "name", optional=["role"])
