"""What arrives from the other sources, beside and on top of one another: commands in, pages out."""

import json

import pytest
from django.core.management import CommandError, call_command

from directory.models import Department
from service_catalogue import clock
from service_catalogue.models import ImportRun, OnlineService, ReferenceService, ServicePage
from service_catalogue.pulling import PullError, client
from tests.service_catalogue.server import Answer, running

pytestmark = pytest.mark.django_db

ARS = "057700044044"
CATALOGUE = "/v5/servicedescriptions/csv"
DETAIL = "/v6/servicedescriptions/L100999.LB.2/detail"
HEADER = "ID-LB|Leikaschlüssel|Name|Name2|Updatedatum|ID-OD|Bezeichnung OD|Links"
XZUFI = """<nachricht xmlns="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0"><schreibe><leistung>
<id schemeAgencyID="L100999">2</id><referenzLeiKa><code>99102013104000</code></referenzLeiKa>
<modulText><leikaTextmodul><code>03</code></leikaTextmodul><inhalt languageCode="de">Hund melden</inhalt></modulText>
<modulText><leikaTextmodul><code>06</code></leikaTextmodul><inhalt languageCode="de">Der ganze Text.</inhalt></modulText>
<modulKosten><kosten><kostenFix><betrag currencyCode="EUR">84</betrag></kostenFix></kosten></modulKosten>
</leistung></schreibe></nachricht>"""


@pytest.fixture(autouse=True)
def _index(index_page):
    """Where services stand."""


@pytest.fixture
def run(tmp_path):
    """Runs a command and returns its JSON report."""

    def _run(*args, **options):
        report = tmp_path / "report.json"
        call_command(*map(str, args), report=report, **options)
        return json.loads(report.read_text(encoding="utf-8"))

    return _run


def counts(report):
    return {name: report[name] for name in ("created", "changed", "unchanged", "deleted")}


class TestPvog:
    def test_the_catalogue_makes_pages_with_their_online_services(self, run, data):
        assert run("import_pvog", data / "pvog-catalogue.csv")["created"] == 5
        page = ServicePage.objects.get(title="Gewerbe anmelden")
        assert page.live
        assert [key.key for key in page.current_keys] == ["99050012104000"]
        ties = page.reference.responsibilities.all()
        assert {tie.online_service.name for tie in ties} == {'Gewerbe "online"', "Wirtschafts-Portal"}
        assert ServicePage.objects.filter(title="Jagdschein Erteilung").exists()

    def test_a_second_time_nothing_changes(self, run, data):
        run("import_pvog", data / "pvog-catalogue.csv")
        assert counts(run("import_pvog", data / "pvog-catalogue.csv")) == {
            "created": 0, "changed": 0, "unchanged": 5, "deleted": 0,
        }  # fmt: skip

    def test_a_dry_run_changes_nothing(self, run, data):
        assert run("import_pvog", data / "pvog-catalogue.csv", dry_run=True)["created"] == 5
        assert not ReferenceService.objects.exists()
        assert not OnlineService.objects.exists()

    def test_names_and_links_never_take_a_text_away(self, run, data, write):
        run("import_xzufi", write(XZUFI))
        run("import_pvog", data / "pvog-catalogue.csv")
        reference = ReferenceService.objects.get(source_id="2")
        assert reference.title == "Hund anmelden"
        assert reference.sections["description"] == "<p>Der ganze Text.</p>"
        assert reference.fees
        assert ServicePage.objects.filter(reference=reference).count() == 1

    def test_two_sources_of_one_service_do_not_change_it_in_turn(self, run, data, write):
        for _round in range(2):
            run("import_xzufi", write(XZUFI))
            run("import_pvog", data / "pvog-catalogue.csv")
        runs = ImportRun.objects.order_by("-pk")[:2]
        assert [(item.created, item.changed) for item in runs] == [(0, 0), (0, 0)]

    def test_an_online_service_that_is_no_longer_named_is_no_longer_tied(self, run, data, write):
        run("import_pvog", data / "pvog-catalogue.csv")
        rows = (data / "pvog-catalogue.csv").read_text(encoding="utf-8").splitlines()
        run("import_pvog", write("\n".join(row for row in rows if "OD.72" not in row), "neu.csv"))
        ties = ReferenceService.objects.get(source_id="1").responsibilities.all()
        assert [tie.online_service.source_id for tie in ties] == ["71"]

    def test_the_catalogue_leaves_what_an_online_service_asks_for(self, run, data, write):
        run("import_pvog", data / "pvog-detail.json")
        row = "L100999.LB.2|99102013104000|A|Hund anmelden||L100999.OD.81|Neuer Name|https://neu.example/hund"
        run("import_pvog", write(f"{HEADER}\n{row}", "neu.csv"))
        online = OnlineService.objects.get(source_id="81")
        assert (online.name, online.url) == ("Neuer Name", "https://neu.example/hund")
        assert (online.confidence_level, online.payment_methods) == ("20", "giropay, Kreditkarte")

    def test_a_service_in_json(self, run, data, client):
        report = run("import_pvog", data / "pvog-detail.json")
        page = ServicePage.objects.get()
        html = client.get(page.url).text
        assert page.title == "Hund anmelden"
        assert "84,00\u00a0€" in html
        assert "https://antrag.example/hund" in html
        assert "alert(1)" not in html
        assert "Hundemarke" in page.search_texts().keywords
        assert [area.ars for area in page.reference.areas.all()] == [ARS]
        online = OnlineService.objects.get()
        assert (online.confidence_level, online.accounts) == ("20", ["bundid"])
        assert report["pending"] == 1  # the office is only named
        assert {item["code"] for item in report["warnings"]} >= {"link", "audience", "skipped"}

    @pytest.mark.parametrize(
        "name", ["truncated.json", "truncated-lines.json", "wrong-encoding.csv", "wrong-root.json"]
    )
    def test_a_broken_file_changes_nothing(self, run, data, name):
        with pytest.raises(CommandError, match="Nothing of this file was imported"):
            run("import_pvog", data / "broken_pvog" / name)
        assert not ReferenceService.objects.exists()
        assert ImportRun.objects.get().state == ImportRun.State.FAILED


