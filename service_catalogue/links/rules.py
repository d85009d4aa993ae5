"""What can be seen to be wrong with a link without asking anybody: each defect with a reason in plain words."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.utils.translation import gettext as _

from service_catalogue import areas
from service_catalogue.links.addresses import SAMPLES

ERROR, WARNING, INFO = "error", "warning", "info"
RELEASE_YEARS = 5
LONGEST_NAME = 500  # of those who release texts; what is longer names nobody

LANDS = {
    "01": "Schleswig-Holstein", "02": "Hamburg", "03": "Niedersachsen", "04": "Bremen", "05": "Nordrhein-Westfalen",
    "06": "Hessen", "07": "Rheinland-Pfalz", "08": "Baden-Württemberg", "09": "Bayern", "10": "Saarland",
    "11": "Berlin", "12": "Brandenburg", "13": "Mecklenburg", "14": "Sachsen", "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}  # fmt: skip
# The adjective stands in names of ministries ("Niedersächsisches …"); a Land inside another's name must not match.
_LAND_WORDS = {
    "03": r"niedersachsen|niedersächsisch", "04": r"bremen|bremisch", "06": r"hessen|hessisch",
    "09": r"bayern|bayerisch", "11": r"berlin", "12": r"brandenburg", "14": r"(?<!nieder)sachsen(?!-anhalt)|(?<!nieder)sächsisch",
    "16": r"thüringen|thüringer",
}  # fmt: skip

# Names of parameters and parts of a path behind which the number of an area is expected.
_AREA_WORDS = re.compile(
    r"^(ars|ags|rs|p|oe\w*|\w*gebiet\w*|\w*region\w*|\w*gemeinde\w*|\w*kommune\w*|location|area|ort)$", re.I
)
_ID_WORDS = re.compile(r"(id|key|code|ars|ags|oe|gebiet|region|location|leistung\w*|schluessel|gemeinde)$", re.I)
_NUMBER = re.compile(r"(?<!\d)(?:\d{12}|\d{8})(?!\d)")
_GAP = re.compile(r"(?<!\{)\$?\{+[^{}]*\}+|<[\w. -]+>|\[[A-Z_]{2,}\]|##\w+##")
_START_PAGE = re.compile(
    r"/?((start|home|startseite|index|default|willkommen|welcome)(\.\w+)?)?/?|.*/eportal/start/?|.*/service/entry/\w+/?",
    re.I,
)


class Defect(NamedTuple):
    """Something wrong with a link: a code for programs, how bad it is, and what a person should know."""

    code: str
    severity: str
    text: str


def defects(url: str, *, ars: str = "", known_areas: Collection[str] = (), is_template: bool = False) -> list[Defect]:
    """All that is wrong with an address, for a town with this regional key.

    `known_areas` holds the regional keys of a loaded list; without one a well-formed key counts as existing.
    `is_template` allows the placeholders that we fill ourselves.
    """
    text = url.strip()
    gaps = _gaps(text, is_template)
    address = _without_gaps(text)
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in {"http", "https"}:
        return [*gaps, Defect("no_address", ERROR, _("This is no address that a browser can follow."))]
    found = [*gaps, *_form(parts), *_empty_parameters(parts), *_start_page(parts, text)]
    return [*found, *_areas(parts, ars, known_areas)]


def _gaps(text: str, is_template: bool) -> list[Defect]:
    allowed = {f"{{{name}}}" for name in SAMPLES} if is_template else set()
    names = dict.fromkeys(gap for gap in _GAP.findall(unquote(text)) if gap not in allowed)
    reason = _("The placeholder %(name)s was never filled in; the link cannot work.")
    return [Defect("placeholder", ERROR, reason % {"name": name}) for name in names]


def _without_gaps(text: str) -> str:
    """Gaps must not look like empty parameters or strange hosts."""
    return _GAP.sub("x", text)


def _form(parts: SplitResult) -> Iterator[Defect]:
    if parts.scheme == "http":
        yield Defect("not_https", WARNING, _("The address begins with http: what residents enter is not encrypted."))
    if parts.username or parts.password:
        yield Defect("credentials", ERROR, _("The address holds a user name or a password that everybody can read."))


def _empty_parameters(parts: SplitResult) -> Iterator[Defect]:
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if not value and _ID_WORDS.search(name):
            reason = _("The parameter “%(name)s” is empty: the other website does not learn what it is about.")
            yield Defect("empty_parameter", ERROR, reason % {"name": name})


def _start_page(parts: SplitResult, text: str) -> Iterator[Defect]:
    if not parts.query and not parts.fragment and _START_PAGE.fullmatch(parts.path):
        reason = _("The link leads to a start page. A link straight to the service saves residents the search.")
        yield Defect("start_page", INFO, reason)


def _areas(parts: SplitResult, ars: str, known_areas: Collection[str]) -> Iterator[Defect]:
    if not areas.is_ars(ars):
        return
    known = _numbers(frozenset(known_areas))
    for number in dict.fromkeys(_area_numbers(parts, known)):
        if is_ours(number, ars):
            continue
        if not known or number in known:
            reason = _("The number %(number)s in the address is another area's, not ours and none above us.")
            yield Defect("foreign_area", WARNING, reason % {"number": number})
        else:
            reason = _("The number %(number)s in the address looks like an area's, but no list knows it.")
            yield Defect("unknown_area", INFO, reason % {"number": number})


@lru_cache(maxsize=2)
def _numbers(known_areas: frozenset[str]) -> frozenset[str]:
    """Regional and municipal keys of a list, which is long and the same for thousands of links."""
    return known_areas.union(map(areas.ags_of, known_areas))


def _area_numbers(parts: SplitResult, known: Collection[str]) -> Iterator[str]:
    """Numbers in places where an area is named; elsewhere only twelve digits that a list knows."""
    steps = [unquote(step) for step in parts.path.split("/") if step]
    named = [*parse_qsl(parts.query), *zip(["", *steps], steps, strict=False)]
    for name, value in named:
        for number in _NUMBER.findall(value):
            is_key = areas.is_ars(number) if len(number) == areas.LENGTH else number[:2] in LANDS
            is_certain = len(number) == areas.LENGTH and number in known
            if is_key and (is_certain or _AREA_WORDS.match(name)):
                yield number


def is_ours(number: str, ars: str) -> bool:
    """Whether a regional or municipal key is ours, an area's above us, or one inside us."""
    chain = [ars, *areas.ancestors(ars)]
    if number in chain or number in map(areas.ags_of, chain):
        return True
    digits = _own_digits(ars)
    # In a municipal key the association is missing, so only whole Kreise can be compared there.
    return number.startswith(digits) and (len(number) == areas.LENGTH or len(digits) < 9)


