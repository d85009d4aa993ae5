import pytest

from search import shipped_synonyms
from search.models import Synonym
from search.steering import current
from search.synonyms import Row, shipped_rows

pytestmark = pytest.mark.django_db
FLAG, COFFEE = Row("flatterdings", ">", "fahne", "de"), Row("brühe", "=", "kaffee", "de")


@pytest.fixture
def ship(monkeypatch):
    """Brings these rows with the software, and nothing else."""

    def bring(*rows):
        monkeypatch.setattr(shipped_synonyms, "shipped_rows", lambda: list(rows))
        return shipped_synonyms.load()

    return bring


def stored():
    return list(Synonym.objects.order_by("said").values_list("said", "source", "is_active"))


def test_after_a_migration_everything_shipped_is_there():
    assert Synonym.objects.filter(source=Synonym.Source.SHIPPED).count() == len({*shipped_rows()})


def test_loading_again_changes_and_writes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert shipped_synonyms.load() == (0, 0)


def test_new_lines_come_and_untouched_ones_that_are_gone_go(ship):
    ship(FLAG, COFFEE)
    assert stored() == [("brühe", "shipped", True), ("flatterdings", "shipped", True)]
    assert ship(FLAG._replace(meant="flagge"), COFFEE) == (1, 1)
    assert current().synonyms.of("flatterding") == [("flagg",)]


def test_what_an_editor_changed_stays_whatever_is_shipped(ship):
    ship(FLAG)
    mine = Synonym.objects.get()
    mine.meant, mine.source = "segel", Synonym.Source.EDITORS
    mine.save()
    assert ship(FLAG) == (0, 0)
    assert ship(COFFEE) == (1, 0)
    assert set(Synonym.objects.values_list("meant", flat=True)) == {"segel", "kaffee"}


@pytest.mark.parametrize("delete", [lambda row: row.delete(), lambda row: Synonym.objects.all().delete()])
def test_what_an_editor_deleted_does_not_come_back(ship, delete):
    ship(FLAG)
    delete(Synonym.objects.get())
    assert ship(FLAG) == (0, 0)
    assert stored() == [("flatterdings", "editors", False)]
    assert current().synonyms.of("flatterding") == []


def test_an_editors_own_row_is_really_deleted():
    Synonym.objects.create(said="eigenes", meant="wort").delete()
    assert not Synonym.objects.filter(said="eigenes").exists()