class TestFim:
    def test_the_list_brings_what_it_knows(self, run, data):
        run("import_fim", data / "fim-list.json")
        page = ServicePage.objects.get(title="Hund anmelden")
        assert page.reference.sections["description"] == "<p>Wer einen Hund hält, meldet ihn an.</p>"
        assert page.reference.typing == ["4b"]
        assert counts(run("import_fim", data / "fim-list.json"))["unchanged"] == 2


class TestList:
    def test_public_services_are_live_and_the_others_are_drafts(self, run, data):
        lists = data / "lists"
        report = run("import_list", lists / "services.csv", "--mapping", lists / "services.toml")
        assert {page.title: page.live for page in ServicePage.objects.all()} == {
            "Hund anmelden": True, "Hund abmelden": False, "Fundsache": True,
        }  # fmt: skip
        assert sum(item["code"] == "skipped" for item in report["warnings"]) == 5
        assert Department.objects.get().name == "Steueramt"
        assert OnlineService.objects.get().kind == "form"

    def test_what_becomes_public_is_published_and_back(self, run, data, write):
        lists = data / "lists"
        text = (lists / "services.csv").read_text(encoding="utf-8")
        for word, live in (("nein", False), ("ja", True), ("nein", False)):
            file = write(text.replace(";nein;Steueramt", f";{word};Steueramt"), "liste.csv")
            run("import_list", file, "--mapping", lists / "services.toml")
            assert ServicePage.objects.get(title="Hund abmelden").live is live

    def test_a_department_of_the_town_is_taken(self, run, data):
        own = Department.objects.create(name="Steueramt", slug="steueramt", phone="05771 1")
        run("import_list", data / "lists" / "services.csv", "--mapping", data / "lists" / "services.toml")
        assert Department.objects.get() == own
        assert Department.objects.get().phone == "05771 1"

    def test_a_slip_in_the_mapping_is_said_in_one_line(self, run, data, write):
        mapping = write('source = "x"\n[fields]\nid = "Nr."\ntitel = "Leistung"\n', "own.toml")
        with pytest.raises(CommandError, match=r"own\.toml, line 4: “titel” is not known"):
            run("import_list", data / "lists" / "services.csv", "--mapping", mapping)
        mapping = write('source = "x"\n[fields]\nid = "Nr."\ntitle = "Titel"\n', "own.toml")
        with pytest.raises(CommandError, match="“title” reads “Titel”"):
            run("import_list", data / "lists" / "services.csv", "--mapping", mapping)
        with pytest.raises(CommandError, match=r"no file .*aemter\.csv"):
            run("import_list", data / "lists" / "services.csv", "--mapping", "berlin", "--departments", "aemter.csv")
        assert not ServicePage.objects.exists()

    def test_complete_takes_offline_what_the_list_lost(self, run, data, write):
        mapping = write('source = "x"\n[fields]\nid = "nr"\ntitle = "name"\n', "own.toml")
        rows = [f"{number};Leistung {number}" for number in range(20)]
        run("import_list", write("\n".join(["nr;name", *rows]), "a.csv"), "--mapping", mapping)
        report = run(
            "import_list", write("\n".join(["nr;name", *rows[1:]]), "b.csv"), "--mapping", mapping, complete=True
        )
        assert report["deleted"] == 1
        assert not ServicePage.objects.get(title="Leistung 0").live


