"""The start page of the editors' interface: what waits for whoever looks at it, and nothing that says the same again."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from dashboard.waiting import WITH_A_LIST, todos_of

REPEATED = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
ON_A_LIST = 50


class TodoPanel(Component):
    """What waits for me, with counts and links; or a friendly word."""

    name = "todos"
    order = 50
    template_name = "dashboard/todo_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        todos = todos_of(parent_context["request"].user)
        mine = [todo for todo in todos if todo.is_mine]
        return {"todos": mine, "with_others": [todo for todo in todos if not todo.is_mine]}


def waiting_list(request: HttpRequest, name: str) -> HttpResponse:
    """/admin/to-do/<name>/: all that waits of one kind, for kinds that no report lists."""
    kind = WITH_A_LIST.get(name)
    if kind is None or not kind.may(request.user):
        raise Http404
    rows = Paginator(kind.rows(request.user), ON_A_LIST).get_page(request.GET.get("p"))
    context = {
        "page_title": kind.title,
        "header_icon": kind.icon,
        "rows": rows,
        "items": [kind.item(row) for row in rows if kind.item],
    }
    return render(request, "dashboard/list.html", context)


urlpatterns = [path("to-do/<slug:name>/", waiting_list, name="list")]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("", include((urlpatterns, "dashboard")))]


@hooks.register("construct_homepage_panels")
def only_what_waits(request: HttpRequest, panels: list[Component]) -> None:
    """Wagtail's panels on approvals repeat what ours says, and ask more questions the more waits."""
    panels[:] = [TodoPanel(), *(panel for panel in panels if not isinstance(panel, REPEATED))]
