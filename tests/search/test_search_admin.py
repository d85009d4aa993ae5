"""The search in the editors' interface: Redaktion does everything, pupils see nothing, nonsense is told at its field."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.roles import EDITORS, PUPILS, make_roles
from search.models import IndexedDocument, PinnedResult, SearchSettings, Synonym
from tests.factories.cms import StandardPageFactory, make_home
from tests.factories.news import NewsIndexPageFactory
from tests.factories.search import store
from tests.factories.steering import BlockedSuggestionFactory, PinnedResultFactory, SynonymFactory

pytestmark = pytest.mark.django_db
SYNONYM = {"said": "wauwau", "direction": ">", "meant": "hundesteuer", "language": "de", "is_active": "on"}
WEIGHTS = {"title_weight": "8", "keywords_weight": "6", "summary_weight": "3", "body_weight": "1"}


def sign_in(client, django_user_model, role):
    user = django_user_model.objects.create_user(role.lower())
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return client


@pytest.fixture(scope="module")
def made(for_the_file):
    home = make_home()
    make_roles(school_corner=NewsIndexPageFactory(parent=home, slug="schuelerzeitung"))
    return home


@pytest.fixture
def home(made, db):
    return type(made).objects.get(pk=made.pk)


@pytest.fixture
def town(home):
    return home


@pytest.fixture
def editor(client, django_user_model, town):
    return sign_in(client, django_user_model, EDITORS)


@pytest.fixture
def pupil(client, django_user_model, town):
    return sign_in(client, django_user_model, PUPILS)


def address(name, *args):
    return reverse(name, args=args)


def add(model):
    return address(f"wagtailsnippets_search_{model}:add")


def errors(response):
    """The fields at which something is told."""
    assert response.status_code == 200
    return set(response.context["form"].errors)


def every_address(home):
    """All views of the search in the editors' interface."""
    page = StandardPageFactory(parent=home)
    rows = {
        "synonym": SynonymFactory(),
        "pinnedresult": PinnedResultFactory(page=page, until=timezone.localdate()),
        "blockedsuggestion": BlockedSuggestionFactory(),
    }
    found = [address(f"search_admin:{name}") for name in ("settings", "proposals", "try")]
    found += [address("search_queries:report"), address("search_queries:report_results")]
    for model, row in rows.items():
        found += [address(f"wagtailsnippets_search_{model}:{view}") for view in ("list", "add")]
        found += [address(f"wagtailsnippets_search_{model}:{view}", row.pk) for view in ("edit", "delete", "history")]
    found.append(f"/admin/bulk/search/synonym/switch-on/?id={rows['synonym'].pk}&next=/admin/")
    return found


def test_an_editor_sees_every_view(editor, town):
    for url in every_address(town):
        assert editor.get(url).status_code == 200, url
    menu = editor.get("/admin/").content.decode()
    assert address("search_admin:settings") in menu


def test_a_pupil_sees_none_of_it_and_can_change_nothing(pupil, town):
    for url in every_address(town):
        for response in (pupil.get(url), pupil.post(url, {**SYNONYM, **WEIGHTS, "preview": "1"})):
            assert response.status_code == 302, url
            assert response.url == "/admin/"
    assert pupil.post(address("search_queries:ignore"), {"query": "x"}).url == "/admin/"
    assert Synonym.objects.filter(said="wauwau").count() == 0
    assert not SearchSettings.objects.exists()
    menu = pupil.get("/admin/").content.decode()
    assert "/search-steering/" not in menu
    assert "search-queries" not in menu


def test_an_editors_synonym_is_the_editors(editor):
    assert editor.post(add("synonym"), SYNONYM).status_code == 302
    assert Synonym.objects.get(said="wauwau").source == Synonym.Source.EDITORS


def test_a_synonym_from_the_report_remembers_where_it_comes_from(editor):
    url = f"{add('synonym')}?said=wauwau&from-log=1"
    form = editor.get(url)
    assert form.context["form"].initial["said"] == "wauwau"
    assert "from-log=1" in form.context["action_url"]
    editor.post(url, SYNONYM)
    assert Synonym.objects.get(said="wauwau").source == Synonym.Source.LOG


@pytest.mark.parametrize(
    ("model", "given"),
    [
        ("pinnedresult", "query=schnee&page=abc&position=x&until=morgen"),
        ("pinnedresult", "query=schnee&page=99999999999999999999"),
        ("synonym", "said=schnee&language=xx&is_active=vielleicht"),
    ],
)
def test_what_an_address_says_wrongly_does_not_stand_in_the_form(editor, model, given):
    response = editor.get(f"{add(model)}?{given}")
    assert response.status_code == 200
    assert {"query", "said"} & {name for name, value in response.context["form"].initial.items() if value == "schnee"}
    assert "page" not in response.context["form"].initial


