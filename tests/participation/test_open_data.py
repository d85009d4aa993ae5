"""Open data and everything else that leaves the house: complete where it may be, and without any of a town's secrets."""

import csv
import io
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageViewRestriction

from accounts.models import SecurityEvent
from accounts.roles import make_roles
from participation.access_codes.codes import make_package
from participation.figures import open_data
from participation.models import (
    Answer,
    Ballot,
    BoardQuestion,
    Card,
    Comment,
    Idea,
    OfficialAnswer,
    Participant,
    PollPage,
    Report,
    Support,
)
from participation.signals import contribution_changed
from tests.attacks import person, signed_in
from tests.factories.cms import make_home
from tests.factories.moderation import appoint, wall_of
from tests.factories.news import NewsIndexPageFactory
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    PollPageFactory,
    QuestionBoardPageFactory,
    TextReviewPageFactory,
    WallPageFactory,
)
from tests.participation.polls import ROAD, SECRET, WORDS, questions

ADMIN = "/admin/participation/figures/"
HIDDEN = ("waiting", "blocked", "censored", "removed", "unconfirmed")
EMAIL, REAL_NAME, NETWORK = "klara@geheim.example", "Klara Geheimname", "203.0.113.0"
CONFIDENTIAL, UNSHOWN, SHOWN = "VERTRAULICH-47", "EIGENE-WORTE-48", "Gezeigte Worte"
PSEUDONYM, INTERNAL, PLANNED, PREPARED = "Pseudo-Amsel", "INTERN-49", "ENTWURF-50", "VORBEREITET-51"
FORMULA = "=1+1"


def said(model, module, text, state="public", **fields):
    """Also told to the search, as everything is that people send."""
    row = model.objects.create(module=module, text=f"Bänke {text}", state=state, pseudonym=PSEUDONYM, **fields)
    contribution_changed.send(model, contribution=row, was="")
    return row


def in_all_states(model, module, author, **fields):
    """One that everybody reads, and one of each that nobody should."""
    for state in HIDDEN:
        said(model, module, f"STAND-{state}", state, author=author, **fields)
    return said(model, module, f"{model.__name__} für alle", author=author, **fields)


def reader():
    """Somebody who moderates, and has no other right."""
    group = Group.objects.create(name="Nur lesen")
    group.permissions.set(Permission.objects.filter(codename__in=("access_admin", "moderate_contribution")))
    return person("anna", group.name)


@pytest.fixture(scope="module")
def made(for_the_file):
    home = make_home()
    newsroom = NewsIndexPageFactory(parent=home, slug="aktuelles", title="Aktuelles")
    make_roles(school_corner=NewsIndexPageFactory(parent=home, slug="schuelerzeitung"))
    wall = wall_of(home, title="Wand")
    project = wall.get_parent()
    town = SimpleNamespace(
        newsroom=newsroom,
        project=project,
        wall=wall,
        ideas=IdeaCollectionPageFactory(parent=project, identity="email"),
        poll=PollPageFactory(parent=project, questions=questions(), closes_at=timezone.now() - timedelta(hours=1)),
        draft=TextReviewPageFactory(parent=project),
        board=QuestionBoardPageFactory(parent=project),
        internal=WallPageFactory(parent=project),
        planned=WallPageFactory(parent=project, live=False),
        moderator=reader(),
    )
    appoint(town.moderator, wall)
    PageViewRestriction.objects.create(page=town.internal.page_ptr, restriction_type="login")
    fill(town)
    return town


