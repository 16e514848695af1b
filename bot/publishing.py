"""A draft is put in force, by whoever confirmed it: in chat or on the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.amending import Act
from bot.arriving import look_at, put_in_force, say_difference
from bot.messages.trouble import SENTENCES
from programme.choosing import NoTarget, OtherKind
from programme.document import Draft
from programme.office import Office
from programme.programme import InForce
from storage import Unit


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file as it came, and what it says."""

    name: str
    sha256: str
    draft: Draft


async def put_out(
    unit: Unit, document: Document, *, office: Office, by: str, at: datetime
) -> tuple[InForce, Markup]:
    """Stored, told and recorded; and what to say of it to the office.

    Raises NoTarget for a notice of nobody knows which programme.
    """
    act = _act(document, by=by, at=at)
    return await put_in_force(unit, document.draft, act, office=office)


async def nothing_new(
    unit: Unit, document: Document, *, office: Office, at: datetime
) -> Markup | None:
    """What to say of a document that changes nothing, or is for no programme here."""
    act = _act(document, by="", at=at)
    try:
        seen = await look_at(unit, document.draft, act, office=office)
    except (NoTarget, OtherKind) as error:
        return SENTENCES[type(error)](error)
    return say_difference(seen, office)[0] if seen.changes_nothing else None


async def differences_of(
    unit: Unit, draft: Draft, *, office: Office, at: datetime
) -> Sequence[Markup]:
    """What a new revision changes; what the programmes before a first issue left."""
    act = _act(Document(name="", sha256="", draft=draft), by="", at=at)
    try:
        return say_difference(await look_at(unit, draft, act, office=office), office)
    except (NoTarget, OtherKind) as error:
        return (SENTENCES[type(error)](error),)


def _act(document: Document, *, by: str, at: datetime) -> Act:
    name, sha256 = document.name, document.sha256
    return Act(file_name=name, sha256=sha256, by=by, at=at, where="chat")
