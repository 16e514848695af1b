"""A programme is amended or taken back: done, recorded and told in one transaction.

The same for the command line and for a file sent to the bot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from bot.digest_edits import keep_digests_true
from bot.keeping_matters import keep_matters_true
from bot.messages import arrivals, changed, changes, taken_back
from bot.messages.buttons import for_duties
from bot.messages.words import plain
from bot.retiring import counts_as_said, ended_by, word_waiting
from programme.amending import Amendment
from programme.chats import ChatState
from programme.document import Draft
from programme.duties import DutyState
from programme.letters import Letter, Priority
from programme.office import Office
from programme.programme import InForce
from programme.reminders import LEADERS, OFFICE, Addressee, ChatRole, Kind, agency
from programme.telling import Told, of_meetings, told_of
from programme.urgency import is_marked
from storage import Unit

_GONE = frozenset({DutyState.WITHDRAWN, DutyState.DEFERRED})


@dataclass(frozen=True, kw_only=True)
class Act:
    """Which document, who put it in, where and when."""

    file_name: str
    sha256: str
    by: str
    at: datetime
    where: str


@dataclass(frozen=True, kw_only=True)
class Amended:
    """What was done, who is told of it, and what to say of it to the office."""

    done: Amendment
    said: Markup
    told: tuple[Told, ...] = ()


async def amend(
    unit: Unit, programme: int, draft: Draft, act: Act, *, office: Office
) -> Amended:
    """Nothing is written or said to anybody where nothing changes."""
    done = await unit.programmes.amend(
        programme,
        draft,
        rules=office.rules,
        calendar=office.calendar,
        file_name=act.file_name,
        sha256=act.sha256,
        by=act.by,
        at=act.at,
        where=act.where,
    )
    if done.is_empty:
        return Amended(done=done, said=arrivals.nothing_changes(done.was))
    told = told_of(done, office.rules)
    await word_waiting(unit, programme, at=act.at, ended=ended_by(done), office=office)
    aside = counts_as_said(done, {agency(one.agency) for one in told}, office)
    await unit.reminders.put_aside(aside, "superseded", act.at)
    await _record(unit, done, act)
    for letter in _letters(done, told, office):
        await unit.outbox.post(letter, now=act.at)
    spoken_of = {duty.id for force in (done.was, done.now) for duty in force.duties}
    await keep_digests_true(unit, spoken_of, now=act.at, real=act.at, office=office)
    await keep_matters_true(unit, now=act.at, real=act.at)
    unlinked = await _unlinked(unit, told)
    said = changes.to_office(done, told, unlinked=unlinked)
    return Amended(done=done, told=told, said=said)


async def _record(unit: Unit, done: Amendment, act: Act) -> None:
    was, now = done.was.programme, done.now.programme
    said = f"{changes.summary(done.differences, done.doubts)}\n"
    said += plain(str(changes.difference(done.differences)))
    await unit.audit.add(
        at=act.at,
        who=act.by,
        where=act.where,
        did="amend",
        was=f"{was.period} r{was.revision}",
        now=f"{now.period} r{now.revision}",
        note=f"{act.file_name} {act.sha256[:12]}\n{said}",
    )


async def _unlinked(unit: Unit, told: Sequence[Told]) -> list[str]:
    chats = await unit.chats.all()
    linked = {c.addressee for c in chats if c.state is ChatState.LINKED}
    return [one.agency for one in told if agency(one.agency) not in linked]


def _letters(done: Amendment, told: Sequence[Told], office: Office) -> list[Letter]:
    """One to each agency concerned, one to the leaders."""
    letters = [_to_agency(one, done, office) for one in told]
    meetings = of_meetings(done, office.rules)
    if meetings:
        said = changes.to_leaders(done.now, meetings, office=office)
        urgent = any(is_marked(one.entry.title) for one in meetings)
        letters.append(_letter(LEADERS, done, str(said), urgent=urgent))
    return letters


def _to_agency(told: Told, done: Amendment, office: Office) -> Letter:
    duties = tuple(duty for duty in told.duties if duty.state not in _GONE)
    return replace(
        _letter(
            agency(told.agency),
            done,
            str(changed.to_agency(told, done, office=office)),
            urgent=any(map(is_marked, _titles(told))),
        ),
        buttons=for_duties(tuple(duty for duty in duties if not duty.is_on_hold)),
        duties=tuple(duty.id for duty in duties),
        refs=tuple(duty.ref for duty in duties),
    )


def _letter(to: Addressee, done: Amendment, text: str, *, urgent: bool) -> Letter:
    head = done.now.programme
    return Letter(
        key=f"change:{head.id}:r{head.revision}:{to}",
        kind=Kind.CHANGE,
        at=done.at,
        to=to,
        text=text,
        priority=_priority(done.now, urgent=urgent),
    )


def _titles(told: Told) -> Iterator[str]:
    """Of everything its message speaks of."""
    yield from (duty.title for duty in told.duties)
    of_entries = (*told.meetings, *told.withdrawn, *told.support)
    yield from (found.entry.title for found in of_entries)


def _priority(force: InForce, *, urgent: bool = False) -> Priority:
    """A document that is stamped hỏa tốc is told of at once."""
    is_urgent = urgent or force.programme.urgent
    return Priority.URGENT if is_urgent else Priority.REMINDER


async def take_back(
    unit: Unit,
    programme: int,
    *,
    office: Office,
    by: str,
    at: datetime,
    where: str = "nhacviec",
) -> tuple[Addressee, ...]:
    """A wrong publication: reminders stop. Who was told of it is told once."""
    force = await unit.programmes.take_back(programme, at=at, by=by, where=where)
    ended = frozenset(duty.id for duty in force.duties)
    await word_waiting(unit, programme, at=at, ended=ended, office=office)
    known = await unit.outbox.told_of(programme)
    told = tuple(to for to in known if to.role is not ChatRole.OFFICE)
    head = force.programme
    await unit.audit.add(
        at=at,
        who=by,
        where=where,
        did="take-back",
        was=f"{head.period} r{head.revision}",
    )
    words = {to: taken_back.to_agency(force, to, office=office) for to in told}
    words[OFFICE] = taken_back.to_office(force, told)
    for to, text in words.items():
        letter = Letter(
            key=f"taken-back:{head.id}:{to}",
            kind=Kind.OFFICE if to == OFFICE else Kind.CHANGE,
            at=at,
            to=to,
            text=str(text),
            priority=_priority(force),
        )
        await unit.outbox.post(letter, now=at)
    await keep_digests_true(unit, ended, now=at, real=at, office=office)
    await keep_matters_true(unit, now=at, real=at)
    return told
