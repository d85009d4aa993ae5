"""How many residents take part: numbers only, for those who need no addresses."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from residents.models import Pass, Resident


@dataclass(frozen=True)
class Figure:
    """One line of the report."""

    words: str | Promise
    number: int


def figures() -> list[Figure]:
    """Accounts and browsers of this moment, in two questions."""
    month_ago = timezone.now() - timedelta(days=30)
    counts = Resident.objects.aggregate(
        all=Count("pk"),
        new=Count("pk", filter=Q(joined_at__gte=month_ago)),
        seen=Count("pk", filter=Q(last_seen_at__gte=month_ago)),
        told=Count("pk", filter=Q(warned_at__isnull=False)),
        blocked=Count("pk", filter=Q(blocked_at__isnull=False)),
    )
    browsers = Pass.objects.good().filter(resident=None).count()
    return [
        Figure(_("Accounts"), counts["all"]),
        Figure(_("of these new in the last 30 days"), counts["new"]),
        Figure(_("of these used in the last 30 days"), counts["seen"]),
        Figure(_("of these unused for two years, and told that they will be deleted"), counts["told"]),
        Figure(_("of these blocked"), counts["blocked"]),
        Figure(_("Browsers that take part without an account"), browsers),
    ]
