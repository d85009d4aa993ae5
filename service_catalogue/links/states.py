"""What a check changes: the state of a link with *since when*, and of the online services behind it.

A fault counts only when it is found twice in a row: the first time the link is to be looked at (caution), the second
time it is broken. That a page is gone the website says itself; that counts at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cms.signals import content_changed
from service_catalogue.links.checking import Outcome, Verdict
from service_catalogue.models import CheckedLink, LinkUse, OnlineService, ServicePage
from service_catalogue.models.links import KNOWN_BROKEN, WORST_FIRST, LinkState

LONGEST_PAUSE_HOURS = 24
_COLUMNS = ["state", "since", "reason", "checked_at", "failures", "due_at"]


def note(link: CheckedLink, outcome: Outcome, now: datetime) -> None:
    """Write into the link what one check found; it is not saved here."""
    if outcome.verdict is Verdict.LATER:
        link.due_at = now + (outcome.wait or timedelta(hours=1))
        return
    has_failed = outcome.verdict is Verdict.FAILED
    link.failures = min(link.failures + 1, 1000) if has_failed else 0
    state = _state_after(link, outcome)
    if state != link.state or link.since is None:
        link.state, link.since = state, now
    link.reason, link.checked_at = outcome.reason[:300], now
    link.due_at = now + max(_pause(link.failures), outcome.wait or timedelta()) if has_failed else None


def _state_after(link: CheckedLink, outcome: Outcome) -> LinkState:
    if outcome.verdict is Verdict.OK:
        return LinkState.OK
    if outcome.verdict is Verdict.GONE:
        return LinkState.MISSING
    if outcome.verdict is Verdict.CAUTION:
        return LinkState.CAUTION
    if link.failures < 2 and link.state not in KNOWN_BROKEN:
        return LinkState.CAUTION
    return LinkState.MISSING if outcome.is_missing else LinkState.BROKEN


def _pause(failures: int) -> timedelta:
    """What failed is asked again after one hour, then two, four …, so that it is not called broken for long."""
    return timedelta(hours=min(2 ** (min(failures, 10) - 1), LONGEST_PAUSE_HOURS))


def save(links: Sequence[CheckedLink]) -> None:
    """Save what checks found, a short transaction at a time, and tell the online services behind the links."""
    with transaction.atomic():
        CheckedLink.objects.bulk_update(links, _COLUMNS, batch_size=100)
        used = LinkUse.objects.filter(link__in=links).exclude(online_service=None)
        changed = tell_online_services(used.values_list("online_service_id", flat=True).distinct())
    if changed:
        _tell_pages(changed)


def tell_online_services(keys: Iterable[int]) -> list[OnlineService]:
    """Repeat on online services the worst state of their addresses; returns those that began or ceased to work."""
    services = list(OnlineService.objects.filter(pk__in=list(keys)))
    worst = _worst_links(services)
    turned = []
    for online in services:
        link = worst.get(online.pk)
        before = online.link_state in KNOWN_BROKEN
        online.link_state = link.state if link else LinkState.PENDING
        online.link_since, online.link_checked_at = (link.since, link.checked_at) if link else (None, None)
        online.link_reason = link.reason if link else ""
        if before != (online.link_state in KNOWN_BROKEN):
            turned.append(online)
    OnlineService.objects.bulk_update(services, OnlineService.LINK_COLUMNS, batch_size=100)
    return turned


def _worst_links(services: list[OnlineService]) -> dict[int | None, CheckedLink]:
    found: dict[int | None, list[CheckedLink]] = defaultdict(list)
    for use in LinkUse.objects.filter(online_service__in=services).select_related("link"):
        found[use.online_service_id].append(use.link)
    return {key: min(links, key=lambda link: WORST_FIRST.index(link.state)) for key, links in found.items()}


def _tell_pages(online_services: list[OnlineService]) -> None:
    """Whether something can be done online on a page has changed: counts and the search follow."""
    own = Q(online_services__in=online_services)
    delivered = Q(reference__responsibilities__online_service__in=online_services)
    pages = list(ServicePage.objects.filter(own | delivered, live=True).distinct())
    if pages:
        content_changed.send(sender=ServicePage, instances=pages)
