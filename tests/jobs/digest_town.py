"""A service whose hands are tied: it ticks, hears and sends when it is told."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.channels import Sent
from jobs.deliver import Postman
from jobs.digests import settle_digests
from jobs.doorway import Doorway
from jobs.pacing import Pace
from jobs.remind import post_reminders
from programme.duties import Duty
from programme.letters import LetterState, Posted
from storage import Arrived, Store
from tests.bot.makers import PUBLISHED, THE_OFFICE, at
from tests.jobs.makers import PlayedClock, all_letters, doorway
from tests.jobs.shown import Chats, Shown


@dataclass
class Town:
    """A service on a played channel; `tick` and `deliver` are its two hands."""

    store: Store
    clock: PlayedClock = field(default_factory=lambda: PlayedClock(moment=PUBLISHED))
    _numbers: int = 100

    def __post_init__(self) -> None:
        self.channel = Chats(now=self.clock.now)
        self.door: Doorway = doorway(self.store, self.clock, channel=self.channel)

    async def go(self, *when: int) -> None:
        self.clock.moment = at(*when)
        await self.tick()
        await self.deliver()

    async def tick(self) -> None:
        now, real = self.clock.now(), self.clock.real()
        await settle_digests(self.store, now, office=THE_OFFICE, real=real)
        await post_reminders(self.store, now, office=THE_OFFICE, real=real)

    async def deliver(self) -> None:
        post = Postman(
            worker="w",
            store=self.store,
            channels={"telegram": self.channel},
            clock=self.clock,
            pace=Pace(a_chat=0, over_all=0),
            grace=timedelta(seconds=1),
        )
        await post.settle()
        while await post.deliver_one():
            self.clock.later(milliseconds=5)
        self.clock.later(minutes=2)

    async def hear(self, chat: str, *, sent: bool = True, **update: Any) -> None:
        self._numbers += 1
        self.clock.later(milliseconds=5)
        raw = {"id": self._numbers, "chat": chat, **update}
        async with self.store.begin() as unit:
            arrived = [Arrived(update_id=self._numbers, raw=raw)]
            await unit.inbox.put(
                "telegram", arrived, offset=self._numbers + 1, at=self.clock.real()
            )
        self.door.ring()
        assert await self.door.attend_one()
        if sent:
            await self.deliver()

    async def take(self, most: int) -> list[Posted]:
        """So many letters are on their way from here on."""
        real, found = self.clock.real(), list[Posted]()
        while len(found) < most:
            async with self.store.begin() as unit:
                one = await unit.outbox.claim(
                    worker="w",
                    now=real,
                    lease=timedelta(minutes=1),
                    occasion_now=self.clock.now(),
                )
            if one is None:
                break
            found.append(one)
        return found

    async def arrives(self, posted: Posted) -> None:
        said = await self.channel.send(posted.letter, posted.address or "", copy=False)
        assert isinstance(said, Sent)
        async with self.store.begin() as unit:
            await unit.outbox.sent(posted, said.message_id, self.clock.real())

    async def press(self, chat: str, message: Shown, *buttons: str) -> None:
        for button in buttons:
            shown = self.channel.shown[chat][message.id]
            data = shown.data(button)
            await self.hear(chat, press=data, press_id="p", message=message.id)

    def digest(self, chat: str) -> Shown:
        return self.channel.newest(chat)

    def lines(self, chat: str) -> dict[str, str]:
        """ref → what the newest digest says of it."""
        return lines_of(self.digest(chat).text)

    async def duty(self, ref: str) -> Duty:
        async with self.store.read() as unit:
            return (await unit.duties.find(ref))[0]

    async def edits(self) -> list[LetterState]:
        every = await all_letters(self.store)
        return [one.state for one in every if one.letter.key.startswith("true:")]


def lines_of(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("• <b>"):
            ref, _, rest = line.removeprefix("• <b>").partition(".</b> ")
            found[ref] = rest.rpartition(" — ")[2] if " — " in rest else ""
    return found
