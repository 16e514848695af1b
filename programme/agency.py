"""An agency: its official name, how else it is written, its life, its successors."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who took over from a body: what `scope` says, or else all that is left.

    `since` is given where the giving body lives on; `source` is the legal document.
    """

    name: str
    scope: str | None = None
    since: date | None = None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Agency:
    """A body that can owe something. `name` is official, in full, and unique.

    `taught` are the office's own ways of writing it, learnt from answered doubts.
    """

    name: str
    short: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Successor, ...] = ()
    source: str | None = None
    taught: tuple[str, ...] = ()

    def lives_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def ended_before(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day

    def meets(self, other: "Agency") -> bool:
        """Whether there is a day on which both live."""
        first = max(self.valid_from or date.min, other.valid_from or date.min)
        last = min(self.valid_to or date.max, other.valid_to or date.max)
        return first <= last
