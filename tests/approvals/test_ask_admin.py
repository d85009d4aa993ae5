"""Who may ask whom: those who decide anybody, those who hand in the people of their department, pupils nobody."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail

from accounts.models import SecurityEvent
from accounts.roles import EDITORS, PUPILS, TEACHERS, make_roles
from approvals.models import ApprovalLink
from approvals.people import may_ask, proposals
from cms.models import StandardPage
from tests.attacks import signed_in
from tests.factories.approvals import HEAD, address_in, ask_head, hand_in, person
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import ContactPersonFactory, DepartmentFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

ANYBODY = {"person": "", "name": "Karl Bürger", "email": "karl@elsewhere.example", "note": "Stimmt die Gebühr?"}


def address(page):
    return f"/admin/approvals/{page.pk}/"


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def test_who_decides_asks_anybody(waiting, approver):
    response = signed_in(approver).post(address(waiting), ANYBODY)
    assert response.status_code == 302
    link = ApprovalLink.objects.get()
    assert (link.name, link.email, link.asked_by) == ("Karl Bürger", "karl@elsewhere.example", approver)
    [message] = mail.outbox
    assert message.to == ["karl@elsewhere.example"]
    assert "Stimmt die Gebühr?" in message.body
    assert signed_in(approver).get(address_in(message)).status_code == 200


def test_the_head_of_the_department_is_proposed_first(waiting, approver, clerk):
    assert proposals(approver, waiting)[0] == HEAD
    for user in (approver, clerk):
        form = signed_in(user).get(address(waiting)).context["form"]
        assert form.fields["person"].choices[0][0] == HEAD.email


def test_who_handed_in_asks_the_head_of_the_department_and_nobody_else(waiting, clerk, office):
    ContactPersonFactory(name="Kollege", email="kollege@town.example", department=office.department)
    client = signed_in(clerk)
    response = client.post(address(waiting), ANYBODY)
    assert response.status_code == 200
    assert "email" not in response.context["form"].fields
    for email in ("karl@elsewhere.example", "kollege@town.example", office.department.email):
        client.post(address(waiting), {"person": email})
    assert not mail.outbox
    client.post(address(waiting), {"person": HEAD.email})
    assert mail.outbox[0].to == [HEAD.email]


def test_nobody_asks_whoever_changed_the_text_last(waiting, approver, clerk, office):
    ContactPersonFactory(name="Clerk", email=clerk.email.upper(), department=office.department)
    found = [person.email.casefold() for person in proposals(approver, waiting)]
    assert office.department.email in found
    assert clerk.email.casefold() not in found
    response = signed_in(approver).post(address(waiting), {**ANYBODY, "email": clerk.email.title()})
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert not ApprovalLink.objects.exists()


def test_whoever_only_writes_never_becomes_their_own_approver(waiting, clerk, office):
    """Neither as the head, nor through a mailbox that the office reads, nor with an account that has no address."""
    head, department = office.department.head, office.department
    colleague = person("colleague", office.name)
    fresh(waiting).save_revision(user=colleague)
    assert proposals(clerk, waiting) == [HEAD]
    for email in (clerk.email.upper(), colleague.email, department.email):
        head.email = email
        head.save()
        assert proposals(clerk, fresh(waiting)) == []
        assert not may_ask(clerk, fresh(waiting))
    head.email = HEAD.email
    head.save()
    for user in (clerk, colleague):
        address_before = user.email
        type(user).objects.filter(pk=user.pk).update(email="")
        user.email = ""
        assert not may_ask(clerk, fresh(waiting))
        type(user).objects.filter(pk=user.pk).update(email=address_before)
        user.email = address_before
    assert may_ask(clerk, fresh(waiting))


def test_a_draft_does_not_choose_who_is_asked(home, office, clerk):
    """The branch says whose page it is, whatever department the author has put in."""
    friend = ContactPersonFactory(name="Freund", email="freund@elsewhere.example")
    other = DepartmentFactory(name="Kulturamt", slug="kulturamt", email="kultur@town.example", head=friend)
    room = NewsIndexPageFactory(parent=office.branch, title="Neues", slug="neues")
    item = hand_in(NewsPageFactory(parent=room, live=False, department=other), clerk)
    assert proposals(clerk, item) == [HEAD]


def test_nobody_changes_the_address_they_are_known_by(clerk):
    client = signed_in(clerk)
    response = client.get("/admin/account/")
    assert response.status_code == 200
    client.post("/admin/account/", {"name_email-email": "amtmann@town.example"})
    clerk.refresh_from_db()
    assert clerk.email == "clerk@town.example"


@pytest.mark.parametrize("superuser", [False, True])
def test_who_decides_but_changed_the_text_asks_the_department_only(waiting, superuser):
    editor = person("redaktion", EDITORS)
    editor.is_superuser = superuser
    editor.save()
    fresh(waiting).save_revision(user=editor)
    signed_in(editor).post(address(waiting), ANYBODY)
    assert not ApprovalLink.objects.exists()
    signed_in(editor).post(address(waiting), {"person": HEAD.email})
    assert ApprovalLink.objects.get().email == HEAD.email


def test_a_pupil_gives_the_step_of_the_teachers_to_nobody(home, office):
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung")
    make_roles(school_corner=corner)
    pupil, teacher = person("mia", PUPILS), person("lehrerin", TEACHERS)
    item = hand_in(NewsPageFactory(parent=corner, live=False, department=office.department), pupil)
    assert proposals(teacher, item)
    assert not may_ask(pupil, item)
    assert may_ask(teacher, item)
    for fields in (None, ANYBODY, {"person": HEAD.email}):
        client = signed_in(pupil)
        response = client.post(address(item), fields) if fields else client.get(address(item))
        assert response.status_code == 302
    item.current_workflow_task_state.approve(user=teacher)
    assert not may_ask(teacher, fresh(item))
    assert not ApprovalLink.objects.exists()


def test_strangers_hear_nothing(waiting, office):
    for user in (person("niemand"), person("mia", PUPILS)):
        assert signed_in(user).get(address(waiting)).status_code == 302
        assert not may_ask(user, waiting)


def test_where_nothing_waits_nobody_is_asked(office, approver, clerk):
    page = StandardPageFactory(parent=office.branch)
    page.save_revision(user=clerk)
    assert not may_ask(approver, page)
    signed_in(clerk).post(address(page), {"person": HEAD.email})
    assert not mail.outbox


def test_a_page_with_errors_is_shown_to_nobody(waiting, approver, monkeypatch):
    monkeypatch.setattr("approvals.actions.errors", lambda page: ["something"])
    response = signed_in(approver).post(address(waiting), ANYBODY)
    assert response.context["form"].non_field_errors()
    assert not mail.outbox
    assert not ApprovalLink.objects.exists()


@pytest.mark.parametrize("missing", ["name", "email"])
def test_somebody_else_has_name_and_address(waiting, approver, missing):
    response = signed_in(approver).post(address(waiting), {**ANYBODY, missing: ""})
    assert list(response.context["form"].errors) == [missing]


def test_if_the_mail_fails_nobody_was_asked(waiting, approver, monkeypatch):
    def fail(*args, **kwargs):
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr("approvals.actions.send_mail", fail)
    response = signed_in(approver).post(address(waiting), ANYBODY)
    assert response.context["form"].non_field_errors()
    assert not ApprovalLink.objects.exists()
    assert not SecurityEvent.objects.filter(kind=SecurityEvent.Kind.APPROVAL).exists()


def test_asked_again_the_first_link_is_good_no_more(waiting, approver):
    first, _address = ask_head(waiting, approver)
    second, _address = ask_head(waiting, approver)
    first.refresh_from_db()
    assert first.closed == "withdrawn"
    assert second.closed is None


def test_a_link_is_taken_back(waiting, approver, clerk):
    link, _address = ask_head(waiting, approver)
    client = signed_in(clerk)
    assert f'value="{link.pk}"' in client.get(address(waiting)).text
    client.post(address(waiting), {"withdraw": link.pk})
    link.refresh_from_db()
    assert link.closed == "withdrawn"
    assert f'value="{link.pk}"' not in client.get(address(waiting)).text


@pytest.mark.parametrize("number", ["", "x", "0", "99999999999999999999"])
def test_a_link_that_is_not_there_is_not_taken_back(waiting, clerk, number):
    assert signed_in(clerk).post(address(waiting), {"withdraw": number}).status_code == 404


def test_the_link_of_another_page_is_not_taken_back(waiting, approver, clerk, home):
    other = hand_in(StandardPageFactory(parent=home, live=False), person("redaktion", EDITORS))
    link, _address = ask_head(other, approver)
    assert signed_in(clerk).post(address(waiting), {"withdraw": link.pk}).status_code == 404


def test_the_form_of_the_page_leads_there_for_those_who_may(waiting, approver, clerk):
    edit = f"/admin/pages/{waiting.pk}/edit/"
    for user in (approver, clerk):
        assert signed_in(user).get(edit).text.count(f'href="{address(waiting)}"') == 2
    waiting.current_workflow_task_state.approve(user=approver)
    assert address(waiting) not in signed_in(person("redaktion", EDITORS)).get(edit).text


def test_the_history_names_who_was_asked_and_who_decided(waiting, approver):
    link, way = ask_head(waiting, approver)
    signed_in(approver).post(address(waiting), {"withdraw": link.pk})
    _link, way = ask_head(waiting, approver)
    signed_in(person("niemand")).post(
        way, {"decision": "approved", "approve-name": "P. Amtmann", "approve-is_read": "on"}
    )
    assert StandardPage.objects.get(pk=waiting.pk).live
    history = signed_in(person("redaktion", EDITORS)).get(f"/admin/pages/{waiting.pk}/history/").text
    assert history.count(HEAD.name) >= 3
    assert "P. Amtmann" in history
    kinds = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.APPROVAL).order_by("pk")
    assert [event.details.split(":")[0].split(";")[0] for event in kinds] == ["asked", "withdrawn", "asked", "approved"]
