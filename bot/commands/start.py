"""/start CODE: this chat asks to be an agency's, the office's or the leaders'."""

import re
from dataclasses import replace

from bot.asked import Answer, Asked
from bot.channels.capabilities import capabilities_of
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Unlinked
from bot.leaving import stand_down
from bot.messages import groups, linking
from bot.messages.buttons import link
from programme.chats import Chat, ChatState
from programme.reminders import OFFICE, ChatRole


async def start(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    chat = place.chat
    if chat.state is ChatState.LINKED:
        return [Answer(text=linking.already(chat))]
    if not words.strip():
        raise Unlinked(is_private=not asked.is_group)
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
    await stand_down(chat, desk.unit, desk.now)
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
    return _asking(linked, asked, desk)


def _asking(linked: Chat, asked: Asked, desk: Desk) -> list[Answer]:
    """Here that it was heard; to the office, whether it is so."""
    return [
        Answer(text=linking.asked(linked, _heard(asked, desk))),
        Answer(
            to=OFFICE,
            text=linking.confirm(linked, asked.person.name),
            buttons=link(linked),
            at_once=True,
        ),
    ]


def _heard(asked: Asked, desk: Desk) -> str:
    """What of a group reaches the bot."""
    if not asked.is_group:
        return ""
    if not capabilities_of(asked.channel).privacy:
        return groups.HEARD_BY_NAME
    return groups.how_heard(hears_all=desk.hears_all)


def typed_code(text: str) -> str:
    """A code that is typed alone, as people type it: "abcd efgh", "ABCD–EFGH."; else
    nothing. Three words without a figure are no code but words."""
    said = text.strip().strip(".,!:;\"'“”()[] ")
    groups_of = re.split(r"[\s\-–—_.·]+", said)
    whole = "".join(groups_of)
    is_code = re.fullmatch(r"[A-Za-z0-9]{8}", whole) is not None
    if not is_code or whole.isdecimal():
        return ""
    uneven = len({len(group) for group in groups_of}) > 1
    is_words = whole.isalpha() and uneven and len(groups_of) > 2
    return "" if is_words else whole


START = Command(
    name="start",
    usage="/start MÃ",
    what="liên kết nhóm này bằng mã Văn phòng cấp",
    run=start,
)
