"""A chat on Zalo in a real browser: seen to be Zalo's, written in, without a button."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.app import play_app
from sandbox.serving import serve
from tests.sandbox.conftest import IN_A_BROWSER
from tests.sandbox.test_page import BEYOND, CONTRASTS, chat_item, opened
from tests.sandbox.world import World
from tests.sandbox.zalo_client import Client, talking
from tests.sandbox.zalo_world import REMINDER, ZaloWorld

pytestmark = IN_A_BROWSER


@pytest.fixture
def world() -> ZaloWorld:
    return ZaloWorld()


@pytest.fixture
async def client(world: ZaloWorld) -> AsyncIterator[Client]:
    async with talking(world) as client:
        yield client


async def into(page: Page, title: str) -> None:
    await chat_item(page, title).click()
    await expect(page.locator("#chat-title")).to_have_text(title)


async def test_one_answers_by_a_letter_and_a_number(
    world: ZaloWorld, url: str, browser: Browser, client: Client
) -> None:
    page = await opened(browser, url)
    await into(page, "Chị Lan, Sở Y tế")
    sent = {"chat_id": world.health.address, "text": REMINDER}
    await client.ask("sendMessage", **sent, reply_markup={"inline_keyboard": [[]]})

    reminder = page.locator(".message.bot").last
    await expect(reminder).to_contain_text("A1 Đã sẵn sàng")
    await expect(reminder.locator(".key")).to_have_count(0)
    await expect(page.locator("#chat-role")).to_contain_text("Zalo")
    await page.locator("#text").fill("A1")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.mine")).to_contain_text("A1")

    [update] = await client.updates()
    assert update["message"]["text"] == "A1"
    await client.ask("sendMessage", chat_id=sent["chat_id"], text="Đã ghi nhận I.3")
    await expect(page.locator(".message.bot").last).to_contain_text("Đã ghi nhận")


async def test_in_a_group_the_bot_is_called_from_the_list(
    world: ZaloWorld, url: str, browser: Browser, client: Client
) -> None:
    page = await opened(browser, url)
    await into(page, "Công an tỉnh")
    await page.locator("#text").fill("@Bot Nhắc Việc gõ tay")
    await page.keyboard.press("Enter")
    mine = page.locator(".message.mine")
    await expect(mine.last).to_contain_text("Bot không nhận được tin này")

    await page.locator("#text").press_sequentially("@b")
    await page.locator("#commands li").click()
    await page.keyboard.type("mục 3 xong")
    await page.keyboard.press("Enter")

    await expect(mine.last.locator(".mention")).to_have_text("@Bot Nhắc Việc")
    await expect(mine.last).not_to_contain_text("không nhận được")
    [update] = await client.updates()
    assert update["message"]["text"] == "@Bot Nhắc Việc mục 3 xong"


async def test_a_glance_tells_zalo_from_telegram(
    world: ZaloWorld, url: str, browser: Browser
) -> None:
    page = await opened(browser, url)

    marks = {
        title: await chat_item(page, title).locator(".mark").inner_text()
        for title in ("Sở Nội vụ", "Công an tỉnh")
    }
    assert marks == {"Sở Nội vụ": "T", "Công an tỉnh": "Z"}
    await into(page, "Sở Nội vụ")
    telegram = await page.locator(".send").evaluate(COLOUR)
    await into(page, "Công an tỉnh")
    assert await page.locator(".send").evaluate(COLOUR) != telegram


COLOUR = "element => getComputedStyle(element).backgroundColor"


async def test_where_all_are_on_telegram_no_marks_are_shown(browser: Browser) -> None:
    world = World()
    async with serve(play_app(world.street)) as url:
        page = await opened(browser, url)
        await expect(page.locator(".mark").first).to_be_hidden()
        await expect(page.locator("#add-zalo")).to_be_hidden()
        await page.get_by_role("button", name="Sự cố", exact=True).click()
        await expect(page.locator("#sides")).to_be_hidden()
        await page.close()


async def test_somebody_new_writes_to_the_bot(
    world: ZaloWorld, url: str, browser: Browser, client: Client
) -> None:
    world.zalo.plan.groups = 1
    page = await opened(browser, url)
    await page.get_by_role("button", name="Thêm trò chuyện Zalo").click()
    await page.get_by_label("Tên", exact=True).fill("Sở Tư pháp")
    await page.get_by_text("Một nhóm", exact=True).click()
    await page.get_by_role("button", name="Thêm", exact=True).click()
    await expect(page.locator("#zalo-trouble")).to_contain_text("đã đủ nhóm")
    await page.get_by_text("Một người", exact=True).click()
    await page.get_by_label("Tên", exact=True).fill("Anh Bình, Sở Tư pháp")
    await page.get_by_role("button", name="Thêm", exact=True).click()

    await expect(page.locator("#chat-title")).to_have_text("Anh Bình, Sở Tư pháp")
    [update] = await client.updates()
    chat = update["message"]["chat"]["id"]
    await client.ask("sendMessage", chat_id=chat, text="Xin mã liên kết")
    await expect(page.locator(".message.bot")).to_contain_text("Xin mã liên kết")


async def test_troubles_of_zalo_are_caused_on_the_panel(
    world: ZaloWorld, url: str, browser: Browser, client: Client
) -> None:
    page = await opened(browser, url)
    await into(page, "Công an tỉnh")
    await page.get_by_role("button", name="Sự cố", exact=True).click()
    panel = page.locator("#faults")
    await panel.get_by_label("Tin đi, tin đến gặp").select_option("408-after")
    await panel.get_by_label("Ở nhóm").select_option("Công an tỉnh")
    await panel.get_by_role("button", name="Gây sự cố").click()
    await expect(panel.locator("#active li")).to_contain_text(
        "Zalo · Quá giờ (408), tin đã nhận: Công an tỉnh, còn 1 lần"
    )
    chat = world.police.address
    assert (await client.refused("sendMessage", chat_id=chat, text="Nhắc"))[0] == 408
    await expect(panel.locator("#active li")).to_have_count(0)

    await panel.get_by_role("button", name="Dùng gần hết").click()
    await expect(panel.locator("#quota-words")).to_contain_text("2.999 trên 3.000")
    await panel.get_by_label("Tin đi, tin đến gặp").select_option("no-updates")
    await panel.get_by_role("button", name="Gây sự cố").click()
    await expect(panel.locator("#active li")).to_contain_text("tin đến")
    await panel.get_by_text("Telegram", exact=True).last.click()
    await expect(panel.locator("#quota")).to_be_hidden()
    await expect(panel.get_by_label("Tin gửi đi gặp")).to_have_value("429")
    await panel.get_by_role("button", name="Gỡ").click()
    await expect(panel.locator("#active li")).to_have_count(0)
    assert all(fault.is_spent for fault in world.zalo.faults)


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_is_readable_and_keeps_within(
    world: ZaloWorld, url: str, browser: Browser, width: int, scheme: Any
) -> None:
    complaints: list[str] = []
    await world.tell(world.police, REMINDER)
    world.street.say(world.police, world.police.player, "Họp mấy giờ?")
    page = await opened(browser, url, width, color_scheme=scheme)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    low = await page.evaluate(CONTRASTS)
    await into(page, "Công an tỉnh")
    low += await page.evaluate(CONTRASTS)
    assert await page.evaluate(BEYOND) == []
    await page.get_by_role("button", name="Sự cố", exact=True).click()
    await page.locator("#quota").wait_for()

    low += await page.evaluate(CONTRASTS)

    assert low == []
    assert await page.evaluate(BEYOND) == []
    assert complaints == []
