"""nhacviec doctor asks Telegram how updates come, and says what hinders them."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from nhacviec.telegram_settings import HOOK_VARIABLE, TOKEN_VARIABLE
from sandbox.app import play_app
from sandbox.people import Door
from sandbox.serving import serve
from tests.nhacviec.conftest import Call
from tests.sandbox.world import World

OURS = "https://nhacviec.tinh.gov.vn/telegram"
HIDDEN = "/a-path-that-nobody-is-to-see"
THEIRS = f"https://elsewhere.example{HIDDEN}"


@pytest.fixture
def street(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator["Street"]:
    """The sandbox on loopback, in a loop of its own beside the command's."""
    found = Street(folder)
    monkeypatch.setenv(HOOK_VARIABLE, "a-word-that-nobody-guesses")
    monkeypatch.setenv(TOKEN_VARIABLE, found.world.bot.token)
    with found.served():
        call("migrate")
        yield found


def test_a_bot_that_asks_for_its_updates_is_told_how_many_wait(
    call: Call, street: "Street"
) -> None:
    street.something_waits()

    said = call("doctor").stdout

    assert "✓ Telegram: @NhacViecBot" in said
    assert "✓ Nhận tin: hỏi Telegram, 1 tin đang chờ" in said


def test_a_door_somebody_else_has_set_is_why_asking_is_refused(
    call: Call, street: "Street"
) -> None:
    street.world.bot.door = Door(url=THEIRS)

    result = call("doctor")

    assert "✗ Nhận tin: Telegram đang đưa tin tới https://elsewhere.example/…" in (
        result.stdout
    )
    assert "(409); chạy nhacviec run để gỡ" in result.stdout
    assert "/revoke ở BotFather" in result.stdout
    assert HIDDEN not in result.output


def test_a_door_that_telegram_knows_is_well(call: Call, street: "Street") -> None:
    street.configured(OURS)
    street.world.bot.door = Door(url=OURS)

    assert f"✓ Nhận tin: Telegram đưa tới {OURS}, 0 tin đang chờ" in (
        call("doctor").stdout
    )


def test_before_the_first_run_telegram_knows_no_door(
    call: Call, street: "Street"
) -> None:
    street.configured(OURS)

    said = call("doctor").stdout

    assert f"! Nhận tin: Telegram chưa biết {OURS}; nhacviec run sẽ báo" in said


def test_another_door_than_the_configured_one_is_a_fault(
    call: Call, street: "Street"
) -> None:
    street.configured(OURS)
    street.world.bot.door = Door(url=THEIRS)

    result = call("doctor")

    assert "✗ Nhận tin: Telegram đang đưa tin tới https://elsewhere.example/…; " in (
        result.stdout
    )
    assert HIDDEN not in result.output


@pytest.mark.parametrize(
    ("why", "cure"),
    [
        ("Wrong response from the webhook: 401 Unauthorized", "mật khẩu cửa"),
        ("Wrong response from the webhook: 404 Not Found", "đường dẫn"),
        ("Wrong response from the webhook: 502 Bad Gateway", "dịch vụ chưa chạy"),
        (
            "SSL error {error:0A000086:SSL routines::certificate verify failed}",
            "chứng thư",
        ),
        ("Connection timed out", "tường lửa"),
        ("Connection refused", "không ai nghe"),
        ("Failed to resolve host: Name or service not known", "DNS"),
        ("Something that Telegram never said before", "máy chủ phía trước"),
    ],
)
def test_each_failure_of_the_door_comes_with_its_cure(
    call: Call, street: "Street", why: str, cure: str
) -> None:
    street.configured(OURS)
    street.something_waits()
    street.world.bot.door = a_failing_door(why, timedelta(days=2))

    result = call("doctor")

    (line,) = (one for one in result.stdout.splitlines() if "Nhận tin" in one)
    assert line.startswith(f"✗ Nhận tin: {OURS}, 1 tin đang chờ; lúc ")
    assert f"Telegram báo “{why}”: " in line
    assert cure in line.partition("”: ")[2]


@pytest.mark.parametrize(
    ("ago", "mark"), [(timedelta(minutes=5), "✗"), (timedelta(hours=3), "✓")]
)
def test_a_failure_of_long_ago_after_which_all_was_brought_is_over(
    call: Call, street: "Street", ago: timedelta, mark: str
) -> None:
    street.configured(OURS)
    street.world.bot.door = a_failing_door("Connection timed out", ago)

    assert f"{mark} Nhận tin: " in call("doctor").stdout


def a_failing_door(why: str, ago: timedelta) -> Door:
    return Door(url=OURS, failed_at=int(time.time() - ago.total_seconds()), why=why)


class Street:
    def __init__(self, folder: Path) -> None:
        self.world = World()
        self.world.bot.inbox.drop_all()
        self._folder = folder
        self._url = ""
        self._open = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._closing: asyncio.Event

    def configured(self, door: str | None = None) -> None:
        lines = ["[telegram]", f'base_url = "{self._url}"']
        lines += [f'webhook_url = "{door}"'] if door else []
        (self._folder / "config.toml").write_text("\n".join(lines))

    def something_waits(self) -> None:
        chat = self.world.agencies[0]
        self.world.bot.inbox.put("message", {"chat": {"id": chat.id}})

    @contextlib.contextmanager
    def served(self) -> Iterator[None]:
        beside = threading.Thread(target=asyncio.run, args=(self._serve(),))
        beside.start()
        try:
            assert self._open.wait(20)
            self.configured()
            yield
        finally:
            self._loop.call_soon_threadsafe(self._closing.set)
            beside.join()

    async def _serve(self) -> None:
        self._loop, self._closing = asyncio.get_running_loop(), asyncio.Event()
        app = play_app(self.world.street, clock=self.world.clock)
        async with serve(app) as self._url:
            self._open.set()
            await self._closing.wait()
