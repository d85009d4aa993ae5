"""What people wrote in a poll: who reads it, what everybody gets to read, and that nothing else gets out."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry

from accounts.rights import permission
from accounts.roles import APPROVERS, EDITORS, MODERATORS, make_roles
from accounts.security_log import SecurityEvent
from participation.actions.vote import cast
from participation.models import Answer, Ballot, Participant, PollPage
from participation.polls import written
from participation.polls.forms import Given
from tests.attacks import body_of, person, signed_in
from tests.factories.cms import make_home
from tests.factories.moderation import appoint
from tests.participation.polls import ROAD, SECRET, WISHES, WORDS, ballots, make_poll, option, question, questions

FEAR = "Angst vor der Kellertreppe"
RAMP = "ramp"
LISTED = reverse("participation_poll_words")


def confidential_choice():
    options = [option("yes", "Ja"), option("no", "Nein")]
    return question("single", RAMP, "Brauchen Sie eine Rampe?", options=options, has_other=False, is_confidential=True)


@pytest.fixture(scope="module")
def made(for_the_file):
    """A poll that is over with six ballots, and one in a foreign project."""
    home = make_home()
    make_roles()
    poll = make_poll(home, title="Lange Straße", questions=[*questions(), confidential_choice()])
    ballots(poll, 6, secret=FEAR)
    texts = [Answer(ballot=one, question=WORDS, text=f"Baum {one.pk}") for one in Ballot.objects.filter(module=poll)]
    Answer.objects.bulk_create(texts)
    for one in Ballot.objects.filter(module=poll)[:2]:
        Answer.objects.create(ballot=one, question=RAMP, option="yes", is_confidential=True)
    PollPage.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    return poll, make_poll(home, title="Anderswo")


@pytest.fixture
def poll(made, db):
    return PollPage.objects.get(pk=made[0].pk)


@pytest.fixture
def foreign(made, db):
    return PollPage.objects.get(pk=made[1].pk)


@pytest.fixture
def anna(poll):
    """Moderates the project, and so has the right to read what was said in confidence."""
    user = person("anna", MODERATORS)
    appoint(user, poll)
    return user


@pytest.fixture
def editor(poll):
    return person("eva", EDITORS)


def address(poll, name=""):
    return reverse("participation_words", args=[poll.pk]) + (f"?question={name}" if name else "")


def words(poll, name=WORDS):
    return list(Answer.objects.filter(ballot__module=poll, question=name).order_by("pk"))


def shown(response):
    return [answer.text for answer, _reason in response.context["answers"]]


def read_in_confidence():
    return SecurityEvent.objects.filter(kind=SecurityEvent.Kind.CONFIDENTIAL)


def test_own_words_are_read_question_by_question_with_how_many_there_are(poll, editor):
    Answer.objects.create(
        ballot=Ballot.objects.filter(module=poll)[0], question=WISHES, option="other", text="Schaukel"
    )
    response = signed_in(editor).get(address(poll, WORDS))
    assert shown(response) == [answer.text for answer in reversed(words(poll))]
    totals = {one.question.id: one.total for one in response.context["asked"]}
    assert totals == {ROAD: 0, WISHES: 1, WORDS: 6, SECRET: None, RAMP: None}
    assert shown(signed_in(editor).get(address(poll, WISHES))) == ["Schaukel"]
    assert signed_in(editor).get(address(poll, "gibt-es-nicht")).status_code == 404


def test_many_answers_come_page_by_page_with_few_questions(poll, editor, django_assert_max_num_queries):
    ballots(poll, 40, words="Noch ein Baum")
    client = signed_in(editor)
    client.get(address(poll, WORDS))
    with django_assert_max_num_queries(40):
        response = client.get(address(poll, WORDS))
    assert len(shown(response)) == 20
    assert response.context["items"].paginator.num_pages == 3


def test_what_is_ticked_stands_with_the_result_for_everybody(client, poll, editor):
    first, second, *_others = words(poll)
    response = signed_in(editor).post(address(poll, WORDS), {"chosen": [first.pk, second.pk]})
    assert response.url == address(poll, WORDS)
    html = client.get(poll.url).text
    assert [html.count(f"<li>{answer.text}</li>") for answer in words(poll)] == [1, 1, 0, 0, 0, 0]
    results = client.get(f"/api/v1/polls/{poll.pk}/").json()["result"]["questions"]
    assert [row["texts"] for row in results if row["question"] == WORDS] == [[first.text, second.text]]
    entry = PageLogEntry.objects.get(page=poll.pk, action=written.SHOWN)
    assert (entry.user, entry.data) == (editor, {"numbers": [first.pk, second.pk]})
    signed_in(editor).post(address(poll, WORDS), {"chosen": [first.pk, "x", ""]})
    assert PageLogEntry.objects.filter(action=written.SHOWN).count() == 1


def test_an_answer_is_taken_out_again_only_with_a_reason_which_stays(client, poll, anna):
    answer = words(poll)[0]
    written.show(poll, written.questions_in(poll.questions)[3], [answer.pk], anna)
    browser = signed_in(anna)
    without = browser.post(address(poll, WORDS), {"take_out": answer.pk})
    own = browser.post(address(poll, WORDS), {"take_out": answer.pk, "reason": "other"})
    assert (without.status_code, own.status_code) == (422, 422)
    assert answer.text in client.get(poll.url).text
    done = browser.post(
        address(poll, WORDS), {"take_out": answer.pk, "reason": "personal_data", "words": "Die Nachbarin"}
    )
    assert done.status_code == 302
    assert answer.text not in client.get(poll.url).text
    entry = PageLogEntry.objects.get(page=poll.pk, action=written.TAKEN_OUT)
    assert (entry.user, entry.data["number"], entry.data["reason"]) == (anna, answer.pk, "personal_data")
    reasons = dict(browser.get(address(poll, WORDS)).context["answers"])
    assert reasons[answer].endswith("Die Nachbarin")
    assert "Die Nachbarin" in browser.get(address(poll, WORDS)).text


def test_an_answer_that_its_author_changes_is_public_no_longer(client, poll):
    voter = Participant.objects.create(module=poll, identity="open", key="a")
    first, _is_new = cast(poll, voter, [Given(WORDS, text="Eine Linde")])
    Answer.objects.filter(ballot=first).update(is_shown=True)
    assert "Eine Linde" in client.get(poll.url).text
    cast(poll, voter, [Given(WORDS, text="Eine Linde, und der Nachbar ist dumm")])
    assert "Eine Linde" not in client.get(poll.url).text


def test_who_edits_reads_and_only_who_leads_decides(poll):
    group = Group.objects.create(name="Schreibt mit")
    group.permissions.add(permission("wagtailadmin", "access_admin"))
    GroupPagePermission.objects.create(group=group, page=poll, permission=permission("wagtailcore", "change_page"))
    writer = signed_in(person("willi", group.name))
    assert len(shown(writer.get(address(poll, WORDS)))) == 6
    assert writer.post(address(poll, WORDS), {"chosen": [words(poll)[0].pk]}).url == "/admin/"
    assert not Answer.objects.filter(is_shown=True).exists()


def test_confidential_answers_are_read_with_the_right_and_that_is_written_down(poll, anna):
    browser = signed_in(anna)
    browser.get(address(poll))
    assert not read_in_confidence().exists()
    assert shown(browser.get(address(poll, SECRET))) == [FEAR] * 6
    event = read_in_confidence().get()
    assert event.actor == "anna"
    assert str(poll.pk) in event.subject
    assert FEAR not in f"{event.subject} {event.details}"


def test_confidential_choices_are_counted_for_those_who_may_know(poll, anna):
    response = signed_in(anna).get(address(poll, RAMP))
    assert {bar.id: bar.count.total for bar in response.context["counted"].bars} == {"yes": 2, "no": 0}
    assert read_in_confidence().count() == 1


@pytest.mark.parametrize("who", ["editor", "moderator of another project"])
def test_nobody_else_reads_what_was_said_in_confidence(poll, foreign, who):
    user = person("olga", EDITORS if who == "editor" else MODERATORS)
    if who != "editor":
        appoint(user, foreign)
    browser = signed_in(user)
    for name in (SECRET, RAMP):
        response = browser.get(address(poll, name))
        assert response.url == "/admin/"
    assert not read_in_confidence().exists()


def test_what_was_said_in_confidence_is_never_shown_whatever_is_sent(client, poll, anna):
    secret = words(poll, SECRET)[0]
    signed_in(anna).post(address(poll, SECRET), {"chosen": [secret.pk]})
    signed_in(anna).post(address(poll, WORDS), {"chosen": [secret.pk]})
    secret.refresh_from_db()
    assert not secret.is_shown


def test_a_question_that_became_confidential_hides_what_was_shown_of_it(client, poll, editor):
    answer = words(poll)[0]
    Answer.objects.filter(pk=answer.pk).update(is_shown=True)
    raw = [*questions(), confidential_choice()]
    raw[3]["value"]["is_confidential"] = True
    poll.questions = raw
    poll.save()
    assert answer.text not in client.get(poll.url).text
    assert signed_in(editor).get(address(poll, WORDS)).url == "/admin/"


def test_the_list_names_the_polls_that_somebody_evaluates(poll, foreign, anna, editor):
    (row,) = signed_in(anna).get(LISTED).context["rows"]
    assert (row.pk, row.number, row.written, row.shown) == (poll.pk, 6, 6, 0)
    assert {one.pk for one in signed_in(editor).get(LISTED).context["rows"]} == {poll.pk, foreign.pk}
    assert signed_in(person("niemand", APPROVERS)).get(LISTED).url == "/admin/"


def test_the_page_and_the_menu_lead_there(poll, editor):
    browser = signed_in(editor)
    assert address(poll) in browser.get(reverse("wagtailadmin_pages:edit", args=[poll.pk])).text
    assert LISTED in browser.get("/admin/").text


def admin_addresses(poll):
    """Every address of participation in the editors' interface that takes the number of a page, and those of the page."""
    named = get_resolver().reverse_dict
    for name in sorted(key for key in named if isinstance(key, str) and key.startswith("participation_")):
        for possible, arguments in named.getlist(name)[0][0]:
            if possible.startswith("admin/") and len(arguments) == 1:
                yield reverse(name, args=[poll.pk])
    yield reverse("participation_export", args=[poll.pk, "everything.xlsx"])
    revision = poll.save_revision()
    yield f"/admin/pages/{poll.pk}/edit/"
    yield f"/admin/pages/{poll.pk}/history/"
    yield f"/admin/pages/{poll.pk}/view_draft/"
    yield f"/admin/pages/{poll.pk}/revisions/{revision.pk}/view/"
    yield f"/admin/api/main/pages/{poll.pk}/?fields=*"


PUBLIC = ["/", "/api/v1/polls/", "/api/v1/projects/", "/suche/?q=Angst", "/api/v1/search/?q=Angst", "/sitemap.xml"]


def text_of(response):
    """Everything that was sent, also what is packed in a table for spreadsheets."""
    raw = b"".join(response) if response.streaming else response.content
    if raw[:2] != b"PK":
        return body_of(response) if not response.streaming else raw.decode("utf-8", "replace")
    packed = zipfile.ZipFile(io.BytesIO(raw))
    return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_a_secret_is_in_no_page_no_table_no_search_and_no_version(client, poll, editor):
    ours, project = signed_in(editor), poll.get_parent()
    data = [f"{page.url}{name}" for page in (poll, project) for name in ("", "zahlen/", "daten.json", "daten.csv")]
    for visited in [*PUBLIC, *data, f"/api/v1/polls/{poll.pk}/"]:
        assert "Kellertreppe" not in text_of(client.get(visited)), visited
    seen = list(admin_addresses(poll))
    assert address(poll) in seen
    for visited in seen:
        assert "Kellertreppe" not in text_of(ours.get(visited)), visited
    assert "Kellertreppe" not in str(poll.latest_revision.content)
