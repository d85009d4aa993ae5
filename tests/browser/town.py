"""A living demo town for browser tests: its own database, its own server, gone afterwards."""

import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import migrated
from tests.postgres import free_port

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class RunningTown:
    """Where the town answers and how to sign in."""

    address: str
    password: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py on this town and return what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        result = subprocess.run(command, cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The address of a database without content that nobody else uses, on the server that the tests run on."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        migrated.give(folder / "town.sqlite3")
        yield f"sqlite:///{folder / 'town.sqlite3'}"
        return
    name = f"browser_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def wait_until_it_answers(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/livez", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"The server did not answer at {address}.")


@contextmanager
def running_town(folder: Path) -> Iterator[RunningTown]:
    """Migrated, filled with the demo town, and served without debug as in a real installation."""
    address = f"http://127.0.0.1:{free_port()}"
    password = secrets.token_urlsafe(12)
    with empty_database(folder) as database:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "0",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "SITE_URL": address,
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(folder / "media"),
            "DEMO_PASSWORD": password,
            "MFA_REQUIRED": "0",
            "VISITOR_FORM_SECONDS": "0",
        }
        town = RunningTown(address, password, environment)
        town.manage("migrate", "--verbosity", "0")
        town.manage("load_demo")
        port = address.rpartition(":")[2]
        command = ["-m", "granian", "--interface", "wsgi", "--port", port, "--blocking-threads", "4"]
        with (folder / "server.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, *command, "config.wsgi:application"],
                cwd=PROJECT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                wait_until_it_answers(address, server)
                yield town
            finally:
                server.terminate()
                server.wait(timeout=20)
