"""Codes that link a chat: one use, hashed, few wrong tries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, insert, or_, select, update

from programme.chats import LinkCode, Person
from programme.reminders import Addressee, ChatRole
from storage.errors import CodeExpired, CodeUsed, TooManyTries, WrongCode
from storage.rows import Row, to_value
from storage.shelf import Shelf
from storage.tables.people import link_tries, links

WRONG_TRIES = 5
WITHIN = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A code that was right: whom it was made for, and by whom."""

    id: int
    role: ChatRole
    agency: str | None
    by: str
    expires_at: datetime

    @property
    def addressee(self) -> Addressee:
        return Addressee(role=self.role, agency=self.agency)


class Links(Shelf):
    async def add(self, code: LinkCode, *, by: str, at: datetime) -> int:
        number: int = await self._one(
            insert(links)
            .values(
                role=code.role,
                agency=code.agency,
                code_hash=_hash(_typed(code.code)),
                token_hash=_hash(code.token),
                expires_at=code.expires_at,
                by=by,
                at=at,
            )
            .returning(links.c.id)
        )
        return number

    async def redeem(
        self, text: str, *, chat_address: str, person: Person, at: datetime
    ) -> Link:
        """Uses up the code or token in `text`; of two at once, one wins."""
        chat = f"{person.channel}:{chat_address}"
        who = f"{person.channel}:{person.address}"
        if await self._wrong_tries(chat, who, at) >= WRONG_TRIES:
            raise TooManyTries
        row = await self._row(
            select(links).where(
                or_(
                    links.c.code_hash == _hash(_typed(text)),
                    links.c.token_hash == _hash(text.strip()),
                )
            )
        )
        if row is None:
            await self._count_try(chat, who, at)
            raise WrongCode
        await self._use(row, chat, who, at)
        return to_value(Link, row)

    async def _use(self, row: Row, chat: str, who: str, at: datetime) -> None:
        if row["used_at"] is None and at >= row["expires_at"]:
            raise CodeExpired(row["expires_at"])
        used = await self._do(
            update(links)
            .where(links.c.id == row["id"], links.c.used_at.is_(None))
            .values(used_at=at, used_in=chat, used_by=who)
        )
        if used != 1:
            raise CodeUsed

    async def forget_tries(self, before: datetime) -> int:
        """Wrong ones that count no more; how many."""
        return await self._do(delete(link_tries).where(link_tries.c.at < before))

    async def _wrong_tries(self, chat: str, who: str, at: datetime) -> int:
        tries = link_tries.c
        found: int = await self._one(
            select(func.count())
            .where(tries.at > at - WITHIN, tries.at <= at)
            .where(or_(tries.chat == chat, tries.person == who))
        )
        return found

    async def _count_try(self, chat: str, who: str, at: datetime) -> None:
        """Now, and once more if the unit is undone: a refusal is no way round it."""
        wrong = insert(link_tries).values(chat=chat, person=who, at=at)
        await self._do(wrong)
        self._kept.append(wrong)


#: No code has these: who read them out of one meant the letter that looks so.
_LOOKS = str.maketrans({"O": "Q", "0": "Q"})


def _typed(code: str) -> str:
    """As people type it: any case, blanks and dashes anywhere."""
    return "".join(filter(str.isalnum, code)).upper().translate(_LOOKS)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