class TestPulls:
    @pytest.fixture
    def server(self, monkeypatch, settings, data):
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setattr(client, "sleep", lambda seconds: None)
        with running() as served:
            settings.PVOG_URL, settings.PVOG_CLIENT_ID, settings.PVOG_ARS = served.url, "town-7", ARS
            settings.FIM_URL = ""
            served.answers[CATALOGUE] = f"{HEADER}\nL100999.LB.2||A|A||||"
            served.answers[DETAIL] = (data / "pvog-detail.json").read_bytes()
            yield served

    def test_by_hand(self, server, run):
        assert run("pull_services")["created"] == 2
        assert ServicePage.objects.get().title == "Hund anmelden"
        assert counts(run("pull_services", "pvog")) == {"created": 0, "changed": 0, "unchanged": 2, "deleted": 0}
        assert ImportRun.objects.first().file_name == f"127.0.0.1 {ARS}"

    def test_a_dry_run_fetches_and_changes_nothing(self, server, run):
        assert run("pull_services", dry_run=True)["created"] == 2
        assert not ReferenceService.objects.exists()

    def test_a_source_that_is_not_configured_is_named(self, server, run):
        with pytest.raises(CommandError, match=r"fim is not configured.*FIM_URL"):
            run("pull_services", "fim")
        with pytest.raises(CommandError, match="no source “post”"):
            run("pull_services", "post")

    def test_a_pull_that_fails_changes_nothing_and_is_kept_as_a_failed_run(self, server, run):
        server.answers[DETAIL] = Answer("{", length=99)
        with pytest.raises(CommandError, match="breaks off in the middle"):
            run("pull_services")
        assert not ReferenceService.objects.exists()
        assert ImportRun.objects.get().state == ImportRun.State.FAILED

    def test_by_night(self, server):
        clock.pull_from_pvog()
        assert ServicePage.objects.get().title == "Hund anmelden"

    def test_a_night_that_fails_fails_visibly(self, server):
        server.answers[CATALOGUE] = Answer(status=403)
        with pytest.raises(PullError, match="403"):
            clock.pull_from_pvog()

    def test_nothing_is_fetched_where_nothing_is_configured(self, server, settings):
        settings.PVOG_CLIENT_ID = ""
        clock.pull_from_pvog()
        clock.pull_from_fim()
        assert not server.questions
        assert not ImportRun.objects.exists()

    def test_publishing_does_not_wait_for_a_pull(self, server, monkeypatch):
        published = []
        monkeypatch.setattr(clock.publishing, "publish_scheduled", lambda: published.append(1))
        monkeypatch.setattr(clock, "PUBLISH_EVERY_SECONDS", 0)
        clock.pull_from_pvog()
        assert published
