"""What the office was asked after a button: the day, or the reason. Whoever pressed
answers with their next words within half an hour, anybody by replying to it."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.messages import requests as words
from programme.duties import Duty
from programme.letters import Posted
from programme.requests import Request
from storage import NotFound

DAY, WHY = "day", "why"
_PATIENCE = timedelta(minutes=30)
#: So many are kept open in a chat.
_MOST = 30


async def ask(
    what: str, request: Request, duty: Duty, asked: Asked, desk: Desk
) -> Answer:
    """The question, in a message that is answered by replying to it.

    Next words are about what somebody has pressed last.
    """
    others = [
        one | {"person": "" if one["person"] == asked.person.address else one["person"]}
        for one in await _kept(asked, desk)
        if one["request"] != request.id
    ]
    said = {
        "what": what,
        "request": request.id,
        "duty": duty.id,
        "person": asked.person.address,
        "at": desk.now.isoformat(),
    }
    await _keep([*others, said], asked, desk)
    return Answer(
        text=words.ask_why(duty) if what == WHY else words.ask_day(duty),
        asks_reply=True,
        duties=(duty.id,),
        refs=(duty.ref,),
    )


async def forget(request: Request, asked: Asked, desk: Desk) -> None:
    """It is decided, or somebody went back."""
    kept = await _kept(asked, desk)
    left = [one for one in kept if one["request"] != request.id]
    if len(left) < len(kept):
        await _keep(left, asked, desk)


async def question_for(
    asked: Asked, letter: Posted | None, desk: Desk
) -> tuple[str, Request] | None:
    """The open question that this message answers: its kind, and of which request."""
    for one in reversed(await _kept(asked, desk)):
        if not _is_meant(one, asked, letter, desk):
            continue
        try:
            return one["what"], await desk.unit.requests.get(one["request"])
        except NotFound:
            return None
    return None


def _is_meant(
    one: Mapping[str, Any], asked: Asked, letter: Posted | None, desk: Desk
) -> bool:
    if asked.reply_to is not None:
        ours = letter.letter if letter is not None else None
        return ours is not None and ours.asks_reply and ours.duties == (one["duty"],)
    is_fresh = desk.now - datetime.fromisoformat(one["at"]) <= _PATIENCE
    return is_fresh and asked.person.address == one["person"]


async def _kept(asked: Asked, desk: Desk) -> list[dict[str, Any]]:
    """Oldest first."""
    said = json.loads(await desk.unit.settings.get(_key(asked)) or "[]")
    return said if isinstance(said, list) else []


async def _keep(some: list[dict[str, Any]], asked: Asked, desk: Desk) -> None:
    said = json.dumps(some[-_MOST:]) if some else ""
    await desk.unit.settings.set(_key(asked), said)


def _key(asked: Asked) -> str:
    return f"request:{asked.where}"
