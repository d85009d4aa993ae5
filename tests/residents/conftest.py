"""Pages need a town around them."""

import pytest

from tests.factories.residents import ResidentFactory, browser_of, new_browser


@pytest.fixture(autouse=True)
def town(home):
    return home


@pytest.fixture
def anna(home):
    return ResidentFactory(email="anna@post.example", name="Anna")


@pytest.fixture
def signed_in(anna):
    """Where Anna is signed in."""
    return browser_of(anna)


@pytest.fixture
def stranger(home):
    """A browser that has never been here."""
    return new_browser()
