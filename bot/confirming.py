"""A chat asks to be linked, and the office says whether it is who it says: the gate."""

from collections.abc import Sequence
from dataclasses import replace

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages import duties as duty_words
from bot.messages import linking
from bot.messages.buttons import for_duties, link_mark
from bot.messages.words import fitted
from programme.chats import Chat, ChatState
from programme.reminders import ChatRole


async def confirm(
    number: int, said: Sequence[str], asked: Asked, desk: Desk
) -> list[Answer]:
    """The office's word on a chat that gave a right code.

    Raises OldButton; also where the chat has asked to be another's since.
    """
    chat = await desk.unit.chats.get(number)
    if chat.state is not ChatState.ASKED or list(said[1:]) != [link_mark(chat)]:
        raise OldButton
    yes = said[0] == "y"
    settled = replace(
        chat,
        state=ChatState.LINKED if yes else ChatState.REFUSED,
        linked_at=desk.now if yes else None,
    )
    await desk.unit.chats.put(settled, was=chat)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="link" if yes else "link-refused",
        now=str(settled.addressee),
        message=asked.key,
    )
    return [
        Answer(
            text=linking.settled(settled, at=desk.now, who=asked.person.name, yes=yes),
            edits=asked.message,
            toast="Đã liên kết" if yes else "Đã từ chối",
        ),
        Answer(
            text=linking.linked(settled) if yes else linking.refused(settled),
            chat=chat.id,
        ),
        *(await _first_list(settled, desk) if yes else []),
    ]


async def _first_list(chat: Chat, desk: Desk) -> list[Answer]:
    """A chat linked after publication is told at once what its agency prepares."""
    own = await desk.own(chat.agency)
    if not own or chat.role is not ChatRole.AGENCY:
        return []
    forces = await desk.around(own)
    text = fitted(
        lambda length: duty_words.my_items(
            chat.agency or "",
            own,
            forces,
            now=desk.now,
            office=desk.office,
            length=length,
        ),
        longest=160,
    )
    return [
        Answer(
            text=text,
            buttons=for_duties(own),
            chat=chat.id,
            duties=tuple(duty.id for duty in own),
        )
    ]
