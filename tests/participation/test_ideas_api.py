"""Ideas in the public API: read with what came of them, told once, and nobody is named."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.models import Card, Idea, IdeaCategory, OfficialAnswer
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    MilestoneFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)

ADDRESS = "/api/v1/ideas/"


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), status="running")


@pytest.fixture
def collection(project):
    return IdeaCollectionPageFactory(parent=project)


def idea(collection, title="Eine Bank", **values):
    return Idea.objects.create(
        **{"module": collection, "title": title, "text": "Am Teich", "state": "public", **values}
    )


def tell(client, collection, key="", **fields):
    told = {"collection": collection.pk, "title": "Eine Bank", "text": "Am Teich", "accept_rules": True, **fields}
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(ADDRESS, told, content_type="application/json", headers=headers)


def titles(client, query=""):
    return [row["title"] for row in client.get(f"{ADDRESS}?{query}").json()["results"]]


def test_the_list_has_public_ideas_and_is_narrowed_down(client, project, collection):
    green = IdeaCategory.objects.create(collection=collection, name="Grün")
    idea(collection, "Baum", category=green, status="done")
    idea(IdeaCollectionPageFactory(parent=project), "Anderswo")
    idea(collection, "Wartet", state="waiting")
    idea(IdeaCollectionPageFactory(parent=project, live=False), "Entwurf")
    assert titles(client) == ["Anderswo", "Baum"]
    assert titles(client, f"collection={collection.pk}") == ["Baum"]
    assert titles(client, "category=Gr%C3%BCn") == ["Baum"]
    assert titles(client, "status=open") == ["Anderswo"]
    assert client.get(f"{ADDRESS}?status=x").status_code == 400


def test_one_idea_has_its_answers_and_its_chain_and_names_nobody(client, project, collection):
    one = idea(collection, milestone=MilestoneFactory(project=project, title="Bank steht"), pseudonym="Mara")
    Card.objects.create(module=WallPageFactory(parent=project), text="Bänke!", state="public", became=one)
    OfficialAnswer.objects.create(idea=one, text="Ja", signed="Bauhof", status="done", published_at=timezone.now())
    OfficialAnswer.objects.create(idea=one, text="Entwurf", signed="Bauhof", status="done")
    response = client.get(f"{ADDRESS}{one.pk}/")
    found = response.json()
    assert [answer["text"] for answer in found["answers"]] == ["Ja"]
    assert (found["project"], found["milestone"], len(found["cards"])) == (project.get_url(), "Bank steht", 1)
    assert "Mara" not in response.text
    assert client.get(f"{ADDRESS}{idea(collection, state='blocked').pk}/").status_code == 404


def test_an_idea_is_told_once_under_its_key(client, collection):
    category = IdeaCategory.objects.create(collection=collection, name="Grün")
    first, again = (tell(client, collection, key="k1", category="Grün") for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Idea.objects.get().category == category
    assert tell(client, collection, key="k1", title="Zwei Bänke").status_code == 422
    assert tell(client, collection, key="k1", text="Am See").status_code == 422
    assert tell(client, collection).status_code == 201


@pytest.mark.parametrize(
    "fields", [{"title": ""}, {"text": ""}, {"accept_rules": False}, {"category": "Gibtsnicht"}, {"state": "public"}]
)
def test_what_does_not_fit_is_refused(client, collection, fields):
    assert tell(client, collection, **fields).status_code == 400
    assert not Idea.objects.exists()


@pytest.mark.parametrize("how", ["over", "account"])
def test_the_rules_of_the_collection_hold(client, collection, how):
    if how == "over":
        collection.closes_at = timezone.now() - timedelta(minutes=1)
    else:
        collection.identity = how
    collection.save()
    assert tell(client, collection).status_code == 403
    assert not Idea.objects.exists()
