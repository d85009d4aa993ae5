"""Residents, their browsers and the links in their mails."""

import re
from itertools import count

from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from residents.models import Pass, Resident
from residents.passes import digest_of
from tests.visitors import typed

HERE = {"Sec-Fetch-Site": "same-origin"}
_numbers = count(1)


def ResidentFactory(**fields) -> Resident:
    given = {"email": f"person-{next(_numbers)}@post.example", "name": "Anna", "last_seen_at": timezone.now(), **fields}
    return Resident.objects.create(**given)


def PassFactory(**fields) -> Pass:
    return Pass.objects.create(**{"digest": digest_of(f"secret-{next(_numbers)}"), **fields})


def browser_of(resident: Resident | None, **fields) -> Client:
    """A browser that shows a good pass, of a resident or of nobody in particular."""
    secret = f"browser-{next(_numbers)}"
    client = Client(headers=HERE)
    client.shown_pass = PassFactory(digest=digest_of(secret), resident=resident, **fields)
    client.cookies[settings.PASS_COOKIE_NAME] = secret
    return client


def new_browser() -> Client:
    """One that has never been here, and says where its posts come from."""
    return Client(headers=HERE)


def link_in(message) -> str:
    """The path of the link in a mail."""
    return re.search(r"/mein-zugang/link/[^/\s]+/", message.body)[0]


def ask_for_link(client: Client, email: str, **fields) -> str:
    """Fill in the form to sign in, and take the link from the mail."""
    response = client.post(reverse("residents:account"), typed(email=email, **fields))
    assert response.status_code == 302, response.text
    return link_in(mail.outbox[-1])
