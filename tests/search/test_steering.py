from datetime import date, timedelta

import pytest
from django.utils import timezone

from search import steering
from search.analysis import normalised
from search.models import BlockedSuggestion, IndexVersion, PinnedResult, SearchSettings
from search.ranking import FIELD_WEIGHTS
from search.steering import Steering, SteeringCache, current
from search.synonyms import Row
from tests.factories.cms import StandardPageFactory
from tests.factories.steering import BlockedSuggestionFactory, PinnedResultFactory, SynonymFactory

pytestmark = pytest.mark.django_db
Match = BlockedSuggestion.Match
TODAY = date(2026, 11, 23)


@pytest.fixture
def on(monkeypatch):
    def set_day(day):
        monkeypatch.setattr(timezone, "localdate", lambda: day)

    set_day(TODAY)
    return set_day


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  Müll-Abfuhr,  wann? ", "mull abfuhr wann"),
        ("MUELL", "mull"),
        ("", ""),
        ("?!", ""),
        ("Öffnungszeiten\tRathaus\n", "offnungszeiten rathaus"),
    ],
)
def test_a_query_is_known_by_its_words(text, normal):
    assert normalised(text) == normal


def test_a_normalised_query_is_never_too_long_and_stays_what_it_is():
    long = normalised("straßenreinigung " * 50)
    assert len(long) <= 200
    assert normalised(long) == long


def test_nothing_decided_is_plain_but_for_the_shipped_synonyms():
    decided = current()
    assert decided.synonyms.meanings
    assert (decided.pins, decided.weights, decided.suggests) == ({}, FIELD_WEIGHTS, True)
    assert not decided.is_blocked("hundesteuer")
    assert Steering.plain().synonyms.meanings == {}


def test_the_table_has_the_weights_of_the_ranking():
    assert steering.weights(SearchSettings()) == FIELD_WEIGHTS


def test_decisions_count_at_once():
    assert current().synonyms.of("flatterdings") == []
    synonym = SynonymFactory(said="flatterdings", meant="fahne")
    assert current().synonyms.of("flatterding") == [("fahn",)]
    synonym.is_active = False
    synonym.save()
    assert current().synonyms.of("flatterding") == []
    synonym.delete()
    SearchSettings.objects.create(title_weight=1, suggests=False)
    assert current().weights == (1, 6, 3, 1)
    assert not current().suggests


def test_what_others_have_decided_is_noticed_by_its_version(django_assert_num_queries):
    current()
    with django_assert_num_queries(1):
        before = current()
    SearchSettings.objects.bulk_create([SearchSettings(suggests=False)])  # no signal here, as in another process
    assert current() is before
    IndexVersion.advance(IndexVersion.STEERING)
    assert not current().suggests


def test_every_decision_advances_the_version_so_that_other_processes_notice(home):
    page = StandardPageFactory(parent=home)
    for change in (
        lambda: SynonymFactory(),
        lambda: PinnedResultFactory(page=page),
        lambda: BlockedSuggestionFactory(),
        lambda: SearchSettings.objects.create(),
        lambda: page.delete(),  # and with it the pin
    ):
        before = IndexVersion.current(IndexVersion.STEERING)
        change()
        assert IndexVersion.current(IndexVersion.STEERING) > before
    assert current().pins == {}


def test_pins_stand_in_their_order_whatever_the_spelling(home, on):
    first, second = StandardPageFactory(parent=home), StandardPageFactory(parent=home)
    PinnedResultFactory(query="Müll Abfuhr", page=second, position=2)
    PinnedResultFactory(query="muell abfuhr", page=first, position=1)
    assert current().pinned(" MÜLL  abfuhr!") == [first.pk, second.pk]
    assert current().pinned("müll") == []
    assert Steering.plain().pinned("müll abfuhr") == []


def test_a_pin_ends_after_its_last_day_without_anybody_doing_anything(home, on):
    pin = PinnedResultFactory(query="Schnee", page=StandardPageFactory(parent=home), until=TODAY)
    assert current().pinned("schnee") == [pin.page_id]
    on(TODAY + timedelta(days=1))
    assert current().pinned("schnee") == []


def test_a_changed_query_of_a_pin_is_normalised_anew(home):
    pin = PinnedResultFactory(query="Schnee", page=StandardPageFactory(parent=home))
    pin.query = "Glätte"
    pin.save()
    assert PinnedResult.objects.get().normalised == "glatte"


@pytest.mark.parametrize(
    ("match", "text", "blocked", "allowed"),
    [
        (Match.WORD, "tot", ["tot", "Hund tot", "TOT melden"], ["Totenschein", "toter Hund"]),
        (Match.BEGINNING, "tot", ["Totenschein", "der Totenschein"], ["Tutor", "Scheintot"]),
        (Match.ANYWHERE, "tot", ["Scheintoter", "tot"], ["Tod"]),
        (Match.WORD, "Öder Ort", ["ein oeder  Ort"], ["öder", "Ort öder"]),
        (Match.ANYWHERE, "a.c", ["a c"], ["abc"]),
    ],
)
def test_blocked_words_are_recognised(match, text, blocked, allowed):
    BlockedSuggestionFactory(text=text, match=match)
    is_blocked = current().is_blocked
    assert all(is_blocked(suggestion) for suggestion in blocked)
    assert not any(is_blocked(suggestion) for suggestion in allowed)


def test_a_blocked_text_without_words_blocks_nothing():
    BlockedSuggestionFactory(text="?!", match=Match.ANYWHERE)
    assert not current().is_blocked("hund")


def test_rows_can_be_read_without_the_one_that_is_being_changed():
    synonym = SynonymFactory(said="flatterdings", meant="fahne")
    row = Row("flatterdings", ">", "fahne", "de")
    assert row in steering.active_rows()
    assert row not in steering.active_rows(without=synonym)


def test_a_process_that_reads_while_somebody_saves_reads_again(monkeypatch):
    """The version is asked for before the rows, so at worst something is read twice."""
    cache = SteeringCache()
    read = steering.read
    suggests = []

    def slowly(today):
        found = read(today)
        if not suggests:
            SearchSettings.objects.create(suggests=False)
        suggests.append(found.suggests)
        return found

    monkeypatch.setattr(steering, "read", slowly)
    cache.get(TODAY)
    assert not cache.get(TODAY).suggests
    assert suggests == [True, False]
