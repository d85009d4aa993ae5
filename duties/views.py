"""What stands at an address of its own: reporting content, licences, and whom to tell of a weakness."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from accounts import limits
from cms.models import VisitorMessage
from cms.visibility import for_everybody
from duties.forms import LONGEST_ADDRESS, ReportContentForm
from duties.licences import OURS, packages
from duties.town import the_town

MOST_REPORTS = 20
# RFC 9116, section 2.5.5: less than a year ahead.
SECURITY_TXT_LASTS = timedelta(days=180)


@require_http_methods(["GET", "HEAD", "POST"])
def report_content(request: HttpRequest) -> HttpResponse:
    """/inhalt-melden/?seite=…: somebody says what should not stand on the site; it becomes a message to the town hall."""
    came_from = request.GET.get("seite", "")[:LONGEST_ADDRESS]
    form = ReportContentForm(request.POST if request.method == "POST" else None, initial={"where": came_from})
    if form.is_valid():
        return take(request, form)
    return shown(request, form, 422 if form.is_bound else 200)


def take(request: HttpRequest, form: ReportContentForm) -> HttpResponse:
    """Nothing is stored of a robot, and nothing beyond the measure of one network."""
    if not form.is_from_a_robot():
        try:
            limits.spend(request, "duties.report", MOST_REPORTS)
        except limits.TooManyError:
            return shown(request, form, 429)
        VisitorMessage.objects.create(page=page_at(request, form.cleaned_data["where"]), **form.message())
    return redirect(f"{reverse('duties:report_content')}?gesendet")


def shown(request: HttpRequest, form: ReportContentForm, status: int) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "is_sent": "gesendet" in request.GET and not form.is_bound,
        "is_too_much": status == 429,
        "page_label": "duties.report_content",
    }
    response = render(request, "duties/report_content.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def page_at(request: HttpRequest, address: str) -> Page | None:
    """The public page that somebody means, if it is one of ours."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:  # no address at all
        return None
    found = Page.find_for_request(request, path) if path.startswith("/") else None
    return found if found and for_everybody(Page.objects.filter(pk=found.pk)).exists() else None


@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    """/lizenzen/: what this site is built of, and under which licences."""
    context = {"ours": OURS, "packages": packages(), "page_label": "duties.licences"}
    return render(request, "duties/licences.html", context)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """/.well-known/security.txt (RFC 9116): whom to tell of a weakness. Raises Http404 while nobody is named."""
    contact = settings.SECURITY_CONTACT or the_town().email
    if not contact:
        raise Http404
    expires = (timezone.now() + SECURITY_TXT_LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact if contact.startswith('https://') else f'mailto:{contact}'}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
