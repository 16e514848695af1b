"""What reading one document needs at hand: the agencies and a tray of doubts."""

from datetime import date

from programme.agencies import Registry
from programme.periods import span_of_period
from programme.reading.doubts import Doubts

#: Looking for names that are nearly right is slow: a page of rubbish gets no more.
_MOST_QUESTIONS = 40
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
        self._questions = 0

    def quiet(self) -> "Desk":
        """The same desk, with a tray whose doubts nobody is shown."""
        desk = Desk(self.registry, Doubts(), self.period)
        desk.session, desk.month = self.session, self.month
        return desk

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
