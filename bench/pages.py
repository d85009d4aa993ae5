"""How much work the six main pages are: queries and milliseconds, as a ratio to an answer that does nothing.

    DEBUG=1 python -m bench.pages        (on the database of the settings, with the demo town in it)

Milliseconds move with the machine; the ratio to /livez within one run does not.
"""

import os
import statistics
import sys
import time

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

PAGES = [
    "/",
    "/dienstleistungen/",
    "/dienstleistungen/hund-anmelden/",
    "/aktuelles/",
    "/mitmachen/",
    "/suche/?q=hundemarke",
]
EMPTY = "/livez"
ROUNDS = 30


def milliseconds(client, path: str) -> float:
    started = time.perf_counter()
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return (time.perf_counter() - started) * 1000


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    times: dict[str, list[float]] = {path: [] for path in [EMPTY, *PAGES]}
    for path in times:
        client.get(path)
    for _round in range(ROUNDS):
        for path, measured in times.items():
            measured.append(milliseconds(client, path))
    empty = statistics.median(times[EMPTY])
    sys.stdout.write(f"{'page':40} {'queries':>7} {'ms':>8} {'x livez':>8}\n")
    for path, measured in times.items():
        median = statistics.median(measured)
        sys.stdout.write(f"{path:40} {queries(client, path):7} {median:8.1f} {median / empty:8.1f}\n")


if __name__ == "__main__":
    main()
