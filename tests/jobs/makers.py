"""A channel that says what the test tells it to, and clocks that are moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.asked import Asked
from bot.channels import NotFetched, Origin, Outcome, Sent
from jobs.attend import Doorkeeper
from jobs.doorway import Doorway
from programme.chats import ChatState, Person
from programme.document import Draft
from programme.letters import Letter, Posted
from programme.reminders import ChatRole
from storage import NotFound, Store
from tests.bot.makers import AGENCIES, PUBLISHED, THE_OFFICE, july

A_MINUTE = timedelta(minutes=1)


@dataclass(kw_only=True)
class PlayedClock:
    """The office's moment stands until it is moved; so does the machine's."""

    moment: datetime
    machine: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def real(self) -> datetime:
        return self.machine

    def later(self, **much: float) -> None:
        self.machine += timedelta(**much)


@dataclass(kw_only=True)
class FakeChannel:
    """Answers with the outcomes given, the last one for ever; `said` is what went."""

    outcomes: list[Outcome | Exception] = field(default_factory=list)
    waiting: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    flashed: list[str | None] = field(default_factory=list)
    offsets: list[int | None] = field(default_factory=list)
    name: str = "telegram"

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        text = f"(gửi lại) {letter.text}" if copy else letter.text
        self.said.append((address, text))
        if letter.edits:
            self.edited.append(letter.edits)
        number = str(len(self.said))
        if not self.outcomes:
            return Sent(number)
        outcome = self.outcomes[0]
        if len(self.outcomes) > 1:
            del self.outcomes[0]
        if isinstance(outcome, Exception):
            raise outcome
        return Sent(number) if isinstance(outcome, Sent) else outcome

    async def fetch(self, file_id: str) -> bytes:
        raise NotFetched(file_id)

    async def answer_press(self, press_id: str, text: str | None) -> None:
        self.flashed.append(text)

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        """Like Telegram's: what is below the offset is forgotten."""
        self.offsets.append(offset)
        if offset is not None:
            self.waiting = [one for one in self.waiting if one[0] >= offset]
        return list(self.waiting)

    def origin(self, update: dict[str, Any]) -> Origin:
        return Origin(
            address=update.get("chat"),
            person=update.get("person", "77"),
            sent_at=update.get("sent_at"),
            moves_to=update.get("moves_to"),
        )

    def read(self, update: dict[str, Any]) -> Asked | None:
        if "poison" in update:
            raise ValueError(update["poison"])
        if "text" not in update and "press" not in update:
            return None
        return Asked(
            key=f"telegram:{update['id']}",
            channel=self.name,
            address=update["chat"],
            title=update["chat"],
            person=Person(
                channel=self.name, address=update.get("person", "77"), name="Lan"
            ),
            at=PUBLISHED,
            text=update.get("text", ""),
            message=update.get("message", str(update["id"])),
            press=update.get("press"),
            press_id=update.get("press_id"),
        )

    def deep_link(self, token: str) -> str | None:
        return None

    async def introduce(self) -> None:
        return None


def an_update(number: int, chat: str, text: str) -> tuple[int, dict[str, Any]]:
    return number, {"id": number, "chat": chat, "text": text}


async def published(store: Store, draft: Draft | None = None) -> None:
    async with store.begin() as unit:
        for agency in AGENCIES:
            await unit.agencies.add(agency)
        await unit.programmes.publish(
            draft or july(),
            rules=THE_OFFICE.rules,
            calendar=THE_OFFICE.calendar,
            file_name="ct.txt",
            sha256="ab" * 32,
            by="Lan",
            at=PUBLISHED,
        )


async def linked(
    store: Store,
    address: str,
    role: ChatRole,
    agency: str | None = None,
    state: ChatState = ChatState.LINKED,
) -> None:
    async with store.begin() as unit:
        await unit.chats.add(
            "telegram", address, f"Nhóm {address}", role, agency, state, PUBLISHED
        )


async def all_letters(store: Store) -> list[Posted]:
    """Every letter there is, first posted first."""
    async with store.read() as unit:
        found: list[Posted] = []
        number = 1
        while True:
            try:
                found.append(await unit.outbox.get(number))
            except NotFound:
                return found
            number += 1


@dataclass
class Steady:
    """Seconds that go on when the test says so."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def doorway(
    store: Store,
    clock: PlayedClock,
    kind: Callable[..., Doorkeeper] = Doorkeeper,
    *,
    channel: FakeChannel | None = None,
    **more: Any,
) -> Doorway:
    keeper = kind(
        store=store,
        channels={"telegram": channel or FakeChannel()},
        clock=clock,
        office=THE_OFFICE,
    )
    return Doorway(doorkeeper=keeper, **{"steady": Steady(), **more})
