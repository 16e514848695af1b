"""What reading one document needs at hand: the agencies and a tray of doubts."""

from functools import cache

from programme.agencies import Registry, first_fill
from programme.reading.doubts import Doubts

#: Looking for names that are nearly right is slow: a page of rubbish gets no more.
_MOST_QUESTIONS = 40
_LONGEST_NAME = 80


class Desk:
    def __init__(self, registry: Registry, doubts: Doubts, period: str) -> None:
        self.registry = registry
        self.doubts = doubts
        self.period = period
        self._questions = 0

    def near(self, written: str) -> str:
        """ ", gần giống: Sở A, Sở B", for the clerk to choose from."""
        self._questions += 1
        if self._questions > _MOST_QUESTIONS:
            return ""
        known = _ever().find(written)
        names = known.successors if known else self._close(written)
        return f" (gần giống: {', '.join(names)})" if names else ""

    def _close(self, written: str) -> tuple[str, ...]:
        close = self.registry.near(written[:_LONGEST_NAME])
        return tuple(agency.name for agency in close)


@cache
def _ever() -> Registry:
    """Every agency that ever was: one that is abolished names its successors."""
    return Registry(first_fill())
