"""Online services: what they say, what residents see of them, what editors do with them."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext, pgettext

from accounts.roles import make_editors
from service_catalogue import importer
from service_catalogue.accounts import recognised
from service_catalogue.importer.mapping import online_service_values
from service_catalogue.importer.merging import merge
from service_catalogue.models import Area, CheckedLink, LinkUse, OnlineService, ServicePage
from service_catalogue.models.links import digest_of
from service_catalogue.xzufi import objects
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServicePageFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def german(text, /, **values):
    """A sentence of ours as pages say it: they are asked for in German, whatever the tests speak."""
    with translation.override("de"):
        return gettext(text) % values


def broken(**values):
    """An online service whose link was found broken."""
    online = OnlineServiceFactory(**values)
    since = timezone.now() - timedelta(days=3)
    OnlineService.objects.filter(pk=online.pk).update(link_state="broken", link_since=since, link_reason="Zeitablauf")
    online.refresh_from_db()
    return online


# The record


def test_lists_of_codes_come_back_as_they_were_saved():
    online = OnlineServiceFactory(accounts=["bundid", "muk"], languages=["de", "en"])
    online.refresh_from_db()
    assert (online.accounts, online.languages) == (["bundid", "muk"], ["de", "en"])
    assert OnlineServiceFactory().accounts == []
    assert OnlineService.objects.filter(accounts=["bundid", "muk"]).get() == online


def test_what_is_needed_in_words():
    online = OnlineService(
        accounts=["none", "bundid", "xyz"], other_account="Karte der Bücherei", languages=["de", "tr"]
    )
    assert online.account_names == ["BundID", "xyz", "Karte der Bücherei"]
    assert online.needs_no_account
    assert online.language_names == ["German", "Turkish"]
    assert OnlineService(languages=["de"]).language_names == []


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"url": "https://portal.nrw/{plz}"}, "url", "{plz}"),
        ({"url": "portal.nrw"}, "url", "https://"),
        ({"valid_from": TODAY, "valid_until": TODAY - timedelta(days=1)}, "valid_until", "last day"),
        ({"confidence_level": "30"}, "accounts", "identify"),
        ({"confidence_level": "40", "accounts": ["none"]}, "accounts", "identify"),
    ],
)
def test_what_an_editor_must_put_right(values, field, said):
    online = OnlineService(**{"name": "Antrag", "url": "https://portal.nrw/antrag", **values})
    with pytest.raises(ValidationError) as caught:
        online.full_clean()
    assert said in " ".join(caught.value.message_dict[field])


@pytest.mark.parametrize(
    "values",
    [
        {"url": "https://portal.nrw/{leika}?p={ars}"},
        {"url": "http://portal.nrw/"},
        {"confidence_level": "40", "accounts": ["eid"]},
        {"confidence_level": "30", "other_account": "Authega"},
        {"valid_from": TODAY, "valid_until": TODAY},
    ],
)
def test_what_is_right(values):
    OnlineService(**{"name": "Antrag", "url": "https://portal.nrw/antrag", **values}).full_clean()


def test_only_what_is_valid_today_is_current():
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    always = OnlineServiceFactory()
    until_today = OnlineServiceFactory(valid_from=TODAY, valid_until=TODAY)
    not_yet = OnlineServiceFactory(valid_from=tomorrow)
    over = OnlineServiceFactory(valid_until=yesterday)
    assert set(OnlineService.objects.current(TODAY)) == {always, until_today}
    assert [item.is_current(TODAY) for item in (always, until_today, not_yet, over)] == [True, True, False, False]


def test_what_works_is_the_same_in_the_database_and_in_python():
    for kind in OnlineService.Kind.values:
        OnlineServiceFactory(kind=kind)
        OnlineServiceFactory(kind=kind, valid_until=timezone.localdate() - timedelta(days=1))
        for state in ("ok", "broken", "caution", "missing"):
            OnlineService.objects.filter(pk=OnlineServiceFactory(kind=kind).pk).update(link_state=state)
    everything = OnlineService.objects.all()
    assert set(OnlineService.objects.working()) == {online for online in everything if online.works}
    assert OnlineService.objects.working().count() == 6


def test_a_new_address_is_to_be_checked_and_has_no_state_yet():
    online = broken(url="https://portal.nrw/alt")
    online.name = "Neuer Name"
    online.save()
    assert OnlineService.objects.get().link_state == "broken"
    CheckedLink.objects.update(due_at=None)
    online.url = "https://portal.nrw/neu"
    online.save()
    online.refresh_from_db()
    assert (online.link_state, online.link_since, online.link_reason) == ("pending", None, "")
    use = LinkUse.objects.get()
    assert (use.link.url, use.link.state) == ("https://portal.nrw/neu", "pending")
    assert use.link.due_at <= timezone.now()


def test_an_address_that_is_known_already_is_checked_again_and_kept():
    CheckedLink.objects.create(digest=digest_of("https://portal.nrw/a"), url="https://portal.nrw/a", state="ok")
    OnlineServiceFactory(url="https://portal.nrw/a")
    known = CheckedLink.objects.get()
    assert (known.state, known.due_at is not None) == ("ok", True)


@pytest.mark.parametrize(
    ("words", "codes", "rest"),
    [
        (["BundID"], ["bundid"], ""),
        (["Nutzerkonto Bund (BundID)", "Bund-ID"], ["bundid"], ""),
        (["Mein Unternehmenskonto", "ELSTER-Zertifikat"], ["muk", "elster"], ""),
        (["Online-Ausweisfunktion (eID)"], ["eid"], ""),
        (["Servicekonto.NRW", "BayernID"], ["land"], ""),
        (["Keine Anmeldung"], ["none"], ""),
        (["keine", "BundID"], ["bundid"], ""),
        (["Authega", " ", "bundid"], ["bundid"], "Authega"),
        ([], [], ""),
    ],
)
def test_deliveries_say_accounts_in_many_ways(words, codes, rest):
    assert recognised(words) == (codes, rest)


# The page that residents see


def html_of(client, page):
    return client.get(page.url).text


def test_the_best_working_service_is_the_one_clear_button(index_page, client):
    page = ServicePageFactory(
        parent=index_page,
        online_services=[
            OnlineServiceFactory(name="Nachlesen", kind="information", url="https://portal.nrw/lesen"),
            OnlineServiceFactory(name="Formular", kind="form", url="https://portal.nrw/form.pdf"),
            OnlineServiceFactory(name="Termin", kind="appointment", url="https://portal.nrw/termin"),
            broken(name="Antrag", kind="apply", url="https://portal.nrw/antrag"),
        ],
    )
    html = html_of(client, page)
    assert re.findall(r'kern-btn--primary" href="([^"]+)"', html) == ["https://portal.nrw/termin"]
    assert re.findall(r'kern-btn--secondary" href="([^"]+)"', html) == [
        "https://portal.nrw/form.pdf",
        "https://portal.nrw/lesen",
    ]
    assert page.channels.works


def test_beside_a_broken_button_stands_every_other_way(index_page, client):
    page = ServicePageFactory(
        parent=index_page,
        online_services=[
            broken(name="Hund anmelden", url="https://portal.nrw/antrag"),
            OnlineServiceFactory(name="Hund anmelden auf Papier", kind="form", url="https://portal.nrw/form.pdf"),
        ],
        forms=[("item", {"text": "Formular", "link": "https://portal.nrw/2.pdf"})],
        department=DepartmentFactory(phone="05771 123", email="steuer@town.example"),
    )
    html = html_of(client, page)
    note = html[html.index("service__broken") :]
    note = note[: note.index("</div>")]
    with translation.override("de"):
        day = date_format(timezone.localtime(page.channels.broken[0].since), "j. F")
    assert german("This online service does not answer at present (since %(day)s).", day=day) in note
    for way in ("https://portal.nrw/form.pdf", "#formulare", "tel:05771123", "mailto:steuer@town.example", "#kontakt"):
        assert f'href="{way}"' in note
    assert 'kern-btn--tertiary" href="https://portal.nrw/antrag"' in note
    assert not page.is_online


def test_a_broken_button_never_stands_alone(index_page, client, home):
    page = ServicePageFactory(parent=index_page, online_services=[broken()])
    note = html_of(client, page).partition("service__broken")[2]
    assert german("come to the town hall") in note


def test_a_service_out_of_its_days_is_not_shown(index_page, client):
    over = OnlineServiceFactory(url="https://portal.nrw/vorbei", valid_until=timezone.localdate() - timedelta(days=1))
    soon = OnlineServiceFactory(url="https://portal.nrw/bald", valid_from=timezone.localdate() + timedelta(days=1))
    page = ServicePageFactory(parent=index_page, online_services=[over, soon])
    html = html_of(client, page)
    assert "portal.nrw" not in html
    assert not page.is_online


def test_residents_read_what_they_need(index_page, client):
    online = OnlineServiceFactory(
        provider="Kreis Lippe", accounts=["bundid", "muk"], payment_methods="Kreditkarte", languages=["de", "en"]
    )
    text = re.sub(r"<[^>]+>|\s+", " ", html_of(client, ServicePageFactory(parent=index_page, online_services=[online])))
    text = " ".join(text.split())
    assert "(Kreis Lippe)" in text
    muk = german("Mein Unternehmenskonto (ELSTER certificate)")
    with translation.override("de"):
        either = pgettext("one of these accounts", "or")
    assert f"{german('You need:')} BundID {either} {muk}" in text
    assert f"{german('Payment:')} Kreditkarte" in text
    assert f"{german('Languages:')} {german('German')}, {german('English')}" in text


def test_an_address_is_filled_in_for_the_page(index_page, client, home):
    online = OnlineServiceFactory(url="https://portal.nrw/{leika}?l={lang}")
    key = LeikaKeyFactory(key="99050012104000")
    page = ServicePageFactory(parent=index_page, online_services=[online], leika_keys=[key])
    html = html_of(client, page)
    assert 'href="https://portal.nrw/99050012104000?l=de"' in html
    assert "https://portal.nrw/99050012104000?l=de" in page.json_ld


def test_an_address_with_a_gap_is_never_shown(index_page, client):
    page = ServicePageFactory(
        parent=index_page,
        online_services=[
            OnlineServiceFactory(url="https://portal.nrw/{ars}"), OnlineServiceFactory(url="https://portal.nrw/{plz}")
        ],
    )  # fmt: skip
    assert "portal.nrw" not in html_of(client, page)
    assert not page.is_online


def test_a_template_has_a_state_of_its_own_on_each_page(index_page):
    online = OnlineServiceFactory(url="https://portal.nrw/{leika}")
    good, bad = (
        ServicePageFactory(parent=index_page, online_services=[online], leika_keys=[LeikaKeyFactory()]) for _ in "ab"
    )
    address = online.address_for(bad)
    CheckedLink.objects.create(digest=digest_of(address), url=address, state="missing", since=timezone.now())
    fresh = [ServicePage.objects.get(pk=page.pk) for page in (good, bad)]
    assert [page.channels.works for page in fresh] == [True, False]


def test_many_online_services_cost_no_query_each(index_page, client, django_assert_max_num_queries):
    services = [OnlineServiceFactory(accounts=["bundid"]) for _ in range(5)] + [broken()]
    page = ServicePageFactory(parent=index_page, online_services=services, department=DepartmentFactory())
    client.get(page.url)
    with django_assert_max_num_queries(20):
        client.get(page.url)


def test_the_api_gives_filled_addresses_and_their_state(index_page, client):
    ServicePageFactory(
        parent=index_page,
        online_services=[OnlineServiceFactory(url="https://portal.nrw/?l={lang}", accounts=["bundid"]), broken()],
    )
    (service,) = client.get("/api/v1/services/").json()["results"]
    assert [item["state"] for item in service["online_services"]] == ["pending", "broken"]
    assert service["online_services"][0]["url"] == "https://portal.nrw/?l=de"
    assert service["online_services"][0]["accounts"] == ["bundid"]


# Editors

ADD = "/admin/snippets/service_catalogue/onlineservice/add/"
LIST = "/admin/snippets/service_catalogue/onlineservice/"


def form(**values):
    return {"name": "Antrag", "url": "https://portal.nrw/antrag", "kind": "apply", "areas": "", **values}


def test_the_form_saves_everything(admin_client, index_page):
    values = form(
        url="https://portal.nrw/{leika}", accounts=["bundid", "eid"], languages=["en"], confidence_level="40",
        areas="057700044044 Stemwede\n057660000000", valid_from="2026-01-01",
    )  # fmt: skip
    assert admin_client.post(ADD, values).status_code == 302
    online = OnlineService.objects.get()
    assert (online.accounts, online.languages) == (["bundid", "eid"], ["en"])
    assert {area.ars for area in online.areas.all()} == {"057700044044", "057660000000"}


@pytest.mark.parametrize(
    ("values", "said", "named"),
    [
        (
            {"url": "https://portal.nrw/{plz}"},
            "There is no placeholder {%(name)s}. Known are %(known)s.",
            {"name": "plz", "known": "{leika}, {ars}, {ags}, {oe}, {lang}"},
        ),
        ({"url": "javascript:alert(1)"}, "Write a whole address that begins with https://.", {}),
        (
            {"areas": "Stemwede"},
            "“%(text)s” does not begin with a regional key of twelve digits.",
            {"text": "Stemwede"},
        ),
        ({"accounts": ["erfunden"]}, "%(value)s", {"value": "erfunden"}),
        (
            {"confidence_level": "30"},
            "At this level of confidence residents must identify themselves: say with what.",
            {},
        ),
    ],
)
def test_mistakes_in_the_form_are_explained_and_nothing_is_lost(admin_client, values, said, named):
    response = admin_client.post(ADD, form(name="Mein Antrag", **values))
    assert response.status_code == 200
    assert escape(german(said, **named)) in response.text
    assert "Mein Antrag" in response.text
    assert not OnlineService.objects.exists()
    assert not Area.objects.exists()


def test_codes_that_came_with_a_delivery_survive_an_editor(admin_client, index_page):
    online = OnlineServiceFactory(accounts=["bundid", "neues-konto"], languages=["hsb"])
    html = admin_client.get(f"{LIST}edit/{online.pk}/").text
    assert 'value="neues-konto"' in html
    values = form(accounts=online.accounts, languages=online.languages)
    assert admin_client.post(f"{LIST}edit/{online.pk}/", values).status_code == 302
    online.refresh_from_db()
    assert (online.accounts, online.languages) == (["bundid", "neues-konto"], ["hsb"])


def test_nobody_deletes_it_without_seeing_the_services_that_lose_it(admin_client, index_page):
    online = OnlineServiceFactory()
    ServicePageFactory(parent=index_page, title="Parkausweis beantragen", online_services=[online])
    assert "Parkausweis beantragen" in admin_client.get(f"{LIST}delete/{online.pk}/").text


def test_the_form_says_how_the_link_is_and_who_uses_it(admin_client, index_page):
    online = broken(url="http://portal.nrw/antrag?gebiets_id=")
    ServicePageFactory(parent=index_page, title="Hund anmelden", online_services=[online])
    reference = ReferenceServiceFactory()
    ResponsibilityFactory(reference=reference, online_service=online)
    ServicePageFactory(parent=index_page, title="Katze anmelden", reference=reference)
    html = admin_client.get(f"{LIST}edit/{online.pk}/").text
    unencrypted = german("The address begins with http: what residents enter is not encrypted.")
    for said in (german("does not answer"), "Zeitablauf", unencrypted, "gebiets_id", "Hund anmelden", "Katze anmelden"):
        assert said in html


def test_the_list_shows_and_filters_states(admin_client, index_page):
    broken(name="Kaputter Antrag")
    OnlineServiceFactory(name="Neuer Antrag")
    html = admin_client.get(LIST).text
    assert "Zeitablauf" in html
    html = admin_client.get(f"{LIST}?link_state=broken").text
    assert "Kaputter Antrag" in html
    assert "Neuer Antrag" not in html


# The report

REPORT = "/admin/reports/links/"


@pytest.fixture
def poor_links(index_page, django_user_model):
    owner = django_user_model.objects.create_user("paula", "paula@town.example", "secret")
    pages = {}
    for title, state, own in (("Hund", "broken", True), ("Katze", "missing", False), ("Maus", "ok", True)):
        page = ServicePageFactory(parent=index_page, title=title, owner=owner if own else None)
        link = CheckedLink.objects.create(
            **CheckedLink.of(f"https://portal.nrw/{title}"), state=state, since=timezone.now(), reason=f"=Grund {title}"
        )
        LinkUse.objects.create(link=link, page=page, section="description")
        pages[title] = page
    return pages


def test_the_report_shows_what_does_not_work(admin_client, poor_links):
    html, gone = admin_client.get(REPORT).text, german("is gone")
    for said in (
        "https://portal.nrw/Hund",
        "https://portal.nrw/Katze",
        german("What it is about"),
        f"1 × {gone}",
        "paula",
    ):
        assert said in html
    assert "https://portal.nrw/Maus" not in html


@pytest.mark.parametrize(
    ("query", "shown"), [("state=broken", {"Hund"}), ("state=missing", {"Katze"}), ("mine=1", set())]
)
def test_the_report_can_be_narrowed(admin_client, poor_links, query, shown):
    html = admin_client.get(f"{REPORT}?{query}").text
    assert {title for title in poor_links if f"https://portal.nrw/{title}" in html} == shown


def test_people_see_the_links_of_pages_that_they_may_edit(client, poor_links, django_user_model):
    owner = django_user_model.objects.get(username="paula")
    client.force_login(owner)
    assert client.get(REPORT).status_code == 302
    owner.groups.add(make_editors())
    assert "https://portal.nrw/Hund" in client.get(f"{REPORT}?mine=1").text
    assert "https://portal.nrw/Katze" not in client.get(f"{REPORT}?mine=1").text


def test_who_may_edit_one_corner_sees_nothing_of_the_others(client, poor_links, django_user_model, home):
    from accounts.roles import grant_pages

    group = Group.objects.create(name="Ecke")
    group.permissions.set(make_editors().permissions.all())
    grant_pages(group, poor_links["Katze"], ["change"])
    user = django_user_model.objects.create_user("ecke", "ecke@town.example", "secret")
    user.groups.add(group)
    client.force_login(user)
    html = client.get(REPORT).text
    assert "https://portal.nrw/Katze" in html
    assert "https://portal.nrw/Hund" not in html
    assert f"1 × {german('is gone')}" in html
    assert f"1 × {german('does not answer')}" not in html


def test_the_table_for_spreadsheets_never_calculates(admin_client, poor_links):
    response = admin_client.get(f"{REPORT}?export=csv")
    text = b"".join(response.streaming_content).decode()
    assert "https://portal.nrw/Hund" in text
    assert ",'=Grund Hund," in text


def test_pages_of_the_report_cost_the_same_for_many_links(admin_client, index_page, django_assert_max_num_queries):
    for number in range(30):
        page = ServicePageFactory(parent=index_page, owner=None)
        link = CheckedLink.objects.create(
            **CheckedLink.of(f"https://portal.nrw/{number}"), state="broken", since=timezone.now()
        )
        LinkUse.objects.create(link=link, page=page, online_service=OnlineServiceFactory())
    admin_client.get(REPORT)
    with django_assert_max_num_queries(30):
        assert admin_client.get(REPORT).status_code == 200
    assert ServicePage.objects.count() == 30


# Deliveries


def delivered(**values):
    return objects.OnlineService(
        id=objects.Identifier("L100002", "21"), line=1, names={"de": "Hund anmelden"},
        links=[objects.Link("https://portal.nrw/hund", "", "de")], **values,
    )  # fmt: skip


def test_a_delivery_fills_what_it_knows_and_later_only_what_the_town_left():
    first = delivered(
        kind_of_use="appointment", accounts=["BundID", "Authega"], languages=["de", "en"], valid_from=TODAY
    )
    online = OnlineService(source_agency="L100002", source_id="21")
    assert merge(online, online_service_values(first)) == []
    online.save()
    online.refresh_from_db()
    assert (online.kind, online.accounts, online.other_account) == ("appointment", ["bundid"], "Authega")
    assert (online.languages, online.valid_from, online.valid_until) == (["de", "en"], TODAY, None)

    online.accounts, online.valid_until = ["eid"], TODAY
    second = delivered(accounts=["ELSTER"], languages=[])
    assert merge(online, online_service_values(second)) == ["accounts"]
    online.save()
    online.refresh_from_db()
    assert (online.accounts, online.languages) == (["eid"], [])
    assert (online.valid_from, online.valid_until) == (None, TODAY)


def test_what_was_delivered_before_there_were_these_columns_follows_the_next_delivery():
    online = OnlineServiceFactory(imported={"name": "Hund anmelden"}, name="Hund anmelden")
    assert merge(online, online_service_values(delivered(kind_of_use="form", accounts=["eID"]))) == ["url"]
    assert (online.kind, online.accounts) == ("form", ["eid"])


def test_an_address_that_an_import_renews_has_no_state_yet(index_page, data):
    importer.run("xzufi", lambda is_known: [delivered(raw="<a/>", content_hash="1")], file_name="a.xml")
    OnlineService.objects.update(link_state="missing", link_reason="404")
    again = delivered(raw="<b/>", content_hash="2", provider="Kreis Lippe")
    importer.run("xzufi", lambda is_known: [again], file_name="b.xml")
    assert OnlineService.objects.get().link_state == "missing"
    moved = delivered(raw="<c/>", content_hash="3")
    moved.links = [objects.Link("https://portal.nrw/neu", "", "de")]
    importer.run("xzufi", lambda is_known: [moved], file_name="c.xml")
    online = OnlineService.objects.get()
    assert (online.url, online.link_state, online.link_reason) == ("https://portal.nrw/neu", "pending", "")
