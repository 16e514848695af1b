"""The demo is the service: what Zalo's month has come to, and whom nothing reaches,
stands beside its page."""

from dataclasses import replace
from pathlib import Path

import httpx

from nhacviec.demo_street import some_on_zalo
from programme.chats import ChatState
from programme.reminders import agency
from tests.scenes.scenery import House, house


async def page_of(scene: House) -> str:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{scene.demo.url}/play/panel")
    return answer.text


async def test_what_leaves_for_zalo_is_counted_and_shown(tmp_path: Path) -> None:
    async with house(tmp_path, on_zalo=some_on_zalo) as scene:
        await scene.go("7/7", "09:00")

        async with scene.demo.store.read() as unit:
            (spent,) = await unit.months.spent(scene.demo.clock.now())
        said = await page_of(scene)

        assert spent.quota.most == 3000
        assert spent.used > 0
        (bot,) = scene.demo.street.zalo.bots.values()
        assert spent.used == scene.demo.street.zalo.counted(bot)
        assert f"Zalo: đã dùng {spent.used}/3.000 tin của tháng 07/2020." in said


async def test_whom_nothing_reaches_any_more_stands_on_the_page(tmp_path: Path) -> None:
    async with house(tmp_path, on_zalo=some_on_zalo) as scene:
        assert "chưa gửi tin tới được" not in await page_of(scene)
        async with scene.demo.store.begin() as unit:
            (chat,) = await unit.chats.linked(agency("Sở Tài chính"))
            lost = replace(chat, state=ChatState.UNREACHABLE)
            await unit.chats.put(lost, was=chat)
        said = await page_of(scene)
        assert "1 chưa gửi tin tới được</span> Sở Tài chính" in said
