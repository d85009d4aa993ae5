"""What an import has changed is told when it is visible: to the index of references, the search and the lists.

In short steps, so that editors never wait long, and from notes in the database, so that a run that is killed in
between loses nothing: the next import or the clock goes on where it stopped.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import transaction
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed
from wagtail.models import ReferenceIndex

from cms.searchable import Searchable
from cms.signals import content_changed
from service_catalogue.importer.references import renew_references
from service_catalogue.models import Untold

CHUNK = 200


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
    found = model._default_manager.filter(pk__in=primary_keys)
    instances = model.whole(found) if issubclass(model, Searchable) else list(found)
    if not instances:
        return
    if ReferenceIndex.is_indexed(model):
        renew_references(model, instances)
    if class_is_indexed(model):
        with transaction.atomic():
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, instances)
    content_changed.send(sender=model, instances=instances, is_fresh=True)
