"""The panel of troubles in a real browser: pressed, seen, taken off."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.app import bot_api_app, page_app
from sandbox.chats import Chat
from sandbox.refusals import Refused
from sandbox.serving import serve
from tests.sandbox.conftest import IN_A_BROWSER
from tests.sandbox.test_page import BEYOND, CONTRASTS, chat_item, opened
from tests.sandbox.world import World

pytestmark = IN_A_BROWSER


@pytest.fixture
def basic(world: World) -> Chat:
    """A group of the ordinary kind, as the demo's are."""
    clerk = world.street.person("Chuyên viên Sở Y tế")
    return world.street.group("Sở Y tế", clerk, bots=[world.bot])


async def panel(page: Page, title: str | None = None) -> Any:
    if title:
        await chat_item(page, title).click()
        await expect(page.locator("#chat-title")).to_have_text(title)
    await page.get_by_role("button", name="Sự cố", exact=True).click()
    return page.locator("#faults")


async def test_a_fault_is_pressed_strikes_and_is_over(
    world: World, url: str, browser: Browser
) -> None:
    page = await opened(browser, url)
    faults = await panel(page, "Sở Tư pháp")

    await faults.get_by_label("Tin gửi đi gặp").select_option("500-after")
    await faults.get_by_label("Ở nhóm").select_option("Sở Tư pháp")
    await faults.get_by_role("button", name="Gây sự cố").click()
    active = faults.locator("#active li")
    await expect(active).to_contain_text(
        "Lỗi máy chủ (500), tin đã nhận: Sở Tư pháp, còn 1 lần"
    )
    await world.write(world.agencies[0], "Chỗ khác")
    with pytest.raises(Refused, match="Internal Server Error"):
        await world.write(world.agencies[1], "Nhắc")

    await expect(active).to_have_count(0)
    await expect(faults.locator("#figures")).to_contain_text("đã nhận 2 tin")
    await faults.get_by_role("button", name="Đóng").click()
    await expect(page.locator(".message.bot").last).to_contain_text("Nhắc")


async def test_a_fault_stays_until_it_is_taken_off(
    world: World, url: str, browser: Browser
) -> None:
    page = await opened(browser, url)
    faults = await panel(page)

    await faults.get_by_label("Tin gửi đi gặp").select_option("403")
    await faults.get_by_label("Số lần").select_option("Đến khi gỡ")
    await faults.get_by_role("button", name="Gây sự cố").click()
    for _ in range(3):
        with pytest.raises(Refused, match="Forbidden"):
            await world.write(world.office, "Nhắc")
    await faults.get_by_role("button", name="Gỡ").click()

    await expect(faults.locator("#active li")).to_have_count(0)
    await world.write(world.office, "Nhắc")
    await faults.get_by_label("Giới hạn của Telegram").check()
    await expect(faults.get_by_label("Giới hạn của Telegram")).to_be_checked()
    assert world.street.limits.on


async def test_telegram_is_cut_off_but_the_page_is_not(
    world: World, browser: Browser
) -> None:
    async with (
        serve(bot_api_app(world.street)),
        serve(page_app(world.street)) as url,
    ):
        page = await opened(browser, url)
        faults = await panel(page)
        await faults.get_by_role("button", name="Mất kết nối 30 giây").click()
        await expect(faults.locator("#active")).to_contain_text("đang mất kết nối")
        await expect(page.locator("#offline")).to_be_hidden()
        await faults.get_by_role("button", name="Gỡ").click()
        await expect(faults.locator("#active li")).to_have_count(0)
        assert world.street.outage.kind is None
        await page.close()


async def test_a_group_is_followed_into_its_supergroup(
    world: World, url: str, browser: Browser, basic: Chat
) -> None:
    page = await opened(browser, url)
    faults = await panel(page, "Sở Y tế")

    await faults.get_by_role("button", name="Nâng Sở Y tế thành siêu nhóm").click()

    await expect(page.locator(".happening").last).to_contain_text("siêu nhóm")
    await expect(chat_item(page, "Sở Y tế")).to_have_count(1)
    await page.locator("#text").fill("Chào cả nhóm")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.mine")).to_contain_text("Chào cả nhóm")
    assert basic.upgraded_to
    assert basic.upgraded_to.messages[2].text == "Chào cả nhóm"
    await page.get_by_role("button", name="Sự cố", exact=True).click()
    await expect(faults.locator("#upgrade")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 760, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_panel_is_readable_and_keeps_within(
    world: World, url: str, browser: Browser, basic: Chat, width: int, scheme: Any
) -> None:
    world.street.faults.add("502-before", "reset-after", chat=basic.id)
    page = await opened(browser, url, width, color_scheme=scheme)
    await panel(page, "Sở Y tế")

    low = await page.evaluate(CONTRASTS)

    assert low == []
    assert await page.evaluate(BEYOND) == []
