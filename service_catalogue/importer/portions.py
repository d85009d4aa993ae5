"""Python's search for circular garbage, in portions of our own.

By itself Python searches every few hundred new objects, and now and then through all that the process holds. An import
makes millions of objects; a sixth of its time went there.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PORTION = 10  # chunks of some hundred objects


@contextmanager
def garbage_in_portions() -> Iterator[Callable[[], None]]:
    """Gives what is to be called after every chunk. What was there before is not searched at all."""
    if not gc.isenabled():  # somebody further up does it already
        yield lambda: None
        return
    chunks = 0

    def collect() -> None:
        nonlocal chunks
        chunks += 1
        if chunks % PORTION == 0:
            gc.collect()

    gc.freeze()
    gc.disable()
    try:
        yield collect
    finally:
        gc.enable()
        gc.unfreeze()
