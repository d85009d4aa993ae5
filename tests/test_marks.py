"""What asks the database is known before it runs: `make test-postgres` leaves out everything else."""

import pytest


def marks_of(request):
    return {mark.name for mark in request.node.iter_markers()}


def test_a_fixture_that_needs_it(request, home):
    assert "database" in marks_of(request)


@pytest.mark.django_db
def test_a_mark_that_asks_for_it(request):
    assert "database" in marks_of(request)


def test_neither_is_no_way_to_it(request):
    from cms.models import HomePage

    assert "database" not in marks_of(request)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        HomePage.objects.first()
