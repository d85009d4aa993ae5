"""Deliveries into the catalogue: what arrives, what stays, and that nothing is half done."""

import re

import pytest
from wagtail.models import PageLogEntry, Revision

from cms.signals import content_changed
from directory.models import Department
from service_catalogue.importer import CannotImportError, import_xzufi
from service_catalogue.models import (
    Area,
    ImportRun,
    LeikaKey,
    OnlineService,
    RawObject,
    ReferenceService,
    Responsibility,
    ServicePage,
    Topic,
)
from service_catalogue.xzufi import XzufiError
from tests.factories.service_catalogue import ServicePageFactory, TopicFactory

pytestmark = pytest.mark.django_db

TABLES = [
    Area, Department, LeikaKey, OnlineService, PageLogEntry, RawObject, ReferenceService, Responsibility, Revision,
    ServicePage, Topic,
]  # fmt: skip


def everything():
    """All rows of all tables that an import may write."""
    return {model: list(model.objects.order_by("pk").values()) for model in TABLES}


@pytest.fixture
def message(data, index_page):
    return data / "message-2.2.xml"


@pytest.fixture
def told():
    """The objects of which the import said that residents see something new."""
    seen = []

    def listen(instances, **_kwargs):
        seen.extend(instances)

    content_changed.connect(listen)
    yield seen
    content_changed.disconnect(listen)


def renamed(message, write, **changes):
    """The message with some of its words replaced."""
    xml = message.read_text()
    for old, new in changes.items():
        assert re.search(old, xml), old
        xml = re.sub(old, new, xml)
    return write(xml)


def test_a_new_service_is_a_live_page_with_everything(message, page_of):
    run = import_xzufi(message)
    page = page_of("11")
    assert page.live
    assert page.url == "/dienstleistungen/hund-zur-steuer-anmelden/"
    assert page.title == "Hund zur Steuer anmelden"
    assert page.shown_official_name == "Hundesteuer Anmeldung"
    assert page.summary == "Wer einen Hund hält, zahlt Steuer."
    assert [key.key for key in page.current_keys] == ["99102013104000"]
    assert [item.name for item in page.current_departments] == ["Steueramt (Prüfstück)"]
    assert [item.url for item in page.current_online_services] == ["https://service.pruefstadt.example/hund?a=1&b=2"]
    assert [topic.name for topic in page.current_topics] == ["Tierhaltung"]
    assert page.audience == ["citizens"]
    assert page.synonym_list == ["Wauwau", "Hundemarke"]
    assert [section.name for section in page.sections] == [
        "description", "required_documents", "fees", "deadlines", "processing_times", "legal_bases",
    ]  # fmt: skip
    assert (run.created, run.changed, run.unchanged, run.skipped, run.ignored, run.pending) == (6, 0, 0, 1, 1, 0)
    assert run.state == ImportRun.State.WARNINGS


def test_the_page_has_a_right_tree_a_revision_and_a_log(message, page_of, index_page):
    import_xzufi(message)
    page = page_of("11")
    assert page.get_parent() == index_page.page_ptr
    assert ServicePage.find_problems() == ([], [], [], [], [])
    assert page.latest_revision_id == page.live_revision_id
    actions = list(PageLogEntry.objects.filter(page=page.pk).order_by("timestamp").values_list("action", flat=True))
    assert actions == ["wagtail.create", "wagtail.publish"]


def test_the_raw_xml_of_every_object_is_kept(message):
    import_xzufi(message)
    raw = RawObject.objects.get(kind="service", source_id="11")
    assert "Wauwau" in raw.text
    assert RawObject.objects.filter(kind="specialisation", source_id="51").exists()


def test_what_was_left_out_stands_in_the_run(message):
    run = import_xzufi(message)
    skipped = next(item for item in run.messages if item["code"] == "skipped")
    assert skipped["line"] == 112
    assert "fünf" in skipped["text"]
    assert not ReferenceService.objects.filter(source_id="12").exists()


def test_a_department_brings_address_and_hours(message):
    import_xzufi(message)
    department = Department.objects.get(source_id="31")
    assert department.slug == "steueramt-pruefstueck"
    assert (department.street, department.postcode, department.town) == ("Am Markt 1", "32399", "Prüfstadt")
    assert department.hours_text == "Mo 8–12 Uhr\nDi 14–16 Uhr"
    assert Area.objects.get(ars="057700044044").name == "Prüfstadt"


