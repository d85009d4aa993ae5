"""The ideas of the demo town."""

from collections import Counter

from django.utils import timezone

from demo.content import read
from demo.ideas import load_ideas
from participation.models import Idea, IdeaPicture, Merger
from tests.factories.participation import MilestoneFactory, ParticipationIndexPageFactory, ProjectPageFactory


def test_forty_ideas_are_in_all_states_and_every_no_has_its_reason():
    ideas = read("ideas")["collection"][0]["ideas"]
    states = Counter(row["status"] for row in ideas)
    assert len(ideas) == 40
    assert set(states) == set(Idea.Status.values)
    assert all(row.get("reason") for row in ideas if row["status"] == "not_feasible")
    assert all(row.get("answer") and row.get("signed") for row in ideas if row["status"] != "open")


def test_what_ideas_are_about_is_a_category_of_their_collection():
    for collection in read("ideas")["collection"]:
        assert {row["about"] for row in collection["ideas"]} <= {"", *collection["categories"]}


def test_all_of_them_are_loaded_and_one_became_a_milestone(home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    index = ParticipationIndexPageFactory(parent=home)
    ProjectPageFactory(parent=index, slug="ideen-fuer-vier-doerfer")
    milestone = MilestoneFactory(project=ProjectPageFactory(parent=index, slug="radweg-oberhagen"), title="Freigabe")
    collections = load_ideas(timezone.localdate())
    assert [Idea.objects.public().filter(module=one).count() for one in collections] == [40, 1]
    assert Idea.objects.get(milestone=milestone).project == milestone.project
    assert {merger.state for merger in Merger.objects.all()} == {"merged", "proposed"}
    assert (IdeaPicture.objects.shown().count(), IdeaPicture.objects.waiting().count()) == (2, 1)
