"""Every message that will be sent, to whom, when; sends nothing, stores nothing."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.wording import Scene, Words, put_into_words
from jobs.preview_escalation import drafts, escalations
from programme.chats import Chat
from programme.duties import DutyRole
from programme.letters import Buttons
from programme.occasions import Occasion, gather
from programme.outcomes import held_sessions, is_asked
from programme.programme import InForce
from programme.reminders import Addressee, ChatRole, Kind
from programme.sending_hours import SendingHours
from programme.timetable import reminders_between

#: Where an addressee without a linked chat is presumed to be reached.
PRESUMED_CHANNEL = "telegram"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One message as it would be sent if nothing were answered until then."""

    occasion: Occasion
    chat: str
    channel: str
    text: str
    buttons: Buttons = ()

    def as_json(self) -> dict[str, Any]:
        """One line of `simulate --json` (its shape is promised)."""
        return {
            "at": self.occasion.at.isoformat(),
            "kind": str(self.occasion.kind),
            "agency": self.occasion.to.agency,
            "chat": self.chat,
            "channel": self.channel,
            "refs": list(self.occasion.refs),
            "text": self.text,
        }


def preview(
    scene: Scene,
    after: datetime,
    until: datetime,
    *,
    said: Collection[str] = (),
    chats: Mapping[Addressee, Chat] | None = None,
    only: Collection[Addressee] | None = None,
) -> Iterator[Planned]:
    """What lies in (after, until] and is not in `said`, in order of time."""
    office = scene.office
    wanted = [
        reminder
        for reminder in reminders_between(
            scene.forces, after, until, rules=office.rules, calendar=office.calendar
        )
        if reminder.key not in said and (only is None or reminder.to in only)
    ]
    hours = SendingHours(rules=office.rules, calendar=office.calendar)
    planned = [
        _planned(
            replace(occasion, at=at),
            put_into_words(occasion, _then(scene, occasion)),
            chats,
        )
        for occasion in gather(wanted, office.rules)
        if (at := _goes_at(occasion, hours)) <= occasion.not_after
    ]
    if office.rules.escalation_automatic:
        planned += [
            _planned(occasion, Words(text=text), chats)
            for occasion, text in escalations(scene, after, until, chats)
        ]
    yield from sorted(planned, key=lambda one: one.occasion.at)


def _goes_at(occasion: Occasion, hours: SendingHours) -> datetime:
    """Quiet hours and days off delay it; too late, it is not sent."""
    if occasion.is_urgent:
        return occasion.at
    return hours.said_at(occasion.at, occasion.reminders)


def _planned(
    occasion: Occasion, words: Words, chats: Mapping[Addressee, Chat] | None
) -> Planned:
    return Planned(
        occasion=occasion,
        chat=chat_of(occasion.to, chats),
        channel=channel_of(occasion.to, chats),
        text=str(words.text),
        buttons=words.buttons,
    )


def chat_of(to: Addressee, chats: Mapping[Addressee, Chat] | None) -> str:
    """An addressee without a linked chat has one presumed for it."""
    chat = (chats or {}).get(to)
    return f"{chat.channel}:{chat.address}" if chat else _presumed(to)


def channel_of(to: Addressee, chats: Mapping[Addressee, Chat] | None) -> str:
    chat = (chats or {}).get(to)
    return chat.channel if chat else PRESUMED_CHANNEL


def _then(scene: Scene, occasion: Occasion) -> Scene:
    """As things will stand if nobody answers and the office says nothing."""
    at, office = occasion.at, scene.office
    then = replace(scene, now=at, moves=(), warnings=(), waiting=(), held=())
    if occasion.kind is not Kind.OFFICE:
        return then
    today = office.rules.day_of(at)
    held = held_sessions(scene.forces, scene.told, today)
    return replace(
        then,
        waiting=() if office.rules.escalation_automatic else drafts(scene, at),
        held=tuple(one for one in held if is_asked(one, today, office.calendar)),
    )


def leading(forces: Collection[InForce]) -> set[Addressee]:
    """The chats a programme alone presumes: office, leaders, and who leads."""
    names = {
        duty.agency
        for force in forces
        for duty in force.duties
        if duty.role is DutyRole.LEAD
    }
    return {
        Addressee(role=ChatRole.OFFICE),
        Addressee(role=ChatRole.LEADER),
        *(Addressee(role=ChatRole.AGENCY, agency=name) for name in names),
    }


_PRESUMED = {ChatRole.OFFICE: "Văn phòng", ChatRole.LEADER: "Lãnh đạo"}


def _presumed(to: Addressee) -> str:
    who = to.agency or _PRESUMED[to.role]
    return f"(Lãnh đạo {who})" if to.role is ChatRole.HEAD else f"({who})"
