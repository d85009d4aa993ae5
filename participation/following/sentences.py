"""What there is to tell, in one sentence, as things stand when the mail is written."""

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import date as in_words
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.following.subjects import address_of, is_public, title_of, whole
from participation.models import FollowEvent, Idea, Milestone

Kind = FollowEvent.Kind


@dataclass(frozen=True)
class News:
    """One piece of news for a mail."""

    sentence: str
    address: str


def news_of(event: FollowEvent) -> News | None:
    """The sentence and where to read more; None where it is not public any more."""
    subject = whole(event.subject)
    target = {Kind.BECAME: "project", Kind.MERGED: "merged_into"}.get(Kind(event.kind))
    shown = getattr(subject, target) if target else subject
    if shown is None or not is_public(subject) or not is_public(shown):
        return None
    return News(sentence(event, subject), address_of(shown) + step_of(event, subject))


def step_of(event: FollowEvent, subject: Any) -> str:
    """The end of the address where the news is about one step of a project; else empty."""
    number = subject.milestone_id if event.kind == Kind.BECAME else event.words.get("number")
    return f"#schritt-{number}" if number else ""


def sentence(event: FollowEvent, subject: Any) -> str:
    """Raises KeyError for a kind that has no sentence."""
    words = {"title": title_of(subject)}
    simple = {
        Kind.OPENS: _("You can take part now: %(title)s"),
        Kind.ANSWER: _("The town has answered: %(title)s"),
        Kind.RESULT: _("You can read what has come of it: %(title)s"),
        Kind.DONE: _("The project is done: %(title)s"),
    }
    if event.kind in simple:
        return simple[Kind(event.kind)] % words
    return OTHERS[Kind(event.kind)](event, subject, words)


def ends_soon(event: FollowEvent, module: Any, words: dict[str, str]) -> str:
    end = timezone.localtime(module.closes_at) if module.closes_at else None
    if end is None:
        return _("You can still take part: %(title)s") % words
    words |= {"day": in_words(end, "l, j. F"), "time": in_words(end, "H:i")}
    return _("You can take part until %(day)s, %(time)s: %(title)s") % words


def status(event: FollowEvent, idea: Any, words: dict[str, str]) -> str:
    state = Idea.Status(event.words.get("status", idea.status)).label
    return _("“%(title)s” is now: %(state)s") % {**words, "state": state}


def became(event: FollowEvent, idea: Any, words: dict[str, str]) -> str:
    words |= {"project": title_of(idea.project)}
    if idea.milestone:
        return _("“%(title)s” became a step of the project “%(project)s”: %(step)s") % {
            **words,
            "step": idea.milestone.title,
        }
    return _("“%(title)s” became the project “%(project)s”") % words


def merged(event: FollowEvent, idea: Any, words: dict[str, str]) -> str:
    return _("“%(title)s” went into the idea “%(other)s”") % {**words, "other": title_of(idea.merged_into)}


def milestone(event: FollowEvent, project: Any, words: dict[str, str]) -> str:
    state = Milestone.State(event.words["state"]).label
    return _("%(title)s: the step “%(step)s” is now %(state)s") % {**words, "step": event.words["step"], "state": state}


def stopped(event: FollowEvent, project: Any, words: dict[str, str]) -> str:
    return _("The project “%(title)s” was stopped: %(reason)s") % {**words, "reason": project.status_reason}


OTHERS = {
    Kind.ENDS_SOON: ends_soon,
    Kind.STATUS: status,
    Kind.BECAME: became,
    Kind.MERGED: merged,
    Kind.MILESTONE: milestone,
    Kind.STOPPED: stopped,
}
