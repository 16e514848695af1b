"""What the page, or a harness in another process, may do to the street itself.

    POST /play/fault    kinds, chat, methods, times, share, retry_after, over_all,
                        seconds, words    → {"fault": number}
    POST /play/calm     fault             without it: all faults go, an outage ends
    POST /play/outage   kind (refused, silent), seconds
    POST /play/limits   on
    POST /play/upgrade  chat              → {"chat": key, "id": id} of the supergroup
    POST /play/group    title, kind       a new group with every bot in it
    POST /play/person   name              a new person's private chat, just started
    POST /play/bots     chat, move        kick, add or promote the bots of a chat

A chat is named by its key on the page, or by the id that a bot knows it by.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from sandbox.chats import Chat, ChatKind
from sandbox.neighbourhood import NotPossible
from sandbox.play.actions import Params, chat_named
from sandbox.play.audience import Audience
from sandbox.play.guard import NotAsked
from sandbox.play.troubles import View
from sandbox.weather.faults import Terms
from sandbox.weather.outages import OutageKind

Action: TypeAlias = Callable[[Audience, Params], Awaitable[View]]

#: No number that is asked for is larger: an hour, or as many times.
_LONGEST = 3600.0


async def add_fault(audience: Audience, params: Params) -> View:
    kinds = params.get("kinds")
    if not isinstance(kinds, list):
        raise NotAsked("Xin chọn một loại sự cố.")
    try:
        fault = audience.street.faults.add(*map(str, kinds), **_terms(audience, params))
    except ValueError:
        raise NotAsked("Không có loại sự cố này.") from None
    return {"fault": fault.number}


async def calm(audience: Audience, params: Params) -> View:
    street, number = audience.street, params.get("fault")
    if isinstance(number, int):
        street.faults.remove(number)
    else:
        street.faults.clear()
        street.outage.end()
    return {}


async def begin_outage(audience: Audience, params: Params) -> View:
    seconds = _number(params, "seconds", 30.0)
    if params.get("kind") not in set(OutageKind):
        raise NotAsked("Không có loại sự cố này.")
    audience.street.outage.begin(str(params["kind"]), seconds)
    return {}


async def set_limits(audience: Audience, params: Params) -> View:
    audience.street.limits.on = params.get("on") is True
    return {"limits": audience.street.limits.on}


async def upgrade(audience: Audience, params: Params) -> View:
    try:
        chat = audience.street.upgrade(_chat(audience, params.get("chat")))
    except NotPossible:
        raise NotAsked("Chỉ nâng được nhóm thường thành siêu nhóm.", 409) from None
    return _named(chat)


async def add_group(audience: Audience, params: Params) -> View:
    title, street = str(params.get("title", "")).strip()[:128], audience.street
    kinds = {kind.value: kind for kind in (ChatKind.GROUP, ChatKind.SUPERGROUP)}
    kind = kinds.get(str(params.get("kind", "supergroup")))
    if not title or kind is None:
        raise NotAsked("Xin đặt tên cho nhóm.")
    player = street.person(f"Chuyên viên {title}")
    chat = street.group(title, player, bots=street.bots.values(), kind=kind)
    return _named(chat)


async def add_person(audience: Audience, params: Params) -> View:
    street = audience.street
    person = street.person(str(params.get("name") or "Chuyên viên")[:64])
    chat = street.private(person, next(iter(street.bots.values())))
    street.say(chat, person, "/start")
    return _named(chat)


async def move_bots(audience: Audience, params: Params) -> View:
    street, chat = audience.street, _chat(audience, params.get("chat"))
    moves = {"kick": street.kick, "add": street.add, "promote": street.promote}
    move = moves.get(str(params.get("move")))
    if move is None:
        raise NotAsked("Không có thao tác này.", 404)
    for bot in list(chat.bots.values()):
        move(chat, bot)
    return _named(chat)


TROUBLES: Mapping[str, Action] = {
    "fault": add_fault,
    "calm": calm,
    "outage": begin_outage,
    "limits": set_limits,
    "upgrade": upgrade,
    "group": add_group,
    "person": add_person,
    "bots": move_bots,
}


def _terms(audience: Audience, params: Params) -> Terms:
    terms = Terms(
        share=min(_number(params, "share", 1.0), 1.0),
        seconds=_number(params, "seconds", 15.0),
        retry_after=int(_number(params, "retry_after", 3)),
        over_all=params.get("over_all") is True,
        words=str(params.get("words", ""))[:200],
    )
    if params.get("times") is not None:
        terms["times"] = int(_number(params, "times", 1))
    if params.get("chat") is not None:
        terms["chat"] = _chat(audience, params["chat"]).id
    if isinstance(params.get("methods"), list):
        terms["methods"] = frozenset(map(str, params["methods"]))
    return terms


def _number(params: Params, name: str, usual: float) -> float:
    value = params.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotAsked("Con số không đọc được.")
    if not 0 < value <= _LONGEST:
        raise NotAsked("Con số nhỏ quá hoặc lớn quá.")
    return float(value)


def _chat(audience: Audience, named: object) -> Chat:
    same = [c for c in audience.street.chats.values() if c.id == named]
    return same[0] if same else chat_named(audience, named)


def _named(chat: Chat) -> View:
    return {"chat": chat.key, "id": chat.id}
