"""What moderators and residents fill in around moderation."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.forms import Choices
from cms.visitor_fields import VisitorFields
from participation.models import Ban, ModulePage, Participant, ProjectPage, Reason, Report
from participation.moderation.access import modules_of, projects_of
from participation.moderation.queue import APPEALED, REPORTED, WAITING, kinds

LONGEST = 2000
LONGEST_BAN = 365
WHY = {"waiting": WAITING, "reported": REPORTED, "appealed": APPEALED}


def words_field(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea({"rows": 3}), **more)


class SaysMore(forms.Form):
    """Whoever has another reason says it in their own words."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Please say the reason in your own words."))
        return cleaned


class RefuseForm(SaysMore):
    """Why something is not public. The author reads it."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices, widget=forms.RadioSelect)
    words = words_field(_("In your own words"), required=False, help_text=_("The author reads this."))


class BanForm(SaysMore):
    """For how long somebody cannot take part, and where."""

    scope = forms.ChoiceField(label=_("Banned from"), widget=forms.RadioSelect, initial=Ban.Scope.MODULE)
    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices, widget=forms.RadioSelect)
    words = words_field(_("In your own words"), required=False, help_text=_("The person reads this."))
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, participant: Participant, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [choice for choice in Ban.Scope.choices if choice[0] != Ban.Scope.ACCOUNT or participant.resident]
        self.fields["scope"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, today = cleaned.get("last_day"), timezone.localdate()
        if "last_day" in self.errors or cleaned.get("scope") in (None, Ban.Scope.ACCOUNT):
            return cleaned
        if not day or not today <= day <= today + timedelta(days=LONGEST_BAN):
            self.add_error("last_day", _("Choose a day from today on, within one year."))
        return cleaned

    @property
    def ends_at(self) -> datetime | None:
        """The first moment after the last day; None for a whole access, which is blocked until somebody lifts it."""
        if self.cleaned_data["scope"] == Ban.Scope.ACCOUNT:
            return None
        after = self.cleaned_data["last_day"] + timedelta(days=1)
        return timezone.make_aware(datetime.combine(after, time()))


class QueueFilter(forms.Form):
    """Which part of the list is shown; what makes no sense filters nothing."""

    why = forms.ChoiceField(
        label=_("What waits"),
        required=False,
        choices=[("", _("everything")), ("waiting", _("new")), ("reported", _("reported")), ("appealed", _("appeals"))],
    )
    project: Any = forms.ModelChoiceField(ProjectPage.objects.none(), label=_("Project"), required=False)
    module: Any = forms.ModelChoiceField(ModulePage.objects.none(), label=_("Way to take part"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    reason = forms.ChoiceField(
        label=_("Reported because"), required=False, choices=[("", _("any reason")), *Reason.choices]
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects_of(user)  # type: ignore[attr-defined]
        self.fields["module"].queryset = modules_of(user).order_by("title")  # type: ignore[attr-defined]
        named = [(name, model._meta.verbose_name) for name, model in kinds().items()]
        self.fields["kind"].choices = [("", _("all kinds")), *named]  # type: ignore[attr-defined]

    def filtered(self, rows: Any) -> Any:
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("why"):
            rows = rows.filter(WHY[asked["why"]])
        if asked.get("project"):
            rows = rows.filter(module__path__startswith=asked["project"].path)
        if asked.get("module"):
            rows = rows.filter(module=asked["module"])
        if asked.get("kind"):
            rows = rows.filter(pk__in=kinds()[asked["kind"]]._default_manager.values("pk"))
        if asked.get("reason"):
            rows = rows.filter(pk__in=Report.objects.open().filter(reason=asked["reason"]).values("contribution"))
        return rows


class ReportForm(VisitorFields, SaysMore):
    """A resident says what is wrong with something that others wrote."""

    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=Reason.choices, widget=Choices)
    words = words_field(_("In your own words"), required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only if you wish to hear what we decide. We delete it then."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("reason", "words", "email")}


class AppealForm(VisitorFields):
    """The author says why a decision was wrong."""

    words = words_field(_("Why was the decision wrong?"))
