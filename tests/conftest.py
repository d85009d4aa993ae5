"""What tests of every room share."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from tests.factories.cms import make_home


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests that ask the database are marked `database`, so that a run on another product can do without the rest."""
    for item in items:
        if "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def german():
    """A request in another language leaves that language in its thread, and so to the next test."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Wagtail remembers pictures by their number, and numbers come again with every test."""
    cache.clear()


@pytest.fixture
def home(db):
    """The home page of the default site."""
    return make_home()


@pytest.fixture
def admin_client(client, django_user_model):
    """A client signed in as somebody who may do everything."""
    client.force_login(django_user_model.objects.create_superuser("technik", "technik@town.example", "secret"))
    return client
