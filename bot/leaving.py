"""Somebody leaves a chat, or is put out of it: what they could do there ends at once.

So do the questions that the bot had open with them. Their own private chat was linked
for the same addressee because they were one of its people: unless they still are, in
another of its groups, it is not linked any more, and the office is told.
"""

import json
from dataclasses import replace
from datetime import datetime

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.messages import linking, trouble
from programme.chats import Chat, ChatState, Person
from programme.reminders import OFFICE
from storage import Unit


async def note_comings(asked: Asked, desk: Desk) -> list[Answer]:
    """What the channel says of who came and who left; nothing of a chat unknown."""
    chat = await desk.unit.chats.at(asked.channel, asked.address)
    if chat is None:
        return []
    for person in asked.came:
        await desk.unit.members.came(person, chat.id, desk.now)
    if asked.left is None:
        return []
    return await _left(asked.left, chat, asked, desk)


async def _left(person: Person, chat: Chat, asked: Asked, desk: Desk) -> list[Answer]:
    if await desk.unit.members.has_left(person, chat.id):
        return []
    await desk.unit.members.left(person, chat.id, desk.now)
    await forget_questions(asked.where, desk.unit, of=person)
    if chat.state is not ChatState.LINKED:
        return []
    await _note("left", chat, person, asked, desk)
    private = await _own_chat(person, chat, desk)
    if private is None:
        return []
    gone = replace(private, state=ChatState.UNLINKED)
    await desk.unit.chats.put(gone, was=private)
    await stand_down(private, desk.unit, desk.now)
    await _note("unlink", private, person, asked, desk)
    return [
        Answer(to=OFFICE, text=linking.own_chat_ended(private, chat)),
        Answer(chat=private.id, text=linking.own_chat_ended_here(private, chat)),
    ]


async def _own_chat(person: Person, left: Chat, desk: Desk) -> Chat | None:
    """Their private chat for whom they spoke, if they speak for them nowhere else."""
    private = await desk.unit.chats.at(person.channel, person.address)
    if private is None or private.id == left.id:
        return None
    if private.state is not ChatState.LINKED or private.addressee != left.addressee:
        return None
    still = set(await desk.unit.members.chats_of(person)) - {private.id}
    others = {chat.id for chat in await desk.unit.chats.linked(left.addressee)}
    return None if still & others else private


async def say_left(asked: Asked, desk: Desk) -> list[Answer]:
    """Words of who has left have no effect, and that is said once a day: they may be
    back, and the channel has not told us."""
    key, day = f"left:{asked.where}:{asked.person.address}", desk.today.isoformat()
    if await desk.unit.settings.get(key) == day:
        return []
    await desk.unit.settings.set(key, day)
    return [Answer(text=trouble.has_left(), reply_to=asked.message)]


async def stand_down(chat: Chat, unit: Unit, at: datetime) -> None:
    """The chat is another's now, or nobody's: nobody speaks there for whom it was, and
    what was asked of them is asked no more."""
    await unit.members.stand_down(chat.id, at)
    await forget_questions(f"{chat.channel}:{chat.address}", unit)


async def forget_questions(where: str, unit: Unit, *, of: Person | None = None) -> None:
    """The bot's open questions in a chat; of one person, or all."""
    settings = unit.settings
    if of is not None:
        await settings.drop(await settings.named(f":{where}:{of.address}"))
        said = await settings.named(f":{where}")
        await settings.drop(key for key in said if _is_asked(said[key], of))
        return
    await settings.drop(await settings.named(f":{where}"))
    await settings.drop(await settings.named(f":{where}:", within=True))


def _is_asked(value: str, person: Person) -> bool:
    """A question of the whole chat that waits for this one's next words."""
    try:
        said = json.loads(value or "null")
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("person") == person.address


async def _note(did: str, chat: Chat, person: Person, asked: Asked, desk: Desk) -> None:
    await desk.unit.audit.add(
        at=desk.now,
        who=f"{person.name} ({person.channel}:{person.address})",
        where=f"{chat.channel}:{chat.address}",
        did=did,
        was=str(chat.addressee),
        message=asked.key,
    )
