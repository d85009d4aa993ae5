"""What leaves the house is what residents see; what comes back is recognised."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone

from service_catalogue import outgoing
from service_catalogue.importer.mapping import reference_values
from service_catalogue.models import Deadline, Fee, OnlineService, ProcessingTime, ServicePage
from service_catalogue.xzufi import read
from service_catalogue.xzufi.objects import GERMAN, IN_SERVICE_ONLINE, Identifier, Service
from service_catalogue.xzufi.writing import write
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    AreaFactory,
    FeeFactory,
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServicePageFactory,
)


def sent_and_read(*objects):
    """What somebody else reads of what we send."""
    file = BytesIO()
    write(file, objects, root="nachricht", written_at=timezone.now())
    return list(read(file.getvalue()))


@pytest.fixture
def reference():
    return ReferenceServiceFactory(
        source_id="11",
        official_name="Hundesteuer Anmeldung",
        sections={
            "summary": "<p>Wer einen Hund hält, zahlt Steuer.</p>",
            "description": "<p>Der Text der Quelle.</p>",
            "required_documents": "<ul><li>Ausweis</li><li>Impfpass</li></ul>",
            "author": "<p>Das Land</p>",
        },
        links={"legal_bases": [{"title": "Satzung", "url": "https://recht.example/satzung"}]},
        fees=[{"kind": "fixed", "amount": "84.00", "currency": "EUR", "type": "001", "label": "Erster Hund"}],
        deadlines=[{"kind": "date", "until_date": "2026-12-31", "type": "001"}],
        processing_times=[{"kind": "range", "amount": 2, "unit": "TAG", "amount_max": 3, "unit_max": "WOCHE"}],
        synonyms=["Hundemarke"],
        audience=["001"],
        typing=["5"],
        release={"on": "2025-03-01", "by": "Das Ministerium"},
        translations={"en": {"title": "Register a dog", "sections": {"description": "<p>In English.</p>"}}},
    )


@pytest.fixture
def imported(index_page, reference):
    return ServicePageFactory(parent=index_page, title=reference.title, reference=reference, teaser="", description="")


@pytest.fixture
def own(index_page):
    return ServicePageFactory(parent=index_page, title="Grillplatz reservieren", teaser="Am See.", description="")


def test_an_imported_service_goes_out_as_it_came(imported, reference):
    said = reference_values(sent_and_read(outgoing.service_of(imported))[0])
    for name in ("title", "official_name", "sections", "links", "fees", "deadlines", "synonyms", "audience", "release"):
        assert said[name] == getattr(reference, name), name
    assert said["processing_times"] == reference.processing_times


def test_it_keeps_the_id_it_came_with(imported):
    assert outgoing.service_of(imported).id == Identifier("L100002", "11")


def test_a_service_of_our_own_has_our_agency_and_a_number_that_stays(own, settings):
    settings.XZUFI_AGENCY = "L200099"
    assert outgoing.service_of(own).id == Identifier("L200099", f"service-{own.pk}")


def test_other_languages_go_with_it(imported):
    service = sent_and_read(outgoing.service_of(imported))[0]
    assert service.text("03", language="en") == "Register a dog"
    assert service.text("06", language="en") == "<p>In English.</p>"


def test_own_words_replace_those_of_the_source(imported):
    imported.description = "<p>So machen wir das.</p>"
    imported.save()
    assert outgoing.service_of(imported).text("06") == "<p>So machen wir das.</p>"


def test_an_addition_stands_below_the_text_of_the_source(imported):
    imported.description, imported.additions = "<p>Bei uns dienstags.</p>", ["description"]
    imported.save()
    assert outgoing.service_of(imported).text("06") == "<p>Der Text der Quelle.</p><p>Bei uns dienstags.</p>"


def test_what_happens_next_and_for_whom_have_no_module_and_join_their_neighbours(own):
    own.description, own.for_whom, own.next_steps = "<p>Ein Platz.</p>", "<p>Für Vereine.</p>", "<p>Post kommt.</p>"
    service = outgoing.service_of(own)
    assert service.text("06") == "<p>Ein Platz.</p><p>Für Vereine.</p>"
    assert service.text("11") == "<p>Post kommt.</p>"


def test_lists_go_out_as_lists_with_whole_addresses(own):
    item = {"text": "Antrag", "note": "in zwei Stücken", "link": "https://formular.example/a?b=1&c=2", "document": None}
    own.forms = [("item", item)]
    own.description = '<p><a href="/rathaus/">Rathaus</a></p>'
    service = outgoing.service_of(own)
    assert service.text("14") == (
        '<ul><li><a href="https://formular.example/a?b=1&amp;c=2">Antrag</a><br>in zwei Stücken</li></ul>'
    )
    assert service.text("06") == f'<p><a href="{own.get_site().root_url}/rathaus/">Rathaus</a></p>'


def test_own_fees_and_times_go_out_as_data(own):
    FeeFactory(page=own, label="Tag", amount=Decimal("20.00"), legal_basis="§ 3 Satzung")
    FeeFactory(page=own, label="Vereine", kind=Fee.Kind.FREE, amount=None, reason="Gemeinnützig")
    Deadline.objects.create(page=own, kind="date", until_date=date(2026, 5, 31), text="Für den Sommer")
    ProcessingTime.objects.create(page=own, kind="duration", amount=2, unit="WOCHE")
    service = sent_and_read(outgoing.service_of(ServicePage.objects.get(pk=own.pk)))[0]
    assert [(fee.kind, fee.amount, fee.description) for fee in service.fees] == [
        ("fixed", Decimal("20.00"), {GERMAN: "Tag, § 3 Satzung"}),
        ("free", None, {GERMAN: "Vereine"}),
    ]
    assert service.fees[1].reason == {GERMAN: "Gemeinnützig"}
    assert service.deadlines[0].until_date == date(2026, 5, 31)
    assert (service.processing_times[0].amount, service.processing_times[0].unit) == (2, "WOCHE")


def test_keys_and_areas_go_out(own):
    own.leika_keys.add(LeikaKeyFactory(key="99050012104000"))
    own.areas.add(AreaFactory(ars="057700044044"))
    own.save()
    service = outgoing.service_of(ServicePage.objects.get(pk=own.pk))
    assert (service.keys, service.areas) == (["99050012104000"], ["057700044044"])


def test_offices_and_online_services_follow_with_who_is_in_charge(imported, own, reference):
    delivered = DepartmentFactory(source_agency="L100002", source_id="31")
    ResponsibilityFactory(reference=reference, department=delivered, holder_source_id="31", role="01")
    own.department = DepartmentFactory(name="Bürgerbüro")
    own.online_services = [OnlineServiceFactory(url="https://antrag.example/{leika}")]
    own.leika_keys = [LeikaKeyFactory(key="99050012104000")]
    own.save_revision().publish()
    records = list(outgoing.records())
    ids = [item.id.value for item in records if item.kind == "unit"]
    assert sorted(ids) == sorted(["31", f"department-{own.department.pk}"])
    online = next(item for item in records if item.kind == "online_service")
    assert online.links[0].url == "https://antrag.example/99050012104000"
    duties = {(item.holder.value, item.service.value) for item in records if item.kind == "responsibility"}
    assert duties == {
        ("31", "11"),
        (f"department-{own.department.pk}", f"service-{own.pk}"),
        (online.id.value, f"service-{own.pk}"),
    }


def test_drafts_and_hidden_services_stay_in_the_house(own, index_page):
    ServicePageFactory(parent=index_page, live=False)
    assert [page.pk for page in outgoing.live_services()] == [own.pk]


def test_our_own_words_are_recognised_when_they_come_back(imported, own):
    imported.description = "<p>So machen wir das.</p>"
    imported.save_revision().publish()
    sent = [outgoing.service_of(page) for page in outgoing.live_services()]
    delivered = sent_and_read(*sent)
    assert outgoing.echoes(delivered) == {item.key for item in delivered}


def test_a_source_that_says_something_new_is_no_echo(imported):
    service = outgoing.service_of(imported)
    service.modules[-1].texts[GERMAN] = "<p>Neu</p>"
    assert outgoing.echoes(sent_and_read(service)) == set()


def test_everything_of_our_own_is_recognised(own):
    own.department = DepartmentFactory(name="Bürgerbüro")
    own.online_services = [OnlineServiceFactory(url="https://antrag.example/{leika}"), OnlineServiceFactory()]
    own.leika_keys = [LeikaKeyFactory(key="99050012104000")]
    own.save_revision().publish()
    delivered = sent_and_read(*outgoing.records())
    assert len(delivered) == 1 + 1 + 2 + 3
    assert outgoing.echoes(delivered) == {item.key for item in delivered}


def test_strangers_under_our_agency_are_no_echo(db, settings):
    stranger = Service(Identifier(settings.XZUFI_AGENCY, "service-999999"), line=0)
    assert outgoing.echoes([stranger]) == set()
    assert outgoing.echoes([Service(Identifier(settings.XZUFI_AGENCY, "hund-anmelden"), line=0)]) == set()


def test_recognising_costs_nothing_where_nothing_is_known(db, django_assert_max_num_queries):
    services = [Service(Identifier("L100002", str(number)), line=0) for number in range(200)]
    with django_assert_max_num_queries(2):
        assert outgoing.echoes(services) == set()


def test_an_online_service_without_its_whole_address_does_not_go_out(own):
    online = OnlineServiceFactory(url="https://antrag.example/{leika}")
    assert OnlineService.objects.get(pk=online.pk).address_for(own) is None
    assert outgoing.online_service_of(online, own) is None


def test_what_a_record_no_longer_names_is_news(imported, reference):
    online = OnlineServiceFactory(source_agency="L100002", source_id="72")
    ResponsibilityFactory(
        reference=reference, online_service=online, scheme=IN_SERVICE_ONLINE, holder_source_id="72", source_id="72/11"
    )
    service = outgoing.service_of(ServicePage.objects.get(pk=imported.pk))
    assert outgoing.echoes(sent_and_read(service)) == set()


def test_a_partial_view_is_never_an_echo(imported):
    service = outgoing.service_of(imported)
    service.layer = "pvog-csv"
    assert outgoing.echoes([service]) == set()
