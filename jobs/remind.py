"""What this moment wants said goes into the outbox. Running it again posts nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages import undelivered
from bot.messages.linking import whom
from bot.messages.recorded import say_request
from bot.wording import Scene, as_letter
from programme.chats import ChatState
from programme.letters import Letter, Priority
from programme.occasions import CatchUp, catch_up, joined
from programme.office import Office
from programme.programme import InForce
from programme.reminders import OFFICE, Addressee, Kind, Reminder
from programme.timetable import reminders_between
from storage import Store, Unit

#: No reminder lives longer than this (programme.reminders gives not_after).
_OLDEST = timedelta(days=62)
#: How far ahead the next moment is looked for, nearest first.
_AHEAD = (timedelta(days=7), timedelta(days=62))
_HALF_A_DAY = timedelta(hours=12)
_LAST_DIGEST = "last-digest"


async def post_reminders(
    store: Store, now: datetime, *, office: Office, real: datetime
) -> int:
    """Posts every letter that is due by `now` and was not said; answers how many."""
    async with store.read() as unit:
        forces = await unit.programmes.in_force()
        due = _due(await _unsaid(unit, forces, now, office), now, office)
    if not (due.said or due.superseded or due.expired):
        return 0
    async with store.begin() as unit:
        forces = await unit.programmes.in_force()
        due = _due(await _unsaid(unit, forces, now, office), now, office)
        await unit.reminders.put_aside(due.superseded, "superseded", real)
        await unit.reminders.put_aside(due.expired, "expired", real)
        await _tell_unlinked(unit, due, now, office, real)
        return await _post(unit, due, await scene_at(unit, now, office), real)


async def next_moment(
    store: Store, now: datetime, *, office: Office
) -> datetime | None:
    """The next moment at which something is planned to be said."""
    async with store.read() as unit:
        forces = await unit.programmes.in_force()
        for ahead in _AHEAD:
            coming = await _unsaid(unit, forces, now + ahead, office)
            moments = [reminder.at for reminder in coming if reminder.at > now]
            if moments:
                return min(moments)
    return None


def _due(wanted: list[Reminder], now: datetime, office: Office) -> CatchUp:
    return catch_up(wanted, now, rules=office.rules, calendar=office.calendar)


async def _unsaid(
    unit: Unit, forces: tuple[InForce, ...], until: datetime, office: Office
) -> list[Reminder]:
    """What is wanted by `until` and was not said; mornings joined over whole days."""
    rules = office.rules
    wanted = reminders_between(
        forces,
        until - 2 * _OLDEST,
        until + _HALF_A_DAY,
        rules=rules,
        calendar=office.calendar,
    )
    due = [reminder for reminder in joined(wanted, rules) if reminder.at <= until]
    said = await unit.reminders.said(reminder.key for reminder in due)
    return [reminder for reminder in due if reminder.key not in said]


async def _post(unit: Unit, due: CatchUp, scene: Scene, real: datetime) -> int:
    posted = 0
    for occasion in due.said:
        letter = as_letter(occasion, scene)
        number = await unit.outbox.post(letter, occasion.reminders, now=real)
        if number is None:  # that moment's letter has gone out: this is one more
            later = replace(letter, key=f"{letter.key}+{occasion.reminders[0].key}")
            number = await unit.outbox.post(later, occasion.reminders, now=real)
        posted += number is not None
        if occasion.kind is Kind.OFFICE:
            await unit.settings.set(_LAST_DIGEST, scene.now.isoformat())
    return posted


async def _tell_unlinked(
    unit: Unit, due: CatchUp, now: datetime, office: Office, real: datetime
) -> None:
    """The office, at once: whom this moment's letters cannot reach. Once a day."""
    chats = await unit.chats.all()
    linked = {chat.agency for chat in chats if chat.state is ChatState.LINKED}
    names = dict.fromkeys(
        occasion.to.agency
        for occasion in due.said
        if occasion.to.agency and occasion.to.agency not in linked
    )
    if not names:
        return
    letter = Letter(
        key=f"unlinked:{office.rules.day_of(now)}:{','.join(names)}",
        kind=Kind.OFFICE,
        at=now,
        to=OFFICE,
        text=str(undelivered.unlinked(list(names))),
        priority=Priority.ANSWER,
    )
    await unit.outbox.post(letter, now=real)


async def scene_at(unit: Unit, now: datetime, office: Office) -> Scene:
    """As things stand; the office's digest tells what moved since the one before."""
    forces = await unit.programmes.in_force()
    agencies = await unit.agencies.all()
    names = {agency.name: agency.short for agency in agencies}
    last = await unit.settings.get(_LAST_DIGEST)
    since = datetime.fromisoformat(last) if last else now - timedelta(days=1)
    failed = await unit.outbox.failures(since)
    linked = {
        chat.agency for chat in await unit.chats.all() if chat.state is ChatState.LINKED
    }
    owing = dict.fromkeys(duty.agency for force in forces for duty in force.duties)
    return Scene(
        office=office,
        now=now,
        forces=forces,
        names=names,
        moves=tuple(await unit.audit.moves_since(since)),
        requests=await _requests(unit, names),
        failures=tuple(
            _failure(posted.letter.to, posted.letter.refs, names)
            for posted in failed
            if posted.letter.to is not None
        ),
        unlinked=tuple(names.get(name, name) for name in owing if name not in linked),
    )


def _failure(to: Addressee, refs: Sequence[str], names: dict[str, str]) -> str:
    """Sở KH&ĐT (I.1, I.2)"""
    who = whom(to.role, to.agency)
    said = names.get(who, who)
    return f"{said} ({', '.join(refs)})" if refs else said


async def _requests(unit: Unit, names: dict[str, str]) -> tuple[str, ...]:
    said: list[str] = []
    for request in await unit.requests.open():
        duty = await unit.duties.get(request.duty)
        agency = names.get(duty.agency, duty.agency)
        said.append(f"{duty.ref} {agency}: {say_request(request)}")
    return tuple(said)
