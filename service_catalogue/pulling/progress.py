"""How far a pull has come: so many records fetched of so many."""

from collections.abc import Callable

Tell = Callable[[int, int], None]


def nobody(done: int, total: int) -> None:
    """For pulls that nobody watches."""
