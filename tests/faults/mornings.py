"""One morning of the office, the same each time: what is said in it, whoever dies.

Dossiers are two days late. The service wakes after a long sleep: it catches up, begins
ladders and tells of them, while Telegram loses answers; then people talk to it: an item
is sent back (its duty is planned anew), a button is pressed and taken back, an
agency asks to withdraw and is granted it; a file is handed in, sent back with a reason,
handed in again and taken in. From before there lie a deputy
whose last day is over, and a duty whose digest was on its way as it changed.
"""

import asyncio
import base64
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from storage import Store
from storage.tables.post import reminders
from tests.faults.furnished import NOW
from tests.faults.nursery import Child
from tests.faults.oracle import LABEL, plain_words
from tests.faults.town import Street, Town
from tests.programme.test_dossiers import DOCX, PDF

CHATS = ("--groups", "12")
#: The chats in the order of the street: the office, its leaders, the agencies.
_OFFICE, _SCIENCE, _FINANCE, _EDUCATION = 0, 5, 8, 10
_WITHIN = 40.0


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a morning comes to: the same, whoever died in it."""

    standing: Counter[tuple[int, str]]
    reminders: dict[str, str]
    moves: dict[str, tuple[str, int]]


@dataclass(kw_only=True)
class Morning:
    """Played by hand, step by step; whoever serves is replaced when it is dead.

    `moment`: the file from which the office's clock is read.
    """

    town: Town
    store: Store
    life: dict[str, Any]
    moment: Path
    at: datetime = NOW
    services: list[Child] = field(default_factory=list)
    deaths: int = 0

    @property
    def street(self) -> Street:
        return self.town.street

    async def play(self) -> Record:
        self.serve()
        await self.until(self._is_caught_up)
        for step in (
            *(self._ask, self._send_back, self._press, self._undo),
            *(self._ask_to_withdraw, self._grant),
            *(self._hand_in, self._refuse, self._hand_in_again, self._take_in),
        ):
            await step()
        self.town.stop(*self.services[-1:])
        return await record_of(self.street, self.store)

    def serve(self) -> None:
        """Somebody who may die; but one death is enough."""
        dies = {"point": ""} if self.deaths else {}
        self.services.append(self.town.service(**(self.life | dies)))

    async def until(self, holds: Callable[[], Awaitable[bool]]) -> None:
        """And until nothing waits; if the service dies meanwhile, another comes."""
        end = time.monotonic() + _WITHIN
        while not (await holds() and await self._is_quiet()):
            if time.monotonic() > end:
                words = self.services[-1].words()[-3000:]
                raise TimeoutError(f"{holds.__name__}: {self.town.folder}\n{words}")
            if not self.services[-1].is_alive():
                assert self.services[-1].status == -9, self.services[-1].words()
                self.deaths += 1
                self.serve()
            await self._let_pass()
            await asyncio.sleep(0.05)

    async def _let_pass(self) -> None:
        """What is gathered for a minute, or goes behind another, waits for the next."""
        if await self._is_caught_up() and await self._is_still():
            async with self.store.read() as unit:
                waits = await unit.outbox.pending()
            if waits:
                self._move_to(self.at + timedelta(minutes=1))

    def _move_to(self, moment: datetime) -> None:
        self.at = moment
        set_to(self.moment, moment)

    async def _is_caught_up(self) -> bool:
        async with self.store.read() as unit:
            return await unit.settings.get("ladders-told") is not None

    async def _is_quiet(self) -> bool:
        async with self.store.read() as unit:
            waits = await unit.outbox.pending()
        return not waits and await self._is_still()

    async def _is_still(self) -> bool:
        """But for what waits for its moment."""
        async with self.store.read() as unit:
            waits = await unit.inbox.next() is not None
            is_due = await unit.waking.is_new() or await unit.waking.is_due(self.at)
            return not (waits or is_due or await unit.outbox.is_stirring(self.at))

    async def _ask(self) -> None:
        await self._say(_FINANCE, "/myitems")

    async def _send_back(self) -> None:
        await self._say(_OFFICE, "/return I.5 thiếu phụ lục kinh phí")

    async def _undo(self) -> None:
        await self._say(_SCIENCE, "hoàn tác")

    async def _ask_to_withdraw(self) -> None:
        await self._say(_FINANCE, "I.12 xin rút vì chưa đủ căn cứ")

    async def _grant(self) -> None:
        """By the button of the request, in the office's chat; its agency is told."""
        await self._pressed(_OFFICE, *self._offered("Đồng ý"), "đồng ý")

    async def _hand_in(self) -> None:
        await self._send("Tờ trình.pdf", PDF)

    async def _refuse(self) -> None:
        """The office is asked for the reason, and gives it."""
        await self._asked_for(*self._offered("Trả lại"))
        await self._say(_OFFICE, "thiếu chữ ký của giám đốc")

    async def _hand_in_again(self) -> None:
        await self._send("Tờ trình, bản ký.docx", DOCX)

    async def _take_in(self) -> None:
        await self._pressed(_OFFICE, *self._offered("Tiếp nhận"), "đã tiếp nhận")

    def _offered(self, label: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The newest such button in the office's chat, behind its message."""
        return [
            (message, button)
            for message in _of_bot(self.street.said(self.street.chats[_OFFICE]))
            for row in message["rows"]
            for button in row
            if button["text"] == label
        ][-1]

    async def _send(self, name: str, data: bytes) -> None:
        """The agency's file; what its chat says of it."""
        file = {"name": name, "data": base64.b64encode(data).decode()}
        await self._do(_EDUCATION, "file", text="hồ sơ mục II.1", **file)

    async def _asked_for(self, message: dict[str, Any], button: dict[str, Any]) -> None:
        """Pressed by the office; what comes of it is a message of its own."""
        how = {"message": message["id"], "data": button["callback_data"]}
        await self._do(_OFFICE, "press", **how)

    async def _say(self, number: int, text: str) -> None:
        await self._do(number, "say", text=text)

    async def _do(self, number: int, what: str, **how: Any) -> None:
        """Until something more is said there."""
        chat = self.street.chats[number]
        before = len(_of_bot(self.street.said(chat)))
        self.street.post(what, chat=str(chat), **how)

        async def is_answered() -> bool:
            return len(_of_bot(self.street.said(chat))) > before

        await self.until(is_answered)

    async def _press(self) -> None:
        chat = self.street.chats[_SCIENCE]
        [message] = [m for m in _of_bot(self.street.said(chat)) if m["rows"]]
        buttons = [button for row in message["rows"] for button in row]
        ready = next(b for b in buttons if b["text"] == "Đã sẵn sàng")
        await self._pressed(_SCIENCE, message, ready, "sẵn sàng")

    async def _pressed(
        self, number: int, message: dict[str, Any], button: dict[str, Any], said: str
    ) -> None:
        """Until the message says so in place of what was asked."""
        chat = self.street.chats[number]
        self.street.post(
            "press",
            chat=str(chat),
            message=message["id"],
            data=button["callback_data"],
        )

        async def is_written() -> bool:
            shown = _of_bot(self.street.said(chat))
            return any(said in m["text"].lower() and m["edited"] for m in shown)

        await self.until(is_written)


def set_to(file: Path, moment: datetime) -> None:
    """In one stroke, for who reads it meanwhile."""
    new = file.with_suffix(".new")
    new.write_text(moment.isoformat())
    new.replace(file)


def _of_bot(messages: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [m for m in messages if m["bot"] and not m["happening"]]


async def record_of(street: Street, store: Store) -> Record:
    standing = Counter(
        (chat, plain_words(m["text"]).removeprefix(LABEL).strip())
        for chat in street.chats
        for m in _of_bot(street.said(chat))
    )
    async with store.read() as unit:
        rows = await unit.reminders._rows(select(reminders))
        moves = {}
        for force in await unit.programmes.in_force():
            for duty in force.duties:
                told = await unit.audit.moves_of(duty.id)
                moves[duty.ref] = (str(duty.state), len(told))
    return Record(
        standing=standing,
        reminders={row["key"]: str(row["fate"]) for row in rows},
        moves=moves,
    )


async def a_morning(town: Town, **life: Any) -> tuple[Record, int]:
    """What it came to, and how many died in it."""
    file = town.folder / "moment"
    set_to(file, NOW)
    dossiers = str(town.folder / "dossiers")
    town.life = replace(town.life, moment=str(file), automatic=True, folder=dossiers)
    town.street.fault("500-after", methods=["sendMessage"], times=2)
    town.street.fault("500-before", methods=["sendMessage"], times=2)
    store = await town.store()
    morning = Morning(town=town, store=store, life=life, moment=file)
    try:
        return await morning.play(), morning.deaths
    finally:
        await store.close()
        for service in morning.services:
            service.kill()
