"""What a silence will bring: drafts for the office, or letters by themselves."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime

from markupsafe import Markup

from bot.escalating import addressee_of
from bot.messages import escalation as words
from bot.wording import Scene
from programme.duties import Duty
from programme.escalation import (
    Ladder,
    Level,
    Proposal,
    Ruling,
    Rung,
    ladder_of,
    moments_ahead,
    proposals,
)
from programme.occasions import Occasion
from programme.reminders import (
    OFFICE,
    Addressee,
    ChatRole,
    Kind,
    Reminder,
    Step,
)


def drafts(scene: Scene, at: datetime) -> tuple[Proposal, ...]:
    """What waits for the office's word then."""
    return proposals(
        _duties(scene),
        scene.ladders,
        at,
        rules=scene.office.rules,
        calendar=scene.office.calendar,
    )


def escalations(
    scene: Scene,
    after: datetime,
    until: datetime,
    chats: Collection[Addressee] | None,
) -> Iterator[tuple[Occasion, Markup]]:
    """What goes out by itself in (after, until], one of each agency and level."""
    office = scene.office
    found: dict[tuple[datetime, Level, str], list[tuple[Duty, Ladder]]] = {}
    for duty in _duties(scene):
        ladder = ladder_of(duty, scene.ladders, office.rules)
        ahead = moments_ahead(
            duty, scene.ladders, until, rules=office.rules, calendar=office.calendar
        )
        for level, at in ahead:
            if after < at:
                found.setdefault((at, level, duty.agency), []).append((duty, ladder))
            ladder = _told(ladder, level, office.rules.day_of(at))
    for (at, level, agency), late in sorted(found.items(), key=lambda one: one[0]):
        proposal = Proposal(
            agency=agency,
            level=level,
            duties=tuple(duty for duty, _ in late),
            ladders=tuple(ladder for _, ladder in late),
        )
        yield _said(proposal, at, scene, chats)


def _said(
    proposal: Proposal,
    at: datetime,
    scene: Scene,
    chats: Collection[Addressee] | None,
) -> tuple[Occasion, Markup]:
    """To the office's chat where that level has none."""
    to = addressee_of(proposal)
    exact = words.letter(proposal, scene.forces, office=scene.office)
    if not _is_reached(to, chats):
        to, exact = OFFICE, words.passed_on(proposal, exact)
    said = tuple(
        Reminder(
            key=f"escalation:{proposal.level}:{duty.id}",
            to=to,
            kind=Kind.ESCALATION,
            at=at,
            step=Step.LATE,
            not_after=duty.session_begins or at,
            programme=duty.programme,
            refs=(duty.ref,),
            duty=duty.id,
        )
        for duty in proposal.duties
    )
    return Occasion(to=to, at=at, kind=Kind.ESCALATION, reminders=said), exact


def _is_reached(to: Addressee, chats: Collection[Addressee] | None) -> bool:
    """Of a document alone no more is presumed than the usual chats."""
    return to in chats if chats is not None else to.role is not ChatRole.HEAD


def _duties(scene: Scene) -> list[Duty]:
    return [duty for force in scene.forces for duty in force.duties]


def _told(ladder: Ladder, level: Level, day: date) -> Ladder:
    rung = Rung(level=level, ruling=Ruling.SENT, day=day)
    return replace(ladder, rungs=(*ladder.rungs, rung))
