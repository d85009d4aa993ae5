"""What comes on paper, at events and by telephone: entered by staff, checked by somebody else, counted apart."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models.contributions import Channel, Contribution
from participation.models.modules import ModulePage
from participation.models.polls import Ballot

OFFLINE = [(channel.value, channel.label) for channel in Channel if channel != Channel.ONLINE]


class Batch(models.Model):
    """A pile of sheets. It counts when two people have entered or read it and agree, and not before."""

    class State(models.TextChoices):
        OPEN = "open", _("is being entered")
        SECOND = "second", _("waits for a second person")
        DIFFERENT = "different", _("the two entries differ")
        AGREED = "agreed", _("agreed, counts")

    wagtail_reference_index_ignore = True

    module = models.ForeignKey(
        ModulePage, verbose_name=_("way to take part"), on_delete=models.CASCADE, related_name="batches"
    )
    source = models.CharField(_("came in"), max_length=8, choices=OFFLINE, default=Channel.PAPER)
    title = models.CharField(_("what this is"), max_length=120, help_text=_("For example: Box in the library."))
    happened_on = models.DateField(_("day"), default=timezone.localdate)
    sheets = models.PositiveIntegerField(_("number of sheets"), validators=[MinValueValidator(1)])
    is_signatures = models.BooleanField(_("signatures for ideas"), default=False)
    # Cards and ideas, one after another with an empty line between; they become public when the batch is agreed.
    texts = models.TextField(_("texts"), blank=True)
    # Own words in a poll, one to a line, by the question; kept until the batch is agreed, then they are answers.
    words = models.JSONField(_("own words"), default=dict, blank=True)
    words_agreed = models.BooleanField(_("own words are right"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered on"), default=timezone.now)
    agreed_at = models.DateTimeField(_("agreed on"), null=True, blank=True)

    class Meta:
        ordering = ["-entered_at", "-pk"]
        verbose_name = _("batch of sheets")
        verbose_name_plural = _("batches of sheets")
        default_permissions = ()
        permissions = [("enter_offline", _("Can enter what came on paper, at events and by telephone"))]

    def __str__(self) -> str:
        return self.title

    @property
    def is_agreed(self) -> bool:
        return self.state == self.State.AGREED


class Tally(models.Model):
    """How often an answer stands on the sheets of a batch, as one of the two people counted."""

    FIRST, SECOND = 1, 2

    wagtail_reference_index_ignore = True

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch of sheets"), on_delete=models.CASCADE, related_name="tallies"
    )
    entry = models.PositiveSmallIntegerField(_("entry"), choices=[(FIRST, _("first")), (SECOND, _("second"))])
    # Without a question: all sheets. Without an option: the sheets on which the question is answered.
    question = models.CharField(_("question"), max_length=36, blank=True)
    option = models.CharField(_("answer"), max_length=36, blank=True)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["batch", "entry", "question", "option"], name="tally_once_an_entry")
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.option}: {self.count}"


class FromBatch(models.Model):
    """Which pile of sheets a card or an idea stood in."""

    wagtail_reference_index_ignore = True

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch of sheets"), on_delete=models.CASCADE, related_name="contributions"
    )
    contribution = models.OneToOneField(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="from_batch"
    )

    class Meta:
        verbose_name = _("contribution on a sheet")
        verbose_name_plural = _("contributions on sheets")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.contribution_id}"


class Helped(models.Model):
    """Somebody of the town took part for a person who asked for it. The person agreed and is not named."""

    wagtail_reference_index_ignore = True

    module = models.ForeignKey(
        ModulePage, verbose_name=_("way to take part"), on_delete=models.CASCADE, related_name="helped"
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("helped by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ballot = models.OneToOneField(
        Ballot, verbose_name=_("ballot"), null=True, blank=True, on_delete=models.CASCADE, related_name="helped"
    )
    contribution = models.OneToOneField(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="helped",
    )
    # A digest of the form that was sent, so that sending it twice is one.
    submission = models.CharField(max_length=64, unique=True, editable=False)
    agreed_at = models.DateTimeField(_("the person agreed on"), default=timezone.now)

    class Meta:
        verbose_name = _("help to take part")
        verbose_name_plural = _("help to take part")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.module_id}: {self.agreed_at}"
