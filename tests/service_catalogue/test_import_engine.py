"""What an import takes over, what it removes, what it refuses; a dry run says the same as the real one."""

import pytest

from service_catalogue import importer
from service_catalogue.importer import CannotImportError
from service_catalogue.models import (
    CodeName,
    ImportRun,
    OnlineService,
    RawObject,
    ReferenceService,
    Responsibility,
    ServicePage,
    code_label,
)
from service_catalogue.xzufi.objects import (
    Code,
    Deletion,
    DeliveryError,
    Fee,
    Identifier,
    Link,
    Service,
    Skipped,
    TextModule,
    Unit,
    hash_of,
)
from service_catalogue.xzufi.objects import (
    OnlineService as DeliveredOnlineService,
)
from service_catalogue.xzufi.objects import (
    Responsibility as DeliveredResponsibility,
)
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import LeikaKeyFactory

pytestmark = pytest.mark.django_db
AGENCY = "A"


def service(number, title="Hund anmelden", text="<p>Melden Sie ihn an.</p>", **more):
    modules = [TextModule("03", {"de": title}), TextModule("06", {"de": text})]
    item = Service(Identifier(AGENCY, str(number)), line=int(number) + 1, modules=modules, **more)
    item.content_hash = item.content_hash or hash_of(title, text, repr(more))
    item.raw = f"<leistung>{number}</leistung>"
    return item


def removal(number, kind="service", scheme=""):
    return Deletion(Identifier(AGENCY, str(number), scheme), kind, line=99)


def deliver(*items, **options):
    return importer.run("test", lambda is_known: iter(items), file_name="delivery", **options)


@pytest.fixture
def ten(index_page):
    deliver(*(service(number, f"Leistung {number}") for number in range(10)))


def counts(run):
    return run.created, run.changed, run.unchanged, run.deleted


def state():
    """Everything that an import may change."""
    models = (ServicePage, ReferenceService, RawObject, OnlineService, Responsibility)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


def codes_of(run):
    return [item["code"] for item in run.messages]


# The same object twice


def test_of_the_same_object_twice_the_last_one_counts_and_it_is_said(index_page, page_of):
    run = deliver(service(1, "Erster Titel"), service(1, "Zweiter Titel"))
    assert counts(run) == (1, 0, 0, 0)
    assert page_of("1").title == "Zweiter Titel"
    assert codes_of(run) == ["twice"]
    assert run.messages[0]["object"] == "A:1"


def test_the_same_object_twice_with_the_same_content_is_not_worth_a_word(index_page):
    run = deliver(service(1), service(1))
    assert (counts(run), codes_of(run)) == ((1, 0, 0, 0), [])


def test_changed_and_then_as_it_was_is_unchanged(ten, page_of):
    before = state()
    run = deliver(service(1, "Anderer Titel"), service(1, "Leistung 1"))
    assert counts(run) == (0, 0, 1, 0)
    assert state() == before


def test_removed_and_then_delivered_as_it_was_is_unchanged(ten):
    before = state()
    assert counts(deliver(removal(1), service(1, "Leistung 1"))) == (0, 0, 1, 0)
    assert state() == before


# Nothing but what is meant


def test_written_differently_but_meaning_the_same_is_unchanged(ten, page_of):
    stored = RawObject.objects.get(source_id="1")
    again = service(1, "Leistung 1")
    again.content_hash, again.raw = "other", "<leistung><!-- neu gesetzt -->1</leistung>"
    before = ReferenceService.objects.get(source_id="1").updated_at
    assert counts(deliver(again)) == (0, 0, 1, 0)
    stored.refresh_from_db()
    assert "neu gesetzt" in stored.text
    assert ReferenceService.objects.get(source_id="1").updated_at == before
    assert counts(deliver(again)) == (0, 0, 1, 0)


def test_what_cannot_be_stored_is_left_out_and_its_last_version_stays(index_page):
    online = DeliveredOnlineService(Identifier(AGENCY, "9"), 5, names={"de": "Antrag"}, content_hash="1")
    online.links = [Link("https://a.example/")]
    deliver(online)
    broken = DeliveredOnlineService(Identifier(AGENCY, "9"), 5, names={"de": "Antrag neu"}, content_hash="2")
    broken.links = [Link("https://a.example/" + "x" * 2000)]
    run = deliver(broken, service(1))
    assert (counts(run), run.skipped) == ((1, 0, 0, 0), 1)
    assert OnlineService.objects.get().name == "Antrag"
    assert run.state == ImportRun.State.WARNINGS


def test_a_delivery_that_breaks_in_the_middle_changes_nothing(ten):
    def broken(is_known):
        yield service(1, "Neuer Titel")
        raise DeliveryError(7, "Der Server antwortet nicht mehr.")

    before = state()
    with pytest.raises(DeliveryError):
        importer.run("test", broken, file_name="delivery")
    assert state() == before
    run = ImportRun.objects.first()
    assert (run.state, run.messages[0]["line"]) == (ImportRun.State.FAILED, 7)


