"""What the office settles once, before anybody is told of a new programme.

A draft's doubts, the audiences that are not certain, and due moments too close to its
publication each become one question with a few choices; the answers give the draft
that is published. A question that is left open changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from programme.agencies import Registry
from programme.document import AgendaItem, Audience, Doubt, Draft, Meeting
from programme.due import is_close_call
from programme.duties import Duty
from programme.office import Office
from programme.publishing import put_in_force

#: Doubts that one agency, chosen, settles.
_NAMES_AGENCY = frozenset({"unknown-agency", "former-agency", "future-agency"})
_ASKS_AGENCY = _NAMES_AGENCY | {"no-agency"}
_MOST_CANDIDATES = 4


class About(StrEnum):
    DOUBT = "doubt"
    AGENCY = "agency"  # a doubt that an agency settles
    AUDIENCE = "audience"
    CLOSE_CALL = "close_call"


class Settled(StrEnum):
    """What can be chosen; besides, an agency, a list of them by lines, an ISO date."""

    KEEP = "keep"  # as it was read
    LEADING = "leading"  # an audience: every agency that leads something
    LATER = "later"  # a close call: the third working day after publication


@dataclass(frozen=True, kw_only=True)
class Question:
    """`key` names it for ever in its draft; `choices`: official names, or Settled."""

    key: str
    about: About
    choices: tuple[str, ...]
    doubt: Doubt | None = None
    meetings: tuple[Meeting, ...] = ()
    duty: Duty | None = None
    later: date | None = None
    #: An agency as the document writes it, where the reader knows none such.
    written: str | None = None


Answers = Mapping[str, str]


def questions_of(
    draft: Draft, *, at: datetime, office: Office, registry: Registry
) -> tuple[Question, ...]:
    """Everything to settle if it were published at `at`, doubts first."""
    return (
        *_doubts(draft, registry),
        *_audiences(draft),
        *_close_calls(draft, at, office),
    )


def settled(draft: Draft, questions: Sequence[Question], answers: Answers) -> Draft:
    """The draft with what was answered; doubts that were settled are gone from it."""
    for question in questions:
        answer = answers.get(question.key)
        if answer is not None:
            draft = _SETTLE[question.about](draft, question, answer)
    return draft


def open_questions(
    questions: Sequence[Question], answers: Answers
) -> tuple[Question, ...]:
    return tuple(q for q in questions if q.key not in answers)


def _doubts(draft: Draft, registry: Registry) -> Iterator[Question]:
    for number, doubt in enumerate(draft.doubts):
        asks = doubt.code in _ASKS_AGENCY and _item_at(draft, doubt.line) is not None
        named = _named(doubt)
        near = _near(named or doubt.text, registry) if asks else ()
        yield Question(
            key=f"d{number}",
            about=About.AGENCY if asks else About.DOUBT,
            choices=(*near, Settled.KEEP),
            doubt=doubt,
            written=named if named and _can_be_taught(doubt, named, registry) else None,
        )


def _can_be_taught(doubt: Doubt, named: str, registry: Registry) -> bool:
    """Whose functions went to several, one answer does not settle for ever."""
    if doubt.code == "former-agency":
        return registry.resolve(named).agency is not None
    return doubt.code == "unknown-agency"


def _named(doubt: Doubt) -> str | None:
    """The name in the sentence's quotation marks."""
    if doubt.code not in _NAMES_AGENCY:
        return None
    _, opened, rest = doubt.message.partition("“")
    name, closed, _ = rest.partition("”")
    return name if opened and closed and name else None


def _near(words: str, registry: Registry) -> tuple[str, ...]:
    found = [mention.agency.name for mention in registry.mentions(words)]
    met = registry.resolve(words)
    near = [agency.name for agency in (met.agency, *met.candidates) if agency]
    return tuple(dict.fromkeys([*near, *found]))[:_MOST_CANDIDATES]