def fill(town):
    klara = Participant.objects.create(
        module=town.ideas, identity="email", key="k" * 64, email=EMAIL, real_name=REAL_NAME, pseudonym=PSEUDONYM,
        confirmed_at=timezone.now(),
    )  # fmt: skip
    card = in_all_states(Card, town.wall, klara)
    said(Card, town.wall, "", author=klara, sharpened=FORMULA)
    idea = in_all_states(
        Idea, town.ideas, klara, title=f"{FORMULA} Bänke", place="Am Bach", latitude=52.3, longitude=8.5
    )
    said(Card, town.wall, "wurde", author=klara, became=Idea.objects.get(state="waiting"))
    OfficialAnswer.objects.create(idea=idea, text=f"Bänke {PREPARED}", signed="Bauamt", status="planned")
    OfficialAnswer.objects.create(
        idea=idea, text="Wird gebaut", signed="Bauamt", status="planned", published_at=timezone.now()
    )
    in_all_states(BoardQuestion, town.board, klara)
    for about in (card, idea):
        in_all_states(Comment, about.module, klara, about=about)
    in_all_states(Comment, town.draft, klara, paragraph="p1", version=1)
    said(Comment, town.wall, "STAND-verwaist", about=Card.objects.get(state="censored"))
    said(Card, town.internal, INTERNAL)
    said(Card, town.planned, PLANNED)
    Support.objects.create(contribution=idea, participant=klara)
    Report.objects.create(contribution=card, reason="insult", network=NETWORK, email=EMAIL, submission="s")
    for number in range(6):
        ballot = Ballot.objects.create(module=town.poll)
        Answer.objects.create(
            ballot=ballot, question=ROAD, option="yes" if number else "other", text="" if number else UNSHOWN
        )
    Answer.objects.create(ballot=ballot, question=WORDS, text=SHOWN, is_shown=True)
    Answer.objects.create(ballot=ballot, question=SECRET, text=CONFIDENTIAL, is_confidential=True)
    town.code = make_package(town.wall, "Briefe", count=1, votes=1)[0]
    town.digest = town.wall.access_codes.get().digest


@pytest.fixture
def town(made, db):
    return made


def body(response):
    return response.getvalue().decode("utf-8", "replace")


def words_in(response, address):
    """Everything in a file, also in a zipped one."""
    if not address.endswith(".xlsx"):
        return body(response)
    book = load_workbook(io.BytesIO(response.getvalue()))
    return json.dumps([[str(cell) for cell in row] for sheet in book for row in sheet.values], ensure_ascii=False)


def own_secrets(town):
    """What nobody finds anywhere, staff neither."""
    return [EMAIL, REAL_NAME, NETWORK, CONFIDENTIAL, town.code, town.digest, "STAND-unconfirmed", "STAND-removed"]


def secrets_of_public(town):
    return [*own_secrets(town), UNSHOWN, INTERNAL, PLANNED, PREPARED, *(f"STAND-{s}" for s in HIDDEN), "STAND-verwaist"]


def public_modules(town):
    return [town.wall, town.ideas, town.poll, town.draft, town.board]


def data_of(client, module, **headers):
    return json.loads(body(client.get(f"{module.url}daten.json", headers=headers)))


def test_no_secret_leaves_the_house_anywhere(town, client):
    modules = public_modules(town)
    data = [f"{module.url}daten.{kind}" for module in modules for kind in ("json", "csv")]
    pages = [f"{page.url}{more}" for page in (*modules, town.project) for more in ("", "zahlen/")]
    api = [f"/api/v1/{name}/" for name in ("walls", "ideas", "polls", "projects")]
    api += [f"/api/v1/walls/{town.wall.pk}/cards/", f"/api/v1/polls/{town.poll.pk}/"]
    api += [f"/api/v1/projects/{town.project.pk}/", f"/api/v1/ideas/{Idea.objects.get(state='public').pk}/"]
    found = ["/suche/?q=B%C3%A4nke", "/api/v1/search/?q=B%C3%A4nke", f"{town.newsroom.url}feed/"]
    for address in (*data, *pages, *api, *found):
        response = client.get(address)
        assert response.status_code == 200, address
        text = body(response)
        assert [secret for secret in secrets_of_public(town) if secret in text] == [], address
        if address in data:
            assert PSEUDONYM not in text, address
    for hidden in (town.internal, town.planned):
        for name in ("daten.json", "daten.csv", "zahlen/"):
            assert client.get(f"{hidden.url}{name}").status_code in (302, 404)


def test_staff_without_the_rights_export_neither_names_nor_what_was_said_in_confidence(town):
    anna = signed_in(town.moderator)
    for page in (*public_modules(town), town.project):
        for name in (
            "everything.xlsx",
            "contributions.csv",
            "answers.csv",
            "sheets.csv",
            "figures.csv",
            "confidential.csv",
        ):
            address = f"{ADMIN}{page.pk}/export/{name}"
            response = anna.get(address)
            text = words_in(response, address) if response.status_code == 200 else body(response)
            assert (response.status_code == 404) <= (name != "everything.xlsx")
            assert [secret for secret in own_secrets(town) if secret in text] == [], address
    text = body(anna.get(f"{ADMIN}{town.project.pk}/export/contributions.csv"))
    assert "STAND-waiting" in text
    assert PSEUDONYM in text
    assert anna.get(f"{ADMIN}{town.poll.pk}/export/confidential.csv").status_code == 404


