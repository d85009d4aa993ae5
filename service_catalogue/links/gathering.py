"""Finding every link that residents can follow from a published service page, and keeping the table of links equal to it."""

from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from cms.visibility import for_everybody
from service_catalogue.channels import channels
from service_catalogue.links import addresses, filling
from service_catalogue.models import CheckedLink, LinkUse, OnlineService, ServicePage
from service_catalogue.models.links import digest_of
from service_catalogue.sections import Section

CHUNK = 200
ONLINE = "online"


class Use(NamedTuple):
    """Where an address stands."""

    address: str
    page_id: int | None
    online_id: int | None
    section: str


def links_of(page: ServicePage) -> list[Use]:
    """Every address outside our website that the page offers, once per section."""
    online = [Use(channel.address, page.pk, channel.online.pk, ONLINE) for channel in channels(page).all]
    written = [
        Use(address, page.pk, None, section.name) for section in page.sections for address in _addresses(section)
    ]
    return list(dict.fromkeys(use for use in [*online, *written] if _leads_outside(use.address)))


def _addresses(section: Section) -> list[str]:
    reader = _Hrefs()
    reader.feed(str(section.html))
    return [*reader.found, *(item.href for item in section.items if item.href)]


class _Hrefs(HTMLParser):
    """The addresses of the links in a text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href.strip())


def _leads_outside(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def gather(tell: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Bring the table of links up to date with all published service pages and all online services.

    `tell` hears after every two hundred pages how many are done (the number of all is not known: 0).
    """
    for number, chunk in enumerate(_chunks(_pages()), start=1):
        tell(number * CHUNK, 0)
        filling.know_town(chunk)
        _keep(LinkUse.objects.filter(page__in=chunk), [use for page in chunk for use in links_of(page)])
    for online in _chunks(OnlineService.objects.order_by("pk").iterator(CHUNK)):
        _keep(LinkUse.objects.filter(page=None, online_service__in=online), _of_online_services(online))
    _forget()


def _of_online_services(online_services: Iterable[OnlineService]) -> list[Use]:
    """Online services have a state in their own list too, whether or not a page uses them."""
    plain = (online for online in online_services if not addresses.is_template(online.url))
    return [Use(online.url, None, online.pk, ONLINE) for online in plain if _leads_outside(online.url)]


def _pages() -> Iterator[ServicePage]:
    pages: QuerySet[ServicePage] = for_everybody(ServicePage.objects.order_by("pk"))
    pages = pages.select_related("reference", "department", "locale").prefetch_related(
        "online_services", "leika_keys", "fees", "deadlines", "processing_times", "reference__leika_keys",
        "reference__responsibilities__online_service", "reference__responsibilities__department",
    )  # fmt: skip
    return pages.iterator(CHUNK)


def _chunks(items: Iterable) -> Iterator[list]:
    source = iter(items)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


@transaction.atomic
def _keep(existing: QuerySet[LinkUse], wanted: list[Use]) -> None:
    """Make the uses of these pages or online services equal to what was found there."""
    links = _links({digest_of(use.address): use.address for use in wanted})
    missing = {(links[digest_of(use.address)].pk, use.page_id, use.online_id, use.section): use for use in wanted}
    gone = [
        row.pk
        for row in existing
        if missing.pop((row.link_id, row.page_id, row.online_service_id, row.section), None) is None
    ]
    LinkUse.objects.filter(pk__in=gone).delete()
    LinkUse.objects.bulk_create(
        LinkUse(link_id=link, page_id=page, online_service_id=online, section=section)
        for link, page, online, section in missing
    )


def _links(wanted: dict[str, str]) -> dict[str, CheckedLink]:
    known = CheckedLink.objects.in_bulk(list(wanted), field_name="digest")
    new = [CheckedLink(**CheckedLink.of(address)) for digest, address in wanted.items() if digest not in known]
    CheckedLink.objects.bulk_create(new, ignore_conflicts=True)  # another worker may have found it too
    fresh = CheckedLink.objects.in_bulk([link.digest for link in new], field_name="digest") if new else {}
    return {**known, **fresh}


def _forget() -> None:
    """Pages that are no longer public have no links that residents could follow."""
    public = for_everybody(ServicePage.objects.all()).values("pk")
    LinkUse.objects.exclude(page=None).exclude(page__in=public).delete()
    CheckedLink.objects.filter(uses=None).delete()
