"""What the search needs to know of a thing, so that no room has to know the search."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar


@dataclass(frozen=True)
class SearchTexts:
    """The words under which a thing is found, as plain text, the weightiest first."""

    title: str
    keywords: list[str] = field(default_factory=list)
    summary: str = ""
    body: str = ""
    sayings: list[str] = field(default_factory=list)
    """How people speak of it. A word out of several says less by itself: "Ausweis vergessen" is not about the Ausweis."""


class Searchable:
    """A page or record that residents can find."""

    search_kind: ClassVar[str] = "page"

    def search_texts(self) -> SearchTexts:
        raise NotImplementedError

    def search_url(self) -> str:
        """The address on this site, beginning with a slash."""
        raise NotImplementedError

    def search_date(self) -> date | None:
        """The day from which the thing ages; None for what does not age."""
        return None

    def search_facets(self) -> dict[str, list[str]]:
        """What results are narrowed down by: `topic` as it is called, `audience`, `online`, `state` and `open`
        as short signs."""
        return {}

    def search_until(self) -> date | None:
        """The last day on which one can take part; None where there is nothing to miss."""
        return None

    def is_searchable(self) -> bool:
        """Whether everybody may see it now."""
        return True

    @classmethod
    def whole(cls, found: Any) -> list[Any]:
        """The objects of a queryset with all that `search_texts` reads, in few queries however many they are."""
        return list(found)

    @classmethod
    def findable(cls, found: Any) -> Any:
        """Those objects of a queryset that are searchable; says the same as `is_searchable`, but in the database."""
        return found
