"""The public ideas of a collection as one address asks for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.letters import fold
from cms.maps import Point
from participation.models import Comment, Idea, IdeaCategory, IdeaCollectionPage

PER_PAGE = 20
LONGEST_WORDS = 100
MOST_WORDS = 8
# How things are called in addresses.
SORTS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "neu": (_("newest first"), ("-created_at", "-pk")),
    "unterstuetzt": (_("most supported first"), ("-support_count", "-created_at", "-pk")),
    "besprochen": (_("most discussed first"), ("-said", "-created_at", "-pk")),
}
STATUSES = {
    "offen": Idea.Status.OPEN,
    "pruefung": Idea.Status.REVIEW,
    "planung": Idea.Status.PLANNED,
    "umgesetzt": Idea.Status.DONE,
    "nicht-machbar": Idea.Status.NOT_FEASIBLE,
}


@dataclass(frozen=True)
class Chosen:
    """What an address asks for; what makes no sense in it is left out."""

    sort: str = "neu"
    category: int | None = None
    status: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Chosen":
        category, sort, status = query.get("thema", ""), query.get("sortierung", ""), query.get("stand", "")
        return cls(
            sort=sort if sort in SORTS else "neu",
            category=int(category) if category.isascii() and category.isdecimal() and len(category) < 10 else None,
            status=status if status in STATUSES else "",
            words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_WORDS],
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.category or self.status or self.words)

    @property
    def is_chosen(self) -> bool:
        """Whether anything was chosen, also the order."""
        return self != Chosen()

    def narrow(self, ideas: QuerySet[Idea]) -> QuerySet[Idea]:
        if self.category:
            ideas = ideas.filter(category=self.category)
        if self.status:
            ideas = ideas.filter(status=STATUSES[self.status])
        return ideas.filter(pk__in=with_words(ideas, self.words)) if self.words else ideas


def with_words(ideas: QuerySet[Idea], words: str) -> list[int]:
    """Those in which all these words stand, in whatever letters they are typed, or in what went into them; two queries.

    Compared here and not in the database, because SQLite knows capital letters of ASCII only.
    """
    wanted = [fold(word) for word in words.split()[:MOST_WORDS]]
    texts: dict[int, str] = {}
    for number, *said in ideas.order_by().values_list("pk", "title", "text", "place"):
        texts[number] = "\n".join(said)
    parts = Idea.objects.public().filter(merged_into__in=ideas.order_by())
    for into, *said in parts.order_by().values_list("merged_into", "title", "text"):
        texts[into or 0] += "\n" + "\n".join(said)
    folded = ((number, fold(text)) for number, text in texts.items())
    return [number for number, text in folded if all(word in text for word in wanted)]


def with_said(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Ideas with the number of public comments on each."""
    comments = Comment.objects.public().filter(about=OuterRef("pk")).order_by().values("about")
    return ideas.annotate(said=Coalesce(Subquery(comments.annotate(number=Count("pk")).values("number")), 0))


def parts_of(ideas: Iterable[Idea]) -> dict[int, list[Idea]]:
    """The public ideas that went into each of these."""
    parts: dict[int, list[Idea]] = {idea.pk: [] for idea in ideas}
    for part in Idea.objects.public().filter(merged_into__in=parts).select_related("module").order_by("pk"):
        parts[part.merged_into_id or 0].append(part)
    return parts


class IdeaList:
    """One page of ideas, the choices above it, and all that have a place as points of a map."""

    def __init__(self, collection: IdeaCollectionPage, query: Mapping[str, str]) -> None:
        self.collection, self.chosen, self.number = collection, Chosen.read(query), query.get("seite", "1")

    @cached_property
    def fitting(self) -> QuerySet[Idea]:
        return self.chosen.narrow(Idea.listed().filter(module=self.collection))

    @cached_property
    def results(self) -> PageOfResults:
        order = SORTS[self.chosen.sort][1]
        ideas = with_said(self.fitting.select_related("category")).order_by(*order)
        # Counted without the comments, which are asked for the ideas of this page only where they give no order.
        paginator = Paginator(ideas, PER_PAGE)
        paginator.count = self.fitting.count()
        found = paginator.get_page(self.number)
        parts = parts_of(found)
        for idea in found:
            idea.module = self.collection
            idea.parts = parts[idea.pk]
        return found

    @cached_property
    def points(self) -> list[Point]:
        """All fitting ideas that have a spot, in one query."""
        if not self.collection.with_places:
            return []
        marked = self.fitting.filter(latitude__isnull=False).order_by("-created_at", "-pk")
        ideas = marked.only("title", "place", "latitude", "longitude", "status", "module")
        return [self.point(idea) for idea in ideas]

    def point(self, idea: Idea) -> Point:
        idea.module = self.collection
        return idea.point(idea.title, idea.get_absolute_url(), idea.place, idea.get_status_display())

    @cached_property
    def categories(self) -> list[IdeaCategory]:
        return list(self.collection.categories.all())

    @property
    def sorts(self) -> list[tuple[str, Any]]:
        return [(word, label) for word, (label, _order) in SORTS.items()]

    @property
    def statuses(self) -> list[tuple[str, Any]]:
        return [(word, status.label) for word, status in STATUSES.items()]
