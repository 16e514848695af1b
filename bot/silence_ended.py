"""A silence that ends before it was told one level higher: it is not told any more.

The office pressed *Gửi* in the evening, the letter waits for the morning, and the
agency answers at night. What is said of its other dossiers still goes.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from bot.escalating import addressed, begins, exact_words
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
    for posted in await unit.outbox.silences_waiting():
        told = set(posted.letter.duties)
        if told.isdisjoint(duties):
            continue
        anew = await _told_anew(unit, posted, told.difference(duties), now, office)
        await unit.outbox.word_anew(posted, anew[0] if anew else None, (), now)
        for letter in anew[1:]:
            await unit.outbox.post(letter, now=real)


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
