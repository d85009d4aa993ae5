"""How much work the editors' interface is in a large town: queries and milliseconds, for an editor and for the checks.

    DEBUG=1 MFA_REQUIRED=0 python -m bench.admin [--pages 2000] [--rounds 30]

On the database of the settings, with the demo town in it. Its news, services and ordinary pages are copied until the
town has so many pages; they stay there. Run it first without `--pages`: what asks a query per page shows in the comparison.
CPU is the median of what the process itself worked; it says more than the clock on a machine that does other things as well.
"""

# ruff: noqa: PLC0415  Django is set up before anything of the house is imported.

import argparse
import itertools
import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from io import StringIO
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

EDITORS = ["redaktion", "fachamt", "schuelerzeitung"]
LIKE_PERCENTILE = 19  # of the twenty parts between which `quantiles` cuts: 95 of 100 are quicker


def main() -> None:
    options = read_options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    grow(options.pages)
    print(f"{'':46}{'queries':>8}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}")
    for name in EDITORS:
        client = signed_in(name)
        for what, path in addresses(client).items():
            report(f"{name}: {what}", lambda path=path, client=client: asked(client, path), options.rounds)
    check_everything()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures the editors' interface.")
    parser.add_argument("--pages", type=int, default=0, help="let the town grow to so many pages first")
    parser.add_argument("--rounds", type=int, default=30)
    return parser.parse_args()


def grow(wanted: int) -> None:
    """Copies of what the demo town published, below the same pages; in rows, because Wagtail's own way takes an hour."""
    from wagtail.models import Page

    from cms.models import StandardPage
    from news.models import NewsPage
    from service_catalogue.models import ServicePage

    missing = wanted - Page.objects.count()
    for model in (NewsPage, ServicePage, StandardPage):
        parent = model.objects.live().order_by("-path").first().get_parent()
        originals = model.objects.live().child_of(parent)
        copies = itertools.islice(itertools.cycle(originals), max(missing, 0) // 3)
        write_rows(model, parent, list(copies))
    print(f"{Page.objects.count()} pages")


def write_rows(model: type, parent: Any, originals: list[Any]) -> None:
    """Rows of both tables of a page; Django writes such in bulk only for one of them."""
    from django.db.models.sql import InsertQuery
    from wagtail.models import Page

    first = Page._str2int(parent.get_last_child().path[-Page.steplen :]) + 1
    values = [values_of_copy(page, parent, first + number) for number, page in enumerate(originals)]
    pages = Page.objects.bulk_create(Page(**row) for row in values)
    fields = [field.attname for field in model._meta.local_concrete_fields]  # type: ignore[attr-defined]
    for page, row, original in zip(pages, values, originals, strict=True):
        own = {name: getattr(original, name) for name in fields}
        query = InsertQuery(model)
        copy = model(**{**row, **own, "page_ptr_id": page.pk})
        query.insert_values(model._meta.local_concrete_fields, [copy], raw=True)  # type: ignore[attr-defined]
        query.get_compiler("default").execute_sql()
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(pages))


def values_of_copy(original: Any, parent: Any, number: int) -> dict[str, Any]:
    from wagtail.models import Page

    slug = f"{original.slug[:200]}-{number}"
    return {
        **{field.attname: getattr(original, field.attname) for field in Page._meta.local_concrete_fields},
        "id": None,
        "title": f"{original.title} {number}",
        "slug": slug,
        "url_path": f"{parent.url_path}{slug}/",
        "path": Page._get_path(parent.path, parent.depth + 1, number),
        "translation_key": uuid.uuid4(),
        "latest_revision_id": None,
        "live_revision_id": None,
    }


def signed_in(name: str) -> Client:
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.get(username=name), "django.contrib.auth.backends.ModelBackend")
    return client


def addresses(client: Client) -> dict[str, str]:
    """What people open every day, as far as this one may."""
    from wagtail.models import Page

    from news.models import NewsPage
    from service_catalogue.models import ServiceIndexPage, ServicePage

    news = NewsPage.objects.exclude(body=[]).order_by("pk").first()
    school = NewsPage.objects.filter(url_path__contains="/schuelerzeitung/").order_by("pk").first()
    service = ServicePage.objects.filter(slug="hund-anmelden").get()
    pages = {
        "start page": "/admin/",
        "explorer, top": f"/admin/pages/{Page.objects.get(depth=2).pk}/",
        "explorer, news": f"/admin/pages/{news.get_parent().pk}/",
        "explorer, services": f"/admin/pages/{ServiceIndexPage.objects.get().pk}/",
        "editor of a news item": f"/admin/pages/{news.pk}/edit/",
        "editor of the school's item": f"/admin/pages/{school.pk}/edit/",
        "editor of a service": f"/admin/pages/{service.pk}/edit/",
        "search for a page": "/admin/pages/search/?q=hund",
    }
    return {what: path for what, path in pages.items() if client.get(path).status_code == 200}


def asked(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200, path


def report(what: str, ask: Callable[[], Any], rounds: int) -> None:
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    queries = len(captured)  # the log behind it does not last
    times, work = [], []
    for _round in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        ask()
        times.append((time.perf_counter() - started) * 1000)
        work.append((time.process_time() - worked) * 1000)
    slow = statistics.quantiles(times, n=20)[LIKE_PERCENTILE - 1]
    middle, busy = statistics.median(times), statistics.median(work)
    print(f"{what:46}{queries:>8}{middle:>8.0f}{slow:>8.0f}{busy:>8.0f}", flush=True)


def check_everything() -> None:
    from wagtail.models import Page

    with CaptureQueriesContext(connection) as captured:
        started = time.process_time()
        try:
            call_command("check_content", stdout=StringIO())
        except SystemExit:
            print("check_content: there are errors")
        seconds = time.process_time() - started
    pages = Page.objects.live().count()
    print(f"check_content: {pages} pages, {len(captured)} queries, {seconds * 1000 / pages:.1f} ms of CPU per page")


if __name__ == "__main__":
    sys.exit(main())
