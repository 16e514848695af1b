"""A town that keeps its hours: what is asked at night reaches the office at 6:30."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.asked import Asked, SentFile
from jobs.attend import Doorkeeper
from nhacviec.timing import timing_of
from programme.document import Draft
from programme.dossiers import DossierRules
from programme.duties import Duty, DutyRole
from programme.letters import LetterState
from programme.reminders import ChatRole
from programme.requests import RequestState
from storage import Store
from storage.folder import Folder
from tests.bot.makers import AGENCIES, THE_OFFICE, at
from tests.jobs.digest_town import Town
from tests.jobs.makers import all_letters, doorway, linked, published
from tests.jobs.shown import Chats, Shown
from tests.programme.test_dossiers import PDF

#: Nobody is disturbed; and when that is over.
NIGHT, MORNING = (8, 22), (9, 6, 30)


@dataclass(kw_only=True)
class Replied(Chats):
    """Updates may be replies."""

    def read(self, update: dict[str, Any]) -> Asked | None:
        asked = super().read({"text": "", **update})
        if asked is None:
            return None
        name = update.get("file")
        file = SentFile(id=name, name=name, size=len(PDF)) if name else None
        reply_to = update.get("reply_to")
        return replace(asked, at=self.now(), reply_to=reply_to, file=file)

    async def fetch(self, file_id: str) -> bytes:
        return PDF + file_id.encode()


@dataclass
class NightTown(Town):
    """`town.who` says in whose chat a duty is spoken of."""

    who: dict[str, str] = field(default_factory=dict)
    folder: Folder | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.store.timing = timing_of(THE_OFFICE)
        self.channel = Replied(now=self.clock.now)
        self.door = doorway(self.store, self.clock, self._keeper, channel=self.channel)

    def _keeper(self, **more: Any) -> Doorkeeper:
        office = replace(THE_OFFICE, dossiers=DossierRules())
        return Doorkeeper(**{**more, "folder": self.folder, "office": office})

    async def hands_in(self, ref: str, name: str = "Tờ trình.pdf") -> None:
        await self.hear(self.who[ref], text=f"hồ sơ mục {ref}", file=name)

    async def asks(self, ref: str, text: str = "xin gia hạn đến 17/7 do chờ") -> None:
        await self.hear(self.who[ref], text=f"mục {ref} {text}")

    def office(self) -> list[Shown]:
        """What the office was told that it did not ask for, as it stands."""
        found = self.channel.shown.get("office", {}).values()
        return [one for one in found if not one.is_answer]

    def morning(self) -> list[Shown]:
        return [one for one in self.office() if one.at == at(*MORNING)]

    async def state_of(self, ref: str) -> RequestState:
        """What became of the last thing that was asked of this item."""
        duty = await self.duty(ref)
        async with self.store.read() as unit:
            return (await unit.requests.of_duty(duty.id))[-1].state

    async def due(self, ref: str) -> int:
        return (await self.duty(ref)).due.at.astimezone(at(1).tzinfo).day

    async def planned_to_office(self) -> list[str]:
        every = await all_letters(self.store)
        return [
            one.letter.text
            for one in every
            if one.state is LetterState.PLANNED and one.letter.to is not None
            if one.letter.to.role is ChatRole.OFFICE
        ]

    def row(self, message: Shown, ref: str) -> list[str]:
        """What the buttons of that item say."""
        return [
            button.label
            for row in message.buttons
            for button in row
            if button.label.startswith((f"{ref}:", f"‹ {ref}:"))
        ]


async def night_town(
    store: Store, draft: Draft | None = None, *, folder: Path | None = None
) -> NightTown:
    """Everybody is linked, all that is said by then is said; it is ten at night."""
    await published(store, draft)
    await linked(store, "office", ChatRole.OFFICE)
    town = NightTown(store, folder=Folder(folder) if folder else None)
    for agency in AGENCIES:
        await linked(store, agency.name, ChatRole.AGENCY, agency.name)
    for duty in await duties_of(store):
        if duty.role is DutyRole.LEAD:
            town.who.setdefault(duty.ref, duty.agency)
    await town.go(8, 8)
    await town.go(*NIGHT)
    return town


async def duties_of(store: Store) -> tuple[Duty, ...]:
    async with store.read() as unit:
        (force, *_) = await unit.programmes.in_force()
    return force.duties


async def asked(town: NightTown, *refs: str) -> Shown:
    """Asked at night; what the office finds in the morning."""
    for ref in refs:
        await town.asks(ref)
    await town.go(*MORNING)
    (message,) = town.morning()
    return message


def now(town: NightTown, message: Shown) -> Shown:
    return town.channel.shown["office"][message.id]
