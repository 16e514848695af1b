"""Messages to the office in which matters wait for its word: found again by what was
asked, and said anew while nobody has got them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from programme.letters import Buttons, LetterState, Posted
from programme.reminders import ChatRole
from storage.bites import in_bites
from storage.letters import LetterShelf, as_buttons, is_planned
from storage.tables.post import accepted, letters

#: So many letters at most come of one message that was heard.
_OF_ONE = 60


@dataclass(frozen=True, kw_only=True)
class Told:
    """A message to the office, where it stands by now, what was written over it."""

    posted: Posted
    message: str | None = None
    edits: tuple[Posted, ...] = ()

    @property
    def waiting(self) -> list[Posted]:
        """Edits that have not been begun."""
        return [one for one in self.edits if one.state is LetterState.PLANNED]

    @property
    def shown(self) -> Posted:
        """What a reader will see there when all that waits has gone."""
        gone = {LetterState.SUPERSEDED, LetterState.FAILED, LetterState.EXPIRED}
        left = [one for one in self.edits if one.state not in gone]
        return left[-1] if left else self.posted

    @property
    def is_out_of_reach(self) -> bool:
        """The last edit was refused: the message is gone, or nothing goes there."""
        ended = {LetterState.SENT, LetterState.FAILED}
        states = [one.state for one in self.edits if one.state in ended]
        return states[-1:] == [LetterState.FAILED]

    @property
    def next_edit(self) -> str:
        """A name that no edit of it has had."""
        return f"matters:{self.posted.id}:{len(self.edits)}"


class Together(LetterShelf):
    async def telling(self, heard: Iterable[str]) -> list[Told]:
        """The messages by which the office was told, or will be, of what was heard in
        these messages of others; each as it went, alone or joined to another."""
        found: dict[int, None] = {}
        keys = (f"{one}:{n}" for one in dict.fromkeys(heard) for n in range(_OF_ONE))
        number = func.coalesce(letters.c.joined_to, letters.c.id).label("id")
        to_office = letters.c.to_role == ChatRole.OFFICE
        for some in in_bites(keys):
            wanted = select(number).where(letters.c.key.in_(some), to_office)
            rows = await self._rows(wanted.order_by(number))
            found |= dict.fromkeys(row["id"] for row in rows)
        return [told for number in found for told in await self._told(number)]

    async def _told(self, number: int) -> list[Told]:
        (posted,) = await self._posted(letters.c.id == number)
        if posted.state is LetterState.PLANNED:
            return [Told(posted=posted)]
        if posted.state is not LetterState.SENT:
            return []  # on its way, or it reached nobody
        row = await self._row(select(letters).where(letters.c.id == number))
        message = row["message_id"] if row is not None else None
        of_it = await self._one(
            select(accepted.c.letter).where(
                accepted.c.channel == posted.channel,
                accepted.c.address == posted.address,
                accepted.c.message_id == message,
            )
        )
        if message is None or of_it != number:
            return []  # its chat has moved: the number may be another message's
        edits = await self._posted(
            letters.c.chat == posted.chat, letters.c.edits == message
        )
        return [Told(posted=posted, message=message, edits=tuple(edits))]

    async def say_anew(self, posted: Posted, text: str, buttons: Buttons) -> bool:
        """In its place, while it has not been begun."""
        changed = await self._do(
            update(letters)
            .where(letters.c.id == posted.id, is_planned(letters))
            .values(text=text, buttons=as_buttons(buttons))
        )
        return changed == 1

    async def say_nothing(self, some: Iterable[Posted], at: datetime) -> None:
        """They are not sent any more, if nobody has begun to."""
        for one in some:
            await self._do(
                update(letters)
                .where(letters.c.id == one.id, is_planned(letters))
                .values(state=LetterState.SUPERSEDED, since=at)
            )
