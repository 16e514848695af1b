"""One update is handled: its effect, its mark and its answers in one transaction."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.aiming import may_be_meant
from bot.answer import REFUSALS, answer, chat_of, refusal, refused
from bot.asked import LONG_AGO, Answer, Asked
from bot.channels import Channel, Listener
from bot.channels.capabilities import capabilities_of
from bot.desk import Desk, Handed, Paper
from bot.digest_edits import after_the_moves
from bot.handing_in import wanted
from bot.keeping_matters import keep_matters_true
from bot.messages import incoming
from bot.messages.words import within_limit
from bot.rights import may
from bot.said_anew import after_the_move, without_edits
from bot.standing import place_of
from jobs.clock import Clock
from jobs.dossiers import fetched
from jobs.flood import Turnstile
from jobs.menus import renew_menus
from jobs.papers import paper_of
from programme.dossiers import DossierFault
from programme.errors import Fault, Unreadable
from programme.letters import Letter, Priority
from programme.office import Office
from storage import Store, Unit
from storage.folder import Folder
from storage.inbox import InboxRow

log = logging.getLogger(__name__)

#: Why an update was passed over: written on it.
TOO_MANY = "too many"
#: Files that are fetched and read at once; each may be large.
_FILES = 2


@dataclass(frozen=True, kw_only=True)
class Attended:
    """What was asked and answered. `is_over`: it was too much, and not answered;
    `relinked`: it changed whose a chat is."""

    asked: Asked | None = None
    answers: Sequence[Answer] = ()
    is_over: bool = False
    relinked: bool = False


@dataclass(frozen=True, kw_only=True)
class Doorkeeper:
    """Attends to one update at a time; any number of them at once (`jobs.doorway`)."""

    store: Store
    channels: Mapping[str, Channel]
    clock: Clock
    office: Office
    turnstile: Turnstile = field(default_factory=Turnstile)
    #: Whether the disk has room for what a file becomes.
    has_room: Callable[[], bool] = lambda: True
    #: Where dossiers are kept; without it none are taken.
    folder: Folder | None = None
    files: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_FILES))

    async def attend(self, row: InboxRow) -> Attended:
        """When this returns it is written down. Raises whatever keeps it from being
        handled, and then nothing has happened."""
        channel = self.channels[row.channel]
        origin = channel.origin(row.raw)
        # One that is tried again has been admitted before.
        if not row.tries and not self.turnstile.admits(
            row.channel, origin, row.received_at
        ):
            return await self._turn_away(row, channel)
        asked = _once(channel.read(row.raw), row)
        return await self._handle(row, asked, channel)

    async def flash(self, attended: Attended) -> None:
        """Ends the waiting of a pressed button; the message itself says what counts.
        A chat that is another's now gets that one's commands."""
        if attended.relinked:
            await self._renew_menus()
        asked = attended.asked
        if asked is None or asked.press_id is None:
            return
        toast = next((said.toast for said in attended.answers if said.toast), None)
        try:
            await self.channels[asked.channel].answer_press(asked.press_id, toast)
        except Exception as error:
            # Of whatever kind, of any channel: what was pressed counts already.
            log.warning("a press was not answered: %s", type(error).__name__)

    async def _renew_menus(self) -> None:
        try:
            await renew_menus(self.store, self.channels)
        except Exception as error:
            # Of whatever kind: it is done again at the next start.
            log.warning("commands were not renewed: %s", type(error).__name__)

    def is_over(self, row: InboxRow) -> bool:
        """Whether this one is too much as well."""
        origin = self.channels[row.channel].origin(row.raw)
        return self.turnstile.is_over(row.channel, origin, row.received_at)

    async def _turn_away(self, row: InboxRow, channel: Channel) -> Attended:
        """Done, on record, and said once."""
        origin = channel.origin(row.raw)
        is_news = self.turnstile.is_to_be_told(row.channel, origin, row.received_at)
        asked = _once(channel.read(row.raw), row) if is_news else None
        sentence = Answer(text=incoming.too_many())
        async with self.store.begin() as unit:
            if asked is not None:
                await chat_of(asked, self._desk(unit, channel))
                await self._post(unit, asked, [sentence])
            await unit.inbox.pass_over([row.id], self.clock.real(), why=TOO_MANY)
        said = replace(sentence, toast=sentence.text.striptags())
        return Attended(asked=asked, answers=[said], is_over=True)

    async def _handle(
        self, row: InboxRow, asked: Asked | None, channel: Channel
    ) -> Attended:
        if asked is None:
            async with self.store.begin() as unit:
                await unit.inbox.done(row.id, self.clock.real())
            return Attended()
        paper = await self._paper(asked, channel)
        handed = await self._handed(asked, channel)
        try:
            async with self.store.begin() as unit:
                desk = replace(self._desk(unit, channel, paper), handed=handed)
                answers = await answer(asked, desk)
                await self._finish(unit, row, asked, answers)
                await self._keep_true(desk)
                relinked = unit.chats.relinked
        except REFUSALS as error:
            answers = [refusal(error, asked)]
            async with self.store.begin() as unit:
                await refused(error, asked, self._desk(unit, channel))
                await self._finish(unit, row, asked, answers)
            relinked = False
        return Attended(asked=asked, answers=answers, relinked=relinked)

    async def _paper(self, asked: Asked, channel: Channel) -> Paper | None:
        """What the office sends may be its programme."""
        if asked.file is None or asked.file.is_photo:
            return None
        async with self.store.read() as unit:
            chat = await unit.chats.at(asked.channel, asked.address)
            if chat is None:
                return None
            place = await place_of(asked, chat, self._desk(unit, channel))
            known = await unit.agencies.registry()
        if not may(place.seat, "file programme"):
            return None
        if not self.has_room():
            name = asked.file.name
            return Paper(name=name, sha256="", read=Unreadable(Fault.NO_ROOM))
        registry = known if known.known else None
        async with self.files:
            return await paper_of(asked, channel, registry=registry)

    async def _handed(self, asked: Asked, channel: Channel) -> Mapping[str, Handed]:
        """Dossiers, once it is certain for which duty they are."""
        if self.folder is None or not may_be_meant(asked):
            return {}
        async with self.store.read() as unit:
            files = await wanted(asked, self._desk(unit, channel))
        if files and not self.has_room():
            full = DossierFault.NO_ROOM
            return {one.id: Handed(name=one.name, fault=full) for one in files}
        async with self.files:
            return await fetched(files, channel, self.folder)

    def _desk(self, unit: Unit, channel: Channel, paper: Paper | None = None) -> Desk:
        return Desk(
            paper=paper,
            unit=unit,
            office=self.office,
            now=self.clock.now(),
            deep_link=channel.deep_link,
            hears_all=isinstance(channel, Listener) and channel.hears_all,
        )

    async def _keep_true(self, desk: Desk) -> None:
        """What other messages say of what was just changed."""
        unit = desk.unit
        if unit.requests.touched or unit.duties.moved or unit.dossiers.touched:
            await keep_matters_true(unit, now=desk.now, real=self.clock.real())
        if not (unit.duties.moved or unit.duties.heard or unit.requests.touched):
            return
        desk = await desk.with_its_days()
        await after_the_moves(
            desk.unit, now=desk.now, real=self.clock.real(), office=desk.office
        )

    async def _finish(
        self, unit: Unit, row: InboxRow, asked: Asked, answers: Sequence[Answer]
    ) -> None:
        await self._post(unit, asked, answers)
        await unit.inbox.done(row.id, self.clock.real())

    async def _post(self, unit: Unit, asked: Asked, answers: Sequence[Answer]) -> None:
        here = await unit.chats.at(asked.channel, asked.address)
        if not capabilities_of(asked.channel).edits:
            answers = without_edits(answers)
        if here is not None and here.address != asked.address:
            answers = after_the_move(answers)
        for number, said in enumerate(answers):
            if not said.text:
                continue
            chat = said.chat
            if chat is None and said.to is None and here is not None:
                chat = here.id
            letter = self._letter(asked, said, number, chat)
            await unit.outbox.post(letter, now=self.clock.real())

    def _letter(
        self, asked: Asked, said: Answer, number: int, chat: int | None
    ) -> Letter:
        return Letter(
            key=f"{asked.key}:{number}",
            kind=said.kind,
            at=self.clock.now(),
            text=str(within_limit(said.text)),
            to=said.to,
            chat=chat,
            buttons=said.buttons,
            reply_to=said.reply_to,
            edits=said.edits,
            duties=said.duties,
            refs=said.refs,
            asks_reply=said.asks_reply,
            file=said.file,
            priority=_priority(said),
            not_after=said.not_after,
        )


def _priority(said: Answer) -> Priority:
    """Who asked is answered; to everybody else it is news."""
    if said.to is None or said.at_once:
        return Priority.ANSWER
    return Priority.URGENT if said.urgent else Priority.REMINDER


def _once(asked: Asked | None, row: InboxRow) -> Asked | None:
    """Its name for ever: a channel's number may come again after a quiet week. What
    does not say when it was sent was sent when it came."""
    if asked is None:
        return None
    key = f"{asked.key}@{int(row.received_at.timestamp())}"
    at = row.received_at if asked.at == LONG_AGO else asked.at
    return replace(asked, key=key, at=at)
