"""Due moments are moved as they were seen and confirmed: by a day, by a number."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from markupsafe import Markup

from bot.messages.words import plain
from bot.redating import Act, Told
from nhacviec.commands.shared import fail, moment_of, office_in, opened
from nhacviec.config import Config
from nhacviec.publishing import fill_agencies
from programme.office import Office
from storage import MovedMeanwhile, Store, Unit


class Seen(Protocol):
    """What due moments would move; its mark is another as soon as it is another."""

    @property
    def mark(self) -> str: ...


S = TypeVar("S", bound=Seen)


@dataclass(frozen=True, kw_only=True)
class Redating(Generic[S]):
    """One way to move due moments: how it is called, looked at anew, and done."""

    name: str
    look: Callable[[Unit, Office, datetime], Awaitable[S]]
    do: Callable[[Unit, S, Act, Office], Awaitable[Told]]
    #: Said where it would do something else by now.
    changed_since: Markup
    #: Whether there may be no database yet.
    made: bool = False


async def do_as_seen(settings: Config, seen: S, redating: Redating[S]) -> Told:
    """Not if it would do something else by now."""
    async with opened(settings, made=redating.made) as store:
        await fill_agencies(store, settings.office.name)
        try:
            return await _done(store, settings, seen, redating)
        except MovedMeanwhile:
            fail(plain(str(redating.changed_since)))


async def _done(store: Store, settings: Config, seen: S, redating: Redating[S]) -> Told:
    now = moment_of(settings)
    who = f"nhacviec {redating.name}"
    act = Act(by=who, where="nhacviec", at=now, key=secrets.token_hex(8))
    async with store.begin() as unit:
        office = await office_in(unit, settings)
        found = await redating.look(unit, office, now)
        if found.mark != seen.mark:
            raise MovedMeanwhile(redating.name, found.mark)
        return await redating.do(unit, found, act, office)
