"""The office changes its calendar: what that would move, and doing it.

The same for the chat and for the command line. What was told stays unless the office
confirms that it moves; then each agency concerned is told, old → new.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.messages.buttons import for_duties
from bot.messages.calendar_effects import to_agency
from bot.messages.work_calendar import say_edits
from bot.retiring import counts_as_said, word_waiting
from programme.amending import Altered, Amendment
from programme.calendar import WorkCalendar
from programme.days import DayEdits
from programme.letters import Letter
from programme.office import Office
from programme.programme import InForce
from programme.recounting import Recount, recount
from programme.reminders import Addressee, Kind, agency
from storage import Unit


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What these edits do: the calendar before and after, and the due days."""

    edits: DayEdits
    was: WorkCalendar
    now: WorkCalendar
    recounts: tuple[Recount, ...]

    @property
    def moved(self) -> tuple[Altered, ...]:
        return tuple(one for found in self.recounts for one in found.moved)

    @property
    def mark(self) -> str:
        """Of what would move: a press on an older preview is not this one's."""
        said = "".join(f"{one.now.id} {one.now.due.at};" for one in self.moved)
        return sha256(said.encode()).hexdigest()[:8]


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who enters it, where and when; `key` names it for ever."""

    by: str
    where: str
    at: datetime
    key: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """The agencies that are told, by their short names; and those without a chat."""

    names: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()


async def effect_of(
    unit: Unit, edits: DayEdits, *, office: Office, at: datetime
) -> Effect:
    """Nothing is written."""
    own = await unit.calendar.all()
    was = office.calendar.with_own(own)
    edits = edits.named_as(was.known.values())
    now = was.with_own(edits.applied_to(own))
    forces = await unit.programmes.in_force() if was != now else ()
    found = (recount(one, was, now, rules=office.rules, at=at) for one in forces)
    touched = tuple(one for one in found if one.moved or one.eased or one.stuck)
    return Effect(edits=edits, was=was, now=now, recounts=touched)


async def enter(
    unit: Unit, effect: Effect, act: Act, *, office: Office, moving: bool
) -> Told:
    """In the caller's transaction. Raises MovedMeanwhile where a duty was moved."""
    office = replace(office, calendar=effect.now)
    await unit.calendar.put(effect.edits, by=act.by, at=act.at)
    await unit.audit.add(
        at=act.at,
        who=act.by,
        where=act.where,
        did="calendar",
        now=f"{len(effect.edits.days)} +, {len(effect.edits.removed)} -",
        note="\n".join(say_edits(effect.edits, effect.was)),
    )
    told: list[Addressee] = []
    for found in effect.recounts:
        told += await _recounted(unit, found, effect, act, office, moving=moving)
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


async def _recounted(
    unit: Unit,
    found: Recount,
    effect: Effect,
    act: Act,
    office: Office,
    *,
    moving: bool,
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
    for letter in _letters(done, effect, act, office):
        await unit.outbox.post(letter, now=act.at)
    return told


def _after(force: InForce, moved: Sequence[Altered]) -> InForce:
    by_id = {one.now.id: one.now for one in moved}
    return replace(force, duties=tuple(by_id.get(d.id, d) for d in force.duties))


def _letters(
    done: Amendment, effect: Effect, act: Act, office: Office
) -> Iterator[Letter]:
    """One to each agency concerned."""
    for name in dict.fromkeys(one.now.agency for one in done.altered):
        own = [one for one in done.altered if one.now.agency == name]
        duties = tuple(one.now for one in own)
        said = to_agency(name, own, done.now, effect.edits, office=office)
        yield Letter(
            key=f"calendar:{act.key}:{done.now.programme.id}:{agency(name)}",
            kind=Kind.CHANGE,
            at=act.at,
            to=agency(name),
            text=str(said),
            buttons=for_duties(duties),
            duties=tuple(duty.id for duty in duties),
            refs=tuple(duty.ref for duty in duties),
        )
