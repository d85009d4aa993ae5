"""Two similar ideas become one: proposed by the town, agreed by the authors, and nobody's support moves by itself."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from jobs.queue import work_one
from participation import own
from participation.actions import merging
from participation.actions.contribute import change_state
from participation.actions.own_words import take_away
from participation.ideas.merging_admin import to_decide
from participation.models import (
    AuthorAsked,
    Contribution,
    Follower,
    FollowEvent,
    Following,
    Idea,
    Merger,
    Support,
    SupporterAsked,
)
from participation.personal_data import forget
from participation.support import support
from search.models import IndexedDocument
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
)
from tests.factories.residents import browser_of, new_browser
from tests.factories.taking_part import ParticipantFactory

ANNA, BERT, CARLA = "anna@post.example", "bert@post.example", "carla@post.example"
LINK = r"/beteiligung/zusammen/[^/\s]+/{}/"


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), title="Marktplatz", status="running")


@pytest.fixture
def collection(project):
    return IdeaCollectionPageFactory(parent=project, title="Was fehlt?", slug="ideen")


def somebody(collection, email=""):
    return ParticipantFactory(module=collection, email=email, confirmed_at=timezone.now())


def tell(collection, title, author=None, **fields):
    author = somebody(collection, author) if isinstance(author, str) else author
    return Idea.objects.create(
        **{"module": collection, "title": title, "text": f"Mehr {title}", "state": "public", "author": author, **fields}
    )


@pytest.fixture
def two(collection):
    return tell(collection, "Bänke am Teich", ANNA), tell(collection, "Bänke in der Stadt", BERT)


def propose(ideas, **words):
    return merging.propose(*ideas, **{"reason": "Beide wollen Bänke.", "together": "", "by": None, **words})


def merged(ideas):
    """As if both authors had agreed."""
    merger = propose(ideas)
    for asked in merger.authors_asked.all():
        assert merging.answer(asked, agrees=True)
    return Merger.objects.get(pk=merger.pk)


def page_of(idea):
    return reverse("participation_idea", args=[idea.pk])


def titles(client, collection):
    return [idea.title for idea in client.get(collection.url).context["ideas"].results]


def work():
    """What the worker does; the mails that went out."""
    before = len(mail.outbox)
    while work_one("test"):
        continue
    return mail.outbox[before:]


def links(message):
    return [re.search(LINK.format(word), message.body)[0] for word in ("ja", "nein")]


class TestProposal:
    def test_the_town_proposes_one_of_the_similar_ideas(
        self, admin_client, collection, two, django_capture_on_commit_callbacks
    ):
        one, other = two
        tell(collection, "Ein Café")
        offered = admin_client.get(page_of(one)).context["propose"].fields["into"].choices
        assert [number for number, _label in offered] == [str(other.pk)]
        sent = {"do": "propose", "into": other.pk, "reason": "Beide wollen Bänke."}
        with django_capture_on_commit_callbacks(execute=True):
            assert admin_client.post(page_of(one), sent).status_code == 302
        merger = Merger.objects.get()
        assert (merger.idea, merger.into, merger.state) == (one, other, "proposed")
        assert sorted(message.to[0] for message in mail.outbox) == [ANNA, BERT]
        for idea in two:
            assert "Beide wollen Bänke." in admin_client.get(idea.get_absolute_url()).text

    @pytest.mark.parametrize("other", ["{0.url}idee/{1.pk}-{1.slug}/", "{1.pk}"])
    def test_another_idea_is_named_by_its_address_or_number(self, admin_client, collection, two, other):
        cafe = tell(collection, "Ein Café")
        sent = {"do": "propose", "into": two[1].pk, "other": other.format(collection, cafe), "reason": "Passt."}
        admin_client.post(page_of(two[0]), sent)
        assert Merger.objects.get().into == cafe

    @pytest.mark.parametrize("other", ["self", "foreign", "hidden", "99999999", "Bänke", "9" * 40, ""])
    def test_what_is_no_other_public_idea_of_the_collection_is_refused(
        self, admin_client, project, collection, two, other
    ):
        ideas = {
            "self": two[0],
            "foreign": tell(IdeaCollectionPageFactory(parent=project), "Anderswo"),
            "hidden": tell(collection, "Wartet", state="waiting"),
        }
        number = ideas[other].pk if other in ideas else other
        sent = {"do": "propose", "other": number, "reason": "Passt."}
        assert admin_client.post(page_of(two[0]), sent).status_code == 422
        assert not Merger.objects.exists()

    def test_an_idea_is_asked_about_in_one_direction_only(self, collection, two):
        one, other = two
        third = tell(collection, "Noch eine")
        propose(two)
        for pair in ((one, third), (other, one), (other, third), (third, one)):
            with pytest.raises(merging.NotNowError):
                propose(pair)
        propose((third, other))

    def test_somebody_who_wrote_both_is_asked_once(self, collection):
        author = somebody(collection, ANNA)
        merger = propose([tell(collection, title, author) for title in ("Bank", "Bänke")])
        assert merging.answer(merger.authors_asked.get(), agrees=True)
        assert Idea.objects.get(title="Bank").merged_into.title == "Bänke"


class TestAuthors:
    @pytest.fixture
    def mails(self, two, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            propose(two)
        return {message.to[0]: links(message) for message in mail.outbox}

    def test_opening_a_link_decides_nothing(self, client, mails):
        for address in (*mails[ANNA], *mails[BERT]):
            response = client.get(address)
            assert response.status_code == 200
            assert response.context["is_open"]
            assert not response.cookies
        assert not AuthorAsked.objects.exclude(agrees=None).exists()

    def test_with_both_authors_it_is_true(self, mails, two):
        visitor = new_browser()
        visitor.post(mails[ANNA][0])
        assert Idea.objects.get(pk=two[0].pk).merged_into is None
        visitor.post(mails[BERT][0])
        assert Idea.objects.get(pk=two[0].pk).merged_into == two[1]
        assert not visitor.get(mails[BERT][0]).context["is_open"]

    def test_one_no_ends_it_and_stays_in_the_history(self, client, mails, two):
        visitor = new_browser()
        visitor.post(mails[ANNA][0])
        visitor.post(mails[BERT][1])
        visitor.post(mails[BERT][0])
        assert Merger.objects.get().state == "declined"
        (step,) = client.get(two[0].get_absolute_url()).context["mergers"]
        assert [asked.agrees for asked in step.merger.authors_asked.all()] == [True, False]
        assert propose(two).state == "proposed"

    @pytest.mark.parametrize("token", ["1", "1.abc", "x" * 200])
    def test_a_link_that_is_not_ours_opens_nothing(self, client, home, token):
        assert client.get(reverse("participation:merge_answer", args=[token, "ja"])).status_code == 410
        assert client.get(reverse("participation:carry_over", args=[f"{token}.x"])).status_code == 410

    def test_an_author_without_an_address_answers_at_the_own_link(self, client, collection):
        ideas = tell(collection, "Bank"), tell(collection, "Bänke", ANNA)
        propose(ideas)
        page = client.get(own.address_of(ideas[0]))
        address = re.search(LINK.format("ja"), page.text)[0]
        new_browser().post(address)
        assert AuthorAsked.objects.get(idea=ideas[0]).agrees

    def test_what_was_deleted_meanwhile_is_not_merged(self, mails, two):
        take_away(two[1])
        assert new_browser().post(mails[ANNA][0]).status_code == 302
        assert not AuthorAsked.objects.exclude(agrees=None).exists()


class TestTown:
    def test_it_decides_alone_only_after_the_waiting_time_and_says_why(self, admin_client, client, two):
        propose(two)
        sent = {"do": "decide", "town_reason": "Die Adresse gibt es nicht mehr."}
        admin_client.post(page_of(two[0]), sent)
        assert Merger.objects.get().state == "proposed"
        user = get_user_model().objects.get()
        assert not to_decide(user).exists()
        Merger.objects.update(waits_until=timezone.now() - timedelta(minutes=1))
        assert [merger.idea for merger in to_decide(user)] == [two[0]]
        assert admin_client.post(page_of(two[0]), {**sent, "town_reason": " "}).status_code == 422
        admin_client.post(page_of(two[0]), sent)
        assert Merger.objects.get().state == "merged"
        for idea in two:
            assert "Die Adresse gibt es nicht mehr." in client.get(idea.get_absolute_url()).text

    def test_a_proposal_is_taken_back_and_its_links_open_nothing(self, admin_client, two):
        asked = propose(two).authors_asked.first()
        admin_client.post(page_of(two[0]), {"do": "take_back"})
        assert Merger.objects.get().state == "withdrawn"
        assert not merging.answer(asked, agrees=True)

    def test_what_is_merged_parts_until_the_first_supporter_has_answered(self, admin_client, collection, two):
        voter = somebody(collection)
        support(two[0], voter, wanted=True)
        merger = merged(two)
        admin_client.post(page_of(two[0]), {"do": "take_back"})
        assert Idea.objects.get(pk=two[0].pk).merged_into is None
        assert not merging.carry_over(merger, voter)
        merger = merged(two)
        assert merging.carry_over(merger, voter)
        admin_client.post(page_of(two[0]), {"do": "take_back"})
        assert Idea.objects.get(pk=two[0].pk).merged_into == two[1]


class TestSupporters:
    def test_each_with_an_address_is_asked_once_and_nobody_twice_counted(self, collection, two):
        one, other = two
        people = [somebody(collection, email) for email in (CARLA, "", BERT)]
        for person in people:
            support(one, person, wanted=True)
        support(other, people[2], wanted=True)
        merger = merged(two)
        (message,) = work()
        assert message.to == [CARLA]
        merging.merging_mails.ask_supporters.enqueue(merger.pk)
        assert work() == []
        address = re.search(r"/beteiligung/mitnehmen/\S+", message.body)[0]
        visitor = new_browser()
        assert visitor.get(address).context["is_open"]
        assert Idea.objects.get(pk=other.pk).support_count == 1
        for _press in range(2):
            visitor.post(address)
        assert visitor.get(address).context["is_done"]
        assert Idea.objects.get(pk=other.pk).support_count == 2
        assert Idea.objects.get(pk=one.pk).support_count == 3

    def test_a_browser_that_supported_it_is_asked_on_the_page(self, collection, two):
        visitor = browser_of(None)
        visitor.post(reverse("participation:support", args=[two[0].pk]))
        merger = merged(two)
        page = visitor.get(two[0].get_absolute_url())
        assert page.context["can_carry_over"]
        address = reverse("participation:carry_over_here", args=[merger.pk])
        for browser in (visitor, visitor, new_browser(), browser_of(None)):
            browser.post(address)
        assert Support.objects.filter(contribution=two[1]).count() == 1
        assert not visitor.get(two[0].get_absolute_url()).context["can_carry_over"]

    def test_somebody_forgotten_is_not_counted_by_an_old_link(self, collection, two):
        voter = somebody(collection, CARLA)
        support(two[0], voter, wanted=True)
        merger = merged(two)
        work()
        forget(type(voter).objects.filter(pk=voter.pk))
        asked = SupporterAsked.objects.select_related("participant").get()
        assert not merging.carry_over(merger, asked.participant)

    def test_the_merged_one_takes_no_more_support_and_comments(self, client, two):
        merged(two)
        visitor = browser_of(None)
        visitor.post(reverse("participation:support", args=[two[0].pk]))
        assert not Support.objects.exists()
        assert client.get(reverse("participation:write_comment", args=[two[0].pk])).context["refusal"]


class TestAfterwards:
    def test_it_stands_below_the_other_and_its_own_page_leads_on(self, client, collection, two):
        one, other = two
        merged(two)
        assert titles(client, collection) == [other.title]
        assert one.get_absolute_url() in client.get(collection.url).text
        page = client.get(one.get_absolute_url())
        assert page.status_code == 200
        assert page.context["part_of"].other == other
        assert one.text in page.text
        assert [step.other for step in client.get(other.get_absolute_url()).context["parts"]] == [one]

    def test_the_api_lists_one_and_reads_both(self, client, two):
        one, other = two
        merged(two)
        assert [row["id"] for row in client.get("/api/v1/ideas/").json()["results"]] == [other.pk]
        assert client.get(f"/api/v1/ideas/{one.pk}/").json()["part_of"] == other.get_absolute_url()
        assert client.get(f"/api/v1/ideas/{other.pk}/").json()["parts"] == [one.get_absolute_url()]

    def test_the_search_finds_the_other_by_its_words(self, collection):
        two = tell(collection, "Bank", text="Zum Verschnaufen"), tell(collection, "Bänke")
        merged(two)
        (found,) = IndexedDocument.objects.filter(key__startswith="participation.idea:")
        assert found.key == f"participation.idea:{two[1].pk}"
        assert "verschnauf" in found.body_tokens
        take_away(two[1])
        (found,) = IndexedDocument.objects.filter(key__startswith="participation.idea:")
        assert found.key == f"participation.idea:{two[0].pk}"

    def test_it_stands_for_itself_again_when_the_other_is_gone(self, client, collection, two):
        merged(two)
        change_state(Contribution.objects.get(pk=two[1].pk), "censored")
        assert titles(client, collection) == [two[0].title]
        assert client.get(two[0].get_absolute_url()).context["part_of"] is None

    def test_followers_of_the_one_follow_the_other(self, two):
        follower = Follower.objects.create(email=CARLA)
        Following.objects.create(follower=follower, contribution=two[0], confirmed_at=timezone.now())
        merged(two)
        assert FollowEvent.objects.get().kind == FollowEvent.Kind.MERGED
        (message,) = work()
        assert (message.to, two[1].title in message.body) == ([CARLA], True)

    def test_the_list_asks_as_many_questions_with_merged_ideas_as_without(
        self, client, collection, two, django_assert_max_num_queries
    ):
        for number in range(3):
            merged((tell(collection, f"Bank {number}"), two[1]))
        with django_assert_max_num_queries(40):
            client.get(collection.url)
