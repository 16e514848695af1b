"""What the page can ask for. Each takes its parameters and answers with a view."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from sandbox.chats import Chat, NotPossible
from sandbox.links import NotADeepLink, read_link
from sandbox.people import Bot, Person
from sandbox.play.audience import Audience
from sandbox.play.guard import NotAsked
from sandbox.play.views import View
from sandbox.street import LONGEST_ON
from sandbox.zalo_side.side import PlanFull

Params: TypeAlias = dict[str, Any]
Action: TypeAlias = Callable[[Audience, Params], Awaitable[View]]

PLAN_FULL = "Gói của bot Zalo đã đủ số người dùng hoặc số nhóm."


async def say(audience: Audience, params: Params) -> View:
    chat = chat_named(audience, params.get("chat"))
    reply_to = params.get("reply_to")
    try:
        message = audience.street.say(
            chat,
            chat.player,
            str(params.get("text", "")),
            reply_to if isinstance(reply_to, int) else None,
            mentions=_chosen(chat, params.get("mentions")),
        )
    except PlanFull:
        raise NotAsked(PLAN_FULL, 409) from None
    except NotPossible:
        longest = LONGEST_ON[chat.messenger]
        raise NotAsked(
            f"Tin nhắn trống, dài quá {longest} ký tự hoặc trả lời một tin không "
            "còn nữa."
        ) from None
    return {"message": message.id}


async def send_file(audience: Audience, params: Params) -> View:
    """A document, its bytes in base64."""
    chat = chat_named(audience, params.get("chat"))
    try:
        message = audience.street.send_file(
            chat,
            chat.player,
            str(params.get("name", ""))[:120] or "tệp",
            base64.b64decode(str(params.get("data", "")), validate=True),
            caption=str(params.get("text", "")),
        )
    except PlanFull:
        raise NotAsked(PLAN_FULL, 409) from None
    except (NotPossible, ValueError):
        raise NotAsked("Tệp trống, quá lớn hoặc lời kèm quá dài.") from None
    return {"message": message.id}


async def press(audience: Audience, params: Params) -> View:
    chat = chat_named(audience, params.get("chat"))
    try:
        pressed = audience.street.press(
            chat, int(params.get("message", 0)), str(params.get("data", ""))
        )
    except (NotPossible, TypeError, ValueError):  # gone, or a number that is none
        raise NotAsked("Nút này không còn dùng được.", 409) from None
    return {"press": pressed.id}


async def read(audience: Audience, params: Params) -> View:
    chat = chat_named(audience, params.get("chat"))
    newest = max(chat.messages, default=0)
    if chat.read_to < newest:
        chat.read_to = newest
        audience.tell("chats", audience.state())
    return {}


async def privacy(audience: Audience, params: Params) -> View:
    audience.street.privacy = params.get("on") is True
    return {"privacy": audience.street.privacy}


async def link(audience: Audience, params: Params) -> View:
    """Follow a deep link as the player of the chat where it was clicked.

    Into a chosen group it is that group's player who follows it; for a new group one
    is made, named for the group.
    """
    address, title = str(params.get("address", "")), str(params.get("title") or "")
    try:
        into_group = read_link(address).into_group
        chat = chat_named(audience, params["into"]) if params.get("into") else None
        person = _follower(audience, params, chat, title if into_group else "")
        opened = audience.street.open_link(address, person, chat, title)
    except NotADeepLink:
        raise NotAsked("Liên kết này không mở được ở đây.") from None
    except NotPossible:
        raise NotAsked("Xin chọn một nhóm, hoặc đặt tên cho nhóm mới.") from None
    return {"chat": opened.key}


async def move_clock(audience: Audience, params: Params) -> View:
    """`move` is to_next, day_on, play or pause; nothing planned, nothing `moved`."""
    clock, move = audience.clock, params.get("move")
    if clock is None or move not in {"to_next", "day_on", "play", "pause"}:
        raise NotAsked("Không có đồng hồ để điều khiển.", 404)
    if audience.busy:
        raise NotAsked("Đồng hồ đang chạy đến tin kế tiếp, xin chờ một lát.", 409)
    audience.busy = True
    audience.tell("clock", audience.clock_view())
    try:
        moved = await getattr(clock, move)()
    finally:
        audience.busy = False
        audience.tell("clock", audience.clock_view())
        audience.redraw()
    return {"moved": moved is not False}


ACTIONS: Mapping[str, Action] = {
    "say": say,
    "file": send_file,
    "press": press,
    "read": read,
    "privacy": privacy,
    "link": link,
    "clock": move_clock,
}


def chat_named(audience: Audience, key: object) -> Chat:
    chat = audience.street.chats.get(str(key))
    if chat is None:
        raise NotAsked("Không tìm thấy nhóm chat này.", 404)
    return chat


def _chosen(chat: Chat, names: object) -> list[Bot]:
    """The bots of the chat that were chosen from the picker, by their names."""
    chosen = names if isinstance(names, list) else []
    return [bot for bot in chat.present_bots() if bot.name in chosen]


def _follower(
    audience: Audience, params: Params, chat: Chat | None, title: str
) -> Person:
    if chat is not None:
        return chat.player
    if title.strip():
        return audience.street.person(f"Chuyên viên {title.strip()[:100]}")
    return chat_named(audience, params.get("from")).player
