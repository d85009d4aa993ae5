"""Run a command against a PostgreSQL server of its own: `python -m tests.postgres pytest …`.

The server lives in a temporary folder on a free port and ends with the command. Where PostgreSQL is missing it is
installed as Debian's package, which needs root; a server that cannot start is an error, never a skipped test.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE = "offenes_rathaus"
OPTIONS = "-c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_binaries() -> Path | None:
    """The folder with `initdb`, the newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*folders, *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


def install_postgres() -> Path:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SystemExit("PostgreSQL is not installed: install the package postgresql (15 or later).")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True, env=environment)
    install = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "install", "--no-install-recommends", "postgresql"]
    subprocess.run(install, check=True, env=environment, stdout=subprocess.DEVNULL)
    found = find_binaries()
    if found is None:
        raise SystemExit("The package postgresql was installed but brought no initdb.")
    return found


def as_server_user(command: list[str]) -> None:
    """PostgreSQL refuses root, so root becomes `postgres` for it."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running_server() -> Iterator[str]:
    """A fresh server; yields the address of an empty database."""
    binaries = find_binaries() or install_postgres()
    folder = Path(tempfile.mkdtemp(prefix="offenes-rathaus-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", free_port()
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w"]
    try:
        initialise = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
        as_server_user([str(binaries / "initdb"), "-D", str(data), *initialise])
        as_server_user([*control, "-o", f"-p {port} -k {folder} {OPTIONS}", "start"])
        address = ["-h", "127.0.0.1", "-p", str(port), "-U", "postgres"]
        as_server_user([str(binaries / "createdb"), *address, DATABASE])
        yield f"postgres://postgres@127.0.0.1:{port}/{DATABASE}"
    finally:
        if (data / "postmaster.pid").exists():
            as_server_user([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    with running_server() as address:
        return subprocess.run(command, check=False, env={**os.environ, "TEST_DATABASE_URL": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
