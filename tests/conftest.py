"""What tests of every room share."""

import pytest

from tests.factories.cms import make_home


@pytest.fixture
def home(db):
    """The home page of the default site."""
    return make_home()


@pytest.fixture
def admin_client(client, django_user_model):
    """A client signed in as somebody who may do everything."""
    client.force_login(django_user_model.objects.create_superuser("technik", "technik@town.example", "secret"))
    return client
