"""A full hall at a topic wall: what is acknowledged, lost or stored twice, how long it takes, and when others see it.

    DEBUG=1 python -m bench.wall [--people 200] [--seconds 60] [--polls 133] [--flood 400] [--killed 200]
    DEBUG=1 python -m tests.postgres python -m bench.wall

With a server and a database of its own: SQLite, or the PostgreSQL server of TEST_DATABASE_URL. Clients and server share
this machine, so that a quieter one is quicker. Ends with an error where a card was lost or doubled.
"""

import argparse
import http.client
import json
import os
import re
import secrets
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import django

from tests.browser.town import PROJECT, empty_database
from tests.postgres import free_port

LOOK_EVERY = 1.5  # seconds, as static/js/wall.js does
GIVE_UP_SECONDS = 60
LIKE_PERCENTILE = 19  # of the twenty parts between which `quantiles` cuts: 95 of 100 are quicker
SAME_FORM = 20
AT_ONCE = 200  # threads that send
MAKE_WALL = """
import json
from wagtail.models import Site
from participation.models import ParticipationIndexPage, ProjectPage, WallPage
home = Site.objects.get(is_default_site=True).root_page
index = home.add_child(instance=ParticipationIndexPage(title="Mitmachen", slug="bench-mitmachen"))
project = index.add_child(instance=ProjectPage(title="Saal", slug="saal", teaser="Ein Abend"))
wall = project.add_child(instance=WallPage(title="Wand", slug="wand", moderation="after"))
print(json.dumps([wall.pk, wall.url]))
"""
READ_CARDS = """
import json
from participation.models import Card
print(json.dumps([card.text for card in Card.objects.all()]))
"""


@dataclass
class Hall:
    """The server, which can be killed and started again, and its wall."""

    folder: Path
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    number: int = 0
    path: str = ""

    def start(self) -> None:
        command = ["-m", "granian", "--interface", "wsgi", "--port", str(self.port), "--blocking-threads", "4"]
        with (self.folder / "server.log").open("a") as log:
            self.server = subprocess.Popen(
                [sys.executable, *command, "config.wsgi:application"],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while not self.answers():
            if self.server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "server.log").read_text(encoding="utf-8"))
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/livez")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def kill(self, how: int = signal.SIGKILL) -> None:
        """The server with all its processes."""
        os.killpg(self.server.pid, how)
        self.server.wait()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=PROJECT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def shell(self, script: str) -> list:
        found: list = json.loads(self.manage("shell", "--no-imports", "-c", script).splitlines()[-1])
        return found

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
        """Status, body and where it leads; OSError or HTTPException where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body.encode(), {key.replace("_", "-"): headers[key] for key in headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.getheader("Location", "") or ""
        finally:
            connection.close()


@dataclass(frozen=True)
class Sent:
    """One card: how it ended, how often it was tried, when it began and was acknowledged."""

    text: str
    status: int
    tries: int
    began: float
    ended: float


@contextmanager
def running_hall() -> Iterator[Hall]:
    with tempfile.TemporaryDirectory() as name, empty_database(Path(name)) as database:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "0",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "DATABASE_URL": database,
            "MEDIA_ROOT": f"{name}/media",
            "VISITOR_FORM_SECONDS": "0",
        }
        hall = Hall(Path(name), environment)
        hall.environment["SITE_URL"] = f"http://127.0.0.1:{hall.port}"
        hall.manage("migrate", "--verbosity", "0")
        hall.number, hall.path = hall.shell(MAKE_WALL)
        hall.start()
        try:
            yield hall
        finally:
            hall.kill(signal.SIGTERM)


def send(hall: Hall, text: str) -> Sent:
    """One card with its key, again and again until the server has acknowledged it."""
    body = json.dumps({"text": text, "accept_rules": True})
    began, tries, status = time.monotonic(), 0, 0
    while status not in {200, 201} and time.monotonic() - began < GIVE_UP_SECONDS:
        if tries:
            time.sleep(0.2)
        tries += 1
        status = try_once(hall, text, body)
    return Sent(text, status, tries, began, time.monotonic())


def try_once(hall: Hall, text: str, body: str) -> int:
    """The status; 0 where the connection broke, as it does when the server dies."""
    try:
        headers = {"Content_Type": "application/json", "Idempotency_Key": text}
        return hall.ask("POST", f"/api/v1/walls/{hall.number}/cards/", body, **headers)[0]
    except (OSError, http.client.HTTPException):
        return 0


def send_many(hall: Hall, name: str, count: int, seconds: float) -> list[Sent]:
    """So many cards, begun evenly over so many seconds."""
    began = time.monotonic()

    def one(number: int) -> Sent:
        time.sleep(max(0.0, began + seconds * number / count - time.monotonic()))
        return send(hall, f"{name} {number}")

    with ThreadPoolExecutor(min(AT_ONCE, count)) as threads:
        return list(threads.map(one, range(count)))


class Watcher:
    """A page that is open: when it has seen which card."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.seen, self.mark = hall, dict[str, float](), "0-0-0"

    def look(self) -> None:
        address = f"/beteiligung/waende/{self.hall.number}/karten.json?since={self.mark.split('-')[0]}"
        status, body, _ = self.hall.ask("GET", address, If_None_Match=f'"{self.mark}"')
        if status != 200:
            return
        data = json.loads(body)
        self.mark = data["version"]
        for card in data["cards"]:
            for text in re.findall(r'dir="auto">([^<]+)</p>', card["html"]):
                self.seen.setdefault(text, time.monotonic())


