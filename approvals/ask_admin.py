"""/admin/approvals/<page>/: ask somebody without an account, see who was asked, and take a question back."""

from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_latest_str
from wagtail.models import Page

from approvals.actions import CannotAskError, ask, withdraw
from approvals.forms import AskForm
from approvals.models import ApprovalLink
from approvals.people import decides, may_ask, proposals, running_step


def ask_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """One form, and below it the people who were asked for this step."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_ask(request.user, page):
        return no_more_to_ask(request, page)
    if request.method == "POST" and "withdraw" in request.POST:
        return take_back(request, page)
    form = AskForm(request.POST or None, known=proposals(request.user, page), is_free=decides(request.user, page))
    if request.method == "POST" and form.is_valid() and asked(request, page, form):
        return redirect("approvals_ask", page.pk)
    return render(request, "approvals/ask.html", context_of(page, form))


def no_more_to_ask(request: HttpRequest, page: Page) -> HttpResponse:
    """Who comes back to the list after the page was decided about hears so; nobody else hears anything."""
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.info(request, _("You can ask nobody here: the page does not wait, or somebody else decides in this step."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def asked(request: HttpRequest, page: Page, form: AskForm) -> bool:
    """Whether the mail is out; if not, the form says why and nobody was asked."""
    try:
        with transaction.atomic():
            link = ask(page, form.approver(), by=request.user, note=form.cleaned_data["note"])
    except CannotAskError as error:
        form.add_error(None, str(error))
        return False
    except (SMTPException, OSError):
        form.add_error(None, _("The mail server did not take the mail. Please try again in a few minutes."))
        return False
    messages.success(request, _("The link is on its way to %(name)s.") % {"name": link.name})
    return True


def take_back(request: HttpRequest, page: Page) -> HttpResponse:
    number = request.POST["withdraw"]
    links = ApprovalLink.objects.of_page(page)
    link = get_object_or_404(links, pk=number if number.isdecimal() and len(number) < 10 else 0)
    withdraw(link, by=request.user)
    messages.success(request, _("The link of %(name)s opens nothing any more.") % {"name": link.name})
    return redirect("approvals_ask", page.pk)


def context_of(page: Page, form: AskForm) -> dict[str, Any]:
    step = running_step(page)
    links = ApprovalLink.objects.filter(task_state=step).select_related(
        "task_state__workflow_state", "revision", "asked_by"
    )
    return {
        "page": page,
        "page_title": _("Ask for approval by mail"),
        "page_subtitle": get_latest_str(page),
        "header_icon": "mail",
        "step": step,
        "form": form,
        "links": links,
    }
