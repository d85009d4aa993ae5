"""Pages that an import makes are the same as pages made by hand, in every table that knows of pages."""

import uuid

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

from search.models import IndexedDocument
from service_catalogue import importer
from service_catalogue.importer.references import references_of, renew_references
from service_catalogue.models import ListedService, OnlineService, ReferenceService, ServicePage, Untold
from service_catalogue.sections import all_sections, words_of
from service_catalogue.tables import Table
from service_catalogue.xzufi.objects import Deletion, Identifier, Service, TextModule, hash_of
from tests.factories.service_catalogue import LeikaKeyFactory, ServiceIndexPageFactory, ServicePageFactory, TopicFactory

pytestmark = pytest.mark.django_db

# What no two pages have in common.
OWN = {
    "id", "pk", "path", "page_ptr_id", "slug", "url_path", "translation_key", "object_id", "page_id", "revision_id",
    "latest_revision_id", "live_revision_id", "timestamp", "created_at", "first_published_at", "last_published_at",
    "latest_revision_created_at", "reference_id", "reference", "key", "url", "to_object_id", "content_path_hash",
    "title_norm", "index_id", "sort_key", "indexed_at",
}  # fmt: skip
MOMENTS = ("first_published_at", "last_published_at", "latest_revision_created_at")


def service(number, title="Hund anmelden", text="<p>Melden Sie ihn an.</p>"):
    modules = [TextModule("03", {"de": title}), TextModule("06", {"de": text})]
    return Service(Identifier("A", str(number)), 1, content_hash=hash_of(title, text), modules=modules)


def deliver(*items, **options):
    return importer.run("test", lambda is_known: iter(items), file_name="delivery", **options)


def by_hand(index_page, **values):
    reference = ReferenceService.objects.create(
        agency="B", source_id="1", title="Hund anmelden", sections={"description": "<p>Melden Sie ihn an.</p>"}
    )
    page = ServicePage(
        title="Hund anmelden", slug="von-hand", reference=reference, live=False, locale=index_page.locale
    )
    index_page.add_child(instance=page)
    page.save_revision(clean=False).publish()
    return ServicePage.objects.get(pk=page.pk)


def plain(values):
    """Columns without those that differ between any two pages; content of a version without them too."""
    found = {name: value for name, value in values.items() if name not in OWN}
    if "content" in found:
        found["content"] = plain(found["content"])
    return found


def rows_of(page):
    """Everything that the tables say of a page."""
    object_id = str(page.pk)
    querysets = [
        Page.objects.filter(pk=page.pk),
        ServicePage.objects.filter(pk=page.pk),
        Revision.objects.filter(object_id=object_id),
        PageLogEntry.objects.filter(page=page.pk).order_by("timestamp", "pk"),
        ReferenceIndex.objects.filter(object_id=object_id, base_content_type__model="page"),
        IndexEntry.objects.filter(object_id=object_id, content_type=page.content_type),
        IndexedDocument.objects.filter(key=f"page:{page.pk}"),
        ListedService.objects.filter(page=page.pk),
    ]
    return {queryset.model: [plain(row) for row in queryset.values()] for queryset in querysets}


def test_an_imported_page_is_the_same_as_one_made_by_hand(index_page, page_of):
    by_hand(index_page)
    deliver(service(7))
    made, imported = ServicePage.objects.get(slug="von-hand"), page_of("7")
    assert rows_of(imported) == rows_of(made)
    assert all(len(rows) for rows in rows_of(imported).values())
    assert all(getattr(imported, moment) for moment in MOMENTS)
    assert imported.latest_revision.content["pk"] == imported.pk
    assert imported.get_latest_revision_as_object().reference == imported.reference


def test_a_draft_is_the_same_as_one_made_by_hand(index_page, page_of):
    reference = ReferenceService.objects.create(agency="B", source_id="1", title="Hund anmelden")
    made = ServicePage(
        title="Hund anmelden", slug="von-hand", reference=reference, live=False, locale=index_page.locale
    )
    index_page.add_child(instance=made)
    made.save_revision(clean=False)
    deliver(service(7), draft=True)
    assert rows_of(page_of("7"))[Page] == rows_of(made)[Page]
    assert rows_of(page_of("7"))[PageLogEntry] == rows_of(made)[PageLogEntry]


def test_an_imported_page_can_be_edited_published_moved_and_deleted(index_page, home, page_of):
    deliver(service(1), service(2, "Katze anmelden"))
    page = page_of("1")
    page.notes = "<p>Unser Hinweis</p>"
    page.save_revision().publish()
    other = ServiceIndexPageFactory(parent=home, slug="andere")
    page_of("1").move(other, pos="last-child")
    assert page_of("1").url == "/andere/hund-anmelden/"
    page_of("2").delete()
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_tree_is_right_beside_pages_that_are_there(index_page, capsys):
    ServicePageFactory(parent=index_page, title="Schon da")
    deliver(*(service(number, f"Leistung {number}") for number in range(70)))
    deliver(*(service(number, f"Leistung {number}") for number in range(70, 75)))
    index_page.refresh_from_db()
    assert index_page.numchild == 76
    assert [page.depth for page in index_page.get_children()] == [index_page.depth + 1] * 76
    call_command("fixtree", interactive=False)
    assert "No problems found" in capsys.readouterr().out
    keys = ServicePage.objects.values_list("translation_key", flat=True)
    assert len(set(keys)) == 76
    assert all(isinstance(key, uuid.UUID) for key in keys)
    ServicePageFactory(parent=index_page, title="Danach von Hand")
    assert Page.find_problems() == ([], [], [], [], [])


