"""What people write: one table for all kinds, so that moderation, support and answers are the same everywhere."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models.modules import ModulePage
from participation.models.participants import Participant

EDITABLE_FOR = timedelta(minutes=15)


class Channel(models.TextChoices):
    """How it reached the town; what did not come online is shown apart in every result."""

    ONLINE = "online", _("online")
    PAPER = "paper", _("on paper")
    EVENT = "event", _("at an event")
    PHONE = "phone", _("by telephone")


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def public(self) -> Self:
        """What everybody may read."""
        return self.filter(state=Contribution.State.PUBLIC)

    def in_the_thread(self) -> Self:
        """What is public, or was: a removed one leaves its place, so that the answers to it can be understood."""
        gone = (Contribution.State.REMOVED, Contribution.State.CENSORED)
        return self.filter(state__in=(Contribution.State.PUBLIC, *gone))


class Contribution(models.Model):
    """A card, an idea, a comment or a question."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("the address is not confirmed yet")
        WAITING = "waiting", _("the town reads it first")
        PUBLIC = "public", _("public")
        # Refused before anybody saw it.
        BLOCKED = "blocked", _("not published")
        # Taken away by the moderators after it was public.
        CENSORED = "censored", _("removed by the moderators")
        # Taken away by whoever wrote it.
        REMOVED = "removed", _("deleted by its author")

    wagtail_reference_index_ignore = True

    module = models.ForeignKey(
        ModulePage, verbose_name=_("way to take part"), on_delete=models.CASCADE, related_name="contributions"
    )
    author = models.ForeignKey(
        Participant, verbose_name=_("written by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    pseudonym = models.CharField(_("name in public"), max_length=60, blank=True)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    channel = models.CharField(_("came in"), max_length=8, choices=Channel, default=Channel.ONLINE)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed on"), null=True, blank=True)
    # Any change, also of the moderators: by it a live view knows what is new.
    changed_at = models.DateTimeField(auto_now=True)
    comments_closed = models.BooleanField(_("comments are closed"), default=False)
    support_count = models.PositiveIntegerField(_("supporters"), default=0)
    # Of them those who signed on paper.
    support_offline = models.PositiveIntegerField(_("supporters on paper"), default=0)
    # A digest of what makes sending twice one sending.
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        permissions = [("moderate_contribution", _("moderate what residents write"))]
        indexes = [
            models.Index(fields=["module", "state", "-created_at"], name="contribution_by_module"),
            models.Index(fields=["module", "changed_at"], name="contribution_by_change"),
            models.Index(fields=["state", "created_at"], name="contribution_queue"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Where it can be read."""
        return f"{self.module.get_url()}#beitrag-{self.pk}"

    @property
    def is_public(self) -> bool:
        return self.state == self.State.PUBLIC

    @property
    def is_editable(self) -> bool:
        """Whether its author may still change it."""
        return timezone.now() - self.created_at < EDITABLE_FOR

    @property
    def shown_name(self) -> str:
        """The name that the public reads; empty for somebody who gave none."""
        return self.pseudonym


class Support(models.Model):
    """One person stands behind a contribution, or calls a comment helpful; once, however often the button is pressed."""

    wagtail_reference_index_ignore = True

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="supports"
    )
    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="supports"
    )
    given_at = models.DateTimeField(_("given on"), default=timezone.now)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["contribution", "participant"], name="support_once_a_person")]

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.participant_id}"


class Comment(Contribution):
    """What somebody says about a contribution or a paragraph; answers to it form the second and last level."""

    about = models.ForeignKey(
        Contribution,
        verbose_name=_("about"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="comments",
    )
    # In a text review: the paragraph, by the name that it keeps through all versions, and the version that was read.
    paragraph = models.CharField(_("paragraph"), max_length=36, blank=True, db_index=True)
    version = models.PositiveSmallIntegerField(_("version"), null=True, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("answer to"), null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An answer to an answer stands beside it: threads have two levels."""
        if self.parent and self.parent.parent:
            self.parent = self.parent.parent
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its own page, because in a long thread it may stand on any of several; or the page of its paragraph."""
        if self.about_id:
            return reverse("participation:comment", args=[self.pk])
        return f"{self.module.get_url()}absatz/{self.paragraph}/#beitrag-{self.pk}"