@contextmanager
def watched(hall: Hall, polls: int) -> Iterator[Watcher]:
    """As many open pages as ask `polls` times a second; the first one is looked at."""
    stop, pages = Event(), [Watcher(hall) for _ in range(max(1, round(polls * LOOK_EVERY)))]

    def keep_looking(page: Watcher, wait: float) -> None:
        while not stop.wait(wait):
            page.look()
            wait = LOOK_EVERY

    threads = [
        Thread(target=keep_looking, args=(page, LOOK_EVERY * number / len(pages))) for number, page in enumerate(pages)
    ]
    for thread in threads:
        thread.start()
    try:
        yield pages[0]
        time.sleep(2 * LOOK_EVERY)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def report(what: str, hall: Hall, sent: list[Sent], more: str = "") -> int:
    """Print one line; the number of cards that were acknowledged and are lost, or are stored twice."""
    stored = Counter(hall.shell(READ_CARDS))
    acknowledged = [one for one in sent if one.status in {200, 201}]
    lost = sum(not stored[one.text] for one in acknowledged)
    doubled = sum(stored[one.text] > 1 for one in sent)
    took = [(one.ended - one.began) * 1000 for one in acknowledged]
    again = sum(one.tries > 1 for one in sent)
    print(
        f"{what:24} {len(sent):4} sent  {len(acknowledged):4} acknowledged  {len(sent) - len(acknowledged):3} failed  "
        f"{lost:3} lost  {doubled:3} doubled  {again:3} tried again  p50 {statistics.median(took):5.0f} ms  "
        f"p95 {late(took):5.0f} ms{more}",
        flush=True,
    )
    return lost + doubled + len(sent) - len(acknowledged)


def late(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[LIKE_PERCENTILE - 1]


def evening(hall: Hall, people: int, seconds: float, polls: int) -> int:
    """Everybody writes one card within the time, and all pages look for what is new."""
    with watched(hall, polls) as page:
        sent = send_many(hall, "Abend", people, seconds)
    until = [page.seen[one.text] - one.began for one in sent if one.text in page.seen]
    more = f"  seen {len(until)}, p95 {late(until):.1f} s, at most {max(until):.1f} s"
    return report(f"{people} in {seconds:g} s, {polls} looks/s", hall, sent, more)


def killed(hall: Hall, count: int) -> int:
    """The server dies twice while cards come in; whoever got no answer sends again."""

    def strike() -> None:
        for _ in range(2):
            time.sleep(1.5)
            hall.kill()
            hall.start()

    with ThreadPoolExecutor(1) as other:
        struck = other.submit(strike)
        sent = send_many(hall, "Ausfall", count, 5)
        struck.result()
    return report("killed twice in 5 s", hall, sent)


def same_form(hall: Hall) -> int:
    """One form, sent by so many at the same moment, is one card."""
    _, html, _ = hall.ask("GET", hall.path)
    form = html[html.index('id="karte-schreiben"') :].partition("</form>")[0]
    inputs = [(re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in hidden(form)]
    fields = {name[1]: value[1] if value else "" for name, value in inputs if name}
    body = urlencode({**fields, "text": "Zwanzigmal", "accept_rules": "on"})
    headers = {"Content_Type": "application/x-www-form-urlencoded", "Sec_Fetch_Site": "same-origin"}
    with ThreadPoolExecutor(SAME_FORM) as threads:
        answers = list(threads.map(lambda _: hall.ask("POST", hall.path, body, **headers), range(SAME_FORM)))
    stored = Counter(hall.shell(READ_CARDS))["Zwanzigmal"]
    statuses = dict(Counter(status for status, _, _ in answers))
    places = len({place for _, _, place in answers})
    print(f"{SAME_FORM} times the same form  answers {statuses}  {stored} stored  {places} place(s) to go on to")
    return int(stored != 1)


def hidden(form: str) -> list[str]:
    found: list[str] = re.findall(r'<input[^>]*type="hidden"[^>]*>', form)
    return found


def main() -> None:
    options = read_options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()  # to find the tables that the tests keep
    with running_hall() as hall:
        steps: list[Callable[[], int]] = [
            lambda: evening(hall, options.people, options.seconds, options.polls),
            lambda: report(f"{options.flood} in 10 s", hall, send_many(hall, "Flut", options.flood, 10)),
            lambda: killed(hall, options.killed),
            lambda: same_form(hall),
        ]
        if sum(step() for step in steps):
            raise SystemExit("Cards were lost, doubled or never acknowledged.")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures a full hall at a topic wall.")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--polls", type=int, default=133, help="looks per second; 200 open pages make 133")
    parser.add_argument("--flood", type=int, default=400, help="cards in ten seconds from one address")
    parser.add_argument("--killed", type=int, default=200, help="cards while the server is killed twice")
    return parser.parse_args()


if __name__ == "__main__":
    main()
