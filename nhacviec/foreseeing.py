"""What is still to be said, and how it fits the months: for `simulate` and `doctor`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.wording import Scene
from jobs.comparing import WhatIf, in_force_under
from jobs.forecasting import NOT_COUNTED, Counted, counted_in, forecast_of
from jobs.preview import Planned, preview
from jobs.remind import scene_at
from programme.chats import Chat, ChatState
from programme.forecast import Forecast
from programme.office import Office
from programme.quota import Quota
from programme.reminders import Addressee, ChatRole
from programme.rules import OfficeRules
from programme.timetable import reminders_between
from storage import Unit

_BEFORE_MIDNIGHT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is simulated: the scene, what was said already, and the chats."""

    scene: Scene
    said: Collection[str] = ()
    chats: Mapping[Addressee, Chat] | None = None
    only: Collection[Addressee] | None = None
    #: The same under another file's rules, if it is to be held against them.
    what_if: WhatIf | None = None
    is_told: bool = False
    #: How the found ones fit the month of each channel.
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    counted: Counted = NOT_COUNTED
    #: The further chats of who is written to in every one.
    also: Mapping[Addressee, Sequence[Chat]] = field(default_factory=dict)

    def forecasts(self, found: Collection[Planned]) -> list[Forecast]:
        zone = self.scene.office.rules.zone
        return forecast_of(found, self.quotas, zone, self.counted)

    def others(self, channel: str) -> set[str]:
        """Where else somebody is reached."""
        linked = {chat.channel for chat in (self.chats or {}).values()}
        return (linked | {"telegram"}) - {channel} - self.quotas.keys()


class Span(NamedTuple):
    first: date | None
    last: date | None


async def known_in(
    unit: Unit, now: datetime, office: Office, *, other: OfficeRules | None = None
) -> Known:
    """As the database has it; `other`: the rules it is to be held against."""
    scene = await scene_at(unit, now, office)
    what_if = in_force_under(scene, other) if other else None
    scenes = [scene, *([what_if.scene] if what_if else [])]
    said = await unit.reminders.said({key for s in scenes for key in _keys(s)})
    linked = [c for c in await unit.chats.all() if c.state is ChatState.LINKED]
    chats = {chat.addressee: chat for chat in reversed(linked)}
    return Known(
        scene=scene,
        said=said,
        chats=chats,
        what_if=what_if,
        is_told=True,
        quotas=unit.months.quotas,
        counted=await counted_in(unit, now),
        also=_also(linked, chats, await unit.everywhere.named()),
    )


def planned_in(known: Known, span: Span) -> list[Planned]:
    """What lies before its first day counts as said."""
    scene = known.scene
    zone = scene.office.rules.zone
    begins = span.first or scene.now.astimezone(zone).date()
    ends = span.last or max(force.programme.last_day for force in scene.forces)
    after = datetime.combine(begins, time(0), tzinfo=zone) - _BEFORE_MIDNIGHT
    until = datetime.combine(ends, time.max, tzinfo=zone)
    planned = preview(
        scene, after, until, said=known.said, chats=known.chats, only=known.only
    )
    return [one for said in planned for one in _everywhere(said, known)]


def _everywhere(said: Planned, known: Known) -> Iterator[Planned]:
    """It, and the same in every further chat that gets one."""
    yield said
    for chat in known.also.get(said.occasion.to, ()):
        where = f"{chat.channel}:{chat.address}"
        yield replace(said, chat=where, channel=chat.channel)


def _also(
    linked: Sequence[Chat], first: Mapping[Addressee, Chat], every: Collection[str]
) -> dict[Addressee, list[Chat]]:
    found: dict[Addressee, list[Chat]] = {}
    for chat in linked:
        is_agencys = chat.role is ChatRole.AGENCY and chat.agency in every
        if is_agencys and chat != first[chat.addressee]:
            found.setdefault(chat.addressee, []).append(chat)
    return found


def _keys(scene: Scene) -> Iterator[str]:
    """Of everything that may have been said of it, or may be yet."""
    wanted = reminders_between(
        scene.forces,
        scene.now - timedelta(days=366),
        scene.now + timedelta(days=366),
        rules=scene.office.rules,
        calendar=scene.office.calendar,
    )
    yield from (reminder.key for reminder in wanted)
