"""/meeting REF: hour, place, chair, audience: at once, or one question at a time."""

from dataclasses import replace

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked, NoSuchItem, NotPossible
from bot.finding import normal, split_ref
from bot.messages import meeting_edits
from bot.rewriting import change_meeting, meeting_called
from bot.sure import ask_first, is_sure
from programme.agencies import Registry
from programme.document import Audience, Meeting
from programme.meeting_words import (
    MeetingFacts,
    MeetingMisread,
    MeetingPart,
    read_meeting,
)
from programme.words import bare

#: Stands before what was answered one by one.
_STEPS = "?"
_LABELS = {
    MeetingPart.HOUR: "giờ:",
    MeetingPart.PLACE: "địa điểm:",
    MeetingPart.CHAIR: "chủ trì:",
    MeetingPart.AUDIENCE: "thành phần:",
}
_SKIP, _STOP = (
    frozenset({"bo qua", "chua biet", "chua co"}),
    frozenset({"thoi", "dung"}),
)


async def meeting(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    ref, rest = split_ref(words)
    if not ref:
        raise Misasked(MEETING.usage, "Xin cho biết cuộc họp nào (ký hiệu, ví dụ I)?")
    held = await meeting_called(normal(ref), desk)
    if held is None:
        raise NoSuchItem(ref)
    force, was = held
    if not rest.strip() or rest.lstrip().startswith(_STEPS):
        rest = _steps(was, rest.strip().removeprefix(_STEPS).strip())
    facts = _read(rest)
    now = _with(was, facts, await desk.registry())
    if now == was:
        raise NotPossible(meeting_edits.nothing_new(was))
    shown = meeting_edits.preview(now, await desk.short_names())
    said = f"{was.ref} {rest}"
    if not is_sure(asked, shown):
        return await ask_first(MEETING.name, said, shown, asked, desk, yes="Ghi và báo")
    registry = await desk.registry()
    done = await change_meeting(
        force,
        was.ref,
        lambda one: _with(one, facts, registry),
        f"/meeting {said}",
        asked,
        desk,
    )
    return [Answer(text=done)]


def _steps(was: Meeting, so_far: str) -> str:
    """What was answered by now, a part a line; asks for the next that is missing."""
    answers = [line.strip() for line in so_far.split("|") if line.strip()]
    stopped = any(bare(one.partition(":")[2]).strip(" .") in _STOP for one in answers)
    known = {
        MeetingPart.HOUR: was.time or was.session,
        MeetingPart.PLACE: was.place,
        MeetingPart.CHAIR: was.chair,
        MeetingPart.AUDIENCE: was.audience,
    }
    parts = [part for part, said in known.items() if not said] or list(known)
    open_ones = [
        part
        for part in parts
        if not any(one.startswith(_LABELS[part]) for one in answers)
    ]
    if open_ones and not stopped:
        part = open_ones[0]
        kept = " | ".join([*answers, _LABELS[part]])
        raise Misasked(
            MEETING.usage,
            meeting_edits.ask(was, part),
            is_free=True,
            so_far=f"{was.ref} {_STEPS} {kept}",
        )
    gone = _SKIP | _STOP
    told = [
        one for one in answers if bare(one.partition(":")[2]).strip(" .") not in gone
    ]
    return "; ".join(told)


def _read(words: str) -> MeetingFacts:
    try:
        facts = read_meeting(words)
    except MeetingMisread as error:
        raise NotPossible(meeting_edits.misread(error.words)) from None
    if facts.is_empty:
        raise NotPossible("Không có gì để ghi; cuộc họp giữ nguyên.")
    return facts


def _with(was: Meeting, facts: MeetingFacts, registry: Registry) -> Meeting:
    now = was
    if facts.hour or facts.session:
        now = replace(now, time=facts.hour, session=facts.session)
    if facts.place:
        now = replace(now, place=facts.place)
    if facts.chair:
        now = replace(now, chair=facts.chair)
    if facts.audience:
        found = dict.fromkeys(m.agency.name for m in registry.mentions(facts.audience))
        if not found:
            raise NotPossible(meeting_edits.whom())
        told = Audience(words=facts.audience, agencies=tuple(found), certain=True)
        now = replace(now, audience=(told,))
    return now


MEETING = Command(
    name="meeting",
    usage="/meeting I 14h, phòng họp A, chủ trì: …, thành phần: …",
    what="ghi giờ, nơi họp, chủ trì, thành phần của một cuộc họp",
    run=meeting,
    changes=True,
    asks_first=True,
)
