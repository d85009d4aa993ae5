"""A site of its own in a process of its own, in which our search and Wagtail's own have the same pages."""

# ruff: noqa: PLC0415  Django is set up before anything of the house is imported.

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

Call = Callable[..., Any]


class Reply(NamedTuple):
    """The titles that a search shows, and how long it took; no titles if it was stopped."""

    titles: list[str]
    milliseconds: float
    is_answered: bool = True


@contextmanager
def site(address: str, folder: Path):
    """A process with an empty site in the database of this address; yields how its functions are called by name."""
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=prepare, initargs=(address, folder)) as process:
        yield lambda name, *arguments: process.submit(call, name, *arguments).result()


def prepare(address: str, folder: Path) -> None:
    os.environ.update(
        {
            "DATABASE_URL": address,
            "MEDIA_ROOT": str(folder / "media"),
            "SEARCH_URL": "",
            "DEBUG": "0",
            "SECRET_KEY": "only-for-measuring-" + "0" * 32,
            "ALLOWED_HOSTS": "localhost",
            "EMAIL_URL": "dummymail://",
            "DJANGO_SETTINGS_MODULE": "bench.search_peers.settings",
        }
    )
    import django

    django.setup()
    call("create_tables")


def call(name: str, *arguments: Any) -> Any:
    return getattr(import_module("bench.search_peers.measuring"), name)(*arguments)
