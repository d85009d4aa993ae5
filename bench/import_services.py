"""How fast services are imported, in how much memory, and how long an editor waits who saves meanwhile.

    .venv/bin/python -m bench.import_services [--services 10000] [--memory]

Generated services of 4 to 6 kB with key, fee, deadline, life situation, office and online service go into an empty site
in a SQLite file of its own: first, again unchanged, and with five of a hundred changed. Every measurement is a fresh
process with debug off. Its start is not counted: it has taken in a delivery of one service before the clock runs, so that
all code is loaded. Search rows, lists, index of references, versions and log entries are counted in.

Beside another first import an editor's process saves and publishes a page every 100 milliseconds.

`--memory` measures the growth of memory with 10,000 and 100,000 services, first and unchanged; that takes an hour.
"""

# ruff: noqa: PLC0415  Django is set up before anything of the house is imported.

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

CHANGED = 20  # every twentieth: five of a hundred
PAUSE = 0.1
PROJECT = Path(__file__).resolve().parent.parent

Result = dict[str, Any]


def main() -> None:
    options = read_options()
    if options.work:
        sys.stdout.write(json.dumps(WORK[options.work](*options.arguments)) + "\n")
        return
    with tempfile.TemporaryDirectory(prefix="bench-import-") as folder:
        os.environ.update(environment(Path(folder)))
        bench = Bench(Path(folder))
        bench.speed(options.services)
        bench.editor(options.services)
        for services in (10_000, 100_000) if options.memory else ():
            bench.memory(services)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures imports of services.")
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--memory", action="store_true", help="also the memory at 10,000 and 100,000 services")
    parser.add_argument("--work", choices=list(WORK), help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


def environment(folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "DEBUG": "0",
        "SECRET_KEY": "only-for-measuring-" + "0" * 32,
        "ALLOWED_HOSTS": "localhost",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EMAIL_URL": "dummymail://",
    }


class Bench:
    """Prints one line for each measurement."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work("prepare")
        self.empty = (folder / "bench.sqlite3").read_bytes()

    def work(self, name: str, *arguments: object) -> Result:
        return json.loads(self.start(name, *arguments).communicate()[0].splitlines()[-1])

    def start(self, name: str, *arguments: object) -> subprocess.Popen:
        command = [sys.executable, "-m", "bench.import_services", "--work", name, *map(str, arguments)]
        return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)

    def anew(self) -> None:
        """The site is empty again."""
        for path in self.folder.glob("bench.sqlite3*"):
            path.unlink()
        (self.folder / "bench.sqlite3").write_bytes(self.empty)

    def message(self, services: int, changed: int = 0) -> Path:
        from bench.deliveries import write_message

        path = self.folder / f"{services}-{changed}.xml"
        if not path.exists():
            write_message(path, services, changed=changed)
        return path

    def speed(self, services: int) -> None:
        path, changed = self.message(services), self.message(services, services // CHANGED)
        self.anew()
        say(
            f"{'import of ' + str(services):28} {'services/s':>10} {'seconds':>8}  read, write, tell (s)   new, changed"
        )
        for name, file in (("first", path), ("unchanged", path), ("5 % changed", changed)):
            found = self.work("import", file)
            steps = ", ".join(f"{found[step]:.1f}" for step in ("read", "write", "tell"))
            counts = f"{found['created']}, {found['changed']}"
            say(f"{name:28} {services / found['seconds']:10.0f} {found['seconds']:8.1f}  {steps:22}  {counts}")

    def editor(self, services: int) -> None:
        self.anew()
        editor = self.start("edit", self.folder / "stop")
        time.sleep(3)  # until the editor's process has started and knows how long a save takes when nothing else runs
        self.work("import", self.message(services))
        (self.folder / "stop").touch()
        found = json.loads(editor.communicate()[0].splitlines()[-1])
        say(
            f"an editor saves and publishes: longest wait {found['longest']:.1f} s, 99 of 100 within {found['p99']:.2f} s, "
            f"usual {found['median'] * 1000:.0f} ms, {found['saves']} saves, {found['failures']} failures"
        )

    def memory(self, services: int) -> None:
        self.anew()
        path = self.message(services)
        for name in ("first", "unchanged"):
            found = self.work("import", path)
            say(
                f"{services} services, {name}: memory grows by {found['growth']:.0f} MB (file of "
                f"{path.stat().st_size / 1024**2:.0f} MB), {services / found['seconds']:.0f} services/s"
            )
        path.unlink()


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


# What the processes do


def set_up() -> None:
    import logging

    import django

    django.setup()
    logging.disable(logging.INFO)


def prepare() -> Result:
    """An empty site with an overview of services, and one page for the editor."""
    set_up()
    from django.core.management import call_command
    from django.db import connection
    from wagtail.models import Page, Site

    from cms.models import HomePage, StandardPage
    from service_catalogue.models import ServiceIndexPage

    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Rathaus", slug="rathaus"))
    Site.objects.update(root_page=home)
    home.add_child(instance=ServiceIndexPage(title="Dienstleistungen", slug="dienstleistungen"))
    home.add_child(instance=StandardPage(title="Schwimmbad", slug="schwimmbad"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {}


def import_file(path: str) -> Result:
    set_up()
    from service_catalogue import importer

    warm_up(Path(path).parent)
    began: dict[str, float] = {}

    def progress(step: str, done: int, total: int) -> None:
        began.setdefault(step, time.perf_counter())

    before, start = peak(), time.perf_counter()
    run = importer.import_xzufi(Path(path), progress=progress)
    end = time.perf_counter()
    tell = began.get("tell", end)
    write = began.get("write", tell)
    return {
        "seconds": end - start,
        "read": write - start,
        "write": tell - write,
        "tell": end - tell,
        "growth": peak() - before,
        "created": run.created,
        "changed": run.changed,
    }


def warm_up(folder: Path) -> None:
    """Loads all code by a delivery of one service, which is there afterwards as it was before."""
    from bench.deliveries import write_message
    from service_catalogue import importer

    one = folder / "one.xml"
    write_message(one, 1)
    importer.import_xzufi(one)


def peak() -> float:
    """The most memory this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def edit(stop: str) -> Result:
    """Saves and publishes a page again and again until there is a file of this name."""
    set_up()
    from django.db import OperationalError
    from django.urls import get_resolver

    from cms.models import StandardPage

    get_resolver().reverse_dict  # noqa: B018  loads all addresses
    waits, failures, end = [], 0, threading.Event()
    while not Path(stop).exists():
        began = time.perf_counter()
        try:
            page = StandardPage.objects.get(slug="schwimmbad")
            page.teaser = f"Stand {len(waits)}"
            page.save_revision().publish()
        except OperationalError:
            failures += 1
        waits.append(time.perf_counter() - began)
        end.wait(PAUSE)
    ordered = sorted(waits)
    return {
        "longest": ordered[-1],
        "p99": ordered[int(len(ordered) * 0.99)],
        "median": ordered[len(ordered) // 2],
        "saves": len(waits),
        "failures": failures,
    }


WORK = {"prepare": prepare, "import": import_file, "edit": edit}

if __name__ == "__main__":
    main()
