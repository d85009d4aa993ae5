"""The queue of the moderators: what stands there, one press, a reason that the author reads, nothing of other projects."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.roles import EDITORS, MODERATORS, PUPILS, make_roles
from accounts.unchangeable import UnchangeableError
from jobs.schedule import JOBS
from participation import own
from participation.models import Appeal, Card, Comment, Contribution, Decision, ProjectModerator, Report
from participation.moderation import decisions
from participation.moderation.queue import new_of, queue_of, seen, taken_away_of
from tests.attacks import person, signed_in
from tests.factories.cms import make_home
from tests.factories.moderation import appealed, appoint, reported, somebody, taken_away, wall_of, written
from tests.factories.news import NewsIndexPageFactory

QUEUE = "/admin/participation/queue/"
Action, State = Decision.Action, Contribution.State


@pytest.fixture(scope="module")
def made(for_the_file):
    home = make_home()
    make_roles(school_corner=NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung"))
    return wall_of(home), wall_of(home)


@pytest.fixture
def wall(made, db):
    return type(made[0]).objects.get(pk=made[0].pk)


@pytest.fixture
def foreign(made, db):
    """A wall in a project that the moderator does not moderate."""
    return type(made[1]).objects.get(pk=made[1].pk)


@pytest.fixture
def anna(wall):
    user = person("anna", MODERATORS)
    appoint(user, wall)
    return user


@pytest.fixture
def bert(wall):
    user = person("bert", MODERATORS)
    appoint(user, wall)
    return user


def fields(card, **more):
    return {"seen": seen(Contribution.objects.get(pk=card.pk)), **more}


def press(user, card, verdict, **more):
    return signed_in(user).post(f"/admin/participation/{card.pk}/{verdict}/", fields(card, **more))


def state_of(card):
    return Contribution.objects.get(pk=card.pk).state


def shown(response):
    return [entry.contribution.pk for entry in response.context["entries"]]


def test_everything_that_waits_stands_there_the_longest_wait_first(wall, anna):
    now = timezone.now()
    young = written(wall, created_at=now - timedelta(hours=1))
    old = written(wall, created_at=now - timedelta(hours=9))
    public = written(wall, state=State.PUBLIC, created_at=now - timedelta(days=9))
    reported(public, sent_at=now - timedelta(hours=5))
    against = appealed(wall)
    Appeal.objects.update(sent_at=now - timedelta(hours=3))
    written(wall, state=State.PUBLIC)
    written(wall, state=State.UNCONFIRMED)
    response = signed_in(anna).get(QUEUE)
    assert response.status_code == 200
    assert shown(response) == [old.pk, public.pk, against.pk, young.pk]


def test_what_was_taken_away_by_its_author_is_no_longer_asked_about(wall, anna):
    card = written(wall, state=State.REMOVED)
    reported(card)
    assert not queue_of(anna).exists()
    assert [row.pk for row in taken_away_of(anna)] == [card.pk]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("why=waiting", {"waits", "comment"}),
        ("why=reported", {"reported"}),
        ("why=appealed", {"appealed"}),
        ("kind=comment", {"comment"}),
        ("reason=insult", {"reported"}),
        ("reason=advertising", set()),
        ("why=nonsense&kind=nothing&p=99&project=x", {"waits", "comment", "reported", "appealed"}),
    ],
)
def test_the_list_is_filtered(wall, anna, query, expected):
    found = {
        "waits": written(wall),
        "reported": written(wall, state=State.PUBLIC),
        "appealed": appealed(wall),
        "comment": Comment.objects.create(
            module_id=wall.pk, text="Gute Idee.", about_id=written(wall, state="public").pk
        ),
    }
    reported(found["reported"])
    numbers = {card.pk: name for name, card in found.items()}
    assert {numbers[pk] for pk in shown(signed_in(anna).get(f"{QUEUE}?{query}"))} == expected


def test_the_list_is_filtered_by_project_and_way_to_take_part(wall, foreign):
    editor = person("redaktion", EDITORS)
    mine, other = written(wall), written(foreign)
    assert shown(signed_in(editor).get(f"{QUEUE}?project={wall.project.pk}")) == [mine.pk]
    assert shown(signed_in(editor).get(f"{QUEUE}?module={foreign.pk}")) == [other.pk]


def test_one_press_publishes_and_work_goes_on_with_the_next(wall, anna):
    first, second = written(wall), written(wall)
    response = press(anna, first, "allow", next=second.pk, back=QUEUE + "?why=waiting")
    assert response.url == f"{QUEUE}?why=waiting#beitrag-{second.pk}"
    assert state_of(first) == State.PUBLIC
    decision = Decision.objects.get()
    assert (decision.contribution_id, decision.moderator, decision.action) == (first.pk, anna, Action.PUBLISH)
    entry = PageLogEntry.objects.get(action="participation.decided")
    assert (entry.page_id, entry.user, entry.data["number"]) == (wall.pk, anna, first.pk)
    assert str(first.pk) in entry.message


def test_the_way_back_never_leads_to_another_site(wall, anna):
    for address in ("https://evil.example/admin/", "//evil.example/admin/", "/suche/"):
        assert press(anna, written(wall), "allow", back=address).url == QUEUE


def test_several_at_once(wall, foreign, anna):
    cards = [written(wall) for _number in range(3)]
    other = written(foreign)
    chosen = [f"{card.pk}:{seen(card)}" for card in (*cards, other)]
    signed_in(anna).post("/admin/participation/allow/", {"chosen": [*chosen, "x:y", "7", "99999999999999:waiting"]})
    assert [state_of(card) for card in cards] == [State.PUBLIC] * 3
    assert state_of(other) == State.WAITING
    assert Decision.objects.count() == 3


def test_nothing_ticked_publishes_nothing(wall, anna):
    card = written(wall)
    assert signed_in(anna).post("/admin/participation/allow/").status_code == 302
    assert state_of(card) == State.WAITING


def test_a_refusal_needs_a_reason_and_nothing_typed_is_lost(wall, anna):
    card = written(wall)
    response = press(anna, card, "refuse", words="Bitte ohne Namen.")
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"reason"}
    assert "Bitte ohne Namen." in response.text
    response = press(anna, card, "refuse", reason="other")
    assert response.context["form"].errors.keys() == {"words"}
    assert state_of(card) == State.WAITING


def test_the_author_reads_the_reason_in_a_mail(wall, anna, django_capture_on_commit_callbacks):
    card = written(wall, author=somebody(wall, email="amsel@home.example"))
    with django_capture_on_commit_callbacks(execute=True):
        press(anna, card, "refuse", reason="personal_data", words="Bitte ohne Namen & Adresse.")
    assert state_of(card) == State.BLOCKED
    (message,) = mail.outbox
    assert message.to == ["amsel@home.example"]
    assert str(Decision.objects.get().get_reason_display()) in message.body
    assert "Bitte ohne Namen & Adresse." in message.body
    assert "/beteiligung/widerspruch/" in message.body


def test_who_has_no_address_reads_it_at_the_own_link(wall, anna, client):
    card = written(wall)
    press(anna, card, "refuse", reason="advertising", words="Bitte ohne Werbung.")
    assert not mail.outbox
    response = client.get(own.address_of(Contribution.objects.get(pk=card.pk)))
    assert "Bitte ohne Werbung." in response.text
    assert "/beteiligung/widerspruch/" in response.text


def test_blocked_and_censored_are_kept_apart_and_come_back(wall, anna):
    waiting, public = written(wall), written(wall, state=State.PUBLIC)
    reported(public)
    for card in (waiting, public):
        press(anna, card, "refuse", reason="off_topic")
    assert (state_of(waiting), state_of(public)) == (State.BLOCKED, State.CENSORED)
    assert {row.pk for row in taken_away_of(anna)} == {waiting.pk, public.pk}
    assert signed_in(anna).get("/admin/participation/not-public/").status_code == 200
    for card in (waiting, public):
        press(anna, card, "allow")
        assert state_of(card) == State.PUBLIC
    assert list(Decision.objects.order_by("pk").values_list("action", flat=True)) == [
        "block",
        "censor",
        "restore",
        "restore",
    ]


def test_what_its_author_deleted_is_not_brought_back(wall, anna):
    card = written(wall, state=State.REMOVED)
    press(anna, card, "allow")
    press(anna, card, "refuse", reason="insult")
    assert state_of(card) == State.REMOVED
    assert not Decision.objects.exists()


def test_what_was_read_before_it_was_changed_is_not_published(wall, anna):
    card = written(wall)
    old = fields(card)
    Card.objects.get(pk=card.pk)
    Contribution.objects.filter(pk=card.pk).update(text="Ganz anders", edited_at=timezone.now())
    signed_in(anna).post(f"/admin/participation/{card.pk}/allow/", old)
    assert state_of(card) == State.WAITING


def test_two_moderators_who_press_at_the_same_time_decide_once(wall, anna, bert):
    card = written(wall)
    as_seen = seen(card)
    decisions.allow(card, anna, as_seen)
    with pytest.raises(decisions.TooLateError):
        decisions.refuse(card, bert, as_seen, reason="insult")
    assert Decision.objects.count() == 1
    assert state_of(card) == State.PUBLIC


def test_new_ones_that_are_public_at_once_are_looked_at(wall, foreign, anna):
    wall.moderation = "after"
    wall.save()
    card = written(wall, state=State.PUBLIC)
    written(wall, state=State.PUBLIC, created_at=timezone.now() - timedelta(days=31))
    written(wall, state=State.PUBLIC, channel="paper")
    written(foreign, state=State.PUBLIC)
    assert shown(signed_in(anna).get("/admin/participation/new/")) == [card.pk]
    press(anna, card, "allow")
    assert not new_of(anna).exists()
    assert state_of(card) == State.PUBLIC
    assert Decision.objects.get().action == Action.KEEP


def test_decisions_are_only_ever_added_to(wall, anna):
    card = taken_away(wall, anna)
    decision = card.decisions.get()
    for deed in (
        lambda: decision.save(),
        lambda: decision.delete(),
        lambda: Decision.objects.all().delete(),
        lambda: Decision.objects.update(reason=""),
    ):
        with pytest.raises(UnchangeableError), transaction.atomic():
            deed()
    Card.objects.get(pk=card.pk).delete()
    assert Decision.objects.get(pk=decision.pk).contribution_id is None
    anna.delete()
    assert Decision.objects.get(pk=decision.pk).moderator_id is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE participation_decision SET words = 'x'",
        "UPDATE participation_decision SET moderator_id = NULL, reason = ''",
        "UPDATE participation_decision SET contribution_id = contribution_id + 1",
        "DELETE FROM participation_decision",
    ],
)
def test_no_decision_is_changed_or_deleted_past_our_code(wall, anna, statement):
    taken_away(wall, anna)
    with pytest.raises(DatabaseError, match="log of decisions"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_after_four_years_a_decision_is_forgotten_with_its_appeal(wall, anna):
    old = Decision.objects.create(action=Action.BLOCK, at=timezone.now() - timedelta(days=4 * 366 + 1))
    young = Decision.objects.create(action=Action.BLOCK, at=timezone.now() - timedelta(days=4 * 366 - 1))
    card = taken_away(wall, anna)
    for decision in (old, young):
        Appeal.objects.create(decision=decision, contribution=card, words="Das stimmt nicht.")
    JOBS["participation.forget"].function()
    assert set(Appeal.objects.values_list("decision", flat=True)) == {young.pk}
    assert not Decision.objects.filter(pk=old.pk).exists()


ADDRESSES = ["/admin/participation/{}/allow/", "/admin/participation/{}/refuse/", "/admin/participation/{}/ban/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_moderator_of_another_project_learns_nothing(wall, foreign, anna, address):
    card = written(foreign, text="Fremdes Geheimnis")
    response = signed_in(anna).post(address.format(card.pk), {**fields(card), "reason": "insult", "scope": "module"})
    assert response.status_code == 404
    assert state_of(card) == State.WAITING
    for queue in ("queue", "new", "not-public"):
        response = signed_in(anna).get(f"/admin/participation/{queue}/")
        assert "Fremdes Geheimnis" not in response.text
        assert foreign.title not in response.text
        assert foreign.project.title not in response.text


def test_who_is_appointed_to_nothing_sees_nothing_and_redaktion_sees_all(wall, foreign):
    written(wall)
    written(foreign)
    assert not queue_of(person("neu", MODERATORS)).exists()
    assert queue_of(person("redaktion", EDITORS)).count() == 2
    assert not queue_of(person("mia", PUPILS)).exists()


def test_an_appointment_alone_without_the_right_opens_nothing(wall):
    pupil = person("mia", PUPILS)
    appoint(pupil, wall)
    card = written(wall)
    assert not queue_of(pupil).exists()
    assert press(pupil, card, "allow").status_code == 302
    assert state_of(card) == State.WAITING


def test_redaktion_appoints_moderators(wall):
    user = person("neu", MODERATORS)
    client = signed_in(person("redaktion", EDITORS))
    address = "/admin/snippets/participation/projectmoderator/add/"
    assert client.get(address).status_code == 200
    client.post(address, {"project": wall.project.pk, "user": user.pk})
    assert ProjectModerator.objects.get().user == user
    client.post(address, {"project": wall.project.pk, "user": person("mia", PUPILS).pk})
    assert ProjectModerator.objects.count() == 1
    assert signed_in(user).get(address).status_code == 302


def test_scripts_are_text(wall, anna):
    card = written(wall, text="<script>alert(1)</script>", pseudonym="<b>Amsel</b>")
    Report.objects.create(contribution_id=card.pk, reason="other", words="<i>x</i>", submission="1")
    html = signed_in(anna).get(QUEUE).text
    assert "<script>alert(1)" not in html
    assert "<b>Amsel" not in html
    assert "<i>x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_list_is_short_and_asks_the_same_few_questions(wall, anna, django_assert_max_num_queries):
    for _number in range(4):
        reported(written(wall))
        appealed(wall, anna)
        about = written(wall)
        Comment.objects.create(module_id=wall.pk, text="Gute Idee.", about_id=about.pk, author=somebody(wall))
    client = signed_in(anna)
    client.get(QUEUE)
    for _number in range(3):
        for card in [written(wall) for _number in range(5)]:
            reported(card)
        appealed(wall, anna)
    with django_assert_max_num_queries(40):
        response = client.get(QUEUE)
    assert len(shown(response)) == 20
    assert len(shown(client.get(f"{QUEUE}?p=2"))) == 14
