"""What the scenes share: the whole house on loopback, and hands to play with."""

import contextlib
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from jobs.pacing import Pace
from nhacviec.demo import Demo, demo
from nhacviec.demo_street import Where, none_on_zalo
from programme.board import Board, board_of
from programme.duties import Duty
from programme.rules import OFFICE_ZONE
from sandbox.chats import Chat, Messenger
from sandbox.messages import Message
from sandbox.street import Street
from tests.bot_api_schema import ARCHIVE, Schema

_CHOICE = re.compile(r"([A-Z][0-9]{1,2}) (\S.*)")
#: A played channel bears any pace.
NO_PACE = Pace(a_chat=0, burst=1, over_all=0)

SHORT = {
    "KHĐT": "Sở Kế hoạch và Đầu tư",
    "NN": "Sở Nông nghiệp và Phát triển nông thôn",
    "TP": "Sở Tư pháp",
    "KHCN": "Sở Khoa học và Công nghệ",
    "HTX": "Liên minh Hợp tác xã tỉnh",
    "NV": "Sở Nội vụ",
    "TC": "Sở Tài chính",
    "TNMT": "Sở Tài nguyên và Môi trường",
    "GDĐT": "Sở Giáo dục và Đào tạo",
    "XD": "Sở Xây dựng",
}


def at(day: str, hour: str = "09:00") -> datetime:
    """at("14/7") is 09:00 on that day of 2020, in the office's zone."""
    date, month = (int(part) for part in day.split("/"))
    h, m = (int(part) for part in hour.split(":"))
    return datetime(2020, month, date, h, m, tzinfo=OFFICE_ZONE)


@dataclass
class House:
    """The demo, and what a person does in it."""

    demo: Demo
    faults: list[str] = field(default_factory=list)

    def chat(self, name: str) -> Chat:
        return self.demo.chats[SHORT.get(name, name)]

    async def go(self, day: str, hour: str = "09:00") -> None:
        await self.demo.clock.go_to(at(day, hour))

    async def say(self, name: str, text: str, *, reply_to: int | None = None) -> None:
        chat = self.chat(name)
        self.demo.street.say(chat, chat.player, text, reply_to)
        await self.demo.clock.settle()

    async def press(self, name: str, *buttons: str) -> None:
        """One button after another on the newest message that has the first."""
        chat = self.chat(name)
        if chat.messenger is Messenger.ZALO:
            await self._number(name, list(buttons))
            return
        message = self.newest_with(name, buttons[0])
        for button in buttons:
            self.demo.street.press(chat, message.id, button)
            await self.demo.clock.settle()

    async def _number(self, name: str, buttons: list[str]) -> None:
        """Where nothing can be pressed: the code that stands for it is sent."""
        while buttons:
            code, used = self._code(name, buttons)
            await self.say(name, code)
            del buttons[:used]

    def _code(self, name: str, buttons: Sequence[str]) -> tuple[str, int]:
        """Of the newest message that offers it; and how many buttons it stands for."""
        found = [dict(offered(m.text)) for m in reversed(self.said(name))]
        first = buttons[0][:1].lower() + buttons[0][1:]
        wanted = [first, buttons[0], f"mục {buttons[0]}"]
        if len(buttons) > 1:
            wanted = [
                f"{buttons[0]}: {buttons[1][:1].lower()}{buttons[1][1:]}",
                *wanted,
            ]
        for codes in found:
            for one in wanted:
                if one in codes:
                    return codes[one], 2 if one is wanted[0] and len(wanted) > 3 else 1
        raise LookupError(f"{name} is offered no {buttons[0]}")

    def newest_with(self, name: str, button: str) -> Message:
        found = [m for m in self.said(name) if m.button(button) is not None]
        return found[-1]

    def said(self, name: str) -> list[Message]:
        """What the bot said in a chat, oldest first."""
        return [
            message
            for message in self.demo.street.messages(self.chat(name))
            if message.is_by_bot and not message.happening
        ]

    def last(self, name: str) -> str:
        return self.said(name)[-1].text

    async def duty(self, ref: str) -> Duty:
        async with self.demo.store.read() as unit:
            [duty] = await unit.duties.find(ref)
        return duty

    async def board(self) -> Board:
        async with self.demo.store.read() as unit:
            [force] = await unit.programmes.in_force()
        return board_of(force, self.demo.clock.now())

    async def states(self) -> dict[str, str]:
        """ref → state, with "late" and "silent" as the board shows them."""
        board = await self.board()
        return {
            row.duty.ref: " ".join(
                [row.duty.state]
                + ["late"] * row.late
                + ["silent"] * (row.silent and row.late)
            )
            for row in board.rows
        }


def offered(text: str) -> Iterator[tuple[str, str]]:
    """What stands below a message that cannot have buttons: each with its code."""
    for line in text.splitlines():
        is_whole = _CHOICE.match(line)  # "A1 Xem: Sở Nội vụ" is of no item
        of, colon, choices = ("", "", line) if is_whole else line.rpartition(": ")
        for choice in choices.split(" · "):
            if met := _CHOICE.fullmatch(choice):
                yield f"{of}{colon}{met[2]}", met[1]


def watch(street: Street, faults: list[str]) -> None:
    """Every request is held against the Bot API's schema, where it is at hand."""
    if not ARCHIVE.exists():
        return
    schema = Schema.load(ARCHIVE)
    street.on_request.append(
        lambda method, asked: faults.extend(schema.faults(method, asked))
    )


@contextlib.asynccontextmanager
async def house(
    folder: Path, *, document: Path | None = None, on_zalo: Where = none_on_zalo
) -> AsyncIterator[House]:
    """Every request the program makes is held against the Bot API's schema."""
    async with demo(
        folder, pace=NO_PACE, document=document, on_zalo=on_zalo
    ) as running:
        scene = House(running)
        watch(running.street, scene.faults)
        yield scene
        assert scene.faults == []
