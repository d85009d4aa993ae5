"""How fast services come in, how much memory that takes, and how long an editor waits meanwhile.

    python -m bench.import_services                       10,000 generated services: first, unchanged, 5 % changed
    python -m bench.import_services --services 100000     as many as one likes
    python -m bench.import_services --no-editor           without somebody who publishes a page all the time

Every import runs in a process of its own, on a new SQLite database, with debug off; its start is not counted.
Memory is the growth of the resident set over that of the started process. Seconds move with the machine: compare the
rows of one run with each other.
"""

# ruff: noqa: PLC0415  Django is set up before anything of the house is imported.

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django

from bench.deliveries import write_message

STEPS = ["first", "unchanged", "changed"]
PAUSE = 0.1


def main() -> None:
    options = _options()
    if options.child:
        print(json.dumps(CHILDREN[options.child](*options.files)))
        return
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), options.services, with_editor=options.editor)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--services", type=int, default=10_000)
    parser.add_argument("--no-editor", dest="editor", action="store_false")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


def _measure(folder: Path, services: int, *, with_editor: bool) -> None:
    plain, changed = folder / "plain.xml", folder / "changed.xml"
    write_message(plain, services)
    write_message(changed, services, changed=services // 20)
    environment = _environment(folder)
    _run(environment, "town")
    sys.stdout.write(f"{services} services, {plain.stat().st_size / 1024**2:.0f} MB\n")
    sys.stdout.write(
        f"{'import':12} {'seconds':>8} {'services/s':>11} {'MB more':>8} {'editor saved':>13} {'longest':>9}\n"
    )
    for step, path in zip(STEPS, (plain, plain, changed), strict=True):
        editor = _start(environment, "editor", str(folder / "stop")) if with_editor else None
        found = _run(environment, "import", str(path))
        waits = _stop(editor, folder / "stop") if editor else []
        longest = f"{max(waits) * 1000:.0f} ms" if waits else "-"
        sys.stdout.write(
            f"{step:12} {found['seconds']:8.1f} {services / found['seconds']:11.0f} {found['megabytes']:8.0f} "
            f"{len(waits):13} {longest:>9}\n"
        )
        sys.stdout.flush()


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "SECRET_KEY": "b" * 50,
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "MEDIA_ROOT": str(folder),
    }


def _start(environment: dict[str, str], name: str, *files: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.import_services", "--child", name, *files]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def _run(environment: dict[str, str], name: str, *files: str) -> Any:
    process = _start(environment, name, *files)
    answer = process.communicate()[0]
    if process.returncode:
        raise SystemExit(f"{name} failed.")
    return json.loads(answer.splitlines()[-1])


def _stop(editor: "subprocess.Popen[str]", sign: Path) -> list[float]:
    sign.touch()
    waits: list[float] = json.loads(editor.communicate()[0])
    sign.unlink()
    return waits


def _town() -> str:
    """An empty town with an overview of services and one page that somebody edits."""
    django.setup()
    from django.core.management import call_command
    from wagtail.models import Page

    from cms.models import HomePage, StandardPage
    from service_catalogue.models import ServiceIndexPage

    call_command("migrate", verbosity=0)
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Bench", slug="bench"))
    home.add_child(instance=ServiceIndexPage(title="Dienstleistungen", slug="dienstleistungen"))
    home.add_child(instance=StandardPage(title="Seite", slug="seite"))
    return "ready"


def _import(path: str) -> dict[str, float]:
    django.setup()
    from service_catalogue.importer import import_xzufi

    before, started = _megabytes(), time.perf_counter()
    import_xzufi(Path(path))
    return {"seconds": time.perf_counter() - started, "megabytes": _megabytes() - before}


def _edit(sign: str) -> list[float]:
    """Publishes a page again and again; how long each time took."""
    django.setup()
    from cms.models import StandardPage

    waits = []
    while not Path(sign).exists():
        started = time.perf_counter()
        page = StandardPage.objects.get(slug="seite")
        page.teaser = str(started)
        page.save_revision().publish()
        waits.append(time.perf_counter() - started)
        time.sleep(PAUSE)
    return waits


def _megabytes() -> float:
    """The most that the process has held so far (Linux counts in kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


CHILDREN: dict[str, Any] = {"town": _town, "import": _import, "editor": _edit}

if __name__ == "__main__":
    main()
