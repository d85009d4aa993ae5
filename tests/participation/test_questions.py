"""Question boards: residents ask and vote, the evening is led, and what was answered stays."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participation import limits
from participation.models import BoardQuestion, Contribution, Decision, Support
from participation.question_board.board import answer, call_up
from tests.factories.participation import (
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    QuestionBoardPageFactory,
)
from tests.factories.residents import browser_of, new_browser
from tests.visitors import typed

HOUR = timedelta(hours=1)


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), status="running")


@pytest.fixture
def board(project):
    return QuestionBoardPageFactory(parent=project)


@pytest.fixture
def lead(board):
    return reverse("participation_questions", args=[board.pk])


def asked(board, text="Wann wird gebaut?", **values):
    return BoardQuestion.objects.create(**{"module": board, "text": text, "state": "public", **values})


def ask(client, board, text, **fields):
    data = typed(**{"text": text, "accept_rules": "on", "submission": str(uuid.uuid4()), **fields})
    return client.post(board.url, data)


def vote(client, question, **fields):
    return client.post(f"{question.module.url}frage/{question.pk}/stimme/", fields)


def votes(question):
    question.refresh_from_db()
    return question.support_count


# Asking


def test_a_question_is_stored_once_and_stands_on_the_board(board):
    client, number = new_browser(), str(uuid.uuid4())
    for _again in range(2):
        response = ask(client, board, "Wann wird <b>gebaut</b>?", submission=number, pseudonym="Mara")
        assert response.status_code == 303
    stored = BoardQuestion.objects.get()
    assert (stored.text, stored.pseudonym, stored.state) == ("Wann wird <b>gebaut</b>?", "Mara", "public")
    html = client.get(board.url).text
    assert "&lt;b&gt;gebaut&lt;/b&gt;" in html
    assert "Mara" in html


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "x" * 301}, {"accept_rules": ""}])
def test_a_question_that_cannot_be_taken_comes_back(board, fields):
    response = ask(new_browser(), board, **{"text": "Wann wird gebaut?", "pseudonym": "Mara", **fields})
    assert response.status_code == 422
    assert 'value="Mara"' in response.text
    assert '<details class="questions__ask" id="fragen" open>' in response.text
    assert not BoardQuestion.objects.exists()


def test_what_waits_is_not_shown(client, board):
    asked(board, "Wartet noch", state="waiting")
    assert "Wartet noch" not in client.get(board.url).text
    assert "Wartet noch" not in client.get(f"{board.url}leinwand/").text
    assert "Wartet noch" not in client.get(f"{board.url}stand/").json()["html"]


# Voting


def test_a_browser_has_one_vote_for_each_question(board):
    question, other = asked(board), asked(board, "Was kostet es?")
    client = browser_of(None)
    for _again in range(3):
        assert vote(client, question)["Location"] == f"{board.url}#frage-{question.pk}"
    vote(client, other)
    vote(browser_of(None), question)
    assert votes(question) == 2
    assert votes(other) == 1
    assert Support.objects.filter(contribution=question).count() == 2


def test_a_vote_can_be_taken_back_once(board):
    question, client = asked(board), browser_of(None)
    vote(client, question)
    assert f'name="zurueck" value="1" id="stimme-{question.pk}"' in client.get(board.url).text
    for _again in range(2):
        vote(client, question, zurueck="1")
    assert votes(question) == 0


def test_the_first_press_of_a_new_browser_counts_nothing(board):
    question, client = asked(board), new_browser()
    response = vote(client, question)
    assert response.status_code == 200
    assert votes(question) == 0
    vote(client, question)
    assert votes(question) == 1


@pytest.mark.parametrize("case", ["answered", "waiting", "elsewhere", "without votes"])
def test_what_cannot_be_voted_for_is_not_there(board, project, case):
    question = asked(board)
    if case == "answered":
        answer(question, "")
    elif case == "waiting":
        Contribution.objects.update(state="waiting")
    elif case == "elsewhere":
        Contribution.objects.update(module=QuestionBoardPageFactory(parent=project))
    else:
        type(board).objects.update(with_support=False)
    response = browser_of(None).post(f"{board.url}frage/{question.pk}/stimme/")
    assert response.status_code == 404
    assert votes(question) == 0


def test_nobody_votes_after_the_end(board):
    question = asked(board)
    type(board).objects.update(closes_at=timezone.now() - HOUR)
    assert vote(browser_of(None), question).status_code == 403
    assert votes(question) == 0


def test_to_look_at_the_address_of_a_vote_counts_nothing(board):
    question = asked(board)
    assert browser_of(None).get(f"{board.url}frage/{question.pk}/stimme/")["Location"] == board.url
    assert votes(question) == 0


# The order


def test_what_most_people_want_to_know_stands_first_and_of_two_the_older_one(client, board):
    now = timezone.now()
    young = asked(board, "Jung", support_count=3, created_at=now)
    old = asked(board, "Alt", support_count=3, created_at=now - HOUR)
    top = asked(board, "Oben", support_count=4, created_at=now)
    chosen = asked(board, "Gewählt", shortlisted=True)
    screen = asked(board, "Jetzt", called_at=now)
    done = asked(board, "Fertig", answered_at=now, answer="Im Mai.", shortlisted=True, called_at=now)
    found = client.get(board.url).context["board"]
    assert found.now == screen
    assert found.shortlist == [chosen]
    assert list(found.open) == [top, old, young]
    assert list(found.answered) == [done]


def test_answered_questions_stay_readable_after_the_event(client, board):
    answer(asked(board), "Im <Mai>.")
    type(board).objects.update(closes_at=timezone.now() - HOUR)
    response = client.get(board.url)
    assert "Im &lt;Mai&gt;." in response.text
    assert "<textarea" not in response.text
    assert "/stimme/" not in response.text


def test_a_board_with_300_questions_needs_few_queries(client, board, django_assert_max_num_queries):
    rows = [
        {"shortlisted": number < 20, "answered_at": timezone.now() if number > 200 else None} for number in range(300)
    ]
    for number, row in enumerate(rows):
        asked(board, f"Frage {number}?", support_count=number % 7, **row)
    client.get(board.url)
    with django_assert_max_num_queries(28):
        response = client.get(board.url)
    assert response.text.count('class="question"') == 20 + 30 + 30
    second = client.get(f"{board.url}?seite=2").context["board"].open
    assert not set(second) & set(response.context["board"].open)
    with django_assert_max_num_queries(21):
        stand = client.get(f"{board.url}stand/")
    with django_assert_max_num_queries(12):
        client.get(f"{board.url}stand/", headers={"If-None-Match": stand["ETag"]})


# Live


@pytest.mark.parametrize("address", ["stand/", "leinwand/stand/"])
def test_an_open_page_hears_only_what_has_changed(client, board, address):
    question = asked(board, "Wann <i>wird</i> gebaut?")
    first = client.get(board.url + address)
    mark = {"If-None-Match": first["ETag"]}
    again = client.get(board.url + address, headers=mark)
    assert (again.status_code, again.content) == (304, b"")
    seen = {first["ETag"]}
    for change in (
        lambda: call_up(question),
        lambda: vote(browser_of(None), question),
        lambda: asked(board, "Was kostet es?", shortlisted=True),
        lambda: answer(question, "Im Mai."),
    ):
        change()
        answered = client.get(board.url + address, headers=mark)
        assert answered.status_code == 200
        assert answered["ETag"] not in seen
        seen.add(answered["ETag"])
        assert "<i>wird" not in answered.json()["html"]
    assert "Set-Cookie" not in first.headers


def test_the_version_on_the_page_is_that_of_the_live_address(client, board):
    asked(board)
    for page, address in (("", "stand/"), ("leinwand/", "leinwand/stand/")):
        version = re.search(r'data-version="(\w+)"', client.get(board.url + page).text)[1]
        headers = {"If-None-Match": f'"{version}"'}
        assert client.get(board.url + address, headers=headers).status_code == 304


def test_the_screen_shows_the_question_that_is_answered_now_and_what_comes(client, board):
    now, coming, other = asked(board, "Jetzt?"), asked(board, "Gleich?", shortlisted=True), asked(board, "Offen?")
    call_up(now)
    html = client.get(f"{board.url}leinwand/").text
    assert now.text in re.search(r'<p class="question-screen__text".*?</p>', html, re.S)[0]
    assert coming.text in html
    assert other.text not in html
    assert "<form" not in html
    assert client.get(f"{board.url}leinwand/stand/").json()["now"] == now.text


# Leading the evening


def do(client, address, what, question=None, **fields):
    number = {"question": question.pk} if question else {}
    seen = {"seen": question.state} if question else {}
    return client.post(address, {"do": what, **number, **seen, **fields})


def test_an_evening_from_the_first_question_to_the_last(admin_client, board, lead):
    first, second = asked(board, "Eins", support_count=2), asked(board, "Zwei", support_count=1)
    for question in (first, second):
        assert do(admin_client, lead, "shortlist", question).status_code == 302
    do(admin_client, lead, "next")
    assert admin_client.get(lead).context["now"] == first
    do(admin_client, lead, "answered", first)
    assert admin_client.get(lead).context["now"] == second
    do(admin_client, lead, "answered", first)  # pressed twice
    assert admin_client.get(lead).context["now"] == second
    do(admin_client, lead, "answered", second)
    context = admin_client.get(lead).context
    assert context["now"] is None
    assert {question.pk for question in context["answered"]} == {first.pk, second.pk}
    do(admin_client, lead, "answer", first, answer="Im Mai.")
    first.refresh_from_db()
    assert first.answer == "Im Mai."


def test_next_and_previous_walk_along_the_shortlist(admin_client, board, lead):
    questions = [asked(board, str(votes), support_count=votes, shortlisted=True) for votes in (3, 2, 1)]
    shown = []
    for step in ("next", "next", "next", "next", "previous", "previous", "previous"):
        do(admin_client, lead, step)
        shown.append(admin_client.get(lead).context["now"])
    a, b, c = questions
    assert shown == [a, b, c, c, b, a, a]
    do(admin_client, lead, "empty")
    assert admin_client.get(lead).context["now"] is None
    do(admin_client, lead, "previous")
    assert admin_client.get(lead).context["now"] == c


def test_the_screen_can_be_given_to_any_question_and_an_answer_taken_back(admin_client, board, lead):
    question, waiting = asked(board), asked(board, "Wartet", state="waiting")
    do(admin_client, lead, "screen", question)
    do(admin_client, lead, "screen", waiting)
    assert admin_client.get(lead).context["now"] == question
    do(admin_client, lead, "answer", question, answer="Im Mai.")
    do(admin_client, lead, "reopen", question)
    question.refresh_from_db()
    assert (question.answered_at, question.called_at, question.answer) == (None, None, "Im Mai.")
    do(admin_client, lead, "shortlist", question)
    do(admin_client, lead, "unlist", question)
    question.refresh_from_db()
    assert not question.shortlisted


def test_votes_of_the_same_moment_are_not_lost(board):
    question = asked(board)
    seen_by_the_lead = BoardQuestion.objects.get(pk=question.pk)
    vote(browser_of(None), question)
    call_up(seen_by_the_lead)
    assert votes(question) == 1


def test_a_question_is_published_and_hidden_with_a_reason(admin_client, board, lead):
    question = asked(board, state="waiting")
    do(admin_client, lead, "publish", question)
    question.refresh_from_db()
    assert question.is_public
    do(admin_client, lead, "hide", question)
    question.refresh_from_db()
    assert question.is_public
    do(admin_client, lead, "hide", question, reason="off_topic")
    question.refresh_from_db()
    assert question.state == "censored"
    assert [decision.reason for decision in Decision.objects.order_by("pk")] == ["", "off_topic"]


def test_nobody_decides_about_another_wording_than_the_one_they_read(admin_client, board, lead):
    question = asked(board, state="waiting", edited_at=timezone.now())
    do(admin_client, lead, "publish", question)
    question.refresh_from_db()
    assert question.state == "waiting"
    seen = re.search(r'name="seen" value="([^"]+)"', admin_client.get(lead).text)[1]
    do(admin_client, lead, "publish", question, seen=seen)
    question.refresh_from_db()
    assert question.is_public


def test_an_answer_that_is_too_long_comes_back_whole(admin_client, board, lead):
    question = asked(board, answered_at=timezone.now())
    response = do(admin_client, lead, "answer", question, answer="Ja. " * 300)
    assert response.status_code == 422
    assert "Ja. " * 299 in response.text
    assert f'id="error-{question.pk}"' in response.text


@pytest.mark.parametrize("number", ["", "x", "99999", "9" * 40])
def test_a_question_that_is_not_on_this_board_is_not_changed(admin_client, lead, number):
    assert admin_client.post(lead, {"do": "screen", "question": number}).status_code == 404


def test_only_who_leads_sees_the_board_in_the_admin(client, board, lead, django_user_model):
    question = asked(board)
    user = django_user_model.objects.create_user("fremd", "fremd@town.example", "secret")
    client.force_login(user)
    assert client.get(lead).status_code in (302, 403)
    assert do(client, lead, "screen", question).status_code in (302, 403)
    question.refresh_from_db()
    assert question.called_at is None


def test_the_page_in_the_admin_leads_to_the_evening(admin_client, board, lead):
    assert lead in admin_client.get(reverse("wagtailadmin_pages:edit", args=[board.pk])).text


def test_the_lists_of_whoever_leads_keep_themselves_current(admin_client, client, board, lead):
    version = admin_client.get(lead).context["version"]
    seen = {"headers": {"if-none-match": f'"{version}"'}}
    assert admin_client.get(f"{lead}stand/", **seen).status_code == 304
    waits = asked(board, "<b>Wann?</b>", state="waiting")
    found = admin_client.get(f"{lead}stand/", **seen).json()
    assert f'id="frage-{waits.pk}"' in found["html"]
    assert "&lt;b&gt;Wann" in found["html"]
    client.logout()
    assert client.get(f"{lead}stand/").status_code == 302


def test_one_network_votes_no_more_than_a_full_hall(board, monkeypatch):
    monkeypatch.setitem(limits.MOST, "vote", 1)
    question, browser = asked(board), new_browser()
    assert [vote(browser, question).status_code for _time in range(2)][-1] == 429
