"""Letters for chats without buttons: what they offer is numbered just before they go.

In the transaction that marks them `sending`, so that whatever arrives can be answered,
however the sending ends.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.channels.capabilities import capabilities_of
from bot.channels.zalo_text import said_in_parts
from bot.messages import numbered
from bot.messages.unbuttoned import without_buttons
from programme.letters import Letter, Posted
from storage import Unit
from storage.claiming import Head


async def take_numbered(
    unit: Unit, heads: Sequence[Head], *, occasion_now: datetime, **how: Any
) -> list[Posted]:
    """Letters that are taken (`storage.claiming`), as they are said where they go."""
    if not heads:
        return []
    await _drop_edits(unit, heads)
    taken = await unit.outbox.take(heads, occasion_now=occasion_now, **how)
    return [
        one
        if capabilities_of(one.channel).buttons
        else await _numbered(unit, one, occasion_now)
        for one in taken
    ]


async def _drop_edits(unit: Unit, heads: Sequence[Head]) -> None:
    """What only keeps an old message true is not said where that cannot be written
    over: the next digest says what holds."""
    for head in heads:
        waits_for_nobody = not (head.is_answer or head.may_wait)
        if waits_for_nobody and not capabilities_of(head.channel).edits:
            posted = await unit.outbox.get(head.id)
            if posted.letter.edits is not None:
                await unit.outbox.supersede([head.id])


def messages_of(letter: Letter, is_copy: bool) -> int:  # noqa: FBT001 - as a quota asks it
    """How many messages Zalo counts: never fewer than are sent."""
    shown = numbered.offered(letter.buttons, {})
    more = numbered.below(shown, "A", is_private=False) if shown else ""
    return max(len(said_in_parts(letter.text + more, is_copy=is_copy)), 1)


async def _numbered(unit: Unit, posted: Posted, at: datetime) -> Posted:
    people = await unit.members.of_chat(posted.chat or 0)
    is_private = any(person.address == posted.address for person in people)
    text = without_buttons(posted.letter.text, is_private=is_private)
    letter = replace(posted.letter, text=text)
    if not letter.buttons:
        return replace(posted, letter=letter)
    duties = await unit.duties.by_ids(numbered.opens(letter.buttons))
    versions = {duty.id: duty.due.version for duty in duties}
    shown = numbered.offered(letter.buttons, versions)
    if not shown:
        return replace(posted, letter=replace(letter, buttons=()))
    offer = await unit.offers.make(posted, numbered.said(shown), at=at)
    more = numbered.below(shown, offer.mark, is_private=is_private)
    said = replace(letter, text=letter.text + str(more), buttons=())
    return replace(posted, letter=said)
