"""Changed reference texts that nobody answers to."""

import smtplib
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.roles import EDITORS
from jobs.schedule import JOBS
from service_catalogue.adoption import ACTION, adopt_unanswered
from service_catalogue.models import ReferenceChange, ServicePage
from tests.factories.service_catalogue import FeeFactory, ReferenceServiceFactory, ServicePageFactory

pytestmark = pytest.mark.django_db
DAYS = 10


@pytest.fixture(autouse=True)
def _after_ten_days(settings):
    settings.ADOPT_REFERENCE_AFTER_DAYS = DAYS


@pytest.fixture
def person(django_user_model):
    def _person(name, *, editor=False, **values):
        user = django_user_model.objects.create_user(name, f"{name}@town.example", "secret", **values)
        if editor:
            user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
        return user

    return _person


@pytest.fixture
def make(index_page):
    """A published page with own words and an open notice beside them."""

    def _make(**values):
        reference = ReferenceServiceFactory(sections={"description": "<p>Stammtext.</p>"})
        page = ServicePageFactory(parent=index_page, description="<p>Eigen.</p>", reference=reference, **values)
        page.save_revision().publish()
        ReferenceChange.objects.create(page=page, section="description", old_text="Alt.", new_text="Stammtext.")
        return ServicePage.objects.get(pk=page.pk)

    return _make


def run(*, days_later=0):
    """The daily job, as if the announced changes had been announced some days before."""
    moment = timezone.now() - timedelta(days=days_later)
    ReferenceChange.objects.exclude(announced_at=None).update(announced_at=moment)
    adopt_unanswered()


def live(page):
    return ServicePage.objects.get(pk=page.pk)


def test_never_by_default(make, person, mailoutbox, settings):
    settings.ADOPT_REFERENCE_AFTER_DAYS = 0
    page = make(owner=person("eva"))
    run()
    run(days_later=5000)
    assert mailoutbox == []
    assert live(page).description == "<p>Eigen.</p>"


def test_first_a_mail_with_day_and_links_and_nothing_else(make, person, mailoutbox):
    eva = person("eva")
    pages = [make(owner=eva), make(owner=eva)]
    run()
    (mail,) = mailoutbox
    assert mail.to == ["eva@town.example"]
    for page in pages:
        assert page.title in mail.body
        assert f"/admin/pages/{page.pk}/edit/#change-description" in mail.body
        assert live(page).description == "<p>Eigen.</p>"
    assert str((timezone.localdate() + timedelta(days=DAYS)).year) in mail.body
    run(days_later=1)
    assert len(mailoutbox) == 1


def test_on_the_day_the_reference_takes_the_place_and_the_history_keeps_the_own_text(make, person, mailoutbox):
    page = make(owner=person("eva"))
    run()
    run(days_later=DAYS - 1)
    assert live(page).description == "<p>Eigen.</p>"
    run(days_later=DAYS)
    page = live(page)
    assert page.sections[0].html == "<p>Stammtext.</p>"
    assert not page.has_unpublished_changes
    change = ReferenceChange.objects.get()
    assert (change.decision, change.decided_by) == ("auto", None)
    assert change.decided_at is not None
    assert page.revisions.order_by("created_at").first().as_object().description == "<p>Eigen.</p>"
    assert PageLogEntry.objects.filter(page=page.pk, action=ACTION).count() == 1
    run(days_later=DAYS)
    assert PageLogEntry.objects.filter(page=page.pk, action=ACTION).count() == 1


def test_only_the_announced_section_is_adopted(make, person):
    page = make(owner=person("eva"))
    FeeFactory(page=page)
    run()
    later = ReferenceChange.objects.create(page=page, section="fees", new_text="Neu.")
    run(days_later=DAYS)
    assert live(page).description == ""
    assert live(page).fees.count() == 1
    later.refresh_from_db()
    assert later.announced_at is not None
    assert later.decided_at is None


def test_without_an_owner_all_editors_are_told(make, person, mailoutbox):
    make()
    make(owner=person("weg", is_active=False))
    person("anna", editor=True)
    person("ben", editor=True)
    person("fremd")
    person("frueher", editor=True, is_active=False)
    run()
    (mail,) = mailoutbox
    assert mail.to == ["anna@town.example", "ben@town.example"]
    assert mail.body.count("/edit/#change") == 2


def test_what_was_told_to_nobody_is_never_adopted(make, mailoutbox, caplog):
    page = make()
    run()
    run(days_later=DAYS)
    assert mailoutbox == []
    assert live(page).description == "<p>Eigen.</p>"
    assert "concern nobody" in caplog.text


def test_a_mail_that_fails_is_tried_again_and_stops_no_other(make, person, mailoutbox, monkeypatch):
    make(owner=person("eva"))
    make(owner=person("ole"))
    send = smtplib.SMTPException

    def refuse_eva(subject, text, sender, to):
        if "eva@town.example" in to:
            raise send("Mailbox full")
        mailoutbox.append(to)

    monkeypatch.setattr("service_catalogue.adoption.send_mail", refuse_eva)
    with pytest.raises(RuntimeError, match="1 mails"):
        run()
    assert mailoutbox == [("ole@town.example",)]
    assert ReferenceChange.objects.filter(announced_at=None).count() == 1


def with_draft(page):
    draft = page.get_latest_revision_as_object()
    draft.notes = "<p>In Arbeit.</p>"
    draft.save_revision()


def lock(page):
    page.locked = True
    page.save()


@pytest.mark.parametrize("busy", [with_draft, lock, lambda page: page.unpublish()])
def test_a_page_on_which_somebody_is_at_work_waits(make, person, busy):
    page = make(owner=person("eva"))
    run()
    busy(page)
    run(days_later=DAYS)
    assert live(page).description == "<p>Eigen.</p>"
    assert ReferenceChange.objects.filter(decided_at=None).count() == 1


def test_a_draft_that_is_published_sets_the_page_free(make, person):
    page = make(owner=person("eva"))
    run()
    with_draft(page)
    run(days_later=DAYS)
    live(page).get_latest_revision().publish()
    run(days_later=DAYS)
    assert (live(page).description, live(page).notes) == ("", "<p>In Arbeit.</p>")


def test_an_addition_stays_and_the_notice_goes(make, person):
    page = make(owner=person("eva"), additions=["description"])
    run()
    run(days_later=DAYS)
    assert live(page).description == "<p>Eigen.</p>"
    assert ReferenceChange.objects.get().decision == "auto"
    assert live(page).sections[0].html == "<p>Stammtext.</p><p>Eigen.</p>"


def test_a_text_that_changes_again_is_announced_again(make, person, mailoutbox):
    page = make(owner=person("eva"))
    run()
    ReferenceChange.objects.update(new_text="Neuer.", announced_at=None)  # as a delivery does
    run(days_later=DAYS)
    assert len(mailoutbox) == 2
    assert live(page).description == "<p>Eigen.</p>"


def test_it_is_done_every_morning():
    assert JOBS["service_catalogue.adopt_reference"].at.hour == 6
    JOBS["service_catalogue.adopt_reference"].function()