def test_with_the_rights_they_do_and_it_is_written_down(town, admin_client):
    names = body(admin_client.get(f"{ADMIN}{town.ideas.pk}/export/contributions.csv"))
    assert EMAIL in names
    assert REAL_NAME in names
    assert CONFIDENTIAL in body(admin_client.get(f"{ADMIN}{town.poll.pk}/export/confidential.csv"))
    assert CONFIDENTIAL not in body(admin_client.get(f"{ADMIN}{town.poll.pk}/export/answers.csv"))
    kinds = list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-4:] == ["export", "confidential", "export", "export"]


def test_what_everybody_may_know_is_in_the_data(town, client):
    cards = data_of(client, town.wall)
    assert [row["kind"] for row in cards["rows"]] == ["card", "card", "card", "comment"]
    assert cards["rows"][0]["day"] == timezone.localdate().isoformat()
    assert cards["rows"][2]["became"] == ""
    assert cards["figures"]["contributions"] == 3
    assert cards["licence"]["url"].startswith("https://www.govdata.de/")
    (idea, comment) = data_of(client, town.ideas)["rows"]
    assert (idea["place"], idea["latitude"], idea["longitude"]) == ("Am Bach", 52.3, 8.5)
    assert [answer["text"] for answer in idea["answers"]] == ["Wird gebaut"]
    assert comment["about"] == idea["id"]
    rows = data_of(client, town.poll)["rows"]
    yes = next(row for row in rows if row.get("option") == "yes")
    assert (yes["count"], yes["answered"], yes["online"]) == (5, 6, None)
    assert [row["label"] for row in rows if row["kind"] == "words"] == [SHOWN]
    assert {row["question"] for row in rows} == {"road", "wishes", "mood", "words"}
    (remark,) = data_of(client, town.draft)["rows"]
    assert (remark["paragraph"], remark["version"]) == ("p1", 1)
    assert [row["kind"] for row in data_of(client, town.board)["rows"]] == ["boardquestion"]


def test_an_open_poll_tells_no_result(town, client):
    PollPage.objects.filter(pk=town.poll.pk).update(closes_at=None)
    told = data_of(client, town.poll)
    assert (told["rows"], told["figures"]["ballots"]) == ([], 6)


def test_tables_calculate_nothing(town, client):
    lines = list(
        csv.reader(io.StringIO(client.get(f"{town.ideas.url}daten.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    cells = [cell for line in lines for cell in line]
    assert any(cell.startswith(f"'{FORMULA}") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_shared_caches_keep_it_and_ask_again_for_nothing(town, client):
    for kind, content_type in (("json", "application/json"), ("csv", "text/csv; charset=utf-8")):
        address = f"{town.wall.url}daten.{kind}"
        response = client.get(address)
        assert response.headers["Content-Type"] == content_type
        assert response.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers.get("Vary", "")
        again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        Card.objects.create(module=town.wall, text=f"Neu {kind}", state="public")
        cache.clear()
        assert client.get(address, headers={"if-none-match": response.headers["ETag"]}).status_code == 200


def test_a_large_module_comes_in_parts_that_together_are_all(town, client, monkeypatch):
    whole = data_of(client, town.wall)["rows"]
    monkeypatch.setattr(open_data, "ROWS_AT_ONCE", 3)
    cache.clear()
    address, rows = f"{town.wall.url}daten.json", []
    while address:
        told = client.get(address).json()
        assert len(told["rows"]) <= 3
        rows += told["rows"]
        address = (told["next"] or "").removeprefix("http://testserver")
        address = address[address.index("/mit") :] if "/mit" in address else address
    assert rows == whole
    assert 'rel="next"' in client.get(f"{town.wall.url}daten.csv").headers["Link"]
    for senseless in ("0", "x", "99", "1e9", "²"):
        assert client.get(f"{town.wall.url}daten.json?teil={senseless}").status_code == 404


def test_addresses_below_something_else_have_no_data(town, client):
    idea = Idea.objects.get(state="public")
    for place in (town.project.url, "/", f"{town.wall.url}leinwand/", idea.get_absolute_url(), "/gibt-es-nicht/"):
        assert client.get(f"{place}daten.json").status_code == 404
