"""A catalogue with as many services as one likes, written as rows: pages in the tree, references, and the lists of them."""

import random
import time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.sql import InsertQuery
from wagtail.models import Page

from directory.models import Department
from service_catalogue import listing
from service_catalogue.models import (
    LeikaKey,
    OnlineService,
    ReferenceService,
    Responsibility,
    ServiceIndexPage,
    ServicePage,
    Topic,
)
from tests.factories.cms import make_home

TOPICS, DEPARTMENTS = 24, 60
KEYS_PER_SERVICE = 3  # so many services share a key
ONLINE_EVERY = 4
OWN_TEXT_EVERY = 5
SYLLABLES = "an be ge ver auf ein hund bau steuer amt wohn kind schul müll wasser straßen markt öl über zu".split()  # noqa: SIM905
VERBS = ["beantragen", "anmelden", "ändern", "abmelden", "melden"]
TEXT = "<p>" + "Wer hier wohnt, meldet es dem Amt. " * 40 + "</p>"
ROWS_AT_ONCE = 2000


def build(size: int) -> str:
    """Fills an empty database and says how long the lists took."""
    index = _index()
    records = _records(size)
    with transaction.atomic():
        for start in range(0, size, ROWS_AT_ONCE):
            _services(index, range(start, min(start + ROWS_AT_ONCE, size)), *records)
        Page.objects.filter(pk=index.pk).update(numchild=size)
    started = time.perf_counter()
    listing.update(ServicePage.objects.values_list("pk", flat=True))
    listed = time.perf_counter()
    assert listing.rebuild() == (0, 0)
    compared = time.perf_counter() - listed
    return f"listed in {listed - started:.1f} s ({size / (listed - started):.0f}/s), compared in {compared:.1f} s"


def _index() -> ServiceIndexPage:
    index = ServiceIndexPage(title="Dienstleistungen", slug="dienstleistungen", show_in_menus=True)
    make_home().add_child(instance=index)
    return index


def _records(size: int) -> tuple[list[Topic], list[Department], list[LeikaKey], list[OnlineService]]:
    """What services point to; the same number of life situations and departments for every size."""
    topics = [Topic(name=f"Thema {n}", slug=f"thema-{n}", order=n) for n in range(TOPICS)]
    departments = [Department(name=f"Amt {n}", slug=f"amt-{n}") for n in range(DEPARTMENTS)]
    keys = [LeikaKey(key=f"99{n:06}104000"[:14], name=f"Schlüssel {n}") for n in range(size // KEYS_PER_SERVICE + 1)]
    online = [
        OnlineService(name=f"Antrag {n}", url=f"https://antrag.example/{n}", kind="apply", link_state="ok")
        for n in range(size // ONLINE_EVERY + 1)
    ]
    return tuple(type(rows[0]).objects.bulk_create(rows, 1000) for rows in (topics, departments, keys, online))  # type: ignore[return-value]


def _services(
    index: ServiceIndexPage,
    numbers: range,
    topics: list[Topic],
    departments: list[Department],
    keys: list[LeikaKey],
    online: list[OnlineService],
) -> None:
    chance = {number: random.Random(number) for number in numbers}
    references = ReferenceService.objects.bulk_create(
        ReferenceService(agency="BENCH", source_id=str(number), title=_title(number), sections={"description": TEXT})
        for number in numbers
    )
    pages = _pages(index, numbers, references, departments)
    related = {name: [] for name in ("topics", "leika_keys")}
    responsibilities = []
    for page, number, reference in zip(pages, numbers, references, strict=True):
        for topic in chance[number].sample(topics, 1 + number % 2):
            related["topics"].append({"servicepage_id": page.pk, "topic_id": topic.pk})
        key = keys[number // KEYS_PER_SERVICE]
        related["leika_keys"].append({"servicepage_id": page.pk, "leikakey_id": key.pk})
        source = {"agency": "BENCH", "scheme": "s", "reference": reference}
        holder = departments[number % DEPARTMENTS]
        responsibilities.append(Responsibility(**source, source_id=f"d{number}", department=holder))
        if number % ONLINE_EVERY == 0:
            channel = online[number // ONLINE_EVERY]
            responsibilities.append(Responsibility(**source, source_id=f"o{number}", online_service=channel))
    Responsibility.objects.bulk_create(responsibilities)
    for name, rows in related.items():
        through = getattr(ServicePage, name).through
        through.objects.bulk_create(through(**row) for row in rows)


def _title(number: int) -> str:
    chance = random.Random(number)
    return f"{''.join(chance.choices(SYLLABLES, k=3)).capitalize()} {chance.choice(VERBS)}"


def _pages(index: ServiceIndexPage, numbers: range, references: list, departments: list[Department]) -> list[Page]:
    """Rows of both tables of a page; Django writes such in bulk only for one of them."""
    content_type = ContentType.objects.get_for_model(ServicePage)
    values = [
        {
            "title": _title(number),
            "draft_title": _title(number),
            "slug": f"leistung-{number}",
            "path": Page._get_path(index.path, index.depth + 1, number + 1),
            "depth": index.depth + 1,
            "url_path": f"{index.url_path}leistung-{number}/",
            "content_type": content_type,
            "locale_id": index.locale_id,
        }
        for number in numbers
    ]
    pages = Page.objects.bulk_create(Page(**row) for row in values)
    services = [
        _service(page.pk, row, number, reference, departments)
        for page, row, number, reference in zip(pages, values, numbers, references, strict=True)
    ]
    for start in range(0, len(services), 200):
        query = InsertQuery(ServicePage)
        query.insert_values(ServicePage._meta.local_concrete_fields, services[start : start + 200], raw=True)
        query.get_compiler("default").execute_sql()
    return pages


def _service(pk: int, row: dict[str, Any], number: int, reference: Any, departments: list[Department]) -> ServicePage:
    has_own_text = number % OWN_TEXT_EVERY == 0
    return ServicePage(
        **row,
        page_ptr_id=pk,
        teaser="Worum es hier geht, in einem Satz.",
        reference=reference,
        description=TEXT if has_own_text else "",
        department=departments[(number * 7) % DEPARTMENTS] if has_own_text else None,
        for_businesses=number % 3 == 0,
        wanted=number < 8,
    )
