"""People who take part, and their forms as a browser sends them."""

from itertools import count
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from participation.forms import ContributionForm
from participation.identity import random_key
from participation.models import Card, Contribution, ModulePage, Participant
from participation.taking_part import take_in
from tests.visitors import typed

_numbers = count(1)


def ParticipantFactory(**fields: Any) -> Participant:
    given = {"identity": fields["module"].identity, "key": random_key(), **fields}
    return Participant.objects.create(**given)


def ContributionFactory(**fields: Any) -> Contribution:
    """A public card."""
    return Card.objects.create(**{"text": "Mehr Bänke", "state": "public", **fields})


def request_of(client: Client | None = None, **fields: Any) -> HttpRequest:
    """A post as the browser of a client sends it."""
    request = RequestFactory().post("/", typed(**fields))
    if client is not None:
        request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    return request


def send(
    module: ModulePage, client: Client | None = None, *, text: str = "Mehr Bänke", **fields: Any
) -> HttpResponseBase:
    """Fill in the form of a module; the browser keeps the cookie that it is given."""
    given = {"text": text, "accept_rules": "on", "submission": f"sending-{next(_numbers)}", **fields}
    request = request_of(client, **given)
    form = ContributionForm(request, module, request.POST)
    assert form.is_valid(), form.errors
    response = take_in(request, module, form, Card(module=module, text=text), "card")
    keep_cookie(client, response)
    return response


def keep_cookie(client: Client | None, response: HttpResponseBase) -> None:
    cookie = response.cookies.get(settings.PASS_COOKIE_NAME)
    if client is not None and cookie is not None:
        client.cookies[settings.PASS_COOKIE_NAME] = cookie.value
