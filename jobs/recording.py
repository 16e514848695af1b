"""What came of letters is written down, many in one commit; the office is told."""

import html
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from bot.channels import GiveUp, Outcome, Sent, TryLater, Unsure, Whose
from bot.leaving import stand_down
from bot.messages import linking, undelivered
from jobs.away import Away
from jobs.clock import Clock
from jobs.journal import Journal
from jobs.results import NotCalled, Result
from programme.chats import Chat, ChatState
from programme.letters import Letter, Posted
from programme.reminders import OFFICE, ChatRole, Kind, Reminder
from storage import MovedMeanwhile, Store, Unit
from storage.guarding import WasSent

log = logging.getLogger(__name__)

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True, kw_only=True)
class Recorder:
    """Every step is compared and set; a late result of a letter that has gone on
    without us changes nothing, but that it arrived is kept."""

    store: Store
    clock: Clock
    journal: Journal | None = None
    away: Away = field(default_factory=Away)

    async def keep(self, went: Sequence[tuple[Posted, str]]) -> None:
        """In the journal, before the database is told; with what each of them says."""
        if self.journal is None or not went:
            return
        said: dict[int, list[Reminder]] = {}
        carried: dict[int, list[str]] = {}
        held = [p.id for p, _ in went if p.letter.not_before is not None]
        try:
            async with self.store.read() as unit:
                said = await unit.reminders.of_letters([p.id for p, _ in went])
                carried = await unit.outbox.joined(held)
        except Exception as error:
            # Of whatever kind: the journal is for when the database fails.
            log.warning("the journal lacks what was said: %s", type(error).__name__)
        now = self.clock.real()
        await self.journal.add(
            [
                WasSent(
                    key=key,
                    channel=posted.channel or "",
                    address=posted.address or "",
                    message_id=message_id,
                    at=now,
                    kind=posted.letter.kind,
                    says=tuple(said.get(posted.id, ())),
                )
                for posted, message_id in went
                for key in (posted.letter.key, *carried.get(posted.id, ()))
            ],
            now,
        )

    async def write_all(self, unit: Unit, results: Sequence[Result]) -> None:
        """In the caller's unit. Raises MovedMeanwhile: then each by itself."""
        now = self.clock.real()
        went = accepted_of(results)
        await unit.outbox.all_sent(went, now)
        for posted, outcome in results:
            if not isinstance(outcome, Sent):
                await self._write(unit, posted, outcome, now)
        await self.away.write(unit, results, self.clock.now(), now)

    async def write_one(self, posted: Posted, outcome: Outcome | NotCalled) -> None:
        """In a unit of its own."""
        await self.keep(accepted_of([(posted, outcome)]))
        try:
            async with self.store.begin() as unit:
                await self.write_all(unit, [(posted, outcome)])
        except MovedMeanwhile:
            log.warning("letter %s: a late result", posted.id)
            if isinstance(outcome, Sent):
                async with self.store.begin() as unit:
                    now = self.clock.real()
                    await unit.outbox.witness(posted, outcome.message_id, now)

    async def tell_failed(self, unit: Unit, posted: Posted) -> None:
        """The office, at once: it did not arrive, and nobody tries any more."""
        if posted.chat is None or posted.letter.edits is not None:
            return
        chat = await unit.chats.get(posted.chat)
        if chat.state is ChatState.LINKED and chat.role is not ChatRole.OFFICE:
            text = str(undelivered.failed(posted, chat))
            await self._tell(unit, f"failed:{posted.id}", text)

    async def _write(
        self,
        unit: Unit,
        posted: Posted,
        outcome: TryLater | GiveUp | Unsure | NotCalled,
        now: datetime,
    ) -> None:
        match outcome:
            case TryLater():
                is_shut = outcome.whose is Whose.QUOTA  # what waits there is not ours
                after = now if is_shut else now + outcome.after
                await unit.outbox.try_later(posted, outcome.why, after, now)
                if outcome.moved_to and posted.chat is not None:
                    await unit.chats.moved(posted.chat, outcome.moved_to)
            case GiveUp(markup=True) if posted.error != "markup":
                await unit.outbox.say_plainly(posted, _plainly(posted), now)
            case GiveUp(gone=True):
                await self._lose(unit, posted, outcome.why, now)
            case GiveUp():
                await unit.outbox.give_up(posted, outcome.why, now)
                await self.tell_failed(unit, posted)
            case Unsure():
                await unit.outbox.unsure(posted, outcome.why, now)
            case NotCalled():
                await unit.outbox.take_back(posted, outcome.why, now)
            case _:
                assert_never(outcome)

    async def _lose(self, unit: Unit, posted: Posted, why: str, now: datetime) -> None:
        """The chat is gone: told of once. Its letters go to the next chat."""
        chat = await unit.chats.get(posted.chat) if posted.chat else None
        if chat is not None and chat.state is ChatState.LINKED:
            await self._mark_lost(unit, chat, posted)
        letter = posted.letter
        is_bound = letter.to is None or letter.chat or letter.edits
        if is_bound or chat is None:
            await unit.outbox.give_up(posted, why, now)
        else:
            await unit.outbox.elsewhere(posted, why, now)

    async def _mark_lost(self, unit: Unit, chat: Chat, posted: Posted) -> None:
        lost = replace(chat, state=ChatState.UNREACHABLE)
        await unit.chats.put(lost, was=chat)
        await stand_down(chat, unit, self.clock.now())
        if chat.role is not ChatRole.OFFICE:  # of that, there is nobody else to tell
            text = str(linking.gone(lost))
            await self._tell(unit, f"gone:{chat.id}:{posted.id}", text)

    async def _tell(self, unit: Unit, key: str, text: str) -> None:
        letter = Letter(
            key=key,
            kind=Kind.OFFICE,
            at=self.clock.now(),
            to=OFFICE,
            text=text,
        )
        await unit.outbox.post(letter, now=self.clock.real())


def accepted_of(results: Sequence[Result]) -> list[tuple[Posted, str]]:
    """What a channel took, and as which message."""
    return [(p, o.message_id) for p, o in results if isinstance(o, Sent)]


def _plainly(posted: Posted) -> str:
    """The text without its markup, escaped anew."""
    return html.escape(html.unescape(_TAG.sub("", posted.letter.text)), quote=False)
