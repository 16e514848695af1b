"""What a command works with: the cupboard, the office, the moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.rights import Seat
from programme.agencies import Agency, Registry
from programme.chats import Chat
from programme.document import Draft
from programme.dossiers import DossierFault
from programme.duties import Duty
from programme.errors import Unreadable
from programme.office import Office
from programme.programme import InForce
from storage import Unit

#: More than this many items no message can say, and no one means.
MOST_SAID = 200
MOST_OPEN = 500


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
class Handed:
    """A file that was handed in: kept by its hash, or why it was not."""

    name: str
    sha256: str = ""
    size: int = 0
    kind: str = ""
    fault: DossierFault | None = None


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One transaction's view. `deep_link` makes a link of a token, where a channel can.

    `now` is in the office's zone.
    """

    unit: Unit
    office: Office
    now: datetime
    paper: Paper | None = None
    #: By the channel's name of each, what was fetched for this message.
    handed: Mapping[str, Handed] = field(default_factory=dict)
    deep_link: Callable[[str], str | None] = field(default=_no_link)
    #: Whether every message of a group reaches the bot, and not only what answers it.
    hears_all: bool = False

    @property
    def is_rehearsed(self) -> bool:
        """Whether the office plays everybody's part (docs/decisions/0012)."""
        return self.unit.is_rehearsed

    @property
    def today(self) -> date:
        return self.office.rules.day_of(self.now)

    async def with_its_days(self) -> "Desk":
        """The office with the days it has entered by now, seen in this transaction."""
        calendar = await self.unit.calendar.onto(self.office.calendar)
        return replace(self, office=replace(self.office, calendar=calendar))

    async def registry(self) -> Registry:
        return await self.unit.agencies.registry(on=self.today)

    async def short_names(self) -> dict[str, str]:
        return {agency.name: agency.short for agency in await self.unit.agencies.all()}

    async def own(self, agency: str | None) -> tuple[Duty, ...]:
        """What an agency has a part in, newest programme first: as much as the longest
        message can say."""
        found = await self.unit.duties.own(agency or "", most=MOST_SAID)
        return await self._in_order(found)

    async def around(self, duties: Sequence[Duty]) -> tuple[InForce, ...]:
        """The programmes of these, with them and their meetings; newest first."""
        return await self.unit.parts.around(duties)

    async def at_home(self, place: "Place") -> "Place":
        """The place with all that its agency may be speaking of: the newest it has a
        part in, and whatever is open."""
        agency = place.chat.agency or ""
        newest = await self.unit.duties.own(agency, most=MOST_SAID)
        still = await self.unit.duties.own(agency, most=MOST_OPEN, open_only=True)
        found = {duty.id: duty for duty in (*newest, *still)}
        forces = await self.around(list(found.values()))
        return replace(place, forces=forces)

    async def _in_order(self, duties: Sequence[Duty]) -> tuple[Duty, ...]:
        """Newest programme first, then in the order of the document."""
        heads = await self.unit.parts.heads(duty.programme for duty in duties)
        by_age = {number: age for age, number in enumerate(heads)}
        known = [duty for duty in duties if duty.programme in by_age]
        return tuple(sorted(known, key=lambda d: (by_age[d.programme], d.id)))

    async def known_agency(self, written: str) -> Agency | None:
        """By any of its names, in the text as typed."""
        return (await self.registry()).find(written)


@dataclass(frozen=True, kw_only=True)
class Place:
    """The chat something was asked in, and the part in which who asks speaks there.

    `Desk.at_home` adds what its agency prepares.
    """

    chat: Chat
    seat: Seat
    forces: tuple[InForce, ...] = ()

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Everything this chat's agency has a part in, newest programme first."""
        return tuple(
            duty
            for force in self.forces
            for duty in force.duties
            if duty.agency == self.chat.agency
        )
