"""What a way to take part gives to everybody as data: what was said and what came of it, and nobody who said it.

Names of columns are English and never change: programs read them. No name, not even a chosen one, and no time finer than
a day goes out, so that nobody can be told by the hour at which they wrote.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone

from participation.drafts.comments import Review
from participation.figures.counting import DAY, Measure
from participation.figures.figures import Figures
from participation.figures.plots import in_state
from participation.models import (
    BoardQuestion,
    Card,
    Comment,
    Contribution,
    Idea,
    IdeaCollectionPage,
    Identity,
    ModulePage,
    OfficialAnswer,
    PollPage,
    QuestionBoardPage,
    TextReviewPage,
    WallPage,
)
from participation.polls.results import PollResult, is_public

# A larger module comes in several parts; each says where the next one is.
ROWS_AT_ONCE = 10_000
LICENCES = {
    "dl-by": ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "https://www.govdata.de/dl-de/by-2-0"),
    "dl-zero": ("Datenlizenz Deutschland – Zero – Version 2.0", "https://www.govdata.de/dl-de/zero-2-0"),
    "cc-by": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "cc-zero": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}

Row = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """Rows of one kind: the stored things, the columns, and how one becomes the other."""

    found: Any
    row: Callable[[Any], Row]


@dataclass(frozen=True)
class Part:
    """Some rows of all, with the number of the next part if there is one."""

    rows: list[Row]
    total: int
    next: int | None


def licence() -> dict[str, str]:
    name, url = LICENCES[settings.OPEN_DATA_LICENCE]
    return {"name": name, "url": url}


def part_of(module: ModulePage, number: int) -> Part:
    """The rows of a part, beginning with 1. An empty one beyond the last."""
    sources = sources_of(module)
    counts = [len(source.found) if isinstance(source.found, list) else source.found.count() for source in sources]
    start = (number - 1) * ROWS_AT_ONCE
    rows: list[Row] = []
    for source, count in zip(sources, counts, strict=True):
        wanted = source.found[start : start + ROWS_AT_ONCE - len(rows)] if start < count else []
        rows += [source.row(one) for one in wanted]
        start = max(start - count, 0)
    total = sum(counts)
    return Part(rows, total, number + 1 if number * ROWS_AT_ONCE < total else None)


def sources_of(module: ModulePage) -> list[Source]:
    """What there is to tell of a kind of module; what people said about its contributions comes after them."""
    specific = module.specific
    if isinstance(specific, PollPage):
        return [Source(list(results(specific)), lambda row: row)]
    if isinstance(specific, TextReviewPage):
        return [paragraph_comments(specific)]
    models: dict[type[ModulePage], Callable[[ModulePage], Source]] = {
        WallPage: cards,
        IdeaCollectionPage: ideas,
        QuestionBoardPage: questions,
    }
    return [models[type(specific)](specific), comments(specific)]


def basics(row: Contribution) -> Row:
    return {
        "kind": row._meta.model_name,
        "id": row.pk,
        "day": row.day,  # type: ignore[attr-defined]  # annotated
        "text": row.text,
        "supporters": row.support_count,
        "supporters_on_paper": row.support_offline,
    }


def cards(wall: ModulePage) -> Source:
    found = Card.objects.public().filter(module=wall).select_related("group", "became__module").annotate(day=DAY)
    return Source(found.order_by("pk"), card)


def card(row: Any) -> Row:
    became = row.became.get_absolute_url() if row.became and row.became.is_public else ""
    return {
        **basics(row),
        "sharpened": row.sharpened,
        "group": row.group.title if row.group else "",
        "became": settings.SITE_URL + became if became else "",
    }


def ideas(collection: ModulePage) -> Source:
    said = Prefetch("answers", OfficialAnswer.objects.exclude(published_at=None), to_attr="public_answers")
    public: Any = Idea.objects.public()
    found = public.filter(module=collection).select_related("category", "merged_into")

    def row(one: Any) -> Row:
        one.module = collection
        return idea(one)

    return Source(found.prefetch_related(said).annotate(day=DAY).order_by("pk"), row)


def idea(row: Any) -> Row:
    part_of = row.part_of
    return {
        **basics(row),
        "title": row.title,
        "category": row.category.name if row.category else "",
        "status": row.status,
        "status_reason": row.status_reason,
        "place": row.place,
        "latitude": degrees(row.latitude),
        "longitude": degrees(row.longitude),
        "went_into": part_of.pk if part_of else None,
        "answers": [answer(one) for one in row.public_answers],
        "url": settings.SITE_URL + row.get_absolute_url(),
    }


def degrees(value: Any) -> float | None:
    return None if value is None else float(value)


def answer(row: OfficialAnswer) -> Row:
    return {
        "day": timezone.localdate(row.published_at),
        "status": row.status,
        "reason": row.reason,
        "text": row.text,
        "paper": row.paper_title,
        "paper_url": row.paper_url,
    }


def questions(board: ModulePage) -> Source:
    found = BoardQuestion.objects.public().filter(module=board).annotate(day=DAY)
    return Source(found.order_by("pk"), question)


def question(row: Any) -> Row:
    answered = timezone.localdate(row.answered_at) if row.answered_at else None
    return {**basics(row), "answered": answered, "answer": row.answer if answered else ""}


def comments(module: ModulePage) -> Source:
    """On contributions that everybody can read."""
    about = Q(about__state=Contribution.State.PUBLIC)
    found = Comment.objects.public().filter(about, module=module).annotate(day=DAY)
    return Source(found.order_by("pk"), comment)


def comment(row: Any) -> Row:
    return {**basics(row), "about": row.about_id, "answer_to": row.parent_id}


def paragraph_comments(page: TextReviewPage) -> Source:
    """By paragraph, with the wording that it has now and the town's answer to it."""
    review = Review(page)
    passages = {passage.paragraph.id: passage for passage in (*review.passages, *review.removed)}

    def row(one: Any) -> Row:
        passage = passages.get(one.paragraph)
        verdict = passage.answer if passage else None
        return {
            **basics(one),
            "paragraph": one.paragraph,
            "paragraph_number": passage.number or None if passage else None,
            "heading": passage.paragraph.heading if passage else "",
            "version": one.version,
            "answer_to": one.parent_id,
            "verdict": verdict.verdict if verdict else "",
            "reason": verdict.reason if verdict else "",
        }

    return Source(review.comments().public().annotate(day=DAY).order_by("pk"), row)


