"""The command that measures the search; it must leave the site as it is."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from search import scratch
from search.finding import find
from search.models import IndexedDocument, IndexVersion, SearchedQuery
from search.synthetic import synthetic_texts
from tests.factories.search import store

pytestmark = pytest.mark.django_db

QUERIES = """id,query,expected,kind
1,hundesteuer,Hund anmelden,Wort
2,welpe,Hund anmelden | Reisepass beantragen,Wort
3,xyzzyqq,Hund anmelden,Unsinn
"""
SERVICES = """titel,leika,kategorie,kurz,begriffe
Hund anmelden,,Tiere,Für jeden Hund.,Hundesteuer;Hundemarke
Personalausweis beantragen,99008001012000,Ausweise,Ab 16 Jahren.,Ausweis
Reisepass beantragen,99085001012000,Ausweise,Zum Reisen.,Pass
"""
NAMES = ["hit_at_5", "first_at_5", "mrr_at_10", "ndcg_at_10", "zero_rate", "p50_ms", "p95_ms", "by_kind"]


@pytest.fixture
def tables(tmp_path):
    (tmp_path / "queries.csv").write_text(QUERIES, encoding="utf-8")
    (tmp_path / "services.csv").write_text(SERVICES, encoding="utf-8")
    return [str(tmp_path / "queries.csv"), "--services", str(tmp_path / "services.csv"), "--repeat", "1"]


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("search_eval", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def run_json(*arguments):
    return json.loads(run(*arguments, "--json")[0])


def test_json_holds_the_figures_by_kind_and_the_first_five_of_each_query(tables):
    found = run_json(*tables)
    assert set(NAMES) <= set(found)
    assert (found["queries"], found["zero_rate"]) == (3, 0.3333)
    assert found["by_kind"]["Wort"]["hit_at_5"] == 1
    assert found["by_kind"]["Unsinn"]["hit_at_5"] == 0
    assert [entry["id"] for entry in found["answers"]] == ["1", "2", "3"]
    assert found["answers"][0]["first_five"][0] == "Hund anmelden"
    assert found["answers"][2] == {"id": "3", "query": "xyzzyqq", "first_five": []}
    assert 0 < found["p50_ms"] <= found["p95_ms"]


def test_nothing_but_json_is_printed_while_warnings_go_elsewhere(tables, tmp_path):
    (tmp_path / "queries.csv").write_text(QUERIES + "4,pass,Angelschein,Wort\n", encoding="utf-8")
    out, err = run(*tables, "--json")
    json.loads(out)
    assert "line 5" in err
    assert "Angelschein" in err


def test_tables_that_do_not_belong_together_are_said(tables, tmp_path):
    (tmp_path / "queries.csv").write_text("id,query,expected,kind\n1,pass,Angelschein,Wort\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"queries\.csv: no service is called as any of the expected titles"):
        run(*tables)


def test_figures_for_people_name_what_was_missed(tables):
    out, _ = run(*tables)
    assert "hit@5" in out
    assert "Unsinn" in out
    assert "missed: 'xyzzyqq' gives nothing" in out


def test_the_sites_own_index_stays_as_it_is(tables):
    store("Bleibt", "Hund anmelden")
    before = (list(IndexedDocument.objects.values_list("key", "title")), IndexVersion.current())
    queries = SearchedQuery.objects.count()
    run(*tables)
    assert (list(IndexedDocument.objects.values_list("key", "title")), IndexVersion.current()) == before
    assert SearchedQuery.objects.count() == queries
    assert [hit.title for hit in find("bleibt").hits] == ["Bleibt"]


def test_the_sites_own_index_stays_when_measuring_fails(tables, monkeypatch):
    store("Bleibt")
    monkeypatch.setattr("search.evaluation.ask_all", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(*tables)
    assert [hit.title for hit in find("bleibt").hits] == ["Bleibt"]


def test_without_services_the_sites_own_index_is_asked(tables):
    store("Hund anmelden", "Reisepass beantragen")
    found = run_json(tables[0], "--repeat", "1")
    assert found["answers"][0]["first_five"] == ["Hund anmelden"]
    assert SearchedQuery.objects.count() == 0


def test_synonyms_can_be_left_out(tables):
    with_synonyms, without = run_json(*tables), run_json(*tables, "--without-synonyms")
    assert with_synonyms["answers"][1]["first_five"] == ["Hund anmelden"]
    assert without["answers"][1]["first_five"] == []
    assert without["answers"][0]["first_five"] == ["Hund anmelden"]


def test_synthetic_documents_are_added_and_the_same_every_time(tables):
    found = run_json(*tables, "--fill", "60")
    assert found["answers"][0]["first_five"][0] == "Hund anmelden"
    assert synthetic_texts(60) == synthetic_texts(60)
    assert len(synthetic_texts(61)) == 61
    assert {kind for kind, _ in synthetic_texts(60)} == {"service", "news", "project", "page"}


def test_a_site_whose_database_is_empty_is_said(tables, monkeypatch):
    def without_tables(*arguments, **others):
        raise OperationalError("no such table: search_document")

    monkeypatch.setattr("search.management.commands.search_eval.find", without_tables)
    with pytest.raises(CommandError, match="The database cannot be asked: no such table"):
        run(tables[0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,query,kind\n1,a,b\n", "line 1: no column expected"),
        ("", "the table is empty"),
        ("id,query,expected,kind\n1,h\xfctte,Haus,Wort\n", "line 2: this is not UTF-8"),
    ],
)
def test_a_bad_table_ends_the_command_and_leaves_nothing(tables, tmp_path, monkeypatch, content, said):
    (tmp_path / "queries.csv").write_bytes(content.encode("latin-1"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(CommandError, match=said):
        run(*tables)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["queries.csv", "services.csv"]


def test_the_scratch_index_is_removed(tables, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen = []

    def look(query, steering):
        seen.extend(path.name for path in tmp_path.glob("search-scratch-*"))
        return find(query, steering=steering)

    monkeypatch.setattr("search.management.commands.search_eval.find", look)
    run(*tables, "--engine", "sqlite")
    assert seen
    assert not list(tmp_path.glob("search-scratch-*"))


def test_a_cluster_that_cannot_be_reached_is_said(tables, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    store("Bleibt")
    settings.SEARCH_URL = "elasticsearch://127.0.0.1:9"
    with pytest.raises(CommandError, match=r"127\.0\.0\.1:9"):
        run(*tables)
    settings.SEARCH_URL = ""
    assert not list(tmp_path.glob("search-scratch-*"))
    assert [hit.title for hit in find("bleibt").hits] == ["Bleibt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.csv"], "none.csv: No such file"),
        (["QUERIES", "--services", "none.csv"], "none.csv: No such file"),
        (["QUERIES", "--fill", "10"], "--fill needs --services"),
        (["QUERIES", "--services", "SERVICES", "--fill", "-1"], "--fill goes from 0"),
        (["QUERIES", "--services", "SERVICES", "--repeat", "0"], "--repeat starts at 1"),
        (["QUERIES", "--engine", "solr"], "invalid choice: 'solr'"),
        (["QUERIES", "--engine", "cluster"], "SEARCH_URL"),
        (["QUERIES", "--services", "SERVICES", "--engine", "cluster"], "SEARCH_URL"),
    ],
)
def test_what_cannot_be_measured_is_said(tables, arguments, said):
    names = {"QUERIES": tables[0], "SERVICES": tables[2]}
    with pytest.raises(CommandError, match=said):
        run(*[names.get(argument, argument) for argument in arguments])


def test_another_database_cannot_be_asked_for_the_sites_own_index(tables):
    other = "postgres" if connection.vendor == "sqlite" else "sqlite"
    with pytest.raises(CommandError, match="own index"):
        run(tables[0], "--engine", other)


def test_sqlite_can_always_be_measured(tables):
    assert run_json(*tables, "--engine", "sqlite")["by_kind"]["Wort"]["hit_at_5"] == 1


def test_postgres_is_measured_in_tables_that_nobody_else_sees(tables):
    if connection.vendor == "sqlite":
        with pytest.raises(CommandError, match="DATABASE_URL"):
            run(*tables, "--engine", "postgres")
        return
    store("Bleibt")
    with scratch.index("postgres"):
        assert IndexedDocument.objects.count() == 0
        scratch.fill(synthetic_texts(5))
        assert IndexedDocument.objects.count() == 5
    assert [hit.title for hit in find("bleibt").hits] == ["Bleibt"]
