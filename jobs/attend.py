"""One update is handled: its effect, its mark and its answers in one transaction."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer import REFUSALS, answer, chat_of, refusal
from bot.asked import Answer, Asked
from bot.channels import Channel
from bot.desk import Desk, Paper
from bot.messages.words import within_limit
from jobs.clock import Clock
from jobs.papers import paper_of
from programme.letters import Letter, Priority
from programme.office import Office
from programme.reminders import ChatRole
from storage import Store, Unit
from storage.inbox import InboxRow

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Doorkeeper:
    """Takes what waits in the inbox, oldest first."""

    store: Store
    channels: Mapping[str, Channel]
    clock: Clock
    office: Office

    async def attend_one(self) -> bool:
        """False if nothing waits. What cannot be handled is set aside after three."""
        async with self.store.read() as unit:
            row = await unit.inbox.next()
        if row is None:
            return False
        try:
            channel = self.channels[row.channel]
            asked = channel.read(row.raw)
            answers = await self._handle(row, asked, channel)
        except Exception as error:
            # Every fault of ours ends here: it is kept, and the next is not held up.
            log.exception("update %s was not handled", row.id)
            await self._set_aside(row, error)
            return True
        await _flash(channel, asked, answers)
        return True

    async def _handle(
        self, row: InboxRow, asked: Asked | None, channel: Channel
    ) -> Sequence[Answer]:
        if asked is None:
            async with self.store.begin() as unit:
                await unit.inbox.done(row.id, self.clock.real())
            return ()
        paper = await self._paper(asked, channel)
        try:
            async with self.store.begin() as unit:
                answers = await answer(asked, self._desk(unit, channel, paper))
                await self._finish(unit, row, asked, answers)
        except REFUSALS as error:
            answers = [refusal(error, asked)]
            async with self.store.begin() as unit:
                await chat_of(asked, self._desk(unit, channel))
                await self._finish(unit, row, asked, answers)
        return answers

    async def _paper(self, asked: Asked, channel: Channel) -> Paper | None:
        """Only the office's files are fetched."""
        if asked.file is None:
            return None
        async with self.store.read() as unit:
            chat = await unit.chats.at(asked.channel, asked.address)
            known = await unit.agencies.registry()
        if chat is None or chat.role is not ChatRole.OFFICE:
            return None
        return await paper_of(asked, channel, registry=known if known.known else None)

    def _desk(self, unit: Unit, channel: Channel, paper: Paper | None = None) -> Desk:
        return Desk(
            paper=paper,
            unit=unit,
            office=self.office,
            now=self.clock.now(),
            deep_link=channel.deep_link,
        )

    async def _finish(
        self, unit: Unit, row: InboxRow, asked: Asked, answers: Sequence[Answer]
    ) -> None:
        here = await unit.chats.at(asked.channel, asked.address)
        for number, said in enumerate(answers):
            if not said.text:
                continue
            chat = said.chat
            if chat is None and said.to is None and here is not None:
                chat = here.id
            letter = self._letter(asked, said, number, chat)
            await unit.outbox.post(letter, now=self.clock.real())
        await unit.inbox.done(row.id, self.clock.real())

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
            priority=Priority.ANSWER,
        )

    async def _set_aside(self, row: InboxRow, error: Exception) -> None:
        async with self.store.begin() as unit:
            await unit.inbox.tried(row.id, type(error).__name__, self.clock.real())


async def _flash(
    channel: Channel, asked: Asked | None, answers: Sequence[Answer]
) -> None:
    """Ends the waiting of a pressed button; the message itself says what counts."""
    if asked is None or asked.press_id is None:
        return
    toast = next((said.toast for said in answers if said.toast), None)
    await channel.answer_press(asked.press_id, toast)
