"""The overview from A to Z: what it shows for an address, and the numbers on its filters."""

import re

import pytest
from wagtail.models import PageViewRestriction

from service_catalogue.listing import listing, rebuild, related
from service_catalogue.listing.titles import initial, sort_key
from service_catalogue.models import ServicePage
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
    TopicFactory,
)

MAX_QUERIES = 20


def titles(client, url):
    """The titles in the list, in their order."""
    html = client.get(url).text
    listed = re.findall(r'<ul class="services__list">(.*?)</ul>', html, re.DOTALL)
    return [title.strip() for part in listed for title in re.findall(r'<li><a href="[^"]+">([^<]+)</a>', part)]


def numbers(choices):
    return {choice.label: choice.count for choice in choices}


@pytest.fixture
def bureau(db):
    return DepartmentFactory(name="Bürgerbüro", slug="buergerbuero")


@pytest.fixture
def catalogue(index_page, bureau):
    """Three services: one online by the town, one online and under a topic by its reference, one for businesses."""
    family = TopicFactory(name="Familie", slug="familie", order=1)
    work = TopicFactory(name="Arbeit", slug="arbeit", order=2)
    reference = ReferenceServiceFactory()
    reference.topics.add(family)
    ResponsibilityFactory(reference=reference, online_service=OnlineServiceFactory())
    ResponsibilityFactory(reference=reference, department=bureau)
    return [
        ServicePageFactory(
            parent=index_page, title="Geburt melden", topics=[family], online_services=[OnlineServiceFactory()]
        ),
        ServicePageFactory(parent=index_page, title="Ehe schließen", reference=reference),
        ServicePageFactory(
            parent=index_page, title="Gewerbe anmelden", topics=[work], for_citizens=False, for_businesses=True,
            department=bureau,
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Ehe schließen", "Geburt melden", "Gewerbe anmelden"]),
        ("?thema=familie", ["Ehe schließen", "Geburt melden"]),
        ("?online=1", ["Ehe schließen", "Geburt melden"]),
        ("?online=1&thema=arbeit", []),
        ("?fuer=unternehmen", ["Gewerbe anmelden"]),
        ("?fuer=buerger&thema=familie", ["Ehe schließen", "Geburt melden"]),
        ("?amt=buergerbuero", ["Ehe schließen", "Gewerbe anmelden"]),
        ("?amt=buergerbuero&thema=familie&online=1&fuer=buerger&buchstabe=e", ["Ehe schließen"]),
        ("?buchstabe=G", ["Geburt melden", "Gewerbe anmelden"]),
        ("?buchstabe=0-9", []),
        (
            "?thema=unbekannt&fuer=x&online=vielleicht&y=%00&amt=%00&buchstabe=ab&seite=x",
            ["Ehe schließen", "Geburt melden", "Gewerbe anmelden"],
        ),
        ("?buchstabe=%00&thema=%22&seite=-1", ["Ehe schließen", "Geburt melden", "Gewerbe anmelden"]),
    ],
)
def test_the_overview_is_narrowed_down(catalogue, index_page, client, query, expected):
    assert titles(client, index_page.url + query) == expected


@pytest.mark.parametrize("query", [{}, {"online": "1", "amt": "buergerbuero"}, {"thema": "familie", "buchstabe": "g"}])
def test_every_choice_says_how_many_services_it_leads_to(catalogue, index_page, client, query):
    """Each number is that of the list behind the link, under all that is chosen besides."""
    found = listing(index_page, query)
    choices = [*found.topics, found.all_topics, *found.departments, *found.audiences, *found.ways]
    for choice in choices:
        assert len(titles(client, choice.address)) == choice.count, choice
    assert sum(letter.count for letter in listing(index_page, {}).letters) == 3


def test_the_counts_under_another_filter(catalogue, index_page):
    found = listing(index_page, {"online": "1"})
    assert numbers(found.topics) == {"Familie": 2}
    assert numbers(found.departments) == {"Bürgerbüro": 1}
    assert numbers(found.audiences) == {"Everybody": 2, "Citizens": 2, "Businesses": 0}
    assert numbers(found.ways) == {"All ways": 3, "Possible online": 2}
    assert numbers(found.letters) == {"E": 1, "G": 1}


