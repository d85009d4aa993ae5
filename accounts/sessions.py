"""Where somebody is signed in, and how that is ended: by themselves, or by those who look after accounts."""

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.security_log import SecurityEvent, record


def open_sessions(user: Any) -> list[UserSession]:
    """The sign-ins that still hold, the newest first; those that ended meanwhile are forgotten."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.created_at, reverse=True)


def end_sessions(sessions: list[UserSession]) -> int:
    """Sign out in all these places at once."""
    for session in sessions:
        session.end()
    return len(sessions)


def end_all_sessions(user: Any, but: str | None = "") -> int:
    """Sign somebody out everywhere, but in the session with this key."""
    return end_sessions([session for session in open_sessions(user) if session.session_key != but])


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    """/konto/anmeldungen/: where I am signed in; each place can be signed out."""
    sessions = open_sessions(request.user)
    if request.method != "POST":
        return render(request, "account/sessions.html", {"sessions": sessions, "here": request.session.session_key})
    chosen = request.POST.get("session", "")
    ended = [session for session in sessions if is_chosen(session, chosen, request.session.session_key)]
    record(SecurityEvent.Kind.SIGNED_OUT, request.user, details=f"{len(ended)} sign-ins ended", request=request)
    if any(session.session_key == request.session.session_key for session in ended):
        end_sessions(ended)
        logout(request)
        return redirect("account_login")
    end_sessions(ended)
    messages.success(request, _("Signed out."))
    return redirect("own_sessions")


def is_chosen(session: UserSession, chosen: str, here: str | None) -> bool:
    """By its number, or all “others”."""
    return session.session_key != here if chosen == "others" else str(session.pk) == chosen
