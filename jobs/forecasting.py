"""How many messages of each channel's month the planned ones are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from jobs.preview import Planned
from programme.forecast import Coming, Forecast, forecasts, share_of
from programme.letters import Letter
from programme.quota import Quota, need_of_kind
from storage import Unit

#: What was counted in so many days says how many answers come.
_LATELY = timedelta(days=45)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted so far: by channel and month; answers to a message."""

    used: Mapping[tuple[str, str], int] = field(default_factory=dict)
    shares: Mapping[str, Fraction] = field(default_factory=dict)


NOT_COUNTED = Counted()


async def counted_in(unit: Unit, now: datetime) -> Counted:
    spent = await unit.months.spent(now)
    return Counted(
        used={(one.quota.channel, one.month): one.used for one in spent},
        shares={
            name: share_of(*await unit.months.answered(name, now - _LATELY))
            for name in unit.months.quotas
        },
    )


def forecast_of(
    planned: Iterable[Planned],
    quotas: Mapping[str, Quota],
    zone: ZoneInfo,
    counted: Counted = NOT_COUNTED,
) -> list[Forecast]:
    """Of every month and channel in which any of them goes."""
    coming = [_coming(one, quotas, zone) for one in planned]
    return forecasts(coming, quotas, used=counted.used, shares=counted.shares)


def _coming(one: Planned, quotas: Mapping[str, Quota], zone: ZoneInfo) -> Coming:
    at, kind = one.occasion.at, one.occasion.kind
    quota = quotas.get(one.channel)
    said = Letter(key="", kind=kind, at=at, text=one.text, buttons=one.buttons)
    return Coming(
        month=f"{at.astimezone(zone):%Y-%m}",
        channel=one.channel,
        need=need_of_kind(kind, one.occasion.reminders),
        cost=quota.cost(said, False) if quota else 1,  # noqa: FBT003 - as it is asked
        agency=one.occasion.to.agency,
    )
