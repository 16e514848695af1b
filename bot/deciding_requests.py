"""The office's word on a request: a button, or words in reply to it.

Whoever presses "Không đồng ý" or "Chọn ngày khác" is asked for the reason or the day;
what they write next within half an hour, or whoever replies to that question, answers.
"""

import json
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.asked import Answer, Asked
from bot.desk import Desk, Place
from bot.errors import OldButton
from bot.granting import DayIsOver, decide
from bot.messages import requests as words
from bot.messages.buttons import Act, Press, unpack
from bot.moving import is_told
from bot.requesting import press_retract
from programme.decision_words import Decided, Decision, read_decision
from programme.duties import Duty
from programme.letters import Posted
from programme.reminders import ChatRole
from programme.requests import Request, RequestKind
from storage import NotFound

_PATIENCE = timedelta(minutes=30)
_DAY, _WHY = "day", "why"


async def settle_request(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """Raises OldButton for what this message never offered."""
    request, duty = await _of(said, letter, desk)
    what = said.words[1] if len(said.words) > 1 else ""
    is_office = place.chat.role is ChatRole.OFFICE
    if what == words.RETRACT:
        is_own = place.chat.agency == duty.agency and not is_office
        if not is_own and not (is_office and desk.is_rehearsed):
            raise OldButton
        return await press_retract(request, duty, asked, desk)
    if not is_office:
        raise OldButton
    if not request.is_waiting:
        return await _was_settled(request, duty, letter, asked, desk)
    if what in _PLAIN:
        plain = Decided(what=_PLAIN[what])
        return await _decided(request, duty, plain, letter, asked, desk)
    return await _asked_more(what, request, duty, letter, asked, desk)


_PLAIN = {words.AGREE: Decision.AGREE, words.PLAINLY: Decision.REFUSE}


async def _asked_more(
    what: str, request: Request, duty: Duty, letter: Posted, asked: Asked, desk: Desk
) -> list[Answer]:
    """A decision that needs a word, or none after all."""
    is_extension = request.kind is RequestKind.EXTENSION
    if what == words.REFUSE:
        shown = _shown_again(letter, asked, refusing=request)
        return [shown, await _ask(_WHY, request, duty, asked, desk)]
    if what == words.OTHER_DAY and is_extension:
        return [await _ask(_DAY, request, duty, asked, desk)]
    if what == words.BACK:
        await _forget(asked, desk)
        return [_shown_again(letter, asked)]
    raise OldButton


async def hear_decision(
    asked: Asked, letter: Posted | None, desk: Desk
) -> list[Answer] | None:
    """Plain words in the office's chat; None where they are none of ours."""
    found = _asks(letter) if letter is not None else None
    if found is not None and letter is not None:
        request, duty = await _of(found, letter, desk)
        return await _in_reply(request, duty, letter, asked, desk)
    return await _to_our_question(asked, letter, desk)


async def _in_reply(
    request: Request, duty: Duty, letter: Posted, asked: Asked, desk: Desk
) -> list[Answer]:
    """A reply to the request itself."""
    if not request.is_waiting:
        return [Answer(text=_said_back(request, duty), reply_to=asked.message)]
    said = _read(asked.text, request, duty, desk)
    if said is None:
        return [Answer(text=words.unclear(request), reply_to=asked.message)]
    return await _decided(request, duty, said, letter, asked, desk)


async def _to_our_question(
    asked: Asked, letter: Posted | None, desk: Desk
) -> list[Answer] | None:
    """What was asked after a button: the day, or the reason."""
    found = await _question_for(asked, letter, desk)
    if found is None:
        return None
    what, request = found
    duty = await desk.unit.duties.get(request.duty)
    if not request.is_waiting:
        await _forget(asked, desk)
        return [Answer(text=_said_back(request, duty), reply_to=asked.message)]
    said = _read(asked.text, request, duty, desk)
    if what == _WHY:
        said = _as_reason(asked.text, said)
    if said is not None:
        return await _decided(request, duty, said, None, asked, desk)
    if what == _DAY and letter is None:
        return None  # people go on talking
    return [Answer(text=words.unclear(request), reply_to=asked.message)]


async def _question_for(
    asked: Asked, letter: Posted | None, desk: Desk
) -> tuple[str, Request] | None:
    """The open question that this message may answer: its next words by who pressed,
    or anybody's reply to it."""
    kept = await desk.unit.settings.get(_key(asked))
    if not kept:
        return None
    question = json.loads(kept)
    try:
        request = await desk.unit.requests.get(question["request"])
    except NotFound:
        return None
    if asked.reply_to is not None:
        ours = letter.letter if letter is not None else None
        is_it = ours is not None and ours.asks_reply and ours.duties == (request.duty,)
        return (question["what"], request) if is_it else None
    old = desk.now - datetime.fromisoformat(question["at"]) > _PATIENCE
    if old or asked.person.address != question["person"]:
        return None
    return question["what"], request


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


async def _decided(
    request: Request,
    duty: Duty,
    said: Decided,
    letter: Posted | None,
    asked: Asked,
    desk: Desk,
) -> list[Answer]:
    try:
        settled, now, answers = await decide(
            request, duty, said.what, asked, desk, until=said.until, word=said.word
        )
    except DayIsOver:
        return [
            Answer(text=words.day_is_over(duty), reply_to=asked.message),
            await _ask(_DAY, request, duty, asked, desk),
        ]
    await _forget(asked, desk)
    told = await is_told(now, desk)
    mine: list[Answer] = []
    is_press = asked.press is not None
    if letter is not None:
        due = now.due if settled.granted else None
        shown = words.decided(_text(letter), settled, due=due, told=told)
        message = asked.message if is_press else asked.reply_to
        toast = "Đã ghi và báo cho cơ quan" if told else "Đã ghi"
        mine.append(Answer(text=shown, edits=message, toast=toast))
    if not is_press:
        text = words.said_back(settled, now, told=told)
        mine.append(Answer(text=text, reply_to=asked.message))
    return [*mine, *answers]


async def _was_settled(
    request: Request, duty: Duty, letter: Posted, asked: Asked, desk: Desk
) -> list[Answer]:
    """Somebody was first: what they decided stands, and is said."""
    told = await is_told(duty, desk)
    due = duty.due if request.granted else None
    shown = words.decided(_text(letter), request, due=due, told=told)
    toast = f"Đã có kết quả: {words.outcome(request).striptags()}"
    return [Answer(text=shown, edits=asked.message, toast=toast)]


def _said_back(request: Request, duty: Duty) -> Markup:
    return words.said_back(request, duty, told=True)


def _shown_again(
    letter: Posted, asked: Asked, *, refusing: Request | None = None
) -> Answer:
    buttons = letter.letter.buttons
    if refusing is not None:
        buttons = words.buttons_to_refuse(refusing)
    return Answer(text=_text(letter), buttons=buttons, edits=asked.message)


async def _ask(
    what: str, request: Request, duty: Duty, asked: Asked, desk: Desk
) -> Answer:
    """The question, in a message that is answered by replying to it."""
    said = {
        "what": what,
        "request": request.id,
        "person": asked.person.address,
        "at": desk.now.isoformat(),
    }
    await desk.unit.settings.set(_key(asked), json.dumps(said))
    return Answer(
        text=words.ask_why(duty) if what == _WHY else words.ask_day(duty),
        asks_reply=True,
        duties=(duty.id,),
        refs=(duty.ref,),
    )


async def _forget(asked: Asked, desk: Desk) -> None:
    await desk.unit.settings.set(_key(asked), "")


async def _of(said: Press, letter: Posted, desk: Desk) -> tuple[Request, Duty]:
    """The request, if this very message is about its duty."""
    number = said.words[0] if said.words else ""
    if not number.isdecimal() or len(number) > 15:
        raise OldButton
    try:
        request = await desk.unit.requests.get(int(number))
    except NotFound:
        raise OldButton from None
    if request.duty not in letter.letter.duties:
        raise OldButton
    return request, await desk.unit.duties.get(request.duty)


def _asks(letter: Posted) -> Press | None:
    """The button to agree of a message that asks for a decision."""
    for row in letter.letter.buttons:
        for button in row:
            press = unpack(button.data)
            if press and press.act is Act.REQUEST and press.words[1:] == (words.AGREE,):
                return press
    return None


def _text(letter: Posted) -> Markup:
    return Markup(letter.letter.text)  # noqa: S704 - our own, escaped then


def _key(asked: Asked) -> str:
    return f"request:{asked.where}"
