"""What happens when a source changes a text beside which the town has words of its own.

The import only leaves a notice. An editor answers in the form of the page: adopt (the own words of that section go and
the reference shows) or keep. The answer travels with the version of the page and counts when that is published.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from wagtail.models import Revision

from service_catalogue.differences import as_lines
from service_catalogue.models import Deadline, Fee, ProcessingTime, ReferenceChange, ReferenceService, ServicePage
from service_catalogue.reference_texts import as_plain_text
from service_catalogue.sections import LAYERED, PLAN_OF, Plan, reference_section

COMPARED = ["sections", "links", "fees", "deadlines", "processing_times", "translations"]
ROWS: dict[str, type[models.Model]] = {"fees": Fee, "deadlines": Deadline, "processing_times": ProcessingTime}
CHUNK = 500

Delivery = tuple[ReferenceService, dict[str, Any]]


class _Words(NamedTuple):
    """A page and the names of the sections in which the town has written something, published or in a draft."""

    page: int
    reference: int
    language: str
    own: set[str]


def notice_changes(changed: list[Delivery]) -> None:
    """Leaves a notice wherever a delivery changed a text beside which a page has own words.

    `changed` names references as they are now, each with the values they had before. Four queries for 500 references,
    three of them only where there is something to tell; so the import may call it inside its writing transaction.
    """
    differing = [(reference, before) for reference, before in changed if _differs(reference, before)]
    for start in range(0, len(differing), CHUNK):
        _notice({reference.pk: (reference, before) for reference, before in differing[start : start + CHUNK]})


def _differs(reference: ReferenceService, before: Mapping[str, Any]) -> bool:
    return any(getattr(reference, name) != before[name] for name in COMPARED if name in before)


def _notice(deliveries: dict[int, Delivery]) -> None:
    texts: dict[tuple[int, str], tuple[str, str]] = {}
    for words in _pages_with_own_words(deliveries):
        reference, before = deliveries[words.reference]
        for name in words.own:
            old, new = (_text(version, name, words.language) for version in (_as_it_was(before), reference))
            if old != new:
                texts[words.page, name] = old, new
    if texts:
        _write(texts)


def _as_it_was(before: Mapping[str, Any]) -> ReferenceService:
    fields = {field.name for field in ReferenceService._meta.fields}
    return ReferenceService(**{name: before[name] for name in COMPARED if name in before and name in fields})


def _text(reference: ReferenceService, name: str, language: str) -> str:
    with translation.override(language):
        return as_lines(reference_section(reference, PLAN_OF[name], language))


def _pages_with_own_words(references: Iterable[int]) -> Iterator[_Words]:
    columns = [name for plan in LAYERED for name in (plan.text, plan.items) if name]
    has_rows = {
        f"has_{name}": Exists(model._default_manager.filter(page=OuterRef("pk"))) for name, model in ROWS.items()
    }
    pages = list(
        ServicePage.objects.filter(reference__in=references)
        .annotate(**has_rows)
        .values(
            "pk", "reference_id", "locale__language_code", "live_revision_id", "latest_revision_id", *columns, *has_rows
        )
    )
    drafts = _drafts(row["latest_revision_id"] for row in pages if row["latest_revision_id"] != row["live_revision_id"])
    for row in pages:
        published = {**row, **{name: row[f"has_{name}"] for name in ROWS}}
        own = _written(published) | _written(drafts.get(row["latest_revision_id"], {}))
        if own:
            yield _Words(row["pk"], row["reference_id"], row["locale__language_code"], own)


def _drafts(revisions: Iterable[int | None]) -> dict[int, dict[str, Any]]:
    wanted = [pk for pk in revisions if pk]
    return dict(Revision.objects.filter(pk__in=wanted).values_list("pk", "content")) if wanted else {}


def _written(values: Mapping[str, Any]) -> set[str]:
    return {plan.name for plan in LAYERED if _has_words(values, plan)}


def _has_words(values: Mapping[str, Any], plan: Plan) -> bool:
    text = as_plain_text(values.get(plan.text) or "")
    return bool(text) or str(values.get(plan.items) or "[]") != "[]" or bool(values.get(plan.rows))


def _write(texts: dict[tuple[int, str], tuple[str, str]]) -> None:
    """One open notice per page and section: the text last agreed to stays, the new one follows each delivery."""
    now = timezone.now()
    known = ReferenceChange.objects.filter(page__in={page for page, _name in texts}, decided_at=None)
    open_changes = {(change.page_id, change.section): change for change in known}
    created, renewed, settled = [], [], []
    for (page, name), (old, new) in texts.items():
        change = open_changes.get((page, name))
        if change is None:
            created.append(ReferenceChange(page_id=page, section=name, old_text=old, new_text=new, noticed_at=now))
        elif change.old_text == new:
            settled.append(change.pk)
        else:
            change.new_text, change.noticed_at, change.announced_at = new, now, None
            renewed.append(change)
    ReferenceChange.objects.filter(pk__in=settled).delete()
    ReferenceChange.objects.bulk_update(renewed, ["new_text", "noticed_at", "announced_at"], batch_size=CHUNK)
    ReferenceChange.objects.bulk_create(created, batch_size=CHUNK)
