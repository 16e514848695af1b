"""A meeting announced: the day before, and the same morning."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.messages.words import OPENING, closing, fitted, lines
from programme.document import Meeting, Session, Status
from programme.office import Office
from programme.programme import InForce
from programme.reminders import Reminder
from programme.speech import opening, say_date, say_day, shorten

SESSIONS = {
    Session.MORNING: "buổi sáng",
    Session.AFTERNOON: "buổi chiều",
    Session.EVENING: "buổi tối",
    Session.ALL_DAY: "cả ngày",
}


#: What is said in the place of its day, where a meeting is not held on it.
FATES: Mapping[Status, str] = {
    Status.POSTPONED: "hoãn, chờ lịch mới",
    Status.WITHDRAWN: "không tổ chức",
}


def announcement(
    reminders: Sequence[Reminder], forces: Sequence[InForce], *, office: Office
) -> Markup:
    """A notice by itself, to the office or the leaders."""

    def build(length: int) -> Markup:
        opening = Markup("<b>{opening}</b>").format(opening=OPENING[reminders[0].step])
        notices = [notice(reminder, forces, length) for reminder in reminders]
        return lines([opening, *notices]) + closing(office)

    return fitted(build)


def notice(reminder: Reminder, forces: Sequence[InForce], length: int) -> Markup:
    """One meeting: when, what, where, who chairs; what the addressee brings."""
    meeting = _meeting_of(reminder, forces)
    if meeting is None:
        return Markup("")
    own = [ref for ref in reminder.refs if ref != meeting.ref]
    parts = [
        Markup("\n<b>{day}</b>{when}: {title}").format(
            day=opening(say_date(meeting.starts_on)),
            when=when(meeting),
            title=shorten(meeting.title, length),
        )
    ]
    if meeting.place:
        parts.append(Markup("Địa điểm: {place}").format(place=meeting.place))
    if meeting.chair:
        parts.append(Markup("Chủ trì: {chair}").format(chair=meeting.chair))
    if own:
        parts.append(
            Markup("Nội dung của Quý cơ quan: {refs}").format(refs=", ".join(own))
        )
    return lines(parts)


def when(meeting: Meeting) -> str:
    """, 07:30 / , buổi sáng / nothing where the document does not say"""
    if meeting.time:
        return f", {meeting.time:%H:%M}"
    if meeting.session:
        return f", {SESSIONS[meeting.session]}"
    return ""


def day_of(meeting: Meeting) -> str:
    """Thứ Ba 21/7 / hoãn, chờ lịch mới"""
    return FATES.get(meeting.status) or say_day(meeting.starts_on)


def short(meeting: Meeting, length: int) -> Markup:
    """• Thứ Tư 1/7: Hội nghị tổng kết…"""
    return Markup("• {day}{when}: {title}").format(
        day=opening(say_day(meeting.starts_on)),
        when=when(meeting),
        title=shorten(meeting.title, length),
    )


def _meeting_of(reminder: Reminder, forces: Sequence[InForce]) -> Meeting | None:
    for force in forces:
        if force.programme.id == reminder.programme and reminder.meeting:
            return force.meeting(reminder.meeting)
    return None
