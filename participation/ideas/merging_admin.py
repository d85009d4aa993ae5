"""The part of an idea's page in the admin where the town proposes that it goes into a similar one."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.actions import merging
from participation.ideas.merging import Step, history
from participation.ideas.similar import similar_ideas
from participation.models import Idea, Merger
from participation.moderation.access import modules_of

MOST_OFFERED = 6
NUMBER = re.compile(r"(?:^|/idee/)(\d{1,9})(?:$|-)")
TOO_LATE = gettext_lazy("Nothing was changed: in the meantime things have changed. Please look again.")


class ProposeForm(forms.Form):
    """Which idea it goes into, and why."""

    into = forms.ChoiceField(label=gettext_lazy("Goes into"), widget=forms.RadioSelect, required=False)
    other = forms.CharField(
        label=gettext_lazy("or another idea of this collection"),
        help_text=gettext_lazy("Its address or its number."),
        required=False,
        max_length=500,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why they belong together"),
        help_text=gettext_lazy("Both authors and everybody who reads the ideas see it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    together = forms.CharField(
        label=gettext_lazy("What both want, in your words"),
        help_text=gettext_lazy("Not needed. It stands beside the words of the authors, which nobody changes."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, idea: Idea, data: Any = None) -> None:
        # The form of an answer stands on the same page and has a reason, too.
        super().__init__(data, auto_id="merge_%s")
        self.idea = idea
        offered: Any = self.fields["into"]
        found = similar_ideas(idea.module, idea.title, without=idea, most=MOST_OFFERED)
        offered.choices = [(str(one.pk), f"{one.title} ({one.support_count})") for one in found]
        if not found:
            del self.fields["into"]
            self.fields["other"].label = _("Goes into")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = NUMBER.search(cleaned.get("other", "").strip().rstrip("/"))
        number = said[1] if said else cleaned.get("into") if not cleaned.get("other") else None
        into = Idea.listed().filter(module=self.idea.module_id).exclude(pk=self.idea.pk)
        cleaned["chosen"] = into.filter(pk=number).first() if number else None
        if cleaned["chosen"] is None:
            self.add_error("other", _("Choose an idea of this collection that is public."))
        return cleaned


class DecideForm(forms.Form):
    """Why the town decides without an author."""

    town_reason = forms.CharField(
        label=gettext_lazy("Why you decide without an author"),
        help_text=gettext_lazy("Everybody reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def shown(idea: Idea) -> dict[str, Any]:
    """What the page needs beside its other forms."""
    steps = history(idea)
    mine = next((step for step in steps if step.goes_in and step.merger.state in OPEN), None)
    return {
        "mergers": steps,
        "merging": mine,
        "can_take_back": mine is not None and merging.can_take_back(mine.merger),
        "can_decide": mine is not None and may_decide(mine),
        "propose": ProposeForm(idea) if mine is None else None,
        "decide": DecideForm(),
    }


def to_decide(user: Any) -> QuerySet[Merger]:
    """Proposals for which the authors' time is over, the oldest first; the town decides, or takes them back."""
    due = Merger.objects.open().filter(waits_until__lte=timezone.now(), idea__module__in=modules_of(user).values("pk"))
    return due.select_related("idea").order_by("waits_until", "pk")


OPEN = (Merger.State.PROPOSED, Merger.State.MERGED)


def may_decide(step: Step) -> bool:
    return step.merger.state == Merger.State.PROPOSED and not step.merger.is_waiting_for_authors


def propose(request: HttpRequest, idea: Idea, shown: dict[str, Any]) -> HttpResponse | None:
    shown["propose"] = form = ProposeForm(idea, request.POST)
    if not form.is_valid():
        return None
    fields = form.cleaned_data
    try:
        merging.propose(idea, fields["chosen"], reason=fields["reason"], together=fields["together"], by=request.user)
    except merging.NotNowError:
        form.add_error(None, _("One of both ideas is part of another one already, or that is being asked just now."))
        return None
    messages.success(request, _("The authors are asked. Everybody reads the proposal at both ideas."))
    return redirect("participation_idea", idea.pk)


def decide(request: HttpRequest, idea: Idea, shown: dict[str, Any]) -> HttpResponse | None:
    shown["decide"] = form = DecideForm(request.POST)
    if not form.is_valid():
        return None
    return done(request, idea, lambda merger: merging.decide(merger, form.cleaned_data["town_reason"]))


def take_back(request: HttpRequest, idea: Idea, shown: dict[str, Any]) -> HttpResponse | None:
    return done(request, idea, merging.take_back)


def done(request: HttpRequest, idea: Idea, deed: Any) -> HttpResponse:
    """Do it to the merger by which this idea goes, or may go, into another one."""
    merger = Merger.objects.filter(idea=idea, state__in=OPEN).first()
    try:
        if merger is None:
            raise merging.NotNowError
        deed(merger)
    except merging.NotNowError:
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, _("Done. Everybody reads it in the history of both ideas."))
    return redirect("participation_idea", idea.pk)


DEEDS = {"propose": propose, "decide": decide, "take_back": take_back}
