import pytest

from tests.factories import clusters


@pytest.fixture(params=clusters.SERVERS or clusters.WITHOUT_SERVERS, ids=lambda url: url.partition(":")[0] or "none")
def cluster(request, db, monkeypatch):
    """An engine without an index on each of the real servers."""
    monkeypatch.setattr("search.engines.cluster.GRACE_SECONDS", 0.0)
    engine = clusters.make_cluster(request.param)
    yield engine
    clusters.forget(engine)
