"""Following in tests: the form, the mails that went out, and the clock."""

import re
from datetime import datetime
from unittest import mock

from django.core import mail
from django.urls import reverse
from django.utils import timezone

from jobs.queue import work_one
from jobs.schedule import JOBS
from participation.models import Follower, Following
from tests.visitors import typed

ANNA = "anna@post.example"


def form_of(word, subject):
    return reverse("following:follow", args=[word, subject.pk])


def path_in(message, word):
    return re.search(rf"/mitmachen-folgen/{word}/\S+", message.body)[0]


def ask(visitor, word, subject, email=ANNA):
    """Fill in the form; the path of the link in the mail."""
    assert visitor.post(form_of(word, subject), typed(email=email)).status_code == 302
    return path_in(mail.outbox[-1], "bestaetigen")


def follows(email=ANNA, frequency="at_once", **subject):
    follower = Follower.objects.get_or_create(email=email, defaults={"frequency": frequency})[0]
    return Following.objects.create(follower=follower, confirmed_at=timezone.now(), **subject)


def work():
    """What the worker does; the mails that went out."""
    before = len(mail.outbox)
    while work_one("test"):
        continue
    return mail.outbox[before:]


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


def in_town(*parts):
    return datetime(*parts, tzinfo=timezone.get_current_timezone())


def run_job(name, moment):
    """What a job does at this moment; the mails that went out."""
    before = len(mail.outbox)
    with at(moment):
        JOBS[name].function()
    work()
    return mail.outbox[before:]
