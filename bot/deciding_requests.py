"""The office's word on a request: by a button, and what follows however it is said.

A message may ask about several; each is decided on its own, and the others keep their
text and their buttons. Whoever presses "Không đồng ý" or "Chọn ngày khác" is asked for
the reason or the day (`bot.decision_questions`).
"""

from collections.abc import Sequence

from bot.asked import Answer, Asked
from bot.decision_questions import DAY, WHY, ask, forget
from bot.desk import Desk, Place
from bot.errors import OldButton
from bot.granting import DayIsOver, decide
from bot.matters import as_it_stands, requests_in
from bot.messages import request_matters as among
from bot.messages import requests as words
from bot.messages.buttons import Press
from bot.messages.words import lines
from bot.moving import is_told
from bot.requesting import press_retract
from bot.rights import Seat
from programme.decision_words import Decided, Decision
from programme.duties import Duty
from programme.letters import Posted
from programme.requests import Request, RequestKind
from storage import NotFound


async def settle_request(
    said: Press, letter: Posted, asked: Asked, place: Place, desk: Desk
) -> list[Answer]:
    """Raises OldButton for what this message never offered."""
    request, duty = await _of(said, letter, desk)
    what = said.words[1] if len(said.words) > 1 else ""
    if what == words.RETRACT:
        if place.chat.agency != duty.agency and place.seat is not Seat.DRILL:
            raise OldButton
        return await press_retract(request, duty, asked, desk)
    if request.id not in requests_in(letter.letter.buttons):
        raise OldButton
    if not request.is_waiting:
        toast = f"Đã có kết quả: {words.outcome(request).striptags()}"
        return [await _shown(letter, asked.message, desk, toast=toast)]
    if what in _PLAIN:
        plain = Decided(what=_PLAIN[what])
        return await decided([(request, duty)], plain, letter, asked, desk)
    return await _asked_more(what, request, duty, letter, asked, desk)


_PLAIN = {words.AGREE: Decision.AGREE, words.PLAINLY: Decision.REFUSE}


async def _asked_more(
    what: str, request: Request, duty: Duty, letter: Posted, asked: Asked, desk: Desk
) -> list[Answer]:
    """A decision that needs a word, or none after all."""
    is_extension = request.kind is RequestKind.EXTENSION
    if what == words.REFUSE:
        shown = await _shown(letter, asked.message, desk, refusing=request.id)
        return [shown, await ask(WHY, request, duty, asked, desk)]
    if what == words.OTHER_DAY and is_extension:
        return [await ask(DAY, request, duty, asked, desk)]
    if what == words.BACK:
        await forget(request, asked, desk)
        return [await _shown(letter, asked.message, desk)]
    raise OldButton


async def decided(
    about: Sequence[tuple[Request, Duty]],
    said: Decided,
    letter: Posted | None,
    asked: Asked,
    desk: Desk,
) -> list[Answer]:
    """Each of these; a day that gives no more time is asked for again."""
    done: list[tuple[Request, Duty, bool]] = []
    told: list[Answer] = []
    over: list[tuple[Request, Duty]] = []
    for request, duty in about:
        try:
            settled, now, answers = await decide(
                request, duty, said.what, asked, desk, until=said.until, word=said.word
            )
        except DayIsOver:
            over.append((request, duty))
            continue
        await forget(request, asked, desk)
        done.append((settled, now, await is_told(now, desk)))
        told += answers
    mine = await _said_of(done, letter, asked, desk) if done else []
    return [*mine, *await _of_day(over, asked, desk), *told]


async def _said_of(
    done: Sequence[tuple[Request, Duty, bool]],
    letter: Posted | None,
    asked: Asked,
    desk: Desk,
) -> list[Answer]:
    """To the office: its message as it stands now, and what words were taken for."""
    mine: list[Answer] = []
    is_press = asked.press is not None
    if letter is not None:
        message = asked.message if is_press else asked.reply_to
        all_told = all(is_told for _, _, is_told in done)
        toast = "Đã ghi và báo cho cơ quan" if all_told else "Đã ghi"
        mine.append(await _shown(letter, message, desk, toast=toast))
    if not is_press:
        text = lines([words.said_back(one, now, told=is_) for one, now, is_ in done])
        mine.append(Answer(text=text, reply_to=asked.message))
    return mine


async def _of_day(
    over: Sequence[tuple[Request, Duty]], asked: Asked, desk: Desk
) -> list[Answer]:
    if not over:
        return []
    if len(over) > 1:
        text = lines([among.day_is_over(duty) for _, duty in over])
        return [Answer(text=text, reply_to=asked.message)]
    ((request, duty),) = over
    return [
        Answer(text=words.day_is_over(duty), reply_to=asked.message),
        await ask(DAY, request, duty, asked, desk),
    ]


async def _shown(
    letter: Posted,
    message: str | None,
    desk: Desk,
    *,
    refusing: int = 0,
    toast: str | None = None,
) -> Answer:
    """The message as it stands now: each request in it, and what came of it."""
    text, buttons = await as_it_stands(desk.unit, letter.letter, refusing=refusing)
    return Answer(text=text, buttons=buttons, edits=message, toast=toast)


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
