"""A document becomes a programme in force: read, then stored, published, recorded."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from bot.amending import Act
from bot.arriving import put_in_force
from bot.messages.words import within_limit
from bot.publishing import Document
from programme.agencies import Registry, first_fill, is_provincial, key_of
from programme.errors import Fault, Unreadable
from programme.letters import Letter, Priority
from programme.office import Office
from programme.programme import InForce
from programme.reading import read_safely
from programme.reminders import OFFICE, Kind
from storage import Store


def read_file(path: Path) -> bytes:
    """Raises Unreadable for a file that cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(Fault.MISSING, str(path)) from error


def read_document(
    path: Path, *, period: str | None = None, registry: Registry | None = None
) -> Document:
    """Raises Unreadable. Without the office's `registry`, by the first fill."""
    data = read_file(path)
    draft = read_safely(data, name=path.name, period=period, registry=registry)
    return Document(name=path.name, sha256=sha256(data).hexdigest(), draft=draft)


async def publish(
    store: Store, document: Document, *, office: Office, by: str, at: datetime
) -> InForce:
    """Put in force as the first issue of its programme, or as what changes one.

    Raises NoTarget for a notice of nobody knows which programme.
    """
    act = act_of(document, by=by, at=at)
    async with store.begin() as unit:
        force, said = await put_in_force(unit, document.draft, act, office=office)
        await unit.outbox.post(_receipt(force, said, at), now=at)
        return force


def act_of(document: Document, *, by: str, at: datetime) -> Act:
    return Act(
        file_name=document.name, sha256=document.sha256, by=by, at=at, where="nhacviec"
    )


def _receipt(force: InForce, said: Markup, at: datetime) -> Letter:
    """To the office's chat, once a revision: what was published, and what follows."""
    head = force.programme
    return Letter(
        key=f"published:{head.id}:r{head.revision}",
        kind=Kind.OFFICE,
        at=at,
        to=OFFICE,
        text=str(within_limit(said)),
        priority=Priority.ANSWER,
    )


async def fill_agencies(store: Store, office: str | None = None) -> None:
    """The first fill for an office of this name, where it has not its own of them."""
    async with store.begin() as unit:
        known = await unit.agencies.all()
        own = {key_of(name) for a in known for name in (a.name, a.short, *a.aliases)}
        rooms = office is not None and not is_provincial(office)
        for agency in first_fill(rooms=rooms):
            if key_of(agency.name) not in own:
                await unit.agencies.add(agency)


async def registry_in(store: Store) -> Registry | None:
    """The office's own agencies, for reading its documents; None before it has any."""
    async with store.read() as unit:
        registry = await unit.agencies.registry()
    return registry if registry.known else None
