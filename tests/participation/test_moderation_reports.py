"""Residents report and appeal; what they say is stored once, and who reported is forgotten."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.roles import MODERATORS, make_roles
from participation import limits
from participation.models import Appeal, Contribution, Decision, Report
from participation.moderation import reports
from participation.moderation.queue import seen
from participation.own import token_of
from tests.attacks import person, signed_in
from tests.factories.cms import make_home
from tests.factories.moderation import appealed, appoint, somebody, taken_away, wall_of, written
from tests.visitors import typed

State = Contribution.State
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture(scope="module")
def made(for_the_file):
    make_roles()
    return wall_of(make_home())


@pytest.fixture
def wall(made, db):
    return type(made).objects.get(pk=made.pk)


@pytest.fixture
def card(wall):
    return written(wall, state=State.PUBLIC)


def moderator(wall, name="anna"):
    user = person(name, MODERATORS)
    appoint(user, wall)
    return user


def decide(user, card, verdict, **more):
    as_seen = seen(Contribution.objects.get(pk=card.pk))
    return signed_in(user).post(f"/admin/participation/{card.pk}/{verdict}/", {"seen": as_seen, **more})


def state_of(card):
    return Contribution.objects.get(pk=card.pk).state


def report_address(card):
    return f"/beteiligung/meldung/{card.pk}/"


def report(client, card, **more):
    fields = typed(reason="insult", words="Das verletzt.", email="", submission=str(uuid4()))
    return client.post(report_address(card), {**fields, **more}, **HERE)


def test_the_form_shows_what_it_is_about_and_sets_no_cookie(client, card):
    response = client.get(report_address(card))
    assert response.status_code == 200
    assert card.text in response.text
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_a_report_is_stored_and_the_card_stays(client, card):
    response = report(client, card, email="ute@home.example")
    assert response.url == "/beteiligung/gemeldet/"
    assert client.get(response.url).status_code == 200
    stored = Report.objects.get()
    assert (stored.contribution_id, stored.reason, stored.email) == (card.pk, "insult", "ute@home.example")
    assert stored.network == "127.0.0.0"
    assert state_of(card) == State.PUBLIC


def test_the_same_form_sent_again_is_one_report(client, card):
    number = str(uuid4())
    for _time in range(3):
        assert report(client, card, submission=number).status_code == 302
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "nonsense"}, "reason"),
        ({"reason": "other", "words": ""}, "words"),
        ({"email": "ute"}, "email"),
        ({"words": "x" * 2001}, "words"),
    ],
)
def test_bad_input_is_named_and_nothing_is_stored_or_lost(client, card, sent, wrong):
    response = report(client, card, **sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert f'href="#id_{wrong}' in response.text
    assert sent.get("words", "Das verletzt.") in response.text
    assert not Report.objects.exists()


def test_what_cannot_be_seen_cannot_be_reported(client, wall, card):
    for hidden in (written(wall), taken_away(wall), written(wall, state=State.REMOVED)):
        assert client.get(report_address(hidden)).status_code == 404
    PageViewRestriction.objects.create(page=wall, restriction_type="login")
    assert client.get(report_address(card)).status_code == 404
    assert report(client, card).status_code == 404


def test_a_robot_is_thanked_and_stores_nothing(client, card):
    assert report(client, card, website="https://spam.example").status_code == 302
    assert not Report.objects.exists()


def test_a_post_from_another_site_is_refused(client, card):
    fields = typed(reason="insult", submission=str(uuid4()))
    response = client.post(report_address(card), fields, HTTP_SEC_FETCH_SITE="cross-site")
    assert response.status_code == 403
    assert not Report.objects.exists()


def test_a_flood_is_stopped(client, card, monkeypatch):
    monkeypatch.setitem(limits.MOST, "report", 2)
    answers = [report(client, card).status_code for _time in range(3)]
    assert answers == [302, 302, 429]
    assert Report.objects.count() == 2


def send(card, *networks):
    for network in networks:
        reports.report(Contribution.objects.get(pk=card.pk), uuid4().hex, network, reason="insult")


def test_many_networks_hide_a_card_until_somebody_has_looked(wall, card):
    networks = [f"192.0.{number}.0" for number in range(reports.HIDDEN_AFTER)]
    send(card, *networks[:-1], *networks[:-1])
    assert state_of(card) == State.PUBLIC
    send(card, networks[-1])
    assert state_of(card) == State.WAITING
    hidden = Decision.objects.get()
    assert (hidden.action, hidden.moderator) == (Decision.Action.HIDE, None)
    anna = moderator(wall)
    decide(anna, card, "allow")
    assert state_of(card) == State.PUBLIC
    # Those who are many cannot hide what a moderator has left.
    send(card, *networks)
    assert state_of(card) == State.PUBLIC


def test_what_was_hidden_and_is_refused_was_public_once(wall, card):
    send(card, *(f"192.0.{number}.0" for number in range(reports.HIDDEN_AFTER)))
    decide(moderator(wall), card, "refuse", reason="insult")
    assert state_of(card) == State.CENSORED


def test_what_the_town_entered_itself_is_not_hidden(wall):
    card = written(wall, state=State.PUBLIC, channel="paper")
    send(card, *(f"192.0.{number}.0" for number in range(9)))
    assert state_of(card) == State.PUBLIC


@pytest.mark.parametrize(("verdict", "more"), [("allow", {}), ("refuse", {"reason": "insult"})])
def test_who_reported_hears_the_decision_and_is_forgotten(
    wall, card, client, verdict, more, django_capture_on_commit_callbacks
):
    report(client, card, email="ute@home.example")
    report(client, card)
    with django_capture_on_commit_callbacks(execute=True):
        decide(moderator(wall), card, verdict, **more)
    (message,) = mail.outbox
    assert message.to == ["ute@home.example"]
    assert card.text in message.body
    assert list(Report.objects.order_by().values_list("email", "network").distinct()) == [("", "")]
    assert not Report.objects.open().exists()
    assert state_of(card) == (State.PUBLIC if verdict == "allow" else State.CENSORED)


def appeal_address(card):
    return f"/beteiligung/widerspruch/{token_of(Contribution.objects.get(pk=card.pk))}/"


def test_an_author_appeals_once_and_reads_the_result(wall, client):
    anna, bert = moderator(wall), moderator(wall, "bert")
    card = taken_away(wall, anna)
    address = appeal_address(card)
    response = client.get(address)
    assert "Bitte." in response.text
    assert not response.cookies
    for words in ("Das stimmt nicht.", "Und noch einmal."):
        assert client.post(address, typed(words=words), **HERE).status_code in {200, 302}
    assert Appeal.objects.get().words == "Das stimmt nicht."
    decide(bert, card, "allow")
    assert state_of(card) == State.PUBLIC
    assert Appeal.objects.get().decided_at
    assert 'class="kern-alert kern-alert--success' in client.get(address).text


def test_an_appeal_needs_words(wall, client):
    card = taken_away(wall)
    response = client.post(appeal_address(card), typed(words=""), **HERE)
    assert response.status_code == 422
    assert not Appeal.objects.exists()


def test_somebody_else_decides_about_an_appeal(wall):
    anna, bert = moderator(wall), moderator(wall, "bert")
    card = appealed(wall, anna)
    for verdict in ("allow", "refuse"):
        decide(anna, card, verdict, reason="insult")
    assert state_of(card) == State.CENSORED
    assert Appeal.objects.open().count() == 1
    decide(bert, card, "refuse", reason="insult", words="Es bleibt dabei.")
    assert state_of(card) == State.CENSORED
    assert not Appeal.objects.open().exists()
    final = Decision.objects.latest("pk")
    assert (final.action, final.moderator) == (Decision.Action.UPHOLD, bert)


def test_the_only_moderator_decides_alone(wall):
    anna = moderator(wall)
    card = appealed(wall, anna)
    decide(anna, card, "allow")
    assert state_of(card) == State.PUBLIC


def test_a_decision_that_was_confirmed_is_not_appealed_again(wall, client):
    card = appealed(wall, moderator(wall))
    decide(moderator(wall, "bert"), card, "refuse", reason="insult", words="Es bleibt dabei.")
    response = client.post(appeal_address(card), typed(words="Noch einmal"), **HERE)
    assert "Es bleibt dabei." in response.text
    assert Appeal.objects.count() == 1


def test_the_result_of_an_appeal_comes_by_mail(wall, django_capture_on_commit_callbacks):
    card = appealed(wall)
    Contribution.objects.filter(pk=card.pk).update(author=somebody(wall, email="amsel@home.example"))
    with django_capture_on_commit_callbacks(execute=True):
        decide(moderator(wall), card, "refuse", reason="insult", words="Es bleibt dabei.")
    (message,) = mail.outbox
    assert "Es bleibt dabei." in message.body
    assert not re.search("/beteiligung/widerspruch/", message.body)


def test_after_half_a_year_it_is_too_late(wall, client):
    card = written(wall, state=State.BLOCKED)
    long_ago = timezone.now() - timedelta(days=183)
    Decision.objects.create(contribution_id=card.pk, action="block", reason="insult", at=long_ago)
    assert client.get(appeal_address(card)).status_code == 404
    assert client.post(appeal_address(card), typed(words="Doch."), **HERE).status_code == 404


def test_links_that_we_did_not_make_open_nothing(wall, card, client):
    assert client.get("/beteiligung/widerspruch/1-1.falsch/").status_code == 404
    # Nothing was decided against it.
    assert client.get(appeal_address(card)).status_code == 404
