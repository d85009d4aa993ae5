"""What a town may want to achieve with its residents, and which way to take part serves it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.models import (
    IdeaCategory,
    IdeaCollectionPage,
    Identity,
    Moderation,
    ModulePage,
    PollPage,
    QuestionBoardPage,
    TextReviewPage,
    WallPage,
)

Words = str | Promise


@dataclass(frozen=True)
class Aim:
    """One aim: what the editor reads before choosing it, and how its page begins."""

    name: str
    words: Words
    time: Words
    effort: Words
    why_identity: Words
    example: Words
    kind: type[ModulePage]
    title: Words
    identity: Identity
    moderation: Moderation
    open_for: timedelta
    # An evening begins when people have come home, what is online with the day.
    first_hour: int = 0
    # What its kind alone has, made when it is asked for: the words are in the language of the site.
    more: Callable[[], dict[str, Any]] = dict
    for_small_towns: bool = False

    @property
    def kind_name(self) -> str:
        return str(self.kind.get_verbose_name())


def weeks(number: int) -> timedelta:
    return timedelta(weeks=number)


def usual_categories() -> dict[str, Any]:
    names = (_("What is good"), _("What is missing"), _("What is dangerous"))
    return {"categories": [IdeaCategory(name=str(name), sort_order=order) for order, name in enumerate(names)]}


def stream(*blocks: tuple[str, dict[str, Any]]) -> str:
    """Blocks as a stream is stored. Each has its name at once: a poll counts answers by these names."""
    return json.dumps([{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks])


def options(names: list[str]) -> list[dict[str, str]]:
    return [{"type": "item", "value": name, "id": str(uuid4())} for name in names]


def variants() -> dict[str, Any]:
    question = {"question": str(_("Which variant do you prefer?")), "is_required": True}
    names = [str(_("Variant A")), str(_("Variant B"))]
    return {"questions": stream(("single", {**question, "options": options(names)}))}


def ranking() -> dict[str, Any]:
    question = {"question": str(_("Which three are most important to you?")), "is_required": True, "at_most": 3}
    names = [_("Proposal %(letter)s") % {"letter": letter} for letter in "ABCD"]
    return {"questions": stream(("multiple", {**question, "options": options(names)}))}


def mood() -> dict[str, Any]:
    scale = {"question": str(_("How content are you with it?")), "is_required": True, "steps": 5}
    ends = {"low": str(_("not at all")), "high": str(_("very"))}
    words = {"question": str(_("What should be different?")), "longest": 1000}
    return {"questions": stream(("scale", {**scale, **ends}), ("open", words))}


def one_paragraph() -> dict[str, Any]:
    text = _("Put the first paragraph of your draft here.")
    return {"draft": stream(("paragraph", {"heading": "", "text": f"<p>{text}</p>"}))}


AIMS = (
    Aim(
        "hall",
        words=_("Collect ideas together in a hall"),
        time=_("one evening, afterwards online for as long as you like"),
        effort=_("a room, a projector, somebody who leads the evening and groups the cards"),
        why_identity=_("Open to everybody: nobody in the hall should have to sign in first."),
        example=_("Forty people collect what the new playground needs."),
        kind=WallPage,
        title=_("What do you think?"),
        identity=Identity.OPEN,
        moderation=Moderation.AFTER,
        open_for=timedelta(hours=3),
        first_hour=18,
        for_small_towns=True,
    ),
    Aim(
        "ideas",
        words=_("Collect ideas from the whole town"),
        time=_("four to six weeks"),
        effort=_("read what comes in every day, and answer every idea in the end"),
        why_identity=_("With a confirmed e-mail address: you can ask back, and people hear of your answer."),
        example=_("What should become of the empty school?"),
        kind=IdeaCollectionPage,
        title=_("Your ideas"),
        identity=Identity.EMAIL,
        moderation=Moderation.BEFORE,
        open_for=weeks(5),
        more=lambda: {"with_places": False},
        for_small_towns=True,
    ),
    Aim(
        "places",
        words=_("Find out where something is good, missing or dangerous"),
        time=_("three to four weeks"),
        effort=_("look at every place that is named, and pass it on to whoever is in charge"),
        why_identity=_("Open to everybody: who sees a dangerous spot should say so without a detour."),
        example=_("Where do cyclists feel unsafe?"),
        kind=IdeaCollectionPage,
        title=_("Show us the place"),
        identity=Identity.OPEN,
        moderation=Moderation.BEFORE,
        open_for=weeks(4),
        more=usual_categories,
    ),
    Aim(
        "draft",
        words=_("Hear opinions on a draft"),
        time=_("three to four weeks"),
        effort=_("an understandable text; afterwards an answer to each paragraph with its reasons"),
        why_identity=_("With a confirmed e-mail address: who comments gets your answer."),
        example=_("The new rules for the market, paragraph by paragraph."),
        kind=TextReviewPage,
        title=_("What do you say to the draft?"),
        identity=Identity.EMAIL,
        moderation=Moderation.BEFORE,
        open_for=weeks(4),
        more=one_paragraph,
    ),
    Aim(
        "choose",
        words=_("Let people choose between variants"),
        time=_("two to three weeks"),
        effort=_("variants that you would really build, with a picture and the costs of each"),
        why_identity=_(
            "With an access of one's own. If the vote decides, send codes on paper: one person, one vote is strictest then."
        ),
        example=_("Which of three designs for the market square?"),
        kind=PollPage,
        title=_("Which variant?"),
        identity=Identity.ACCOUNT,
        moderation=Moderation.BEFORE,
        open_for=weeks(3),
        more=variants,
        for_small_towns=True,
    ),
    Aim(
        "rank",
        words=_("Learn what matters most"),
        time=_("two to three weeks"),
        effort=_("a short list of proposals, for example the best ideas of a collection"),
        why_identity=_("With a confirmed e-mail address: one vote for each address."),
        example=_("Which three of ten proposals should be built first?"),
        kind=PollPage,
        title=_("What matters most to you?"),
        identity=Identity.EMAIL,
        moderation=Moderation.BEFORE,
        open_for=weeks(3),
        more=ranking,
    ),
    Aim(
        "mood",
        words=_("Ask how people feel about something"),
        time=_("two weeks"),
        effort=_("five questions at most; somebody who reads the answers in own words"),
        why_identity=_("Open to everybody: it is about a mood, not about a decision."),
        example=_("How content are you with the night bus?"),
        kind=PollPage,
        title=_("How do you like it?"),
        identity=Identity.OPEN,
        moderation=Moderation.BEFORE,
        open_for=weeks(2),
        more=mood,
    ),
    Aim(
        "questions",
        words=_("Gather questions for an evening"),
        time=_("from a week before until the end of the evening"),
        effort=_("somebody on the stage who answers, and somebody who calls the questions up"),
        why_identity=_("Open to everybody: people vote on their phones in the hall."),
        example=_("The mayor answers questions about the budget."),
        kind=QuestionBoardPage,
        title=_("Your questions"),
        identity=Identity.OPEN,
        moderation=Moderation.BEFORE,
        open_for=timedelta(days=7, hours=21),
    ),
)
