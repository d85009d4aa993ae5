"""The page that leads a new town through its first steps, and the reminder on the start page."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLResolver, include, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import log
from wagtail.models import Site

from cms.town import TownSettings
from dashboard.first_steps import BY_NAME, RIGHT, Town, progress_of
from dashboard.foundation import can_do, do

TITLE = gettext_lazy("First steps")


def town_of(request: HttpRequest) -> Town:
    """The town of the main site, as whoever asks sees it. Raises Http404 where there is no site at all."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        raise Http404
    return Town(site, TownSettings.for_site(site), request.user)


class FirstStepsView(TemplateView):
    """/admin/first-steps/: what is done, what is missing and where it is done; each step can be put off."""

    template_name = "dashboard/first_steps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        town = town_of(self.request)
        steps = progress_of(town, can_do)
        return {
            **super().get_context_data(**kwargs),
            "page_title": TITLE,
            "header_icon": "clipboard-list",
            "steps": steps,
            "done": sum(step.is_done for step in steps),
            "is_small": town.settings.is_small,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put a step off, take it up again, do it, or switch small-town mode."""
        town = town_of(request)
        if "small" in request.POST:
            return self.switch(town, request.POST["small"] == "on")
        step = BY_NAME.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        if "do" in request.POST:
            try:
                do(step, town)
            except PermissionError as error:
                raise PermissionDenied from error
        else:
            others = [name for name in town.settings.put_off if name != step.name and name in BY_NAME]
            town.settings.put_off = [*others, step.name] if "later" in request.POST else others
            town.settings.save(update_fields=["put_off"])
        return redirect(f"{reverse('first_steps')}#step-{step.name}")

    def switch(self, town: Town, is_small: bool) -> HttpResponse:
        if town.settings.is_small != is_small:
            town.settings.is_small = is_small
            town.settings.save()
            log(instance=town.settings, action="wagtail.edit", user=town.user, content_changed=True)
        text = _("Small-town mode is on.") if is_small else _("Small-town mode is off.")
        messages.success(self.request, text)
        return redirect("first_steps")


class FirstStepsPanel(Component):
    """On the start page until nothing waits any more, for those who can do something about it."""

    name = "first_steps"
    order = 40

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString | str:
        request = parent_context["request"] if parent_context else None
        if request is None or not request.user.has_perm(RIGHT):
            return ""
        steps = progress_of(town_of(request))
        waiting = [step for step in steps if step.waits]
        if not waiting:
            return ""
        context = {"next": waiting[0], "done": sum(step.is_done for step in steps), "all": len(steps)}
        return render_to_string("dashboard/first_steps_panel.html", context)


class FirstStepsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    view = permission_required(RIGHT)(FirstStepsView.as_view())
    return [path("", include([path("first-steps/", view, name="first_steps")]))]


@hooks.register("construct_homepage_panels")
def remind(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(FirstStepsPanel())


@hooks.register("register_settings_menu_item")
def in_the_menu() -> MenuItem:
    return FirstStepsMenuItem(TITLE, reverse("first_steps"), name="first-steps", icon_name="clipboard-list", order=50)
