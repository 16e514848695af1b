"""The transport below Telegram: what leaks, files, proxies, and their clock."""

import asyncio
import logging
import traceback
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.channels.telegram_causes import AnswerTooLong, NoAnswerInTime, NotConnected
from bot.channels.telegram_transport import (
    Patience,
    TheirClock,
    Transport,
    proxy_of_environment,
)
from tests.bot.line import (
    SOON,
    TOKEN,
    Deed,
    a_transport,
    answer,
    hangs_up,
    line,
    raw,
    says,
    says_nothing,
    sent,
    talking_to,
    trickles,
)


@pytest.mark.parametrize(
    "deed",
    [
        hangs_up,
        says_nothing,
        says(cut=30),
        says(b"<html>" + TOKEN.encode() + b"</html>"),
        says(code=502, body=b"<html>"),
        raw(b"HTTP/1.1 200 Said\r\nX: " + b"x" * 100_000 + b"\r\n\r\n"),
    ],
)
async def test_no_error_and_no_log_names_the_token(
    deed: Deed, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("telegram", "telegram.Bot"):  # kept quiet by nhacviec.logs
        logging.getLogger(name).setLevel(logging.WARNING)
    async with (
        line(deed) as there,
        a_transport(patience=Patience(read=0.1)) as transport,
    ):
        with pytest.raises(TelegramError) as error:
            await transport.post(f"{there.url}/bot{TOKEN}/sendMessage")
    with pytest.raises(TelegramError) as closed:
        await transport.post(f"{there.url}/bot{TOKEN}/sendMessage")

    for one in (error.value, closed.value):
        assert TOKEN not in "".join(traceback.format_exception(one))
        assert TOKEN not in repr(one)
    assert TOKEN not in caplog.text


async def test_a_file_is_handed_in_under_its_own_name() -> None:
    async with (
        line(says()) as there,
        a_transport() as sending,
        a_transport() as listening,
    ):
        bot = Bot(
            TOKEN,
            base_url=f"{there.url}/bot",
            request=sending,
            get_updates_request=listening,
        )
        name = 'báo cáo "tháng 7"\r\nX.xlsx'
        await bot.send_document(-1001, b"PK" * 9000, filename=name, caption="Bảng")

    head, _, body = there.heard[0].partition(b"\r\n\r\n")
    assert b"multipart/form-data" in head
    assert 'filename="báo cáo \\"tháng 7\\"  X.xlsx"'.encode() in body
    assert b"PK" * 9000 in body
    assert "Bảng".encode() in body


async def test_a_file_is_fetched_and_one_beyond_all_measure_is_not() -> None:
    small, large = b"%PDF" * 1000, b"x" * 5000
    async with (
        line(says(small), says(large), raw(_chunked(large))) as there,
        a_transport(longest=4096) as transport,
    ):
        assert await transport.retrieve(f"{there.url}/file") == small
        for _ in range(2):
            with pytest.raises(NetworkError) as error:
                await transport.retrieve(f"{there.url}/file")
            assert isinstance(error.value.__cause__, AnswerTooLong)


async def test_a_server_that_trickles_is_not_waited_for_for_ever() -> None:
    short = Patience(pool=0.1, connect=0.1, write=0.1, read=0.2)
    async with line(trickles) as there, a_transport(patience=short) as transport:
        with pytest.raises(TimedOut) as error:
            await asyncio.wait_for(transport.post(there.url), 5)

    assert isinstance(error.value.__cause__, NoAnswerInTime)


async def test_a_long_poll_is_waited_for_as_long_as_it_asks() -> None:
    async def later(_: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.4)
        writer.write(answer({"ok": True, "result": []}))

    async with talking_to(later) as (telegram, _):
        assert await telegram.updates(5, timedelta(seconds=0)) == []


async def test_their_clock_is_held_against_ours() -> None:
    date = "Mon, 23 Nov 2026 06:05:00 GMT"
    async with talking_to(says(head=f"Date: {date}\r\n")) as (telegram, _):
        before = telegram.skew
        await sent(telegram)

    assert before is None
    assert telegram.skew == timedelta(minutes=5)


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 23 Nov 2026 06:05:00"])
def test_a_date_that_says_nothing_is_no_difference(date: str) -> None:
    theirs = TheirClock(lambda: SOON)

    theirs.heard(date)

    assert theirs.skew is None


def test_the_machines_own_proxy_is_used_but_not_towards_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:3128")

    assert proxy_of_environment("https://api.telegram.org") == "http://127.0.0.1:3128"
    assert proxy_of_environment("https://127.0.0.1:8081") is None
    monkeypatch.setenv("no_proxy", "api.telegram.org")
    assert proxy_of_environment("https://api.telegram.org") is None
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:9")
    assert proxy_of_environment("https://api.telegram.org") is None


async def test_a_proxy_that_will_not_lets_nothing_leave() -> None:
    async with (
        line(says(code=407, body=b"who are you")) as proxy,
        a_transport(proxy=proxy.url) as transport,
    ):
        with pytest.raises(NetworkError) as error:
            await transport.post(f"https://127.0.0.1:1/bot{TOKEN}/sendMessage")

    assert isinstance(error.value.__cause__, NotConnected)
    assert proxy.heard[0].startswith(b"CONNECT 127.0.0.1:1 ")
    assert TOKEN.encode() not in proxy.heard[0]


async def test_an_own_bot_api_is_reached_through_the_proxy() -> None:
    async with line(says()) as proxy, a_transport(proxy=proxy.url) as transport:
        assert await transport.post("http://127.0.0.1:1/bot/getMe")

    assert proxy.heard[0].startswith(b"POST http://127.0.0.1:1/bot/getMe ")


def test_a_proxy_of_another_kind_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="http"):
        Transport(at_once=1, proxy="socks5://127.0.0.1:9")


def _chunked(body: bytes) -> bytes:
    head = b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
