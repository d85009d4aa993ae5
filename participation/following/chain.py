"""From a card to an idea, from an idea to a project: who followed the beginning hears of the end, and reads why.

Nothing is copied along the chain. It is looked up whenever there is something to tell, so that who stops following the
idea hears nothing of the project either.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from participation.following.subjects import is_public, title_of, whole
from participation.models import Card, Contribution, FollowEvent, Following, Idea, ModulePage, ProjectPage

State = Contribution.State


def heard_by(subject: Any) -> Q:
    """Which followings a piece of news about a subject concerns."""
    if isinstance(subject, ModulePage):
        return Q(module=subject.pk) | (heard_by(subject.project) if subject.project else Q())
    if isinstance(subject, ProjectPage):
        began_as = Idea.objects.filter(project=subject, state=State.PUBLIC).values_list("pk", flat=True)
        return Q(project=subject.pk) | Q(contribution__in=with_beginnings(began_as))
    return Q(contribution__in=with_beginnings([subject.pk]))


def with_beginnings(ideas: Any) -> set[int]:
    """These ideas, the public ideas that went into them, and the public cards from which all of them came."""
    found, new = set(), set(ideas)
    while new:
        found |= new
        merged = Idea.objects.filter(merged_into__in=new, state=State.PUBLIC).values_list("pk", flat=True)
        new = set(merged) - found
    return found | set(Card.objects.filter(became__in=found, state=State.PUBLIC).values_list("pk", flat=True))


def onward(subject: Any) -> Any:
    """What became of a contribution next; None where nothing has."""
    if isinstance(subject, Card):
        return subject.became
    return subject.merged_into or subject.project if isinstance(subject, Idea) else None


def way(start: Any, end: Any) -> list[Any]:
    """From what somebody follows to what there is news about, both included."""
    nodes = [start]
    while nodes[-1] != end:
        step = onward(nodes[-1])
        if step is None or step in nodes:
            break
        nodes.append(step)
    return nodes


def last_project(contribution: Any) -> ProjectPage | None:
    """The project that a contribution became in the end."""
    end = way(whole(contribution), None)[-1]
    return end if isinstance(end, ProjectPage) else None


def why(following: Following, event: FollowEvent) -> str:
    """For the mail: what somebody follows, and how that led here."""
    about = whole(event.subject)
    nodes = way(whole(following.subject), about)
    parts = [begins(nodes[0]), *(goes_on(node) for node in nodes[1:] if is_public(node))]
    if isinstance(about, ModulePage) and nodes[-1] != about:
        parts.append(_("to which this belongs"))
    return ", ".join(parts) + "."


def begins(subject: Any) -> str:
    title = {"title": title_of(subject)}
    if isinstance(subject, ProjectPage):
        return _("You follow the project “%(title)s”") % title
    if isinstance(subject, Idea):
        return _("You follow the idea “%(title)s”") % title
    return _("You follow “%(title)s”") % title


def goes_on(subject: Any) -> str:
    title = {"title": title_of(subject)}
    if isinstance(subject, ProjectPage):
        return _("which became the project “%(title)s”") % title
    return _("which went into the idea “%(title)s”") % title
