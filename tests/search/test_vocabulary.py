from search.vocabulary import Vocabulary, VocabularyCache

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


def test_the_vocabulary_is_read_once_per_version():
    clock = Clock()
    cache, read = VocabularyCache(clock), reader(clock)
    assert cache.get(1, read) is cache.get(1, read)
    assert cache.get(2, read).documents == 2


def test_changes_by_others_do_not_keep_a_process_busy_with_reading():
    clock = Clock()
    cache, read = VocabularyCache(clock), reader(clock, seconds=1.0)
    cache.get(1, read)
    clock.now += 10
    assert cache.get(2, read).documents == 1
    clock.now += 11
    assert cache.get(2, read).documents == 2


def test_a_change_by_this_process_shows_in_its_next_search_but_does_not_slow_an_import():
    clock = Clock()
    cache, read = VocabularyCache(clock), reader(clock, seconds=1.0)
    cache.get(1, read)
    cache.note_change()
    assert cache.get(1, read, for_search=False).documents == 1
    assert cache.get(1, read).documents == 2
