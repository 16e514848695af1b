"""How many messages that nobody asked for one chat is sent within an hour.

Answers and what is urgent are neither counted nor held. What is over waits, and what
comes meanwhile joins it (storage/holding.py).
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

HOUR = timedelta(hours=1)
_HOUR = HOUR.total_seconds()
#: A channel and an address there.
Place = tuple[str, str]


@dataclass(kw_only=True, eq=False)
class Caps:
    """`most`: zero for any number. What left counts, whatever came of it."""

    most: int = 0
    _went: dict[Place, deque[float]] = field(default_factory=dict)
    _swept_at: float = 0.0

    def free_at(self, place: Place, now: float) -> float:
        """From when on one more may go; `now` if at once."""
        went = self._went.get(place)
        if not self.most or went is None:
            return now
        while went and went[0] + _HOUR <= now:
            went.popleft()
        return went[-self.most] + _HOUR if len(went) >= self.most else now

    def goes(self, place: Place, at: float) -> None:
        if not self.most:
            return
        self._sweep(at)
        self._went.setdefault(place, deque(maxlen=self.most)).append(at)

    def not_called(self, place: Place) -> None:
        """The last one was not sent after all."""
        went = self._went.get(place)
        if went:
            went.pop()

    def _sweep(self, now: float) -> None:
        """Chats that were sent nothing for an hour are forgotten."""
        if now - self._swept_at < _HOUR:
            return
        self._swept_at = now
        lately = now - _HOUR
        self._went = {
            place: went
            for place, went in self._went.items()
            if went and went[-1] > lately
        }
