"""The office's word on requests in plain words: in reply to the message that asks,
or to what it was asked after a button. What is not certain decides nothing."""

import re
from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from bot.asked import Answer, Asked
from bot.deciding_requests import decided
from bot.decision_questions import DAY, WHY, forget, question_for
from bot.desk import Desk
from bot.matters import Wish, matters_in, requests_in, waiting, wishes, worded
from bot.messages import request_matters as among
from bot.messages import requests as words
from bot.messages.words import lines
from programme.decision_words import Decided, Decision, read_decision
from programme.decisions_on import Said, chosen, names_items, read_which
from programme.duties import Duty
from programme.letters import Posted
from programme.requests import Request, RequestKind
from programme.words import bare

#: Said of files that are asked about in the same message.
_OF_FILES = re.compile(r"(?:tiep nhan|tra lai|nhan ho so)\b")
#: Who answers so soon after another has decided may not have seen it.
_BLINK = timedelta(minutes=1)


async def hear_decision(
    asked: Asked, letter: Posted | None, desk: Desk
) -> list[Answer] | None:
    """Plain words in the office's chat; None where they are none of ours."""
    if letter is not None and requests_in(letter.letter.buttons):
        every = await matters_in(desk.unit, letter.letter.buttons)
        matters = wishes(every)
        if len(every) > len(matters) and _OF_FILES.match(bare(asked.text)):
            return None
        if len(matters) > 1:
            return await _in_reply_to_several(matters, letter, asked, desk)
        if matters:
            return await _in_reply(matters[0], letter, asked, desk)
    return await _to_our_question(asked, letter, desk)


async def _in_reply(
    one: Wish, letter: Posted, asked: Asked, desk: Desk
) -> list[Answer]:
    """A reply to the request itself."""
    request, duty = one.request, one.duty
    if not request.is_waiting:
        return [Answer(text=_said_back(request, duty), reply_to=asked.message)]
    said = read_which(asked.text)
    text = asked.text
    if said is not None and (said.refs or said.every):
        is_this = chosen(said.refs, [duty.ref]) is not None and said.count in {None, 1}
        text = said.rest if is_this else ""
    elif names_items(asked.text):
        text = ""  # of another, or of several
    found = _read(text, request, duty, desk)
    if found is None:
        return [Answer(text=words.unclear(request), reply_to=asked.message)]
    return await decided([(request, duty)], found, letter, asked, desk)


async def _in_reply_to_several(
    matters: Sequence[Wish], letter: Posted, asked: Asked, desk: Desk
) -> list[Answer]:
    """A reply to a message that asks about several: what is not certain is asked."""
    said = read_which(asked.text)
    found = _meant(said, matters, desk) if said is not None else None
    left = waiting(matters)
    if found and not waiting(found):
        text = lines([_said_back(one.request, one.duty) for one in found])
        return [Answer(text=text, reply_to=asked.message)]
    if not left:
        text = lines([_said_back(one.request, one.duty) for one in matters])
        return [Answer(text=text, reply_to=asked.message)]
    what = _decision_on(found, said, desk) if found and said is not None else None
    if what is None or found is None:
        return [_which(left, asked)]
    about = [(one.request, one.duty) for one in found]
    return await decided(about, what, letter, asked, desk)


def _meant(said: Said, matters: Sequence[Wish], desk: Desk) -> list[Wish] | None:
    """Those that the words are about; None where that is not certain."""
    left = waiting(matters)
    if said.refs:
        places = chosen(said.refs, [one.duty.ref for one in matters])
        found = None if places is None else [matters[place] for place in places]
        # One alone may be told what it became; among several each has to wait.
        is_fit = found is not None and (len(found) == 1 or found == waiting(found))
        return found if is_fit else None
    if said.every:
        return left if said.count in {None, len(left)} else None
    times = [one.request.decided_at for one in matters if one not in left]
    is_quiet = all(at is not None and desk.now - at > _BLINK for at in times)
    return left if len(left) == 1 and is_quiet else None


def _decision_on(found: Sequence[Wish], said: Said, desk: Desk) -> Decided | None:
    """The same of each; "không đồng ý tất cả" may mean that some are refused."""
    each = [_read(said.rest, one.request, one.duty, desk) for one in found]
    first = each[0]
    if first is None or any(one != first for one in each):
        return None
    is_unclear = said.every and first.what is Decision.REFUSE
    return None if is_unclear else first


def _which(left: Sequence[Wish], asked: Asked) -> Answer:
    """The same requests with their buttons, below what was not clear."""
    text, buttons = worded(among.which(), left)
    return Answer(
        text=text,
        buttons=buttons,
        reply_to=asked.message,
        duties=tuple(one.duty.id for one in left),
        refs=tuple(one.duty.ref for one in left),
    )


async def _to_our_question(
    asked: Asked, letter: Posted | None, desk: Desk
) -> list[Answer] | None:
    """What was asked after a button: the day, or the reason."""
    found = await question_for(asked, letter, desk)
    if found is None:
        return None
    what, request = found
    duty = await desk.unit.duties.get(request.duty)
    if not request.is_waiting:
        await forget(request, asked, desk)
        return [Answer(text=_said_back(request, duty), reply_to=asked.message)]
    said = _read(asked.text, request, duty, desk)
    if what == WHY:
        said = _as_reason(asked.text, said)
    if said is not None:
        return await decided([(request, duty)], said, None, asked, desk)
    if what == DAY and letter is None:
        return None  # people go on talking
    return [Answer(text=words.unclear(request), reply_to=asked.message)]


def _as_reason(text: str, said: Decided | None) -> Decided | None:
    """Of who was asked why not: their words, unless they have thought otherwise."""
    if said is not None and said.what is Decision.AGREE:
        return None
    if said is not None:
        return said
    return Decided(what=Decision.REFUSE, word=text.strip())


def _read(text: str, request: Request, duty: Duty, desk: Desk) -> Decided | None:
    """A day is an answer only where one was asked for."""
    said = read_decision(
        text,
        today=desk.today,
        calendar=desk.office.calendar,
        due=desk.office.rules.day_of(duty.due.at),
    )
    if said is None or said.until is None:
        return said
    return said if request.kind is RequestKind.EXTENSION else None


def _said_back(request: Request, duty: Duty) -> Markup:
    return words.said_back(request, duty, told=True)
