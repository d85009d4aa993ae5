"""Who follows what by mail, what there was to tell, and which mails went out."""

import secrets
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from participation.models.contributions import Contribution
from participation.models.modules import ModulePage
from participation.models.projects import ProjectPage

MARK_BYTES = 12
LINK_LASTS = timedelta(hours=48)


def new_mark() -> str:
    return secrets.token_urlsafe(MARK_BYTES)


class Follower(models.Model):
    """An address to which news goes. It is a follower as soon as one of its subjects is confirmed."""

    class Frequency(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day, in the morning")
        WEEKLY = "weekly", _("once a week, on Monday morning")

    wagtail_reference_index_ignore = True

    email = models.EmailField(_("e-mail address"), unique=True)
    frequency = models.CharField(_("how often"), max_length=8, choices=Frequency, default=Frequency.AT_ONCE)
    since = models.DateTimeField(_("since"), default=timezone.now)
    # What the link in the mails is good for; another mark makes all links that went out worthless.
    mark = models.CharField(max_length=24, default=new_mark, editable=False)
    # While a worker writes to this person nobody else does.
    busy_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        default_permissions = ()

    def __str__(self) -> str:
        return self.email


class FollowingQuerySet(models.QuerySet["Following"]):
    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def with_subjects(self) -> Self:
        """What they are about comes along."""
        return self.select_related("follower", "project", "module", "contribution__module")


class Following(models.Model):
    """One subject that somebody follows: a project, a way to take part in it, or what somebody wrote there."""

    wagtail_reference_index_ignore = True

    follower = models.ForeignKey(
        Follower, verbose_name=_("follower"), on_delete=models.CASCADE, related_name="followings"
    )
    project = models.ForeignKey(
        ProjectPage, verbose_name=_("project"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    module = models.ForeignKey(
        ModulePage,
        verbose_name=_("way to take part"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("followed subject")
        verbose_name_plural = _("followed subjects")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["follower", "project"], name="project_followed_once"),
            models.UniqueConstraint(fields=["follower", "module"], name="module_followed_once"),
            models.UniqueConstraint(fields=["follower", "contribution"], name="contribution_followed_once"),
            models.CheckConstraint(
                condition=Q(project__isnull=False, module=None, contribution=None)
                | Q(project=None, module__isnull=False, contribution=None)
                | Q(project=None, module=None, contribution__isnull=False),
                name="followed_exactly_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Any:
        return self.project or self.module or self.contribution


class FollowLink(models.Model):
    """The link of one mail with which somebody confirms; only its digest is kept, and the network for a day."""

    wagtail_reference_index_ignore = True

    following = models.ForeignKey(
        Following, verbose_name=_("followed subject"), on_delete=models.CASCADE, related_name="links"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made on"), default=timezone.now, db_index=True)
    used_at = models.DateTimeField(_("used on"), null=True, blank=True)
    network = models.CharField(max_length=50, blank=True, editable=False)

    class Meta:
        verbose_name = _("link to follow")
        verbose_name_plural = _("links to follow")
        default_permissions = ()
        indexes = [models.Index(fields=["network", "made_at"], name="follow_link_by_network")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class FollowEvent(models.Model):
    """Something that followers of a subject hear of, once."""

    class Kind(models.TextChoices):
        OPENS = "opens", _("one can take part")
        ENDS_SOON = "ends_soon", _("48 hours before the end")
        ANSWER = "answer", _("official answer")
        STATUS = "status", _("new state of an idea")
        MERGED = "merged", _("went into another idea")
        BECAME = "became", _("became a project")
        MILESTONE = "milestone", _("a step of the project")
        RESULT = "result", _("result")
        DONE = "done", _("project done")
        STOPPED = "stopped", _("project stopped")

    wagtail_reference_index_ignore = True

    project = models.ForeignKey(ProjectPage, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    module = models.ForeignKey(ModulePage, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    contribution = models.ForeignKey(Contribution, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # Subject, kind and what makes it another event than the last one of its kind.
    key = models.CharField(max_length=160, unique=True, editable=False)
    words = models.JSONField(_("words"), default=dict)
    happened_at = models.DateTimeField(_("happened on"), default=timezone.now)

    class Meta:
        ordering = ["happened_at", "pk"]
        verbose_name = _("news for followers")
        verbose_name_plural = _("news for followers")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key

    @property
    def subject(self) -> Any:
        return self.project or self.module or self.contribution


class FollowDelivery(models.Model):
    """One piece of news for somebody, because of one subject they follow; who follows no more gets it no more."""

    wagtail_reference_index_ignore = True

    event = models.ForeignKey(FollowEvent, on_delete=models.CASCADE, related_name="deliveries")
    following = models.ForeignKey(Following, on_delete=models.CASCADE, related_name="deliveries")
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)

    class Meta:
        verbose_name = _("news for a follower")
        verbose_name_plural = _("news for followers")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["event", "following"], name="told_once_a_following")]
        indexes = [models.Index(fields=["following", "sent_at"], name="delivery_waiting")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.following_id}"


class LastTold(models.Model):
    """How a published page stood when its followers were told last; what differs from it is news."""

    wagtail_reference_index_ignore = True

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=12, blank=True)
    has_result = models.BooleanField(default=False)
    # The states of the milestones by their numbers.
    steps = models.JSONField(default=dict)
    # Since when the project is done or stopped; a year later its followers are forgotten.
    over_since = models.DateField(null=True, blank=True, db_index=True)
    # When the editors were last reminded of a result.
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("last told state of a page")
        verbose_name_plural = _("last told states of pages")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page)
