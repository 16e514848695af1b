"""A town in which every seat of the table of rights is taken, and every row tried.

Every chat that may do little was once one that might do much, and still shows messages
of ours with each kind of button: what is refused is refused for what the chat is now.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from bot.asked import Asked, SentFile
from bot.desk import Desk, Paper
from bot.messages.buttons import Act, link_mark, pack
from bot.messages.dossiers import ACCEPT, FOR
from bot.messages.rehearsal import rehearsed
from bot.messages.requests import AGREE, RETRACT
from bot.rights import Seat
from bot.sure import YES
from programme.chats import Chat, ChatState
from programme.dossiers import DossierRules
from programme.duties import Duty
from programme.letters import Button, Letter
from programme.reminders import ChatRole
from storage import Store, Unit
from storage.columns import METADATA
from tests.bot.makers import FARMING, THE_OFFICE, a_june, at
from tests.bot.talk import HUNG, LAN, Said, Talk

#: In which chat each seat is tried; who has left speaks where they might do most.
CHATS = {
    Seat.OFFICE: "office",
    Seat.DRILL: "office",
    Seat.LEADERS: "leaders",
    Seat.AGENCY: "nn",
    Seat.ALONE: "77",
    Seat.HEAD: "heads",
    Seat.WAITING: "waiting",
    Seat.LOST: "lost",
    Seat.GROUP: "nobodys",
    Seat.PRIVATE: "78",
}
LEFT = ("office", "nn")
THE_MOMENT = at(7, 9)
_PRIVATE = {"77", "78"}
_ONCE_THE_OFFICES = ("waiting", "lost", "nobodys", "78")
#: What answering, being seen and being refused write down by themselves.
_OWN = {"letters", "accepted", "attempts", "people", "members", "standings"}


@dataclass(kw_only=True)
class SeatedTalk(Talk):
    """A file that the office sends is a programme, here."""

    def desk(self, unit: Unit) -> Desk:
        paper = Paper(name="ct.docx", sha256="cd" * 32, read=a_june())
        return replace(super().desk(unit), paper=paper)


@dataclass(frozen=True)
class Town:
    talk: SeatedTalk
    #: By its row in the table, the data of a button that would do something.
    buttons: Mapping[str, str]
    #: By chat and row, the message of ours that offers it there.
    messages: Mapping[tuple[str, str], Said]


async def seated(store: Store, seat: Seat) -> Town:
    talk = SeatedTalk(store=store, now=THE_MOMENT)
    talk.office = replace(THE_OFFICE, dossiers=DossierRules())
    await talk.publish()
    await talk.link("office", ChatRole.OFFICE)
    await talk.link("leaders", ChatRole.LEADER)
    for address, role in (
        ("nn", ChatRole.AGENCY),
        ("77", ChatRole.AGENCY),
        ("heads", ChatRole.HEAD),
    ):
        await talk.link(address, role, FARMING)
    for address in _ONCE_THE_OFFICES:
        await talk.link(address, ChatRole.OFFICE)
    buttons = await _buttons(talk)
    messages: dict[tuple[str, str], Said] = {}
    for address in sorted({*CHATS.values(), *LEFT}):
        await _waiting_question(talk, address)
        await _waiting_preview(talk, address)
        for deed, data in buttons.items():
            messages[address, deed] = await _offered(talk, address, data)
    await _become_less(talk)
    for address in LEFT:
        await talk.ask(replace(talk.asked(address), left=HUNG))
    if seat is Seat.DRILL:
        store.rehearse = rehearsed
    return Town(talk, buttons, messages)


async def _buttons(talk: Talk) -> dict[str, str]:
    """Of each act, data that mean something here."""
    (receipt, *_) = await talk.say("nn", "mục 4 đang chuẩn bị")
    undo = next(b.data for row in receipt.buttons for b in row)
    await talk.say("nn", "mục 3 xin gia hạn đến 17/7")
    (calendar,) = await talk.say("office", "/calendar nghỉ 15/7/2020 vì bão số 3")
    request, draft, asks = await _waiting(talk)
    duty = await talk.duty("I.3")
    return _of(duty, request, draft, asks) | {
        "press undo": undo,
        "press calendar": calendar.buttons[0][0].data,
    }


async def _waiting(talk: Talk) -> tuple[int, int, Chat]:
    """A request, a programme and a chat that wait for the office's word."""
    async with talk.store.begin() as unit:
        (request,) = await unit.requests.open()
        draft = await unit.drafts.add(
            a_june(),
            name="ct.docx",
            sha256="ef" * 32,
            by="Lan",
            where="telegram:office",
            at=talk.now,
        )
        asks = await unit.chats.add(
            "telegram",
            "asks",
            "Nhóm mới",
            ChatRole.AGENCY,
            FARMING,
            ChatState.ASKED,
            talk.now,
        )
    return request.id, draft, asks


def _of(duty: Duty, request: int, draft: int, asks: Chat) -> dict[str, str]:
    return {
        "press open": pack(Act.OPEN, duty.id),
        "press back": pack(Act.BACK),
        "press state": pack(Act.STATE, duty.id, duty.due.version, "ready"),
        "press retract": pack(Act.REQUEST, request, RETRACT),
        "press which": pack(Act.DOSSIER, FOR, duty.id),
        "press request": pack(Act.REQUEST, request, AGREE),
        "press dossier": pack(Act.DOSSIER, ACCEPT, duty.id, 1),
        "press link": pack(Act.LINK, asks.id, "y", link_mark(asks)),
        "press review": pack(Act.REVIEW, draft, "p"),
        "press escalate": pack(Act.ESCALATE, "s", duty.id, 0, "0" * 10),
        "press outcome": pack(Act.OUTCOME, "a", duty.id),
        "press restored": pack(Act.RESTORED, "s"),
        "press rules": pack(Act.RULES, "m", "0" * 10),
        "press first": pack(Act.FIRST, asks.id),
        "press stand_in": pack(Act.STAND_IN, 1),
        "press sure": pack(Act.SURE, 7, YES),
    }


