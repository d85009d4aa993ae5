"""What an import has changed is told when it is visible: to the index of references, the search and the lists.

In short steps, so that editors never wait long, and from notes in the database, so that a run that is killed in
between loses nothing: the next import or the clock goes on where it stopped.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed
from wagtail.models import Page, ReferenceIndex

from cms.signals import content_changed
from service_catalogue.models import Untold

CHUNK = 100


def tell_all(progress: Callable[[int, int], None] | None = None) -> int:
    """Tells everything that is still to be told. Returns how many objects that were."""
    done, total = 0, Untold.objects.count()
    while told := _tell_some():
        done += told
        if progress:
            progress(done, max(done, total))
    return done


def _tell_some() -> int:
    """Everything here may be done twice without harm, so the notes go last."""
    notes = list(Untold.objects.order_by("pk")[:CHUNK])
    wanted: dict[str, set[int]] = {}
    for note in notes:
        wanted.setdefault(note.model, set()).add(note.object_id)
    for label, primary_keys in wanted.items():
        _tell(apps.get_model(label), primary_keys)
    Untold.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return len(notes)


def _tell(model: Any, primary_keys: set[int]) -> None:
    reader = getattr(model, "read_in_bulk", None)
    found = model._default_manager.filter(pk__in=primary_keys)
    instances = list(reader(found) if reader else found)
    if not instances:
        return
    if ReferenceIndex.is_indexed(model):
        renew_references(model, instances)
    if class_is_indexed(model):
        with transaction.atomic():
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, instances)
    content_changed.send(sender=model, instances=instances)


def renew_references(model: type[models.Model], instances: list[Any]) -> None:
    """What these objects point to, as Wagtail's own index of references has it; two queries for all of them."""
    base = Page if issubclass(model, Page) else model
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    base_kind = ContentType.objects.get_for_model(base, for_concrete_model=False)
    wanted = {
        (str(item.pk), *found) for item in instances for found in ReferenceIndex._extract_references_from_object(item)
    }
    stored = ReferenceIndex.objects.filter(
        base_content_type=base_kind, object_id__in=[str(item.pk) for item in instances]
    ).values_list("pk", "object_id", "to_content_type", "to_object_id", "model_path", "content_path")
    known = {tuple(found): pk for pk, *found in stored}
    gone = [pk for found, pk in known.items() if found not in wanted]
    new = [
        ReferenceIndex(
            content_type=kind,
            base_content_type=base_kind,
            object_id=object_id,
            to_content_type_id=to_kind,
            to_object_id=to_object,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for object_id, to_kind, to_object, model_path, content_path in sorted(wanted - set(known))
    ]
    if gone or new:
        with transaction.atomic():
            ReferenceIndex.objects.filter(pk__in=gone).delete()
            ReferenceIndex.objects.bulk_create(new, ignore_conflicts=True, batch_size=100)
