"""A town with all roles, a corner of pupils, a department and their pages."""

from types import SimpleNamespace

import pytest

from accounts.roles import EDITORS, PUPILS, TEACHERS, make_roles
from tests.attacks import person
from tests.factories.cms import StandardPageFactory, make_home
from tests.factories.directory import DepartmentFactory
from tests.factories.feedback import FeedbackGroupFactory, ReplyFactory, SubjectFactory, subject_of
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


def group_about(page, people, **values):
    group = FeedbackGroupFactory(subject=subject_of(page), **values)
    ReplyFactory.create_batch(people, group=group)
    return group


@pytest.fixture(scope="module")
def made(for_the_file):
    home = make_home()
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung")
    branch = StandardPageFactory(parent=home, title="Steueramt", slug="steueramt")
    taxes = DepartmentFactory(name="Steueramt", slug="steueramt")
    make_roles(school_corner=corner, departments={"steueramt": branch.pk})
    people = {name: person(name, role) for name, role in
              {"redaktion": EDITORS, "mia": PUPILS, "lehrer": TEACHERS, "amt": "Fachamt Steueramt"}.items()}  # fmt: skip
    return SimpleNamespace(
        home=home,
        people=people,
        department=taxes,
        of_pupils=group_about(NewsPageFactory(parent=corner, owner=people["mia"]), 3),
        of_taxes=group_about(StandardPageFactory(parent=branch, title="Hundesteuer", owner=people["amt"]), 3),
        of_town=group_about(StandardPageFactory(parent=home, title="Anfahrt"), 2, cause="steps"),
        deleted=group_about_nothing(),
    )


def group_about_nothing():
    """Its page was deleted."""
    group = FeedbackGroupFactory(subject=SubjectFactory(key="page:99999", title="Alte Seite"))
    ReplyFactory.create_batch(4, group=group, words="=1+1")
    return group


@pytest.fixture
def town(made, db):
    return made
