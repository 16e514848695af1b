"""The free plan of a Zalo bot: so many messages a month, so many users and groups.

The month is the calendar's in Viet Nam, by the street's own clock. Zalo publishes no
count of what is left; here a test may look.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7))


@dataclass(kw_only=True)
class Plan:
    messages: int = 3_000
    users: int = 50
    groups: int = 3
    #: Whether what people write counts as well; Zalo does not say.
    both_ways: bool = False


@dataclass(kw_only=True)
class Quota:
    plan: Plan = field(default_factory=Plan)
    _counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def counted(self, bot: str, at: datetime) -> int:
        """In the month of this moment."""
        return self._counted[bot, _month(at)]

    def left(self, bot: str, at: datetime) -> int:
        return max(self.plan.messages - self.counted(bot, at), 0)

    def count(self, bot: str, at: datetime) -> None:
        self._counted[bot, _month(at)] += 1

    def use_up(self, bot: str, at: datetime, *, left: int = 0) -> None:
        """As if so much had been sent this month that only `left` may follow."""
        self._counted[bot, _month(at)] = self.plan.messages - left


def _month(at: datetime) -> str:
    return f"{at.astimezone(VIET_NAM):%Y-%m}"
