"""What somebody who opens a page reads first when it came back: who sent it, and why."""

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page, TaskState, WorkflowState


@hooks.register("before_edit_page")
def say_why_it_came_back(request: HttpRequest, page: Page) -> None:
    """The reason stands above the form until the page is handed in again."""
    came_back = refusal(page) if request.method == "GET" else None
    if came_back is None or not came_back.comment:
        return
    who = came_back.finished_by.get_full_name() or came_back.finished_by.get_username() if came_back.finished_by else ""
    # Somebody without an account has written the name behind the reason.
    text = (
        _("This came back to be changed. %(who)s writes:") % {"who": who} if who else _("This came back to be changed:")
    )
    messages.warning(request, format_html("{}<br><q>{}</q>", text, came_back.comment))


def refusal(page: Page) -> TaskState | None:
    """The step that asked for changes, if the page still waits for them."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    return state.current_task_state
