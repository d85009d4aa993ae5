"""Comments in threads of two levels, and support that counts once."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from participation.comments import ANSWERS_SHOWN, thread
from participation.models import Comment, Idea, Support
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
)
from tests.visitors import typed

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def collection(home):
    project = ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), status="running")
    return IdeaCollectionPageFactory(parent=project, title="Was fehlt?", slug="ideen")


@pytest.fixture
def idea(collection):
    return Idea.objects.create(module=collection, title="Eine Bank", text="Am Teich", state="public")


def comment(idea, text="Gute Sache", **values):
    return Comment.objects.create(module=idea.module, about=idea, **{"text": text, "state": "public", **values})


def write(client, address, text="Gute Sache", **fields):
    data = typed(**{"text": text, "accept_rules": "on", "submission": str(uuid.uuid4()), **fields})
    return client.post(address, data, headers=FROM_HERE)


def about(idea):
    return f"/beteiligung/kommentieren/{idea.pk}/"


def below(comment):
    return f"/beteiligung/kommentar/{comment.pk}/"


def test_a_comment_is_stored_and_stands_on_the_page_of_the_idea(client, idea):
    response = write(client, about(idea), "Ja,\nbitte <b>", pseudonym="Mara")
    assert response.status_code == 303
    stored = Comment.objects.get()
    assert (stored.about_id, stored.parent, stored.pseudonym) == (idea.pk, None, "Mara")
    page = client.get(idea.get_absolute_url()).text
    assert f'id="beitrag-{stored.pk}"' in page
    assert "bitte &lt;b&gt;" in page
    thanks = client.get(response["Location"])
    assert stored.get_absolute_url() in thanks.text


def test_what_was_typed_stays_when_the_rules_are_not_accepted(client, idea):
    response = write(client, about(idea), "Langer Text", accept_rules="")
    assert response.status_code == 422
    assert "Langer Text" in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "a\0b"])
def test_no_text_and_too_much_text_are_refused(client, idea, text):
    assert write(client, about(idea), text).status_code == 422


def test_an_answer_to_an_answer_stands_on_the_second_level(client, idea):
    first = comment(idea)
    assert write(client, below(first), "Antwort").status_code == 303
    second = Comment.objects.get(text="Antwort")
    write(client, below(second), "Noch eine")
    assert Comment.objects.get(text="Noch eine").parent == first
    page = client.get(below(first))
    assert [one.text for one in page.context["answers"]] == ["Antwort", "Noch eine"]


class TestClosed:
    @pytest.mark.parametrize("how", ["idea", "module", "without"])
    def test_nothing_is_taken_in(self, client, idea, collection, how):
        first = comment(idea)
        if how == "idea":
            idea.comments_closed = True
            idea.save()
        elif how == "module":
            collection.closes_at = timezone.now() - timedelta(minutes=1)
            collection.save()
        else:
            collection.with_comments = False
            collection.save()
        status = 404 if how == "without" else 200
        assert write(client, about(idea)).status_code == status
        assert write(client, below(first)).status_code == status
        assert Comment.objects.count() == 1
        assert "comment_text" not in client.get(idea.get_absolute_url()).text

    def test_nobody_comments_on_what_is_not_public(self, client, idea):
        first = comment(idea)
        Idea.objects.update(state="waiting")
        assert write(client, about(idea)).status_code == 404
        assert write(client, below(first)).status_code == 404

    def test_a_hidden_comment_has_no_page(self, client, idea):
        assert client.get(below(comment(idea, state="waiting"))).status_code == 404
        assert client.get(below(comment(idea, state="blocked"))).status_code == 404
        assert client.get(f"/beteiligung/kommentar/{10**30}/").status_code == 404

    def test_comments_are_no_ground_for_first_comments(self, client, idea):
        assert client.get(about(comment(idea))).status_code == 404


class TestThread:
    def test_removed_ones_keep_their_place_without_their_words(self, client, idea):
        gone = comment(idea, "Verletzend", pseudonym="Troll", state="censored")
        comment(idea, "Antwort darauf", parent=gone)
        comment(idea, "Wartet noch", state="waiting")
        html = client.get(idea.get_absolute_url()).text
        assert f'id="beitrag-{gone.pk}"' in html
        assert "Antwort darauf" in html
        for hidden in ("Verletzend", "Troll", "Wartet noch"):
            assert hidden not in html
        assert "Verletzend" not in client.get(below(gone)).text

    def test_first_comments_are_paged_and_many_answers_are_folded(self, idea):
        for number in range(21):
            first = comment(idea, f"Nummer {number}")
        answers = [comment(idea, f"Antwort {number}", parent=first) for number in range(ANSWERS_SHOWN + 2)]
        shown = thread(Comment.objects.filter(about=idea), "1")
        assert shown.total == 21 + len(answers)
        assert len(shown.entries) == 20
        newest, below_it, more = shown.entries[0]
        assert (newest, below_it, more) == (first, answers[:ANSWERS_SHOWN], 2)
        assert [one.text for one in thread(Comment.objects.filter(about=idea), "2").results] == ["Nummer 0"]

    def test_a_page_asks_few_questions_however_much_is_said(self, client, idea, django_assert_max_num_queries):
        for number in range(20):
            first = comment(idea, f"Nummer {number}", pseudonym="Mara")
            for _time in range(3):
                comment(idea, "Antwort", parent=first)
        with django_assert_max_num_queries(40):
            client.get(idea.get_absolute_url())


class TestSupport:
    @staticmethod
    def press(client, contribution, **fields):
        return client.post(f"/beteiligung/unterstuetzen/{contribution.pk}/", fields, headers=FROM_HERE)

    def number(self, idea):
        return Idea.objects.get(pk=idea.pk).support_count

    def test_the_first_press_gives_a_pass_and_counts_nothing(self, client, idea):
        assert self.press(client, idea).status_code == 200
        assert self.number(idea) == 0

    def test_it_counts_once_however_often_it_is_pressed(self, client, idea):
        self.press(client, idea)
        for _time in range(3):
            response = self.press(client, idea)
            assert (response.status_code, response["Location"]) == (303, f"{idea.get_absolute_url()}#unterstuetzen")
        assert self.number(idea) == 1
        assert Support.objects.count() == 1
        assert client.get(idea.get_absolute_url()).context["supported"]

    def test_it_is_taken_back_once(self, client, idea):
        self.press(client, idea)
        self.press(client, idea)
        for _time in range(2):
            self.press(client, idea, tun="zurueck")
        assert self.number(idea) == 0
        assert not client.get(idea.get_absolute_url()).context["supported"]

    def test_two_browsers_are_two(self, client, idea, django_user_model):
        other = type(client)()
        for browser in (client, other):
            self.press(browser, idea)
            self.press(browser, idea)
        assert self.number(idea) == 2

    def test_a_comment_is_called_helpful(self, client, idea):
        said = comment(idea)
        self.press(client, said)
        assert self.press(client, said)["Location"] == said.get_absolute_url()
        assert Comment.objects.get().support_count == 1
        assert 'value="zurueck"' in client.get(idea.get_absolute_url()).text
        self.press(client, said, tun="zurueck")
        assert Comment.objects.get().support_count == 0
        assert 'value="zurueck"' not in client.get(idea.get_absolute_url()).text

    def test_looking_is_not_pressing(self, client, idea):
        assert client.get(f"/beteiligung/unterstuetzen/{idea.pk}/").status_code == 405

    @pytest.mark.parametrize("state", ["waiting", "blocked", "censored", "removed"])
    def test_what_is_hidden_cannot_be_supported(self, client, idea, state):
        Idea.objects.update(state=state)
        assert self.press(client, idea).status_code == 404

    def test_after_the_end_nothing_is_counted(self, client, idea, collection):
        self.press(client, idea)
        collection.closes_at = timezone.now() - timedelta(minutes=1)
        collection.save()
        assert self.press(client, idea).status_code == 403
        assert self.number(idea) == 0
