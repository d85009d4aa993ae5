"""Ways to take part in a project: what walls, collections of ideas, polls and the others have in common."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.blocks import TEXT_FEATURES
from cms.fields import StreamField
from cms.models import BasePage
from cms.upkeep import ReviewKind
from participation.drafts.blocks import DraftBlock
from participation.drafts.paragraphs import Paragraph, as_rows, paragraphs_in
from participation.models.projects import ProjectPage
from participation.polls.blocks import QuestionsBlock
from participation.polls.questions import questions_in
from participation.polls.wording import Used, broken_promises
from participation.windows import moment_sentence

END = FieldPanel("closes_at", help_text=_("Without an end it is never forgotten who took part."))


class Identity(models.TextChoices):
    """How the town knows that somebody takes part once only, from the loosest to the strictest."""

    OPEN = "open", _("open to everybody")
    EMAIL = "email", _("with a confirmed e-mail address")
    ACCOUNT = "account", _("with an access of one's own")
    CODE = "code", _("with a code on paper")


class Moderation(models.TextChoices):
    BEFORE = "before", _("before it is public")
    AFTER = "after", _("after it is public")


class ModulePage(RoutablePageMixin, BasePage):
    """/mitmachen/<project>/<slug>/: one way to take part in a project, with its own time, rules and identity.

    Nobody makes such a page; the editor makes a wall, a poll or another kind. What all kinds share stands in this one
    table, so that one question to the database finds every way to take part that is open.
    """

    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    invitation = models.CharField(
        _("what one can do"), max_length=80, blank=True, help_text=_("Short, for example: Collect ideas.")
    )
    introduction = RichTextField(_("what this is about"), blank=True, features=TEXT_FEATURES)
    result = RichTextField(_("what has come of it"), blank=True, features=TEXT_FEATURES)
    identity = models.CharField(_("who can take part"), max_length=8, choices=Identity, default=Identity.OPEN)
    moderation = models.CharField(
        _("the town reads what is written"), max_length=8, choices=Moderation, default=Moderation.BEFORE
    )
    with_comments = models.BooleanField(_("with comments"), default=True)
    with_support = models.BooleanField(_("with support"), default=True)
    asks_real_name = models.BooleanField(
        _("asks for the real name"),
        default=False,
        help_text=_("Only where the procedure needs it. The name is seen by the town alone, never by the public."),
    )
    kept_days = models.PositiveSmallIntegerField(
        _("days after which names and addresses are deleted"),
        default=180,
        validators=[MinValueValidator(7), MaxValueValidator(3650)],
        help_text=_("Counted from the end. What was said stays, who said it is forgotten."),
    )

    is_creatable = False
    search_kind = "project"
    # What projects have below their own address (participation/figures/views.py).
    taken_slugs = ("zahlen",)
    review_kind = ReviewKind.NEVER
    parent_page_types = ["participation.ProjectPage"]
    subpage_types: list[str] = []
    always_open = (*BasePage.always_open, "introduction", "invitation")
    # What one does here unless the editor says it in other words.
    usual_invitation: Any = _("Take part")
    window_panels = [
        MultiFieldPanel(["invitation", FieldRowPanel(["opens_at", END])], heading=_("Time")),
        MultiFieldPanel(["identity", "moderation", "asks_real_name", "kept_days"], heading=_("Rules")),
    ]
    talk_panels = [MultiFieldPanel(["with_comments", "with_support"], heading=_("Talking about it"))]
    content_panels = [*BasePage.content_panels, "introduction", *window_panels, "result"]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("result")]

    class Meta:
        verbose_name = _("way to take part")
        verbose_name_plural = _("ways to take part")

    def clean(self) -> None:
        super().clean()
        if self.slug in self.taken_slugs:
            raise ValidationError({"slug": gettext("The project itself has a page at this address.")})
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            raise ValidationError({"closes_at": gettext("The end must come after the beginning.")})

    @property
    def project(self) -> ProjectPage:
        """The project that this belongs to, as it stands in the tree."""
        if not hasattr(self, "_project"):
            self._project = ProjectPage.objects.ancestor_of(self).first()
        return self._project

    @property
    def call(self) -> str:
        """What one does here, in the editor's words or the usual ones of its kind."""
        return self.invitation or str(self.specific_class.usual_invitation)

    @property
    def window(self) -> str:
        """The time in which one can take part, as a sentence; empty where there is no end, and after it."""
        return moment_sentence(self.call, self.opens_at, self.closes_at, timezone.now())

    @property
    def is_open(self) -> bool:
        """Whether one can take part now."""
        now = timezone.now()
        has_begun = self.opens_at is None or self.opens_at <= now
        return self.live and has_begun and (self.closes_at is None or now < self.closes_at)

    @property
    def is_over(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()

    @property
    def forgotten_on(self) -> datetime | None:
        """When who took part is forgotten; None while there is no end."""
        return self.closes_at + timedelta(days=self.kept_days) if self.closes_at else None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While one can take part the page carries a form of its own for each visitor, so nobody keeps it.

        For whoever shows a pass it holds what is their own, also afterwards.
        """
        response = super().serve(request, *args, **kwargs)
        is_own = self.is_open or settings.PASS_COOKIE_NAME in request.COOKIES
        if is_own and "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    def departments_in_charge(self) -> list[Any]:
        return self.project.departments_in_charge() if self.project else []

    def body_text(self) -> str:
        field = RichTextField()
        words = [word for text in (self.introduction, self.result) for word in field.get_searchable_content(text)]
        return " ".join(words)

    def search_facets(self) -> dict[str, list[str]]:
        return {"open": ["yes"]} if self.is_open else {}

    def search_until(self) -> date | None:
        return timezone.localdate(self.closes_at) if self.is_open and self.closes_at else None


class WallPage(ModulePage):
    """/mitmachen/<project>/<slug>/: a topic wall with short cards, in a hall on the big screen and on phones."""

    longest_card = models.PositiveSmallIntegerField(
        _("longest card, in characters"), default=200, validators=[MinValueValidator(20), MaxValueValidator(1000)]
    )

    usual_invitation = _("Write a card")
    content_panels = [*ModulePage.content_panels[:-1], *ModulePage.talk_panels, "longest_card", "result"]

    class Meta:
        verbose_name = _("topic wall")
        verbose_name_plural = _("topic walls")


class IdeaCollectionPage(ModulePage):
    """/mitmachen/<project>/<slug>/: ideas in a list and on a map, each with a public answer in the end."""

    with_places = models.BooleanField(_("with places on a map"), default=True)
    with_pictures = models.BooleanField(
        _("with pictures"),
        default=True,
        help_text=_("Authors may add up to three. Nobody sees one before you have looked at it."),
    )

    usual_invitation = _("Collect ideas")
    content_panels = [
        *ModulePage.content_panels[:-1],
        *ModulePage.talk_panels,
        "with_places",
        "with_pictures",
        InlinePanel("categories", label=_("Category"), heading=_("What ideas can be about")),
        "result",
    ]

    class Meta:
        verbose_name = _("collection of ideas")
        verbose_name_plural = _("collections of ideas")


class PollPage(ModulePage):
    """/mitmachen/<project>/<slug>/: questions with answers that are counted."""

    class ResultsShown(models.TextChoices):
        AFTER_VOTING = "voting", _("to those who have taken part")
        AT_END = "end", _("at the end")

    questions = StreamField(QuestionsBlock(), verbose_name=_("questions"), blank=True)
    results_shown = models.CharField(
        _("results are shown"), max_length=6, choices=ResultsShown, default=ResultsShown.AT_END
    )

    usual_invitation = _("Answer the questions")
    # Nothing that is written here is public by itself, and a ballot carries no name.
    content_panels = [
        *BasePage.content_panels,
        "introduction",
        "questions",
        ModulePage.window_panels[0],
        MultiFieldPanel(["identity", "kept_days", "results_shown"], heading=_("Rules")),
        "result",
    ]

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")

    def clean(self) -> None:
        """What people have answered cannot become another question."""
        super().clean()
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if stored is None:
            return
        promises = broken_promises(questions_in(stored.questions), questions_in(self.questions), self.used())
        if errors := list(promises):
            raise ValidationError({"questions": errors})

    def used(self) -> Used:
        """Names of questions and options that stand in a ballot or on a sheet."""
        answers = self.ballots.filter(answers__isnull=False).values_list("answers__question", "answers__option")
        tallies = self.batches.filter(tallies__count__gt=0)
        return {*answers.distinct(), *tallies.values_list("tallies__question", "tallies__option").distinct()}


class TextReviewPage(ModulePage):
    """/mitmachen/<project>/<slug>/: a draft that people comment on paragraph by paragraph."""

    draft = StreamField(DraftBlock(), verbose_name=_("draft"), blank=True)
    change_note = models.CharField(
        _("what has changed"),
        max_length=500,
        blank=True,
        help_text=_("In a few words, whenever the wording changes. Residents read it beside the version."),
    )

    usual_invitation = _("Comment on the draft")
    always_open = (*ModulePage.always_open, "draft", "change_note")
    content_panels = [*ModulePage.content_panels[:-1], "draft", "change_note", "result"]
    search_fields = [*ModulePage.search_fields, index.SearchField("draft")]
    plain_texts = (*ModulePage.plain_texts, "change_note")

    class Meta:
        verbose_name = _("text review")
        verbose_name_plural = _("text reviews")

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """A new wording is kept as a version; a page that is only planned has none yet."""
        super().publish(*args, **kwargs)
        published = TextReviewPage.objects.select_for_update().get(pk=self.pk)
        if published.live:
            published.keep_version()

    def keep_version(self) -> None:
        """Nothing is kept where no word has changed."""
        last = self.versions.last()
        paragraphs = as_rows(self.paragraphs)
        if paragraphs and (last is None or last.paragraphs != paragraphs):
            note = self.change_note if last is None or last.change_note != self.change_note else ""
            self.versions.create(
                number=last.number + 1 if last else 1, paragraphs=paragraphs, change_note=note if last else ""
            )

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The wording of the draft, one paragraph after the other."""
        return paragraphs_in(self.draft)

    def body_text(self) -> str:
        return " ".join([super().body_text(), *(paragraph.whole for paragraph in self.paragraphs)])


class QuestionBoardPage(ModulePage):
    """/mitmachen/<project>/<slug>/: questions for an event, those that most people have first."""

    usual_invitation = _("Ask and vote")

    class Meta:
        verbose_name = _("question board")
        verbose_name_plural = _("question boards")
