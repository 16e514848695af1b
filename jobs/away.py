"""Channels through which nothing gets, for long or for this month: told the database.

A blink of the network is the breaker's. Where a token is refused, or nobody can be
reached, for half an hour, letters that have a chat elsewhere go there; after an hour
one of them asks again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channels import Sent, TryLater, Whose
from jobs.months import tell_used_up
from jobs.results import Result
from storage import Unit

LONG = timedelta(minutes=30)
AN_HOUR = timedelta(hours=1)
_AWAY = frozenset({Whose.BOT, Whose.CHANNEL})


@dataclass(kw_only=True, eq=False)
class Away:
    """Since when a channel took nothing, by the machine's clock, as far as this process
    has seen."""

    _since: dict[str, datetime] = field(default_factory=dict)
    _shut: set[str] = field(default_factory=set)

    def since(self, channel: str) -> datetime | None:
        return self._since.get(channel)

    async def write(
        self, unit: Unit, results: Sequence[Result], now: datetime, real: datetime
    ) -> None:
        """In the transaction that writes what came of these letters."""
        for channel in _of(results, Whose.QUOTA):
            await tell_used_up(unit, channel, now, real)
        for channel in sorted({p.channel or "" for p, o in results if _took(o)}):
            self._since.pop(channel, None)
            if channel in self._shut:
                await unit.months.back(channel)
                self._shut.discard(channel)
        for channel in _of(results, *_AWAY):
            since = self._since.setdefault(channel, real)
            if real - since >= LONG:
                await unit.months.away(channel, now, now + AN_HOUR)
                self._shut.add(channel)


def _took(outcome: object) -> bool:
    return isinstance(outcome, Sent)


def _of(results: Sequence[Result], *whose: Whose) -> list[str]:
    found = {
        posted.channel or ""
        for posted, outcome in results
        if isinstance(outcome, TryLater) and outcome.whose in whose
    }
    return sorted(found)
