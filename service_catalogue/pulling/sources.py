"""Which servers services can be fetched from, and whether the environment names them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from service_catalogue.documents import Watch
from service_catalogue.importer import CannotImportError
from service_catalogue.pulling import fim, pvog
from service_catalogue.xzufi.objects import Delivered


class NotConfiguredError(CannotImportError):
    """A source that the environment does not name, or not wholly."""


@dataclass(frozen=True)
class Source:
    """A server: `missing` names the settings it still lacks, `label` what a run fetches, `read` fetches it."""

    name: str
    missing: Callable[[], list[str]]
    label: Callable[[], str]
    read: Callable[[Watch, bool], Iterator[Delivered]]


SOURCES = {
    "pvog": Source("pvog", pvog.missing, pvog.label, pvog.read),
    "fim": Source("fim", fim.missing, fim.label, fim.read),
}


def configured(names: list[str]) -> list[Source]:
    """The sources with these names, or all that are configured. Raises NotConfiguredError with what is missing."""
    if not names:
        found = [source for source in SOURCES.values() if not source.missing()]
        if not found:
            wanted = "; ".join(f"{source.name}: {', '.join(source.missing())}" for source in SOURCES.values())
            text = _("No source is configured. These settings are missing: %(wanted)s.")
            raise NotConfiguredError(text % {"wanted": wanted})
        return found
    unknown = [name for name in names if name not in SOURCES]
    if unknown:
        text = _("There is no source “%(name)s”. There are: %(known)s.")
        raise NotConfiguredError(text % {"name": unknown[0], "known": ", ".join(SOURCES)})
    for source in (SOURCES[name] for name in names):
        if source.missing():
            text = _("%(name)s is not configured. These settings are missing: %(wanted)s.")
            raise NotConfiguredError(text % {"name": source.name, "wanted": ", ".join(source.missing())})
    return [SOURCES[name] for name in names]
