"""Notices that an import leaves beside own words."""

from copy import deepcopy
from decimal import Decimal

import pytest
from django.utils import timezone

from service_catalogue.layers import COMPARED, notice_changes
from service_catalogue.models import ReferenceChange, ServicePage
from tests.factories.service_catalogue import FeeFactory, ReferenceServiceFactory, ServicePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference():
    return ReferenceServiceFactory(
        sections={"summary": "<p>Kurz.</p>", "description": "<p>Alt.</p>", "notes": "<p>Hinweis.</p>"},
        fees=[{"kind": "fixed", "amount": "10.00", "label": "Antrag"}],
    )


@pytest.fixture
def make(index_page, reference):
    def _make(**values):
        values = {"teaser": "", "description": "", "reference": reference, **values}
        return ServicePageFactory(parent=index_page, **values)

    return _make


def deliver(reference, **changes):
    """A delivery as the import tells it: sections by name, other columns whole."""
    before = {name: deepcopy(getattr(reference, name)) for name in COMPARED}
    columns = {name: changes.pop(name) for name in list(changes) if name in COMPARED}
    reference.sections = {**reference.sections, **changes}
    for name, value in columns.items():
        setattr(reference, name, value)
    reference.save()
    notice_changes([(reference, before)])


def notices(page):
    return {change.section: (change.old_text, change.new_text) for change in page.changes.filter(decided_at=None)}


def test_nobody_is_told_where_the_town_wrote_nothing(make, reference):
    page = make()
    deliver(reference, description="<p>Neu.</p>")
    assert notices(page) == {}


def test_only_the_section_with_own_words_is_told(make, reference):
    page, other = make(description="<p>Eigen.</p>"), make(notes="<p>Eigen.</p>")
    deliver(reference, description="<p>Neu.</p>")
    assert notices(page) == {"description": ("Alt.", "Neu.")}
    assert notices(other) == {}
    assert ServicePage.objects.get(pk=page.pk).description == "<p>Eigen.</p>"


def test_an_addition_is_told_as_well(make, reference):
    page = make(description="<p>Eigen.</p>", additions=["description"])
    deliver(reference, description="<p>Neu.</p>")
    assert notices(page) == {"description": ("Alt.", "Neu.")}


def test_fees_lists_links_and_the_short_text_are_told(make, reference):
    page = make(teaser="Eigen.", legal_bases=[("item", {"text": "Satzung"})])
    FeeFactory(page=page)
    deliver(
        reference,
        summary="<p>Kürzer.</p>",
        fees=[{"kind": "fixed", "amount": "12.00", "label": "Antrag"}],
        links={"legal_bases": [{"title": "Gesetz", "url": "https://recht.example/"}]},
    )
    found = notices(page)
    assert found["summary"] == ("Kurz.", "Kürzer.")
    assert found["legal_bases"] == ("", "• Gesetz (https://recht.example/)")
    assert "10" in found["fees"][0]
    assert "12" in found["fees"][1]
    assert len(found) == 3


def test_a_changed_address_in_a_text_is_a_change_and_changed_markup_is_none(make, reference):
    page = make(description="<p>Eigen.</p>", notes="<p>Eigen.</p>")
    deliver(
        reference, description="<p><strong>Alt.</strong></p>", notes='<p><a href="https://x.example">Hinweis.</a></p>'
    )
    assert notices(page) == {"notes": ("Hinweis.", "Hinweis. (https://x.example)")}


def test_own_words_that_are_still_a_draft_count(make, reference):
    page = make()
    page.save_revision().publish()
    draft = page.get_latest_revision_as_object()
    draft.description = "<p>Im Entwurf.</p>"
    draft.fees.create(label="x", kind="fixed", amount=Decimal(1))
    draft.save_revision()
    deliver(reference, description="<p>Neu.</p>", fees=[])
    assert set(notices(page)) == {"description", "fees"}


def test_a_second_delivery_keeps_what_was_last_agreed_to_and_announces_anew(make, reference):
    page = make(description="<p>Eigen.</p>")
    deliver(reference, description="<p>Neu.</p>")
    first = page.changes.get()
    page.changes.update(announced_at=timezone.now())
    deliver(reference, description="<p>Neuer.</p>")
    second = page.changes.get()
    assert (second.pk, second.old_text, second.new_text) == (first.pk, "Alt.", "Neuer.")
    assert second.announced_at is None
    assert second.version != first.version


def test_a_change_that_is_taken_back_leaves_no_notice(make, reference):
    page = make(description="<p>Eigen.</p>")
    deliver(reference, description="<p>Neu.</p>")
    deliver(reference, description="<p>Alt.</p>")
    assert page.changes.count() == 0


def test_after_an_answer_the_next_delivery_is_a_notice_of_its_own(make, reference):
    page = make(description="<p>Eigen.</p>")
    deliver(reference, description="<p>Neu.</p>")
    page.changes.update(decision="keep", decided_at=timezone.now())
    deliver(reference, description="<p>Neuer.</p>")
    assert notices(page) == {"description": ("Neu.", "Neuer.")}
    assert page.changes.count() == 2


def test_many_deliveries_cost_a_handful_of_queries(index_page, django_assert_max_num_queries):
    changed = []
    for number in range(30):
        reference = ReferenceServiceFactory(sections={"description": "<p>Alt.</p>"})
        own = "<p>Eigen.</p>" if number % 3 == 0 else ""
        ServicePageFactory(parent=index_page, description=own, teaser="", reference=reference)
        reference.sections = {"description": f"<p>Neu {number}.</p>"}
        changed.append((reference, {"sections": {"description": "<p>Alt.</p>"}}))
    with django_assert_max_num_queries(5):
        notice_changes(changed)
    assert ReferenceChange.objects.count() == 10


def test_nothing_changed_asks_nothing(reference, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        notice_changes([(reference, {"sections": reference.sections, "fees": reference.fees})])
        notice_changes([])
