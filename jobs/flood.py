"""Too much from one person or one chat: what is over is not attended to.

Counted by when a message was sent, where the channel says so: what piled up while we
could not be reached is no flood.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels import Origin

#: A clerk who settles a preview by buttons presses well over twenty times a minute.
A_PERSON = 60
A_CHAT = 120
_MINUTE = 60.0
_REMEMBERED = 4096
#: So long a messenger keeps a message for who does not ask.
_KEPT = timedelta(days=1)


@dataclass(slots=True, eq=False)
class Allowance:
    """`most` at once, and as many a minute."""

    most: int
    left: float
    at: float
    is_told: bool = False

    def look(self, at: float) -> bool:
        """Whether there is one left at that moment; moments may come out of order."""
        if at > self.at:
            self.left = min(self.most, self.left + (at - self.at) * self.most / _MINUTE)
            self.at = at
        if self.left >= self.most:
            self.is_told = False
        return self.left >= 1


@dataclass(kw_only=True, eq=False)
class Turnstile:
    """How much each person, and each chat, has left."""

    person: int = A_PERSON
    chat: int = A_CHAT
    _of: dict[tuple[str, str, str], Allowance] = field(default_factory=dict)

    def admits(self, channel: str, origin: Origin, received_at: datetime) -> bool:
        """One goes in, if it may; what tells of the chat itself always does."""
        if origin.person is None:
            return True
        at = _moment_of(origin, received_at)
        if self.is_over(channel, origin, received_at):
            return False
        for one in self._allowances(channel, origin, at):
            one.left -= 1
        return True

    def is_over(self, channel: str, origin: Origin, received_at: datetime) -> bool:
        """Whether one more would be too much."""
        if origin.person is None:
            return False
        at = _moment_of(origin, received_at)
        every = [one.look(at) for one in self._allowances(channel, origin, at)]
        return not all(every)

    def is_to_be_told(
        self, channel: str, origin: Origin, received_at: datetime
    ) -> bool:
        """Of who was not admitted: once, until all has been quiet for a minute."""
        at = _moment_of(origin, received_at)
        over = [a for a in self._allowances(channel, origin, at) if a.left < 1]
        is_news = any(not one.is_told for one in over)
        for one in over:
            one.is_told = True
        return is_news

    def _allowances(
        self, channel: str, origin: Origin, at: float
    ) -> Iterator[Allowance]:
        if len(self._of) > _REMEMBERED:
            self._forget(at)
        whose = [("person", origin.person, self.person)]
        whose.append(("chat", origin.address, self.chat))
        for kind, name, most in whose:
            if name is not None:
                fresh = Allowance(most, most, at)
                yield self._of.setdefault((channel, kind, name), fresh)

    def _forget(self, at: float) -> None:
        """Who has been quiet for a minute has all of it left."""
        self._of = {k: one for k, one in self._of.items() if one.at > at - _MINUTE}


def _moment_of(origin: Origin, received_at: datetime) -> float:
    """No message was sent after it came, nor longer ago than it is kept for us: that
    is another clock, such as the demo's, which may stand still."""
    sent_at = origin.sent_at
    if sent_at is None or not timedelta() <= received_at - sent_at <= _KEPT:
        return received_at.timestamp()
    return sent_at.timestamp()
