"""What makes no sense is told at its field."""

import pytest

from search.models import BlockedSuggestion, IndexedDocument, PinnedResult, Synonym
from search.steering_admin import SETTINGS_HANDLER
from tests.factories.cms import StandardPageFactory
from tests.factories.steering import BlockedSuggestionFactory, PinnedResultFactory, SynonymFactory

pytestmark = pytest.mark.django_db
SYNONYM = {"said": "wauwau", "direction": ">", "meant": "hundesteuer", "language": "de", "is_active": "on"}
WEIGHTS = {"title_weight": "8", "keywords_weight": "6", "summary_weight": "3", "body_weight": "1"}


def errors(model, fields):
    """The fields at which something is told."""
    return set(model.snippet_viewset.get_form_class()(fields).errors)


@pytest.fixture
def found_page(home):
    """A page that residents can find."""
    page = StandardPageFactory(parent=home, title="Winterdienst")
    assert IndexedDocument.objects.filter(key=f"page:{page.pk}").exists()
    return page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"said": ""}, {"said"}),
        ({"said": " , ,"}, {"said"}),
        ({"said": "?!"}, {"said"}),
        ({"said": "wauwau, !!"}, {"said"}),
        ({"said": "und"}, {"said"}),
        ({"meant": "wie ist das"}, {"meant"}),
        ({"said": "hund katze maus pferd"}, {"said"}),
        ({"meant": "hund katze maus pferd kuh schwein esel"}, {"meant"}),
        ({"meant": "hund katze maus pferd", "direction": "="}, {"meant"}),
        ({"said": "wauwau, hund", "meant": "hunde"}, {"meant"}),
        ({"said": "wauwau > hund"}, {"said"}),
        ({"said": "wauwau # hund"}, {"said"}),
        ({"said": "wau\0wau"}, {"said"}),
        ({"said": "w" * 501}, {"said"}),
        ({"said": "dog", "language": "en", "direction": "="}, {"direction"}),
        ({"language": "xx"}, {"language"}),
        ({"direction": "!"}, {"direction"}),
        ({"said": "schonda"}, {"said"}),
    ],
)
def test_a_synonym_without_sense_is_told_at_its_field(fields, wrong):
    SynonymFactory(said="schonda, nochda", meant="hundesteuer")
    assert errors(Synonym, {**SYNONYM, **fields}) == wrong


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"query": "?!"}, {"query"}),
        ({"query": "Glätte"}, {"query"}),
        ({"page": ""}, {"page"}),
        ({"page": "999999"}, {"page"}),
        ({"position": "0"}, {"position"}),
        ({"position": "11"}, {"position"}),
        ({"until": "1999-01-01"}, {"until"}),
        ({"until": "morgen"}, {"until"}),
    ],
)
def test_a_pin_without_sense_is_told_at_its_field(found_page, fields, wrong):
    PinnedResultFactory(query="glaette", page=found_page)
    good = {"query": "Schnee", "page": found_page.pk, "position": "1"}
    assert errors(PinnedResult, good) == set()
    assert errors(PinnedResult, {**good, **fields}) == wrong


@pytest.mark.parametrize(
    ("fields", "is_good"),
    [
        ({"text": "Totenschein", "match": "word"}, True),
        ({"text": "tot", "match": "anywhere"}, True),
        ({"text": "to", "match": "anywhere"}, False),
        ({"text": "?!", "match": "word"}, False),
        ({"text": "", "match": "word"}, False),
        ({"text": "HEIKEL", "match": "word"}, False),
        ({"text": "heikel", "match": "beginning"}, True),
    ],
)
def test_words_are_blocked(fields, is_good):
    BlockedSuggestionFactory(text="Heikel")
    assert errors(BlockedSuggestion, fields) == (set() if is_good else {"text"})


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title_weight": "-1"}, {"title_weight"}),
        ({"body_weight": "21"}, {"body_weight"}),
        ({"body_weight": "nan"}, {"body_weight"}),
        ({"body_weight": "viel"}, {"body_weight"}),
        (dict.fromkeys(WEIGHTS, "0"), {"title_weight"}),
    ],
)
def test_weights_without_sense_are_told_at_their_field(fields, wrong):
    assert set(SETTINGS_HANDLER.get_form_class()({**WEIGHTS, **fields}).errors) == wrong
