"""What waits for the moderators, oldest first, and what they may look at besides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import capfirst

from participation.models import (
    Appeal,
    Ban,
    Channel,
    Comment,
    Contribution,
    Decision,
    IdeaPicture,
    Moderation,
    ProjectPage,
    Report,
)
from participation.moderation.access import contributions_of, modules_of, project_path

State = Contribution.State
TAKEN_AWAY = (State.BLOCKED, State.CENSORED)
# What has stood there longer has been read by so many people that nobody needs to look at it first.
NEW_FOR = timedelta(days=30)

# Pictures are looked at first, also where words are public at once.
WITH_PICTURES = Q(state=State.PUBLIC, pk__in=IdeaPicture.objects.waiting().values("idea"))
WAITING = Q(state=State.WAITING) | WITH_PICTURES
REPORTED = Q(state__in=(State.PUBLIC, State.WAITING), pk__in=Report.objects.open().values("contribution"))
APPEALED = Q(state__in=TAKEN_AWAY, pk__in=Appeal.objects.open().values("contribution"))


@dataclass
class Entry:
    """A contribution as the moderators read it, with everything that they must know to decide."""

    contribution: Contribution
    project: ProjectPage | None = None
    reports: list[Report] = field(default_factory=list)
    appeal: Appeal | None = None
    last: Decision | None = None
    # At which nobody has looked yet.
    pictures: list[IdeaPicture] = field(default_factory=list)
    # The number of what stands below it in the list.
    next: int | str = ""

    @property
    def kind(self) -> str:
        return capfirst(str(self.contribution._meta.verbose_name))

    @property
    def since(self) -> datetime:
        return since(self.contribution, self.reports, self.appeal)

    @property
    def seen(self) -> str:
        numbers = [str(picture.pk) for picture in self.pictures]
        return " ".join([seen(self.contribution), *numbers])


def since(contribution: Contribution, reports: list[Report], appeal: Appeal | None) -> datetime:
    """Since when it waits for a decision."""
    if appeal:
        return appeal.sent_at
    return reports[0].sent_at if reports else contribution.created_at


def seen(contribution: Contribution) -> str:
    """What the moderator saw: in the meantime its author may have changed it, or somebody else have decided."""
    edited = contribution.edited_at.isoformat() if contribution.edited_at else ""
    return f"{contribution.state} {edited}".strip()


def waiting_for(user: Any) -> QuerySet[Contribution]:
    return contributions_of(user).filter(WAITING)


def reported_to(user: Any) -> QuerySet[Contribution]:
    return contributions_of(user).filter(REPORTED)


def appealed_to(user: Any) -> QuerySet[Contribution]:
    return contributions_of(user).filter(APPEALED)


def queue_of(user: Any) -> QuerySet[Contribution]:
    """Everything about which this person can decide, the longest wait first."""
    reports = Report.objects.open().filter(contribution=OuterRef("pk")).order_by("sent_at").values("sent_at")[:1]
    appeals = Appeal.objects.open().filter(contribution=OuterRef("pk")).values("sent_at")[:1]
    found = contributions_of(user).filter(WAITING | REPORTED | APPEALED)
    return found.annotate(since=Coalesce(appeals, reports, F("created_at"))).order_by("since", "pk")


def new_of(user: Any) -> QuerySet[Contribution]:
    """What is public without anybody of the town having looked at it."""
    looked_at = Decision.objects.filter(contribution=OuterRef("pk"))
    at_once = {"state": State.PUBLIC, "channel": Channel.ONLINE, "module__moderation": Moderation.AFTER}
    found = contributions_of(user).filter(created_at__gt=timezone.now() - NEW_FOR, **at_once)
    return found.filter(~Exists(looked_at)).order_by("created_at", "pk")


def taken_away_of(user: Any) -> QuerySet[Contribution]:
    """What is not public any more, or never was, the last change first; what its author deleted is their own affair."""
    return contributions_of(user).filter(state__in=(*TAKEN_AWAY, State.REMOVED)).order_by("-changed_at", "-pk")


def bans_to_agree(user: Any) -> QuerySet[Ban]:
    """Those that somebody else has proposed."""
    return bans_of(user).to_agree().exclude(proposed_by=user)  # type: ignore[attr-defined]


def bans_of(user: Any) -> QuerySet[Ban]:
    return Ban.objects.filter(participant__module__in=modules_of(user).values("pk"))


def kinds() -> dict[str, type[Contribution]]:
    """Every kind of contribution there is, by its name in addresses."""
    return {model._meta.model_name: model for model in Contribution.__subclasses__()}  # type: ignore[misc]


def specifics(contributions: Iterable[Contribution]) -> dict[int, Contribution]:
    """Each as the card, idea or comment that it is, in one query for each kind."""
    found = {contribution.pk: contribution for contribution in contributions}
    for model in kinds().values():
        with_more = ["module", "author__resident", *(["about__module"] if model is Comment else [])]
        found |= {row.pk: row for row in model._default_manager.filter(pk__in=found).select_related(*with_more)}
    return found


def entries(contributions: Iterable[Contribution]) -> list[Entry]:
    """The rows of one page of the list, with all that belongs to them, in few queries."""
    whole = specifics(contributions)
    made = {pk: Entry(contribution) for pk, contribution in whole.items()}
    for report in Report.objects.open().filter(contribution__in=made):
        made[report.contribution_id].reports.append(report)
    for picture in IdeaPicture.objects.waiting().filter(idea__in=made).select_related("picture"):
        made[picture.idea_id].pictures.append(picture)
    for appeal in Appeal.objects.open().filter(contribution__in=made):
        made[appeal.contribution_id].appeal = appeal
    for decision in Decision.objects.filter(contribution__in=made).select_related("moderator").order_by("at", "pk"):
        made[decision.contribution_id].last = decision  # type: ignore[index]  # each has one here
    name_projects(made.values())
    rows = list(made.values())
    for row, below in pairwise(rows):
        row.next = below.contribution.pk
    return rows


def name_projects(rows: Iterable[Entry]) -> None:
    rows = list(rows)
    paths = {project_path(row.contribution.module) for row in rows}
    found = {project.path: project for project in ProjectPage.objects.filter(path__in=paths)}
    for row in rows:
        row.project = found.get(project_path(row.contribution.module))
