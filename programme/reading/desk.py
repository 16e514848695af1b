"""What reading one document needs at hand: the agencies and a tray of doubts."""

import re
from datetime import date

from programme.agencies import Registry
from programme.periods import span_of_period
from programme.reading.doubts import Doubts
from programme.words import fold

#: Looking for names that are nearly right is slow: a page of rubbish gets no more.
_MOST_QUESTIONS = 40
_WORDS = re.compile(r"\w+")
_SHORT = {
    "ct": fold("chủ tịch"),
    "pct": fold("phó chủ tịch"),
    "tt": fold("thường trực"),
}
_LONGEST_NAME = 80


class Desk:
    def __init__(self, registry: Registry, doubts: Doubts, period: str) -> None:
        self.registry = registry
        self.doubts = doubts
        self.period = period
        self.first, self.last = span_of_period(period)
        self.is_month = self.first.month == self.last.month and self.first.day == 1
        #: The last day of the month whose heading an item stands under.
        self.month: date | None = None
        #: The day of the session whose matters are being read.
        self.session: date | None = None
        #: The heading that the entries being read stand under.
        self.heading = ""
        #: Heads and words of unread columns: each is shown once.
        self.shown: set[tuple[str, str]] = set()
        self._questions = 0

    def quiet(self) -> "Desk":
        """The same desk, with a tray whose doubts nobody is shown."""
        desk = Desk(self.registry, Doubts(), self.period)
        desk.session, desk.month = self.session, self.month
        return desk

    def heading_says(self, words: str) -> bool:
        """ "CT UBND tỉnh" below "B. Trình Chủ tịch UBND tỉnh" says nothing new."""
        return f" {_in_full(words)} " in f" {_in_full(self.heading)} "

    def near(self, written: str) -> str:
        """ ", gần giống: Sở A, Sở B", for the clerk to choose from."""
        self._questions += 1
        if self._questions > _MOST_QUESTIONS:
            return ""
        names = self._close(written)
        return f" (gần giống: {', '.join(names)})" if names else ""

    def _close(self, written: str) -> tuple[str, ...]:
        close = self.registry.near(written[:_LONGEST_NAME])
        return tuple(agency.name for agency in close)


def _in_full(words: str) -> str:
    """Folded, with the office's own short forms written out."""
    return " ".join(_SHORT.get(word, word) for word in _WORDS.findall(fold(words)))
