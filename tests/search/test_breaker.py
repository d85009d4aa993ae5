from search.breaker import Breaker


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def make():
    clock = Clock()
    return Breaker(pause=30, clock=clock), clock


def test_the_first_failure_opens_it():
    breaker, _clock = make()
    assert breaker.allows()
    assert breaker.failed("refused")
    assert breaker.is_open
    assert breaker.reason == "refused"
    assert not breaker.allows()


def test_after_the_pause_one_trial_is_let_through():
    breaker, clock = make()
    breaker.failed("refused")
    clock.now = 29.9
    assert not breaker.allows()
    clock.now = 30
    assert [breaker.allows() for _ in range(3)] == [True, False, False]


def test_a_trial_that_succeeds_closes_it():
    breaker, clock = make()
    breaker.failed("refused")
    clock.now = 30
    breaker.allows()
    assert breaker.succeeded()
    assert not breaker.is_open
    assert breaker.allows()
    assert not breaker.succeeded()


def test_a_trial_that_fails_or_never_reports_begins_another_pause():
    breaker, clock = make()
    breaker.failed("refused")
    clock.now = 30
    assert breaker.allows()
    assert not breaker.failed("refused again")
    clock.now = 59
    assert not breaker.allows()
    clock.now = 60
    assert breaker.allows()
    clock.now = 89
    assert not breaker.allows()
    clock.now = 90
    assert breaker.allows()
