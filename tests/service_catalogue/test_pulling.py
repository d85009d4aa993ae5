"""Services fetched from the Portalverbund and the FIM-Portal, played by a server on this machine."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.models import TownSettings
from service_catalogue import pulling
from service_catalogue.documents import nobody
from service_catalogue.models import ImportRun
from service_catalogue.pulling import PullError, client, fim, pvog
from service_catalogue.xzufi.objects import OnlineService, Service, Skipped
from tests.service_catalogue.server import Answer, running

pytestmark = pytest.mark.django_db

ARS = "057700044044"
CATALOGUE = "/v5/servicedescriptions/csv"
HEADER = "ID-LB|Leikaschlüssel|Name|Name2|Updatedatum|ID-OD|Bezeichnung OD|Links"
TEXTS = "/api/v0/leistung-stammtexte"


@pytest.fixture
def server(monkeypatch, settings):
    """A server that both sources are configured for."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(client, "sleep", lambda seconds: None)
    with running() as served:
        settings.PVOG_URL = settings.FIM_URL = served.url
        settings.PVOG_CLIENT_ID, settings.PVOG_ARS, settings.FIM_FILTERS = "town-7", ARS, "typisierung=4b&typisierung=5"
        yield served


@pytest.fixture
def portal(server, data):
    """The Portalverbund with two services."""
    detail = json.loads((data / "pvog-detail.json").read_text(encoding="utf-8"))
    rows = [f"L100999.LB.{number}||A|A||||" for number in (2, 2, 3)]
    server.answers[CATALOGUE] = "\n".join([HEADER, *rows])
    for number in (2, 3):
        path = f"/v6/servicedescriptions/L100999.LB.{number}/detail"
        server.answers[path] = json.dumps(detail | {"id": f"L100999.LB.{number}"})
    return server


@pytest.fixture
def texts(server, data):
    """The FIM-Portal with two master texts on two pages, one of them as XZuFi."""
    items = json.loads((data / "fim-list.json").read_text(encoding="utf-8"))["items"]

    def page(question):
        offset = int(question.query["offset"][0])
        return json.dumps({"items": items[offset : offset + 1], "offset": offset, "limit": 200, "total_count": 2})

    server.answers[TEXTS] = page
    server.answers[f"{TEXTS}/L100999/501/landesredaktion/xzufi"] = (data / "single-2.3.1.xml").read_bytes()
    return server


def services(found):
    return [item.id.value for item in found if isinstance(item, Service)]


class TestPvog:
    def test_every_service_of_the_catalogue_is_asked_for_once(self, portal):
        found = list(pvog.read(nobody))
        assert services(found) == ["2", "3"]
        assert portal.paths == [
            CATALOGUE,
            *(f"/v6/servicedescriptions/L100999.LB.{number}/detail" for number in (2, 3)),
        ]
        assert all(question.query["ars"] == [ARS] for question in portal.questions)
        assert portal.questions[1].query["applyDynamicParams"] == ["true"]
        assert {question.headers["pvog-sud-api-client-id"] for question in portal.questions} == {"town-7"}
        assert any(isinstance(item, OnlineService) for item in found)

    def test_versions_in_the_paths_can_be_set(self, portal, settings):
        settings.PVOG_DETAIL_PATH = "/v5/servicedescriptions/{ars}/detail?q={id}"
        answers = {number: portal.answers[f"/v6/servicedescriptions/L100999.LB.{number}/detail"] for number in "23"}
        portal.answers[f"/v5/servicedescriptions/{ARS}/detail"] = lambda question: answers[question.query["q"][0][-1]]
        assert services(pvog.read(nobody)) == ["2", "3"]

    def test_the_town_settings_name_the_area(self, portal, settings, home):
        settings.PVOG_ARS = ""
        assert pvog.missing() == ["PVOG_ARS"]
        TownSettings.objects.update_or_create(site=home.get_site(), defaults={"ars": ARS})
        assert pvog.missing() == []
        assert pvog.area() == ARS

    def test_a_listed_service_that_is_gone_is_left_out(self, portal):
        del portal.answers["/v6/servicedescriptions/L100999.LB.2/detail"]
        found = list(pvog.read(nobody))
        assert services(found) == ["3"]
        assert [item.object for item in found if isinstance(item, Skipped) and item.kind == "service"] == [
            "L100999.LB.2"
        ]

    @pytest.mark.parametrize(
        "answer", [Answer(status=500), "{", "[]", '{"id": "L100999.LB.9"}', Answer("{", length=99)]
    )
    def test_nothing_is_handed_on_when_the_last_answer_fails(self, portal, answer):
        portal.answers["/v6/servicedescriptions/L100999.LB.3/detail"] = answer
        with pytest.raises(PullError, match=r"127\.0\.0\.1"):
            next(pvog.read(nobody))

    @pytest.mark.parametrize("answer", ["", "<html>Wartung</html>", HEADER, Answer(status=401)])
    def test_a_catalogue_that_is_none(self, portal, answer):
        portal.answers[CATALOGUE] = answer
        with pytest.raises(PullError):
            next(pvog.read(nobody))

    def test_only_certain_keys_by_pages(self, portal, settings):
        settings.PVOG_KEYS = ["99102013104000", "99050012104000"]

        def page(question):
            number = int(question.query["page"][0])
            return json.dumps({"content": [{"id": f"L100999.LB.{number + 2}"}, {}], "number": number, "totalPages": 2})

        portal.answers["/v3/servicedescriptions/leikaid"] = page
        assert services(pvog.read(nobody)) == ["2", "3"]
        assert portal.questions[0].query["leikaIds"] == ["99102013104000,99050012104000"]
        assert portal.questions[0].query["ars"] == [ARS]

    def test_it_tells_how_far_it_is(self, portal):
        told = []
        list(pvog.read(lambda done, total: told.append((done, total))))
        assert told == [(1, 2), (2, 2)]


