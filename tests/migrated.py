"""The tables of the last time, kept in a file of SQLite as long as nothing changes that makes them.

To make them anew by hundreds of migrations takes longer than the tests of a room. Django still looks for migrations
that are missing in a copy, so that a file that is too old is brought up to date and not believed.
"""

import os
import re
import shutil
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / ".migrated"


def find() -> Path:
    """Where the tables lie that the migrations of today make, if somebody has made them."""
    made_of = blake2b(f"{django.__version__} {settings.LANGUAGE_CODE}".encode(), digest_size=12)
    for path in sources():
        made_of.update(path.name.encode() + path.read_bytes())
    return FOLDER / f"{made_of.hexdigest()}.sqlite3"


def sources() -> Iterator[Path]:
    """All migrations, and what those of the house take from its rooms."""
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            yield path
            if path.is_relative_to(PROJECT) and ".venv" not in path.parts:
                yield from helpers(path)


def helpers(migration: Path) -> Iterator[Path]:
    """The modules of the house that a migration imports, packages with all that is in them."""
    for name in re.findall(r"^(?:from|import) ([\w.]+)", migration.read_text(encoding="utf-8"), re.MULTILINE):
        if (PROJECT / name.partition(".")[0]).is_dir():
            module = Path(find_spec(name).origin)
            yield from sorted(module.parent.glob("*.py")) if module.stem == "__init__" else [module]


def give(target: Path) -> bool:
    """Put a copy there; whether there was one."""
    kept = find()
    if kept.exists():
        shutil.copyfile(kept, target)
    return kept.exists()


def keep() -> None:
    """Keep the tables of this database, which nothing has been written to, in place of all older ones."""
    kept = find()
    FOLDER.mkdir(exist_ok=True)
    arriving = kept.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(arriving)])
    arriving.replace(kept)
    for old in FOLDER.glob("*.sqlite3"):
        if old != kept:
            old.unlink(missing_ok=True)
