"""What an import has changed is told when it is visible: to the index of references, the search and the lists.

In short steps, so that editors never wait long, and from notes in the database, so that a run that is killed in
between loses nothing: the next import or the clock goes on where it stopped.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import cpu_count
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed
from wagtail.models import ReferenceIndex

from cms.searchable import Searchable
from cms.signals import content_changed
from service_catalogue.importer.portions import garbage_in_portions
from service_catalogue.importer.references import renew_references
from service_catalogue.models import Untold

CHUNK = 200
# With so many notes a second process begins at the other end; it takes two seconds to start.
MANY = 3000


def tell_all(progress: Callable[[int, int], None] | None = None) -> int:
    """Tells everything that is still to be told. Returns how many notes that were."""
    total = Untold.objects.count()
    with _second_pair_of_hands(total):
        return tell("pk", lambda: progress and progress(total - Untold.objects.count(), total))


def tell(order: str, step: Callable[[], object] = bool) -> int:
    """Tells from the first note on, or from the last (`-pk`), until there are none."""
    done = 0
    with garbage_in_portions() as collect:
        while told := _tell_some(order):
            done += told
            step()
            collect()
    return done


@contextmanager
def _second_pair_of_hands(total: int) -> Iterator[None]:
    """Nobody loses anything if it fails: each process goes on until there is nothing left."""
    if total < MANY or (cpu_count() or 1) < 2 or connection.in_atomic_block:
        yield
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "tell_changes"]
    helper = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 ours
    try:
        yield
    finally:
        helper.terminate() if sys.exc_info()[0] else None
        helper.wait()


def _tell_some(order: str) -> int:
    """Everything here may be done twice without harm, so the notes go last."""
    notes = list(Untold.objects.order_by(order)[:CHUNK])
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
