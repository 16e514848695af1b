"""The last gate of a rehearsal: a channel that reaches the office's chats alone.

Letters are turned as they are posted (storage/rehearsing.py). What lies in the outbox
from before, a probe, or a fault of ours must not go past this either.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from bot.asked import Asked
from bot.channels import (
    Caller,
    Channel,
    Door,
    Heard,
    NotProbed,
    Numberer,
    Origin,
    Outcome,
    Probed,
    Prober,
    Timekeeper,
    TryLater,
)
from programme.chats import ChatState
from programme.letters import Letter
from programme.reminders import ChatRole
from storage import Store

_HELD = timedelta(hours=1)
#: Presses whose chat is remembered until they are answered.
_MOST = 1000


@dataclass(kw_only=True, eq=False)
class OfficeAlone:
    """Says nothing in any other chat; hears everything."""

    channel: Channel
    store: Store
    name: str = field(init=False)
    _presses: dict[str, str] = field(default_factory=dict)
    #: Where this process has been allowed to speak.
    _offices: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.name = self.channel.name

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        if not await self.is_office(address):
            return TryLater("rehearsal", after=_HELD)
        return await self.channel.send(letter, address, copy=copy)

    async def answer_press(self, press_id: str, text: str | None) -> None:
        """The waiting ends for everybody; words are for the office."""
        address = self._presses.pop(press_id, "")
        said = text if await self.is_office(address) else None
        await self.channel.answer_press(press_id, said)

    def read(self, update: dict[str, Any]) -> Asked | None:
        asked = self.channel.read(update)
        if asked is not None and asked.press_id is not None:
            while len(self._presses) >= _MOST:
                self._presses.pop(next(iter(self._presses)))
            self._presses[asked.press_id] = asked.address
        return asked

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        return await self.channel.updates(offset, wait)

    def origin(self, update: dict[str, Any]) -> Origin:
        return self.channel.origin(update)

    async def fetch(self, file_id: str) -> bytes:
        return await self.channel.fetch(file_id)

    def deep_link(self, token: str) -> str | None:
        return self.channel.deep_link(token)

    async def introduce(self) -> None:
        await self.channel.introduce()

    async def is_office(self, address: str) -> bool:
        async with self.store.read() as unit:
            chat = await unit.chats.at(self.name, address)
        linked = chat is not None and chat.state is ChatState.LINKED
        if chat is None or not linked or chat.role is not ChatRole.OFFICE:
            self._offices.discard(address)
            return False
        self._offices.add(address)
        return True


class _Able(Prober, Caller, Timekeeper, Protocol):
    """What Telegram can do beside what every channel does."""


@dataclass(kw_only=True, eq=False)
class AbleOfficeAlone(OfficeAlone):
    """The same for a channel that can be asked for its messages."""

    able: _Able

    async def probe(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> Probed | NotProbed:
        if not await self.is_office(address):
            return NotProbed("rehearsal", after=_HELD)
        return await self.able.probe(letter, address, message_id, copy=copy)

    async def restore(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> None:
        if await self.is_office(address):
            await self.able.restore(letter, address, message_id, copy=copy)

    def can_probe(self, letter: Letter, address: str) -> bool:
        """To ask is to edit: what others were sent before stays as it is."""
        return address in self._offices and self.able.can_probe(letter, address)

    def heard(self, update: dict[str, Any]) -> Sequence[Heard]:
        return self.able.heard(update)

    def plain(self, text: str) -> str:
        return self.able.plain(text)

    async def listen_at(self, door: Door | None) -> None:
        await self.able.listen_at(door)

    async def waits_at(self, door: Door) -> int | None:
        return await self.able.waits_at(door)

    @property
    def skew(self) -> timedelta | None:
        return self.able.skew


class _Asked(Caller, Numberer, Timekeeper, Protocol):
    """What Zalo can do beside what every channel does."""


@dataclass(kw_only=True, eq=False)
class AskedOfficeAlone(OfficeAlone):
    """The same for a channel that says only what comes in, and when."""

    able: _Asked

    def number_of(self, update: dict[str, Any]) -> int:
        return self.able.number_of(update)

    async def listen_at(self, door: Door | None) -> None:
        await self.able.listen_at(door)

    async def waits_at(self, door: Door) -> int | None:
        return await self.able.waits_at(door)

    @property
    def skew(self) -> timedelta | None:
        return self.able.skew


def only_office(channel: Channel, store: Store) -> Channel:
    """The same channel, for a rehearsal."""
    able: object = channel
    if (
        isinstance(able, Numberer)
        and isinstance(able, Caller)
        and isinstance(able, Timekeeper)
    ):
        return AskedOfficeAlone(channel=channel, store=store, able=able)
    if (
        isinstance(able, Prober)
        and isinstance(able, Caller)
        and isinstance(able, Timekeeper)
    ):
        return AbleOfficeAlone(channel=channel, store=store, able=able)
    return OfficeAlone(channel=channel, store=store)