class TestFim:
    def test_whole_texts_where_there_are_any_and_the_list_for_the_others(self, texts):
        found = list(fim.read(nobody))
        short, *whole = [item for item in found if isinstance(item, Service)]
        assert (short.id.value, short.layer) == ("502", "fim-landesredaktion")
        assert [item.layer for item in whole] == [""]
        first = texts.questions[0]
        assert first.query["typisierung"] == ["4b", "5"]
        assert first.query["limit"] == ["200"]

    def test_the_list_alone(self, texts, settings):
        settings.FIM_WHOLE_TEXTS = False
        assert services(fim.read(nobody)) == ["501", "502"]
        assert texts.paths == [TEXTS, TEXTS]

    def test_only_what_has_changed_since_the_last_run(self, texts):
        ImportRun.objects.create(kind="fim", file_name="elsewhere", state="done")
        list(fim.read(nobody))
        assert "updated_since" not in texts.questions[0].query
        run = ImportRun.objects.create(kind="fim", file_name=fim.label(), state="done")
        ImportRun.objects.create(kind="fim", file_name=fim.label(), state="failed")
        list(fim.read(nobody))
        since = texts.questions[-3].query["updated_since"][0]
        assert since == (run.started_at - timedelta(days=1)).isoformat()
        list(fim.read(nobody, everything=True))
        assert "updated_since" not in texts.questions[-3].query
        assert run.started_at <= timezone.now()

    def test_nothing_new_is_no_error(self, server):
        server.answers[TEXTS] = json.dumps({"items": [], "offset": 0, "total_count": 0})
        assert list(fim.read(nobody)) == []

    def test_a_text_that_cannot_be_read_is_left_out(self, texts):
        texts.answers[f"{TEXTS}/L100999/501/landesredaktion/xzufi"] = "<html><body>Wartung</body></html>"
        skipped = [item for item in fim.read(nobody) if isinstance(item, Skipped)]
        assert [item.object for item in skipped] == ["501"]
        assert "no XZuFi" in skipped[0].reason

    def test_a_server_that_fails_in_the_middle_hands_on_nothing(self, texts):
        texts.answers[f"{TEXTS}/L100999/502/landesredaktion/xzufi"] = Answer(status=503)
        with pytest.raises(PullError, match="503"):
            next(fim.read(nobody))


class TestConfiguration:
    def test_all_that_are_configured(self, server):
        assert [source.name for source in pulling.configured([])] == ["pvog", "fim"]
        assert [source.name for source in pulling.configured(["fim"])] == ["fim"]

    def test_what_is_missing_is_named(self, settings):
        settings.PVOG_URL, settings.PVOG_CLIENT_ID, settings.PVOG_ARS, settings.FIM_URL = (
            "https://a.example",
            "",
            ARS,
            "",
        )
        with pytest.raises(pulling.NotConfiguredError, match="pvog: PVOG_CLIENT_ID; fim: FIM_URL, FIM_FILTERS"):
            pulling.configured([])
        with pytest.raises(pulling.NotConfiguredError, match="missing: PVOG_CLIENT_ID"):
            pulling.configured(["pvog"])

    def test_labels_say_what_was_fetched(self, server):
        assert pvog.label() == f"127.0.0.1 {ARS}"
        assert fim.label() == "127.0.0.1 typisierung=4b&typisierung=5"


def test_the_real_files_through_the_server(server, request):
    """The whole catalogue of the Bund is asked for; all but one of its services have gone in the meantime."""
    folder = request.getfixturevalue("fim") / "pvog"
    server.answers[CATALOGUE] = (folder / "pvog-csv-export-ars00-2025-01-20.csv").read_bytes()
    (path,) = folder.glob("leistung-detail-*.json")
    server.answers["/v6/servicedescriptions/B100019.LB.574711/detail"] = path.read_bytes()
    found = list(pvog.read(nobody))
    assert services(found) == ["574711"]
    assert sum(isinstance(item, Skipped) for item in found) == 910
