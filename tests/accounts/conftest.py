import pytest

from accounts.shared_cache import shared
from tests.factories.accounts import make_person


@pytest.fixture
def editor(db):
    return make_person()


@pytest.fixture
def second_factor_required(settings):
    settings.MFA_REQUIRED = True


@pytest.fixture
def after_commit(monkeypatch):
    """What waits for the end of a transaction happens at once: the transaction of a test has no end."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda action, **kwargs: action())


@pytest.fixture(autouse=True)
def no_attempts_yet(request):
    """Attempts of one test do not count for the next."""
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
        shared.clear()
