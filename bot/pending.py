"""A question the bot has open in a chat: the reason of a duty that is blocked."""

import json
from datetime import datetime, timedelta

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.messages import recorded
from programme.duties import Duty, DutyState

#: After this a message is no answer any more, unless it replies to the question.
_PATIENCE = timedelta(minutes=30)


async def ask_reason(duty: Duty, asked: Asked, desk: Desk) -> Answer:
    """The question, in a message that is answered by replying to it."""
    said = {"duty": duty.id, "person": asked.person.address, "at": desk.now.isoformat()}
    await desk.unit.settings.set(_key(asked), json.dumps(said))
    return Answer(
        text=recorded.ask_reason(duty),
        asks_reply=True,
        reply_to=asked.message,
        duties=(duty.id,),
        refs=(duty.ref,),
    )


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
