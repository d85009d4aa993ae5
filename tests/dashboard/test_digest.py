"""Who is asked when whether pages are still true."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.utils import timezone

from accounts.models import Deputy
from cms.models import Upkeep
from dashboard import digest
from dashboard.clock import ask_keepers
from directory.models import DepartmentRole
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import ContactPersonFactory, DepartmentFactory
from tests.factories.upkeep import make_due

TODAY = timezone.localdate()
PAUSE = timedelta(days=14)
LINK = re.compile(r"/stimmt-noch/\S+/")


@pytest.fixture
def eva(django_user_model):
    return django_user_model.objects.create_user("eva", "eva@town.example", first_name="Eva", last_name="Kern")


@pytest.fixture
def ole(django_user_model):
    return django_user_model.objects.create_user("ole", "ole@town.example")


@pytest.fixture
def due(home, eva):
    """A page of Eva's that must be read again."""
    return make_due(StandardPageFactory(parent=home, title="Hundesteuer", owner=eva))


def sent(outbox):
    """Who got mail since the last look."""
    addresses = sorted(address for mail in outbox for address in mail.to)
    outbox.clear()
    return addresses


def test_one_mail_names_all_pages_with_a_link_each(home, eva, due, mailoutbox):
    make_due(StandardPageFactory(parent=home, title="Satzung", owner=eva))
    make_due(StandardPageFactory(parent=home, title="Noch gut", owner=eva), reviewed_on=TODAY)
    make_due(StandardPageFactory(parent=home, title="Entwurf", owner=eva, live=False))
    ask_keepers()
    [mail] = mailoutbox
    assert mail.to == ["eva@town.example"]
    assert ("Hundesteuer" in mail.body, "Satzung" in mail.body) == (True, True)
    assert ("Noch gut" in mail.body, "Entwurf" in mail.body) == (False, False)
    assert len(set(LINK.findall(mail.body))) == 2
    assert "/admin/reports/upkeep/?state=due" in mail.body


def test_there_is_no_mail_without_a_new_question(home, eva, due, mailoutbox):
    for days in range(14):
        digest.send_digests(TODAY + timedelta(days=days))
    assert sent(mailoutbox) == ["eva@town.example"]
    make_due(StandardPageFactory(parent=home, title="Neu fällig", owner=eva))
    digest.send_digests(TODAY + timedelta(days=13))
    assert "Hundesteuer" not in mailoutbox[0].body
    assert sent(mailoutbox) == ["eva@town.example"]


def test_who_does_not_answer_is_asked_again_then_the_deputy_then_the_head(due, eva, ole, mailoutbox):
    head = ContactPersonFactory(email="leitung@town.example")
    DepartmentRole.objects.create(department=DepartmentFactory(head=head), branch=due.page)
    Deputy.objects.create(person=eva, deputy=ole, starts_on=TODAY, ends_on=TODAY + timedelta(days=60))
    asked = []
    for step in range(6):
        digest.send_digests(TODAY + step * PAUSE)
        asked.append(sent(mailoutbox))
    assert asked == [["eva@town.example"]] * 2 + [["ole@town.example"], ["leitung@town.example"], [], []]


def test_without_a_deputy_the_head_is_next_and_without_a_head_the_mailbox(due, mailoutbox):
    DepartmentRole.objects.create(department=DepartmentFactory(email="bauamt@town.example"), branch=due.page)
    for step in range(3):
        digest.send_digests(TODAY + step * PAUSE)
    assert sent(mailoutbox) == ["bauamt@town.example", "eva@town.example", "eva@town.example"]


def test_the_answer_ends_it_and_the_next_time_begins_with_the_keeper(due, mailoutbox):
    digest.send_digests(TODAY)
    Upkeep.objects.get().review("Eva Kern")
    sent(mailoutbox)
    digest.send_digests(TODAY + 2 * PAUSE)
    assert sent(mailoutbox) == []
    digest.send_digests(TODAY + timedelta(days=366))
    assert sent(mailoutbox) == ["eva@town.example"]


def test_somebody_without_an_account_is_asked_and_sent_to_no_report(home, mailoutbox):
    page = StandardPageFactory(parent=home, title="Chronik")
    make_due(page, keeper_name="Frau Lang", keeper_email="lang@verein.example")
    ask_keepers()
    [mail] = mailoutbox
    assert mail.to == ["lang@verein.example"]
    assert ("Frau Lang" in mail.body, "/admin/" in mail.body) == (True, False)


def test_nobody_to_ask_is_no_error(home, mailoutbox):
    make_due(StandardPageFactory(parent=home))
    ask_keepers()
    assert (sent(mailoutbox), Upkeep.objects.get().times_told) == ([], 0)


def test_a_mail_that_fails_is_tried_again_and_stops_no_other(home, due, ole, mailoutbox, monkeypatch):
    make_due(StandardPageFactory(parent=home, title="Bei Ole", owner=ole))

    def broken(subject, text, sender, to):
        if to == ["eva@town.example"]:
            raise SMTPException("busy")
        mailoutbox.append(type("Mail", (), {"to": to}))

    monkeypatch.setattr(digest, "send_mail", broken)
    with pytest.raises(RuntimeError, match="1 mails"):
        ask_keepers()
    assert sent(mailoutbox) == ["ole@town.example"]
    monkeypatch.undo()
    ask_keepers()
    assert sent(mailoutbox) == ["eva@town.example"]


def test_many_pages_make_one_mail_that_can_be_read(home, eva, mailoutbox, monkeypatch):
    monkeypatch.setattr(digest, "MOST", 2)
    for _number in range(3):
        make_due(StandardPageFactory(parent=home, owner=eva))
    ask_keepers()
    ask_keepers()
    assert [len(set(LINK.findall(mail.body))) for mail in mailoutbox] == [2, 1]


def test_many_pages_ask_few_questions(home, eva, django_assert_max_num_queries):
    for _number in range(8):
        make_due(StandardPageFactory(parent=home, owner=eva))
    with django_assert_max_num_queries(8 + 12):
        list(digest.questions(TODAY))
