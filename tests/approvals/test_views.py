"""The page behind the link: what it shows, that opening it changes nothing, and that it is good for one decision."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry, WorkflowState

from accounts.models import SecurityEvent
from accounts.roles import EDITORS, TEACHERS, make_roles
from approvals.actions import APPROVED, SENT_BACK, withdraw
from approvals.models import ApprovalLink, Decision
from cms.models import StandardPage
from news.models import NewsPage
from tests.factories.approvals import HEAD, ask_head, hand_in, person
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

YES = {"decision": "approved", "approve-name": "Petra Amtmann", "approve-is_read": "on"}
NO = {"decision": "sent_back", "send_back-name": "Petra Amtmann", "send_back-reason": "Die Gebühr ist falsch."}
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def visitor():
    return Client(headers=FROM_HERE)


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def test_the_form_shows_who_asks_and_a_frame_with_the_version(asked, visitor):
    link, address = asked
    response = visitor.get(address)
    assert response.status_code == 200
    assert response.context["link"] == link
    assert f'src="{address}seite/"' in response.text
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_nobody_keeps_or_finds_the_pages_behind_the_link(asked, visitor):
    for address in (asked[1], f"{asked[1]}seite/", "/freigabe/unbekannt/"):
        response = visitor.get(address)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "same-origin"
    assert "Disallow: /freigabe/" in visitor.get("/robots.txt").text


def test_it_shows_exactly_the_version_as_residents_will_see_it(asked, waiting, visitor):
    page = fresh(waiting)
    StandardPage.objects.filter(pk=page.pk).update(title="Was in der Tabelle steht")
    response = visitor.get(f"{asked[1]}seite/")
    assert response.status_code == 200
    assert "<h1>Hundesteuer</h1>" in response.text
    assert "Was in der Tabelle steht" not in response.text


def test_who_is_signed_in_sees_it_as_a_resident_as_well(asked, approver):
    client = Client()
    client.force_login(approver)
    assert "wagtail-userbar" not in client.get(f"{asked[1]}seite/").text


def test_opening_it_changes_nothing(asked, waiting, visitor):
    before = WorkflowState.objects.values().get()
    for _time in range(2):
        visitor.get(asked[1], {"decision": "approved", "approve-is_read": "on", "approve-name": "x"})
        visitor.head(asked[1])
        visitor.get(f"{asked[1]}seite/")
    assert WorkflowState.objects.values().get() == before
    assert not ApprovalLink.objects.exclude(decided_at=None).exists()
    assert not fresh(waiting).live


def test_approved_it_is_public(asked, waiting, visitor):
    response = visitor.post(asked[1], YES, follow=True)
    assert response.status_code == 200
    assert response.context["why"] == "decided"
    assert fresh(waiting).live
    assert visitor.get(fresh(waiting).url).status_code == 200


def test_name_decision_and_version_are_written_down(asked, waiting, visitor):
    visitor.post(asked[1], {**YES, "approve-name": "P. Amtmann"})
    link = ApprovalLink.objects.get()
    assert (link.decision, link.decided_by) == (Decision.APPROVED, "P. Amtmann")
    entry = PageLogEntry.objects.get(page=waiting.pk, action=APPROVED)
    assert (entry.revision_id, entry.data["name"], entry.user) == (link.revision_id, "P. Amtmann", None)
    event = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.APPROVAL).latest("pk")
    assert event.actor == f"P. Amtmann <{HEAD.email}>"
    assert f"version {link.revision_id} " in event.details
    assert event.details.startswith("approved")


def test_sent_back_with_a_reason_it_waits_for_its_author(asked, waiting, visitor, clerk):
    visitor.post(asked[1], NO)
    state = fresh(waiting).current_workflow_state
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert state.current_task_state.comment == "Die Gebühr ist falsch. (Petra Amtmann)"
    assert PageLogEntry.objects.filter(page=waiting.pk, action=SENT_BACK).exists()
    assert [message.to for message in mail.outbox] == [[clerk.email]]
    author = Client()
    author.force_login(clerk)
    assert "Die Gebühr ist falsch. (Petra Amtmann)" in author.get(f"/admin/pages/{waiting.pk}/edit/").text


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"decision": "anything"},
        {**YES, "approve-name": " "},
        {name: value for name, value in YES.items() if name != "approve-is_read"},
        {**NO, "send_back-reason": ""},
        {**NO, "send_back-name": "x" * 121},
    ],
    ids=["nothing", "no such decision", "no name", "not read", "no reason", "name too long"],
)
def test_a_form_that_lacks_something_decides_nothing_and_keeps_what_was_typed(asked, waiting, visitor, fields):
    response = visitor.post(asked[1], fields)
    assert response.status_code == 422
    assert not fresh(waiting).live
    assert fresh(waiting).workflow_in_progress
    if fields.get("send_back-name") == "Petra Amtmann":
        assert 'value="Petra Amtmann"' in response.text


def test_it_is_good_for_one_decision(asked, waiting, visitor):
    visitor.post(asked[1], NO)
    visitor.post(asked[1], YES)
    assert ApprovalLink.objects.get().decision == Decision.SENT_BACK
    assert not fresh(waiting).live


def test_another_site_decides_nothing(asked, waiting):
    response = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(asked[1], YES)
    assert response.status_code == 403
    assert not fresh(waiting).live


def test_signed_in_the_form_asks_for_the_token(asked, waiting, approver):
    client = Client(enforce_csrf_checks=True)
    client.force_login(approver)
    assert "csrfmiddlewaretoken" in client.get(asked[1]).text
    assert client.post(asked[1], YES).status_code == 403
    assert not fresh(waiting).live


@pytest.mark.parametrize("token", ["a" * 32, "a" * 32 + ".", "abc.def", "%00", "…"])
def test_a_link_that_we_did_not_make_opens_nothing(db, visitor, token, monkeypatch):
    monkeypatch.setattr("approvals.links.digest_of", None)  # the database is not even asked
    assert visitor.get(f"/freigabe/{token}/").status_code == 404
    assert visitor.get(f"/freigabe/{token}/seite/").status_code == 404
    assert visitor.post(f"/freigabe/{token}/", YES).status_code == 404


def test_a_link_with_one_sign_changed_opens_nothing(asked, visitor):
    address = asked[1]
    other = "a" if address[-2] != "a" else "b"
    assert visitor.get(f"{address[:-2]}{other}/").status_code == 404


def test_the_database_knows_no_link(asked):
    token = asked[1].split("/")[2]
    row = ApprovalLink.objects.values().get()
    assert all(token not in str(value) and token.split(".")[0] not in str(value) for value in row.values())


def save_again(page, link):
    page.save_revision(user=page.owner)


def save_into_the_same_version(page, link):
    """As the editor does by itself while somebody types."""
    newest = page.get_latest_revision()
    page.title = "Hundesteuer, neu"
    page.save_revision(user=newest.user, overwrite_revision=newest)


def approve_otherwise(page, link):
    page.current_workflow_task_state.approve(user=person("andere", EDITORS))


def cancel(page, link):
    page.current_workflow_state.cancel(user=page.owner)


def take_back(page, link):
    withdraw(link, by=page.owner)


def let_it_expire(page, link):
    ApprovalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


ENDS = {
    "changed": save_again,
    "changed in the same version": save_into_the_same_version,
    "settled": approve_otherwise,
    "settled by the author": cancel,
    "withdrawn": take_back,
    "expired": let_it_expire,
}


@pytest.mark.parametrize("why", list(ENDS))
def test_it_ends(asked, waiting, visitor, why):
    link, address = asked
    ENDS[why](fresh(waiting), link)
    response = visitor.get(address)
    assert response.status_code == 410
    assert response.context["why"] == why.split()[0]
    assert visitor.get(f"{address}seite/").status_code == 410
    visitor.post(address, YES)
    assert not ApprovalLink.objects.exclude(decided_at=None).exists()
    assert fresh(waiting).live == (why == "settled")


def test_it_goes_with_the_page(asked, waiting, visitor):
    fresh(waiting).delete()
    assert visitor.get(asked[1]).status_code == 404


def test_whoever_got_the_address_of_the_last_editor_afterwards_approves_nothing(asked, waiting, visitor, clerk):
    clerk.email = HEAD.email
    clerk.save()
    response = visitor.post(asked[1], YES)
    assert response.status_code == 422
    assert len(response.context["reasons"]) == 1
    assert not fresh(waiting).live


def test_a_page_with_errors_is_not_approved(asked, waiting, visitor, monkeypatch):
    found = [type("Finding", (), {"text": "Eine Einwilligung fehlt."})()]
    monkeypatch.setattr("approvals.actions.errors", lambda page: found)
    response = visitor.post(asked[1], YES)
    assert response.status_code == 422
    assert "Eine Einwilligung fehlt." in response.text
    assert not fresh(waiting).live
    assert ApprovalLink.objects.get().closed is None
    visitor.post(asked[1], NO)
    assert ApprovalLink.objects.get().decision == Decision.SENT_BACK


def test_the_next_step_comes_after_it(home, visitor):
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung")
    make_roles(school_corner=corner)
    item = hand_in(NewsPageFactory(parent=corner, live=False), person("mia", "Schülerzeitung"))
    _link, address = ask_head(item, person("lehrerin", TEACHERS))
    visitor.post(address, YES)
    page = NewsPage.objects.get(pk=item.pk)
    assert not page.live
    assert page.current_workflow_task.name != TEACHERS
    assert page.current_workflow_state.task_states.get(task__name=TEACHERS).status == "approved"


def test_the_link_is_opened_a_limited_number_of_times(asked, visitor, monkeypatch):
    monkeypatch.setattr("approvals.views.LIMIT", {"link": "2/5m/ip"})
    assert [visitor.get(asked[1]).status_code for _time in range(3)] == [200, 200, 429]
    assert visitor.get("/freigabe/unbekannt/").status_code == 429


def test_in_a_few_queries(asked, visitor, django_assert_max_num_queries):
    visitor.get(asked[1])
    with django_assert_max_num_queries(30):
        visitor.get(asked[1])


def test_the_log_does_not_name_a_link_that_is_still_good(asked, visitor, caplog):
    assert visitor.post(asked[1], {}).status_code == 422
    assert asked[1].split("/")[2] not in caplog.text


def test_a_title_with_a_line_break_is_sent_in_one_line(waiting, approver):
    waiting.title = "Hundesteuer\nBcc: jemand@elsewhere.example"
    waiting.save_revision(user=waiting.get_latest_revision().user)
    ask_head(waiting, approver)
    assert "\n" not in mail.outbox[-1].subject