def test_a_second_import_changes_nothing_at_all(message, told):
    import_xzufi(message)
    before = everything()
    told.clear()
    run = import_xzufi(message)
    assert everything() == before
    assert told == []
    assert (run.created, run.changed, run.unchanged) == (0, 0, 6)


def test_a_new_date_of_change_alone_is_no_change(message, write):
    import_xzufi(message)
    before = everything()
    run = import_xzufi(renamed(message, write, **{"2026-03-04T05": "2026-04-04T05"}))
    assert everything() == before
    assert run.changed == 0


@pytest.mark.parametrize("name", ["truncated.xml", "mismatch.xml", "billion-laughs.xml", "wrong-root.xml", "empty.xml"])
def test_a_broken_file_changes_nothing_and_is_kept_as_a_failed_run(name, data, message):
    import_xzufi(message)
    before = everything()
    with pytest.raises(XzufiError):
        import_xzufi(data / "broken" / name)
    assert everything() == before
    run = ImportRun.objects.first()
    assert run.state == ImportRun.State.FAILED
    assert run.messages[0]["line"] >= 1
    assert run.finished_at


def test_what_fails_while_writing_leaves_nothing_behind(message, monkeypatch):
    before = everything()
    monkeypatch.setattr("service_catalogue.importer.writing.everything.resolve", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_xzufi(message)
    assert everything() == before
    assert ImportRun.objects.get().state == ImportRun.State.FAILED


def test_a_file_above_the_size_limit_is_refused(message, settings):
    settings.XZUFI_MAX_BYTES = 100
    with pytest.raises(XzufiError):
        import_xzufi(message)
    assert not ServicePage.objects.exists()


def test_without_an_overview_it_says_what_to_do(home, data):
    with pytest.raises(CannotImportError, match="load_demo"):
        import_xzufi(data / "message-2.2.xml")
    assert not ReferenceService.objects.exists()


def test_draft_pages_wait_for_an_editor(message, page_of):
    import_xzufi(message, draft=True)
    page = page_of("11")
    assert not page.live
    assert page.latest_revision


def test_new_texts_are_visible_at_once_without_a_new_revision(message, write, page_of, told, client):
    import_xzufi(message)
    revisions = Revision.objects.count()
    told.clear()
    run = import_xzufi(renamed(message, write, Wauwau="Kläffer", Impfpass="Tierpass"))
    assert run.changed == 1
    assert "Tierpass" in client.get(page_of("11").url).text
    assert "Kläffer" in page_of("11").search_texts().keywords
    assert Revision.objects.count() == revisions
    assert page_of("11") in told


def test_the_towns_own_words_are_never_overwritten(message, write, page_of):
    import_xzufi(message)
    page = page_of("11")
    page.title = "Hundesteuer"
    page.teaser = "Eigener Satz."
    page.description = "<p>Eigener Text.</p>"
    page.required_documents = [{"type": "item", "value": {"text": "Nur der Ausweis"}}]
    page.fees.create(label="Eigene Gebühr", kind="fixed", amount=5)
    page.save_revision().publish()
    import_xzufi(
        renamed(message, write, **{"Hund zur Steuer anmelden": "Ganz neuer Titel", "Impfpass": "Tierpass", "84": "99"})
    )
    page = page_of("11")
    sections = {section.name: section for section in page.sections}
    assert (page.title, page.summary) == ("Hundesteuer", "Eigener Satz.")
    assert sections["description"].html == "<p>Eigener Text.</p>"
    assert [item.text for item in sections["required_documents"].items] == ["Nur der Ausweis"]
    assert [line.label for line in sections["fees"].lines] == ["Eigene Gebühr"]
    assert page.reference.title == "Ganz neuer Titel"


def test_the_title_follows_while_nobody_has_changed_it(message, write, page_of):
    import_xzufi(message)
    import_xzufi(renamed(message, write, **{"Hund zur Steuer anmelden": "Hund anmelden"}))
    page = page_of("11")
    assert (page.title, page.slug) == ("Hund anmelden", "hund-zur-steuer-anmelden")
    assert page.latest_revision_id == page.live_revision_id


def test_an_editors_unpublished_draft_is_not_published_by_a_new_title(message, write, page_of):
    import_xzufi(message)
    page = page_of("11")
    page.teaser = "Halb fertig"
    page.save_revision()
    import_xzufi(renamed(message, write, **{"Hund zur Steuer anmelden": "Hund anmelden"}))
    page = page_of("11")
    assert (page.title, page.teaser) == ("Hund anmelden", "")
    assert page.get_latest_revision_as_object().title == "Hund anmelden"
    assert page.get_latest_revision_as_object().teaser == "Halb fertig"


def test_fields_of_departments_and_online_services_that_the_town_changed_stay(message, write):
    import_xzufi(message)
    Department.objects.filter(source_id="31").update(phone="05799 9990-0")
    OnlineService.objects.filter(source_id="21").update(name="Eigener Name")
    import_xzufi(
        renamed(
            message, write, **{"05799 1": "05799 2", "Am Markt": "Am Wall", "Hund online": "Tier online", "a=1": "a=2"}
        )
    )
    department, online = Department.objects.get(source_id="31"), OnlineService.objects.get(source_id="21")
    assert (department.phone, department.street) == ("05799 9990-0", "Am Wall 1")
    assert (online.name, "a=2" in online.url) == ("Eigener Name", True)


def test_life_situations_are_found_by_code_or_the_code_above(message, page_of):
    above = TopicFactory(name="Tiere", code="1110000")
    import_xzufi(message)
    assert page_of("11").current_topics == [above]
    assert Topic.objects.count() == 1


def test_addresses_of_pages_are_unique(message, index_page, page_of):
    ServicePageFactory(parent=index_page, title="Anderer Hund", slug="hund-zur-steuer-anmelden")
    import_xzufi(message)
    assert page_of("11").slug == "hund-zur-steuer-anmelden-2"


def test_a_service_without_a_title_is_a_draft_under_the_name_of_its_key(data, index_page, page_of):
    LeikaKey.objects.create(key="99102013104000", name="Hundesteuer Anmeldung", citizen_name="Hund anmelden")
    run = import_xzufi(data / "directory-2.1.xml")
    page = page_of("S1_5")
    assert (page.title, page.live) == ("Hund anmelden", False)
    assert any(item["code"] == "title" for item in run.messages)


def test_a_responsibility_without_a_service_means_the_only_one(data, index_page, page_of):
    import_xzufi(data / "directory-2.1.xml")
    page = page_of("S1_5")
    assert page.title == "Service 99 102 013 104 000"
    assert [item.name for item in page.current_departments] == ["Ordnungsamt"]
    assert [section.name for section in page.sections] == ["fees", "deadlines", "processing_times"]


def test_responsibilities_wait_for_their_counterpart(index_page, write, page_of):
    waiting = """<v><schreibe><zustaendigkeitTransferObjekt>
        <uebergeordnetesObjektID schemeAgencyID="A">2</uebergeordnetesObjektID>
        <zustaendigkeit><id schemeAgencyID="A">3</id><leistungID schemeAgencyID="A">1</leistungID></zustaendigkeit>
        </zustaendigkeitTransferObjekt></schreibe></v>"""
    service = """<leistung><id schemeAgencyID="A">1</id><modulText><leikaTextmodul><code>03</code></leikaTextmodul>
        <inhalt>Hund</inhalt></modulText></leistung>"""
    office = (
        """<organisationseinheit><id schemeAgencyID="A">2</id><name><name>Amt</name></name></organisationseinheit>"""
    )
    assert import_xzufi(write(waiting)).pending == 1
    assert import_xzufi(write(service)).pending == 1
    assert import_xzufi(write(office)).pending == 0
    assert [item.name for item in page_of("1").current_departments] == ["Amt"]


def test_an_office_that_no_longer_names_a_service_is_no_longer_in_charge(index_page, write, page_of):
    service = """<leistung><id schemeAgencyID="A">1</id><modulText><leikaTextmodul><code>03</code></leikaTextmodul>
        <inhalt>Hund</inhalt></modulText></leistung>"""
    office = (
        """<organisationseinheit><id schemeAgencyID="A">2</id><name><name>Amt</name></name>%s</organisationseinheit>"""
    )
    import_xzufi(write(service))
    import_xzufi(write(office % "<zustaendigkeit><leistungID schemeAgencyID='A'>1</leistungID></zustaendigkeit>"))
    assert page_of("1").current_departments
    import_xzufi(write(office % ""))
    assert page_of("1").current_departments == []


def test_removals(message, data, page_of, client):
    import_xzufi(message)
    run = import_xzufi(data / "removals-2.2.xml", confirm_deletions=True)
    page = page_of("11")
    assert (run.deleted, run.ignored) == (4, 1)
    assert not page.live
    assert page.reference.gone_at
    assert not OnlineService.objects.exists()
    assert Department.objects.filter(source_id="31").exists()
    assert not Responsibility.objects.exists()
    before = everything()
    assert import_xzufi(data / "removals-2.2.xml", confirm_deletions=True).ignored == 5
    assert everything() == before


def test_a_removed_service_that_comes_again_is_live_again(message, data, page_of):
    import_xzufi(message)
    import_xzufi(data / "removals-2.2.xml", confirm_deletions=True)
    run = import_xzufi(message)
    assert page_of("11").live
    assert page_of("11").reference.gone_at is None
    assert run.created == 6
    assert ServicePage.objects.count() == 1


def test_a_page_that_an_editor_unpublished_stays_so(message, data, page_of):
    import_xzufi(message)
    page_of("11").unpublish()
    import_xzufi(data / "removals-2.2.xml", confirm_deletions=True)
    import_xzufi(message)
    assert not page_of("11").live


def test_a_removed_service_goes_offline_and_keeps_own_text(message, data, page_of):
    import_xzufi(message)
    page = page_of("11")
    page.notes = "<p>Unser eigener Hinweis.</p>"
    page.save_revision().publish()
    run = import_xzufi(data / "removals-2.2.xml", confirm_deletions=True)
    page = page_of("11")
    assert not page.live
    assert page.notes == "<p>Unser eigener Hinweis.</p>"
    assert any(item["code"] == "kept" for item in run.messages)


def test_an_online_service_that_the_town_uses_stays_with_a_remark(message, data, index_page):
    import_xzufi(message)
    page = ServicePageFactory(parent=index_page)
    page.online_services.add(OnlineService.objects.get())
    page.save()
    import_xzufi(data / "removals-2.2.xml", confirm_deletions=True)
    assert OnlineService.objects.filter(source_id="21").exists()


def test_written_removed_and_written_again_in_one_message(index_page, write, page_of):
    service = """<schreibe><leistung><id schemeAgencyID="A">1</id><modulText><leikaTextmodul><code>03</code></leikaTextmodul>
        <inhalt>Hund</inhalt></modulText></leistung></schreibe>"""
    removal = "<loesche klasse='Leistung'><id schemeAgencyID='A'>1</id></loesche>"
    import_xzufi(write(f"<v>{service}{removal}{service}</v>"))
    assert page_of("1").live
    import_xzufi(write(f"<v>{removal}{service}</v>"))
    assert page_of("1").live
    import_xzufi(write(f"<v>{service}{removal}</v>"), confirm_deletions=True)
    assert not page_of("1").live
    assert ServicePage.objects.count() == 1


def test_too_long_values_are_cut_and_bad_addresses_left_out(index_page, write):
    xml = f"""<organisationseinheit><id schemeAgencyID="A">2</id><name><name>{"Amt " * 80}</name></name>
        <kommunikation><kanal><code>email</code></kanal><kennung>keine adresse</kennung></kommunikation>
        <kommunikation><kanal><code>telefon</code></kanal><kennung>{"1" * 60}</kennung></kommunikation></organisationseinheit>"""
    run = import_xzufi(write(xml))
    department = Department.objects.get()
    assert len(department.name) == 200
    assert (department.email, len(department.phone)) == ("", 40)
    assert len(run.messages) == 3


def test_a_second_page_under_the_same_key_is_said(message, index_page):
    key = LeikaKey.objects.create(key="99102013104000")
    ServicePageFactory(parent=index_page, title="Unsere eigene Seite", leika_keys=[key])
    run = import_xzufi(message)
    twins = [item["text"] for item in run.messages if item["code"] == "twin"]
    assert len(twins) == 1
    assert "Unsere eigene Seite" in twins[0]
    assert not [item for item in import_xzufi(message).messages if item["code"] == "twin"]
