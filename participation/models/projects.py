"""Projects of the town: goals, way, insights, results, and the steps that people can follow."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Count, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import TEXT_FEATURES, ContentBlock
from cms.fields import StreamField
from cms.maps import Located, place_panel
from cms.models import BasePage
from cms.visibility import for_everybody
from directory.models import ContactPerson, Department, Place
from participation import structured_data
from participation.widgets import UsedBefore
from participation.windows import window_sentence

if TYPE_CHECKING:
    from participation.models.modules import ModulePage

# An address of another kind, such as javascript:, would run as a program when somebody clicks on it.
only_web_addresses = URLValidator(schemes=["http", "https"])


class ProjectPage(RoutablePageMixin, Located, BasePage):
    """/mitmachen/<slug>/: a project of the town with its goals, its way and its results."""

    search_kind = "project"

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        EVALUATING = "evaluating", _("being evaluated")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    class Level(models.TextChoices):
        """How much residents decide, from the least to the most."""

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
    result_due = models.DateField(
        _("result promised for"),
        null=True,
        blank=True,
        help_text=_("The day until which you promise to say what has come of it. Residents see it."),
    )
    district = models.CharField(
        _("district"), max_length=80, blank=True, help_text=_("Empty if it concerns the whole town.")
    )
    location = models.CharField(_("where"), max_length=160, blank=True)
    goals = RichTextField(_("goals"), blank=True, features=TEXT_FEATURES)
    approach = RichTextField(_("the way there"), blank=True, features=TEXT_FEATURES)
    insights = RichTextField(_("insights"), blank=True, features=TEXT_FEATURES)
    results = RichTextField(_("results"), blank=True, features=TEXT_FEATURES)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("more about it"))
    costs = models.CharField(_("costs"), max_length=200, blank=True)
    funding = models.CharField(_("funding"), max_length=200, blank=True)
    funding_url = models.URLField(
        _("address of the funding programme"), blank=True, validators=[only_web_addresses], max_length=500
    )
    partners = models.TextField(_("partners"), blank=True, help_text=_("One per line."))
    paper_title = models.CharField(
        _("paper of the council"), max_length=160, blank=True, help_text=_("For example: Paper 2026/114")
    )
    paper_url = models.URLField(
        _("address of the paper"),
        blank=True,
        validators=[only_web_addresses],
        max_length=500,
        help_text=_("In the information system of the council."),
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision = models.CharField(_("what was decided"), max_length=300, blank=True)
    about_places = ParentalManyToManyField(
        Place,
        verbose_name=_("places it is about"),
        blank=True,
        related_name="projects",
        help_text=_("They say that it is being discussed, as long as one can take part."),
    )
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
    subpage_types = [
        "participation.WallPage",
        "participation.IdeaCollectionPage",
        "participation.PollPage",
        "participation.TextReviewPage",
        "participation.QuestionBoardPage",
    ]
    always_open = (*BasePage.always_open, "status", "goals", "milestones")
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["status", "level"]), "status_reason", "invitation", FieldRowPanel(["starts", "ends"])],
            heading=_("State"),
        ),
        MultiFieldPanel(["goals", "approach", "insights", "results", "result_due"], heading=_("The project")),
        InlinePanel("milestones", heading=_("Milestones"), label=_("milestone")),
        InlinePanel("events", heading=_("Events"), label=_("event")),
        FieldPanel("district", widget=UsedBefore("participation.ProjectPage", "district")),
        place_panel("location"),
        "body",
        InlinePanel("documents", heading=_("Documents"), label=_("document")),
        MultiFieldPanel(["costs", "funding", "funding_url", "partners"], heading=_("Costs and partners")),
        MultiFieldPanel(
            ["paper_title", "paper_url", FieldRowPanel(["decided_on", "decision"])], heading=_("In the council")
        ),
        InlinePanel(
            "links",
            heading=_("Related pages"),
            label=_("related page"),
            help_text=_(
                "News stand there as news about it. Services and other pages say that it is being discussed, "
                "as long as one can take part."
            ),
        ),
        FieldPanel("about_places", widget=forms.CheckboxSelectMultiple),
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
        if self.paper_url and not self.paper_title.strip():
            errors["paper_title"] = gettext("Say what the paper is called; its address alone tells nobody anything.")
        if errors:
            raise ValidationError(errors)

    @cached_property
    def ways(self) -> "list[ModulePage]":
        """The published ways to take part, in the editors' order; `with_ways` finds those of many projects at once."""
        if not self.pk:
            return []
        found = apps.get_model("participation", "ModulePage").objects.child_of(self)
        said = Count("contributions", filter=Q(contributions__state="public"))
        return list(for_everybody(found).annotate(said=said).order_by("path"))

    @property
    def open_ways(self) -> "list[ModulePage]":
        """Those that are open now, the one that closes first in front."""
        now = timezone.now()
        found = [way for way in self.ways if way.is_open]
        return sorted(found, key=lambda way: (way.closes_at is None, way.closes_at or now))

    @property
    def coming_ways(self) -> "list[ModulePage]":
        """Those that will open, the next one in front."""
        found = [(way.opens_at, way.path, way) for way in self.ways if not way.is_open and not way.is_over]
        return [way for _opens, _path, way in sorted(found)]

    @property
    def window(self) -> str:
        """The time in which one can take part, as a sentence; empty where there is none."""
        if self.open_ways:
            return self.open_ways[0].window
        own = window_sentence(self.invitation, self.starts, self.ends, timezone.localdate()) if self.is_ahead else ""
        return own or (self.coming_ways[0].window if self.coming_ways else "")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever is signed in reads their own address in the form for following, so nobody keeps that page."""
        response = super().serve(request, *args, **kwargs)
        if settings.PASS_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        steps, events = list(self.milestones.all()), list(self.events.all())
        documents = list(self.documents.all())
        prefetch_related_objects(documents, "file")
        news, subjects = self.linked_pages()
        return {
            **context,
            "milestones": steps,
            "steps_done": sum(step.state == step.State.DONE for step in steps),
            "coming_events": sorted((event for event in events if not event.is_past), key=lambda event: event.starts),
            "past_events": [event for event in events if event.is_past],
            "documents": documents,
            "news": news,
            "subjects": subjects,
            "points": [self.point(self.title, note=self.location)],
            "json_ld": structured_data.project(self, events, request),
        }

    def linked_pages(self) -> tuple[list[Page], list[Page]]:
        """The news about it, and the pages it is about, as far as everybody may see them, in the editors' order."""
        wanted = [link.target_id for link in self.links.all()]
        found = for_everybody(Page.objects.filter(pk__in=wanted)).specific() if wanted else []
        public = {page.pk: page for page in found}
        pages = [public[pk] for pk in dict.fromkeys(wanted) if pk in public]
        return [page for page in pages if is_news(page)], [page for page in pages if not is_news(page)]

    @property
    def is_ahead(self) -> bool:
        """Whether what was planned still holds: a project that is stopped or done invites nobody any more."""
        return self.status in {self.Status.PLANNED, self.Status.RUNNING}

    @property
    def is_open(self) -> bool:
        """Whether one can take part now: in one of its ways, or where it has none, within its own days."""
        if self.ways:
            return bool(self.open_ways)
        today = timezone.localdate()
        has_begun = self.starts is None or self.starts <= today
        return self.status == self.Status.RUNNING and has_begun and (self.ends is None or today <= self.ends)

    @property
    def open_until(self) -> date | None:
        """The last day on which one can take part; None if that is over, or has no end."""
        if not self.is_open:
            return None
        ends = [way.closes_at for way in self.open_ways]
        if not ends:
            return self.ends
        return None if None in ends else timezone.localdate(max(end for end in ends if end))

    @property
    def is_result_overdue(self) -> bool:
        """The day of the promised result is over, and nothing stands there."""
        is_late = self.result_due is not None and self.result_due < timezone.localdate()
        return is_late and not self.results.strip() and self.status != self.Status.STOPPED

    @property
    def ladder(self) -> list[tuple[str, bool]]:
        """The levels of participation from the least to the most, each with whether this project stands there."""
        return [(str(label), value == self.level) for value, label in self.Level.choices]

    @property
    def partner_list(self) -> list[str]:
        return [line.strip() for line in self.partners.splitlines() if line.strip()]

    def search_facets(self) -> dict[str, list[str]]:
        return {"state": [self.status], **({"open": ["yes"]} if self.is_open else {})}

    def search_until(self) -> date | None:
        return self.open_until

    def body_text(self) -> str:
        rich = [getattr(self, name) for name in ("goals", "approach", "insights", "results")]
        field = RichTextField()
        words = [word for text in rich for word in field.get_searchable_content(text)]
        return " ".join([*words, self.location, self.district, super().body_text()])


def is_news(page: Page) -> bool:
    """Whether a page is news; no query, and no knowledge of the room that has them."""
    return getattr(page.specific_class, "search_kind", "") == "news"
