import json
import smtplib

import pytest
from django.db import OperationalError

from config import health

LIVEZ, READYZ = "/livez", "/readyz"


@pytest.fixture(autouse=True)
def fresh_mail_check(monkeypatch):
    monkeypatch.setitem(health.HELPFUL, "mail", health.MailCheck())


def raising(error: Exception):
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


@pytest.mark.django_db
def test_a_house_in_order_is_ready(client):
    answer = client.get(READYZ)
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert set(answer.json()["checks"]) == {
        "database",
        "migrations",
        "media",
        "cache",
        "jobs",
        "mail",
        "search",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", [LIVEZ, READYZ])
def test_answers_are_never_kept_and_set_no_cookie(client, address):
    answer = client.get(address)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert client.post(address, headers={"sec-fetch-site": "same-origin"}).status_code == 405


def test_the_process_lives_without_a_database(client):
    """No database is allowed in this test."""
    assert client.get(LIVEZ).json() == {"status": "alive"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["database", "migrations", "media", "cache"])
def test_without_what_visitors_need_the_house_is_not_ready(client, monkeypatch, name):
    monkeypatch.setitem(health.NEEDED, name, raising(OperationalError("password of town refused")))
    answer = client.get(READYZ)
    assert answer.status_code == 503
    assert answer.json()["status"] == "unready"
    assert answer.json()["checks"][name] == ["failed"]
    assert "password" not in answer.text


@pytest.mark.django_db
def test_missing_migrations_are_seen_but_not_named(client, monkeypatch):
    monkeypatch.setattr(health, "missing_migrations", lambda: ["news.0002_secret_plan"])
    answer = client.get(READYZ)
    assert answer.status_code == 503
    assert "secret_plan" not in answer.text


@pytest.mark.django_db
def test_a_media_folder_that_takes_no_file_is_seen(client, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert client.get(READYZ).json()["checks"]["media"] == ["failed"]


@pytest.mark.django_db
def test_a_cache_that_keeps_nothing_is_seen(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    answer = client.get(READYZ)
    assert answer.status_code == 503
    assert answer.json()["checks"]["cache"] == ["forgetful"]


@pytest.mark.django_db
def test_late_jobs_degrade_and_do_not_close_the_house(client, monkeypatch):
    monkeypatch.setitem(health.HELPFUL, "jobs", lambda: ["publishing_late"])
    answer = client.get(READYZ)
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    assert answer.json()["checks"]["jobs"] == ["publishing_late"]


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ConnectionRefusedError("10.0.0.5"), smtplib.SMTPAuthenticationError(535, b"no")])
def test_a_silent_mail_server_degrades_and_is_asked_once_a_minute(client, settings, monkeypatch, error):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    asked = []

    def refuse(self) -> None:
        asked.append(self.timeout)
        raise error

    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", refuse)
    answer = client.get(READYZ)
    client.get(READYZ)
    assert answer.status_code == 200
    assert answer.json()["checks"]["mail"] == ["unreachable"]
    assert "10.0.0.5" not in json.dumps(answer.json())
    assert asked == [health.MAIL_TIMEOUT_SECONDS]


@pytest.mark.django_db
def test_the_answer_costs_few_queries(client, django_assert_max_num_queries):
    client.get(READYZ)
    with django_assert_max_num_queries(18):
        client.get(READYZ)
