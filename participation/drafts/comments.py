"""A draft with what people say to each of its paragraphs, about which wording, and what the town answers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from participation.comments import Thread, thread
from participation.drafts.paragraphs import Paragraph, paragraphs_in
from participation.models import Comment, ParagraphAnswer, TextReviewPage, TextVersion

# How many of a paragraph's comments stand below it; all of them have a page of their own.
BELOW_A_PARAGRAPH = 3


@dataclass
class Passage:
    """A paragraph as the page shows it."""

    paragraph: Paragraph
    number: int
    """Its place in the draft, beginning with 1; 0 for one that was taken out."""
    text: Any = None
    """With its formatting; None for one that was taken out."""
    count: int = 0
    answer: ParagraphAnswer | None = None
    latest: list[Comment] = field(default_factory=list)

    @property
    def is_removed(self) -> bool:
        return self.number == 0


class Review:
    """One draft with all that belongs to it, in a fixed number of queries."""

    def __init__(self, page: TextReviewPage) -> None:
        self.page = page

    @cached_property
    def versions(self) -> list[TextVersion]:
        return list(self.page.versions.all()) if self.page.pk else []

    @cached_property
    def wordings(self) -> dict[int, dict[str, Paragraph]]:
        """Every paragraph of every version by its name."""
        return {version.number: {item.id: item for item in version.wording} for version in self.versions}

    @cached_property
    def current(self) -> dict[str, Paragraph]:
        return {paragraph.id: paragraph for paragraph in paragraphs_in(self.page.draft)}

    @property
    def version(self) -> TextVersion | None:
        """The one that is public now."""
        return self.versions[-1] if self.versions else None

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many public comments each paragraph has that anybody has commented on."""
        public = Count("pk", filter=Q(state=Comment.State.PUBLIC))
        found = self.comments().order_by().values("paragraph").annotate(number=public)
        return {row["paragraph"]: row["number"] for row in found}

    @cached_property
    def answers(self) -> dict[str, ParagraphAnswer]:
        return {answer.paragraph: answer for answer in self.page.answers.all()} if self.page.pk else {}

    @cached_property
    def passages(self) -> list[Passage]:
        """The draft as it stands now."""
        blocks = zip(self.current.values(), self.page.draft, strict=False)
        return [self.passage(item, number, block.value["text"]) for number, (item, block) in enumerate(blocks, start=1)]

    @cached_property
    def removed(self) -> list[Passage]:
        """What stood there once, has been commented on or answered, and is gone."""
        before = {name: item for wording in self.wordings.values() for name, item in wording.items()}
        spoken_of = {*self.counts, *self.answers}
        gone = (item for name, item in before.items() if name not in self.current and name in spoken_of)
        return [self.passage(item, 0) for item in gone]

    def passage(self, paragraph: Paragraph, number: int, text: Any = None) -> Passage:
        name = paragraph.id
        return Passage(paragraph, number, text, self.counts.get(name, 0), self.answers.get(name))

    def find(self, name: str) -> Passage | None:
        return next((one for one in (*self.passages, *self.removed) if one.paragraph.id == name), None)

    @property
    def removed_with_words(self) -> list[Passage]:
        """Those of the paragraphs taken out about which the public can read something."""
        return [passage for passage in self.removed if passage.count or passage.answer]

    def comments(self) -> Any:
        return Comment.objects.filter(module=self.page.pk).exclude(paragraph="")

    def with_latest(self) -> list[Passage]:
        """The draft with the newest comments below each paragraph, in one query for all of them."""
        if not any(self.counts.values()):
            return self.passages
        newest = Window(RowNumber(), partition_by=F("paragraph"), order_by=[F("created_at").desc(), F("pk").desc()])
        found = self.comments().public().annotate(place=newest).filter(place__lte=BELOW_A_PARAGRAPH)
        below = defaultdict(list)
        for comment in found.order_by("created_at", "pk"):
            below[comment.paragraph].append(comment)
        for passage in (*self.passages, *self.removed):
            passage.latest = self.with_wording(below[passage.paragraph.id])
        return self.passages

    def with_wording(self, comments: list[Comment]) -> list[Comment]:
        """Each knows the wording that it is about where the draft reads otherwise now, as `then`."""
        read: Iterable[Any] = comments
        for comment in read:
            then = self.wordings.get(comment.version or 0, {}).get(comment.paragraph)
            comment.then = then if then != self.current.get(comment.paragraph) else None
        return comments

    def thread(self, passage: Passage, number: str | None) -> Thread:
        """One page of the talk about a paragraph."""
        found = thread(self.comments().filter(paragraph=passage.paragraph.id), number)
        self.with_wording([*found.results, *(answer for answers in found.answers.values() for answer in answers)])
        return found
