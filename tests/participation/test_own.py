"""One's own contribution: seen, changed for a while, deleted at any time, with a link that needs no cookie."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from participation import own
from participation.actions.contribute import change_state
from participation.actions.own_words import whole
from participation.models import Comment, Contribution, Idea, Report
from participation.signals import contribution_changed
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)
from tests.factories.residents import new_browser
from tests.factories.taking_part import ContributionFactory, ParticipantFactory, send


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home))


@pytest.fixture
def wall(project):
    return WallPageFactory(parent=project)


@pytest.fixture
def heard():
    """What others are told of a contribution."""
    told = []

    def listen(sender, contribution, was, **kwargs):
        told.append((was, contribution.state))

    contribution_changed.connect(listen)
    yield told
    contribution_changed.disconnect(listen)


def test_after_sending_one_comes_to_a_page_that_only_the_author_knows(wall):
    address = send(wall, text="Mehr <b>Bänke</b>")["Location"]
    response = new_browser().get(address)
    assert "Mehr &lt;b&gt;Bänke&lt;/b&gt;" in response.text
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("token", ["1-0.erfunden", "1", "x", "1-0"])
def test_nobody_guesses_such_a_link(wall, token):
    ContributionFactory(module=wall, pk=1)
    assert new_browser().get(f"/beteiligung/beitrag/{token}/").status_code == 410
    assert new_browser().post(f"/beteiligung/beitrag/{token}/loeschen/", {"sure": "1"}).status_code == 410
    assert Contribution.objects.get().state == "public"


def test_within_fifteen_minutes_the_words_can_be_changed(wall, heard):
    card = ContributionFactory(module=wall)
    response = new_browser().post(own.address_of(card), {"text": "Mehr Bäume"})
    assert response.status_code == 302
    assert new_browser().get(response["Location"]).status_code == 200
    card.refresh_from_db()
    assert (card.text, card.state) == ("Mehr Bäume", "public")
    assert card.edited_at
    assert heard == [("public", "public")]


def test_the_town_reads_changed_words_again_where_it_reads_first(project, heard):
    card = ContributionFactory(module=WallPageFactory(parent=project, moderation="before"))
    new_browser().post(own.address_of(card), {"text": "Mehr Bäume"})
    card.refresh_from_db()
    assert card.state == "waiting"
    assert heard[-1] == ("public", "waiting")


def test_after_that_they_stay_and_the_page_says_so(wall):
    card = ContributionFactory(module=wall, created_at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert 'name="text"' not in new_browser().get(own.address_of(card)).text
    assert new_browser().post(own.address_of(card), {"text": "Zu spät"}).status_code == 409
    assert Contribution.objects.get().text == "Mehr Bänke"


@pytest.mark.parametrize("state", ["blocked", "censored", "removed"])
def test_what_is_not_public_any_more_comes_not_back_by_changing_it(wall, state):
    card = ContributionFactory(module=wall, state=state)
    assert new_browser().post(own.address_of(card), {"text": "Anders"}).status_code == 409
    assert new_browser().post(f"{own.address_of(card)}loeschen/", {"sure": "1"}).status_code == 302
    card.refresh_from_db()
    assert (card.state, card.text) == (state, "Mehr Bänke")


@pytest.mark.parametrize("text", ["", " ", "x" * 201])
def test_changed_words_follow_the_rules_of_the_first(wall, text):
    response = new_browser().post(own.address_of(ContributionFactory(module=wall)), {"text": text})
    assert response.status_code == 422
    assert Contribution.objects.get().text == "Mehr Bänke"


def test_an_idea_has_a_title_too(project):
    collection = IdeaCollectionPageFactory(parent=project)
    idea = Idea.objects.create(module=collection, title="Radweg", text="An der Mühle", state="public")
    assert 'value="Radweg"' in new_browser().get(own.address_of(idea)).text
    new_browser().post(own.address_of(idea), {"title": "Fußweg", "text": "Am Bach"})
    idea.refresh_from_db()
    assert (idea.title, idea.text) == ("Fußweg", "Am Bach")


def test_moderators_who_were_faster_win(wall):
    """The page was open when the card was taken away."""
    card = ContributionFactory(module=wall)

    def censor(contribution):
        change_state(Contribution.objects.get(pk=card.pk), "censored")
        return stale

    stale = whole(card)
    with mock.patch("participation.actions.own_words.whole", side_effect=censor):
        assert new_browser().post(own.address_of(card), {"text": "Anders"}).status_code == 409
    assert Contribution.objects.get().state == "censored"


def test_deleting_asks_once_more_and_then_nobody_reads_it(wall, heard):
    card = ContributionFactory(module=wall, pseudonym="Eule", created_at=timezone.now() - timedelta(days=30))
    Comment.objects.create(module=wall, about=card, text="Stimmt", state="public")
    address = f"{own.address_of(card)}loeschen/"
    assert new_browser().get(address).status_code == 405
    assert new_browser().post(address).status_code == 200
    assert Contribution.objects.get(pk=card.pk).state == "public"
    assert new_browser().post(address, {"sure": "1"}).status_code == 302
    card.refresh_from_db()
    assert (card.state, card.text, card.pseudonym) == ("removed", "", "")
    assert Comment.objects.public().get().about_id == card.pk
    assert heard == [("public", "removed")]
    assert new_browser().get(own.address_of(card)).status_code == 200


def test_with_the_words_goes_who_reported_them(wall):
    card = ContributionFactory(module=wall, state="public")
    told = {"reason": "insult", "email": "eva@post.example", "network": "192.0.2.0", "submission": "einmal"}
    Report.objects.create(contribution=card, **told)
    new_browser().post(f"{own.address_of(card)}loeschen/", {"sure": "1"})
    report = Report.objects.get()
    assert (report.email, report.network, report.decided_at is None) == ("", "", False)


def test_a_link_from_before_the_address_was_confirmed_opens_nothing_afterwards(wall):
    card = ContributionFactory(module=wall, author=ParticipantFactory(module=wall))
    old = own.address_of(card)
    card.author = ParticipantFactory(module=wall)
    card.save()
    assert new_browser().get(old).status_code == 410
    assert new_browser().get(own.address_of(card)).status_code == 200


def test_a_foreign_page_changes_nothing(client, wall):
    card = ContributionFactory(module=wall)
    response = client.post(own.address_of(card), {"text": "Fremd"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert Contribution.objects.get().text == "Mehr Bänke"
