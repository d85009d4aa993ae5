"""The way in for everything that people write or vote: who may, who they are, how much, and what they are told.

form = CardForm(request, wall, request.POST)
if form.is_valid():
    return take_in(request, wall, form, Card(module=wall, text=form.cleaned_data["text"]), "card")
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, PermissionDenied, Throttled, ValidationError

from cms.visitor_forms import sent_fields
from participation import confirming, limits, own
from participation.access_codes.codes import NoVotesLeftError
from participation.actions.contribute import ChangedError, Kind, contribute, submission_of
from participation.forms import ContributionForm
from participation.identity import join, participant_of, recognise, somebody_new
from participation.models import AccessCode, Identity, ModulePage, Participant
from participation.moderation.bans import BannedError, ban_of, refuse_banned, sentence
from participation.words import one_vote, privacy_line
from residents.mail_links import MailAwayError
from residents.passes import TooManyPassesError, give_pass, not_kept, pass_of, too_many

__all__ = [
    "one_vote",
    "participant_of",
    "privacy_line",
    "refusal",
    "said_to_programs",
    "sender",
    "sending",
    "take_in",
    "take_in_api",
    "voter",
]


class ChangedWords(APIException):
    status_code = 422
    default_detail = "This Idempotency-Key was used for another text."
    default_code = "changed"


def refusal(request: HttpRequest, module: ModulePage) -> str | None:
    """Why one cannot take part now, as a sentence; None for whoever can."""
    if module.is_over:
        return _("This is closed. Thank you to everybody who took part.")
    if not module.is_open:
        return _("This has not begun yet.")
    ban = ban_of(participant_of(request, module), module)
    return sentence(ban) if ban else None


def take_in(
    request: HttpRequest, module: ModulePage, form: ContributionForm, draft: Kind, what: str
) -> HttpResponseBase:
    """Store what a valid form says, once, and lead on to the page about it. `what` is one of `limits.MOST`."""
    if form.is_from_a_robot():
        return redirect(module.get_url())
    why = refusal(request, module)
    if why or form.sign_in_address:
        return turned_away(request, module, why or "")
    try:
        return taken(request, module, form, draft, what)
    except (limits.TooManyError, TooManyPassesError):
        return too_many(request)
    except BannedError as banned:
        return turned_away(request, module, str(banned))
    except MailAwayError:
        context = {"module": module, "fields": sent_fields(request), "page_label": "participation.mail_away"}
        return not_kept(render(request, "participation/mail_away.html", context, status=503))


def taken(request: HttpRequest, module: ModulePage, form: ContributionForm, draft: Kind, what: str) -> HttpResponse:
    limits.spend(request, module, what)
    response = HttpResponse(status=303)
    submission = submission_of(module, form.cleaned_data["submission"], str(draft), draft.text)
    stored = type(draft)._default_manager.filter(submission=submission).first()
    if stored is None:
        draft.author = author_of(request, response, form)
        draft.pseudonym = form.cleaned_data["pseudonym"]
        stored = stored_once(request, draft, submission)
    response["Location"] = f"{own.address_of(stored)}?neu=1"
    return not_kept(response)  # type: ignore[return-value]


def stored_once(request: HttpRequest, draft: Kind, submission: str) -> Kind:
    """Store it, and ask for the confirmation where one is needed; nothing is left of what nobody could confirm."""
    author = draft.author
    stored, is_new = contribute(draft, submission)
    if author is None or author.confirmed_at or author.identity != Identity.EMAIL:
        return stored
    if not is_new:
        author.delete()
        return stored
    try:
        confirming.send(author)
    except MailAwayError:
        stored.delete()
        author.delete()
        raise
    return stored


def author_of(request: HttpRequest, response: HttpResponseBase, form: ContributionForm) -> Participant | None:
    """Who writes: known by the pass or the code, or somebody new; None where nothing has to be kept about them."""
    module, cleaned = form.module, form.cleaned_data
    author = recognise(request, module)
    if author is None and form.access_code:
        author = join_by_code(request, response, form.access_code)
    told = {name: cleaned[name] for name in ("pseudonym", "real_name") if cleaned.get(name)}
    if cleaned.get("accept_rules"):
        told["accepted_rules_at"] = timezone.now()
    if author is not None:
        remember(refuse_banned(author), told)
    elif module.identity == Identity.EMAIL:
        limits.spend(request, module, "mail")
        author = confirming.waiting_for_mail(module, email=cleaned["email"], **told)
    elif module.asks_real_name:
        author = somebody_new(module, **told)
    return author


def remember(participant: Participant, told: dict) -> None:
    """What was given this time is there the next time."""
    if told:
        Participant.objects.filter(pk=participant.pk).update(**told)


def join_by_code(request: HttpRequest, response: HttpResponseBase, code: AccessCode) -> Participant:
    """The participant of a good code; this browser is it from now on. Raises TooManyPassesError."""
    shown = pass_of(request) or give_pass(request, response)
    participant = join(code.module, code.digest, shown, confirmed_at=timezone.now())
    AccessCode.objects.filter(pk=code.pk).update(participant=participant)
    return participant


def turned_away(request: HttpRequest, module: ModulePage, why: str) -> HttpResponse:
    """Why nothing was stored, with everything that was typed, so that it is not lost."""
    address = f"{reverse('residents:account')}?{urlencode({'next': module.get_url()})}"
    context = {
        "module": module,
        "why": why,
        "sign_in_address": "" if why else address,
        "typed": [value for name, value in sent_fields(request) if name in ("title", "text")],
        "page_label": "participation.turned_away",
    }
    return render(request, "participation/turned_away.html", context, status=403)


def voter(request: HttpRequest, module: ModulePage, back: str) -> Participant | HttpResponseBase:
    """Who votes; or the page that leads there, after which one presses the button again. Only for posts."""
    why = refusal(request, module)
    if why:
        return turned_away(request, module, why)
    found = recognise(request, module)
    if found is not None:
        ban = ban_of(found, module)
        return turned_away(request, module, sentence(ban)) if ban else found
    if module.identity == Identity.OPEN:
        return with_a_new_pass(request, module, back)
    if module.identity == Identity.ACCOUNT:
        return redirect(f"{reverse('residents:account')}?{urlencode({'next': back})}")
    return redirect(f"{reverse('participation:enter', args=[module.pk])}?{urlencode({'zurueck': back})}")


def with_a_new_pass(request: HttpRequest, module: ModulePage, back: str) -> HttpResponseBase:
    """The first vote of a browser gives it a pass and counts nothing: twenty of them at once would be twenty browsers."""
    context = {
        "module": module,
        "back": back,
        "fields": sent_fields(request),
        "one_vote": one_vote(module),
        "page_label": "participation.first_vote",
    }
    response = render(request, "participation/first_vote.html", context)
    try:
        give_pass(request, response)
    except TooManyPassesError:
        return too_many(request)
    return response


def take_in_api(
    request: HttpRequest, module: ModulePage, draft: Kind, key: str, accept_rules: bool, what: str = "card"
) -> tuple[Kind, bool]:
    """As `take_in`, for programs: raises what Django REST framework answers with 400, 403, 422 or 429."""
    author = sender(request, module)
    if module.asks_real_name and not (author and author.real_name):
        raise PermissionDenied(_("Take part on the page itself first; there you are told how."))
    if not accept_rules and not (author and author.accepted_rules_at):
        raise ValidationError({"accept_rules": [_("Please accept the house rules first.")]})
    draft.author = author
    with said_to_programs():
        limits.spend(request, module, what)
        return contribute(draft, submission_of(module, *sending(author, key)))


def sender(request: HttpRequest, module: ModulePage) -> Participant | None:
    """Who sends something by a program; None for nobody in particular, where everybody may. Raises PermissionDenied."""
    why = refusal(request, module)
    author = None if why else recognise(request, module)
    ban = ban_of(author, module)
    why = why or (sentence(ban) if ban else "")
    if why or (author is None and module.identity != Identity.OPEN):
        raise PermissionDenied(why or _("Take part on the page itself first; there you are told how."))
    return author


@contextmanager
def said_to_programs() -> Iterator[None]:
    """What goes wrong, as Django REST framework answers it."""
    try:
        yield
    except limits.TooManyError as error:
        raise Throttled from error
    except ChangedError as error:
        raise ChangedWords from error
    except NoVotesLeftError as error:
        raise PermissionDenied(_("All votes of this code are given already.")) from error


def sending(author: Participant | None, key: str) -> tuple[str, ...]:
    """What makes two calls one: the same key from the same person, whatever network a phone is in by the second try.

    Without a key each call is its own.
    """
    return ("api", str(author.pk) if author else "", key or own.something_new())
