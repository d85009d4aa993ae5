"""Taking a poll: what is asked, what is counted, once for each, and what nobody gets to see."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from participation.actions.vote import cast
from participation.models import Answer, Ballot, Participant, PollPage
from participation.polls.forms import Given, PollFields
from participation.polls.questions import questions_in
from participation.polls.results import PollResult, may_see
from tests.participation.polls import (
    MOOD,
    ROAD,
    SECRET,
    WISHES,
    WORDS,
    answered,
    ballots,
    make_poll,
    question,
    questions,
    send,
    somebody,
    vote,
)

DAY = timedelta(days=1)


@pytest.fixture
def poll(home):
    return make_poll(home)


def stored(poll):
    rows = Answer.objects.filter(ballot__module=poll).order_by("question", "option")
    return [(row.question, row.option, row.text) for row in rows]


def end(poll):
    PollPage.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def test_the_page_asks_all_questions_with_legends_and_labels_and_sets_no_cookie(client, poll):
    response = client.get(poll.url)
    html = response.text
    assert html.count('<fieldset class="kern-fieldset') == 3
    assert html.count('type="radio"') == 4 + 5
    assert html.count('type="checkbox"') == 4
    assert 'aria-label="Was fehlt dort? ' in html
    assert html.count("<textarea") == 2
    assert "Set-Cookie" not in response.headers
    assert "no-store" in response.headers["Cache-Control"]


def test_the_first_vote_gives_a_pass_and_the_second_press_is_counted(poll):
    browser = somebody()
    first = send(browser, poll, road="yes", wishes=["tree", "tap"], mood="4", words="Mehr Schatten")
    assert first.status_code == 200
    assert 'value="Mehr Schatten"' in first.text  # nothing is lost on the way
    assert not Ballot.objects.exists()
    second = send(browser, poll, road="yes", wishes=["tree", "tap"], mood="4", words="Mehr Schatten")
    assert second.status_code == 302
    assert second.url == f"{poll.url}gezaehlt/"
    assert stored(poll) == [
        (MOOD, "4", ""),
        (ROAD, "yes", ""),
        (WISHES, "tap", ""),
        (WISHES, "tree", ""),
        (WORDS, "", "Mehr Schatten"),
    ]
    assert "#abstimmen" in browser.get(second.url).text


def test_nobody_is_told_that_answers_are_counted_which_are_not(client, poll):
    assert client.get(f"{poll.url}gezaehlt/").url == poll.url
    assert client.get(f"{poll.url}abstimmen/").url == poll.url


def test_sending_again_replaces_the_answers(poll):
    browser = somebody()
    vote(poll, browser, road="yes", wishes=["tree"])
    assert send(browser, poll, road="no").status_code == 302
    assert stored(poll) == [(ROAD, "no", "")]
    (ballot,) = Ballot.objects.all()
    assert ballot.changed_at is not None


def test_earlier_answers_are_not_shown_to_whoever_looks_next(poll):
    browser = somebody()
    vote(poll, browser, road="yes", words="Mein Geheimnis")
    html = browser.get(poll.url).text
    assert "Mein Geheimnis" not in html
    assert " checked" not in html


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"wishes": ["tree"]}, "q-road"),
        ({"road": "perhaps"}, "q-road"),
        ({"road": "yes", "wishes": ["tree", "tap", "bench"]}, "q-wishes"),
        ({"road": "yes", "mood": "6"}, "q-mood"),
        ({"road": "yes", "words": "x" * 201}, "q-words"),
        ({"road": "other"}, "q-road-other"),
        ({"road": "yes", "road_other": "Nur samstags"}, "q-road"),
    ],
)
def test_what_does_not_fit_is_said_beside_it_and_leaves_no_trace(poll, answers, field):
    response = send(somebody(), poll, **answers)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'href="#{response.context["form"][field].id_for_label}"' in response.text
    assert f'id="{response.context["form"][field].id_for_label}"' in response.text
    assert not Ballot.objects.exists()
    assert not Participant.objects.exists()


def test_nothing_that_was_typed_is_lost_with_an_error(poll):
    html = send(somebody(), poll, wishes=["tree"], words="Bitte <b>Schatten</b>", wishes_other="").text
    assert "Bitte &lt;b&gt;Schatten&lt;/b&gt;" in html
    assert html.count(" checked") == 1


def test_own_words_belong_to_the_answer_other(poll):
    vote(poll, road="other", road_other="Nur samstags")
    assert stored(poll) == [(ROAD, "other", "Nur samstags")]


def test_a_poll_without_any_answer_is_not_counted(home):
    poll = make_poll(home, questions=[question("open", WORDS, "Noch etwas?", longest=100)])
    response = send(somebody(), poll, words="   ")
    assert response.status_code == 422
    assert response.context["form"].non_field_errors()


def test_robots_are_thanked_and_not_counted(poll):
    answers = answered(road="yes") | {"website": "https://spam.example"}
    assert somebody().post(f"{poll.url}abstimmen/", answers).url == poll.url
    assert not Participant.objects.exists()


@pytest.mark.parametrize("window", [{"closes_at": -DAY}, {"opens_at": DAY}], ids=["over", "not yet"])
def test_outside_its_time_nobody_votes(home, window):
    name, distance = next(iter(window.items()))
    poll = make_poll(home, **{name: timezone.now() + distance})
    assert vote(poll, road="yes").status_code == 403
    assert not Ballot.objects.exists()
    assert "<fieldset" not in somebody().get(poll.url).text


@pytest.mark.parametrize(
    ("identity", "address"),
    [
        ("email", "/beteiligung/{number}/wer/?zurueck={back}"),
        ("account", "/mein-zugang/?next={back}"),
        ("code", "/beteiligung/{number}/wer/?zurueck={back}"),
    ],
)
def test_whoever_must_say_who_they_are_does_so_before_filling_in(home, identity, address):
    poll = make_poll(home, identity=identity)
    html = somebody().get(poll.url).text
    assert "<fieldset" not in html
    assert "Was fehlt dort?" in html
    response = send(somebody(), poll, road="yes")
    assert response.status_code == 302
    assert response.url == address.format(number=poll.pk, back=quote(poll.url, safe=""))
    assert not Ballot.objects.exists()


def test_one_ballot_for_each_participant_is_enforced_by_the_database(poll):
    person = Participant.objects.create(module=poll, identity="open", key="a")
    Ballot.objects.create(module=poll, participant=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(module=poll, participant=person)


def test_casting_twice_with_the_same_person_is_one_ballot(poll):
    person = Participant.objects.create(module=poll, identity="open", key="a")
    given = [Given(ROAD, "yes")]
    assert [cast(poll, person, given)[1], cast(poll, person, given)[1]] == [True, False]
    assert PollResult(poll).ballots.total == 1


def test_who_took_part_is_forgotten_and_the_answers_stay(poll):
    person = Participant.objects.create(module=poll, identity="email", key="a", email="anna@post.example")
    cast(poll, person, [Given(ROAD, "yes")])
    person.delete()
    assert PollResult(poll).chosen[ROAD, "yes"].total == 1


def test_results_count_online_and_paper_apart_but_only_where_nobody_can_be_told(client, poll):
    ballots(poll, 6, "yes")
    ballots(poll, 3, "no", channel="paper")
    few = PollResult(poll)
    assert not few.is_parted
    ballots(poll, 2, "no", channel="phone")
    end(poll)
    response = client.get(poll.url)
    result = response.context["result"]
    assert (result.ballots.online, result.ballots.offline, result.is_parted) == (6, 5, True)
    bars = {bar.id: (bar.count.online, bar.count.offline, bar.percent) for bar in result.results[0].bars}
    assert bars == {"yes": (6, 0, 55), "no": (0, 5, 45), "maybe": (0, 0, 0), "other": (0, 0, 0)}
    assert response.text.count("<table") == 3
    assert " style=" not in response.text.split('id="auszaehlung"')[1].split("</section>")[0]


def test_a_scale_has_an_average(poll):
    for step in ("1", "4", "5"):
        ballot = Ballot.objects.create(module=poll)
        Answer.objects.create(ballot=ballot, question=MOOD, option=step)
    scale = PollResult(poll).results[2]
    assert scale.average == pytest.approx(10 / 3)
    assert [bar.label for bar in scale.bars][::4] == ["1 – gar nicht", "5 – sehr gern"]


def test_results_wait_for_the_end(client, poll):
    ballots(poll, 9)
    assert 'id="auszaehlung"' not in client.get(poll.url).text
    end(poll)
    assert 'id="auszaehlung"' in client.get(poll.url).text


def test_results_are_shown_to_those_who_have_voted_if_so_chosen_and_enough_have(home):
    poll = make_poll(home, results_shown="voting")
    browser = somebody()
    vote(poll, browser, road="yes")
    assert 'id="zu-wenige"' in browser.get(poll.url).text
    ballots(poll, 4)
    assert 'id="auszaehlung"' in browser.get(poll.url).text
    assert 'id="auszaehlung"' not in somebody().get(poll.url).text
    assert not may_see(poll, None)


def test_own_words_are_public_only_when_picked_and_confidential_ones_never(client, poll):
    ballots(poll, 5, words="Ein Springbrunnen", secret="Ich habe Angst")
    end(poll)
    assert "Springbrunnen" not in client.get(poll.url).text
    Answer.objects.filter(question=WORDS, pk=Answer.objects.filter(question=WORDS).first().pk).update(is_shown=True)
    html = client.get(poll.url).text
    assert html.count("Springbrunnen") == 1
    assert "Angst" not in html
    assert "Was hindert Sie?" not in html
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(question=SECRET).update(is_shown=True)


def test_what_was_said_in_confidence_stays_so_whatever_becomes_of_the_question(client, poll):
    """Even where somebody got around the form of the page."""
    ballots(poll, 5, secret="Ich habe Angst")
    changed = questions()
    changed[4]["value"]["is_confidential"] = False
    poll.questions = changed
    poll.save(clean=False)
    end(poll)
    assert "Was hindert Sie?" in client.get(poll.url).text
    assert PollResult(PollPage.objects.get(pk=poll.pk)).bases.get(SECRET) is None


def changed(poll, change):
    raw = questions()
    change(raw)
    poll.questions = raw
    return poll


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw[0]["value"].update(question="Soll die Lange Strasse im Somer autofrei sein?"),
        lambda raw: raw[0]["value"]["options"].pop(2),
        lambda raw: raw[0]["value"].update(hint="Von Juni bis August"),
        lambda raw: raw.pop(1),
        lambda raw: raw.reverse(),
        lambda raw: raw[0]["value"]["options"].append({"type": "item", "id": "new", "value": "Nur samstags"}),
    ],
    ids=["typing error", "unused option", "help", "unused question", "order", "new option"],
)
def test_a_running_poll_can_be_mended(poll, change):
    ballots(poll, 1, "yes")
    changed(poll, change).full_clean()


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.pop(0),
        lambda raw: raw[0]["value"].update(question="Soll die Lange Straße im Winter autofrei sein?"),
        lambda raw: raw[0]["value"]["options"].pop(0),
        lambda raw: raw[0]["value"]["options"][0].update(value="Nein"),
        lambda raw: raw[0].update(id="another"),
        lambda raw: raw[4]["value"].update(is_confidential=False),
    ],
    ids=["question gone", "another question", "option gone", "another option", "exchanged", "no longer confidential"],
)
def test_what_has_been_answered_cannot_become_something_else(poll, change):
    ballots(poll, 1, "yes", secret="Ich habe Angst")
    with pytest.raises(ValidationError) as caught:
        changed(poll, change).full_clean()
    assert list(caught.value.error_dict) == ["questions"]


def test_an_editor_makes_a_poll_and_names_stay_through_edits(poll):
    poll.save_revision().publish()
    again = PollPage.objects.get(pk=poll.pk)
    assert [item.id for item in questions_in(again.questions)] == [ROAD, WISHES, MOOD, WORDS, SECRET]
    assert [item.id for item in questions_in(again.questions)[0].options] == ["yes", "no", "maybe", "other"]


def test_the_form_of_a_poll_asks_editors_nothing_that_has_no_meaning_there(admin_client, poll):
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[poll.pk])).context["form"]
    assert {"questions", "identity", "results_shown", "closes_at"} <= set(form.fields)
    assert not {"moderation", "asks_real_name", "with_comments"} & set(form.fields)


def test_a_browser_without_any_cookie_and_origin_is_asked_once(poll):
    assert not Ballot.objects.exists()
    assert Client().post(f"{poll.url}abstimmen/", answered(road="yes")).status_code == 200
    assert not Ballot.objects.exists()


def test_the_fields_of_a_question_follow_its_kind(poll):
    form = PollFields(questions_in(poll.questions), {"q-road": "no", "q-mood": "2"})
    assert form.is_valid(), form.errors
    assert form.answers() == [Given(ROAD, "no"), Given(MOOD, "2")]


def test_a_page_with_a_thousand_ballots_asks_few_questions(client, poll, django_assert_max_num_queries):
    Ballot.objects.bulk_create(Ballot(module=poll) for _number in range(1000))
    Answer.objects.bulk_create(Answer(ballot=ballot, question=ROAD, option="yes") for ballot in Ballot.objects.all())
    end(poll)
    client.get(poll.url)
    with django_assert_max_num_queries(30):
        assert client.get(poll.url).context["result"].ballots.total == 1000
