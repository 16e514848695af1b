"""A house that keeps its hours: an office's letters, a played clock, a fake channel."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from jobs.overnight import look_overnight
from jobs.remind import post_reminders
from nhacviec.timing import timing_of
from programme.letters import Letter, LetterState, Posted
from programme.office import Office
from programme.reminders import Addressee, Kind, agency
from storage import Store
from tests.bot.makers import FARMING, THE_OFFICE, at
from tests.jobs.makers import FakeChannel, PlayedClock, all_letters
from tests.jobs.post_makers import Time, a_postman

#: A working day on which the timetable says nothing at ten.
TEN = at(8, 10)
READER = agency(FARMING)
CLOSING = "\n\n<i>Tin nhắc của Văn phòng UBND tỉnh.</i>"


@dataclass(kw_only=True)
class TimedHouse:
    """`go` lives through a moment: what is old, what is wanted, what may be sent."""

    store: Store
    clock: PlayedClock
    office: Office = THE_OFFICE
    cap: int = 0
    channel: FakeChannel = field(default_factory=FakeChannel)
    steady: Time = field(default_factory=Time)

    def __post_init__(self) -> None:
        self.store.timing = timing_of(self.office)
        self.post = a_postman(
            self.store, self.channel, self.clock, steady=self.steady, cap=self.cap
        )

    async def happens(
        self, key: str, text: str, to: Addressee = READER, **more: Any
    ) -> int | None:
        """An event brings a letter."""
        told = {"key": key, "kind": Kind.CHANGE, "at": self.clock.now(), "to": to}
        letter = Letter(**{**told, "text": text + CLOSING, **more})
        async with self.store.begin() as unit:
            return await unit.outbox.post(letter, now=self.clock.real())

    async def go(self, moment: datetime, *, sends: bool = True) -> list[str]:
        """What is sent at that moment, in order."""
        passed = moment - self.clock.moment
        self.clock.moment = moment
        self.clock.machine += passed
        self.steady.now += passed.total_seconds()
        await self.tick()
        return await self.deliver() if sends else []

    async def tick(self) -> None:
        now, real = self.clock.now(), self.clock.real()
        await look_overnight(self.store, now, office=self.office, real=real)
        await post_reminders(self.store, now, office=self.office, real=real)

    async def deliver(self) -> list[str]:
        before = len(self.channel.said)
        while await self.post.deliver_one():
            pass
        return [text for _, text in self.channel.said[before:]]

    async def letters(self, state: LetterState) -> list[Posted]:
        return [one for one in await all_letters(self.store) if one.state is state]


def later(moment: datetime, **much: float) -> datetime:
    return moment + timedelta(**much)


async def quiet_house(july: Store, *, cap: int = 0) -> TimedHouse:
    """Everything that the timetable wants by then was said."""
    made = TimedHouse(store=july, clock=PlayedClock(moment=at(8, 8)), cap=cap)
    for moment in (at(8, 8), at(8, 8, 5), TEN):
        await made.go(moment)
    return made
