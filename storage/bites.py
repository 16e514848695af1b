"""Long lists, cut into what one statement or one transaction takes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")

#: Values asked for at once; a statement takes only so many.
AT_ONCE = 500


def in_bites(things: Iterable[Thing], size: int = AT_ONCE) -> Iterator[list[Thing]]:
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some