def _own_digits(ars: str) -> str:
    """The digits that an area shares with all areas inside it."""
    levels = (12, 9, 5, 3, 2)
    borders = (9, 5, 3, 2, 0)
    return next(
        (ars[:level] for level, border in zip(levels, borders, strict=True) if ars[border:level].strip("0")), ""
    )


def release_defects(release: dict[str, Any], *, ars: str = "", today: date, years: int = RELEASE_YEARS) -> list[Defect]:
    """What is odd about the technical release of a delivered text: nobody's, another Land's, or an old one."""
    by, on = release.get("by", "")[:LONGEST_NAME], release.get("on", "")
    if not by and not on:
        return [Defect("release_missing", INFO, _("Nobody has released this text technically."))]
    found = []
    if re.search(r"keine\b.*\bfreigabe|ohne\b.*\bfreigabe", by, re.I):
        found.append(Defect("release_none", INFO, _("The source says itself that the text was not released.")))
    for land in _foreign_lands(by, ars):
        reason = _("The text was released in %(land)s: it was written there and taken over.")
        found.append(Defect("release_foreign", INFO, reason % {"land": land}))
    if on and date.fromisoformat(on) < today - timedelta(days=365.25 * years):
        reason = _("The release dates from %(year)s and is older than %(years)d years.")
        found.append(Defect("release_old", INFO, reason % {"year": on[:4], "years": years}))
    return found


def _foreign_lands(text: str, ars: str) -> list[str]:
    if not areas.is_ars(ars):
        return []
    named = {
        number: name
        for number, name in LANDS.items()
        if re.search(_LAND_WORDS.get(number, re.escape(name.lower())), text.lower())
    }
    return [] if ars[:2] in named else list(named.values())
