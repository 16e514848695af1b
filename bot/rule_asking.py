"""The office's word on changed numbers, in its chat: shown first, done by a button."""

from collections.abc import Sequence

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages import rule_effects as effects
from bot.messages.rule_effects import KEEP, MOVE
from bot.redating import Act
from bot.rule_edits import effect_of, settle


async def settle_rules(said: Sequence[str], asked: Asked, desk: Desk) -> list[Answer]:
    """A button under the question. Raises OldButton for one that is over."""
    what, mark = "".join(said[:1]), list(said[1:2])
    if what not in {KEEP, MOVE}:
        raise OldButton
    found = await effect_of(desk.unit, office=desk.office, at=desk.now)
    if not found.moved:
        return [Answer(text=effects.nothing(), edits=asked.message)]
    if mark != [found.mark]:
        again = Answer(
            text=effects.question(found.recounts),
            buttons=effects.buttons(found.recounts, found.mark),
            edits=asked.message,
        )
        return [again, Answer(toast=str(effects.changed_since()))]
    moving = what == MOVE
    act = Act(by=asked.who, where=asked.where, at=desk.now, key=asked.key)
    told = await settle(desk.unit, found, act, office=desk.office, moving=moving)
    text = effects.settled(
        found.recounts, told=told.names, unlinked=told.unlinked, moving=moving
    )
    toast = "Đã dời và báo lại" if moving else "Giữ hạn đã báo"
    return [Answer(text=text, edits=asked.message, toast=toast)]
