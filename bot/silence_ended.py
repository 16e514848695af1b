"""A silence that ends before it was told one level higher: it is not told any more.

The office pressed *Gửi* in the evening, the letter waits for the morning, and the
agency answers at night. What is said of its other dossiers still goes, and so does what
else the office is told in the same message.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from markupsafe import Markup

from bot.escalating import addressed, begins, exact_words
from bot.messages import silences
from programme.duties import Duty
from programme.escalation import LEVELS, Known, Level, Proposal, Ruling, is_climbing
from programme.letters import Letter, Posted
from programme.office import Office
from storage import Unit


async def leave_the_answered_alone(
    unit: Unit,
    duties: Collection[int],
    *,
    now: datetime,
    real: datetime,
    office: Office,
) -> None:
    """Of these somebody has spoken. In the transaction in which they did."""
    if not duties:
        return
    more = [
        *await _worded_anew(unit, duties, now, office),
        *await _beside_news(unit, duties, now, office),
    ]
    for letter in more:
        await unit.outbox.post(letter, now=real)


async def _worded_anew(
    unit: Unit, duties: Collection[int], now: datetime, office: Office
) -> list[Letter]:
    """What tells of silences alone, or says nothing any more; what is posted beside."""
    more: list[Letter] = []
    for posted in await unit.outbox.silences_waiting():
        told = set(posted.letter.duties)
        if told.isdisjoint(duties):
            continue
        anew = await _told_anew(unit, posted, told.difference(duties), now, office)
        await unit.outbox.word_anew(posted, anew[0] if anew else None, (), now)
        more += anew[1:]
    return more


async def _beside_news(
    unit: Unit, duties: Collection[int], now: datetime, office: Office
) -> list[Letter]:
    """What tells of them below other news. A level that has a chat by now is told
    there."""
    more: list[Letter] = []
    for carrier, silent in await unit.outbox.silences_carried():
        told = {duty for one in silent for duty in one.letter.duties}
        if told.isdisjoint(duties) or not silences.is_in(carrier.letter.text):
            continue
        first, still = silent[0], told.difference(duties)
        anew = await _told_anew(unit, first, still, now, office)
        meant = await unit.outbox.as_posted(anew)
        here = [
            one
            for one, turned in zip(anew, meant, strict=True)
            if turned.to == first.letter.to
        ]
        letter = _with(carrier.letter, told, here)
        if await unit.outbox.say_in_place(carrier, letter, silent, duties):
            more += [one for one in anew if one not in here]
    return more


def _with(carrier: Letter, told: Collection[int], silent: Sequence[Letter]) -> Letter:
    """It tells of these silences alone; of the others only what its news is about."""
    said = [silences.alone(one.text)[0] for one in silent]
    text = silences.with_others(carrier.text, said)
    news = Markup(silences.without(carrier.text)).striptags()  # noqa: S704 - ours
    still = {duty for one in silent for duty in one.duties}
    is_named = len(carrier.refs) == len(carrier.duties)
    refs = carrier.refs if is_named else ("",) * len(carrier.duties)
    kept = [
        (duty, ref)
        for duty, ref in zip(carrier.duties, refs, strict=True)
        if duty not in told or duty in still or _names(news, ref)
    ]
    return replace(
        carrier,
        text=text,
        duties=tuple(duty for duty, _ in kept),
        refs=tuple(ref for _, ref in kept) if is_named else carrier.refs,
    )


def _names(news: str, ref: str) -> bool:
    """As an item of its own: I.1 is not in I.10 or II.1."""
    whole = rf"(?<![\w.]){re.escape(ref)}(?!\w|\.\d)"
    return bool(ref) and re.search(whole, news) is not None


async def _told_anew(
    unit: Unit, posted: Posted, still: Collection[int], now: datetime, office: Office
) -> list[Letter]:
    """One for each agency that is still silent: several may have been joined."""
    found = await unit.duties.by_ids(sorted(still))
    known = await unit.ladders.known(duty.id for duty in found)
    silent = [duty for duty in found if is_climbing(duty, known, now)]
    return [
        await _letter(unit, posted, proposal, office)
        for proposal in _as_they_were_sent(silent, known)
    ]


def _as_they_were_sent(duties: Iterable[Duty], known: Known) -> Iterator[Proposal]:
    by_agency = sorted(duties, key=lambda duty: (duty.agency, duty.id))
    for agency, group in groupby(by_agency, key=lambda duty: duty.agency):
        theirs = tuple(duty for duty in group if duty.id in known.ladders)
        ladders = tuple(known.ladders[duty.id] for duty in theirs)
        levels = {
            rung.level
            for ladder in ladders
            for rung in ladder.rungs
            if rung.ruling is Ruling.SENT
        }
        if levels:
            level: Level = max(levels, key=LEVELS.index)
            yield Proposal(agency=agency, level=level, duties=theirs, ladders=ladders)


async def _letter(
    unit: Unit, posted: Posted, proposal: Proposal, office: Office
) -> Letter:
    exact = await exact_words(unit, proposal, office)
    to, text = await addressed(unit, proposal, exact)
    return replace(
        posted.letter,
        key=f"{posted.letter.key}~{posted.id}:{proposal.agency}",
        to=to,
        chat=None,
        text=str(text),
        duties=tuple(duty.id for duty in proposal.duties),
        refs=tuple(duty.ref for duty in proposal.duties),
        not_after=begins(proposal.duties),
    )
