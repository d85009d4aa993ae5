"""A school newspaper with an item that shows two pupils, and the people around it."""

import pytest
from django.contrib.auth.models import Group

from accounts.roles import EDITORS, PUPILS, TEACHERS, make_roles, own_collection
from tests.factories.cms import make_home
from tests.factories.consents import ConsentFactory, PictureFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


@pytest.fixture(scope="module", autouse=True)
def made(for_the_file):
    corner = NewsIndexPageFactory(
        parent=make_home(), title="Die Haselmaus", slug="schuelerzeitung", kind="school", by_line="Die Haselmaus"
    )
    make_roles(school_corner=corner)
    return corner


@pytest.fixture
def corner(made, db):
    return type(made).objects.get(pk=made.pk)


@pytest.fixture
def home(corner):
    return corner.get_parent().specific


@pytest.fixture
def sign_in(client, corner, django_user_model):
    def sign_in(role):
        user = django_user_model.objects.create_user(role.lower(), email=f"{role.lower()}@town.example")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return user

    return sign_in


@pytest.fixture
def pupil(sign_in):
    return sign_in(PUPILS)


@pytest.fixture
def teacher(sign_in):
    return sign_in(TEACHERS)


@pytest.fixture
def editor(sign_in):
    return sign_in(EDITORS)


@pytest.fixture
def picture(corner):
    """Two people, and both have agreed."""
    picture = PictureFactory(
        title="Pausenhof", description="Alt-Text mit Wackelzahn", collection=own_collection(PUPILS), recognisable=2
    )
    for person in ("Mia Krause", "Jonte Baum"):
        ConsentFactory(picture=picture, person=person)
    picture.refresh_from_db()
    return picture


@pytest.fixture
def item(corner, picture):
    """Published, with the picture on top and in the text."""
    body = [("picture", {"image": picture, "caption": "Unterschrift mit Wackelzahn"})]
    return NewsPageFactory(parent=corner, title="Der Pausenhof", slug="pausenhof", picture=picture, body=body)
