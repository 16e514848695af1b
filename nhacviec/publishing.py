"""A document becomes a programme in force: read, then stored, published, recorded."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from bot.messages.preview import published
from programme.agencies import first_fill
from programme.document import Draft
from programme.errors import Fault, Unreadable
from programme.letters import Letter, Priority
from programme.office import Office
from programme.programme import InForce
from programme.reading import read
from programme.reminders import OFFICE, Kind
from storage import Store


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file as it came, and what it says."""

    name: str
    sha256: str
    draft: Draft


def read_document(path: Path, *, period: str | None = None) -> Document:
    """Raises Unreadable, also for a file that cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(Fault.MISSING, str(path)) from error
    draft = read(data, name=path.name, period=period)
    return Document(name=path.name, sha256=sha256(data).hexdigest(), draft=draft)


async def publish(
    store: Store, document: Document, *, office: Office, by: str, at: datetime
) -> InForce:
    """Raises AlreadyPublished where this issuer's period has a programme."""
    async with store.begin() as unit:
        force = await unit.programmes.publish(
            document.draft,
            rules=office.rules,
            calendar=office.calendar,
            file_name=document.name,
            sha256=document.sha256,
            by=by,
            at=at,
        )
        await unit.audit.add(
            at=at,
            who=by,
            where="nhacviec",
            did="publish",
            now=f"{force.programme.period} r{force.programme.revision}",
        )
        await unit.outbox.post(_receipt(document, at), now=at)
        return force


def _receipt(document: Document, at: datetime) -> Letter:
    """To the office's chat: what was published, and what to do next."""
    return Letter(
        key=f"published:{document.sha256}",
        kind=Kind.OFFICE,
        at=at,
        to=OFFICE,
        text=str(published(document.draft)),
        priority=Priority.ANSWER,
    )


async def fill_agencies(store: Store) -> None:
    """The first fill, where the office has none of its own yet."""
    async with store.begin() as unit:
        if await unit.agencies.all():
            return
        for agency in first_fill():
            await unit.agencies.add(agency)
