"""/mein-zugang/: signing in with a link by mail, and the page about one's own account.

The answer to an address is the same whether an account exists or not; it comes to exist when the link is used.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from residents import actions, mail_links, personal_data
from residents.forms import AddressForm, NameForm, NewAddressForm
from residents.models import MailLink, Resident
from residents.passes import TooManyPassesError, forget_pass, not_kept, pass_of, resident_of, too_many

View = Callable[..., HttpResponseBase]
DONE = {
    "name": gettext_lazy("Your public name is changed."),
    "address": gettext_lazy("Your e-mail address is changed."),
}


def private(view: View) -> View:
    """Kept by no cache and found by no search engine."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = not_kept(view(request, *args, **kwargs))
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def for_residents(view: View) -> View:
    """Only for whoever is signed in; everybody else is asked to."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        resident = resident_of(request)
        return view(request, resident) if resident else redirect("residents:account")

    return private(answer)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def account(request: HttpRequest) -> HttpResponseBase:
    """/mein-zugang/: the own account, or the form to sign in."""
    resident = resident_of(request)
    if resident and request.method != "POST":
        return account_page(request, resident)
    if request.method == "POST":
        form = AddressForm(request.POST)
        return send(request, form, MailLink.Purpose.SIGN_IN) or sign_in_page(request, form, 422)
    return sign_in_page(request, AddressForm(initial={"next": request.GET.get("next", "")}), 200)


def send(
    request: HttpRequest, form: AddressForm, purpose: MailLink.Purpose, resident: Resident | None = None
) -> HttpResponseBase | None:
    """Send the link that a form asks for; None where the form has to be shown again with what is wrong."""
    if not form.is_valid():
        return None
    next_path = mail_links.own_path(form.cleaned_data["next"], request)
    try:
        if not form.is_from_a_robot():
            mail_links.send_link(request, purpose, form.cleaned_data["email"], resident=resident, next_path=next_path)
    except mail_links.TooManyMailsError:
        return too_many(request)
    except mail_links.MailAwayError:
        form.add_error(None, _("We cannot send mails at this moment. Please try again in some minutes."))
        return None
    return redirect("residents:mail_sent")


def sign_in_page(request: HttpRequest, form: AddressForm, status: int) -> HttpResponse:
    return render(request, "residents/sign_in.html", {"form": form, "page_label": "residents.sign_in"}, status=status)


@require_safe
@private
def mail_sent(request: HttpRequest) -> HttpResponse:
    """/mein-zugang/post-ist-unterwegs/: the same for every address."""
    return render(request, "residents/mail_sent.html", {"page_label": "residents.mail_sent"})


@require_http_methods(["GET", "HEAD", "POST"])
@private
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """/mein-zugang/link/<token>/: what the link will do, and a button that does it."""
    link = mail_links.find(token)
    if link is None:
        response: HttpResponseBase = closed_page(request, "expired", 410)
    elif request.method == "POST":
        response = use_link(request, link)
    else:
        is_new = not Resident.objects.filter(email=link.email).exists()
        context = {"link": link, "is_new": is_new, "page_label": "residents.confirm"}
        response = render(request, f"residents/confirm_{link.purpose}.html", context)
    # The address is the key: no other site hears of it, and Django's log of refused requests does not name it.
    response["Referrer-Policy"] = "same-origin"
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def use_link(request: HttpRequest, link: MailLink) -> HttpResponseBase:
    own_account = reverse("residents:account")
    try:
        if link.purpose == MailLink.Purpose.NEW_ADDRESS:
            actions.change_address(link, pass_of(request))
            return redirect(f"{own_account}?fertig=address")
        response = HttpResponseRedirect(link.next_path or own_account)
        actions.sign_in(request, response, link)
    except mail_links.UsedError:
        return closed_page(request, "expired", 410)
    except actions.BlockedError:
        return closed_page(request, "blocked", 403)
    except actions.AddressTakenError:
        return closed_page(request, "taken", 409)
    except TooManyPassesError:
        return too_many(request)
    return response


def closed_page(request: HttpRequest, why: str, status: int) -> HttpResponse:
    context = {"why": why, "page_label": "residents.link_closed"}
    return render(request, "residents/link_closed.html", context, status=status)


def account_page(request: HttpRequest, resident: Resident, status: int = 200, **forms: BaseForm) -> HttpResponse:
    context = {
        "resident": resident,
        "name_form": NameForm(instance=resident),
        "address_form": NewAddressForm(auto_id="new_%s"),
        "done": DONE.get(request.GET.get("fertig", "")),
        "failed": next(iter(forms.values()), None),
        "page_label": "residents.account",
        **forms,
    }
    return render(request, "residents/account.html", context, status=status)


@require_POST
@for_residents
def change_name(request: HttpRequest, resident: Resident) -> HttpResponseBase:
    """/mein-zugang/name/: another public name, from now on everywhere."""
    # A second object: what is shown elsewhere on the page stays as it is stored.
    form = NameForm(request.POST, instance=Resident.objects.get(pk=resident.pk))
    if not form.is_valid():
        return account_page(request, resident, 422, name_form=form)
    Resident.objects.filter(pk=resident.pk).update(name=form.cleaned_data["name"])
    return redirect(f"{reverse('residents:account')}?fertig=name")


@require_POST
@for_residents
def change_address(request: HttpRequest, resident: Resident) -> HttpResponseBase:
    """/mein-zugang/adresse/: a link goes to the new address."""
    form = NewAddressForm(request.POST, auto_id="new_%s")
    answer = send(request, form, MailLink.Purpose.NEW_ADDRESS, resident)
    return answer or account_page(request, resident, 422, address_form=form)


@require_POST
@for_residents
def sign_out(request: HttpRequest, resident: Resident) -> HttpResponseBase:
    """/mein-zugang/abmelden/: here, or with everywhere=1 in all browsers."""
    response = redirect("residents:account")
    if request.POST.get("everywhere"):
        actions.sign_out_everywhere(request, response, resident)
    else:
        forget_pass(request, response)
    return response


@require_safe
@for_residents
def download(request: HttpRequest, resident: Resident) -> HttpResponseBase:
    """/mein-zugang/meine-daten/: everything that all rooms keep about the person, as a file."""
    response = JsonResponse(personal_data.export(resident), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="meine-daten-{timezone.localdate()}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_residents
def delete(request: HttpRequest, resident: Resident) -> HttpResponseBase:
    """/mein-zugang/loeschen/: says what happens, asks once more, then deletes."""
    if request.method != "POST":
        return render(request, "residents/delete.html", {"resident": resident, "page_label": "residents.delete"})
    response = redirect("residents:deleted")
    actions.delete_account(request, response, resident)
    return response


@require_safe
@private
def deleted(request: HttpRequest) -> HttpResponse:
    """/mein-zugang/geloescht/: that it is done."""
    return render(request, "residents/deleted.html", {"page_label": "residents.deleted"})
