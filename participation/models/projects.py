"""Projects of the town: goals, way, insights, results, and the steps that people can follow."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from cms.blocks import TEXT_FEATURES, ContentBlock
from cms.fields import StreamField
from cms.models import BasePage
from cms.upkeep import ReviewKind
from cms.visibility import for_everybody
from directory.models import ContactPerson, Department


class ParticipationIndexPage(BasePage):
    """/mitmachen/: all projects, those in which one can take part now first."""

    subpage_types = ["participation.ProjectPage"]
    review_kind = ReviewKind.NEVER

    class Meta:
        verbose_name = _("participation overview")
        verbose_name_plural = _("participation overviews")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        projects = list(listed_projects().child_of(self).order_by("ends", "title"))
        return {**context, "groups": by_status(projects), **progress(projects)}


def listed_projects() -> Any:
    """The published projects with what a list of them shows, in few queries."""
    projects = for_everybody(ProjectPage.objects.all())
    return projects.select_related("picture").prefetch_related("picture__renditions")


def by_status(projects: list["ProjectPage"]) -> list[tuple[str, list["ProjectPage"]]]:
    """The projects under the name of their state, in the order in which they concern residents."""
    states = [ProjectPage.Status(value) for value in ("running", "planned", "evaluating", "done", "stopped")]
    groups = [(str(state.label), [project for project in projects if project.status == state]) for state in states]
    return [(label, members) for label, members in groups if members]


def progress(projects: list["ProjectPage"]) -> dict[str, int]:
    """How many projects there are and how many are done; computed, never typed."""
    return {"total": len(projects), "done": sum(project.status == ProjectPage.Status.DONE for project in projects)}


class ProjectPage(BasePage):
    """/mitmachen/<slug>/: a project of the town with its goals, its way and its results."""

    search_kind = "project"

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        EVALUATING = "evaluating", _("being evaluated")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    class Level(models.TextChoices):
        INFORM = "inform", _("We inform you.")
        CONSULT = "consult", _("We ask for your opinion.")
        COOPERATE = "cooperate", _("We work it out together.")
        DECIDE = "decide", _("You decide.")

    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.PLANNED)
    status_reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Must be given when a project is stopped.")
    )
    level = models.CharField(_("level of participation"), max_length=12, choices=Level.choices, default=Level.INFORM)
    invitation = models.CharField(
        _("what one can do"), max_length=80, blank=True, help_text=_("Short, for example: Collect ideas.")
    )
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    location = models.CharField(_("where"), max_length=160, blank=True)
    goals = RichTextField(_("goals"), blank=True, features=TEXT_FEATURES)
    approach = RichTextField(_("the way there"), blank=True, features=TEXT_FEATURES)
    insights = RichTextField(_("insights"), blank=True, features=TEXT_FEATURES)
    results = RichTextField(_("results"), blank=True, features=TEXT_FEATURES)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("more about it"))
    costs = models.CharField(_("costs"), max_length=200, blank=True)
    funding = models.CharField(_("funding"), max_length=200, blank=True)
    partners = models.TextField(_("partners"), blank=True, help_text=_("One per line."))
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contact = models.ForeignKey(
        ContactPerson,
        verbose_name=_("contact person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    parent_page_types = ["participation.ParticipationIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["status", "level"]), "status_reason", "invitation", FieldRowPanel(["starts", "ends"])],
            heading=_("State"),
        ),
        MultiFieldPanel(["goals", "approach", "insights", "results"], heading=_("The project")),
        InlinePanel("milestones", heading=_("Milestones"), label=_("milestone")),
        "body",
        MultiFieldPanel(["location", "costs", "funding", "partners"], heading=_("Facts")),
        MultiFieldPanel(["department", "contact"], heading=_("Contact")),
    ]
    search_fields = [
        *BasePage.search_fields,
        *(index.SearchField(name) for name in ("goals", "approach", "insights", "results", "body")),
    ]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.starts and self.ends and self.starts > self.ends:
            errors["ends"] = gettext("The last day must not come before the first.")
        if self.status == self.Status.STOPPED and not self.status_reason.strip():
            errors["status_reason"] = gettext("Say why the project was stopped.")
        if errors:
            raise ValidationError(errors)

    @property
    def window(self) -> str:
        """The time in which one can take part, as a sentence; empty where there is none."""
        return window_sentence(self.invitation, self.starts, self.ends, timezone.localdate())

    @property
    def partner_list(self) -> list[str]:
        return [line.strip() for line in self.partners.splitlines() if line.strip()]

    @property
    def is_open(self) -> bool:
        """Whether one can take part today."""
        today = timezone.localdate()
        has_begun = self.starts is None or self.starts <= today
        return self.status == self.Status.RUNNING and has_begun and (self.ends is None or today <= self.ends)

    def search_facets(self) -> dict[str, list[str]]:
        return {"open": ["yes"]} if self.is_open else {}

    def search_until(self) -> date | None:
        return self.ends if self.is_open else None

    def body_text(self) -> str:
        rich = [getattr(self, name) for name in ("goals", "approach", "insights", "results")]
        field = RichTextField()
        words = [word for text in rich for word in field.get_searchable_content(text)]
        return " ".join([*words, self.location, super().body_text()])


def window_sentence(invitation: str, starts: date | None, ends: date | None, today: date) -> str:
    """“Collect ideas until 31 May, 9 days left”; empty before there is an end, and after it."""
    if ends is None or today > ends:
        return ""
    what = invitation or gettext("Take part")
    if starts and today < starts:
        dates = {"what": what, "first": date_format(starts, "j. F"), "last": date_format(ends, "j. F")}
        return gettext("%(what)s from %(first)s to %(last)s") % dates
    days = (ends - today) // timedelta(days=1)
    if days == 0:
        return gettext("%(what)s until today") % {"what": what}
    left = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return gettext("%(what)s until %(last)s, %(left)s") % {
        "what": what,
        "last": date_format(ends, "j. F"),
        "left": left,
    }


class Milestone(Orderable):
    """A step of a project that people can follow."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=160)
    date = models.DateField(_("date"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED)
    text = models.CharField(_("text"), max_length=300, blank=True)

    panels = ["title", FieldRowPanel(["date", "state"]), "text"]

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.title