def _audiences(draft: Draft) -> Iterator[Question]:
    """Meetings whose entry names nobody, under one heading: asked about together."""
    by_words: dict[str, list[Meeting]] = {}
    for meeting in draft.meetings:
        if meeting.items or not meeting.audience:
            continue
        if not any(part.certain for part in meeting.audience):
            words = "; ".join(part.words for part in meeting.audience)
            by_words.setdefault(words, []).append(meeting)
    for number, group in enumerate(by_words.values()):
        yield Question(
            key=f"a{number}",
            about=About.AUDIENCE,
            choices=(Settled.KEEP, Settled.LEADING),
            meetings=tuple(group),
        )


def _close_calls(draft: Draft, at: datetime, office: Office) -> Iterator[Question]:
    rules, calendar = office.rules, office.calendar
    force = put_in_force(draft, at=at, rules=rules, calendar=calendar)
    later = calendar.workday_after(rules.day_of(at), rules.close_call)
    asked: set[str] = set()
    for duty in force.duties:
        if duty.ref in asked or not is_close_call(duty.due, rules, calendar):
            continue
        asked.add(duty.ref)
        before = duty.session_begins is None or later < duty.session_begins.date()
        yield Question(
            key=f"c{duty.ref}",
            about=About.CLOSE_CALL,
            choices=(Settled.KEEP, Settled.LATER) if before else (Settled.KEEP,),
            duty=duty,
            later=later if before else None,
        )


def _item_at(draft: Draft, line: int) -> AgendaItem | None:
    """The item in whose lines a doubt stands: the last that begins at or above it."""
    above = [item for item in draft.items if item.line and item.line <= line]
    return max(above, key=lambda item: item.line, default=None)


def _settle_agency(draft: Draft, question: Question, answer: str) -> Draft:
    doubt = question.doubt
    if doubt is None or answer == Settled.KEEP:
        return _settle_doubt(draft, question, answer)
    item = _item_at(draft, doubt.line)
    if item is not None and answer not in item.lead:
        led = replace(item, lead=(*item.lead, answer))
        draft = with_item(draft, item.ref, lambda _: led)
    return _settle_doubt(draft, question, answer)


def _settle_doubt(draft: Draft, question: Question, answer: str) -> Draft:
    del answer
    left = tuple(doubt for doubt in draft.doubts if doubt != question.doubt)
    return replace(draft, doubts=left)


def _settle_audience(draft: Draft, question: Question, answer: str) -> Draft:
    if answer == Settled.KEEP:
        return draft
    named = tuple(answer.split("\n"))
    if answer == Settled.LEADING:
        named = tuple(dict.fromkeys(name for item in draft.items for name in item.lead))
    refs = {meeting.ref for meeting in question.meetings}
    meetings = tuple(
        replace(meeting, audience=_certain(meeting, named))
        if meeting.ref in refs
        else meeting
        for meeting in draft.meetings
    )
    return replace(draft, meetings=meetings)


def _certain(meeting: Meeting, agencies: tuple[str, ...]) -> tuple[Audience, ...]:
    words = "; ".join(part.words for part in meeting.audience)
    return (Audience(words=words, agencies=agencies, certain=True),)


def _settle_close_call(draft: Draft, question: Question, answer: str) -> Draft:
    if answer == Settled.KEEP or question.duty is None:
        return draft
    is_later = answer == Settled.LATER
    later = question.later if is_later else date.fromisoformat(answer)
    return with_item(draft, question.duty.ref, lambda item: replace(item, due_on=later))


def with_item(
    draft: Draft, ref: str, change: Callable[[AgendaItem], AgendaItem]
) -> Draft:
    """The draft with one item changed."""

    def changed(items: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
        return tuple(change(item) if item.ref == ref else item for item in items)

    return replace(
        draft,
        meetings=tuple(
            replace(meeting, items=changed(meeting.items)) for meeting in draft.meetings
        ),
        submissions=changed(draft.submissions),
    )


_SETTLE: Mapping[About, Callable[[Draft, Question, str], Draft]] = {
    About.AGENCY: _settle_agency,
    About.DOUBT: _settle_doubt,
    About.AUDIENCE: _settle_audience,
    About.CLOSE_CALL: _settle_close_call,
}