async def _offered(talk: Talk, address: str, data: str) -> Said:
    duties = [await talk.duty("I.3"), await talk.duty("I.4")]
    talk._numbers += 1
    async with talk.store.begin() as unit:
        chat = await unit.chats.at("telegram", address)
        assert chat is not None
        letter = Letter(
            key=f"offered:{talk._numbers}",
            kind=None,
            at=talk.now,
            text="Nhắc",
            chat=chat.id,
            buttons=((Button("Nút", data),),),
            duties=tuple(duty.id for duty in duties),
            refs=tuple(duty.ref for duty in duties),
            asks_reply=True,
        )
        await unit.outbox.post(letter, now=talk.now)
    (said,) = await talk.deliver()
    return said


async def _waiting_question(talk: Talk, address: str) -> None:
    """A command of the office's is half typed there, by both."""
    said = {
        "command": "note",
        "words": "I.3",
        "is_free": False,
        "at": talk.now.isoformat(),
    }
    async with talk.store.begin() as unit:
        for person in (LAN, HUNG):
            key = f"asking:telegram:{address}:{person.address}"
            await unit.settings.set(key, json.dumps(said))


async def _waiting_preview(talk: Talk, address: str) -> None:
    one = {"number": 7, "command": "accept", "words": "I.3", "mark": "0" * 12}
    async with talk.store.begin() as unit:
        await unit.settings.set(f"sure:telegram:{address}", json.dumps([one]))


async def _become_less(talk: Talk) -> None:
    """The chats that were the office's are that no more."""
    now = {
        "waiting": ChatState.ASKED,
        "lost": ChatState.UNREACHABLE,
        "nobodys": ChatState.UNLINKED,
        "78": ChatState.UNLINKED,
    }
    async with talk.store.begin() as unit:
        for address, state in now.items():
            chat = await unit.chats.at("telegram", address)
            assert chat is not None
            await unit.chats.put(replace(chat, state=state), was=chat)


def asked_in(talk: Talk, address: str, seat: Seat, text: str = "") -> Asked:
    by = HUNG if seat is Seat.LEFT else LAN
    asked = talk.asked(address, by=by, text=text)
    return replace(asked, is_group=address not in _PRIVATE, title="")


async def do(town: Town, deed: str, address: str, seat: Seat) -> list[Said]:
    """What that row is about, tried in that chat; what appears then."""
    talk = town.talk
    kind, _, name = deed.partition(" ")
    if kind.startswith("/"):
        return await talk.ask(asked_in(talk, address, seat, _WORDS.get(kind, kind)))
    if kind == "press":
        message = town.messages[address, deed]
        return await talk.ask(
            asked_in(talk, address, seat),
            message=message.id,
            press=town.buttons[deed],
            press_id="p",
        )
    if kind == "file":
        file = SentFile(id=f"F{name}", name="x.docx", size=9)
        asked = asked_in(talk, address, seat, "hồ sơ mục 3")
        return await talk.ask(replace(asked, file=file))
    reply_to = None
    if deed == "words decided":
        reply_to = town.messages[address, "press request"].id
    return await talk.ask(
        asked_in(talk, address, seat, _SPOKEN[name]), reply_to=reply_to
    )


#: Commands with words that would change something.
_WORDS = {
    "/accept": "/accept I.3",
    "/return": "/return I.3 thiếu dự thảo",
    "/set": "/set I.3 ready báo qua điện thoại",
    "/note": "/note I.3 đã gọi điện",
    "/link": "/link Sở Tài chính",
    "/assign": "/assign I.3 Sở Tài chính",
    "/move": "/move I.3 16/7",
    "/say": "/say Sở Tư pháp: họp lúc 8 giờ",
    "/nudge": "/nudge I.3",
    "/unlink": f"/unlink {FARMING}",
    "/calendar": "/calendar nghỉ 16/7/2020",
    "/meeting": "/meeting I 08:00",
    "/start": "/start ABCD-EFGH",
}
_SPOKEN = {
    "reported": "mục 3 đã xong",
    "decided": "đồng ý",
    "commanded": "trợ lý tiếp nhận hồ sơ mục 3",
    "answered": "đã gọi điện",
}


async def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All that lies in the database but for sightings, answers and refusals."""

    def read(connection: Connection) -> dict[str, list[dict[str, Any]]]:
        found = {
            table.name: [
                dict(row) for row in connection.execute(table.select()).mappings()
            ]
            for table in METADATA.sorted_tables
            if table.name not in _OWN
        }
        found["audit"] = [row for row in found["audit"] if row["did"] != "refused"]
        found["settings"] = sorted(
            (row for row in found["settings"] if not row["key"].startswith("left:")),
            key=lambda row: str(row["key"]),
        )
        return found

    async with store._writer.begin() as connection:
        return await connection.run_sync(read)


async def refusals(store: Store) -> int:
    async with store.read() as unit:
        every = await unit.audit.since(THE_MOMENT)
    return sum(entry.did == "refused" for entry in every)
