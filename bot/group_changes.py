"""What a channel tells of a group itself, and who is to know: each once.

The news waits for hours that are not quiet, with all that the office is told unasked.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from bot.asked import Answer, Asked, Happened
from bot.desk import Desk
from bot.messages import groups
from bot.messages.buttons import link
from programme.chats import Chat, ChatState
from programme.reminders import OFFICE, ChatRole

_LIVE = frozenset({ChatState.LINKED, ChatState.ASKED})


async def note_happened(
    asked: Asked, chat: Chat, was: Chat | None, desk: Desk
) -> list[Answer]:
    """`was`: the chat before this news, under its old name."""
    if asked.happened is Happened.ADDED:
        return await _added(asked, chat, desk)
    if chat.state is not ChatState.LINKED or chat.role is ChatRole.OFFICE:
        return []  # nobody's, or the office's own: they were there
    if asked.happened is Happened.RENAMED:
        old = was.title if was else chat.title
        return [Answer(to=OFFICE, text=groups.renamed(chat, old))]
    say = _SAID.get(asked.happened) if asked.happened else None
    return [Answer(to=OFFICE, text=say(chat, desk))] if say else []


async def note_moved(chat: Chat, address: str, desk: Desk) -> list[Answer]:
    """The group is a supergroup now; everything moves in this transaction.

    Only who is in a group is told that it moves: what was taken for our leaving just
    before was a part of moving.
    """
    moved = await desk.unit.chats.moved(chat.id, address)
    if moved.state is ChatState.UNREACHABLE:
        found = replace(moved, state=ChatState.LINKED)
        await desk.unit.chats.put(found, was=moved)
        moved = found
    if moved.state is not ChatState.LINKED or moved.role is ChatRole.OFFICE:
        return []
    return [Answer(to=OFFICE, text=groups.moved(moved))]


async def _added(asked: Asked, chat: Chat, desk: Desk) -> list[Answer]:
    """A new group hears who this is; one that was linked asks the office again."""
    if chat.state in _LIVE or not asked.is_group:
        return []
    is_known = chat.state is ChatState.UNREACHABLE and chat.role is not ChatRole.OFFICE
    if not is_known:
        return [Answer(text=groups.hello(desk.office, hears_all=desk.hears_all))]
    waits = replace(chat, state=ChatState.ASKED)
    await desk.unit.chats.put(waits, was=chat)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="link-asked",
        now=str(waits.addressee),
        message=asked.key,
    )
    return [
        Answer(text=groups.added_again(waits)),
        Answer(
            to=OFFICE,
            text=groups.link_again(waits, asked.person.name),
            buttons=link(waits),
        ),
    ]


_SAID: Mapping[Happened, Callable[[Chat, Desk], Markup]] = {
    Happened.PROMOTED: lambda chat, _: groups.promoted(chat),
    Happened.DEMOTED: lambda chat, desk: groups.demoted(chat, hears_all=desk.hears_all),
    Happened.MUTED: lambda chat, _: groups.muted(chat),
}
