"""Tasks that the tests of the queue send, also to workers in processes of their own."""

import sys
import time
from pathlib import Path

from django_tasks import TaskContext, task


def append(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


@task()
def write_line(path: str, line: str) -> str:
    append(path, line)
    return line


@task()
def fall_over() -> None:
    raise ValueError("The letter has no address.")


@task()
def leave() -> None:
    sys.exit(3)


@task()
def return_something_odd() -> object:
    return object()


@task(takes_context=True)
def tell_attempt(context: TaskContext) -> int:
    return context.attempt


@task()
def hang_the_first_time(path: str) -> None:
    """The first time like a task whose worker is killed, later like one that works."""
    first = not Path(path).exists()
    append(path, "started")
    if first:
        time.sleep(60)
    append(path, "done")


@task()
def take_a_while(path: str, seconds: float) -> None:
    append(path, "started")
    time.sleep(seconds)
    append(path, "done")
