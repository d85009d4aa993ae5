"""People and roles in the editors' interface: what may I, deputies, ends of accounts, handing over."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.approval import REFUSED
from accounts.deputies import Deputy
from accounts.hand_over import HANDED_OVER, hand_over, left_behind
from accounts.models import User
from accounts.terms import GroupTerm
from accounts.what_may_i import Rights, ends_of, givers, name_of, rights_of

GIVES_ROLES = "accounts.change_user"


@register_snippet
class DeputyViewSet(SnippetViewSet):
    model = Deputy
    icon = "group"
    menu_label = _("Deputies")
    menu_order = 610
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["person", "deputy", "starts_on", "ends_on"]

    def register_chooser_viewset(self) -> None:
        """Nothing refers to it, so nobody needs to choose one; a chooser would show it to everybody."""


@register_snippet
class GroupTermViewSet(SnippetViewSet):
    model = GroupTerm
    icon = "calendar-alt"
    menu_label = _("Ends of accounts")
    menu_order = 620
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["group", "ends_on"]

    def register_chooser_viewset(self) -> None:
        """As above."""


class RoleForm(forms.Form):
    """The role as which somebody looks at the page."""

    role = forms.ModelChoiceField(
        Group.objects.order_by("name"), label=_("Look at it as"), empty_label=_("myself"), required=False
    )


class WhatMayIView(TemplateView):
    """/admin/what-may-i/: one's own rights; with ?role=3 those of a role, for people who give roles."""

    template_name = "accounts/what_may_i.html"
    page_title = _("What may I?")
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        may_look = user.has_perm(GIVES_ROLES)
        role = self.chosen_role() if may_look else None
        rights = Rights([role]) if role else rights_of(user)
        return {
            **super().get_context_data(**kwargs),
            "page_title": self.page_title,
            "header_icon": self.header_icon,
            "form": RoleForm(self.request.GET) if may_look else None,
            "role": role,
            "rights": rights,
            "tables": tables(rights),
            "ends": ends_of(rights.groups),
            "givers": givers(),
        }

    def chosen_role(self) -> Group | None:
        number = self.request.GET.get("role", "")
        return get_object_or_404(Group, pk=number) if number.isdecimal() and len(number) < 10 else None


def tables(rights: Rights) -> list[tuple[str, str, list]]:
    """The tables of the page: heading, what stands in the first column, lines."""
    return [
        (gettext("Pages"), gettext("Where, with all pages below"), rights.pages()),
        (gettext("Pictures and files"), gettext("Collection"), rights.media()),
        (gettext("Records and settings"), gettext("What"), rights.records()),
        (gettext("Approvals"), gettext("Texts below"), rights.approvals()),
    ]


class LeaverForm(forms.Form):
    """Who leaves; everybody but oneself."""

    leaver = forms.ModelChoiceField(User.objects.none(), label=_("Who leaves"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.exclude(pk=user.pk).order_by("last_name", "username")
        # Nobody closes an account that may do more than their own.
        leaver: Any = self.fields["leaver"]
        leaver.queryset = others if user.is_superuser else others.filter(is_superuser=False)


class HandOverForm(LeaverForm):
    """Who takes over, and what happens to the account."""

    successor = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("last_name", "username"), label=_("Who takes over")
    )
    roles = forms.BooleanField(label=_("Give the roles as well"), required=False)
    close = forms.BooleanField(label=_("Close the account"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaver"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError when both are the same person."""
        cleaned = super().clean() or {}
        if cleaned.get("successor") and cleaned.get("successor") == cleaned.get("leaver"):
            self.add_error("successor", _("Choose somebody else."))
        return cleaned


class HandOverView(FormView):
    """/admin/hand-over/: first who leaves, then what they leave and to whom."""

    template_name = "accounts/hand_over.html"
    form_class = HandOverForm
    page_title = _("Hand over")
    success_url = reverse_lazy("accounts:hand_over")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        choice = LeaverForm(asked if "leaver" in asked else None, user=self.request.user)
        leaver = choice.cleaned_data["leaver"] if choice.is_bound and choice.is_valid() else None
        context = super().get_context_data(**kwargs)
        if leaver:
            context["form"].initial["leaver"] = leaver.pk
        return {
            **context,
            "page_title": self.page_title,
            "header_icon": "group",
            "choice": choice,
            "leaver": leaver,
            "left_behind": left_behind(leaver) if leaver else [],
        }

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        data = form.cleaned_data
        given = hand_over(data["leaver"], data["successor"], roles=data["roles"], close=data["close"])
        text = ", ".join(f"{title}: {count}" for title, count in given)
        names = {"successor": name_of(data["successor"]), "leaver": name_of(data["leaver"]), "what": text}
        messages.success(self.request, gettext("%(successor)s takes over from %(leaver)s. %(what)s") % names)
        return redirect(self.get_success_url())


urlpatterns = [
    path("what-may-i/", WhatMayIView.as_view(), name="what_may_i"),
    path("hand-over/", permission_required(GIVES_ROLES)(HandOverView.as_view()), name="hand_over"),
]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include((urlpatterns, "accounts")))]


@hooks.register("register_admin_menu_item")
def what_may_i_in_the_menu() -> MenuItem:
    return MenuItem(
        WhatMayIView.page_title, reverse("accounts:what_may_i"), name="what-may-i", icon_name="help", order=9500
    )


class HandOverMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(GIVES_ROLES)


@hooks.register("register_settings_menu_item")
def hand_over_in_the_menu() -> MenuItem:
    address = reverse("accounts:hand_over")
    return HandOverMenuItem(HandOverView.page_title, address, name="hand-over", icon_name="group", order=630)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(HANDED_OVER)
    class HandOverFormatter(LogFormatter):
        label = _("Hand over")

        def format_message(self, entry: Any) -> str:
            return gettext("Handed over from %(from)s to %(to)s") % {"from": "", "to": "", **entry.data}

    @actions.register_action(REFUSED)
    class OwnApprovalFormatter(LogFormatter):
        label = _("Own approval")
        message = _("Not approved: whoever edited the text last cannot approve it.")
