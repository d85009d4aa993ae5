"""Taking a poll: one page with all questions, and what came of it."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from participation import limits
from participation.access_codes.codes import NoVotesLeftError
from participation.actions.vote import cast
from participation.identity import is_known
from participation.models import Ballot, Identity, Participant, PollPage
from participation.polls.forms import PollForm
from participation.polls.questions import questions_in
from participation.polls.results import PollResult, is_enough, may_see
from participation.routes import below
from participation.taking_part import one_vote, participant_of, privacy_line, refusal, voter
from residents.passes import not_kept, too_many

# Drawn by the templates; nobody else writes them.
Context = dict[str, Any]


@below(PollPage, "")
def show_poll(poll: PollPage, request: HttpRequest) -> HttpResponseBase:
    """The page itself: the questions while the poll is open, the result as soon as it may be seen."""
    return poll.render(request, context_overrides=shown(poll, request))


@below(PollPage, "abstimmen/")
def take_poll(poll: PollPage, request: HttpRequest) -> HttpResponseBase:
    """Where the answers are sent to. What does not fit is said beside the answers, and all of them stay."""
    if request.method != "POST":
        return redirect(poll.get_url(request))
    form = PollForm(questions_in(poll.questions), request.POST)
    if not form.is_valid():
        return refused(poll, request, form)
    if form.is_from_a_robot():
        return redirect(poll.get_url(request))
    found = voter(request, poll, poll.get_url(request))
    if not isinstance(found, Participant):
        return not_kept(found)
    try:
        limits.spend(request, poll, "vote")
        cast(poll, found, form.answers())
    except limits.TooManyError:
        return too_many(request)
    except NoVotesLeftError:
        form.add_error(None, _("All votes of this code are given already."))
        return refused(poll, request, form)
    return not_kept(redirect(f"{poll.get_url(request)}gezaehlt/"))


@below(PollPage, "gezaehlt/")
def counted_poll(poll: PollPage, request: HttpRequest) -> HttpResponseBase:
    """Says that the answers are counted, to those whose answers are."""
    if ballot_of(poll, request) is None:
        return redirect(poll.get_url(request))
    return poll.render(request, context_overrides={**shown(poll, request), "is_counted": True})


def refused(poll: PollPage, request: HttpRequest, form: PollForm) -> HttpResponseBase:
    response = poll.render(request, context_overrides={**shown(poll, request), "form": form})
    response.status_code = 422
    return response


def shown(poll: PollPage, request: HttpRequest) -> Context:
    """Everything that the page of a poll needs."""
    participant = participant_of(request, poll)
    return {**asking(poll, request, participant), **telling(poll, participant)}


def asking(poll: PollPage, request: HttpRequest, participant: Participant | None) -> Context:
    """The form, or why there is none, or the way to say who one is, before anything has been filled in."""
    questions = questions_in(poll.questions)
    why = refusal(request, poll)
    if why or not questions:
        # The page says by itself that it is closed.
        return {"why_not": None if poll.is_over else why}
    if poll.identity != Identity.OPEN and not is_known(request, poll):
        return {"questions": questions, "enter_address": enter_address(poll, request), "one_vote": one_vote(poll)}
    return {
        "form": PollForm(questions),
        "earlier": earlier_ballot(poll, participant),
        "privacy": privacy_line(poll, "vote"),
        "one_vote": one_vote(poll),
    }


def enter_address(poll: PollPage, request: HttpRequest) -> str:
    """Where one says who one is; it leads back to the poll."""
    back = poll.get_url(request)
    if poll.identity == Identity.ACCOUNT:
        return f"{reverse('residents:account')}?{urlencode({'next': back})}"
    return f"{reverse('participation:enter', args=[poll.pk])}?{urlencode({'zurueck': back})}"


def telling(poll: PollPage, participant: Participant | None) -> Context:
    """The result, where this reader may see it and nobody can be guessed from it."""
    if not may_see(poll, participant):
        return {}
    result = PollResult(poll)
    if not is_enough(poll, result):
        return {"too_few": True}
    has_confidential = any(question.is_confidential for question in questions_in(poll.questions))
    return {"result": result, "has_confidential": has_confidential}


def ballot_of(poll: PollPage, request: HttpRequest) -> Ballot | None:
    return earlier_ballot(poll, participant_of(request, poll))


def earlier_ballot(poll: PollPage, participant: Participant | None) -> Ballot | None:
    return poll.ballots.filter(participant=participant).first() if participant else None
