"""/konto/anmelden/ for somebody who is signed in already: they were sent here by a page that is not for them.

Leading them back, as allauth does, would be a circle: the page sends them here again.
"""

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

ADMIN_ACCESS = "wagtailadmin.access_admin"


@never_cache
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The form, or a word to whoever is signed in and has no right to what they wanted."""
    wanted = get_next_redirect_url(request) or reverse("wagtailadmin_home")
    is_for_editors = wanted.startswith(reverse("wagtailadmin_home"))
    if request.user.is_anonymous or (is_for_editors and request.user.has_perm(ADMIN_ACCESS)):
        return login(request)
    context = {"wanted": wanted, "is_for_editors": is_for_editors}
    return render(request, "account/no_entry.html", context, status=403)
