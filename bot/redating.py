"""Due moments are moved by the office's word: each agency is told once, old → new.

Whatever they were counted anew for: a day in the calendar, a number of the office.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.digest_edits import keep_digests_true
from bot.keeping_matters import keep_matters_true
from bot.messages.buttons import for_duties
from bot.messages.moved_dues import to_agency
from bot.retiring import counts_as_said, word_waiting
from programme.amending import Altered, Amendment
from programme.letters import Letter, Priority
from programme.office import Office
from programme.programme import InForce
from programme.recounting import Recount
from programme.reminders import Addressee, Kind, agency
from programme.urgency import is_marked
from storage import Unit


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who does it, where and when; `key` names it for ever."""

    by: str
    where: str
    at: datetime
    key: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """The agencies that are told, by their short names; and those without a chat."""

    names: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()


def mark_of(recounts: Sequence[Recount]) -> str:
    """Of what would move: who decides on one preview does not decide on another."""
    moved = (one for found in recounts for one in found.moved)
    said = "".join(f"{one.now.id} {one.now.due.at};" for one in moved)
    return sha256(said.encode()).hexdigest()[:8]


async def redate(
    unit: Unit,
    recounts: Sequence[Recount],
    act: Act,
    *,
    why: str,
    office: Office,
    moving: bool,
) -> Told:
    """In the caller's transaction. Raises MovedMeanwhile where a duty was moved."""
    told: list[Addressee] = []
    for found in recounts:
        told += await _one(unit, found, act, why, office, moving=moving)
    moved = unit.duties.moved
    await keep_digests_true(unit, moved, now=act.at, real=act.at, office=office)
    await keep_matters_true(unit, now=act.at, real=act.at)
    return await _told(unit, told)


async def _told(unit: Unit, told: Sequence[Addressee]) -> Told:
    whose = dict.fromkeys(told)
    short = {one.name: one.short for one in await unit.agencies.all()}
    reached = await unit.chats.homes(whose)
    names = {to: short.get(to.agency or "", to.agency or "") for to in whose}
    return Told(
        names=tuple(names.values()),
        unlinked=tuple(name for to, name in names.items() if to not in reached),
    )


async def _one(
    unit: Unit, found: Recount, act: Act, why: str, office: Office, *, moving: bool
) -> list[Addressee]:
    moved = found.moved if moving else ()
    going = {one.was.id for one in moved}
    eased = tuple(one for one in found.eased if one.was.id not in going)
    for one in (*moved, *eased):
        await unit.duties.put(one.now, was=one.was)
        await unit.audit.add_altered(
            was=one.was, now=one.now, at=act.at, who=act.by, where=act.where
        )
    if not moved:
        return []
    done = Amendment(
        was=found.force, now=_after(found.force, moved), at=act.at, altered=moved
    )
    number = found.force.programme.id
    await word_waiting(unit, number, at=act.at, ended=frozenset(), office=office)
    whose = dict.fromkeys(one.now.agency for one in moved)
    told = [agency(name) for name in whose]
    aside = counts_as_said(done, set(told), office)
    await unit.reminders.put_aside(aside, "superseded", act.at)
    for letter in _letters(done, act, why, office):
        await unit.outbox.post(letter, now=act.at)
    return told


def _after(force: InForce, moved: Sequence[Altered]) -> InForce:
    by_id = {one.now.id: one.now for one in moved}
    return replace(force, duties=tuple(by_id.get(d.id, d) for d in force.duties))


def _letters(done: Amendment, act: Act, why: str, office: Office) -> Iterator[Letter]:
    """One to each agency concerned."""
    urgent, usual = Priority.URGENT, Priority.REMINDER
    for name in dict.fromkeys(one.now.agency for one in done.altered):
        own = [one for one in done.altered if one.now.agency == name]
        duties = tuple(one.now for one in own)
        yield Letter(
            key=f"{act.key}:{done.now.programme.id}:{agency(name)}",
            kind=Kind.CHANGE,
            at=act.at,
            to=agency(name),
            text=str(to_agency(name, own, done.now, why, office=office)),
            buttons=for_duties(duties),
            duties=tuple(duty.id for duty in duties),
            refs=tuple(duty.ref for duty in duties),
            priority=urgent if any(is_marked(d.title) for d in duties) else usual,
        )
