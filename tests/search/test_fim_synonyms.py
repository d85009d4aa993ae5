import pytest
from django.core.management import call_command

from search import fim_synonyms
from search.models import Synonym
from search.steering import current
from tests.factories.service_catalogue import ReferenceServiceFactory, ServicePageFactory
from tests.factories.steering import SynonymFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_service(home):
    def make(title, *words, **fields):
        reference = ReferenceServiceFactory(title=title, synonyms=list(words))
        return ServicePageFactory(parent=home, title=title, reference=reference, **fields)

    return make


def proposals():
    rows = Synonym.objects.filter(source=Synonym.Source.FIM).order_by("pk")
    return list(rows.values_list("said", "meant", "is_active"))


def test_words_of_a_reference_become_one_proposal_that_is_not_used(make_service):
    make_service("Quaksteuer entrichten", "Froschabgabe", "Krötengeld")
    assert fim_synonyms.propose() == 1
    assert proposals() == [("Froschabgabe, Krötengeld", "Quaksteuer entrichten", False)]
    assert current().synonyms.of("froschabgab") == []


@pytest.mark.parametrize(
    "words",
    [
        ["Quaksteuer"],
        ["quaksteuer entrichten", "Entrichten der Quaksteuer"],
        ["und", "?!", "", "  "],
        ["Abgabe für Frösche Kröten Unken Molche"],
        ["Hüpfgeld"],
        [],
    ],
)
def test_what_adds_nothing_is_not_proposed(make_service, words):
    SynonymFactory(said="hüpfgeld", meant="quaksteuer entrichten")
    make_service("Quaksteuer entrichten", *words)
    assert fim_synonyms.propose() == 0


def test_signs_that_have_a_meaning_in_the_table_are_left_out(make_service):
    make_service("Quaksteuer entrichten", "Frosch, grün", "Kröte > Unke")
    fim_synonyms.propose()
    assert proposals() == [("Frosch grün, Kröte Unke", "Quaksteuer entrichten", False)]


def test_only_services_that_residents_can_read_propose_something(make_service):
    make_service("Quaksteuer entrichten", "Froschabgabe", live=False)
    assert fim_synonyms.propose() == 0


def test_proposing_again_changes_nothing_that_an_editor_decided(make_service):
    page = make_service("Quaksteuer entrichten", "Froschabgabe")
    make_service("Unkenruf melden", "Gequake")
    make_service("Molch suchen", "Lurch")
    fim_synonyms.propose()
    taken = Synonym.objects.get(meant="Quaksteuer entrichten")
    taken.is_active = True
    taken.save()
    Synonym.objects.get(meant="Unkenruf melden").delete()
    page.reference.synonyms = ["Froschabgabe", "Krötengeld"]
    page.reference.save()
    assert fim_synonyms.propose() == 0
    assert proposals() == [("Froschabgabe", "Quaksteuer entrichten", True), ("Lurch", "Molch suchen", False)]
    assert current().synonyms.of("froschabgab")


def test_an_untouched_proposal_follows_its_reference(make_service):
    page = make_service("Quaksteuer entrichten", "Froschabgabe")
    fim_synonyms.propose()
    page.reference.synonyms = ["Krötengeld"]
    page.reference.save()
    assert fim_synonyms.propose() == 0
    assert proposals() == [("Krötengeld", "Quaksteuer entrichten", False)]


def test_very_many_words_fit_into_the_table(make_service):
    make_service("Quaksteuer entrichten", *(f"Froschabgabe{number}" for number in range(100)))
    fim_synonyms.propose()
    assert len(proposals()[0][0]) <= 500


def test_the_command_says_what_it_did(make_service, capsys):
    make_service("Quaksteuer entrichten", "Froschabgabe")
    call_command("load_synonyms")
    assert capsys.readouterr().out == "0 added, 0 removed, 1 proposed from FIM.\n"
