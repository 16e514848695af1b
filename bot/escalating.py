"""The office decides whom a late dossier is told to: shown first, sent by its press."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from markupsafe import Markup

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages import escalation as words
from bot.messages.buttons import Act, pack
from bot.messages.escalation import SHOW
from programme.duties import Duty
from programme.escalation import LEVELS, Level, Proposal, Ruling, proposals
from programme.letters import Button
from programme.office import Office
from programme.reminders import LEADERS, OFFICE, Addressee, Kind, head
from storage import Unit

SEND, LATER, DROP = "s", "l", "x"
_RULINGS = {SEND: Ruling.SENT, LATER: Ruling.LATER, DROP: Ruling.DROPPED}
_TOASTS = {SEND: "Đã gửi", LATER: "Để sau", DROP: "Không gửi"}


async def waiting_at(unit: Unit, now: datetime, office: Office) -> tuple[Proposal, ...]:
    """What would be told now."""
    late = await unit.ladders.late(now)
    known = await unit.ladders.known(duty.id for duty in late)
    return proposals(late, known, now, rules=office.rules, calendar=office.calendar)


async def settle_escalation(
    said: Sequence[str], asked: Asked, desk: Desk
) -> list[Answer]:
    """A button of the digest or under a draft. Raises OldButton for one not ours."""
    if len(said) < 3:
        raise OldButton
    what, mark = said[0], said[3] if len(said) > 3 else ""
    proposal = await _meant(said[1], said[2], desk)
    if proposal is None:
        gone = words.over()
        edits = None if what == SHOW else asked.message
        return [Answer(text=gone, edits=edits, toast="Không còn cần gửi")]
    if what == SHOW:
        return [await _shown(proposal, desk, reply_to=asked.message)]
    if what not in _RULINGS:
        raise OldButton
    exact = await exact_words(desk.unit, proposal, desk.office)
    if mark != _mark(exact):
        again = await _shown(proposal, desk, edits=asked.message)
        return [again, Answer(toast="Nội dung vừa thay đổi; đề nghị xem lại.")]
    return await _ruled(proposal, what, exact, asked, desk)


async def _meant(duty: str, level: str, desk: Desk) -> Proposal | None:
    """By one duty of it, worked out anew: what was answered meanwhile is not sent."""
    if not duty.isdecimal() or level not in {"0", "1", "2"} or len(duty) > 15:
        raise OldButton
    waiting = await waiting_at(desk.unit, desk.now, desk.office)
    (of_it,) = await desk.unit.duties.by_ids([int(duty)]) or (None,)
    wanted = LEVELS[int(level)]
    return next(
        (
            one
            for one in waiting
            if of_it is not None and (one.agency, one.level) == (of_it.agency, wanted)
        ),
        None,
    )


async def _ruled(
    proposal: Proposal, what: str, exact: Markup, asked: Asked, desk: Desk
) -> list[Answer]:
    ruling = _RULINGS[what]
    for ladder in proposal.ladders:
        await desk.unit.ladders.rule(
            ladder,
            proposal.level,
            ruling,
            day=desk.today,
            at=desk.now,
            by=asked.who,
        )
    await _record(proposal, ruling, asked, desk)
    to, text = await addressed(desk.unit, proposal, exact)
    done = Answer(
        text=words.ruled(
            proposal,
            ruling,
            is_reached=to == addressee_of(proposal),
            who=asked.person.name,
            at=desk.now,
        ),
        edits=asked.message,
        toast=_TOASTS[what],
    )
    letter = Answer(
        to=to,
        text=text,
        kind=Kind.ESCALATION,
        duties=tuple(duty.id for duty in proposal.duties),
        refs=tuple(duty.ref for duty in proposal.duties),
        not_after=begins(proposal.duties),
    )
    return [done, letter] if ruling is Ruling.SENT else [done]


async def _record(proposal: Proposal, ruling: Ruling, asked: Asked, desk: Desk) -> None:
    for duty in proposal.duties:
        await desk.unit.audit.add(
            at=desk.now,
            who=asked.who,
            where=asked.where,
            did="escalate",
            duty=duty.id,
            now=f"{proposal.level} {ruling}",
            message=asked.key,
        )


def begins(duties: Iterable[Duty]) -> datetime | None:
    """When the first of their sessions begins: from then on nobody is told any more."""
    return min((d.session_begins for d in duties if d.session_begins), default=None)


async def exact_words(unit: Unit, proposal: Proposal, office: Office) -> Markup:
    forces = await unit.parts.around(proposal.duties)
    return words.letter(proposal, forces, office=office)


async def addressed(
    unit: Unit, proposal: Proposal, exact: Markup
) -> tuple[Addressee, Markup]:
    """To whom it goes; without a chat of that level's own, to the office's."""
    to = addressee_of(proposal)
    if to == OFFICE or await unit.chats.homes([to]):
        return to, exact
    return OFFICE, words.passed_on(proposal, exact)


def addressee_of(proposal: Proposal) -> Addressee:
    whom = {
        Level.HEAD: head(proposal.agency),
        Level.OFFICE: OFFICE,
        Level.LEADERS: LEADERS,
    }
    return whom[proposal.level]


async def _shown(
    proposal: Proposal,
    desk: Desk,
    *,
    edits: str | None = None,
    reply_to: str | None = None,
) -> Answer:
    exact = await exact_words(desk.unit, proposal, desk.office)
    chats = await desk.unit.chats.linked(addressee_of(proposal))
    text = words.draft(proposal, exact, chat=chats[0].title if chats else None)

    def button(label: str, what: str) -> Button:
        level = LEVELS.index(proposal.level)
        first = proposal.duties[0].id
        return Button(label, pack(Act.ESCALATE, what, first, level, _mark(exact)))

    row = (button("Gửi", SEND), button("Để sau", LATER), button("Bỏ", DROP))
    return Answer(text=text, buttons=(row,), edits=edits, reply_to=reply_to)


def _mark(exact: Markup) -> str:
    """What was read is what is sent."""
    return sha256(str(exact).encode()).hexdigest()[:10]
