"""Everyday queries on a small town's services; and on the larger set that lies beside the repository, if it is there."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from search.compounds import base_words
from search.concepts import understand
from search.finding import find
from search.models import IndexedDocument
from search.ranking import Candidate, rank
from search.synonyms import our_synonyms
from search.vocabulary import Vocabulary
from tests.factories.search import make_texts, read_queries, read_services, store

pytestmark = pytest.mark.django_db
DEV_SET = Path(__file__).resolve().parents[2].parent / "shared" / "search"

SERVICES = {
    "Personalausweis beantragen": "Ausweis",
    "Reisepass beantragen": "Pass",
    "Vorläufigen Reisepass beantragen": "Notpass",
    "Wohnsitz anmelden": "Ummeldung",
    "Wohnsitz abmelden": "Wegzug",
    "Meldebescheinigung": "",
    "Führungszeugnis beantragen": "",
    "Fahrerlaubnis erteilen": "Führerschein",
    "Führerschein umtauschen": "Pflichtumtausch",
    "Wunschkennzeichen reservieren": "",
    "Bewohnerparkausweis": "",
    "Eheschließung anmelden": "",
    "Geburtsurkunde anfordern": "",
    "Sterbefall anzeigen": "",
    "Namensänderung": "",
    "Kindergartenplatz vormerken": "Kindertagesstätte",
    "Elterngeld beantragen": "",
    "Schülerbeförderung": "",
    "Wohngeld beantragen": "",
    "Schwerbehindertenausweis beantragen": "",
    "Gewerbe anmelden": "",
    "Gaststättenerlaubnis": "",
    "Baugenehmigung beantragen": "",
    "Hausnummer zuteilen": "",
    "Sperrmüll abholen lassen": "",
    "Abfallbehälter bestellen": "Mülltonne",
    "Hundesteuer anmelden": "",
    "Grundsteuer bezahlen": "",
    "Fundsache suchen": "Fundbüro",
    "Straßenschaden melden": "",
}
QUERIES = {
    "perso": "Personalausweis beantragen",
    "personal ausweis": "Personalausweis beantragen",
    "reisepässe": "Reisepass beantragen",
    "umziehen": "Wohnsitz anmelden",
    "umzug": "Wohnsitz anmelden",
    "fuehrungszeugniss": "Führungszeugnis beantragen",
    "fuehrerschein": "Führerschein umtauschen",
    "fürerschein umtausch": "Führerschein umtauschen",
    "autokennzeichen": "Wunschkennzeichen reservieren",
    "anwohnerparken": "Bewohnerparkausweis",
    "ich möchte heiraten": "Eheschließung anmelden",
    "hochzeit": "Eheschließung anmelden",
    "urkunde geburt": "Geburtsurkunde anfordern",
    "mein vater ist gestorben": "Sterbefall anzeigen",
    "namen ändern": "Namensänderung",
    "kita": "Kindergartenplatz vormerken",
    "eltern geld": "Elterngeld beantragen",
    "schulbus": "Schülerbeförderung",
    "wohngeldantrag": "Wohngeld beantragen",
    "behindertenausweis": "Schwerbehindertenausweis beantragen",
    "firma gründen": "Gewerbe anmelden",
    "kneipe": "Gaststättenerlaubnis",
    "bauantrag": "Baugenehmigung beantragen",
    "sperrmuell": "Sperrmüll abholen lassen",
    "altes sofa": "Sperrmüll abholen lassen",
    "mülleimer": "Abfallbehälter bestellen",
    "welpe": "Hundesteuer anmelden",
    "grundsteur": "Grundsteuer bezahlen",
    "schlüssel verloren": "Fundsache suchen",
    "schlagloch": "Straßenschaden melden",
    "birth certificate": "Geburtsurkunde anfordern",
    "ehliyet": "Führerschein umtauschen",
}


@pytest.fixture
def town():
    store(*[make_texts(title, [keyword] if keyword else []) for title, keyword in SERVICES.items()])


@pytest.mark.parametrize(("query", "title"), QUERIES.items())
def test_everyday_words_find_the_service(town, query, title):
    assert title in [hit.title for hit in find(query).hits[:5]]


def first_five_without_an_engine(query):
    """What every engine has to give: all documents ranked, none left out, all words counted by hand."""
    everything = [Candidate(*row) for row in IndexedDocument.objects.values_list(*Candidate._fields)]
    counts, title_words = Counter(), set()
    for candidate in everything:
        fields = [set(field.split()) - {"|"} for field in candidate.fields]
        counts.update(set().union(*fields))
        title_words |= fields[0] | fields[1]
    vocabulary = Vocabulary(len(everything), counts, title_words)
    understood = understand(query, vocabulary, our_synonyms())
    found = {
        candidate for candidate in everything if any(set(understood.terms) & set(f.split()) for f in candidate.fields)
    }
    return [entry.candidate.title for entry in rank(list(found), understood, vocabulary, timezone.localdate())[:5]]


def share_of_same_results(queries):
    same = [[hit.title for hit in find(query).hits[:5]] == first_five_without_an_engine(query) for query in queries]
    return sum(same) / len(same)


def test_every_engine_gives_the_same_first_five(town):
    assert share_of_same_results(QUERIES) == 1


def test_every_engine_gives_the_same_first_five_when_there_is_more_than_it_hands_out(town):
    others = [f"{word} anmelden und beantragen" for word in base_words()[:600:2]]
    store(*[make_texts(title, summary="Melden Sie den Antrag im Rathaus an.") for title in others])
    assert share_of_same_results(list(QUERIES)[::2]) >= 0.95


def test_the_right_service_mostly_comes_first(town):
    first = {query: find(query).hits[0].title for query in QUERIES}
    assert sum(first[query] == title for query, title in QUERIES.items()) >= 28, first


def test_the_development_set_reaches_its_goal(capsys):
    if not DEV_SET.is_dir():
        pytest.skip("the development set does not lie beside the repository")
    store(*read_services(DEV_SET / "dev-services.csv"))
    queries = read_queries(DEV_SET / "dev-queries.csv")
    found = {query: [hit.title for hit in find(query).hits[:5]] for query, _ in queries}
    missed = [query for query, expected in queries if not set(expected) & set(found[query])]
    share = 1 - len(missed) / len(queries)
    with capsys.disabled():
        sys.stdout.write(f" hit@5 {share:.2f} of {len(queries)} queries ")
    assert share >= 0.9, missed
