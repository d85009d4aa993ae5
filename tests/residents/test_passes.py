"""The pass of a browser: given by a post, known by one question, replaced at the sign-in, worth nothing after its end."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from residents import passes
from residents.models import Pass, Resident
from tests.factories.residents import ask_for_link, browser_of, new_browser


def request_with(secret=None, method="get", **extra):
    request = getattr(RequestFactory(), method)("/", **extra)
    request.user = AnonymousUser()
    if secret is not None:
        request.COOKIES["teilnahme"] = secret
    return request


def give(resident=None, request=None, **extra):
    """A new pass, and the secret that the browser keeps."""
    response = HttpResponse()
    own = passes.give_pass(request or request_with(method="post", **extra), response, resident)
    return own, response.cookies["teilnahme"].value, response


@pytest.fixture
def merged():
    """What the rooms above were told."""
    told = []

    def hear(sender, old, new, **kwargs):
        told.append((old.pk, new.pk, Pass.objects.filter(pk=old.pk).exists()))

    passes.passes_merged.connect(hear)
    yield told
    passes.passes_merged.disconnect(hear)


def test_without_a_cookie_nobody_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert passes.pass_of(request_with()) is None
        assert passes.pass_of(request_with("")) is None


def test_one_question_for_pass_and_resident(anna, django_assert_num_queries):
    _own, secret, _response = give(anna)
    request = request_with(secret)
    with django_assert_num_queries(1):
        assert passes.pass_of(request).resident.email == anna.email
        assert passes.pass_of(request) is passes.pass_of(request)
        assert passes.resident_of(request) == anna


@pytest.mark.parametrize("secret", ["made-up", "x" * 5000, "\x00", "ä", '"', "' OR 1=1 --"])
def test_a_made_up_secret_is_nobody(secret):
    give()
    assert passes.pass_of(request_with(secret)) is None


def test_the_digest_opens_nothing():
    own, _secret, _response = give()
    assert passes.pass_of(request_with(own.digest)) is None


def test_a_pass_needs_no_account_and_is_kept_by_no_cache():
    own, secret, response = give()
    assert own.resident is None
    assert passes.pass_of(request_with(secret)) == own
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_the_request_knows_its_new_pass_at_once(django_assert_num_queries):
    request = request_with(method="post")
    own, _secret, _response = give(request=request)
    with django_assert_num_queries(0):
        assert passes.pass_of(request) == own


def test_a_pass_ends_after_ninety_days():
    own, secret, _response = give()
    assert timedelta(days=89) < own.expires_at - timezone.now() <= timedelta(days=90)
    Pass.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert passes.pass_of(request_with(secret)) is None


def test_a_block_holds_at_once_in_every_browser(anna):
    _own, secret, _response = give(anna)
    _other, free, _response = give()
    Resident.objects.update(blocked_at=timezone.now())
    assert passes.pass_of(request_with(secret)) is None
    assert passes.pass_of(request_with(free)) is not None


def test_who_signs_in_keeps_what_they_did_without_an_account(anna, merged):
    old, secret, _response = give()
    new, fresh, _response = give(anna, request_with(secret, "post"))
    assert merged == [(old.pk, new.pk, True)]
    assert fresh != secret
    assert list(Pass.objects.all()) == [new]


def test_what_belongs_to_one_resident_never_goes_to_another(anna, merged):
    bert = Resident.objects.create(email="bert@post.example")
    _old, secret, _response = give(anna)
    give(bert, request_with(secret, "post"))
    assert merged == []
    assert Pass.objects.get().resident == bert


def test_who_signs_in_again_has_one_pass(anna, merged):
    _old, secret, _response = give(anna)
    give(anna, request_with(secret, "post"))
    assert len(merged) == 1
    assert anna.passes.count() == 1


def test_a_room_that_fails_keeps_the_old_pass(anna):
    old, secret, _response = give()

    def fail(**kwargs):
        raise RuntimeError

    passes.passes_merged.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            give(anna, request_with(secret, "post"))
    finally:
        passes.passes_merged.disconnect(fail)
    assert list(Pass.objects.all()) == [old]


def test_only_a_full_hall_gets_many_passes(monkeypatch):
    monkeypatch.setattr(passes, "MOST_PASSES", 3)
    for _number in range(3):
        give()
    with pytest.raises(passes.TooManyPassesError):
        give()
    give(REMOTE_ADDR="198.51.100.7")
    Pass.objects.update(made_at=timezone.now() - timedelta(minutes=6))
    give()


def test_the_limit_is_high_enough_for_a_hall():
    assert passes.MOST_PASSES >= 400


def test_the_network_is_kept_without_its_last_part_and_not_believed_from_anybody():
    own, _secret, _response = give(REMOTE_ADDR="203.0.113.77", headers={"X-Forwarded-For": "8.8.8.8"})
    assert own.network == "203.0.113.0"
    assert give(REMOTE_ADDR="203.0.113.77", headers={"X-Real-IP": "8.8.8.8"})[0].network == "203.0.113.0"


def test_looking_writes_nothing_and_using_writes_once_a_day(anna, django_assert_num_queries):
    _own, secret, _response = give(anna)
    long_ago = timezone.now() - timedelta(days=40)
    Resident.objects.update(last_seen_at=long_ago, warned_at=long_ago)
    Pass.objects.update(last_used_on=long_ago.date())
    passes.pass_of(request_with(secret))
    assert Pass.objects.get().last_used_on == long_ago.date()
    passes.pass_of(request_with(secret, "post"))
    assert Pass.objects.get().last_used_on == timezone.localdate()
    anna.refresh_from_db()
    assert (anna.last_seen_at > long_ago, anna.warned_at) == (True, None)
    with django_assert_num_queries(1):
        passes.pass_of(request_with(secret, "post"))


def test_signing_out_forgets_this_browser_only(anna):
    here, there = browser_of(anna), browser_of(anna)
    response = here.post("/mein-zugang/abmelden/")
    assert response.cookies["teilnahme"].value == ""
    assert "resident" not in here.get("/mein-zugang/").context
    assert there.get("/mein-zugang/").context["resident"] == anna


def test_a_network_full_of_passes_is_told_to_wait(monkeypatch, home):
    monkeypatch.setattr(passes, "MOST_PASSES", 0)
    browser = new_browser()
    link = ask_for_link(browser, "erika@post.example")
    assert browser.post(link).status_code == 429
    assert not Resident.objects.exists()
    monkeypatch.setattr(passes, "MOST_PASSES", 1)
    assert browser.post(link).status_code == 302


def test_the_cache_in_front_lets_passes_through(settings):
    """The configuration that we ship, for what one person sees must reach nobody else."""
    guide = (settings.BASE_DIR / "docs/how-to/deploy-small.md").read_text(encoding="utf-8")
    for line in ("proxy_cache_bypass", "proxy_no_cache"):
        rule = next(text for text in guide.splitlines() if text.strip().startswith(line))
        assert f"$cookie_{settings.PASS_COOKIE_NAME}" in rule
        assert f"$cookie_{settings.SESSION_COOKIE_NAME}" in rule


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_log_in_front_knows_no_links(settings, prefix):
    guide = (settings.BASE_DIR / "docs/how-to/deploy-small.md").read_text(encoding="utf-8")
    rule = re.search(r"~(\^/\(\?<door>.*?\)/)  /", guide)[1].replace("?<door>", "?P<door>")
    assert re.match(rule, f"/{prefix}mein-zugang/link/a-secret/")
    assert not re.match(rule, f"/{prefix}mein-zugang/")
