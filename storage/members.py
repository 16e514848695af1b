"""Members: who speaks in which chat."""

from datetime import datetime

from sqlalchemy import select, update

from programme.chats import Person
from storage.dialect import insert
from storage.rows import to_columns, to_value
from storage.shelf import Shelf
from storage.tables.people import chats, members, people


class Members(Shelf):
    async def seen(self, person: Person, chat_id: int, at: datetime) -> int:
        """They spoke there; answers with our number for the person."""
        number: int = await self._one(
            insert(people)
            .values(to_columns(person))
            .on_conflict_do_update(
                index_elements=["channel", "address"], set_={"name": person.name}
            )
            .returning(people.c.id)
        )
        role = select(chats.c.role).where(chats.c.id == chat_id).scalar_subquery()
        await self._do(
            insert(members)
            .values(person=number, chat=chat_id, role=role, since=at, seen_at=at)
            .on_conflict_do_update(
                index_elements=["person", "chat"], set_={"seen_at": at, "until": None}
            )
        )
        return number

    async def left(self, person: Person, chat_id: int, at: datetime) -> None:
        who = select(people.c.id).where(
            people.c.channel == person.channel, people.c.address == person.address
        )
        await self._do(
            update(members)
            .where(members.c.chat == chat_id)
            .where(members.c.person == who.scalar_subquery())
            .values(until=at)
        )

    async def of_chat(self, chat_id: int) -> list[Person]:
        """Who has spoken there and not left, first seen first."""
        rows = await self._rows(
            select(people)
            .join(members, members.c.person == people.c.id)
            .where(members.c.chat == chat_id, members.c.until.is_(None))
            .order_by(members.c.since, people.c.id)
        )
        return [to_value(Person, row) for row in rows]

    async def last_words(self, chat_id: int) -> list[tuple[Person, datetime]]:
        """Who has not left, and when each spoke last; the newest first."""
        rows = await self._rows(
            select(people, members.c.seen_at.label("last"))
            .join(members, members.c.person == people.c.id)
            .where(members.c.chat == chat_id, members.c.until.is_(None))
            .order_by(members.c.seen_at.desc(), people.c.id)
        )
        return [(to_value(Person, row), row["last"]) for row in rows]
