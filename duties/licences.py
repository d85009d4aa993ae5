"""What the site is built of: our own licence, what was written by others, and every Python package that is installed."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import Distribution, distributions

LONGEST = 80


@dataclass(frozen=True)
class Part:
    """Something that others wrote, with its licence and where it comes from."""

    name: str
    licence: str
    version: str = ""
    url: str = ""


OURS = [
    Part("Offenes Rathaus", "EUPL-1.2"),
    Part("KERN UX", "EUPL-1.2", url="https://www.kern-ux.de/"),
    Part("Fira Sans", "OFL-1.1", url="https://github.com/mozilla/Fira"),
    Part("Leaflet", "BSD-2-Clause", url="https://leafletjs.com/"),
]


@lru_cache(maxsize=1)
def packages() -> list[Part]:
    """The installed Python packages by name; asked once for each start of the site."""
    found = {part.name.casefold(): part for part in map(part_of, distributions()) if part.name}
    return [found[name] for name in sorted(found)]


def part_of(package: Distribution) -> Part:
    about = package.metadata
    return Part(about["Name"] or "", licence_of(package), about["Version"] or "", "")


def licence_of(package: Distribution) -> str:
    """The licence's short name (PEP 639), or else what older packages say of it."""
    about = package.metadata
    if expression := about["License-Expression"]:
        return expression
    classes = [line for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    named = [line.rpartition(" :: ")[2] for line in classes if line != "License :: OSI Approved"]
    return ", ".join(named) or (about["License"] or "").partition("\n")[0][:LONGEST]
