"""The demo town's pages have keepers, and some wait for them."""

import pytest
from django.utils import timezone

from accounts.models import User
from cms.models import StandardPage, Upkeep
from demo.content import read, read_services
from demo.upkeep import load_upkeep, name_owners
from tests.factories.cms import StandardPageFactory

ENTRIES = read("upkeep")["page"]


@pytest.fixture
def pages(home):
    """The listed pages and one more, published as the demo does."""
    for slug in [*(entry["slug"] for entry in ENTRIES), "kontakt"]:
        StandardPageFactory(parent=home, slug=slug, live=False).save_revision().publish()
    for name in ("redaktion", "fachamt"):
        User.objects.create_user(name)


def test_every_entry_names_a_page():
    slugs = {entry["slug"] for entry in [*read("pages")["page"], *read_services()]}
    assert {entry["slug"] for entry in ENTRIES} <= slugs


def test_every_head_is_somebody_of_the_department():
    people = {(person["department"], person["name"]) for person in read("directory")["person"]}
    assert {(entry["department"], entry["person"]) for entry in read("upkeep")["head"]} <= people


def test_some_are_due_some_are_not_and_one_is_nobodys(pages):
    load_upkeep(timezone.localdate())
    for _time in range(2):
        name_owners()
    due = set(Upkeep.objects.due().values_list("page__slug", flat=True))
    assert due == {"geschichte", "hundesteuer", "anreise", "hund-anmelden"}
    assert [upkeep.page.slug for upkeep in Upkeep.objects.public().without_keeper()] == ["vereine"]
    assert Upkeep.objects.get(page__slug="geschichte").keeper.email.endswith(".example")
    assert Upkeep.objects.get(page__slug="hund-anmelden").times_told == 1
    assert StandardPage.objects.get(slug="hundesteuer").owner.username == "fachamt"
    assert StandardPage.objects.get(slug="kontakt").owner.username == "redaktion"
