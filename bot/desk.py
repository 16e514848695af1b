"""What a command works with: the cupboard, the office, the moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.wording import Scene
from programme.agencies import Agency, Registry
from programme.chats import Chat
from programme.document import Draft
from programme.duties import Duty
from programme.errors import Unreadable
from programme.office import Office
from programme.programme import InForce
from storage import Unit


def _no_link(token: str) -> str | None:
    del token
    return None


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A file that came with a message: what it says, or why it cannot be read."""

    name: str
    sha256: str
    read: Draft | Unreadable


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One transaction's view. `deep_link` makes a link of a token, where a channel can.

    `now` is in the office's zone.
    """

    unit: Unit
    office: Office
    now: datetime
    paper: Paper | None = None
    deep_link: Callable[[str], str | None] = field(default=_no_link)

    @property
    def today(self) -> date:
        return self.office.rules.day_of(self.now)

    async def registry(self) -> Registry:
        return await self.unit.agencies.registry(on=self.today)

    async def short_names(self) -> dict[str, str]:
        return {agency.name: agency.short for agency in await self.unit.agencies.all()}

    async def scene(self) -> Scene:
        return Scene(
            office=self.office,
            now=self.now,
            forces=await self.unit.programmes.in_force(),
            names=await self.short_names(),
        )

    async def known_agency(self, written: str) -> Agency | None:
        """By any of its names, in the text as typed."""
        return (await self.registry()).find(written)


@dataclass(frozen=True, kw_only=True)
class Place:
    """The chat something was asked in, and the programmes in force then."""

    chat: Chat
    forces: tuple[InForce, ...]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Everything this chat's agency has a part in, newest programme first."""
        return tuple(
            duty
            for force in self.forces
            for duty in force.duties
            if duty.agency == self.chat.agency
        )
