"""`manage.py check --deploy` on signing in."""

from accounts.checks import second_factor_is_required
from config.settings import read_switch


def test_a_public_server_without_second_factor_is_refused(settings):
    settings.MFA_REQUIRED = False
    assert [finding.id for finding in second_factor_is_required()] == ["accounts.E001"]
    settings.MFA_REQUIRED = True
    assert second_factor_is_required() == []


def test_the_second_factor_is_on_where_nobody_says_anything(monkeypatch):
    monkeypatch.delenv("MFA_REQUIRED", raising=False)
    assert read_switch("MFA_REQUIRED", default=True)
