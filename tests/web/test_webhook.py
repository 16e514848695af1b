"""The door for updates, over real HTTP: 200 only for what is written down."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from web.webhook import LARGEST, SECRET_HEADER, TakeIn, hook_route

SECRET = "a-word-that-nobody-guesses"  # noqa: S105 - of the test
KNOWS = {SECRET_HEADER: SECRET}
AN_UPDATE = {"update_id": 7, "message": {"text": "mục 3 đã xong"}}


class Taken(list[dict[str, Any]]):
    """What was taken in; or the fault that keeps it from being stored."""

    fault: Exception | None = None

    async def take_in(self, update: dict[str, Any]) -> None:
        if self.fault is not None:
            raise self.fault
        self.append(update)


async def test_an_update_is_taken_in_and_acknowledged() -> None:
    async with _at_the_door() as (taken, messenger):
        answer = await messenger.post("/tg", json=AN_UPDATE, headers=KNOWS)

    assert (answer.status_code, answer.content) == (200, b"")
    assert taken == [AN_UPDATE]


async def test_it_is_acknowledged_only_when_it_is_written_down() -> None:
    written = asyncio.Event()

    async def slowly(update: dict[str, Any]) -> None:
        await written.wait()

    async with _open(slowly) as messenger:
        knock = asyncio.create_task(
            messenger.post("/tg", json=AN_UPDATE, headers=KNOWS)
        )
        await asyncio.sleep(0.2)
        assert not knock.done()
        written.set()
        assert (await knock).status_code == 200


async def test_what_could_not_be_stored_is_to_be_brought_again() -> None:
    async with _at_the_door() as (taken, messenger):
        taken.fault = OSError("disk full: mục 3 đã xong")
        answer = await messenger.post("/tg", json=AN_UPDATE, headers=KNOWS)
        taken.fault = None
        again = await messenger.post("/tg", json=AN_UPDATE, headers=KNOWS)

    assert (answer.status_code, answer.content) == (503, b"")
    assert answer.headers["retry-after"] == "2"
    assert (again.status_code, taken) == (200, [AN_UPDATE])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: SECRET + "x"},
        {SECRET_HEADER: SECRET.upper()},
        {"authorization": SECRET},
    ],
    ids=["none", "empty", "too short", "too long", "louder", "elsewhere"],
)
async def test_who_does_not_know_the_word_learns_nothing(
    headers: dict[str, str],
) -> None:
    async with _at_the_door() as (taken, messenger):
        answer = await messenger.post("/tg", json=AN_UPDATE, headers=headers)
        other = await messenger.post("/tg", content=b"{", headers=headers)

    assert {answer.status_code, other.status_code} == {401}
    assert (answer.content, other.content, taken) == (b"", b"", [])


async def test_a_word_in_other_letters_is_a_wrong_one() -> None:
    async with _at_the_door() as (taken, messenger):
        headers = {SECRET_HEADER.encode(): "mật khẩu".encode()}
        answer = await messenger.post("/tg", json=AN_UPDATE, headers=headers)

    assert (answer.status_code, taken) == (401, [])


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
async def test_the_door_is_for_bringing(method: str) -> None:
    async with _at_the_door() as (taken, messenger):
        answer = await messenger.request(method, "/tg", headers=KNOWS)

    assert (answer.status_code, taken) == (405, [])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": 7.0}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"update_id": 7, "x": NaN}',
        b'{"update_id": 7, "x": 1e999}',
        b'{"update_id": 7, "x": "\xff"}',
        b'{"update_id": 7, "x": ' + b"[" * 200_000 + b"}",
    ],
    ids=lambda body: body[:24],
)
async def test_what_is_no_update_is_refused(body: bytes) -> None:
    async with _at_the_door() as (taken, messenger):
        answer = await messenger.post("/tg", content=body, headers=KNOWS)

    assert (answer.status_code, answer.content, taken) == (400, b"", [])


async def test_nobody_fills_the_memory() -> None:
    large = json.dumps({"update_id": 7, "x": "x" * LARGEST}).encode()

    async def in_parts() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 50_000):
            yield large[start : start + 50_000]

    async with _at_the_door() as (taken, messenger):
        announced = await messenger.post("/tg", content=large, headers=KNOWS)
        unannounced = await messenger.post("/tg", content=in_parts(), headers=KNOWS)

    assert (announced.status_code, unannounced.status_code) == (413, 413)
    assert taken == []


@contextlib.asynccontextmanager
async def _at_the_door() -> AsyncIterator[tuple[Taken, httpx.AsyncClient]]:
    taken = Taken()
    async with _open(taken.take_in) as messenger:
        yield taken, messenger


@contextlib.asynccontextmanager
async def _open(take_in: TakeIn) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[hook_route("/tg", SECRET, take_in)])
    line = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign,assignment]  # any context will do
    serving = asyncio.create_task(server.serve(sockets=[line]))
    url = f"http://127.0.0.1:{line.getsockname()[1]}"
    try:
        async with httpx.AsyncClient(base_url=url, trust_env=False) as messenger:
            yield messenger
    finally:
        server.should_exit = True
        await serving
        line.close()
