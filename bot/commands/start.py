"""/start CODE: this chat asks to be an agency's, the office's or the leaders'."""

from dataclasses import replace

from bot.asked import Answer, Asked
from bot.commands.command import EVERYBODY, Command
from bot.desk import Desk, Place
from bot.errors import Unlinked
from bot.messages import linking
from bot.messages.buttons import link
from programme.chats import ChatState
from programme.reminders import OFFICE, ChatRole


async def start(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    chat = place.chat
    if chat.state is ChatState.LINKED:
        return [Answer(text=linking.already(chat))]
    if not words.strip():
        raise Unlinked
    code = await desk.unit.links.redeem(
        words.strip(), chat_address=asked.where, person=asked.person, at=desk.now
    )
    # The office's own code is made on its own machine: nobody else could confirm it.
    is_office = code.role is ChatRole.OFFICE
    linked = replace(
        chat,
        role=code.role,
        agency=code.agency,
        title=asked.title,
        state=ChatState.LINKED if is_office else ChatState.ASKED,
        linked_at=desk.now if is_office else None,
    )
    await desk.unit.chats.put(linked, was=chat)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="link" if is_office else "link-asked",
        now=str(linked.addressee),
        message=asked.key,
    )
    if is_office:
        return [Answer(text=linking.linked(linked))]
    return [
        Answer(text=linking.asked(linked)),
        Answer(
            to=OFFICE,
            text=linking.confirm(linked, asked.person.name),
            buttons=link(linked.id),
            at_once=True,
        ),
    ]


START = Command(
    name="start",
    usage="/start MÃ",
    what="liên kết nhóm này bằng mã Văn phòng cấp",
    roles=EVERYBODY,
    run=start,
    unlinked=True,
)
