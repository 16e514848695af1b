"""The rehearsal: whoever a letter is meant for, it lies in the outbox for the office.

It is turned as it is posted, so that from then on it is the office's own: where it
goes, its buttons, what is replied to it; and nobody is sent it when it is over.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import select

from programme.chats import Chat, ChatState
from programme.letters import Letter
from programme.reminders import OFFICE, Addressee, ChatRole
from storage.bites import in_bites
from storage.rows import to_value
from storage.shelf import Shelf
from storage.tables.people import chats

#: The words of a letter with its addressee on top: an agency, or a chat.
Rehearse = Callable[[str, Addressee | Chat], str]


class Rehearsing(Shelf):
    """Without `rehearse` everything is meant as it is written."""

    rehearse: Rehearse | None = None

    async def as_posted(self, written: Sequence[Letter]) -> list[Letter]:
        """As they go into the outbox."""
        if self.rehearse is None:
            return list(written)
        known = await self._chats_of(written)
        return [_turned(letter, known, self.rehearse) for letter in written]

    async def _chats_of(self, written: Sequence[Letter]) -> dict[int, Chat]:
        found: dict[int, Chat] = {}
        for some in in_bites({one.chat for one in written if one.chat is not None}):
            rows = await self._rows(select(chats).where(chats.c.id.in_(some)))
            found |= {row["id"]: to_value(Chat, row) for row in rows}
        return found


def _turned(letter: Letter, known: dict[int, Chat], rehearse: Rehearse) -> Letter:
    chat = known.get(letter.chat) if letter.chat is not None else None
    meant = letter.to if letter.to not in {None, OFFICE} else None
    if chat is not None and _is_office(chat):
        # What stands in the office's chat already says whose it is.
        return (
            letter if meant is None or letter.edits else _for(letter, meant, rehearse)
        )
    if letter.chat is None and letter.to == OFFICE:
        return letter
    whose: Addressee | Chat | None = meant or chat
    return _for(letter, whose, rehearse) if whose else replace(letter, to=OFFICE)


def _is_office(chat: Chat) -> bool:
    return chat.role is ChatRole.OFFICE and chat.state is ChatState.LINKED


def _for(letter: Letter, whose: Addressee | Chat, rehearse: Rehearse) -> Letter:
    """In the office's chat there is nothing of theirs to edit or to reply to."""
    return replace(
        letter,
        text=rehearse(letter.text, whose),
        to=OFFICE,
        chat=None,
        edits=None,
        reply_to=None,
    )