def test_what_is_chosen_is_kept_named_and_can_be_taken_back(catalogue, index_page, client):
    assert listing(index_page, {"thema": "familie", "online": "1"}).words == "Familie, possible online"
    html = client.get(f"{index_page.url}?online=1&thema=familie&x=1").text
    assert re.search(r"<title>Dienstleistungen: Familie, ", html)
    chips = re.search(r'<ul class="services__chips".*?</ul>', html, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', chips) == [
        f"{index_page.url}?online=1", f"{index_page.url}?thema=familie", index_page.url,
    ]  # fmt: skip
    assert re.search(r'role="status"><strong>2 .*“?Familie, ', html)
    assert f'rel="canonical" href="http://testserver{index_page.url}?thema=familie&amp;online=1"' in html
    assert 'content="noindex, follow"' in html
    assert 'name="robots"' not in client.get(f"{index_page.url}?online=1").text


def test_the_form_for_departments_keeps_what_is_chosen(catalogue, index_page, client):
    html = client.get(f"{index_page.url}?online=1&amt=buergerbuero&seite=1").text
    form = re.search(r'<form class="services__department".*?</form>', html, re.DOTALL)[0]
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [("online", "1")]
    assert '<option value="buergerbuero" selected>Bürgerbüro (1)</option>' in form


def test_a_chosen_filter_without_services_stays_visible(catalogue, index_page, client):
    html = client.get(f"{index_page.url}?online=1&thema=arbeit").text
    assert "services__list" not in html
    assert re.search(r'aria-current="true">Arbeit <span class="site-muted">0<', html)


@pytest.fixture
def _many(monkeypatch):
    """A catalogue counts as large from four services on, and a page shows two."""
    monkeypatch.setattr("service_catalogue.listing.overview.ON_ONE_PAGE", 3)
    monkeypatch.setattr("service_catalogue.listing.overview.PER_PAGE", 2)


@pytest.mark.usefixtures("_many")
def test_of_many_services_a_page_shows_some_and_letters_are_addresses(index_page, client):
    for title in ("Abfall", "Ärztin", "Baum", "115", "Zoo"):
        ServicePageFactory(parent=index_page, title=title)
    url = index_page.url
    assert titles(client, url) == ["115", "Abfall"]
    assert titles(client, f"{url}?seite=3") == ["Zoo"]
    assert titles(client, f"{url}?seite=99") == ["Zoo"]
    assert titles(client, f"{url}?buchstabe=a") == ["Abfall", "Ärztin"]
    html = client.get(f"{url}?seite=2").text
    assert f'href="{url}?buchstabe=0-9"' in html
    assert 'rel="next" href="?seite=3"' in html
    assert f'{url}?seite=2"' in re.search(r'rel="canonical" href="[^"]+"', html)[0]
    assert re.search(r'id="buchstabe-A" class="services__letter">A <span class="site-muted">2<', html)


def test_on_one_page_letters_lead_to_their_place(catalogue, index_page, client):
    html = client.get(index_page.url).text
    assert 'href="#buchstabe-E"' in html
    assert 'id="buchstabe-E"' in html


def test_many_life_situations_do_not_push_the_others_away(index_page, client, monkeypatch):
    monkeypatch.setattr("service_catalogue.listing.overview.TOPICS_AT_FIRST", 1)
    topics = [TopicFactory(name=name, order=order) for order, name in enumerate(["Erstens", "Zweitens"])]
    ServicePageFactory(parent=index_page, topics=topics)
    more = client.get(index_page.url).text.split('<details class="services__more">')[1]
    assert "Zweitens" in more
    assert "Erstens" not in more


def test_the_overview_hides_what_is_not_public(catalogue, index_page, client):
    PageViewRestriction.objects.create(page=catalogue[0], restriction_type="login")
    catalogue[1].unpublish()
    assert titles(client, index_page.url) == ["Gewerbe anmelden"]


