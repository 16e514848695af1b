"""The chats of an agency, in the order in which they are written to; and another order.

The first that works carries a letter; the next only once the one before is gone for
good or its channel is shut (`storage.homes`, `jobs.recording`, `jobs.away`). Where the
office has said so every chat gets one (`storage.everywhere`).
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages import office_words
from bot.messages.buttons import put_first
from programme.chats import Chat, ChatState, Standing
from programme.letters import Buttons

_NOBODYS = frozenset({ChatState.UNLINKED, ChatState.REFUSED})
_MOST = 60


async def chats_of(agency: str | None, desk: Desk) -> Answer | None:
    """Where an agency, or everybody, is reached; None: nowhere."""
    chats = [chat for chat in await desk.unit.chats.all() if chat.state not in _NOBODYS]
    if agency is not None:
        chats = [chat for chat in chats if chat.agency == agency]
        if not chats:
            return None
    zone = desk.office.rules.zone
    found = [
        (
            chat,
            [
                (person, last.astimezone(zone))
                for person, last in await desk.unit.members.last_words(chat.id)
            ],
        )
        for chat in chats[:_MOST]
    ]
    deputies = await desk.unit.deputies.open_of(agency) if agency else ()
    return Answer(
        text=office_words.chats(
            found,
            deputies,
            former=await _former(agency, chats, desk),
            every=await desk.unit.everywhere.named(),
        ),
        buttons=_to_put_first(chats) if agency is not None else (),
    )


async def _former(
    agency: str | None, chats: Sequence[Chat], desk: Desk
) -> dict[int, list[Standing]]:
    """Of one agency's chats: who spoke there for somebody and does no longer, newest
    first."""
    if agency is None:
        return {}
    zone = desk.office.rules.zone
    return {
        chat.id: [
            replace(one, until=one.until.astimezone(zone))
            for one in reversed(await desk.unit.members.former(chat.id))
            if one.until is not None
        ]
        for chat in chats[:_MOST]
    }


def _to_put_first(chats: Sequence[Chat]) -> Buttons:
    """A button for each that is not first among those of the same addressee."""
    seen = set()
    behind = []
    for chat in chats:
        if chat.state is not ChatState.LINKED:
            continue
        if chat.addressee in seen:
            behind.append(chat.id)
        seen.add(chat.addressee)
    return put_first(behind)


async def move_first(chat: Chat, asked: Asked, desk: Desk) -> None:
    await desk.unit.chats.put_first(chat)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="chat-first",
        now=f"{chat.addressee} #{chat.id} {chat.title}",
        message=asked.key,
    )


async def settle_first(said: Sequence[str], asked: Asked, desk: Desk) -> list[Answer]:
    """The office's button. Raises OldButton for a chat that is not linked any more."""
    if len(said) != 1 or not said[0].isdecimal() or len(said[0]) > 15:
        raise OldButton
    chat = await desk.unit.chats.get(int(said[0]))
    if chat.state is not ChatState.LINKED or chat.agency is None:
        raise OldButton
    await move_first(chat, asked, desk)
    shown = await chats_of(chat.agency, desk)
    if shown is None:
        raise OldButton
    toast = f"Nhóm #{chat.id} nhận tin trước"
    return [
        Answer(text=shown.text, buttons=shown.buttons, edits=asked.message, toast=toast)
    ]
