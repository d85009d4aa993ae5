"""What editors do with many synonyms at once: switch them on or off, fetch proposals."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from search import fim_synonyms
from search.models import Synonym

LIST = "wagtailsnippets_search_synonym:list"


@transaction.atomic
def switch(synonyms: list[Synonym], is_active: bool, user: Any = None) -> int:
    """Switch entries on or off; a shipped one is the editors' own from then on."""
    changed = [synonym for synonym in synonyms if synonym.is_active != is_active]
    for synonym in changed:
        synonym.is_active = is_active
        if synonym.source == Synonym.Source.SHIPPED:
            synonym.source = Synonym.Source.EDITORS
        synonym.save()
        log(instance=synonym, action="wagtail.edit", user=user, content_changed=True)
    return len(changed)


class SwitchAction(SnippetBulkAction):
    """Switch the chosen synonyms on or off."""

    template_name = "search/admin/confirm_switch.html"
    is_active = True

    def check_perm(self, snippet: Synonym) -> bool:
        return self.request.user.has_perm("search.change_synonym")

    @classmethod
    def execute_action(cls, objects: list[Synonym], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        return switch(objects, cls.is_active, user), 0

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d entry is changed.", "%(count)d entries are changed.", num_parent_objects) % {
            "count": num_parent_objects
        }


class SwitchOnAction(SwitchAction):
    display_name = _("Switch on")
    action_type = "switch-on"
    aria_label = _("Switch on the chosen synonyms")
    models = [Synonym]


class SwitchOffAction(SwitchAction):
    display_name = _("Switch off")
    action_type = "switch-off"
    aria_label = _("Switch off the chosen synonyms")
    models = [Synonym]
    is_active = False


class ProposalsView(WagtailAdminTemplateMixin, TemplateView):
    """/admin/search-steering/proposals/: fetches what FIM calls the services; nothing is used before it is switched on."""

    page_title = _("Proposals from FIM")
    header_icon = "download"
    template_name = "search/admin/proposals.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        path = {"url": reverse(LIST), "label": Synonym._meta.verbose_name_plural}
        return [*super().get_breadcrumbs_items(), path, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = Synonym.objects.filter(source=Synonym.Source.FIM, is_active=False).count()
        return {**super().get_context_data(**kwargs), "waiting": waiting}

    def post(self, request: HttpRequest) -> HttpResponse:
        count = fim_synonyms.propose()
        text = ngettext("%(count)d new proposal.", "%(count)d new proposals.", count) % {"count": count}
        messages.success(request, text)
        return redirect(f"{reverse(LIST)}?source={Synonym.Source.FIM}&is_active=false")
