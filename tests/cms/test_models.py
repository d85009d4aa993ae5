"""The base page, ordinary pages and the town's settings."""

import pytest
from django.conf import settings
from wagtail.models import Locale, PageViewRestriction, Site

from cms.models import TownSettings, VisitorMessage
from tests.factories.cms import StandardPageFactory, VisitorMessageFactory

BODY = [
    {"type": "heading", "value": "Anfahrt"},
    {"type": "paragraph", "value": "<p>Mit dem <b>Bus</b> 14.</p>"},
    {"type": "facts", "value": [{"label": "Linie", "value": "14"}]},
    {"type": "alert", "value": {"kind": "warning", "title": "Gesperrt", "text": "<p>Bis Mai.</p>"}},
    {"type": "questions", "value": [{"question": "Wann?", "answer": "<p>Bald.</p>"}]},
    {"type": "quote", "value": {"text": "Endlich!", "source": "Eine Radfahrerin"}},
    {
        "type": "links",
        "value": {"links": [{"text": "Fahrplan", "page": None, "url": "https://bus.example"}], "as_buttons": True},
    },
]


def with_body(home):
    page = StandardPageFactory(parent=home, title="Anfahrt")
    page.body = BODY
    page.save()
    return page


def test_every_block_shows_its_words(client, home):
    html = client.get(with_body(home).url).text
    for words in ("Anfahrt", "Bus", "Linie", "Gesperrt", "Wann?", "Endlich!", "Fahrplan"):
        assert words in html


def test_the_search_gets_plain_text(home):
    texts = with_body(home).search_texts()
    assert texts.title == "Anfahrt"
    assert "Bus" in texts.body
    assert "<" not in texts.body


def test_pages_below_are_listed(client, home):
    page = StandardPageFactory(parent=home)
    StandardPageFactory(parent=page, title="Ortsteile", teaser="Vier Dörfer.")
    StandardPageFactory(parent=page, title="Geheim", live=False)
    html = client.get(page.url).text
    assert "Ortsteile" in html
    assert "Vier Dörfer." in html
    assert "Geheim" not in html


def test_menu_and_breadcrumb_name_no_private_pages_and_no_drafts(client, home):
    private = StandardPageFactory(parent=home, title="Intern", show_in_menus=True)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    draft = StandardPageFactory(parent=home, title="Entwurf", live=False)
    html = client.get(StandardPageFactory(parent=draft, title="Darunter").url).text
    assert "Darunter" in html
    assert "Intern" not in html
    assert "Entwurf" not in html


def test_a_private_page_is_not_searchable(home):
    page = StandardPageFactory(parent=home)
    assert page.is_searchable()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert not page.is_searchable()


def test_a_draft_is_not_searchable(home):
    assert not StandardPageFactory(parent=home, live=False).is_searchable()


def test_the_town_stands_on_every_page(client, home):
    town = TownSettings.for_site(Site.objects.get())
    town.name, town.phone, town.imprint = (
        "Gemeinde Musterdorf",
        "05799 9990-0",
        StandardPageFactory(parent=home, title="Impressum"),
    )
    town.save()
    html = client.get("/").text
    assert "Gemeinde Musterdorf" in html
    assert 'href="tel:0579999900"' in html
    assert "Impressum" in html


def test_an_unknown_address_is_answered_calmly(client, home):
    response = client.get("/gibt-es-nicht/")
    assert response.status_code == 404
    assert 'type="search"' in response.text


def test_other_languages_stand_under_their_prefix_and_german_without(client, home):
    assert client.get("/").headers["Content-Language"] == "de"
    assert "Accept-Language" not in client.get("/").headers.get("Vary", "")
    assert '<html lang="de"' in client.get("/", headers={"Accept-Language": "en"}).text


def test_a_language_without_pages_is_not_there_and_one_with_pages_is(client, home):
    response = client.get("/en/")
    assert response.status_code == 404
    assert '<html lang="de"' in response.text
    english = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(english).save_revision().publish()
    response = client.get("/en/")
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "en"


@pytest.mark.parametrize("path", ["/", "/gibt-es-nicht/"])
def test_public_pages_carry_the_strict_policy(client, home, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy


def test_the_admin_policy_is_wider_only_for_signed_in_people(client, admin_client, home):
    assert "'unsafe-inline'" in admin_client.get("/admin/").headers["Content-Security-Policy"]
    admin_client.logout()
    assert "unsafe" not in admin_client.get("/admin/login/").headers["Content-Security-Policy"]


def test_dealing_with_a_message_sets_its_date_and_taking_it_back_clears_it(db):
    message = VisitorMessageFactory()
    message.handled = True
    message.save()
    assert message.handled_at is not None
    message.handled = False
    message.save()
    assert VisitorMessage.objects.get().handled_at is None


def test_editors_read_messages_in_the_admin(admin_client, db):
    message = VisitorMessageFactory(text="<script>alert(1)</script> Rampe")
    assert "Rampe" in admin_client.get("/admin/snippets/cms/visitormessage/").text
    page = admin_client.get(f"/admin/snippets/cms/visitormessage/edit/{message.pk}/")
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text


def test_the_admin_asks_no_foreign_host(admin_client, home):
    html = admin_client.get("/admin/").text
    assert "gravatar" not in html
    assert "releases.wagtail" not in html


def test_static_files_are_served_without_debug(client, db):
    assert not settings.DEBUG
    for path in ("/static/site.css", "/static/kern/kern.min.css"):
        response = client.get(path)
        assert response.status_code == 200
        assert b"--kern-" in b"".join(response.streaming_content)
        response.close()
