"""The small province with some of its people on Zalo: two agencies and one leader.

`python -m tests.sandbox.zalo_world [port]` serves its page, to look at.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from typing import Any

from sandbox.app import play_app
from sandbox.chats import Standing
from sandbox.serving import serve
from sandbox.zalo.door import perform
from sandbox.zalo_side.people import ZaloBot, ZaloChat
from sandbox.zalo_side.side import ZaloSide
from tests.sandbox.world import World

REMINDER = (
    "CÒN 10 NGÀY LÀM VIỆC đến hạn gửi hồ sơ (17:00 Thứ Ba 14/7).\n\n"
    "Mục I.3  Đề án nâng cao chất lượng khám, chữa bệnh tại trạm y tế xã\n"
    "A1 Đã sẵn sàng\nA2 Đang chuẩn bị\nA3 Vướng mắc, xin gia hạn\n\n"
    "Trả lời bằng chữ và số, ví dụ: A1. Xem đủ tại https://tinh.gov.example/lich\n"
    "Văn phòng UBND tỉnh nhắc việc, không thay giấy mời."
)


@dataclass
class ZaloWorld(World):
    """`health` and `leader` are private chats, `police` is a group."""

    zalo: ZaloSide = field(init=False)
    zalo_bot: ZaloBot = field(init=False)
    health: ZaloChat = field(init=False)
    police: ZaloChat = field(init=False)
    leader: ZaloChat = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.zalo = self.street.zalo
        self.zalo_bot = self.zalo.bot("Bot Nhắc Việc")
        self.leader = self._met("Phó Chủ tịch thường trực", Standing.LEADERS)
        self.health = self._met("Chị Lan, Sở Y tế", Standing.AGENCY)
        self.police = self.zalo.group(
            "Công an tỉnh", self.street.person("Anh Hùng"), bots=[self.zalo_bot]
        )

    def _met(self, name: str, standing: Standing) -> ZaloChat:
        person = self.street.person(name)
        return self.zalo.private(person, self.zalo_bot, standing=standing, met=True)

    async def on_zalo(self, method: str, **params: Any) -> Any:
        return await perform(self.street, self.zalo_bot.token, method, params)

    async def tell(self, chat: ZaloChat, text: str) -> Any:
        return await self.on_zalo("sendMessage", chat_id=chat.address, text=text)


async def main(port: int) -> None:
    world = ZaloWorld()
    await world.publish()
    for chat in (world.health, world.police, world.leader):
        await world.tell(chat, REMINDER)
    world.street.say(world.police, world.police.player, "Mai họp lúc mấy giờ nhỉ?")
    world.street.say(world.police, world.police.player, "A2", mentions=[world.zalo_bot])
    world.street.say(world.health, world.health.player, "A1")
    async with serve(
        play_app(world.street, clock=world.clock, panel=world.board), port
    ):
        await world.answer_presses()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8020))
