"""The page in a real browser: one person plays every chat."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.app import play_app
from sandbox.serving import serve
from tests.sandbox.conftest import IN_A_BROWSER
from tests.sandbox.world import World

pytestmark = IN_A_BROWSER
CONTRASTS = Path(__file__).with_name("contrasts.js").read_text()
#: What can be seen and reaches over the right edge.
BEYOND = """[...document.querySelectorAll("body *")]
    .filter((e) => e.checkVisibility({visibilityProperty: true}))
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
    .map((e) => e.outerHTML.slice(0, 80))"""


@pytest.fixture
async def published(world: World) -> AsyncIterator[World]:
    """The world after publication, with a bot that answers presses."""
    await world.publish()
    answering = asyncio.create_task(world.answer_presses())
    yield world
    answering.cancel()


async def opened(browser: Browser, url: str, width: int = 1400, **more: Any) -> Page:
    """The page; anything it complains of fails the test at its end."""
    size: Any = {"width": width, "height": 844}
    page = await browser.new_page(viewport=size, **more)
    page.set_default_timeout(5000)
    await page.goto(url)
    await page.locator(".item").first.wait_for()
    return page


def chat_item(page: Page, title: str) -> Any:
    return page.locator(".item", has=page.get_by_text(title, exact=True))


async def test_a_press_gets_its_answer(
    published: World, url: str, browser: Browser
) -> None:
    page = await opened(browser, url)
    await chat_item(page, "Sở Tư pháp").click()

    await page.get_by_role("button", name="Đã sẵn sàng", exact=True).click()
    await expect(page.locator(".toast")).to_have_text("Đã ghi nhận: Đã sẵn sàng.")
    await page.get_by_role("button", name="Vướng mắc, xin gia hạn").click()
    await expect(page.locator("#alert")).to_be_visible()
    await page.get_by_role("button", name="Đóng", exact=True).click()

    await expect(page.locator(".key.spinning")).to_have_count(0)


async def test_one_answers_by_reply(
    published: World, url: str, browser: Browser
) -> None:
    chat = published.agencies[1]
    page = await opened(browser, url)
    await chat_item(page, "Sở Tư pháp").click()
    notice = page.locator(".message.bot").last

    await notice.hover()
    await notice.get_by_role("button", name="Trả lời tin này").click()
    await page.locator("#text").fill("Mục 5 xong <b>rồi</b>")
    await page.locator("#text").press("Shift+Enter")
    await page.keyboard.type("Mục 6 chưa")
    await page.keyboard.press("Enter")

    mine = page.locator(".message.mine").last
    await expect(mine.locator(".words")).to_have_text(
        "Mục 5 xong <b>rồi</b>\nMục 6 chưa"
    )
    await expect(mine.locator(".quote")).to_contain_text("Chương trình công tác")
    said = published.street.messages(chat)[-1]
    assert said.text == "Mục 5 xong <b>rồi</b>\nMục 6 chưa"
    assert said.reply_to == int(await notice.get_attribute("data-message") or 0)
    await expect(page.locator("#text")).to_have_value("")


async def test_news_comes_by_itself_and_is_counted(
    published: World, url: str, browser: Browser
) -> None:
    page = await opened(browser, url)
    await chat_item(page, "Sở Nội vụ").click()

    await page.get_by_role("button", name="Đến tin kế tiếp").click()

    await expect(page.locator("#clock")).to_have_text("Thứ Ba, 30/6/2020 · 08:00")
    badge = chat_item(page, "Sở Kế hoạch và Đầu tư").locator(".badge")
    await expect(badge).to_have_text("1")
    open_badge = chat_item(page, "Sở Nội vụ").locator(".badge")
    await expect(open_badge).to_have_count(0)
    await expect(page.locator(".message.bot").last).to_contain_text("Còn 10 ngày")
    await expect(page.locator(".toast")).to_contain_text("Có tin mới ở")
    await expect(page).to_have_title("(5) Nhắc Việc")


async def test_buttons_wait_while_the_clock_moves(
    published: World, url: str, browser: Browser
) -> None:
    published.clock.pause_of, published.clock.left = 0.5, 0
    page = await opened(browser, url)
    moves = page.locator("#moves button")

    await moves.first.click()
    for i in range(3):
        await expect(moves.nth(i)).to_be_disabled()

    await expect(moves.first).to_be_enabled()
    await expect(page.locator(".toast")).to_have_text(
        "Không còn tin nào theo kế hoạch nữa."
    )
    await moves.nth(2).click()
    await expect(moves.nth(2)).to_have_text("Tạm dừng")
    assert published.clock.playing


async def test_an_invitation_is_followed_into_a_group(
    published: World, url: str, browser: Browser
) -> None:
    page = await opened(browser, url)

    await page.get_by_role("link", name="thêm bot vào nhóm").click()
    await page.get_by_role("button", name="Thêm vào nhóm").click()
    await expect(page.locator("#join-trouble")).to_have_text(
        "Xin chọn một nhóm, hoặc đặt tên cho nhóm mới."
    )
    await page.get_by_label("Hoặc lập nhóm mới").fill("Sở Y tế")
    await page.get_by_role("button", name="Thêm vào nhóm").click()

    await expect(page.locator("#chat-title")).to_have_text("Sở Y tế")
    await expect(page.locator(".message.mine")).to_contain_text("/start@NhacViecBot")
    await expect(chat_item(page, "Sở Y tế")).to_be_visible()


async def test_commands_are_offered_after_a_slash(
    published: World, url: str, browser: Browser
) -> None:
    page = await opened(browser, url)
    await chat_item(page, "Sở Nội vụ").click()
    await expect(page.locator("#chat-title")).to_have_text("Sở Nội vụ")

    await page.locator("#text").press_sequentially("/m")
    await page.locator("#commands li").click()
    await expect(page.locator("#text")).to_have_value("/mucviec")
    await page.locator("#text").fill("")
    await page.locator("#text").press_sequentially("/t")
    await expect(page.locator("#commands li")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_have_value("/trogiup")
    await page.keyboard.press("Enter")

    await expect(page.locator(".message.mine").last).to_contain_text("/trogiup")


async def test_the_privacy_switch_explains_itself(
    published: World, url: str, browser: Browser
) -> None:
    page = await opened(browser, url)
    switch = page.get_by_role("switch")

    await expect(switch).to_be_checked()
    await switch.click()

    await expect(page.locator("#privacy-words")).to_contain_text("đọc mọi tin nhắn")
    assert not published.street.privacy


async def test_on_a_telephone_one_goes_in_and_back(
    published: World, url: str, browser: Browser
) -> None:
    page = await opened(browser, url, 390, has_touch=True, is_mobile=True)
    await expect(page.locator("#talk")).to_be_hidden()

    await chat_item(page, "Sở Nội vụ").click()
    await expect(page.locator("#chat-title")).to_be_visible()
    await expect(page.locator("#chats")).to_be_hidden()
    assert await page.evaluate(BEYOND) == []
    await page.go_back()
    await expect(page.locator("#chats")).to_be_visible()
    assert await page.evaluate(BEYOND) == []
    await page.get_by_role("button", name="Bảng theo dõi", exact=True).click()
    await expect(page.locator("#board")).to_contain_text("Sở Tài nguyên")
    await page.keyboard.press("Escape")
    await expect(page.locator("#board")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_is_quiet_and_readable(
    published: World, url: str, browser: Browser, width: int, scheme: Any
) -> None:
    complaints: list[str] = []
    page = await opened(browser, url, width, color_scheme=scheme)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.reload()
    await chat_item(page, "Sở Nội vụ").click()
    await page.locator(".keyboard").wait_for()

    low = await page.evaluate(CONTRASTS)

    assert low == []
    assert complaints == []


async def test_a_broken_line_is_mended(published: World, browser: Browser) -> None:
    asked: list[str] = []
    async with serve(play_app(published.street)) as url:
        page = await opened(browser, url)
        page.on("request", lambda request: asked.append(request.url))
        await expect(page.locator("#moves")).to_be_hidden()  # no clock was lent
        await expect(page.locator("#panel")).to_be_hidden()
    await expect(page.locator("#offline")).to_be_visible()
    await published.write(published.office, "Tin trong lúc mất kết nối")

    async with serve(play_app(published.street), port=int(url.split(":")[-1])):
        await expect(page.locator(".message").last).to_contain_text("Tin trong lúc")
        await expect(page.locator("#offline")).to_be_hidden()
        await page.close()

    assert all(address.startswith(url) for address in asked)
