"""Feedback in the editors' interface: who reads what, what waits for whom, closing and publishing."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.models import SecurityEvent
from dashboard.waiting import todos_of
from feedback.access import groups_of, waiting_for
from feedback.models import FeedbackGroup, Reply
from tests.attacks import signed_in
from tests.factories.feedback import FeedbackGroupFactory, ReplyFactory

LIST = "/admin/feedback/"


def view(group):
    return f"{LIST}{group.pk}/"


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("mia", []),
        ("lehrer", ["of_pupils"]),
        ("amt", ["of_taxes"]),
        ("redaktion", ["of_pupils", "of_taxes", "of_town", "deleted"]),
    ],
)
def test_everybody_reads_about_the_pages_that_they_look_after(town, name, groups):
    user = town.people[name]
    every = {each: getattr(town, each) for each in ("of_pupils", "of_taxes", "of_town", "deleted")}
    assert set(groups_of(user)) == {every[each] for each in groups}
    client = signed_in(user)
    for each, group in every.items():
        assert (client.get(view(group)).status_code == 200) == (each in groups)
        assert (client.post(view(group), {"change": ""}).status_code == 302) == (each in groups) or name == "mia"
    assert FeedbackGroup.objects.filter(closed_at=None).count() == 4 - len(groups)


def test_what_enough_people_say_waits_for_the_owner_of_the_page(town):
    people = town.people
    assert list(waiting_for(people["amt"])) == [town.of_taxes]
    # Pupils read no feedback, so it waits for whoever does; the page of a department has an owner who reads it.
    assert list(waiting_for(people["lehrer"])) == [town.of_pupils]
    assert set(waiting_for(people["redaktion"])) == {town.of_pupils, town.deleted}
    ReplyFactory(group=town.of_town)
    assert town.of_town in waiting_for(people["redaktion"])
    (todo,) = [todo for todo in todos_of(people["amt"]) if todo.name == "feedback"]
    assert (todo.count, todo.items[0].url) == (1, view(town.of_taxes))
    assert "3" in todo.items[0].title
    assert "Hundesteuer" in todo.items[0].title
    praise = FeedbackGroupFactory(subject=town.of_taxes.subject, cause="good_words")
    ReplyFactory.create_batch(5, group=praise, is_clear=True)
    assert list(waiting_for(people["amt"])) == [town.of_taxes]


def test_a_group_is_closed_with_what_was_changed_and_the_page_says_so(town, client):
    editor, group = signed_in(town.people["redaktion"]), town.of_taxes
    assert editor.post(view(group), {"change": "", "is_published": "on"}).status_code == 422
    change = "Die Seite nennt jetzt die <b>Unterlagen</b>."
    assert editor.post(view(group), {"change": change, "is_published": "on"}).url == LIST
    shown = client.get(group.subject.page.url).text
    assert "Die Seite nennt jetzt die &lt;b&gt;Unterlagen&lt;/b&gt;." in shown
    assert ModelLogEntry.objects.filter(action="feedback.closed", user=town.people["redaktion"]).count() == 1
    # What is said from now on opens a new group.
    said = {"about": group.subject.key, "clear": "nein"}
    client.post("/rueckmeldung/", said, HTTP_SEC_FETCH_SITE="same-origin")
    assert group.subject.groups.open().get().cause == "unsaid"
    # It can be taken from the page again.
    editor.post(view(group), {"change": change})
    assert "Unterlagen" not in client.get(group.subject.page.url).text


def test_who_publishes_nothing_publishes_nothing_here(town, client):
    group, office = town.of_taxes, signed_in(town.people["amt"])
    office.post(view(group), {"change": "Neu", "is_published": "on"})
    group.refresh_from_db()
    assert (group.change, group.is_published, group.closed_by) == ("Neu", False, "amt")
    FeedbackGroup.objects.filter(pk=group.pk).update(is_published=True)
    office.post(view(group), {"change": "Anders"})
    group.refresh_from_db()
    assert (group.change, group.is_published) == ("Neu", True)


def test_the_list_is_filtered_and_its_table_calculates_nothing(town):
    client = signed_in(town.people["redaktion"])
    FeedbackGroup.objects.filter(pk=town.of_taxes.pk).update(cause="words")
    town.of_taxes.subject.department = town.department
    town.of_taxes.subject.save()
    for query, found in (
        ("cause=words", {town.of_taxes}),
        (f"department={town.department.pk}", {town.of_taxes}),
        (f"page={town.of_town.subject.pk}", {town.of_town}),
        ("state=closed", set()),
        ("q=Alte", {town.deleted}),
    ):
        assert set(client.get(f"{LIST}?{query}").context["object_list"]) == found, query
    response = client.get(f"{LIST}?export=csv")
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 5
    assert any(cell == "'=1+1 | =1+1 | =1+1 | =1+1" for row in rows for cell in row)
    assert SecurityEvent.objects.filter(kind="export", subject=LIST).exists()


def test_many_groups_ask_no_more_questions(town):
    client = signed_in(town.people["redaktion"])
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(12):
        ReplyFactory(group=FeedbackGroupFactory(), words=f"Wort {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) <= len(few)


def test_words_are_text(town):
    Reply.objects.filter(group=town.of_town).update(words="<script>alert(1)</script>")
    html = signed_in(town.people["redaktion"]).get(view(town.of_town)).text
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert(1)" not in html
