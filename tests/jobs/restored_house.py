"""A house that can be stopped, restored from a backup, and started again."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.asked import Asked
from bot.desk import Desk
from bot.pressing import press
from bot.standing import place_of
from jobs.deliver import Postman
from jobs.guarding import Guard
from jobs.journal import Journal
from jobs.remind import post_reminders
from programme.chats import Person
from storage import Store
from storage.backups import back_up
from storage.restoring import restore
from tests.bot.makers import PUBLISHED, THE_OFFICE
from tests.jobs.makers import FakeChannel, PlayedClock
from tests.jobs.test_delivering import NO_PACE


@dataclass
class House:
    """A service that can be stopped, restored and started."""

    place: Path | str
    folder: Path
    clock: PlayedClock = field(default_factory=lambda: PlayedClock(moment=PUBLISHED))
    channel: FakeChannel = field(default_factory=FakeChannel)
    store: Any = None
    is_alone: bool = True

    @property
    def journal(self) -> Journal:
        return Journal(base=self.folder / "nhacviec.sent")

    async def start(self) -> int:
        self.store = await Store.open(self.place)
        self.guard = Guard(
            store=self.store,
            clock=self.clock,
            journal=self.journal,
            is_alone=self.is_alone,
        )
        self.post = Postman(
            worker="w",
            store=self.store,
            channels={"telegram": self.channel},
            clock=self.clock,
            pace=NO_PACE,
            journal=self.guard.journal,
        )
        marked = await self.guard.begin()
        await self.post.recover()
        await self.guard.ask(THE_OFFICE, marked)
        return marked

    async def tick(self) -> None:
        """Plans what is due, and sends all that may go."""
        now, real = self.clock.now(), self.clock.real()
        if not await self.guard.is_held(THE_OFFICE):
            await post_reminders(self.store, now, office=THE_OFFICE, real=real)
        while await self.post.deliver_one():
            self.clock.later(seconds=2)

    async def stop(self) -> None:
        await self.store.close()

    async def restored(self, backup: Path) -> None:
        await self.stop()
        kept = self.folder / f"kept-{len(list(self.folder.glob('kept-*')))}"
        await restore(self.place, backup, kept=kept, at=self.clock.real())

    async def back_up(self) -> Path:
        path = self.folder / "all.backup"
        await back_up(self.place, path, at=self.clock.real())
        return path

    def forget(self) -> None:
        for path in self.folder.glob("*.journal"):
            path.unlink()

    def said(self) -> list[tuple[str, str]]:
        """All but the question, which is asked after every restore."""
        return [one for one in self.channel.said if "Gửi tiếp" not in one[1]]

    def questions(self) -> list[str]:
        return [text for _, text in self.channel.said if "Gửi tiếp" in text]

    async def decide(self, label: str, chat: str = "office") -> None:
        """Somebody presses that button under the newest question."""
        async with self.store.begin() as unit:
            asked = [
                str(number)
                for number, (_, text) in enumerate(self.channel.said, 1)
                if "Gửi tiếp" in text
            ][-1]
            letter = await unit.outbox.letter_at("telegram", "office", asked)
            row = letter.letter.buttons[0]
            data = next(b.data for b in row if b.label == label)
            said = Asked(
                key="telegram:1",
                channel="telegram",
                address=chat,
                title=chat,
                person=Person(channel="telegram", address="77", name="Lan"),
                at=self.clock.now(),
                message=asked,
                press=data,
                press_id="p",
            )
            desk = Desk(unit=unit, office=THE_OFFICE, now=self.clock.now())
            here = await unit.chats.at("telegram", chat)
            assert here is not None
            await press(said, await place_of(said, here, desk), desk)
