import threading
import time

import pytest
from django.db import OperationalError

from search.vocabulary import KEPT_FOR_WRITING, Vocabulary, VocabularyCache

WORDS = {"hundesteu": 2, "reisepass": 3, "anmeld": 80, "wohnsitz": 2, "pass": 5, "passt": 1, "99": 1}


def vocabulary():
    return Vocabulary(100, WORDS, {"reisepass"})


def test_rare_words_tell_more():
    assert vocabulary().idf("wohnsitz") > vocabulary().idf("reisepass") > vocabulary().idf("anmeld") > 0


def test_short_words_may_differ_by_one_letter_and_long_ones_by_two():
    assert vocabulary().speller.neighbours("reisepas") == [("reisepass", 1)]
    assert vocabulary().speller.neighbours("reispas") == []
    assert vocabulary().speller.neighbours("hundsteur") == [("hundesteu", 2)]


def test_letters_that_changed_places_are_one_mistake():
    assert vocabulary().speller.neighbours("wohnstiz") == [("wohnsitz", 1)]


def test_numbers_and_tiny_words_are_not_corrected():
    assert vocabulary().speller.neighbours("98") == []
    assert vocabulary().speller.neighbours("pas") == []


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def reader(clock, seconds=0.0):
    def read():
        read.times += 1
        clock.now += seconds
        return Vocabulary(read.times, {}, ())

    read.times = 0
    return read


def make_cache(clock):
    """One whose thread has always done its work at once."""
    return VocabularyCache(clock, start=lambda work: work())


def test_the_vocabulary_is_read_once_per_version():
    clock = Clock()
    cache, read = make_cache(clock), reader(clock)
    assert cache.current(1, read) is cache.current(1, read)
    assert cache.current(2, read).documents == 2


def test_changes_by_others_do_not_keep_a_process_busy_with_reading():
    clock = Clock()
    cache, read = make_cache(clock), reader(clock, seconds=1.0)
    cache.current(1, read)
    clock.now += 10
    assert cache.current(2, read).documents == 1
    clock.now += 11
    assert cache.current(2, read).documents == 2


def test_a_change_by_this_process_shows_in_its_next_search_but_does_not_slow_an_import():
    clock = Clock()
    cache, read = make_cache(clock), reader(clock, seconds=1.0)
    cache.current(1, read)
    cache.note_change()
    assert cache.current(1, read, for_search=False).documents == 1
    assert cache.current(1, read).documents == 2


def test_nobody_waits_for_what_others_have_changed():
    clock, works = Clock(), []
    cache, read = VocabularyCache(clock, start=works.append), reader(clock)
    old = cache.current(1, read)
    assert cache.current(2, read) is cache.current(3, read) is old
    (work,) = works
    work()
    new = cache.current(2, read)
    assert new.documents == 2
    assert {"splitter", "speller"} <= vars(new).keys()
    assert read.times == 2
    cache.current(4, read)
    assert len(works) == 2


@pytest.mark.parametrize("situation", [{"in_transaction": True}, {"for_search": False}], ids=str)
def test_a_transaction_and_an_import_read_for_themselves(situation):
    clock, works = Clock(), []
    cache, read = VocabularyCache(clock, start=works.append), reader(clock)
    cache.current(1, read)
    clock.now += KEPT_FOR_WRITING
    assert cache.current(2, read, **situation).documents == 2
    assert not works


def test_a_change_by_this_process_is_waited_for_even_while_the_words_are_read():
    clock, works = Clock(), []
    cache, read = VocabularyCache(clock, start=works.append), reader(clock)
    cache.current(1, read)
    cache.current(2, read)
    cache.note_change()
    later = threading.Timer(0.05, works[0])
    later.start()
    assert cache.current(2, read).documents == 2
    later.join()
    assert not cache.is_changed_here


def test_words_that_cannot_be_read_are_asked_for_again(caplog):
    def fail():
        raise OperationalError("the database is locked")

    cache, read = VocabularyCache(Clock()), reader(Clock())
    cache.current(1, read)
    for times in (1, 2):
        assert cache.current(2, fail).documents == 1
        wait_for(lambda times=times: caplog.text.count("cannot be read") == times and not cache._reading.locked())
    cache.current(2, read)
    wait_for(lambda: cache.value.documents == 2)


def wait_for(is_so):
    until = time.monotonic() + 5
    while not is_so() and time.monotonic() < until:
        time.sleep(0.005)
    assert is_so()
