"""What a process keeps of the index in its memory."""

import pytest

from search.remembered import Remembered


def test_nobody_waits_for_a_newer_version():
    waiting = []
    remembered = Remembered(clock=lambda: 0.0, start=waiting.append)
    assert remembered.get(1, lambda: "old") == "old"
    assert remembered.get(2, lambda: "new") == remembered.get(2, lambda: "new") == "old"
    assert remembered.is_old(2)
    (read,) = waiting  # one thread, however many ask
    read()
    assert remembered.get(2, pytest.fail) == "new"
    assert not remembered.is_old(2)


def test_in_a_transaction_the_newer_version_is_read_at_once():
    remembered = Remembered(clock=lambda: 0.0, start=pytest.fail)
    remembered.get(1, lambda: "old")
    assert remembered.get(2, lambda: "new", is_awaited=True) == "new"


def test_reading_takes_only_a_share_of_the_time():
    moment, reads = [0.0], []
    remembered = Remembered(clock=lambda: moment[0], start=lambda work: work())

    def read():
        reads.append(moment[0])
        moment[0] += 1
        return "words"

    for at, version in ((0, 1), (10, 1), (11, 2), (20, 3), (22, 3), (22, 3)):
        moment[0] = max(moment[0], at)
        remembered.get(version, read)
    assert reads == [0, 22]


def test_what_could_not_be_read_is_tried_again():
    remembered = Remembered(clock=lambda: 0.0, start=lambda work: work())
    remembered.get(1, lambda: "old")
    with pytest.raises(RuntimeError):
        remembered.get(2, broken)
    assert remembered.get(2, lambda: "new") in {"old", "new"}
    assert remembered.get(2, pytest.fail) == "new"


def broken():
    raise RuntimeError
