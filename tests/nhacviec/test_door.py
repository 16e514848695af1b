"""`nhacviec run` with a door: Telegram is told of it, and what it brings is stored."""

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
from aiohttp import web
from sqlalchemy import text

from nhacviec.telegram_settings import HOOK_VARIABLE, TOKEN_VARIABLE
from storage import Store
from web.webhook import SECRET_HEADER

pytestmark = pytest.mark.slow

TOKEN = "123456:" + "a" * 35
WORD = "a-word-that-nobody-guesses"
#: What it cannot read (a chat without a kind) is stored all the same.
AN_UPDATE = {"update_id": 7, "message": {"message_id": 1, "chat": {"id": -5}}}


class Messenger:
    """Telegram's side: what it was asked, and the door it was told of."""

    def __init__(self) -> None:
        self.door: dict[str, Any] = {}

    async def answer(self, request: web.Request) -> web.Response:
        method, result = request.match_info["method"], True
        if method == "setWebhook":
            self.door = await request.json()
        answers = {
            "getMe": {"id": 1, "is_bot": True, "first_name": "N", "username": "n_bot"},
            "getWebhookInfo": {
                "url": self.door.get("url", ""),
                "has_custom_certificate": False,
                "pending_update_count": 0,
            },
        }
        return web.json_response({"ok": True, "result": answers.get(method, result)})


async def test_telegram_brings_updates_to_the_door(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    messenger = Messenger()
    here = f"http://127.0.0.1:{unused_tcp_port}"
    async with _serving(messenger) as api, _running(tmp_path, api, here) as process:
        statuses = await _knock(messenger, here, WORD, WORD, "another")
        process.send_signal(signal.SIGTERM)
        said = (await process.communicate())[1].decode()

    assert messenger.door["url"] == f"{here}/tg"
    assert messenger.door["secret_token"] == WORD
    assert statuses == [200, 200, 401]
    assert process.returncode == 0
    assert WORD not in said
    assert TOKEN not in said
    assert await _stored(tmp_path / "nhacviec.db") == [AN_UPDATE]


async def _knock(messenger: Messenger, here: str, *words: str) -> list[int]:
    """With each of these words, when the door has been told of and is open."""
    async with asyncio.timeout(60), httpx.AsyncClient(trust_env=False) as client:
        while not messenger.door or not await _is_open(client, here):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
        answers = [
            await client.post(
                f"{here}/tg", json=AN_UPDATE, headers={SECRET_HEADER: word}
            )
            for word in words
        ]
    return [answer.status_code for answer in answers]


async def _stored(path: Path) -> list[Any]:
    """Whatever has become of them since."""
    store = await Store.open(path)
    try:
        async with store._reader.connect() as connection:
            return [
                json.loads(raw)
                for raw in await connection.scalars(text("SELECT raw FROM inbox"))
            ]
    finally:
        await store.close()


async def _is_open(client: httpx.AsyncClient, here: str) -> bool:
    try:
        return (await client.get(f"{here}/healthz")).status_code == 200
    except httpx.HTTPError:
        return False


@contextlib.asynccontextmanager
async def _running(
    folder: Path, api: str, here: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    port = here.rpartition(":")[2]
    config = folder / "config.toml"
    config.write_text(
        f'[telegram]\nbase_url = "{api}"\nwebhook_url = "{here}/tg"\n'
        f"[web]\nport = {port}\n",
        "utf-8",
    )
    words = ("-c", "from nhacviec.cli import main; main()", "run", "--config", config)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *map(str, words),
        env={**os.environ, TOKEN_VARIABLE: TOKEN, HOOK_VARIABLE: WORD},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@contextlib.asynccontextmanager
async def _serving(messenger: Messenger) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", messenger.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
