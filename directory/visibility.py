"""Which imported departments residents see: rooms above say when something of theirs names one in public.

A room registers its reason in a file that it imports in `AppConfig.ready()`:

    @names_in_public
    def in_news():
        return Q(pk__in=NewsPage.objects.live().values("department"))
"""

from collections.abc import Callable

from django.db.models import Q

Reason = Callable[[], Q]
_reasons: list[Reason] = []


def names_in_public(reason: Reason) -> Reason:
    """Register a condition on departments under which they are shown."""
    _reasons.append(reason)
    return reason


def named_in_public() -> Q:
    """The condition that at least one room names the department in public."""
    condition = Q(pk__in=[])
    for reason in _reasons:
        condition |= reason()
    return condition
