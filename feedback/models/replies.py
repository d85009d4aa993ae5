"""Answers to “Was this page clear?”, gathered by page and cause. Nobody's name, address or browser is among them."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from directory.models import Department
from feedback.models.causes import PRAISE, SENTENCES, Cause

# From so many people on, a group waits for whoever looks after the page; less is chance.
THRESHOLD = 3
LONGEST_KEY = 255
LONGEST_WORDS = 500
LONGEST_CHANGE = 300
CHANGES_SHOWN_FOR = timedelta(days=365)
MOST_CHANGES_SHOWN = 3


class Subject(models.Model):
    """A public page about which somebody has said something. It outlives the page, so that the words stay readable."""

    # “page:12”, or the address of what is no page of the tree (feedback/subjects.py).
    key = models.CharField(_("key"), max_length=LONGEST_KEY, unique=True)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=255)
    address = models.CharField(_("address"), max_length=1000)

    # It only says what was said; a page is not used because somebody does not understand it.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("page that somebody answered about")
        verbose_name_plural = _("pages that somebody answered about")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title

    @property
    def is_deleted(self) -> bool:
        """Whether it was a page of the tree that is there no more."""
        return self.page_id is None and self.key.startswith("page:")


class FeedbackGroupQuerySet(models.QuerySet["FeedbackGroup"]):
    def counted(self) -> Self:
        """With how many people said so, the most first."""
        return self.annotate(people=Count("replies")).order_by("-people", "-opened_at", "pk")

    def said(self) -> Self:
        """Counted, without those whose people have all said more and so moved on to another cause."""
        return self.counted().exclude(people=0, closed_at=None)

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def to_do(self) -> Self:
        """Open, no praise, and said by enough people."""
        return self.open().exclude(cause__in=PRAISE).counted().filter(people__gte=THRESHOLD)

    def shown_on(self, key: str) -> Self:
        """What was changed on a page because of what people said, the newest first."""
        newer = timezone.now() - CHANGES_SHOWN_FOR
        found = self.filter(subject__key=key, is_published=True, closed_at__gt=newer)
        return found.order_by("-closed_at", "-pk")[:MOST_CHANGES_SHOWN]


class FeedbackGroup(models.Model):
    """All that people said about one page for one cause, until an editor closes it; what comes later opens another."""

    subject = models.ForeignKey(Subject, verbose_name=_("page"), on_delete=models.CASCADE, related_name="groups")
    cause = models.CharField(_("cause"), max_length=20, choices=Cause)
    opened_at = models.DateTimeField(_("since"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True, db_index=True)
    # A name and no foreign key: it outlives accounts.
    closed_by = models.CharField(_("closed by"), max_length=150, blank=True)
    change = models.CharField(_("what was changed"), max_length=LONGEST_CHANGE, blank=True)
    is_published = models.BooleanField(_("shown on the page"), default=False)

    objects = FeedbackGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of feedback")
        verbose_name_plural = _("groups of feedback")
        default_permissions = ()
        # No “change”: it changes nothing that the public reads, and so asks for no second factor.
        permissions = [
            ("read_feedbackgroup", _("reads and closes the feedback about pages that they edit")),
            ("see_all_feedback", _("reads the feedback about all pages, also deleted ones")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "cause"], condition=Q(closed_at__isnull=True), name="one_open_group_of_a_cause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.says}"

    @property
    def says(self) -> Any:
        return Cause(self.cause).says

    @property
    def words(self) -> str:
        """All that people wrote, one after the other; for tables."""
        return " | ".join(reply.words for reply in self.replies.all() if reply.words)

    @property
    def sentence(self) -> str:
        """What waits, for a group that was read with `counted()`."""
        return str(SENTENCES[self.cause] % {"count": self.people, "page": self.subject.title})  # type: ignore[attr-defined, operator]


class Reply(models.Model):
    """One person's answer. The first step counts also when nothing more is said."""

    subject = models.ForeignKey(Subject, verbose_name=_("page"), on_delete=models.CASCADE, related_name="replies")
    is_clear = models.BooleanField(_("was clear"))
    group = models.ForeignKey(
        FeedbackGroup,
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replies",
    )
    says_why = models.BooleanField(_("said why"), default=False)
    part = models.CharField(_("part of the page"), max_length=255, blank=True)
    words = models.TextField(_("words"), max_length=LONGEST_WORDS, blank=True)
    given_at = models.DateTimeField(_("given"), default=timezone.now, db_index=True)
    # So that a double click counts once; taken away within a day (feedback/retention.py).
    once = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("answer about a page")
        verbose_name_plural = _("answers about pages")
        default_permissions = ()

    def __str__(self) -> str:
        return self.words[:60] or str(self.pk)
