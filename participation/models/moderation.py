"""What moderators do, and what residents say about it: every decision stays as it was taken."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from accounts.unchangeable import OnlyAdded, only_added
from participation.models.contributions import Contribution
from participation.models.participants import Participant
from participation.models.projects import ProjectPage

# As in the Digital Services Act, article 20.
APPEAL_WITHIN = timedelta(days=182)
# Three years after the end of the year in which it was taken nobody can claim anything from it (§§ 195, 199 BGB).
DECISIONS_KEPT_FOR = timedelta(days=4 * 366)
RIGHT = "moderate_contribution"


class Reason(models.TextChoices):
    """Why something is not public, in the words that its author reads."""

    INSULT = "insult", _("It insults or threatens somebody.")
    ADVERTISING = "advertising", _("It is advertising.")
    OFF_TOPIC = "off_topic", _("It is about something else.")
    PERSONAL_DATA = "personal_data", _("It says something private about a person.")
    DUPLICATE = "duplicate", _("It stands there twice.")
    NOT_ALLOWED = "not_allowed", _("The law does not allow it.")
    OTHER = "other", _("another reason")


class ProjectModerator(models.Model):
    """Somebody who moderates one project, and sees no other."""

    project = models.ForeignKey(
        ProjectPage, verbose_name=_("project"), on_delete=models.CASCADE, related_name="moderators"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to=Q(is_active=True, groups__permissions__codename=RIGHT),
    )

    panels = [PageChooserPanel("project"), FieldPanel("user")]

    class Meta:
        verbose_name = _("moderator of a project")
        verbose_name_plural = _("moderators of projects")
        ordering = ["project__title", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="moderator_once_a_project")]

    def __str__(self) -> str:
        return f"{self.user}: {self.project}"


@only_added("the log of decisions", moment="at", kept_for=DECISIONS_KEPT_FOR, may_be_cut=("contribution", "moderator"))
class Decision(OnlyAdded):
    """What a moderator decided about a contribution, when and why. It is only ever added to."""

    class Action(models.TextChoices):
        PUBLISH = "publish", _("published")
        KEEP = "keep", _("looked at and left")
        BLOCK = "block", _("not published")
        CENSOR = "censor", _("removed")
        HIDE = "hide", _("hidden after several reports")
        RESTORE = "restore", _("published again")
        UPHOLD = "uphold", _("decision confirmed")

    AGAINST = (Action.BLOCK, Action.CENSOR)
    wagtail_reference_index_ignore = True

    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    # Empty where several reports hid something before anybody looked.
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.CharField(_("decision"), max_length=8, choices=Action)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    words = models.TextField(_("in own words"), blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    waited = models.DurationField(_("waited"), default=timedelta)

    class Meta:
        verbose_name = _("decision of the moderators")
        verbose_name_plural = _("decisions of the moderators")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.contribution_id}"

    @property
    def appeal_until(self) -> Any:
        return self.at + APPEAL_WITHIN

    @property
    def is_open_to_appeal(self) -> bool:
        """Whether its author may say now that it was wrong; whether they have is another question."""
        return self.action in self.AGAINST and timezone.now() < self.appeal_until


class OpenQuerySet(models.QuerySet):
    def open(self) -> Self:
        """About which nobody has decided yet."""
        return self.filter(decided_at=None)


class Report(models.Model):
    """Somebody says that a contribution should not stand there. Who it was is forgotten with the decision."""

    wagtail_reference_index_ignore = True

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="reports"
    )
    reason = models.CharField(_("reason"), max_length=16, choices=Reason)
    words = models.TextField(_("in own words"), blank=True)
    # To tell what was decided.
    email = models.EmailField(_("e-mail address"), blank=True)
    # Shortened: /24, or /48 of IPv6. Several reports from one network are one.
    network = models.CharField(max_length=50, blank=True, editable=False)
    submission = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["sent_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["decided_at", "sent_at"], name="report_queue")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.contribution_id})"


class Appeal(models.Model):
    """The author says that a decision was wrong, once; somebody else decides then."""

    wagtail_reference_index_ignore = True

    decision = models.OneToOneField(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="appeal"
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="appeals"
    )
    words = models.TextField(_("why the decision was wrong"))
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["sent_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.words[:60]


class BanQuerySet(models.QuerySet["Ban"]):
    def to_agree(self) -> Self:
        """Proposed, and a second moderator has not decided yet."""
        return self.filter(agreed_at=None, lifted_at=None)

    def in_force(self) -> Self:
        still = Q(ends_at__gt=timezone.now()) | Q(ends_at=None)
        return self.filter(still, agreed_at__isnull=False, lifted_at=None)


class Ban(models.Model):
    """Somebody cannot take part for a time. One moderator proposes it, it holds after a second one agrees."""

    class Scope(models.TextChoices):
        MODULE = "module", _("this way to take part")
        PROJECT = "project", _("the whole project")
        ACCOUNT = "account", _("the whole access, everywhere")

    wagtail_reference_index_ignore = True

    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="bans"
    )
    scope = models.CharField(_("banned from"), max_length=8, choices=Scope, default=Scope.MODULE)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason)
    words = models.TextField(_("in own words"), blank=True)
    # Empty for a whole access: that block is lifted by hand.
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed on"), default=timezone.now)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("agreed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    agreed_at = models.DateTimeField(_("agreed on"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted on"), null=True, blank=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["proposed_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_scope_display()}"