def test_addresses_are_counted_on_within_a_delivery_and_after_it(index_page):
    ServicePageFactory(parent=index_page, title="Beratung", slug="beratung")
    ServicePageFactory(parent=index_page, title="Beratung", slug="beratung-3")
    deliver(*(service(number, "Beratung") for number in range(30)))
    deliver(*(service(number, "Beratung") for number in range(30, 60)))
    slugs = {page.slug for page in ServicePage.objects.all()}
    assert slugs == {"beratung", *(f"beratung-{number}" for number in range(2, 63))}


def test_five_hundred_new_services_cost_few_queries(index_page, django_assert_max_num_queries):
    items = [service(number, f"Leistung {number}") for number in range(500)]
    with django_assert_max_num_queries(500):
        deliver(*items)
    assert ServicePage.objects.count() == 500
    with django_assert_max_num_queries(30):
        deliver(*items)


def test_what_an_import_tells_is_told_once_and_nothing_is_left(index_page):
    deliver(service(1))
    assert not Untold.objects.exists()


def test_a_renamed_service_has_a_version_and_a_log_of_it(index_page, page_of):
    deliver(service(1))
    deliver(service(1, "Hund melden"))
    page = page_of("1")
    assert (page.title, page.draft_title, page.latest_revision.content["title"]) == ("Hund melden",) * 3
    assert (page.live_revision, page.has_unpublished_changes) == (page.latest_revision, False)
    actions = [entry.action for entry in PageLogEntry.objects.filter(page=page.pk).order_by("pk")]
    assert actions == ["wagtail.create", "wagtail.publish", "wagtail.rename", "wagtail.publish"]
    assert IndexedDocument.objects.get(key=f"page:{page.pk}").title == "Hund melden"


def test_a_removed_service_leaves_search_and_lists_and_has_a_log_of_it(index_page, page_of):
    deliver(*(service(number, f"Leistung {number}") for number in range(10)))
    deliver(Deletion(Identifier("A", "1"), "service", 1))
    page = page_of("1")
    assert (page.live, page.live_revision, page.has_unpublished_changes) == (False, None, True)
    assert PageLogEntry.objects.filter(page=page.pk).latest("pk").action == "wagtail.unpublish"
    assert not IndexedDocument.objects.filter(key=f"page:{page.pk}").exists()
    assert not ListedService.objects.filter(page=page.pk).exists()


def test_the_index_of_references_is_what_wagtail_itself_would_write(index_page):
    other = ServicePageFactory(parent=index_page)
    page = ServicePageFactory(
        parent=index_page,
        description=f'<p><a linktype="page" id="{other.pk}">dort</a></p>',
        required_documents=[{"type": "item", "value": {"text": "Ausweis", "link": {"page": other.pk}}}],
        reference=ReferenceService.objects.create(agency="B", source_id="1"),
    )
    [whole] = ServicePage.whole(ServicePage.objects.filter(pk=page.pk))
    expected = set(ReferenceIndex._extract_references_from_object(page))
    ReferenceIndex.objects.filter(object_id=str(page.pk)).delete()
    renew_references(ServicePage, [whole])
    assert set(references_of(whole)) == expected
    assert ReferenceIndex.objects.filter(object_id=str(page.pk)).count() == len(expected)


def test_words_for_the_search_are_those_of_the_sections(index_page, page_of):
    texts = {"06": "<p>Ein Text.</p>", "08": "<ul><li>Ausweis<br>im Original</li></ul>", "10": "<p>Kostenlos</p>"}
    item = service(1)
    item.modules += [TextModule(code, {"de": text}) for code, text in texts.items()]
    deliver(item)
    page = page_of("1")
    said = " ".join(section.plain_text() for section in all_sections(page))
    assert set(words_of(page).split()) >= set(said.split())


# Rows written many at a time


def test_rows_take_what_they_do_not_say_from_a_blank():
    table = Table(OnlineService, OnlineService(name="x", url="https://a.example", payment_methods="bar"))
    first, second = table.reserve(2)
    table.insert([{"id": first, "name": "Eins"}, {"id": second, "name": "Zwei"}])
    assert [(item.name, item.payment_methods) for item in OnlineService.objects.order_by("pk")] == [
        ("Eins", "bar"), ("Zwei", "bar"),
    ]  # fmt: skip
    table.update([{"id": first, "name": "Neu", "payment_methods": ""}])
    assert OnlineService.objects.get(pk=first).name == "Neu"
    created = OnlineService.objects.create(name="Danach", url="https://b.example")
    assert created.pk > second


def test_everything_that_hangs_on_pages_comes_with_few_queries(index_page, django_assert_max_num_queries):
    keys, topic = [LeikaKeyFactory(), LeikaKeyFactory()], TopicFactory()
    pages = [ServicePageFactory(parent=index_page, leika_keys=keys, topics=[topic]) for _ in range(5)]
    pages[0].fees.create(label="Gebühr", kind="free")
    pages[0].save()
    with django_assert_max_num_queries(25):
        whole = ServicePage.whole(ServicePage.objects.order_by("pk"))
        assert [[key.key for key in page.leika_keys.all()] for page in whole] == [sorted(key.key for key in keys)] * 5
        assert [page.fees.count() for page in whole] == [1, 0, 0, 0, 0]
        assert [page.current_topics for page in whole] == [[topic]] * 5
        assert [page.search_texts().title for page in whole] == [page.title for page in pages]
