"""A town of chats on a real cupboard: people write and press, the bot answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.answer import REFUSALS, answer, refusal, refused
from bot.asked import Answer, Asked
from bot.desk import Desk
from programme.chats import Chat, ChatState, Person
from programme.document import Draft
from programme.duties import Duty
from programme.letters import Buttons, Letter, Posted
from programme.office import Office
from programme.reminders import Addressee, ChatRole
from storage import Store, Unit
from tests.bot.makers import (
    AGENCIES,
    PUBLISHED,
    THE_OFFICE,
    as_read,
    july,
    labels,
)

LAN = Person(channel="telegram", address="77", name="Nguyễn Thị Lan")
HUNG = Person(channel="telegram", address="78", name="Trần Văn Hùng")
LEASE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message of ours in a chat, as it stands."""

    address: str
    id: str
    text: str
    buttons: Buttons
    edits: bool
    asks_reply: bool

    def data(self, label: str) -> str:
        found = [b.data for row in self.buttons for b in row if b.label == label]
        assert len(found) == 1, (label, labels(self.buttons))
        return found[0]


@dataclass(kw_only=True)
class Talk:
    """Asks like a channel would, and delivers at once what is answered."""

    store: Store
    now: datetime
    heard: list[Said] = field(default_factory=list)
    toast: str | None = None
    office: Office = THE_OFFICE
    _numbers: int = 0

    async def publish(self, draft: Draft | None = None) -> None:
        async with self.store.begin() as unit:
            if not await unit.agencies.all():
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

    async def link(
        self, address: str, role: ChatRole, agency: str | None = None
    ) -> Chat:
        title = f"Nhóm {agency or role}"
        async with self.store.begin() as unit:
            return await unit.chats.add(
                "telegram", address, title, role, agency, ChatState.LINKED, self.now
            )

    async def say(
        self,
        address: str,
        text: str,
        *,
        by: Person = LAN,
        reply_to: Said | None = None,
    ) -> list[Said]:
        """What appears anywhere because of this message, in order."""
        return await self.ask(
            self.asked(address, by=by, text=text),
            reply_to=reply_to.id if reply_to else None,
        )

    async def press(self, message: Said, label: str, *, by: Person = LAN) -> list[Said]:
        return await self.press_data(message, message.data(label), by=by)

    async def press_data(
        self, message: Said, data: str, *, by: Person = LAN, address: str | None = None
    ) -> list[Said]:
        asked = self.asked(address or message.address, by=by)
        return await self.ask(asked, message=message.id, press=data, press_id="p")

    def asked(self, address: str, *, by: Person = LAN, text: str = "") -> Asked:
        self._numbers += 1
        return Asked(
            key=f"telegram:{self._numbers}",
            channel="telegram",
            address=address,
            title=f"Nhóm {address}",
            person=by,
            at=self.now,
            text=text,
            message=f"m{self._numbers}" if text else None,
        )

    async def ask(self, asked: Asked, **more: str | None) -> list[Said]:
        asked = replace(asked, **more)  # type: ignore[arg-type] # an Asked's own fields
        self.toast = None
        try:
            async with self.store.begin() as unit:
                answers = await answer(asked, self.desk(unit))
                await self._post(unit, asked, answers)
        except REFUSALS as error:
            answers = [refusal(error, asked)]
            async with self.store.begin() as unit:
                await refused(error, asked, self.desk(unit))
                await self._post(unit, asked, answers)
        self.toast = next((said.toast for said in answers if said.toast), None)
        return await self.deliver()

    def desk(self, unit: Unit) -> Desk:
        return Desk(
            unit=unit,
            office=self.office,
            now=self.now,
            deep_link=lambda token: f"https://t.me/nhacviec_bot?startgroup={token}",
        )

    async def _post(self, unit: Unit, asked: Asked, answers: Sequence[Answer]) -> None:
        here = await unit.chats.at(asked.channel, asked.address)
        for number, said in enumerate(answers):
            if said.text:
                chat = said.chat
                if chat is None and said.to is None and here is not None:
                    chat = here.id
                letter = Letter(
                    key=f"{asked.key}:{number}",
                    kind=said.kind,
                    at=self.now,
                    text=str(said.text),
                    to=said.to,
                    chat=chat,
                    buttons=said.buttons,
                    edits=said.edits,
                    reply_to=said.reply_to,
                    duties=said.duties,
                    refs=said.refs,
                    asks_reply=said.asks_reply,
                )
                await unit.outbox.post(letter, now=self.now)

    async def tell(
        self, to: Addressee, text: str, buttons: Buttons, duties: Sequence[Duty]
    ) -> Said:
        """A reminder as the post would bring it."""
        self._numbers += 1
        letter = Letter(
            key=f"told:{self._numbers}",
            kind=None,
            at=self.now,
            text=text,
            to=to,
            buttons=buttons,
            duties=tuple(duty.id for duty in duties),
            refs=tuple(duty.ref for duty in duties),
        )
        async with self.store.begin() as unit:
            await unit.outbox.post(letter, now=self.now)
        (said,) = await self.deliver()
        return said

    async def deliver(self) -> list[Said]:
        """Everything that waits goes out, and appears."""
        new: list[Said] = []
        while (posted := await self._next()) is not None:
            new.append(await self._appear(posted))
        self.heard += new
        return new

    async def _next(self) -> Posted | None:
        async with self.store.begin() as unit:
            return await unit.outbox.claim(
                worker="w", now=self.now, lease=LEASE, occasion_now=self.now
            )

    async def _appear(self, posted: Posted) -> Said:
        self._numbers += 1
        letter = posted.letter
        message_id = letter.edits or f"b{self._numbers}"
        async with self.store.begin() as unit:
            await unit.outbox.sent(posted, message_id, self.now)
        return Said(
            address=posted.address or "",
            id=message_id,
            text=letter.text,
            buttons=letter.buttons,
            edits=letter.edits is not None,
            asks_reply=letter.asks_reply,
        )

    async def duty(self, ref: str, agency: str | None = None) -> Duty:
        async with self.store.read() as unit:
            return (await unit.duties.find(ref, agency=agency))[0]

    async def states(self) -> dict[str, str]:
        """Where every lead duty stands: to see that nothing else has moved."""
        async with self.store.read() as unit:
            (force, *_) = await unit.programmes.in_force()
        return {f"{d.ref} {d.agency}": f"{d.state} {d.note}" for d in force.duties}

    def later(self, **much: float) -> None:
        self.now += timedelta(**much)


def transcript(said: Sequence[Said]) -> str:
    """What appeared, chat by chat, as people read it."""
    return "\n\n".join(
        f"{one.address}{' (sửa)' if one.edits else ''}:\n"
        f"{as_read(one.text, one.buttons)}"
        for one in said
    )
