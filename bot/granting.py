"""The office decides what an agency asked for, and everything that follows from it.

The first decision counts; whoever comes second is told what it was. The due moment,
what still waits to be said, the record and the agencies follow in one transaction.
"""

from dataclasses import replace
from datetime import date

from bot import moving
from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.messages import granted as to_agencies
from bot.messages.buttons import for_duties
from bot.retiring import counts_as_said, word_waiting
from programme.amending import Altered, Amendment
from programme.decision_words import Decision
from programme.due import due_as_named
from programme.duties import Due, DueRule, Duty, DutyRole, DutyState
from programme.programme import InForce
from programme.reminders import Kind, agency
from programme.requests import Request, RequestKind, RequestState
from programme.speech import shorten
from programme.urgency import is_marked

_ENDS = {
    RequestKind.DEFERRAL: DutyState.DEFERRED,
    RequestKind.WITHDRAWAL: DutyState.WITHDRAWN,
}
_STATES = {
    Decision.AGREE: RequestState.GRANTED,
    Decision.ANOTHER_DAY: RequestState.GRANTED,
    Decision.REFUSE: RequestState.REFUSED,
}


class DayIsOver(Exception):
    """That day would give no more time: it is past, or not after the due day."""


async def decide(  # noqa: PLR0913 - what was decided is five facts, and who by
    request: Request,
    duty: Duty,
    what: Decision,
    asked: Asked,
    desk: Desk,
    *,
    until: date | None = None,
    word: str | None = None,
) -> tuple[Request, Duty, list[Answer]]:
    """Both as they are now, and what agencies are told. Raises DayIsOver."""
    is_longer = request.kind is RequestKind.EXTENSION and what is not Decision.REFUSE
    day = (until or request.until) if is_longer else None
    settled = replace(
        request,
        state=_STATES[what],
        decided_at=desk.now,
        decided_by=asked.who,
        granted=day,
        word=shorten(word, moving.LONGEST_NOTE) if word else None,
    )
    others: list[Duty] = []
    force = next(iter(await desk.around([duty])), None)
    due = _due(duty, day, force, desk) if day is not None else None
    await desk.unit.requests.put(settled, was=request)
    if due is not None:
        duty = await _extend(duty, due, force, asked, desk)
    elif what is not Decision.REFUSE:
        duty, others = await _end(settled, duty, asked, desk)
    await _note(settled, asked, desk)
    return (
        settled,
        duty,
        [
            _to_agency(settled, duty, desk),
            *(_to_supporting(settled, one, desk) for one in others),
        ],
    )


def _due(duty: Duty, day: date, force: InForce | None, desk: Desk) -> Due:
    """17:00 of the day that was given, or as the office's rules for it have it."""
    rules = desk.office.rules
    if force is not None:
        rules = rules.for_(force.programme.heading_of(duty))
    due = due_as_named(
        day,
        since=desk.now,
        rules=rules,
        calendar=desk.office.calendar,
        rule=DueRule.EXTENDED,
    )
    if due.at <= desk.now or due.at <= duty.due.at:
        raise DayIsOver
    return replace(due, anchor=desk.today)


async def _extend(
    duty: Duty, due: Due, force: InForce | None, asked: Asked, desk: Desk
) -> Duty:
    """What waits says the new moment; steps that were over by now count as said."""
    later = duty.extend(due)
    unit, office = desk.unit, desk.office
    await unit.duties.put(later, was=duty)
    await unit.audit.add_altered(
        was=duty, now=later, at=desk.now, who=asked.who, where=asked.where
    )
    if force is not None:
        done = Amendment(
            was=force,
            now=replace(
                force,
                duties=tuple(later if d.id == later.id else d for d in force.duties),
            ),
            at=desk.now,
            altered=(Altered(was=duty, now=later),),
        )
        await word_waiting(
            unit, duty.programme, at=desk.now, ended=frozenset(), office=office
        )
        aside = counts_as_said(done, {agency(duty.agency)}, office)
        await unit.reminders.put_aside(
            [one for one in aside if one.duty == duty.id], "superseded", desk.now
        )
    return later


async def _end(
    request: Request, duty: Duty, asked: Asked, desk: Desk
) -> tuple[Duty, list[Duty]]:
    """The duty, and what others support of it where nobody leads it any more."""
    said = to_agencies.reason_of(request)
    reason = f"{said}: {request.word}" if request.word else said
    reason = shorten(reason, moving.LONGEST_NOTE)
    parts = [p for p in await desk.unit.duties.of_item(duty) if p.id != duty.id]
    leads = [p for p in parts if p.role is DutyRole.LEAD and p.is_open]
    supports = [p for p in parts if p.role is DutyRole.SUPPORT and p.is_open]
    ended = [
        (
            await moving.move(
                one,
                lambda d: d.end(_ENDS[request.kind], at=desk.now, reason=reason),
                asked=asked,
                desk=desk,
            )
        ).now
        for one in (duty, *([] if leads else supports))
    ]
    return ended[0], ended[1:]


def _to_agency(request: Request, duty: Duty, desk: Desk) -> Answer:
    said = to_agencies.refused
    if request.state is RequestState.GRANTED:
        said = to_agencies.granted
    return Answer(
        to=agency(duty.agency),
        text=said(request, duty, office=desk.office),
        buttons=for_duties([duty]),
        kind=Kind.CHANGE,
        duties=(duty.id,),
        refs=(duty.ref,),
        urgent=is_marked(duty.title),
    )


def _to_supporting(request: Request, duty: Duty, desk: Desk) -> Answer:
    return Answer(
        to=agency(duty.agency),
        text=to_agencies.to_supporting(request, duty, office=desk.office),
        kind=Kind.CHANGE,
        duties=(duty.id,),
        refs=(duty.ref,),
        urgent=is_marked(duty.title),
    )


async def _note(request: Request, asked: Asked, desk: Desk) -> None:
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="grant" if request.state is RequestState.GRANTED else "refuse",
        duty=request.duty,
        was=str(request.kind),
        now=request.granted.isoformat() if request.granted else None,
        note=request.word,
        message=asked.key,
    )
