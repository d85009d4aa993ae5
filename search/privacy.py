"""What is kept of searches, which is nothing of people."""

from django.utils.translation import gettext_lazy as _

from cms.personal_fields import PUBLIC_TASK, Purpose, declare
from search.models import SearchedQuery

SEARCHING = Purpose(
    "suche",
    _("Searching"),
    _(
        "We count which words are searched for and found, so that the search becomes better: words and numbers of a day, "
        "nothing about you. Words that look like a name, a number or an address are not counted at all."
    ),
    PUBLIC_TASK,
)

declare(SearchedQuery, SEARCHING, "search.queries", "query", "day")
