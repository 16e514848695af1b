"""A small province on the eve of its July programme, to look at and to test with.

`python -m tests.sandbox.world [port]` serves it with a bot that answers presses.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from sandbox.app import play_app
from sandbox.botapi.door import perform
from sandbox.chats import Chat, ChatKind, Standing
from sandbox.people import Bot, Person
from sandbox.presses import Answer, Press
from sandbox.serving import serve
from sandbox.street import Street

HANOI = timezone(timedelta(hours=7))
EVE = datetime(2020, 6, 24, 16, 0, tzinfo=HANOI)
INVITATION = "https://t.me/NhacViecBot?startgroup=q7Jm2xVbT0sYk4uLwe9RzA"

FOOT = (
    "\n\n<i>Văn phòng UBND tỉnh nhắc việc, không thay giấy mời. "
    "Cần trao đổi xin gọi Phòng Tổng hợp, 0204 3854 000.</i>"
)
NOTICE = (
    "<b>Chương trình công tác tháng 7/2020</b>\n"
    "Kính gửi {agency}: tháng 7 quý cơ quan chuẩn bị {count} nội dung.\n\n"
    "<b>Hội nghị UBND tỉnh thường kỳ, Thứ Ba 21/7</b>\n"
    "{items}\n\n"
    "Hồ sơ gửi về Văn phòng <b>trước 17:00 Thứ Ba 14/7</b>." + FOOT
)
NOIVU = (
    "Mục I.9  Đề án sắp xếp lại các tổ chức hội quần chúng trong phạm vi thẩm quyền "
    "của UBND tỉnh, UBND cấp huyện\n"
    "Mục I.11  Quyết định bổ sung chức năng, nhiệm vụ quản lý nợ chính quyền địa "
    "phương vào Quy định của Sở Tài chính\n"
    "Mục I.14  Công tác tổ chức và cán bộ"
)
TUPHAP = (
    "Mục I.5  Ban hành Quyết định thay thế Quyết định số 52/2012/QĐ-UBND\n"
    "Mục I.6  Quyết định sửa đổi, bổ sung một số điều của Quy chế phối hợp theo dõi "
    "thi hành pháp luật"
)
KEYS: Any = {
    "inline_keyboard": [
        [
            {"text": "Đã sẵn sàng", "callback_data": "v1:ready:9"},
            {"text": "Đang chuẩn bị", "callback_data": "v1:preparing:9"},
        ],
        [{"text": "Vướng mắc, xin gia hạn", "callback_data": "v1:blocked:9"}],
    ]
}
COMMANDS = [
    {"command": "mucviec", "description": "Các nội dung cơ quan đang chuẩn bị"},
    {"command": "tiendo", "description": "Tiến độ chuẩn bị của kỳ họp gần nhất"},
    {"command": "trogiup", "description": "Cách trả lời bot"},
]


@dataclass
class HandClock:
    """A clock that a hand sets; each move posts one reminder, three in all."""

    world: World
    at: datetime = EVE
    playing: bool = False
    left: int = 3
    pause_of: float = 0.3

    @property
    def can_advance(self) -> bool:
        return True

    def now(self) -> datetime:
        return self.at

    async def to_next(self) -> bool:
        await asyncio.sleep(self.pause_of)
        if not self.left:
            return False
        self.left -= 1
        self.at = datetime(2020, 6, 30, 8, 0, tzinfo=HANOI) + timedelta(
            days=7 * (2 - self.left)
        )
        for chat in self.world.agencies:
            await self.world.remind(chat)
        return True

    async def day_on(self) -> bool:
        self.at += timedelta(days=1)
        return True

    async def play(self) -> None:
        self.playing = True

    async def pause(self) -> None:
        self.playing = False


@dataclass
class World:
    street: Street = field(init=False)
    clock: HandClock = field(init=False)
    bot: Bot = field(init=False)
    office: Chat = field(init=False)
    agencies: list[Chat] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = HandClock(self)
        self.street = Street(now=self.clock.now)
        self.bot = self.street.bot("NhacViecBot", "Nhắc Việc")
        self.office = self._group(
            "Văn phòng UBND tỉnh", "Chuyên viên Phòng Tổng hợp", Standing.OFFICE
        )
        self._group("Lãnh đạo UBND tỉnh", "Chánh Văn phòng", Standing.LEADERS)
        for title in (
            "Sở Nội vụ",
            "Sở Tư pháp",
            "Sở Kế hoạch và Đầu tư",
            "Sở Nông nghiệp và PTNT",
            "Sở Tài nguyên và Môi trường",
        ):
            self.agencies.append(self._group(title, f"Chuyên viên {title}"))
        self.street.group(
            "Liên minh Hợp tác xã tỉnh",
            self.street.person("Chuyên viên Liên minh Hợp tác xã tỉnh"),
        )
        self.street.person("Giám đốc Sở Nội vụ")

    def _group(
        self, title: str, player: str, standing: Standing = Standing.AGENCY
    ) -> Chat:
        return self.street.group(
            title,
            self.street.person(player),
            bots=[self.bot],
            kind=ChatKind.SUPERGROUP,
            standing=standing,
        )

    @property
    def person(self) -> Person:
        return self.agencies[0].player

    async def ask(self, method: str, **params: Any) -> Any:
        return await perform(self.street, self.bot.token, method, params)

    async def write(self, chat: Chat, text: str, **params: Any) -> Any:
        return await self.ask(
            "sendMessage", chat_id=chat.id, text=text, parse_mode="HTML", **params
        )

    async def publish(self) -> None:
        """What is said on the afternoon of the programme's day."""
        await self.ask("setMyCommands", commands=COMMANDS)
        await self.write(
            self.office,
            "<b>Chương trình tháng 7/2020 đã ban hành.</b>\n"
            "31 nội dung, 17 cơ quan; đã gửi thông báo cho 5 nhóm.\n"
            "Còn 1 cơ quan chưa có nhóm: Liên minh Hợp tác xã tỉnh. Mời mở liên kết: "
            f'<a href="{INVITATION}">thêm bot vào nhóm của Liên minh</a>.',
        )
        noivu, tuphap = self.agencies[:2]
        text = NOTICE.format(agency="Sở Nội vụ", count="3", items=NOIVU)
        notice = await self.write(noivu, text, reply_markup=KEYS)
        text = NOTICE.format(agency="Sở Tư pháp", count="2", items=TUPHAP)
        await self.write(tuphap, text, reply_markup=KEYS)
        said = self.street.say(
            noivu,
            noivu.player,
            "Mục 14 đã trình, Tờ trình 66/TTr-SNV ngày 23/6. Mục 9 đang xin ý kiến "
            "Sở Tư pháp, dự kiến 10/7 xong.",
            reply_to=notice["message_id"],
        )
        await self.write(
            noivu,
            "Đã ghi nhận:\n• Mục I.14: <b>đã sẵn sàng</b> (Tờ trình 66/TTr-SNV)\n"
            "• Mục I.9: <b>đang chuẩn bị</b>, dự kiến xong 10/7\n\n"
            "Nếu chưa đúng, xin trả lời tin này bằng chữ <b>sửa</b>.",
            reply_parameters={"message_id": said.id},
        )

    async def remind(self, chat: Chat) -> None:
        await self.write(
            chat,
            "<b>Còn 10 ngày làm việc</b> đến hạn gửi hồ sơ (17:00 Thứ Ba 14/7).\n"
            "Xin cho biết tiến độ bằng nút dưới đây hoặc trả lời tin này." + FOOT,
            reply_markup=KEYS,
        )

    async def answer_presses(self) -> None:
        """A bot of few words: it thanks for a press and marks the message."""
        while True:
            for press in list(self.street.presses.values()):
                if press.answer is None:
                    self._answer(press)
            await asyncio.sleep(0.05)

    def _answer(self, press: Press) -> None:
        button = press.message.button(press.data)
        name = button.text if button else ""
        answer = Answer(text=f"Đã ghi nhận: {name}.", as_alert="blocked" in press.data)
        self.street.answer(press, answer)

    async def board(self) -> str:
        return BOARD