def test_what_makes_no_sense_is_told_at_its_field_and_nothing_is_saved(editor, found_page):
    pin = {"query": "Schnee", "page": found_page.pk, "position": "99"}
    for url, fields, wrong in (
        (add("synonym"), {**SYNONYM, "meant": "wauwau"}, {"meant"}),
        (add("pinnedresult"), pin, {"position"}),
        (add("blockedsuggestion"), {"text": "?!", "match": "word"}, {"text"}),
        (address("search_admin:settings"), {**WEIGHTS, "body_weight": "viel"}, {"body_weight"}),
    ):
        assert errors(editor.post(url, fields)) == wrong
    assert not Synonym.objects.filter(said="wauwau").exists()
    assert not PinnedResult.objects.exists()
    assert not SearchSettings.objects.exists()


def test_words_are_tidied(editor):
    editor.post(add("synonym"), {**SYNONYM, "said": "  wauwau ,, kleiner   hund,wauwau,"})
    assert Synonym.objects.get(meant="hundesteuer", source="editors").said == "wauwau, kleiner hund"


def test_words_of_other_languages_may_look_like_german_ones(editor):
    assert (
        editor.post(add("synonym"), {**SYNONYM, "said": "gift", "meant": "geschenk", "language": "en"}).status_code
        == 302
    )


def edit(editor, synonym, **fields):
    row = {name: getattr(synonym, name) for name in ("said", "direction", "meant", "language")}
    response = editor.post(
        address("wagtailsnippets_search_synonym:edit", synonym.pk), {**row, "is_active": "on", **fields}
    )
    assert response.status_code == 302
    synonym.refresh_from_db()
    return synonym.source


def test_a_shipped_synonym_that_is_changed_becomes_the_editors_and_keeps_its_origin(editor):
    synonym = SynonymFactory(source=Synonym.Source.SHIPPED, origin="line:1")
    assert edit(editor, synonym) == Synonym.Source.SHIPPED
    assert edit(editor, synonym, meant="fahne") == Synonym.Source.EDITORS
    assert synonym.origin == "line:1"


def test_a_shipped_synonym_can_be_switched_off_whatever_it_says(editor):
    synonym = SynonymFactory(said="und", source=Synonym.Source.SHIPPED, origin="line:1")
    assert edit(editor, synonym, is_active="") == Synonym.Source.EDITORS
    assert not synonym.is_active


def test_a_proposal_that_is_switched_on_stays_one_of_fim(editor):
    synonym = SynonymFactory(source=Synonym.Source.FIM, origin="fim:1", is_active=False)
    assert edit(editor, synonym) == Synonym.Source.FIM
    assert edit(editor, synonym, said="anderes") == Synonym.Source.EDITORS


def test_deleting_what_was_shipped_switches_it_off_and_says_so(editor):
    synonym = SynonymFactory(source=Synonym.Source.SHIPPED, origin="line:1")
    url = address("wagtailsnippets_search_synonym:delete", synonym.pk)
    own = SynonymFactory()
    own_text = editor.get(address("wagtailsnippets_search_synonym:delete", own.pk)).context["view"].confirmation_message
    assert editor.get(url).context["view"].confirmation_message != own_text
    editor.post(url)
    assert list(Synonym.objects.filter(origin="line:1").values_list("is_active", flat=True)) == [False]


def test_many_are_switched_at_once(editor):
    proposals = [SynonymFactory(source=Synonym.Source.FIM, origin=f"fim:{n}", is_active=False) for n in range(3)]
    shipped = SynonymFactory(source=Synonym.Source.SHIPPED, origin="line:1")
    numbers = "&".join(f"id={row.pk}" for row in [*proposals, shipped])
    editor.post(f"/admin/bulk/search/synonym/switch-on/?{numbers}&next=/admin/")
    assert Synonym.objects.filter(source=Synonym.Source.FIM, is_active=True).count() == 3
    editor.post(f"/admin/bulk/search/synonym/switch-off/?id={shipped.pk}&next=/admin/")
    shipped.refresh_from_db()
    assert (shipped.is_active, shipped.source) == (False, Synonym.Source.EDITORS)


def test_lists_are_tables_that_never_calculate(editor):
    SynonymFactory(said="=1+1", source=Synonym.Source.EDITORS)
    response = editor.get(address("wagtailsnippets_search_synonym:list"), {"q": "=1+1", "export": "csv"})
    assert "'=1+1" in b"".join(response.streaming_content).decode()


def test_a_list_finds_a_part_of_a_word_and_filters(editor):
    SynonymFactory(said="flatterdings", source=Synonym.Source.LOG)
    shown = editor.get(address("wagtailsnippets_search_synonym:list"), {"q": "tterdin", "source": "log"})
    assert [row.said for row in shown.context["object_list"]] == ["flatterdings"]


@pytest.fixture
def found_page(town):
    """A page that residents can find."""
    page = StandardPageFactory(parent=town, title="Winterdienst")
    assert IndexedDocument.objects.filter(key=f"page:{page.pk}").exists()
    return page


def test_a_page_is_pinned(editor, found_page):
    fields = {"query": "  Schnee   räumen ", "page": found_page.pk, "position": "1"}
    assert editor.post(add("pinnedresult"), fields).status_code == 302
    assert PinnedResult.objects.get().normalised == "schnee raumen"