def test_what_another_import_wrote_meanwhile_is_not_overwritten(index_page):
    def slow(is_known):
        yield service(1, "Von uns")
        deliver(service(1, "Von nebenan"))

    with pytest.raises(CannotImportError, match="meanwhile"):
        importer.run("test", slow, file_name="slow")
    assert ReferenceService.objects.get().title == "Von nebenan"


# Removals


def test_a_fifth_may_go(ten):
    assert counts(deliver(removal(1), removal(2))) == (0, 0, 0, 2)
    assert ServicePage.objects.live().count() == 8


def test_more_than_a_fifth_may_not_go_unless_it_is_confirmed(ten):
    before = state()
    removals = [removal(number) for number in range(3)]
    with pytest.raises(CannotImportError, match="3 of 10"):
        deliver(service(77, "Neu"), *removals)
    assert state() == before
    run = ImportRun.objects.first()
    assert run.state == ImportRun.State.FAILED
    assert "--confirm-deletions" in run.messages[0]["text"]
    assert counts(deliver(*removals, confirm_deletions=True)) == (0, 0, 0, 3)


def test_removals_of_what_was_never_here_are_counted_and_nothing_else(ten):
    before = state()
    run = deliver(*(removal(number) for number in range(100, 400)), removal(500, kind=""))
    assert (run.deleted, run.ignored, codes_of(run)) == (0, 301, [])
    assert state() == before


def test_a_removal_without_a_kind_finds_its_object(ten):
    assert counts(deliver(removal(3, kind=""))) == (0, 0, 0, 1)


def test_many_removals_cost_few_queries(index_page, django_assert_max_num_queries):
    deliver(*(service(number, f"Leistung {number}") for number in range(300)))
    with django_assert_max_num_queries(150):
        deliver(*(removal(number) for number in range(60)))
    assert ServicePage.objects.live().count() == 240


# Full lists


def full_list(*numbers, **options):
    return deliver(*(service(number, f"Leistung {number}") for number in numbers), complete=True, **options)


def test_an_increment_removes_nothing_that_it_lacks(ten):
    assert counts(deliver(service(1, "Leistung 1"))) == (0, 0, 1, 0)


def test_a_full_list_removes_what_it_lacks(ten, page_of):
    assert counts(full_list(*range(9))) == (0, 0, 9, 1)
    assert not page_of("9").live
    assert counts(full_list(*range(9))) == (0, 0, 9, 0)


def test_half_a_list_is_refused(ten):
    with pytest.raises(CannotImportError, match="5 of 10"):
        full_list(*range(5))
    assert counts(full_list(*range(5), confirm_deletions=True)) == (0, 0, 5, 5)


def test_an_empty_full_list_removes_nothing(ten):
    assert counts(deliver(complete=True, confirm_deletions=True)) == (0, 0, 0, 0)
    assert ServicePage.objects.live().count() == 10


def test_a_full_list_of_one_kind_says_nothing_about_others(ten):
    unit = Unit(Identifier(AGENCY, "1"), 1, names={"de": "Amt"}, content_hash="1")
    assert counts(deliver(unit, complete=True)) == (1, 0, 0, 0)


def test_what_was_left_out_of_a_full_list_is_not_missing(ten, page_of):
    left_out = Skipped(5, "Kaputt.", "leistung", "9")
    items = [service(number, f"Leistung {number}") for number in range(9)]
    run = deliver(*items, left_out, complete=True)
    assert (counts(run), run.skipped) == ((0, 0, 9, 0), 1)
    assert page_of("9").live


def test_an_object_without_an_id_could_be_any(ten):
    items = [service(number, f"Leistung {number}") for number in range(9)]
    run = deliver(*items, Skipped(5, "Ohne Kennung.", "leistung"), complete=True)
    assert counts(run) == (0, 0, 9, 0)
    assert "complete" in codes_of(run)


# Dry runs


DELIVERIES = {
    "new": [service(20, "Neu"), service(21, "Auch neu")],
    "changed": [service(1, "Leistung 1", "<p>Anders.</p>"), service(2, "Leistung 2")],
    "removed": [removal(1), removal(2), removal(99)],
    "twice": [service(1, "Eins"), service(1, "Zwei"), removal(2), service(2, "Leistung 2")],
    "broken": [Skipped(3, "Kaputt.", "leistung", "3"), service(30, "Neu")],
}


