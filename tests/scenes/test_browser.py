"""The demo as a newcomer uses it: a page in a real browser, nothing else."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from nhacviec.demo_street import some_on_zalo
from tests.sandbox.conftest import CHROMIUM
from tests.scenes.scenery import House, house

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"DEMO NOT TESTED: {CHROMIUM} is missing"
    ),
]
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: Where the README's picture is written, if it is to be taken anew.
PICTURE = os.environ.get("PICTURE")


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path, on_zalo=some_on_zalo) as found:
        yield found


@pytest.fixture
async def page(scene: House) -> AsyncIterator[Page]:
    """The demo's page; what it complains of fails the test."""
    complaints: list[str] = []
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        found = await browser.new_page(viewport={"width": 1400, "height": 880})
        found.set_default_timeout(10_000)
        found.on("pageerror", lambda error: complaints.append(str(error)))
        await found.goto(scene.demo.url)
        await found.locator(".item").first.wait_for()
        yield found
        await browser.close()
    assert complaints == []


async def choose(page: Page, title: str) -> None:
    await page.locator(".item", has=page.get_by_text(title, exact=True)).click()
    await expect(page.locator("#chat-title")).to_have_text(title)


async def write(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.keyboard.press("Enter")


def newest(page: Page) -> Any:
    return page.locator(".message.bot").last


async def to_the_first_reminder(page: Page) -> None:
    clock = page.locator("#clock")
    while "30/6/2020 · 08:00" not in (await clock.inner_text()).replace("\n", " "):
        before = await clock.inner_text()
        await page.get_by_role("button", name="Đến tin kế tiếp").click()
        await expect(clock).not_to_have_text(before)
        await expect(page.locator("#moves button").first).to_be_enabled()


async def test_the_board_moves_when_an_agency_answers(scene: House, page: Page) -> None:
    await to_the_first_reminder(page)
    await choose(page, "Sở Nông nghiệp và PTNT")
    await expect(newest(page)).to_contain_text("còn 10 ngày làm việc")
    board = page.locator("#board")
    await expect(board).to_contain_text("0/14 nội dung đã sẵn sàng")

    await write(page, "mục 3 đã xong")
    await expect(newest(page)).to_contain_text("Đã ghi nhận")
    await expect(board).to_contain_text("1/14 nội dung đã sẵn sàng")

    reminder = page.locator(".message.bot", has_text="còn 10 ngày làm việc")
    await reminder.get_by_role("button", name="I.4", exact=True).click()
    await reminder.get_by_role("button", name="Đang chuẩn bị", exact=True).click()
    await expect(reminder).to_contain_text("◐ Đang chuẩn bị")
    await expect(board.locator(".state.preparing")).to_have_count(1)

    await choose(page, "Văn phòng UBND tỉnh")
    await write(page, "/board")
    await expect(newest(page)).to_contain_text("Đã sẵn sàng (1): I.3")
    await expect(newest(page)).to_contain_text("Đang chuẩn bị (1): I.4")
    if PICTURE:
        await choose(page, "Sở Nông nghiệp và PTNT")
        await page.locator(".toast").last.wait_for(state="detached")
        await page.screenshot(path=PICTURE)
    assert (await scene.states())["I.3"] == "ready"


async def test_with_privacy_on_only_replies_and_buttons_are_heard(
    scene: House, page: Page
) -> None:
    await to_the_first_reminder(page)
    await choose(page, "Sở Nông nghiệp và PTNT")
    await page.locator("#privacy").check()

    await write(page, "mục 3 đã xong")
    await page.wait_for_timeout(700)
    assert (await scene.states())["I.3"] == "assigned"

    reminder = page.locator(".message.bot", has_text="còn 10 ngày làm việc")
    await reminder.hover()
    await reminder.get_by_role("button", name="Trả lời tin này").click()
    await write(page, "mục 3 đã xong")
    await expect(newest(page)).to_contain_text("Đã ghi nhận")
    assert (await scene.states())["I.3"] == "ready"

    await reminder.get_by_role("button", name="I.10", exact=True).click()
    await reminder.get_by_role("button", name="Đã sẵn sàng", exact=True).click()
    await expect(reminder).to_contain_text("I.10: đã sẵn sàng")
    assert (await scene.states())["I.10"] == "ready"


@pytest.mark.parametrize("width", [390, 1400])
async def test_on_zalo_an_agency_answers_by_a_code(
    scene: House, page: Page, width: int
) -> None:
    await to_the_first_reminder(page)
    await choose(page, "Sở Nội vụ")
    await page.set_viewport_size({"width": width, "height": 844})
    reminder = page.locator(".message.bot", has_text="còn 10 ngày làm việc")
    await expect(reminder).to_contain_text("I.9: B1 đang chuẩn bị · B2 đã sẵn sàng")

    await write(page, "B2")
    await expect(newest(page)).to_contain_text("I.9: đã sẵn sàng")
    assert (await scene.states())["I.9"] == "ready"
    beyond = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert beyond <= 0
    if PICTURE:
        await page.screenshot(path=PICTURE.replace(".png", f"-zalo-{width}.png"))


@pytest.mark.parametrize("width", [390, 1400])
async def test_nothing_reaches_over_the_edge(page: Page, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 844})
    if width < 800:
        await page.locator("#open-panel").click()
        await expect(page.locator("#board")).to_be_visible()

    beyond = await page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert beyond <= 0


async def test_the_page_needs_no_other_host(scene: House, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    await page.reload()
    await page.locator(".item").first.wait_for()

    assert asked
    assert all(url.startswith((scene.demo.url, "data:")) for url in asked)
