"""A question the bot has open in a chat: the reason of a duty that is blocked."""

import json
from datetime import datetime, timedelta

from bot.asked import Asked
from bot.desk import Desk
from programme.duties import Duty, DutyState

#: After this a message is no answer any more, unless it replies to the question.
_PATIENCE = timedelta(minutes=30)


async def expect_reason(duty: Duty, asked: Asked, desk: Desk) -> None:
    said = {"duty": duty.id, "person": asked.person.address, "at": desk.now.isoformat()}
    await desk.unit.settings.set(_key(asked), json.dumps(said))


async def reason_for(asked: Asked, desk: Desk) -> Duty | None:
    """The duty whose reason this message gives, if one is waited for."""
    said = await desk.unit.settings.get(_key(asked))
    if not said:
        return None
    question = json.loads(said)
    old = desk.now - datetime.fromisoformat(question["at"]) > _PATIENCE
    other = question["person"] != asked.person.address
    if (old or other) and not await is_reply(asked, question["duty"], desk):
        return None
    duty = await desk.unit.duties.get(question["duty"])
    waits = duty.state is DutyState.BLOCKED and duty.note is None
    return duty if waits else None


async def forget(asked: Asked, desk: Desk) -> None:
    await desk.unit.settings.set(_key(asked), "")


async def is_reply(asked: Asked, duty: int, desk: Desk) -> bool:
    if asked.reply_to is None:
        return False
    letter = await desk.unit.outbox.letter_at(
        asked.channel, asked.address, asked.reply_to
    )
    return letter is not None and letter.letter.duties == (duty,)


def _key(asked: Asked) -> str:
    return f"reason:{asked.where}"