@pytest.mark.parametrize("items", DELIVERIES.values(), ids=DELIVERIES)
def test_a_dry_run_counts_as_the_real_one_and_changes_nothing(items, ten):
    before = state()
    dry = deliver(*items, dry_run=True)
    assert state() == before
    real = deliver(*items)
    assert counts(dry) == counts(real)
    assert (dry.skipped, dry.ignored, dry.remarks) == (real.skipped, real.ignored, real.remarks)
    assert (dry.is_dry_run, real.is_dry_run) == (True, False)
    assert (dry.written_at, real.written_at is None) == (None, False)


def test_a_dry_run_of_a_full_list_says_what_would_go_and_that_it_would_be_refused(ten):
    dry = full_list(*range(5), dry_run=True)
    assert counts(dry) == (0, 0, 5, 5)
    assert codes_of(dry) == ["deletions"]
    assert ServicePage.objects.live().count() == 10


# What the source holds back


def test_a_record_that_is_not_public_waits_as_a_draft_and_appears_with_its_source(index_page, page_of):
    deliver(service(1, public=False))
    page = page_of("1")
    assert (page.live, page.has_unpublished_changes) == (False, True)
    deliver(service(1, public=True))
    assert page_of("1").live
    deliver(service(1, public=False))
    assert not page_of("1").live
    assert ServicePage.objects.count() == 1


def test_an_editors_draft_stays_a_draft_when_a_service_comes_back(ten, page_of):
    page = page_of("1")
    page.notes = "<p>Halb fertig</p>"
    page.save_revision()
    deliver(removal(1))
    deliver(service(1, "Leistung 1"))
    page = page_of("1")
    assert (page.live, page.notes) == (True, "")
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().notes == "<p>Halb fertig</p>"


# Partial views, languages, codes


def test_a_partial_view_adds_and_empties_nothing(ten, page_of):
    listed = Service(Identifier(AGENCY, "1"), 1, modules=[TextModule("02", {"de": "Amtlich"})], layer="list")
    listed.content_hash = "list"
    assert counts(deliver(listed)) == (1, 0, 0, 0)
    reference = page_of("1").reference
    assert (reference.title, reference.official_name) == ("Leistung 1", "Amtlich")
    assert reference.sections["description"] == "<p>Melden Sie ihn an.</p>"
    assert counts(deliver(listed, complete=True)) == (0, 0, 1, 0)
    assert ServicePage.objects.count() == 10


def test_other_languages_stay_with_the_service(index_page, page_of):
    item = service(1)
    item.modules[0].texts["en"], item.modules[1].texts["en"] = "Register a dog", "<p>Register it.</p>"
    deliver(item)
    reference = page_of("1").reference
    assert reference.translations == {
        "en": {"title": "Register a dog", "sections": {"description": "<p>Register it.</p>"}}
    }
    assert ServicePage.objects.count() == 1


def test_names_of_codes_are_learned_and_used_where_only_the_code_comes(index_page, page_of):
    assert code_label("fee", "007") == "Code 007"
    named, bare = Fee("free", type=Code("007", "Sondergebühr")), Fee("free", type=Code("007"))
    deliver(service(1, "Eins", fees=[bare]), service(2, "Zwei", fees=[named]))
    assert code_label("fee", "007") == "Sondergebühr"
    assert CodeName.objects.count() == 1
    assert page_of("1").reference.fees[0]["type_name"] == "Sondergebühr"


def test_services_without_a_title_are_drafts_under_the_name_of_their_key(index_page, page_of):
    LeikaKeyFactory(key="99102013104000", name="Hundesteuer Anmeldung", citizen_name="Hund anmelden")
    run = deliver(service(1, title="", keys=["99102013104000"]), service(2, title=""))
    assert (page_of("1").title, page_of("1").live) == ("Hund anmelden", False)
    assert page_of("2").title == "Service 2"
    assert codes_of(run) == ["title", "title"]


# Ends that meet


def test_responsibilities_inside_a_service_follow_it(index_page, page_of):
    unit = Unit(Identifier(AGENCY, "5"), 1, names={"de": "Amt"}, content_hash="1")
    inside = DeliveredResponsibility(
        Identifier(AGENCY, "5/A/1", "service/unit"), 1, holder=Identifier(AGENCY, "5"), service=Identifier(AGENCY, "1")
    )
    deliver(service(1, responsibilities=[inside], content_hash="1"), unit)
    assert [item.name for item in page_of("1").current_departments] == ["Amt"]
    deliver(service(1, content_hash="2"))
    assert page_of("1").current_departments == []


def test_a_town_that_has_the_office_already_keeps_one_record(index_page):
    own = DepartmentFactory(name="Bürgeramt", phone="05799 1")
    deliver(Unit(Identifier(AGENCY, "5"), 1, names={"de": "Bürgeramt"}, phone="0800 2", content_hash="1"))
    own.refresh_from_db()
    assert (own.source_id, own.phone) == ("5", "05799 1")
