"""A server as the how-to for operators sets it up: TLS by an authority of our own, and a user with few rights."""

import base64
import dataclasses
import hashlib
import shutil
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from search.cluster_address import read_address
from search.engines.bindings import ClusterDown, ClusterError, ClusterRefused, binding_for
from search.engines.cluster import ClusterEngine
from search.models import IndexedDocument
from tests.cluster import PROJECT, START_SECONDS, choose_release, elasticsearch, find_java
from tests.factories.clusters import BUSY_MACHINE_SECONDS, SERVERS, build, change, titles
from tests.factories.search import store

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SERVERS, reason="starts a server of its own: make test-cluster"),
    pytest.mark.skipif(bool(SERVERS) and not find_java(), reason="needs Java"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl, which makes the certificates, is not installed"),
]

EXAMPLE = PROJECT / "deploy" / "search-cluster"
USER, PASSWORD = "site-town", "p@ss/word"
ROLES = """site-town:
  cluster: [monitor]
  indices:
    - names: [town, "town-*"]
      privileges: [manage, read, write]
"""


def secure(config: Path) -> None:
    """Certificates and settings of the example; user and role in files, for which nobody has to be asked."""
    shutil.copy(EXAMPLE / "make-certificates.sh", config)
    subprocess.run([config / "make-certificates.sh"], check=True, capture_output=True)
    settings = yaml.safe_load((EXAMPLE / "compose.yml").read_text())["x-settings"]
    lines = [f"{name}: {value}" for name, value in settings.items() if name.startswith(("xpack.", "action."))]
    file = config / "elasticsearch.yml"
    file.write_text("\n".join([file.read_text().replace("xpack.security.enabled: false", ""), *lines]))
    (config / "roles.yml").write_text(ROLES)
    (config / "users").write_text(f"{USER}:{hashed(PASSWORD)}\n")
    (config / "users_roles").write_text(f"site-town:{USER}\n")


def hashed(password: str) -> str:
    salt = b"0123456789abcdef" * 2
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, 10_000, 32)
    return f"{{PBKDF2}}10000${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return tmp_path_factory.mktemp("secured") / "ca.pem"


@pytest.fixture(scope="module")
def address(authority):
    java, release = choose_release()
    with elasticsearch(java, release.elasticsearch, prepare=secure) as [server]:
        shutil.copy(server.log.parent / "config" / "certificates" / "ca.pem", authority)
        found = read_address(f"elasticsearchs://{USER}:p%40ss%2Fword@127.0.0.1:{server.http}/town")
        wait_until_up(engine(found, authority), server)
        yield found


def engine(address, authority) -> ClusterEngine:
    host = address.nodes[0].removeprefix("https://")
    password = address.password.replace("@", "%40").replace("/", "%2F")
    binding = binding_for(f"elasticsearchs://{address.user}:{password}@{host}", str(authority))
    binding.query_seconds = binding.write_seconds = BUSY_MACHINE_SECONDS
    return ClusterEngine(binding, address.prefix)


def wait_until_up(cluster, server) -> None:
    until = time.monotonic() + START_SECONDS
    while server.process.poll() is None and time.monotonic() < until:
        try:
            cluster.binding.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=1s")
        except ClusterError:
            time.sleep(0.3)
        else:
            return
    server.fail("did not start.")


def test_the_site_builds_changes_and_searches_with_few_rights_and_tls(address, authority):
    cluster = engine(address, authority)
    store("Hund", "Katze")
    dog = IndexedDocument.objects.get(title="Hund")
    for _ in range(2):
        assert build(cluster) == 2
    dog.title = "Hund heute"
    cluster.apply([change(dog, 5)])
    assert titles(cluster, "Hund Katze") == {"Hund heute", "Katze"}
    assert cluster.health().problems == []
    assert len(dict(cluster.stamps())) == 2
    cluster.remove()


def test_another_towns_index_stays_closed(address, authority):
    with pytest.raises(ClusterRefused) as caught:
        build(engine(dataclasses.replace(address, prefix="village"), authority))
    assert caught.value.status == 403


def test_a_wrong_password_is_named(address, authority):
    health = engine(dataclasses.replace(address, password="wrong"), authority).health()
    assert "401" in health.problems[0]


def test_a_certificate_of_somebody_unknown_is_not_trusted(address):
    with pytest.raises(ClusterDown):
        engine(address, "").binding.aliases("town-*")
