"""Consents of people who can be recognised in a picture (KUG § 22, GDPR Art. 6 (1) a and 7)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from cms.models import Picture


class Basis(models.TextChoices):
    """Why somebody may be shown."""

    CONSENT = "consent", _("consent")
    NOT_NEEDED = "not_needed", _("no consent needed")


class Age(models.TextChoices):
    """Who has to agree: from about 14 a pupil understands enough to be asked as well."""

    ADULT = "adult", _("18 or older: agrees alone")
    YOUTH = "youth", _("14 to 17: guardians and pupil agree")
    CHILD = "child", _("under 14: guardians agree")


class State(models.TextChoices):
    NOT_NEEDED = "not_needed", _("not needed")
    GIVEN = "given", _("given")
    MISSING = "missing", _("missing")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


def agreed() -> Q:
    """Everybody whose word is needed has given it."""
    by_person, by_guardians = Q(agreed_on__isnull=False), Q(guardians_agreed_on__isnull=False)
    return (
        Q(age=Age.ADULT) & by_person | Q(age=Age.YOUTH) & by_person & by_guardians | Q(age=Age.CHILD) & by_guardians
    ) & Q(valid_until__isnull=False)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def with_state(self, today: date | None = None) -> Any:
        """Each with its state on a day; a consent is good up to its last day inclusive."""
        today = today or timezone.localdate()
        state = models.Case(
            models.When(withdrawn_on__isnull=False, then=models.Value(State.WITHDRAWN)),
            models.When(basis=Basis.NOT_NEEDED, then=models.Value(State.NOT_NEEDED)),
            models.When(~agreed(), then=models.Value(State.MISSING)),
            models.When(valid_until__lt=today, then=models.Value(State.EXPIRED)),
            default=models.Value(State.GIVEN),
        )
        return self.annotate(state_now=state)

    def good(self) -> Any:
        return self.with_state().filter(state_now__in=[State.GIVEN, State.NOT_NEEDED])

    def bad(self) -> Any:
        return self.with_state().exclude(state_now__in=[State.GIVEN, State.NOT_NEEDED])


class Consent(models.Model):
    """One person in one picture. Its name in lists and logs is that of the picture: the person stands only inside."""

    # Whoever may see a picture sees what uses it; this is for the eyes of few.
    wagtail_reference_index_ignore = True

    picture = models.ForeignKey(Picture, verbose_name=_("picture"), on_delete=models.CASCADE, related_name="consents")
    person = models.CharField(_("person"), max_length=120, help_text=_("Only for you; it is shown nowhere."))
    basis = models.CharField(_("may be shown because of"), max_length=12, choices=Basis, default=Basis.CONSENT)
    reason = models.CharField(
        _("why no consent is needed"),
        max_length=250,
        blank=True,
        help_text=_("For example: the mayor in office; somebody among many at a public festival (KUG § 23)."),
    )
    purpose = models.CharField(
        _("for what"),
        max_length=250,
        blank=True,
        help_text=_("For example: school newspaper on this site and in print."),
    )
    age = models.CharField(_("age"), max_length=6, choices=Age, blank=True)
    agreed_on = models.DateField(_("the person agreed on"), null=True, blank=True)
    guardians = models.CharField(_("guardians"), max_length=160, blank=True)
    guardians_agreed_on = models.DateField(_("the guardians agreed on"), null=True, blank=True)
    valid_until = models.DateField(
        _("good until"), null=True, blank=True, help_text=_("The last day. Then the picture goes offline by itself.")
    )
    paper = models.CharField(_("where the signed paper lies"), max_length=160, blank=True)
    withdrawn_on = models.DateField(
        _("withdrawn on"),
        null=True,
        blank=True,
        help_text=_("The picture goes offline everywhere as soon as you save. The name of who withdrew is not needed."),
    )

    objects = ConsentQuerySet.as_manager()
    panels = [
        HelpPanel(_("The picture is shown only while the consent of every person in it is good.")),
        MultiFieldPanel([FieldPanel("picture"), "person", "basis", "reason"], heading=_("Who")),
        MultiFieldPanel(
            [
                "purpose",
                "age",
                "agreed_on",
                FieldRowPanel(["guardians", "guardians_agreed_on"]),
                "valid_until",
                "paper",
            ],
            heading=_("Consent"),
        ),
        MultiFieldPanel(["withdrawn_on"], heading=_("Withdrawn")),
    ]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.picture.title} ({self.pk})"

    @property
    def state(self) -> State:
        """As `ConsentQuerySet.with_state` says it in the database."""
        return State(type(self).objects.with_state().values_list("state_now", flat=True).get(pk=self.pk))

    @property
    def state_label(self) -> str:
        return str(State(getattr(self, "state_now", None) or self.state).label)

    def clean(self) -> None:
        """Raises ValidationError, each message at its field."""
        problems = {**self._problems_of_words(), **self._problems_of_days()}
        if problems:
            raise ValidationError(problems)

    def _problems_of_words(self) -> dict[str, Any]:
        if self.basis == Basis.NOT_NEEDED:
            return {} if self.reason.strip() else {"reason": _("Say why nobody has to be asked.")}
        needed = {
            "purpose": _("Say for what the person agrees to be shown."),
            "age": _("Say how old the person is: who has to agree depends on it."),
            "valid_until": _("Say until when it is good."),
        }
        return {name: text for name, text in needed.items() if not getattr(self, name)}

    def _problems_of_days(self) -> dict[str, Any]:
        today = timezone.localdate()
        days = {name: getattr(self, name) for name in ("agreed_on", "guardians_agreed_on", "withdrawn_on")}
        problems: dict[str, Any] = {
            name: _("This day has not come yet.") for name, day in days.items() if day and day > today
        }
        if self.guardians_agreed_on and not self.guardians.strip():
            problems["guardians"] = _("Say who agreed.")
        return problems


class WithdrawnFile(models.Model):
    """A file that was taken offline and whose picture is gone: what must be known if somebody uploads it again."""

    wagtail_reference_index_ignore = True

    file_hash = models.CharField(_("checksum"), max_length=40, unique=True, editable=False)
    people = models.PositiveSmallIntegerField(_("people who can be recognised"), editable=False)
    noted_at = models.DateTimeField(_("noted"), auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawn file")
        verbose_name_plural = _("withdrawn files")

    def __str__(self) -> str:
        return self.file_hash
