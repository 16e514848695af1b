"""An occasion put into words: one function for the post, the preview and edits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from markupsafe import Markup

from bot.messages import escalation, meetings, outcomes, reminders, standing
from bot.messages.buttons import for_duties
from bot.messages.standing import Day
from bot.messages.words import is_cut
from bot.messages.work_calendar import say_warning
from programme.board import board_of, is_alive
from programme.calendar_warnings import CalendarWarning
from programme.document import Recurring
from programme.duties import Duty
from programme.escalation import NOTHING_KNOWN, Known, Proposal
from programme.letters import Buttons, Letter, Priority
from programme.moves import Move
from programme.occasions import Occasion
from programme.office import Office
from programme.outcomes import Held
from programme.programme import InForce
from programme.recurrence import falls_on
from programme.refs import in_order
from programme.reminders import ChatRole, Kind, Reminder
from programme.requests import Request


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Everything that can be said at `now`. `moves` are those of the last day."""

    office: Office
    now: datetime
    forces: tuple[InForce, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    requests: tuple[str, ...] = ()
    #: What waits for the office's word, by duty.
    wishes: Mapping[int, Request] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    warnings: tuple[CalendarWarning, ...] = ()
    waiting: tuple[Proposal, ...] = ()
    held: tuple[Held, ...] = ()
    #: What the two above are worked out from, for a moment to come.
    ladders: Known = NOTHING_KNOWN
    told: frozenset[tuple[int, date]] = frozenset()

    def duty(self, number: int) -> Duty | None:
        return self._by_number.get(number)

    @cached_property
    def _by_number(self) -> dict[int, Duty]:
        return {duty.id: duty for force in self.forces for duty in force.duties}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said, and the buttons under it."""

    text: Markup
    buttons: Buttons = ()
    duties: tuple[Duty, ...] = ()


def put_into_words(
    occasion: Occasion, scene: Scene, *, opened: int | None = None
) -> Words:
    """The message of one occasion as things stand; `opened` shows a duty's three."""
    if occasion.to.role is ChatRole.AGENCY:
        return _to_agency(occasion, scene, opened)
    if is_of_everything(occasion):
        buttons = _of_office(scene) if occasion.kind is Kind.OFFICE else ()
        return Words(text=_standing(occasion, scene), buttons=buttons)
    return Words(
        text=meetings.announcement(
            occasion.reminders, scene.forces, office=scene.office
        )
    )


def is_of_everything(occasion: Occasion) -> bool:
    """Whether its words are made of every programme in force, with their boards."""
    if occasion.to.role is ChatRole.AGENCY:
        return False
    is_standing = occasion.kind in {Kind.OFFICE, Kind.BRIEFING}
    return is_standing or _is_leaders_session(occasion)


def as_letter(occasion: Occasion, scene: Scene) -> Letter:
    """The letter that says this occasion."""
    words = put_into_words(occasion, scene)
    return Letter(
        key=occasion.key,
        kind=occasion.kind,
        at=occasion.at,
        to=occasion.to,
        text=str(words.text),
        buttons=words.buttons,
        duties=tuple(duty.id for duty in words.duties),
        refs=occasion.refs,
        priority=_priority(occasion),
        not_after=occasion.not_after,
    )


def _priority(occasion: Occasion) -> Priority:
    if occasion.is_urgent:
        return Priority.URGENT
    is_standing = occasion.kind in {Kind.OFFICE, Kind.BRIEFING}
    return Priority.STANDING if is_standing else Priority.REMINDER


def _to_agency(occasion: Occasion, scene: Scene, opened: int | None) -> Words:
    agency = occasion.to.agency or ""
    said = _with_duties(occasion.reminders, scene)
    duties = tuple(duty for _, duty in said)
    published = [duty for r, duty in said if r.kind is Kind.PUBLICATION]
    if published and len(published) == len(said):
        text = reminders.publication(
            agency, duties, scene.forces, now=scene.now, office=scene.office
        )
    else:
        text = reminders.digest(
            agency,
            said,
            occasion.of(Kind.MEETING),
            scene.forces,
            now=scene.now,
            office=scene.office,
            wishes=scene.wishes,
        )
    leading = tuple(duty for duty in duties if duty.is_open)
    return Words(text=text, buttons=for_duties(leading, opened=opened), duties=duties)


def _with_duties(said: Sequence[Reminder], scene: Scene) -> list[tuple[Reminder, Duty]]:
    # Of what is told and asked at once, it is asked.
    asked_last = sorted(said, key=lambda one: one.kind is not Kind.PUBLICATION)
    found = {reminder.duty: reminder for reminder in asked_last if reminder.duty}
    pairs = ((reminder, scene.duty(number)) for number, reminder in found.items())
    known = [(reminder, duty) for reminder, duty in pairs if duty is not None]
    return sorted(known, key=lambda pair: (-pair[1].programme, in_order(pair[1].ref)))


def _is_leaders_session(occasion: Occasion) -> bool:
    """The leaders' notice of a session carries its board."""
    return occasion.to.role is ChatRole.LEADER and any(
        "." not in (reminder.meeting or ".") for reminder in occasion.reminders
    )


def is_full(occasion: Occasion, scene: Scene) -> bool:
    """Whether the boards of a standing message alone are more than it holds: what would
    come behind them is cut off."""
    said = {(r.programme, r.meeting) for r in occasion.of(Kind.MEETING)}
    announced = tuple(
        replace(
            force,
            meetings=tuple(
                m for m in force.meetings if (force.programme.id, m.ref) in said
            ),
        )
        for force in scene.forces
    )
    bare = replace(
        _day(occasion, scene), forces=announced, requests=(), failures=(), unlinked=()
    )
    return is_cut(_of_day(occasion)(bare, office=scene.office))


def _standing(occasion: Occasion, scene: Scene) -> Markup:
    return _of_day(occasion)(_day(occasion, scene), office=scene.office)


def _of_day(occasion: Occasion) -> Callable[..., Markup]:
    return _STANDING.get(occasion.kind, standing.before_session)


def _day(occasion: Occasion, scene: Scene) -> Day:
    today = scene.office.rules.day_of(occasion.at)
    return Day(
        day=today,
        recurring=_held_on(today, scene),
        boards=tuple(
            board_of(force, scene.now)
            for force in scene.forces
            if is_alive(force, today)
        ),
        forces=scene.forces,
        notices=tuple(occasion.of(Kind.MEETING)),
        moves=scene.moves,
        requests=scene.requests,
        failures=scene.failures,
        unlinked=scene.unlinked,
        deputies=scene.deputies,
        warnings=tuple(say_warning(one) for one in scene.warnings),
        escalations=_escalations(scene),
        outcomes=tuple(
            outcomes.asked(one, today, scene.office.calendar) for one in scene.held
        ),
        names=dict(scene.names),
    )


def _of_office(scene: Scene) -> Buttons:
    """Under the office's digest: what waits for its word."""
    return (
        *outcomes.buttons_of(scene.held),
        *escalation.buttons_of(scene.waiting, scene.names),
    )


def _escalations(scene: Scene) -> tuple[str, ...]:
    said = escalation.listed(scene.waiting, scene.names)
    return (*said, escalation.HOW) if said else ()


def _held_on(day: date, scene: Scene) -> tuple[Recurring, ...]:
    return tuple(
        rule
        for force in scene.forces
        for rule in force.recurring
        if falls_on(rule, day, force.programme, scene.office.calendar)
    )


_STANDING: Mapping[Kind, Callable[..., Markup]] = {
    Kind.OFFICE: standing.office_digest,
    Kind.BRIEFING: standing.briefing,
}