def test_a_page_that_nobody_can_find_cannot_be_pinned(editor, town):
    draft = StandardPageFactory(parent=town, live=False)
    fields = {"query": "Schnee", "page": draft.pk, "position": "1"}
    assert errors(editor.post(add("pinnedresult"), fields)) == {"page"}


def test_an_ended_pin_can_still_be_edited(editor, found_page):
    yesterday = timezone.localdate() - timedelta(days=1)
    pin = PinnedResultFactory(query="Schnee", page=found_page, until=yesterday)
    fields = {"query": "Schnee", "page": found_page.pk, "position": "2", "until": yesterday.isoformat()}
    assert editor.post(address("wagtailsnippets_search_pinnedresult:edit", pin.pk), fields).status_code == 302


def test_weights_and_switch_are_kept_in_one_row(editor):
    url = address("search_admin:settings")
    assert editor.post(url, {**WEIGHTS, "title_weight": "2.5"}).status_code == 302
    assert editor.post(url, {**WEIGHTS, "suggests": "on"}).status_code == 302
    assert SearchSettings.objects.get().suggests
    assert SearchSettings.objects.get().title_weight == 8


@pytest.fixture
def documents(town):
    store("Hundesteuer anmelden", "Fahne hissen", "Alte Fahne abgeben")


def comparison(response):
    assert response.status_code == 200
    return response.context["comparison"]


def ask(editor, url, fields, query=""):
    return editor.post(url, {**fields, "preview": "1", "preview-only": "1", "preview-query": query})


def titles(lines):
    return [line.title for line in lines]


def test_the_preview_of_a_synonym_shows_both_sides_and_saves_nothing(editor, documents):
    response = ask(editor, add("synonym"), SYNONYM)
    found = comparison(response)
    assert (found.query, titles(found.before), titles(found.after)) == ("wauwau", [], ["Hundesteuer anmelden"])
    assert found.after[0].change == "new"
    assert "<html" not in response.content.decode()
    assert not Synonym.objects.filter(said="wauwau").exists()


def test_the_preview_of_an_entry_that_is_switched_off_shows_what_is_lost(editor, documents):
    synonym = SynonymFactory(said="wauwau", meant="hundesteuer")
    url = address("wagtailsnippets_search_synonym:edit", synonym.pk)
    found = comparison(ask(editor, url, {**SYNONYM, "is_active": ""}, "Wauwau"))
    assert (titles(found.before), found.after) == (["Hundesteuer anmelden"], [])
    synonym.refresh_from_db()
    assert synonym.is_active


def test_the_preview_of_a_pin(editor, documents, found_page):
    found = comparison(ask(editor, add("pinnedresult"), {"query": "Fahne", "page": found_page.pk, "position": "1"}))
    assert "Winterdienst" not in titles(found.before)
    assert titles(found.after)[0] == "Winterdienst"
    assert [line.change for line in found.after[1:]] == ["lower"] * (len(found.after) - 1)


def test_the_preview_of_weights_and_of_a_query_it_does_not_change(editor, documents):
    found = comparison(ask(editor, address("search_admin:settings"), {**WEIGHTS, "title_weight": "9"}, "fahne"))
    assert found.is_same
    assert len(found.before) == 2


def test_the_preview_of_blocked_words_and_of_the_switch_shows_what_is_suggested(editor, documents):
    found = comparison(ask(editor, add("blockedsuggestion"), {"text": "hissen", "match": "word"}, "fahn"))
    assert "Fahne hissen" in titles(found.suggested_before)
    assert "Fahne hissen" not in titles(found.suggested_after)
    response = ask(editor, address("search_admin:settings"), WEIGHTS, "fahn")  # the switch is off
    assert comparison(response).suggested_before
    assert comparison(response).suggested_after == []
    assert response.content.decode().count('class="search-preview"') == 2


def test_the_preview_without_a_query_or_with_a_wrong_form_says_so(editor, documents):
    assert comparison(ask(editor, address("search_admin:settings"), WEIGHTS)) is None
    response = ask(editor, add("synonym"), {**SYNONYM, "meant": ""})
    assert response.context["errors"]
    assert "comparison" not in response.context


def test_without_javascript_the_button_shows_the_preview_below_the_form(editor, documents):
    response = editor.post(add("synonym"), {**SYNONYM, "preview": "1", "preview-query": "wauwau"})
    text = response.content.decode()
    assert "<html" in text
    assert 'value="wauwau"' in text
    assert "search-preview--new" in text
    assert not Synonym.objects.filter(said="wauwau").exists()


@pytest.mark.parametrize("query", ["\0", '"', "%s", "x" * 5000, "<script>alert(1)</script>", "🦔"])
def test_a_hostile_query_in_the_preview_does_no_harm(editor, documents, query):
    text = ask(editor, add("synonym"), SYNONYM, query).content.decode()
    assert "<script>" not in text
