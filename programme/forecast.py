"""Whether a month's programme fits what a messenger lets a bot say in that month."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from programme.quota import Need, Quota

#: As long as too little was counted: for two messages one answer.
UNKNOWN_SHARE = Fraction(1, 2)
#: So many must have gone before what was counted says anything.
_ENOUGH = 50


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One message that will be sent. `agency`: whose it is, if it is an agency's."""

    month: str
    channel: str
    need: Need
    cost: int = 1
    agency: str | None = None


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """One channel's month: what went already, what will, and how much of that could
    be left out: all that is said early; `by_agency` the most written to first."""

    channel: str
    month: str
    quota: Quota | None
    used: int
    planned: int
    answers: int
    early: int
    by_agency: tuple[tuple[str, int], ...]

    @property
    def whole(self) -> int:
        return self.used + self.planned + self.answers

    @property
    def over(self) -> int:
        """By how many it does not fit."""
        return max(0, self.whole - self.quota.most) if self.quota else 0

    @property
    def is_close(self) -> bool:
        """It fits, but the office will be warned before the month is over."""
        quota = self.quota
        is_much = quota is not None and self.whole * 100 >= quota.most * quota.told
        return is_much and not self.over


def share_of(answers: int, others: int) -> Fraction:
    """How many answers a message brings, as was counted so far."""
    if others < _ENOUGH:
        return UNKNOWN_SHARE
    return Fraction(answers, others)


def forecasts(
    coming: Iterable[Coming],
    quotas: Mapping[str, Quota],
    *,
    used: Mapping[tuple[str, str], int],
    shares: Mapping[str, Fraction],
) -> list[Forecast]:
    """A month after the other, of every channel that has anything to say in it.

    `used`: by channel and month; `shares`: by channel, where they are known.
    """
    by_month: dict[tuple[str, str], list[Coming]] = {}
    for one in coming:
        by_month.setdefault((one.month, one.channel), []).append(one)
    return [
        _forecast(month, channel, some, quotas.get(channel), used, shares)
        for (month, channel), some in sorted(by_month.items())
    ]


def _forecast(
    month: str,
    channel: str,
    some: Iterable[Coming],
    quota: Quota | None,
    used: Mapping[tuple[str, str], int],
    shares: Mapping[str, Fraction],
) -> Forecast:
    whose: Counter[str] = Counter()
    planned = early = 0
    for one in some:
        planned += one.cost
        early += one.cost if one.need is Need.LATER else 0
        if one.agency is not None:
            whose[one.agency] += one.cost
    share = shares.get(channel, UNKNOWN_SHARE)
    return Forecast(
        channel=channel,
        month=month,
        quota=quota,
        used=used.get((channel, month), 0),
        planned=planned,
        answers=-(-planned * share.numerator // share.denominator),
        early=early,
        by_agency=tuple(whose.most_common()),
    )
