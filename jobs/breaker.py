"""A breaker: while a channel is down, one letter asks for all of them."""

from dataclasses import dataclass

_LONGEST = 60.0
#: A token that is refused is not right again by itself; once in a while we ask.
_REFUSED = 600.0
#: So many calls in a row of which nobody knows what came: it is down, too.
_DOUBTS = 5


@dataclass
class Breaker:
    """Closed while the channel answers. Open: one asks after 1, 2, 4 … 60 seconds."""

    failures: int = 0
    doubts: int = 0
    is_refused: bool = False
    #: The month was used up: whether it still is, one letter asks.
    is_spent: bool = False
    _until: float = 0.0
    _is_asking: bool = False

    @property
    def is_open(self) -> bool:
        return self.failures > 0 or self.is_refused or self.is_spent

    @property
    def state(self) -> str:
        if self.is_refused:
            return "refused"
        if self.is_spent:
            return "spent"
        return "silent" if self.failures else "ok"

    def free_at(self, now: float) -> float | None:
        """From when on a letter may go; None while one is on its way to ask."""
        if not self.is_open:
            return now
        return None if self._is_asking else max(now, self._until)

    def goes(self) -> None:
        """A letter is on its way."""
        self._is_asking = self.is_open

    def not_called(self) -> None:
        self._is_asking = False

    def answered(self) -> None:
        """Whatever it said, it is there."""
        self.failures, self.doubts = 0, 0
        self.is_refused, self.is_spent, self._is_asking = False, False, False

    def silent(self, now: float) -> None:
        """No connection. Of many that were on their way, the first one counts."""
        self._is_asking = False
        if self.failures and now < self._until:
            return
        self._until = now + min(_LONGEST, 2.0**self.failures)
        self.failures = min(self.failures + 1, 10)

    def doubtful(self, now: float) -> None:
        """It took a letter, or not: nobody knows."""
        self._is_asking = False
        self.doubts += 1
        if self.doubts >= _DOUBTS:
            self.silent(now)

    def spent(self) -> None:
        """Nothing more this month. When it is asked again is written in the database,
        for every process (storage/quotas.py)."""
        self._is_asking = False
        self.is_spent = True

    def refused(self, now: float) -> None:
        self._is_asking = False
        self.is_refused = True
        self._until = now + _REFUSED
