"""The ways to do something online as they stand on one service page: addresses filled in, the best one first."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from service_catalogue.links import addresses, filling
from service_catalogue.models.links import KNOWN_BROKEN, CheckedLink, LinkState, digest_of

if TYPE_CHECKING:
    from service_catalogue.models.online_services import OnlineService
    from service_catalogue.models.pages import ServicePage


@dataclass(frozen=True)
class Channel:
    """An online service on a page, with its whole address there and what is known about that."""

    online: "OnlineService"
    address: str
    state: str
    since: datetime | None

    @property
    def answers(self) -> bool:
        return self.state not in KNOWN_BROKEN

    @property
    def works(self) -> bool:
        """Something can be done online here."""
        return self.online.is_online and self.answers

    @property
    def order(self) -> tuple[bool, int, bool, str]:
        """What answers, then what can be done, then what certainly answers."""
        return (not self.answers, self.online.rank, self.state == LinkState.CAUTION, self.online.name)


@dataclass(frozen=True)
class Channels:
    """What residents are offered: one clear button, the others, and what does not answer at present."""

    all: list[Channel]

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def answering(self) -> list[Channel]:
        return [channel for channel in self.all if channel.answers]

    @property
    def broken(self) -> list[Channel]:
        return [channel for channel in self.all if not channel.answers]

    @property
    def primary(self) -> Channel | None:
        """The one to press: something to do, not only to read."""
        first = next(iter(self.answering), None)
        return first if first and first.online.kind != first.online.Kind.INFORMATION else None

    @property
    def works(self) -> bool:
        return any(channel.works for channel in self.all)


def channels(page: "ServicePage") -> Channels:
    """What the page offers today. What is not valid today or lacks a value for its address is left out."""
    filled = _filled(page)
    return _channels(filled, _states_of(filled))


def know_channels(pages: list["ServicePage"]) -> None:
    """Find out the channels of many pages with two queries, where one page after the other would need two each."""
    if any(addresses.is_template(online.url) for page in pages for online in page.current_online_services):
        filling.know_town(pages)
    filled = {page.pk: _filled(page) for page in pages}
    states = _states_of([pair for pairs in filled.values() for pair in pairs])
    for page in pages:
        page.channels = _channels(filled[page.pk], states)


def _filled(page: "ServicePage") -> list[tuple["OnlineService", str]]:
    today = timezone.localdate()
    current = [online for online in page.current_online_services if online.is_current(today)]
    return [(online, address) for online in current if (address := online.address_for(page))]


def _channels(filled: list[tuple["OnlineService", str]], states: dict[str, CheckedLink]) -> Channels:
    found = [_channel(online, address, states) for online, address in filled]
    return Channels(sorted(found, key=lambda channel: channel.order))


def _states_of(filled: list[tuple["OnlineService", str]]) -> dict[str, CheckedLink]:
    """A template has an address, and so a state, of its own on each page; plain ones need no query."""
    digests = [digest_of(address) for online, address in filled if addresses.is_template(online.url)]
    return {link.digest: link for link in CheckedLink.objects.filter(digest__in=digests)} if digests else {}


def _channel(online: "OnlineService", address: str, own_states: dict[str, CheckedLink]) -> Channel:
    if not addresses.is_template(online.url):
        return Channel(online, address, online.link_state, online.link_since)
    link = own_states.get(digest_of(address))
    return Channel(online, address, link.state if link else LinkState.PENDING, link.since if link else None)
