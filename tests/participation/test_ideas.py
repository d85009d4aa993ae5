"""Collections of ideas: the list, the form with similar ideas before it stores, the page of each idea with its chain."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from participation.actions.contribute import change_state
from participation.ideas.similar import similar_ideas, stems
from participation.models import Card, Comment, Contribution, Idea, IdeaCategory
from search.models import IndexedDocument
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    MilestoneFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)
from tests.visitors import typed

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), title="Marktplatz", status="running")


@pytest.fixture
def collection(project):
    return IdeaCollectionPageFactory(parent=project, title="Was fehlt?", slug="ideen")


def idea(collection, title="Eine Bank am Teich", **values):
    fields = {"text": "Damit man sich ausruhen kann.", "state": "public", **values}
    return Idea.objects.create(module=collection, title=title, **fields)


def tell(client, collection, title="Eine Bank am Teich", **fields):
    told = {"title": title, "text": "Zum Ausruhen", "accept_rules": "on", "submission": str(uuid.uuid4()), **fields}
    return client.post(f"{collection.url}neu/", typed(**told), headers=FROM_HERE)


def titles(response):
    return [one.title for one in response.context["ideas"].results]


def test_an_idea_is_stored_with_all_that_was_told(client, collection):
    category = IdeaCategory.objects.create(collection=collection, name="Grün")
    response = tell(
        client,
        collection,
        category=category.pk,
        pseudonym="Mara",
        where="Am Teich",
        where_latitude="52.43",
        where_longitude="8.47",
    )
    assert response.status_code == 303
    stored = Idea.objects.get()
    assert (stored.title, stored.category, stored.pseudonym, stored.place) == (
        "Eine Bank am Teich",
        category,
        "Mara",
        "Am Teich",
    )
    assert stored.position == pytest.approx((52.43, 8.47))
    assert (stored.state, stored.status) == ("public", "open")
    page = client.get(stored.get_absolute_url())
    assert page.status_code == 200
    assert "Mara" in page.text
    assert titles(client.get(collection.url)) == ["Eine Bank am Teich"]


def test_looking_at_the_pages_sets_no_cookie(client, collection):
    one = idea(collection)
    for address in (collection.url, f"{collection.url}neu/", one.get_absolute_url()):
        assert not client.get(address).cookies


def test_a_collection_without_places_asks_for_none(client, collection):
    collection.with_places = False
    collection.save()
    assert "where" not in client.get(f"{collection.url}neu/").context["form"].fields
    tell(client, collection, where="Irgendwo")
    assert Idea.objects.get().place == ""


@pytest.mark.parametrize(
    "fields", [{"title": ""}, {"text": " "}, {"title": "x" * 121}, {"accept_rules": ""}, {"category": "99"}]
)
def test_what_does_not_fit_is_said_in_place_and_nothing_typed_is_lost(client, collection, fields):
    IdeaCategory.objects.create(collection=collection, name="Grün")
    response = tell(client, collection, **{"pseudonym": "Mara", **fields})
    assert response.status_code == 422
    assert 'value="Mara"' in response.text
    assert not Idea.objects.exists()


def test_the_category_of_another_collection_is_refused(client, project, collection):
    IdeaCategory.objects.create(collection=collection, name="Grün")
    other = IdeaCollectionPageFactory(parent=project)
    foreign = IdeaCategory.objects.create(collection=other, name="Verkehr")
    assert tell(client, collection, category=foreign.pk).status_code == 422


def test_nobody_tells_an_idea_after_the_end(client, collection):
    collection.closes_at = timezone.now() - timedelta(minutes=1)
    collection.save()
    response = tell(client, collection)
    assert response.status_code == 200
    assert response.context["refusal"]
    assert not Idea.objects.exists()


def test_scripts_in_ideas_are_text(client, collection):
    one = idea(collection, title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>", pseudonym="<b>x")
    for address in (collection.url, one.get_absolute_url()):
        html = client.get(address).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>x" not in html


class TestSimilar:
    def test_forms_of_a_word_are_one_and_small_words_say_nothing(self):
        assert stems("Neue Radwege für die Stadt") == stems("Radweg")

    def test_the_likest_public_ones_of_this_collection_come_first(self, project, collection):
        exact = idea(collection, "Radweg nach Norden")
        near = idea(collection, "Beleuchtung am Radweg in der Heide und am Wald")
        idea(collection, "Eine Bank am Teich")
        idea(collection, "Radweg nach Norden", state="waiting")
        idea(IdeaCollectionPageFactory(parent=project), "Radweg nach Norden")
        assert similar_ideas(collection, "Radwege nach Norden") == [exact, near]
        assert similar_ideas(collection, "Ein Café") == []
        assert similar_ideas(collection, "!?") == []

    def test_they_are_shown_before_anything_is_stored(self, client, collection):
        other = idea(collection, "Bänke am Teich")
        response = tell(client, collection, text="Zum <b>Ausruhen")
        assert response.status_code == 200
        assert response.context["similar"] == [other]
        assert other.get_absolute_url() in response.text
        assert 'value="Zum &lt;b&gt;Ausruhen"' in response.text
        assert Idea.objects.count() == 1

    def test_with_the_button_ones_own_is_sent_all_the_same(self, client, collection):
        idea(collection, "Bänke am Teich")
        carried = dict(tell(client, collection).context["fields"])
        response = client.post(f"{collection.url}neu/", {**carried, "eigene": "1"}, headers=FROM_HERE)
        assert response.status_code == 303
        assert Idea.objects.count() == 2


class TestList:
    def test_it_shows_twenty_public_ideas_and_pages(self, client, collection):
        for number in range(21):
            idea(collection, f"Idee {number}")
        idea(collection, "Wartet", state="waiting")
        first, second = client.get(collection.url), client.get(f"{collection.url}?seite=2")
        assert len(titles(first)) == 20
        assert titles(second) == ["Idee 0"]

    def test_it_is_sorted_and_narrowed_down(self, client, collection):
        category = IdeaCategory.objects.create(collection=collection, name="Grün")
        idea(collection, "Alt", support_count=5)
        talked = idea(collection, "Besprochen", category=category)
        Comment.objects.create(module=collection, about=talked, text="Ja", state="public")
        newest = idea(collection, "Neu", status="done", place="Bahnhof")
        Comment.objects.create(module=collection, about=newest, text="Wartet", state="waiting")

        def shown(query):
            return titles(client.get(f"{collection.url}?{query}"))

        assert shown("") == ["Neu", "Besprochen", "Alt"]
        assert shown("sortierung=unterstuetzt")[0] == "Alt"
        assert shown("sortierung=besprochen")[0] == "Besprochen"
        assert shown(f"thema={category.pk}") == ["Besprochen"]
        assert shown("stand=umgesetzt") == ["Neu"]
        assert shown("q=bahnhof") == ["Neu"]
        assert shown("q=neu+nirgends") == []

    @pytest.mark.parametrize("words", ["bänke", "BÄNKE", "Baenke", "banke grosse", "GROẞE", "am+teich"])
    def test_words_are_found_in_whatever_letters_they_are_typed(self, client, collection, words):
        idea(collection, "Große Bänke")
        part = idea(collection, "Sitze am Teich")
        Idea.objects.filter(pk=part.pk).update(merged_into=Idea.objects.get(title="Große Bänke"))
        idea(collection, "Ein Café")
        assert titles(client.get(f"{collection.url}?q={words}")) == ["Große Bänke"]

    @pytest.mark.parametrize("query", ["thema=x", "thema=" + "9" * 40, "stand=x", "sortierung=;", "seite=x", "q=%00"])
    def test_nonsense_in_the_address_is_left_out(self, client, collection, query):
        idea(collection)
        assert titles(client.get(f"{collection.url}?{query}")) == ["Eine Bank am Teich"]

    def test_all_fitting_ideas_with_a_spot_are_on_the_map(self, client, collection):
        marked = idea(collection, "Mit Ort", latitude="52.1", longitude="8.1")
        idea(collection, "Ohne Ort")
        idea(collection, "Versteckt", latitude="52.1", longitude="8.1", state="blocked")
        points = client.get(collection.url).context["ideas"].points
        assert [(point.title, point.url) for point in points] == [("Mit Ort", marked.get_absolute_url())]

    def test_it_asks_few_questions_however_many_ideas_there_are(
        self, client, collection, django_assert_max_num_queries
    ):
        for number in range(25):
            idea(collection, f"Idee {number}", latitude="52.1", longitude="8.1")
        with django_assert_max_num_queries(40):
            client.get(collection.url)


class TestPage:
    def test_umlauts_stand_in_addresses_as_germans_write_them_without(self):
        assert Idea(title="Bänke an der großen Straße").slug == "baenke-an-der-grossen-strasse"

    def test_nobody_is_asked_to_support_what_is_done(self, client, collection):
        done = idea(collection, status="done")
        html = client.get(done.get_absolute_url()).text
        assert "/beteiligung/unterstuetzen/" not in html
        done.status = "open"
        done.save()
        assert "/beteiligung/unterstuetzen/" in client.get(done.get_absolute_url()).text

    def test_another_slug_leads_to_the_right_one(self, client, collection):
        one = idea(collection)
        response = client.get(f"{collection.url}idee/{one.pk}-falsch/")
        assert response.status_code == 302
        assert response["Location"] == one.get_absolute_url()

    @pytest.mark.parametrize(
        ("state", "status"),
        [("waiting", 404), ("unconfirmed", 404), ("blocked", 404), ("censored", 410), ("removed", 410)],
    )
    def test_what_is_hidden_shows_none_of_its_words(self, client, collection, state, status):
        one = idea(collection, "Geheimnis", text="Geheim", state=state)
        response = client.get(one.get_absolute_url())
        assert response.status_code == status
        assert "Geheim" not in response.text

    def test_an_idea_stands_below_its_own_collection_only(self, client, project, collection):
        one = idea(collection)
        other = IdeaCollectionPageFactory(parent=project)
        assert client.get(f"{other.url}idee/{one.pk}-{one.slug}/").status_code == 404
        assert client.get(f"{collection.url}idee/{10**30}-x/").status_code == 404

    def test_the_chain_leads_from_cards_to_the_milestone_and_back(self, client, project, collection):
        milestone = MilestoneFactory(project=project)
        one = idea(collection, milestone=milestone, status="planned")
        wall = WallPageFactory(parent=project)
        Card.objects.create(module=wall, text="Bänke!", state="public", became=one)
        Card.objects.create(module=wall, text="Versteckt", state="blocked", became=one)
        page = client.get(one.get_absolute_url())
        assert [card.text for card in page.context["cards"]] == ["Bänke!"]
        assert (page.context["became"], page.context["milestone"]) == (project, milestone)
        assert f"#schritt-{milestone.pk}" in page.text
        back = client.get(project.url).text
        milestones, slot = back.count("site-milestone--"), back.count(f'href="{one.get_absolute_url()}"')
        assert (milestones, slot) == (1, 2)  # at the milestone, and where the project began

    def test_a_project_that_is_a_draft_is_not_named(self, client, project, collection):
        draft = ProjectPageFactory(parent=project.get_parent(), title="Noch geheim", live=False)
        page = client.get(idea(collection, project=draft).get_absolute_url())
        assert page.context["became"] is None
        assert "Noch geheim" not in page.text


def test_a_no_without_a_reason_is_not_even_stored(collection):
    with pytest.raises(IntegrityError), transaction.atomic():
        idea(collection, status="not_feasible")


def test_an_idea_is_found_until_it_is_blocked(collection):
    one = idea(collection, "Wasserspielplatz")
    document = IndexedDocument.objects.get(key=f"participation.idea:{one.pk}")
    assert (document.title, document.url) == ("Wasserspielplatz", one.get_absolute_url())
    assert "state:open" in document.facets
    change_state(Contribution.objects.get(pk=one.pk), Contribution.State.CENSORED)
    assert not IndexedDocument.objects.filter(pk=document.pk).exists()


def test_ideas_of_a_collection_that_is_taken_back_are_not_found(collection):
    idea(collection, "Wasserspielplatz")
    collection.unpublish()
    assert not IndexedDocument.objects.filter(title="Wasserspielplatz").exists()
