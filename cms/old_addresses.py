"""The addresses of the old site go on leading somewhere: a list of old and new ones becomes redirects.

A list is a CSV file with two columns, the old address and the new one; each may be whole or only a path. Rows that make
no sense are named and left out. Circles are refused; whatever would lead over several steps leads straight to its end.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.db import transaction
from django.http import Http404
from django.urls import resolve
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.views import serve

MOST_ROWS = 20_000
LONGEST = 255


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, which is counted as a spreadsheet counts it, from 1."""

    row: int
    old: str
    text: str


@dataclass
class Checked:
    """New addresses by old ones, and what was left out."""

    ways: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    shortened: int = 0


def rows_of(content: bytes) -> list[tuple[int, str, str]]:
    """Number, old and new address. UTF-8 or Windows-1252; semicolons, commas or tabs; a line with headings is left out."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    found = []
    for number, cells in enumerate(csv.reader(text.splitlines(), delimiter=separator), start=1):
        old, new, *_rest = [cell.strip() for cell in cells] + ["", ""]
        if (old or new) and not (number == 1 and not is_address(old)):
            found.append((number, old, new))
    return found


def is_address(text: str) -> bool:
    return text.startswith(("/", "http://", "https://"))


def path_here(address: str, hosts: set[str]) -> str | None:
    """The path with what is asked for, if the address is one of this site; None for other sites."""
    parts = urlsplit(address)
    if parts.netloc and parts.hostname not in hosts:
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def check(rows: Iterable[tuple[int, str, str]], old_host: str = "") -> Checked:
    """What can be imported. `old_host` is the name of the old site, where it had another one."""
    own = {name for site in Site.objects.all() for name in (site.hostname, f"www.{site.hostname}")}
    found, numbers = Checked(), {}
    for number, old, new in rows:
        try:
            path, target = read_row(old, new, own, own | {old_host})
            if found.ways.get(path, target) != target:
                raise ValueError(_("Further up this address leads elsewhere."))
        except ValueError as error:
            found.faults.append(Fault(number, old, str(error)))
            continue
        found.ways[path], numbers[path] = target, number
    known = {redirect.old_path: redirect.link or "" for redirect in Redirect.objects.select_related("redirect_page")}
    for path in list(found.ways):
        follow(path, found, known | found.ways, numbers[path])
    found.faults.sort(key=lambda fault: fault.row)
    return found


def read_row(old: str, new: str, own: set[str], old_hosts: set[str]) -> tuple[str, str]:
    """Raises ValueError with a sentence for the editor."""
    if not is_address(old) or not is_address(new):
        raise ValueError(_("Both addresses begin with a slash or with https://."))
    path, target = path_here(old, old_hosts), path_here(new, own)
    if path is None:
        raise ValueError(_("The old address belongs to another site."))
    path = Redirect.normalise_path(path)
    if max(len(path), len(new)) > LONGEST:
        raise ValueError(_("The address is too long."))
    if page_at(path):
        raise ValueError(_("There is a page at the old address, so nobody would be led on."))
    return path, new if target is None else target


def follow(path: str, found: Checked, ways: dict[str, str], number: int) -> None:
    """Lead the way straight to its end, or take it out because it ends nowhere."""
    seen, target = {path}, ways[path]
    while (step := Redirect.normalise_path(target)) in ways and target.startswith("/"):
        if step in seen:
            found.faults.append(Fault(number, path, _("The way leads in a circle.")))
            del found.ways[path]
            return
        seen.add(step)
        target = ways[step]
    if target.startswith("/") and not leads_somewhere(target):
        found.faults.append(Fault(number, path, _("There is no page at the new address.")))
        del found.ways[path]
        return
    found.shortened += target != found.ways[path]
    found.ways[path] = target


def page_at(path: str) -> Page | None:
    """The published page with this address on the default site."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None or "?" in path:
        return None
    whole = site.root_page.url_path.rstrip("/") + path.rstrip("/") + "/"
    return Page.objects.filter(url_path=whole, live=True).first()


def leads_somewhere(target: str) -> bool:
    """Whether a page or a view of ours answers there."""
    path = urlsplit(target).path
    try:
        is_view = resolve(path).func is not serve
    except Http404:
        is_view = False
    return is_view or page_at(path) is not None


@transaction.atomic
def write(ways: dict[str, str]) -> None:
    """Redirects for all; a second time changes nothing. Who leads to a page goes on leading there when it moves."""
    for path, target in ways.items():
        page = page_at(target) if target.startswith("/") else None
        values = {"redirect_page": page, "redirect_link": "" if page else target, "is_permanent": True}
        Redirect.objects.update_or_create(old_path=path, site=None, defaults=values)
