"""Records that are only ever added to. Neither Django nor, thanks to triggers, the database rights of the site go round it.

    @only_added("the security log", moment="at", kept_for=timedelta(days=365))
    class SecurityEvent(OnlyAdded): ...

A row may be deleted when it is older than `kept_for`, counted from the field `moment`. Fields named in `may_be_cut` may become
empty, because what they point to is deleted. The triggers are written after every `migrate`: SQLite drops them when it makes
a table anew.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NoReturn, Self, TypeVar

from django.db import connections, models
from django.utils import timezone


class UnchangeableError(Exception):
    """Somebody tried to change what may only be written once."""


class OnlyAddedQuerySet(models.QuerySet):
    """Rows can be added, read, and deleted by age; nothing else."""

    def refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise UnchangeableError(f"What stands in {self.model._meta.db_table} is neither changed nor deleted.")

    update = delete = bulk_update = update_or_create = refuse

    def old(self) -> Self:
        """Those whose time is over."""
        guard = GUARDS[self.model._meta.db_table]
        return self.filter(**{f"{guard.moment}__lt": timezone.now() - guard.kept_for})

    def forget_old(self) -> int:
        """Delete those whose time is over, and say how many that were."""
        old = self.old()
        return old._raw_delete(old.db)


class OnlyAdded(models.Model):
    """A row that stays as it was written."""

    objects = OnlyAddedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.refuse()
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # type: ignore[override]
        self.refuse()

    def refuse(self) -> NoReturn:
        type(self)._default_manager.none().refuse()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Guard:
    """What the database refuses for one table."""

    model: type[OnlyAdded]
    name: str
    moment: str
    kept_for: timedelta
    may_be_cut: tuple[str, ...]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def statements(self, vendor: str) -> Iterator[str]:
        """The triggers in the language of this database, the old ones away first."""
        yield from self.lifting(vendor)
        yield from {"sqlite": self.for_sqlite, "postgresql": self.for_postgresql}[vendor]()

    def lifting(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.table}_{what}" for what in ("stays", "is_kept")]
        return [
            f"DROP TRIGGER IF EXISTS {self.table}_stays ON {self.table}",
            f"DROP FUNCTION IF EXISTS {self.table}_guard()",
        ]

    def for_sqlite(self) -> list[str]:
        too_young = f"OLD.{self.moment} > datetime('now', '-{self.kept_for.days} days')"
        stays = f"BEFORE UPDATE ON {self.table} WHEN {self.changes('IS NOT')}"
        is_kept = f"BEFORE DELETE ON {self.table} WHEN {too_young}"
        return [
            f"CREATE TRIGGER {self.table}_stays {stays} BEGIN SELECT RAISE(ABORT, '{self.never_changed}'); END",
            f"CREATE TRIGGER {self.table}_is_kept {is_kept} BEGIN SELECT RAISE(ABORT, '{self.not_yet}'); END",
        ]

    def for_postgresql(self) -> list[str]:
        too_young = f"OLD.{self.moment} > now() - interval '{self.kept_for.days} days'"
        function = f"{self.table}_guard()"
        stays = f"BEFORE UPDATE OR DELETE ON {self.table} FOR EACH ROW EXECUTE FUNCTION {function}"
        return [
            f"""CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' THEN
                    IF {self.changes("IS DISTINCT FROM")} THEN RAISE EXCEPTION '{self.never_changed}'; END IF;
                    RETURN NEW;
                END IF;
                IF {too_young} THEN RAISE EXCEPTION '{self.not_yet}'; END IF;
                RETURN OLD;
            END $$""",
            f"CREATE TRIGGER {self.table}_stays {stays}",
        ]

    @property
    def never_changed(self) -> str:
        return f"{self.name} is never changed"

    @property
    def not_yet(self) -> str:
        return f"{self.name} is kept for {self.kept_for.days} days"

    def changes(self, differs: str) -> str:
        """Whether an update changes more than it may."""
        parts = []
        for field in self.model._meta.concrete_fields:
            differs_here = f"NEW.{field.column} {differs} OLD.{field.column}"
            is_cut = field.name in self.may_be_cut
            parts.append(f"({differs_here} AND NEW.{field.column} IS NOT NULL)" if is_cut else differs_here)
        return " OR ".join(parts)


GUARDS: dict[str, Guard] = {}
Model = TypeVar("Model", bound=type[OnlyAdded])


def only_added(
    name: str, *, moment: str, kept_for: timedelta, may_be_cut: tuple[str, ...] = ()
) -> Callable[[Model], Model]:
    """Register a table; `name` stands in the message of the database."""

    def register(model: Model) -> Model:
        guard = Guard(model, name, moment, kept_for, may_be_cut)
        GUARDS[guard.table] = guard
        return model

    return register


def put_guards(*, using: str, **kwargs: Any) -> None:
    """After `migrate`: the triggers of all tables that are there, as the models say now."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS.values():
            for statement in guard.statements(connection.vendor) if guard.table in there else ():
                cursor.execute(statement)