BOARD = """
<h3>Kỳ họp thường kỳ, Thứ Ba 21/7/2020</h3>
<p>5 trên 14 nội dung đã sẵn sàng · hạn hồ sơ 14/7</p>
<progress max="14" value="5">5/14</progress>
<h3>Cần chú ý</h3>
<table>
<thead><tr><th>Mục</th><th>Cơ quan</th><th>Tình trạng</th></tr></thead>
<tbody>
<tr><td>I.3</td><td>Sở Nông nghiệp và PTNT</td>
<td><span class="state blocked">Vướng mắc</span></td></tr>
<tr><td>I.9</td><td>Sở Nội vụ</td>
<td><span class="state preparing">Đang chuẩn bị</span></td></tr>
<tr><td>I.14</td><td>Sở Nội vụ</td>
<td><span class="state ready">Đã sẵn sàng</span></td></tr>
<tr><td>I.1</td><td>Sở Kế hoạch và Đầu tư</td>
<td><span class="state accepted">Đã tiếp nhận</span></td></tr>
<tr><td>I.5</td><td>Sở Tư pháp</td>
<td><span class="state assigned">Chưa báo cáo</span></td></tr>
<tr><td>I.13</td><td>Sở Tài nguyên và Môi trường</td>
<td><span class="state late">Quá hạn</span></td></tr>
</tbody></table>
<p class="quiet">Cập nhật lúc 16:00 Thứ Tư 24/6</p>
"""


async def main(port: int) -> None:
    world = World()
    await world.publish()
    app = play_app(world.street, clock=world.clock, panel=world.board)
    async with serve(app, port=port):
        await world.answer_presses()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8020))
