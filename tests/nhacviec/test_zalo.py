"""`nhacviec` with a bot on Zalo: alone, or beside one on Telegram."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from nhacviec.config import ConfigFaulty, load
from nhacviec.telegram_settings import TOKEN_VARIABLE
from nhacviec.zalo_settings import ZALO_HOOK_VARIABLE, ZALO_TOKEN_VARIABLE
from storage import Store
from tests.bot.zalo_side import ME, TOKEN, Side, no, ok, zalo_side
from tests.nhacviec.conftest import Call
from tests.nhacviec.settings import written
from web.webhook import SECRET_HEADER, ZALO_HEADER

WORD = "a-word-that-nobody-guesses"
OURS = "https://nhacviec.tinh.gov.vn/zalo"
AN_UPDATE = {
    "ok": True,
    "result": {
        "event_name": "message.text.received",
        "message": {
            "message_id": "m1",
            "date": 1750316131602,
            "text": "xin chào",
            "from": {"id": "p", "display_name": "Lan", "is_bot": False},
            "chat": {"id": "p", "chat_type": "PRIVATE"},
        },
    },
}


@pytest.fixture
async def side(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Side]:
    monkeypatch.setenv(ZALO_TOKEN_VARIABLE, TOKEN)
    monkeypatch.delenv(ZALO_HOOK_VARIABLE, raising=False)
    async with zalo_side() as one:
        written(folder, f'[zalo]\nbase_url = "{one.url}"\n')
        yield one


async def said(call: Call, *words: str) -> str:
    """The command beside the server, which answers in this loop."""
    result = await asyncio.to_thread(call, *words)
    assert TOKEN not in result.output
    return result.output


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ('base_url = "zalo.vn"', "phải là địa chỉ đầy đủ"),
        ('webhook_url = "https://x.vn/"', "phải là địa chỉ có đường dẫn riêng"),
        ('webhook_url = "http://x.vn/zalo"', "phải là địa chỉ https://"),
        (f'webhook_url = "{OURS}"', "webhook_secret phải có từ 16"),
        ("monthly_quota = -1", "không được nhỏ hơn 0"),
        ('tokn = ""', "không có mục này"),
    ],
)
def test_a_faulty_setting_comes_with_its_cure(
    folder: Path, setting: str, fault: str
) -> None:
    with pytest.raises(ConfigFaulty, match=fault):
        load(written(folder, f"[zalo]\n{setting}\n"))


def test_two_doors_are_two(folder: Path) -> None:
    doors = "".join(
        f'[{name}]\nwebhook_url = "https://a.vn/hook"\nwebhook_secret = "{WORD}"\n'
        for name in ("telegram", "zalo")
    )
    with pytest.raises(ConfigFaulty, match="phải khác đường dẫn của telegram"):
        load(written(folder, doors))


def test_without_any_token_the_service_says_what_is_missing(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ZALO_TOKEN_VARIABLE, raising=False)
    result = call("run")
    assert result.exit_code == 1
    assert ZALO_TOKEN_VARIABLE in result.output
    assert TOKEN_VARIABLE in result.output


async def test_the_doctor_says_what_polling_loses(call: Call, side: Side) -> None:
    found = await said(call, "doctor")
    assert "✓ Zalo: Bot Văn phòng, chưa được vào nhóm" in found
    assert "! Nhận tin Zalo: hỏi tin, tin gửi lúc dịch vụ dừng" in found
    assert "Telegram" not in found


async def test_the_doctor_finds_a_door_that_hinders_polling(
    call: Call, side: Side
) -> None:
    side.door = {"url": "https://elsewhere.example/a-hidden-path"}
    found = await said(call, "doctor")
    assert "✗ Nhận tin Zalo: Zalo đang đưa tin tới https://elsewhere.example/…" in found
    assert "a-hidden-path" not in found
    assert "deleteWebhook" not in [method for method, _ in side.calls]


async def test_the_doctor_knows_our_own_door(
    call: Call, side: Side, folder: Path
) -> None:
    settings = f'webhook_url = "{OURS}"\nwebhook_secret = "{WORD}"\n'
    written(folder, f'[zalo]\nbase_url = "{side.url}"\n{settings}')
    assert f"! Nhận tin Zalo: Zalo chưa biết {OURS}" in await said(call, "doctor")
    side.door = {"url": OURS}
    assert f"✓ Nhận tin Zalo: Zalo đưa tới {OURS}" in await said(call, "doctor")


async def test_the_doctor_tells_a_refused_token_from_silence(
    call: Call, side: Side, folder: Path, unused_tcp_port: int
) -> None:
    side.plan("getMe", no(401))
    assert "✗ Zalo: mã bị từ chối" in await said(call, "doctor")
    written(folder, f'[zalo]\nbase_url = "http://127.0.0.1:{unused_tcp_port}"\n')
    assert "✗ Zalo: không kết nối được (NotConnected)" in await said(call, "doctor")


async def test_a_code_for_zalo_comes_with_what_to_type(call: Call, side: Side) -> None:
    found = await said(call, "agencies", "link", "--office")
    assert "Zalo: mở chat riêng với Bot Văn phòng, nhắn đúng mã" in found
    assert "Nhóm Zalo" not in found
    assert "Thêm trợ lý vào nhóm" not in found

    side.plan("getMe", ok({**ME, "can_join_groups": True}))
    found = await said(call, "agencies", "link", "--office")
    assert "rồi gửi: @Bot Văn phòng MÃ" in found


@pytest.mark.slow
async def test_zalo_brings_updates_to_the_door(
    folder: Path, side: Side, unused_tcp_port: int
) -> None:
    here = f"http://127.0.0.1:{unused_tcp_port}"
    settings = f'base_url = "{side.url}"\nwebhook_url = "{here}/zalo"\n'
    written(folder, f"[zalo]\n{settings}[web]\nport = {unused_tcp_port}\n")
    async with _running(folder, ZALO_HOOK_VARIABLE, WORD) as process:
        async with httpx.AsyncClient(trust_env=False) as client:
            await _until_open(client, here)
            statuses = [
                (
                    await client.post(f"{here}/zalo", json=what, headers=knows)
                ).status_code
                for what, knows in (
                    (AN_UPDATE, {ZALO_HEADER: WORD}),
                    (AN_UPDATE["result"], {ZALO_HEADER: WORD}),
                    ({"event_name": "webhook.verify"}, {ZALO_HEADER: WORD}),
                    (AN_UPDATE, {ZALO_HEADER: "another"}),
                    (AN_UPDATE, {SECRET_HEADER: WORD}),
                    ([], {ZALO_HEADER: WORD}),
                )
            ]
        noise = await _stopped(process)

    assert statuses == [200, 200, 200, 401, 401, 400]
    assert side.door == {"url": f"{here}/zalo", "secret_token": WORD}
    assert TOKEN not in noise
    assert WORD not in noise
    # Wrapped and bare it is one update.
    assert await _stored(folder) == [AN_UPDATE, {"event_name": "webhook.verify"}]


@pytest.mark.slow
async def test_telegram_that_cannot_be_reached_does_not_keep_zalo_from_working(
    folder: Path, side: Side, unused_tcp_port: int
) -> None:
    telegram = f'[telegram]\nbase_url = "http://127.0.0.1:1"\ntoken = "1:{"t" * 35}"\n'
    zalo = f'[zalo]\nbase_url = "{side.url}"\n'
    written(folder, f"{telegram}{zalo}[web]\nport = {unused_tcp_port}\n")
    side.plan("getUpdates", ok(AN_UPDATE["result"]))
    async with _running(folder) as process:
        async with httpx.AsyncClient(trust_env=False) as client:
            here = f"http://127.0.0.1:{unused_tcp_port}"
            await _until_open(client, here)
            async with asyncio.timeout(30):
                while not side.said():  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.05)
            health = (await client.get(f"{here}/healthz")).json()
        noise = await _stopped(process)

    assert "telegram: chưa kết nối được" in noise
    assert "tin gửi lúc dịch vụ dừng hoặc mất mạng có thể mất" in noise
    assert health["listening"]["zalo"] == "ok"
    assert side.said()[0]["chat_id"] == "p"  # who is not linked is told how


@contextlib.asynccontextmanager
async def _running(
    folder: Path, hook: str = ZALO_HOOK_VARIABLE, word: str = ""
) -> AsyncIterator[asyncio.subprocess.Process]:
    words = ("-c", "from nhacviec.cli import main; main()", "run")
    config = ("--config", str(folder / "config.toml"))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        *config,
        env={**os.environ, hook: word},
        cwd=Path(__file__).parents[2],
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _stopped(process: asyncio.subprocess.Process) -> str:
    process.send_signal(signal.SIGTERM)
    noise = (await process.communicate())[1].decode()
    assert process.returncode == 0, noise
    return noise


async def _until_open(client: httpx.AsyncClient, here: str) -> None:
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(httpx.HTTPError):
                if (await client.get(f"{here}/healthz")).status_code in {200, 503}:
                    return
            await asyncio.sleep(0.05)


async def _stored(folder: Path) -> list[Any]:
    store = await Store.open(folder / "nhacviec.db")
    try:
        async with store._reader.connect() as connection:
            found = await connection.scalars(text("SELECT raw FROM inbox ORDER BY id"))
            return [json.loads(raw) for raw in found]
    finally:
        await store.close()
