"""What the page, or a harness in another process, may do to the street itself.

    POST /play/fault    kinds, chat, methods, times, share, retry_after, over_all,
                        seconds, words, code    → {"fault": number}
    POST /play/calm     fault             without it: all faults go, an outage ends
    POST /play/outage   kind (refused, silent), seconds
    POST /play/limits   on
    POST /play/upgrade  chat              → {"chat": key, "id": id} of the supergroup
    POST /play/group    title, kind       a new group with every bot in it
    POST /play/person   name              a new person's private chat, just started
    POST /play/bots     chat, move        kick, add, promote, demote the bots of a chat
    POST /play/rename   chat, title
    POST /play/delete   chat              the group is no more
    POST /play/zalo     flat, loopback, mention, joins_groups (switches); messages,
                        users, groups (of the plan); left (of this month's messages)

A chat is named by its key on the page, or by the id that a bot knows it by. With
`messenger: "zalo"` faults, calm, outage, group and person are Zalo's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from sandbox.chats import Chat, ChatKind, Messenger, NotPossible
from sandbox.people import Person
from sandbox.play.actions import PLAN_FULL, Params, chat_named
from sandbox.play.audience import Audience
from sandbox.play.guard import NotAsked
from sandbox.play.troubles import View, faults_of, outage_of, troubles_view
from sandbox.street import Street
from sandbox.weather.faults import Terms
from sandbox.weather.outages import OutageKind

Action: TypeAlias = Callable[[Audience, Params], Awaitable[View]]

NO_GROUPS = "Bot Zalo này không vào thêm nhóm được: gói không cho, hoặc đã đủ nhóm."
#: No number that is asked for is larger: an hour, or as many times.
_LONGEST = 3600.0


async def add_fault(audience: Audience, params: Params) -> View:
    kinds = params.get("kinds")
    if not isinstance(kinds, list):
        raise NotAsked("Xin chọn một loại sự cố.")
    faults = faults_of(audience.street, _messenger(params))
    try:
        fault = faults.add(*map(str, kinds), **_terms(audience, params))
    except ValueError:
        raise NotAsked("Không có loại sự cố này.") from None
    return {"fault": fault.number}


async def calm(audience: Audience, params: Params) -> View:
    messenger, number = _messenger(params), params.get("fault")
    if isinstance(number, int):
        faults_of(audience.street, messenger).remove(number)
    else:
        faults_of(audience.street, messenger).clear()
        outage_of(audience.street, messenger).end()
    return {}


async def begin_outage(audience: Audience, params: Params) -> View:
    seconds = _number(params, "seconds", 30.0)
    if params.get("kind") not in set(OutageKind):
        raise NotAsked("Không có loại sự cố này.")
    outage = outage_of(audience.street, _messenger(params))
    outage.begin(str(params["kind"]), seconds)
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
    if _messenger(params) is Messenger.ZALO:
        return _named(_zalo_group(street, title, player))
    chat = street.group(title, player, bots=street.bots.values(), kind=kind)
    return _named(chat)


async def add_person(audience: Audience, params: Params) -> View:
    street = audience.street
    person = street.person(str(params.get("name") or "Chuyên viên").strip()[:64])
    if _messenger(params) is Messenger.ZALO:
        return _named(_zalo_person(street, person))
    chat = street.private(person, next(iter(street.bots.values())))
    street.say(chat, person, "/start")
    return _named(chat)


async def set_zalo(audience: Audience, params: Params) -> View:
    zalo = audience.street.zalo
    zalo.flat = params.get("flat", zalo.flat) is True
    zalo.lets_loopback_in = params.get("loopback", zalo.lets_loopback_in) is True
    zalo.keeps_mention = params.get("mention", zalo.keeps_mention) is True
    for name in ("messages", "users", "groups"):
        if name in params:
            setattr(zalo.plan, name, _count(params, name))
    for bot in zalo.bots.values():
        joins = params.get("joins_groups", bot.can_join_groups)
        bot.can_join_groups = joins is True
        if "left" in params:
            now = audience.street.now()
            zalo.quota.use_up(bot.address, now, left=_count(params, "left"))
    return troubles_view(audience.street)


async def move_bots(audience: Audience, params: Params) -> View:
    street, chat = audience.street, _chat(audience, params.get("chat"))
    moves = {
        "kick": street.kick,
        "add": street.add,
        "promote": street.promote,
        "demote": street.demote,
    }
    move = moves.get(str(params.get("move")))
    if move is None:
        raise NotAsked("Không có thao tác này.", 404)
    try:
        for bot in list(chat.bots.values()):
            move(chat, bot)
    except NotPossible:
        raise NotAsked(NO_GROUPS, 409) from None
    return _named(chat)


async def rename(audience: Audience, params: Params) -> View:
    chat = _chat(audience, params.get("chat"))
    try:
        audience.street.rename(chat, str(params.get("title", "")))
    except NotPossible:
        raise NotAsked("Xin đặt tên cho nhóm.") from None
    return _named(chat)


async def delete(audience: Audience, params: Params) -> View:
    chat = _chat(audience, params.get("chat"))
    try:
        audience.street.delete(chat)
    except NotPossible:
        raise NotAsked("Chỉ xóa được một nhóm còn dùng.", 409) from None
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
    "rename": rename,
    "delete": delete,
    "zalo": set_zalo,
}


def _messenger(params: Params) -> Messenger:
    on_zalo = params.get("messenger") == Messenger.ZALO
    return Messenger.ZALO if on_zalo else Messenger.TELEGRAM


def _zalo_group(street: Street, title: str, player: Person) -> Chat:
    """With every bot in it that Zalo lets in; with none, it is not made."""
    try:
        return street.zalo.group(title, player, bots=street.zalo.bots.values())
    except NotPossible:
        raise NotAsked(NO_GROUPS, 409) from None


def _zalo_person(street: Street, person: Person) -> Chat:
    bot = next(iter(street.zalo.bots.values()), None)
    if bot is None:
        raise NotAsked("Chưa có bot nào trên Zalo.", 409)
    if len(bot.users) >= street.zalo.plan.users:
        raise NotAsked(PLAN_FULL, 409)
    chat = street.zalo.private(person, bot)
    street.say(chat, person, "Xin chào")
    return chat


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
        terms["chat"] = _known_as(_chat(audience, params["chat"]))
    if params.get("code") is not None:
        terms["code"] = int(_number(params, "code", 500))
    if isinstance(params.get("methods"), list):
        terms["methods"] = frozenset(map(str, params["methods"]))
    return terms


def _count(params: Params, name: str) -> int:
    value = params.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotAsked("Con số không đọc được.")
    return value


def _number(params: Params, name: str, usual: float) -> float:
    value = params.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotAsked("Con số không đọc được.")
    if not 0 < value <= _LONGEST:
        raise NotAsked("Con số nhỏ quá hoặc lớn quá.")
    return float(value)


def _chat(audience: Audience, named: object) -> Chat:
    same = [c for c in audience.street.chats.values() if _known_as(c) == named]
    return same[0] if same else chat_named(audience, named)


def _named(chat: Chat) -> View:
    return {"chat": chat.key, "id": _known_as(chat)}


def _known_as(chat: Chat) -> int | str:
    """What its bots know it by."""
    return chat.address if chat.messenger is Messenger.ZALO else chat.id
