"""The restore guard: what was sent according to the journal, and what is held back.

A restored database does not know what was sent after its backup was taken. What the
journal knows of is marked as sent; all else that is due waits until the office has
decided.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select, update

from programme.letters import LetterState, Priority
from programme.reminders import Addressee, ChatRole, Reminder
from storage.bites import in_bites
from storage.dialect import insert
from storage.homes import found_home
from storage.reminders import Reminders
from storage.settings import Settings
from storage.shelf import Shelf
from storage.tables.people import chats
from storage.tables.post import Fate, accepted, letters
from storage.tables.work import duties, programmes

INSTANCE, GENERATION, RESTORED = "instance", "generation", "restored"
HELD, DROPPING = "held", "dropping"
HELD_AT = "held-at"
#: Why a letter is put aside: it waits for the office, or the office let it go.
WAITS, LET_GO = "restored", "dropped"
#: Where a letter may be that has not come to its end.
_OPEN = (LetterState.PLANNED, LetterState.SENDING, LetterState.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class WasSent:
    """A line of the journal: a letter that a channel took, and what it said."""

    key: str
    channel: str
    address: str
    message_id: str
    at: datetime
    kind: str | None = None
    says: tuple[Reminder, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """`unknown`: the database has never had these letters, so it is an older one."""

    marked: int = 0
    unknown: int = 0


class Guarding(Shelf):
    async def instance(self) -> tuple[str, int]:
        """This database's own name for ever, and how often it was started."""
        settings = Settings(self._connection)
        name = await settings.get(INSTANCE)
        if name is None:
            name = secrets.token_hex(8)
            await settings.set(INSTANCE, name)
        return name, int(await settings.get(GENERATION) or 0)

    async def begin(self, generation: int) -> None:
        await Settings(self._connection).set(GENERATION, str(generation))

    async def restored_at(self) -> str | None:
        """When it was restored by us; nobody has looked at it since."""
        return await Settings(self._connection).get(RESTORED) or None

    async def held(self) -> str | None:
        """HELD, DROPPING, or None."""
        return await Settings(self._connection).get(HELD) or None

    async def replay(self, lines: Iterable[WasSent], now: datetime) -> Replayed:
        marked = unknown = 0
        for some in in_bites(lines):
            known = await self._known([line.key for line in some])
            for line in some:
                if line.key not in known:
                    unknown += 1
                    await self._take_in(line)
                elif known[line.key] is not LetterState.SENT:
                    marked += 1
                    await self._mark(line, now)
        return Replayed(marked=marked, unknown=unknown)

    async def hold(self, now: datetime) -> int:
        """Everything that waits to be sent is put aside for the office; how many.

        What was on its way may have arrived: if it goes after all, it goes as a copy.
        """
        on_its_way = letters.c.state != LetterState.PLANNED
        held = await self._do(
            update(letters)
            .where(letters.c.state.in_(_OPEN))
            .values(
                state=LetterState.SUPERSEDED,
                resends=case((on_its_way, 1), else_=letters.c.resends),
                lane=None,
                worker=None,
                error=WAITS,
                since=now,
            )
        )
        settings = Settings(self._connection)
        await settings.set(HELD, HELD)
        await settings.set(HELD_AT, now.isoformat())
        await settings.set(RESTORED, "")
        return held

    async def held_at(self) -> str:
        return await Settings(self._connection).get(HELD_AT) or ""

    async def whose(self) -> list[tuple[Addressee | None, int]]:
        """To whom they would go, and how many to each."""
        many = func.count().label("many")
        rows = await self._rows(
            select(letters.c.to_role, letters.c.to_agency, many)
            .where(*_held())
            .group_by(letters.c.to_role, letters.c.to_agency)
            .order_by(many.desc(), letters.c.to_role, letters.c.to_agency)
        )
        return [(_addressee(row), row["many"]) for row in rows]

    async def send_on(self, now: datetime) -> int:
        """The office has decided: what was held goes, to where its addressee is now."""
        sent = await self._do(
            update(letters)
            .where(*_held())
            .values(
                state=LetterState.PLANNED,
                home=None,
                next_try=None,
                error=None,
                since=now,
            )
        )
        await self._do(found_home())
        await Settings(self._connection).set(HELD, "")
        return sent

    async def drop(self, now: datetime) -> int:
        """The office has decided: what was held is not sent, nor what is due by now.

        The planner puts that aside before it says anything again.
        """
        dropped = await self._do(
            update(letters).where(*_held()).values(error=LET_GO, since=now)
        )
        await Settings(self._connection).set(HELD, DROPPING)
        return dropped

    async def dropped(self) -> None:
        await Settings(self._connection).set(HELD, "")

    async def _known(self, keys: list[str]) -> Mapping[str, LetterState]:
        rows = await self._rows(
            select(letters.c.key, letters.c.state).where(letters.c.key.in_(keys))
        )
        return {row["key"]: row["state"] for row in rows}

    async def _mark(self, line: WasSent, now: datetime) -> None:
        at = (chats.c.channel == line.channel, chats.c.address == line.address)
        chat = await self._one(select(chats.c.id).where(*at))
        number = await self._one(
            update(letters)
            .where(letters.c.key == line.key)
            .values(
                state=LetterState.SENT,
                message_id=line.message_id,
                lane=func.coalesce(letters.c.lane, chat),
                since=now,
            )
            .returning(letters.c.id)
        )
        await self._witness(line, int(number))

    async def _take_in(self, line: WasSent) -> None:
        """A letter that this database never had: what it said is said.

        Without reminders it was an answer, and its key alone keeps it from being given
        again. Of what this database does not have there is nothing to remember.
        """
        if line.says:
            known = [r for r in line.says if await self._is_of_ours(r)]
            shelf = Reminders(self._connection)
            await shelf.put_aside(known, Fate.SAID, line.at)
            return
        number = await self._one(
            insert(letters)
            .values(_stub(line))
            .on_conflict_do_nothing(index_elements=["key"])
            .returning(letters.c.id)
        )
        if number is not None:
            await self._witness(line, int(number))

    async def _is_of_ours(self, reminder: Reminder) -> bool:
        if reminder.duty is not None:
            ours = select(duties.c.id).where(duties.c.id == reminder.duty)
        elif reminder.programme:
            ours = select(programmes.c.id).where(programmes.c.id == reminder.programme)
        else:
            return True
        return await self._one(ours) is not None

    async def _witness(self, line: WasSent, letter: int) -> None:
        await self._do(
            insert(accepted)
            .values(
                channel=line.channel,
                address=line.address,
                message_id=line.message_id,
                letter=letter,
                attempt=1,
                at=line.at,
            )
            .on_conflict_do_nothing()
        )


def _held() -> tuple[ColumnElement[bool], ...]:
    return (letters.c.state == LetterState.SUPERSEDED, letters.c.error == WAITS)


def _addressee(row: Mapping[str, object]) -> Addressee | None:
    role = row["to_role"]
    if not isinstance(role, ChatRole):
        return None
    agency = row["to_agency"]
    return Addressee(role=role, agency=str(agency) if agency else None)


def _stub(line: WasSent) -> dict[str, object]:
    return {
        "key": line.key,
        "kind": line.kind,
        "at": line.at,
        "text": "",
        "buttons": [],
        "duties": (),
        "refs": (),
        "asks_reply": False,
        "priority": int(Priority.ANSWER),
        "state": LetterState.SENT,
        "attempt": 1,
        "resends": 0,
        "message_id": line.message_id,
        "posted_at": line.at,
        "since": line.at,
    }
