"""What everybody reads is kept for a minute by caches; what is for one person is kept by nobody."""

import pytest
from django.conf import settings
from django.http import HttpResponse

from cms.delivery.keeping import FOR_EVERYBODY, FOR_ONE, KeepingMiddleware
from tests.factories.cms import StandardPageFactory


@pytest.mark.parametrize("path", ["/", "/seite/", "/nirgends/", "/sitemap.xml", "/suche/?q=hund", "/rathaus/"])
def test_public_answers_may_be_kept_and_vary_by_no_cookie(client, home, path):
    StandardPageFactory(parent=home, slug="seite")
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == FOR_EVERYBODY
    assert "stale-while-revalidate" in answer.headers["CDN-Cache-Control"]
    assert "stale-while-revalidate" not in answer.headers["Cache-Control"]
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/nirgends/"])
def test_whoever_is_signed_in_reads_what_holds_now(admin_client, home, path):
    assert admin_client.get(path).headers["Cache-Control"] == FOR_ONE


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, settings.PASS_COOKIE_NAME])
def test_a_cookie_that_means_somebody_is_enough_even_if_it_is_wrong(client, home, name):
    client.cookies[name] = "nobody"
    assert client.get("/").headers["Cache-Control"] == FOR_ONE


def test_a_preview_is_kept_by_nobody(admin_client, home):
    home.save_revision()
    assert "no-store" in admin_client.get(f"/admin/pages/{home.pk}/view_draft/").headers["Cache-Control"]


def test_the_door_to_sign_in_is_kept_by_nobody(client, home):
    assert "public" not in client.get("/konto/anmelden/").headers["Cache-Control"]


def test_a_private_page_is_kept_by_nobody(client, home):
    page = StandardPageFactory(parent=home, slug="intern")
    page.view_restrictions.create(restriction_type="password", password="geheim")
    assert "public" not in client.get(page.url).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("method", "response", "expected"),
    [
        ("get", HttpResponse(headers={"Cache-Control": "no-cache"}), "no-cache"),
        ("get", HttpResponse(headers={"Vary": "Cookie"}), FOR_ONE),
        ("get", HttpResponse(status=503), None),
        ("get", HttpResponse(status=422), None),
        ("post", HttpResponse(status=302), None),
        ("head", HttpResponse(status=410), FOR_EVERYBODY),
    ],
    ids=["own word", "asked for a cookie", "error", "refused", "post", "gone"],
)
def test_who_keeps_what(rf, method, response, expected):
    answer = KeepingMiddleware(lambda _: response)(getattr(rf, method)("/"))
    assert answer.headers.get("Cache-Control") == expected


def test_browsers_need_not_offer_powers_nor_other_sites_use_our_pages(client, home):
    answer = client.get("/")
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Cross-Origin-Resource-Policy" not in client.get("/sitemap.xml").headers


def test_no_script_keeps_a_page_out_of_the_memory_of_the_back_button():
    for script in (settings.BASE_DIR / "static" / "js").glob("*.js"):
        assert "unload" not in script.read_text(encoding="utf-8"), script
