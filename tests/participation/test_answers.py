"""The town answers an idea: prepared first, then public together with the state, and what came of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import MODERATORS
from participation.actions.answers import become, publish
from participation.models import FollowEvent, Idea, OfficialAnswer, ProjectModerator, ProjectPage
from search.models import IndexedDocument
from tests.factories.accounts import make_person
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    MilestoneFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
)


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), title="Marktplatz", status="running")


@pytest.fixture
def idea(project):
    collection = IdeaCollectionPageFactory(parent=project)
    return Idea.objects.create(module=collection, title="Eine Bank", text="Am <b>Teich", state="public", place="Teich")


def answer(idea, **values):
    fields = {"text": "Das machen wir.", "signed": "Bauhof", "status": "planned", **values}
    return OfficialAnswer.objects.create(idea=idea, **fields)


def page_of(idea):
    return reverse("participation_idea", args=[idea.pk])


def sent(**fields):
    told = {"text": "Das machen wir.", "signed": "Bauhof", "status": "planned", "reason": "", "do": "publish"}
    return {**told, "paper_title": "", "paper_url": "", **fields}


def test_a_prepared_answer_is_seen_by_the_town_alone(client, idea):
    answer(idea, text="Noch nicht fertig")
    response = client.get(idea.get_absolute_url())
    assert "Noch nicht fertig" not in response.text
    assert Idea.objects.get().status == "open"


def test_publishing_sets_the_state_and_tells_the_search_and_followers_once(client, idea):
    given = answer(idea, status="not_feasible", reason="Der Teich gehört dem Land.")
    assert publish(given)
    assert not publish(OfficialAnswer.objects.get())
    idea.refresh_from_db()
    assert (idea.status, idea.status_reason) == ("not_feasible", "Der Teich gehört dem Land.")
    page = client.get(idea.get_absolute_url()).text
    for words in ("Das machen wir.", "Bauhof", "Der Teich gehört dem Land."):
        assert words in page
    assert "state:not_feasible" in IndexedDocument.objects.get(key=f"participation.idea:{idea.pk}").facets
    kinds = FollowEvent.objects.order_by("kind").values_list("kind", flat=True)
    assert sorted(kinds) == sorted([FollowEvent.Kind.ANSWER, FollowEvent.Kind.STATUS])


def test_a_no_says_why(idea):
    with pytest.raises(ValidationError):
        publish(OfficialAnswer(idea=idea, text="Nein", signed="Rat", status="not_feasible", reason="  "))
    with pytest.raises(IntegrityError), transaction.atomic():
        answer(idea, status="not_feasible")


class TestForm:
    def test_a_draft_is_stored_and_later_published(self, admin_client, idea):
        admin_client.post(page_of(idea), sent(do="prepare"))
        assert OfficialAnswer.objects.get().published_at is None
        admin_client.post(page_of(idea), sent(text="Fertig"))
        stored = OfficialAnswer.objects.get()
        assert (stored.text, stored.idea.status) == ("Fertig", "planned")
        assert stored.published_at is not None

    @pytest.mark.parametrize(
        "fields",
        [
            {"status": "not_feasible"},
            {"signed": ""},
            {"text": ""},
            {"paper_title": "Vorlage 1", "paper_url": "javascript:alert(1)"},
            {"paper_title": "Vorlage 1", "paper_url": "ftp://rat.example/1"},
            {"paper_url": "https://rat.example/1"},
        ],
    )
    def test_what_is_not_whole_is_not_stored(self, admin_client, idea, fields):
        assert admin_client.post(page_of(idea), sent(**fields)).status_code == 422
        assert not OfficialAnswer.objects.exists()

    def test_the_paper_of_the_council_is_linked(self, admin_client, client, idea):
        admin_client.post(page_of(idea), sent(paper_title="Vorlage 1", paper_url="https://rat.example/1"))
        assert 'href="https://rat.example/1"' in client.get(idea.get_absolute_url()).text

    def test_a_milestone_brings_its_project_along(self, admin_client, project, idea):
        milestone = MilestoneFactory(project=project)
        admin_client.post(page_of(idea), {"do": "link", "project": "", "milestone": milestone.pk})
        idea.refresh_from_db()
        assert (idea.project, idea.milestone) == (project, milestone)
        assert FollowEvent.objects.get().kind == FollowEvent.Kind.BECAME

    def test_a_milestone_of_another_project_is_refused(self, admin_client, project, idea):
        other = ProjectPageFactory(parent=project.get_parent())
        milestone = MilestoneFactory(project=other)
        sent_chain = {"do": "link", "project": project.pk, "milestone": milestone.pk}
        assert admin_client.post(page_of(idea), sent_chain).status_code == 422
        assert Idea.objects.get().project is None

    def test_an_idea_becomes_the_draft_of_a_project(self, admin_client, idea):
        admin_client.post(page_of(idea), {"do": "project"})
        made = ProjectPage.objects.get(title="Eine Bank")
        assert not made.live
        assert made.goals == "<p>Am &lt;b&gt;Teich</p>"
        assert Idea.objects.get().project == made
        assert not FollowEvent.objects.exists()

    def test_comments_are_closed_and_opened(self, admin_client, idea):
        for expected in (True, False):
            admin_client.post(page_of(idea), {"do": "comments"})
            assert Idea.objects.get().comments_closed is expected


class TestList:
    def shown(self, client, query=""):
        return [one.title for one in client.get(f"{reverse('participation_ideas')}?{query}").context["items"]]

    def test_it_is_narrowed_down_to_what_waits_too_long(self, admin_client, project, idea):
        old = timezone.now() - timedelta(weeks=5)
        fields = {"module": idea.module, "text": "x", "state": "public", "created_at": old}
        late = Idea.objects.create(title="Spät", **fields)
        publish(answer(Idea.objects.create(title="Beantwortet", **fields), status="open"))
        Idea.objects.create(title="Versteckt", **{**fields, "state": "waiting"})
        assert self.shown(admin_client) == ["Spät", "Eine Bank", "Beantwortet"]
        assert self.shown(admin_client, "answer=overdue") == [late.title]
        assert self.shown(admin_client, "answer=none") == ["Spät", "Eine Bank"]
        assert self.shown(admin_client, "status=done") == []
        assert len(self.shown(admin_client, f"project={project.pk}")) == 3

    def test_moderators_see_the_ideas_of_their_projects(self, client, project, idea):
        other = IdeaCollectionPageFactory(parent=ProjectPageFactory(parent=project.get_parent()))
        foreign = Idea.objects.create(module=other, title="Anderswo", text="x", state="public")
        user = make_person("moderation", role=MODERATORS)
        ProjectModerator.objects.create(project=project, user=user)
        client.force_login(user)
        assert self.shown(client) == ["Eine Bank"]
        assert client.get(page_of(idea)).status_code == 200
        assert client.get(page_of(foreign)).status_code == 404

    def test_redaktion_sees_all_and_strangers_nothing(self, client, idea):
        client.force_login(make_person())
        assert self.shown(client) == ["Eine Bank"]
        client.logout()
        assert client.get(page_of(idea)).status_code == 302


def test_nothing_came_of_it_after_all(project, idea):
    become(idea, project)
    become(idea, None)
    assert Idea.objects.get().project is None