@pytest.mark.parametrize("query", ["", "?online=1", "?online=1&thema=t&amt=d&fuer=buerger&buchstabe=l"])
def test_the_overview_needs_the_same_few_queries_for_many_services(
    index_page, client, query, django_assert_max_num_queries
):
    topic, department = TopicFactory(slug="t"), DepartmentFactory(slug="d")
    for number in range(8):
        ServicePageFactory(parent=index_page, title=f"Leistung {number}", topics=[topic], department=department)
    client.get(index_page.url)
    with django_assert_max_num_queries(MAX_QUERIES):
        client.get(index_page.url + query)


def test_an_empty_overview_is_calm(index_page, client):
    html = client.get(index_page.url).text
    assert re.search(r'role="status"><strong>0 ', html)
    assert "services__letters" not in html


def test_two_overviews_do_not_mix(home, index_page, client):
    other = ServiceIndexPageFactory(parent=home)
    ServicePageFactory(parent=index_page, title="Hier")
    ServicePageFactory(parent=other, title="Dort")
    assert titles(client, index_page.url) == ["Hier"]
    assert titles(client, other.url) == ["Dort"]


@pytest.mark.parametrize(
    ("title", "letter", "key"),
    [
        ("Ölheizung", "O", "olheizung"),
        ("ärztin", "A", "arztin"),
        ("Straße (Sperrung)", "S", "strasse sperrung"),
        ("„Fundsachen“", "F", "fundsachen"),
        ("115 anrufen", "#", "115 anrufen"),
        ("Éclair", "E", "eclair"),
        ("§", "#", ""),
        ("Паспорт", "П", "паспорт"),
    ],
)
def test_titles_stand_in_german_order(title, letter, key):
    assert sort_key(title) == key
    assert initial(key) == letter


def test_related_services_share_the_object_and_first_the_act(index_page, django_assert_max_num_queries):
    page = ServicePageFactory(parent=index_page, leika_keys=[LeikaKeyFactory(key="99050012104000")])
    same_object = ServicePageFactory(parent=index_page, title="A", leika_keys=[LeikaKeyFactory(key="99050012070000")])
    same_act = ServicePageFactory(parent=index_page, title="Z", leika_keys=[LeikaKeyFactory(key="99050012104001")])
    reference = ReferenceServiceFactory()
    reference.leika_keys.add(LeikaKeyFactory(key="99050012011000"))
    by_reference = ServicePageFactory(parent=index_page, title="B", reference=reference)
    ServicePageFactory(parent=index_page, leika_keys=[LeikaKeyFactory(key="99050013104000")])
    ServicePageFactory(parent=index_page, leika_keys=[LeikaKeyFactory(key="99050012071000")], live=False)
    shown = ServicePage.objects.get(pk=page.pk)
    found = related(shown)
    assert [service.pk for service in found] == [same_act.pk, same_object.pk, by_reference.pk]
    assert found[0].url == same_act.url
    assert related(ServicePageFactory(parent=index_page)) == []


def test_related_services_of_objects_and_of_other_catalogues(index_page):
    """A key without an act is related to all acts upon its object; the same digits in a Land's catalogue are none of it."""
    whole = ServicePageFactory(parent=index_page, title="Gewerbe", leika_keys=[LeikaKeyFactory(key="99050012000000")])
    act = ServicePageFactory(parent=index_page, title="A", leika_keys=[LeikaKeyFactory(key="99050012104000")])
    twin = ServicePageFactory(parent=index_page, title="Z", leika_keys=list(whole.leika_keys.all()))
    land = ServicePageFactory(parent=index_page, title="L", leika_keys=[LeikaKeyFactory(key="11050012000000")])
    assert [service.pk for service in related(whole)] == [twin.pk, act.pk]
    assert [service.pk for service in related(act)] == [whole.pk, twin.pk]
    assert related(land) == []


def test_a_rebuilt_overview_is_the_same(catalogue, index_page, client):
    before = client.get(index_page.url).text
    assert rebuild() == (0, 0)
    assert client.get(index_page.url).text == before
