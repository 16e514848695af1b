"""The office's word on its calendar, in its chat: shown first, entered by a button."""

from collections.abc import Sequence

from bot.asked import Answer, Asked
from bot.calendar_edits import Effect, effect_of, enter
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages import calendar_effects as effects
from bot.messages.buttons import Act as Does
from bot.messages.buttons import pack
from bot.redating import Act
from programme.days import DayEdits
from programme.letters import Button, Buttons
from storage import NotFound

KEEP, MOVE, DROP = "k", "m", "x"


async def look_over(edits: DayEdits, asked: Asked, desk: Desk) -> list[Answer]:
    """What these edits would do; they wait for a button."""
    own = {one.day for one in await desk.unit.calendar.all()}
    strange = [day for day in edits.removed if day not in own]
    if strange:
        said = effects.nothing_to_drop(strange)
        return [Answer(text=said, reply_to=asked.message)]
    found = await _effect(edits, desk)
    number = await desk.unit.calendar.ask(
        edits, by=asked.who, where=asked.where, at=desk.now
    )
    return [_shown(number, found, desk, reply_to=asked.message)]


async def settle_days(said: Sequence[str], asked: Asked, desk: Desk) -> list[Answer]:
    """A button under a preview. Raises OldButton for one that is over."""
    if len(said) < 2 or not said[0].isdecimal():
        raise OldButton
    number, what, mark = int(said[0][:15]), said[1], said[2:3]
    try:
        waiting = await desk.unit.calendar.asked(number)
    except NotFound:
        raise OldButton from None
    if what == DROP:
        await desk.unit.calendar.end(number, desk.now)
        return [Answer(text=effects.dropped(), edits=asked.message, toast="Đã bỏ")]
    if what not in {KEEP, MOVE}:
        raise OldButton
    found = await _effect(waiting.edits, desk)
    if list(mark) != [found.mark]:
        again = _shown(number, found, desk, edits=asked.message)
        return [again, Answer(toast=str(effects.changed_since()))]
    await desk.unit.calendar.end(number, desk.now)
    return await _entered(found, asked, desk, moving=what == MOVE)


async def _entered(
    found: Effect, asked: Asked, desk: Desk, *, moving: bool
) -> list[Answer]:
    act = Act(by=asked.who, where=asked.where, at=desk.now, key=asked.key)
    told = await enter(desk.unit, found, act, office=desk.office, moving=moving)
    said = effects.entered(
        found.edits,
        found.was,
        found.recounts,
        told=told.names,
        unlinked=told.unlinked,
        moving=moving,
    )
    return [Answer(text=said, edits=asked.message, toast="Đã ghi vào lịch")]


async def _effect(edits: DayEdits, desk: Desk) -> Effect:
    return await effect_of(desk.unit, edits, office=desk.office, at=desk.now)


def _shown(
    number: int,
    found: Effect,
    desk: Desk,
    *,
    edits: str | None = None,
    reply_to: str | None = None,
) -> Answer:
    text = effects.preview(found.edits, found.was, found.recounts, today=desk.today)
    buttons = _buttons(number, found)
    return Answer(text=text, buttons=buttons, edits=edits, reply_to=reply_to)


def _buttons(number: int, found: Effect) -> Buttons:
    def button(label: str, what: str) -> Button:
        return Button(label, pack(Does.CALENDAR, number, what, found.mark))

    drop = (button("Không ghi", DROP),)
    if not found.moved:
        return ((button("Ghi vào lịch", KEEP),), drop)
    move = f"Ghi, dời {len(found.moved)} hạn và báo lại"
    return ((button("Ghi, giữ hạn đã báo", KEEP),), (button(move, MOVE),), drop)
