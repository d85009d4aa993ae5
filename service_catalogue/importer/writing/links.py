"""Ties between two tables (n:m), written many at a time."""

from typing import Any

from service_catalogue.tables import Table


class Links:
    """What some objects shall be tied to."""

    def __init__(self, field: Any) -> None:
        self.through: Any = field.remote_field.through
        self.source, self.target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        self.wanted: dict[int, set[int]] = {}
        self.added: set[int] = set()

    def want(self, source: int, targets: set[int], *, adds_only: bool = False) -> None:
        """These targets and no others; with `adds_only` these too."""
        if adds_only:
            self.added |= set() if source in self.wanted else {source}
            self.wanted.setdefault(source, set()).update(targets)
        else:
            self.added.discard(source)
            self.wanted[source] = set(targets)

    def write(self, new: set[int]) -> None:
        """`new` are objects that cannot have ties yet."""
        rows = self.through.objects.filter(**{f"{self.source}__in": [pk for pk in self.wanted if pk not in new]})
        stored = {(source, target): pk for pk, source, target in rows.values_list("pk", self.source, self.target)}
        missing = [
            {self.source: source, self.target: target}
            for source, targets in self.wanted.items()
            for target in sorted(targets)
            if (source, target) not in stored
        ]
        gone = [
            pk
            for (source, target), pk in stored.items()
            if source not in self.added and target not in self.wanted[source]
        ]
        Table(self.through).insert(missing)
        self.through.objects.filter(pk__in=gone).delete()
