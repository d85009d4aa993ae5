"""What tests of every room share."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation

from tests import migrated
from tests.factories.cms import make_home


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests that ask the database are marked `database`, so that a run on another product can do without the rest."""
    for item in items:
        if "django_db_setup" in item.fixturenames or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """Whether Django finds tables at the place of the test database; those of the last time are put there."""
    if connection.vendor != "sqlite":
        return django_db_keepdb
    return migrated.give(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker):
    if connection.vendor == "sqlite" and not django_db_keepdb:
        with django_db_blocker.unblock():
            migrated.keep()


@pytest.fixture(scope="module")
def for_the_file(django_db_setup, django_db_blocker):
    """What takes long to make is made once for all tests of a file: module fixtures that ask for this may write.

    It is taken back at the end, and what a test changes after each: tests ask for `db` beside it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


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
