"""The whole scene, for the standing messages: as things stand in every programme."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.escalating import waiting_at
from bot.messages.deputies import plain_line
from bot.messages.linking import whom
from bot.messages.requests import waiting_line
from bot.outcomes import sessions_asked
from bot.wording import Scene, is_full
from jobs.calendar_warned import unsaid_warnings
from programme.board import is_alive
from programme.escalation import Proposal
from programme.occasions import Occasion
from programme.office import Office
from programme.programme import InForce
from programme.reminders import Addressee, Kind, agency
from storage import Unit

LAST_DIGEST = "last-digest"


async def scene_at(unit: Unit, now: datetime, office: Office) -> Scene:
    """As things stand; the office's digest tells what moved since the one before."""
    scene = await _scene(unit, now, office, await unit.programmes.in_force())
    numbers = [duty.id for force in scene.forces for duty in force.duties]
    told = await unit.outcomes.of_duties(numbers)
    return replace(
        scene,
        unlinked=await _unlinked(unit, scene),
        ladders=await unit.ladders.known(numbers),
        told=frozenset((one.duty, one.held_on) for one in told),
    )


async def scene_of_everything(
    unit: Unit, now: datetime, office: Office, occasions: Sequence[Occasion]
) -> Scene:
    """The same for these standing messages: of the newest programmes as many as a
    message can say. What is behind them would be cut off."""
    alive = await unit.programmes.alive(office.rules.day_of(now))
    alive = await _with_notices(unit, alive, occasions)
    scene = await _scene(unit, now, office, ())
    whole: tuple[InForce, ...] = ()
    while len(whole) < len(alive):
        more = alive[len(whole) : 2 * len(whole) + 1]
        whole += await unit.programmes.of_numbers([f.programme.id for f in more])
        behind = (f for f in alive[len(whole) :] if f.recurring or f.meetings)
        scene = replace(scene, forces=(*whole, *behind))
        if all(is_full(occasion, scene) for occasion in occasions):
            break
    return replace(scene, unlinked=await _unlinked(unit, scene))


async def _with_notices(
    unit: Unit, forces: Sequence[InForce], occasions: Sequence[Occasion]
) -> tuple[InForce, ...]:
    """With the meetings that are announced, without what is prepared for them."""
    refs: defaultdict[int, set[str]] = defaultdict(set)
    for occasion in occasions:
        for reminder in occasion.of(Kind.MEETING):
            refs[reminder.programme].add(reminder.meeting or "")
    held = await unit.parts.meetings(refs)
    return tuple(
        replace(
            force,
            meetings=tuple(
                replace(meeting, items=())
                for meeting in held.get(force.programme.id, ())
            ),
        )
        for force in forces
    )


async def _scene(
    unit: Unit, now: datetime, office: Office, forces: tuple[InForce, ...]
) -> Scene:
    agencies = await unit.agencies.all()
    names = {agency.name: agency.short for agency in agencies}
    last = await unit.settings.get(LAST_DIGEST)
    since = datetime.fromisoformat(last) if last else now - timedelta(days=1)
    failed = await unit.outbox.failures(since)
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
        warnings=await unsaid_warnings(unit, now, office),
        waiting=await _drafts(unit, now, office),
        deputies=await _deputies(unit, office.rules.day_of(now), names),
        held=await sessions_asked(unit, office.rules.day_of(now), office),
    )


async def _deputies(unit: Unit, today: date, names: dict[str, str]) -> tuple[str, ...]:
    """Who stands in today, by agency."""
    found = await unit.deputies.open_on(today)
    return tuple(plain_line(one, names.get(one.agency, one.agency)) for one in found)


async def _drafts(unit: Unit, now: datetime, office: Office) -> tuple[Proposal, ...]:
    """What waits for the office's word; nothing where it goes by itself."""
    if office.rules.escalation_automatic:
        return ()
    return await waiting_at(unit, now, office)


async def _unlinked(unit: Unit, scene: Scene) -> tuple[str, ...]:
    """Who owes something and has no chat."""
    today = scene.office.rules.day_of(scene.now)
    owing = dict.fromkeys(
        duty.agency
        for force in scene.forces
        if is_alive(force, today)
        for duty in force.duties
    )
    reached = await unit.chats.homes(map(agency, owing))
    names = scene.names
    return tuple(names.get(n, n) for n in owing if agency(n) not in reached)


def _failure(to: Addressee, refs: Sequence[str], names: dict[str, str]) -> str:
    """Sở KH&ĐT (I.1, I.2)"""
    who = whom(to.role, to.agency)
    said = names.get(who, who)
    return f"{said} ({', '.join(refs)})" if refs else said


async def _requests(unit: Unit, names: dict[str, str]) -> tuple[str, ...]:
    asked = await unit.requests.open()
    found = await unit.duties.by_ids(request.duty for request in asked)
    by_id = {duty.id: duty for duty in found}
    said: list[str] = []
    for request in asked:
        duty = by_id[request.duty]
        who = names.get(duty.agency, duty.agency)
        said.append(waiting_line(duty.ref, who, request))
    return tuple(said)