def results(poll: PollPage) -> Iterator[Row]:
    """How often which answer, once everybody may see it; never a single ballot, and nothing asked in confidence."""
    if not is_public(poll):
        return
    for result in PollResult(poll).results:
        about = {"question": result.question.id, "text": result.question.text, "answered": result.base.total}
        for bar in result.bars:
            counted = {"online": bar.count.online, "offline": bar.count.offline}
            parted = counted if result.base.can_be_parted else dict.fromkeys(counted)
            yield {"kind": "result", **about, "option": bar.id, "label": bar.label, "count": bar.count.total, **parted}
        for words in result.texts:
            yield {"kind": "words", **about, "label": words}


def counted(figures: Figures) -> Row:
    """The figures without persons and without small numbers."""
    state, measures = Contribution.State, list(Measure)
    found: dict[str, Row] = {}
    for one in figures.counted:
        day = found.setdefault(one.day.isoformat(), {"day": one.day, **dict.fromkeys(map(str, measures), 0)})
        day[one.measure] += one.number
    return {
        **{str(measure): figures.totals[measure] for measure in measures},
        "people": {str(one): sum(people[one] for people in figures.people.values()) for one in Identity},
        "states": {str(one): in_state(figures, one) for one in state if one != state.UNCONFIRMED},
        "channels": {
            str(measure): [{"channels": part.names, "number": part.number} for part in figures.channels(measure)]
            for measure in figures.measures
        },
        "districts": [{"district": part.names[0], "ideas": part.number} for part in figures.districts],
        "days": [found[day] for day in sorted(found)],
    }


def whole(module: ModulePage, part: Part, town: str) -> Row:
    """A module as daten.json gives it."""
    return {
        "id": module.pk,
        "title": module.title,
        "kind": module.specific_class._meta.model_name,
        "project": module.project.title,
        "district": module.project.district,
        "url": address_of(module),
        "opens": timezone.localdate(module.opens_at) if module.opens_at else None,
        "closes": timezone.localdate(module.closes_at) if module.closes_at else None,
        "open": module.is_open,
        "licence": licence(),
        "source": town,
        "figures": counted(Figures([module])),
        "total": part.total,
        "next": f"{address_of(module)}daten.json?teil={part.next}" if part.next else None,
        "rows": part.rows,
    }


def address_of(module: ModulePage) -> str:
    return settings.SITE_URL + (module.get_url() or "")
