"""The street as a process of its own, driven by HTTP, as a harness drives it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest


@dataclass
class Alone:
    where: dict[str, Any]
    client: httpx.AsyncClient

    async def do(self, action: str, **params: Any) -> httpx.Response:
        return await self.client.post(
            f"{self.where['page']}/play/{action}", json=params
        )

    async def see(self, path: str) -> Any:
        return (await self.client.get(f"{self.where['page']}/play/{path}")).json()

    async def send(self, chat: int, text: str) -> httpx.Response:
        address = f"{self.where['url']}/bot{self.where['token']}/sendMessage"
        return await self.client.post(address, data={"chat_id": chat, "text": text})


@contextlib.asynccontextmanager
async def alone(*how: str) -> AsyncIterator[Alone]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *how, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        where = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
        async with httpx.AsyncClient(trust_env=False) as client:
            yield Alone(where, client)
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("how", [["--lean"], ["--lean", "--page-port", "0"], []])
async def test_a_harness_finds_its_way(how: list[str]) -> None:
    async with alone("--groups", "2", "--basic-groups", "1", *how) as street:
        first, _, basic = street.where["chats"]
        other = (await street.do("group", title="Sở Y tế", kind="group")).json()
        person = (await street.do("person", name="Chuyên viên")).json()
        await street.do("fault", kinds=["500-after"], chat=first, times=1)

        statuses = [
            (await street.send(chat, "Nhắc")).status_code
            for chat in (first, first, basic, other["id"], person["id"])
        ]
        moved = (await street.do("upgrade", chat=basic)).json()
        refused = (await street.send(basic, "Nhắc")).json()
        log = await street.see("log?label=(gửi lại)")

    assert statuses == [500, 200, 200, 200, 200]
    assert refused["parameters"] == {"migrate_to_chat_id": moved["id"]}
    assert log["figures"]["sends"] == 5
    assert log["figures"]["extra"] == 1
    first_line = log["entries"][0]
    assert (first_line["fault"], first_line["accepted"]) == ("500-after", True)
    assert first_line["text"] == "Nhắc"
    assert len(first_line["hash"]) == 64
    assert log["entries"][-1]["reason"].startswith("Bad Request: group chat was")


async def test_the_log_is_read_on_from_where_one_was() -> None:
    async with alone("--groups", "1", "--lean") as street:
        [chat] = street.where["chats"]
        for number in range(3):
            await street.send(chat, f"Tin {number}")
        last = (await street.see("log?entries=0"))["last"]
        await street.send(chat, "Tin mới")
        log = await street.see(f"log?since={last}")

    assert [entry["text"] for entry in log["entries"]] == ["Tin mới"]
    assert log["last"] == 4


async def test_what_it_is_told_at_its_start_holds() -> None:
    async with alone("--groups", "1", "--limits", "--token", "77:abc") as street:
        [chat] = street.where["chats"]
        statuses = [(await street.send(chat, "Nhắc")).status_code for _ in range(6)]
        state = await street.see("faults")

    assert street.where["token"] == "77:abc"  # noqa: S105 - of a played bot
    assert statuses == [200] * 5 + [429]
    assert (state["limits"], state["refused"]) == (True, 1)


async def test_a_wrong_wish_is_refused_in_a_sentence() -> None:
    async with alone("--groups", "1", "--lean") as street:
        wrong: list[tuple[str, dict[str, Any]]] = [
            ("fault", {"kinds": ["501"]}),
            ("fault", {"kinds": []}),
            ("fault", {}),
            ("fault", {"kinds": ["429"], "share": "half"}),
            ("fault", {"kinds": ["429"], "times": 0}),
            ("fault", {"kinds": ["429"], "chat": 5}),
            ("outage", {"kind": "flood"}),
            ("upgrade", {"chat": street.where["chats"][0]}),
            ("group", {"title": " "}),
            ("bots", {"chat": street.where["chats"][0], "move": "dance"}),
        ]
        for action, params in wrong:
            answer = await street.do(action, **params)
            assert 400 <= answer.status_code < 500, (action, params)
            assert answer.json()["error"].endswith(".")
        assert (await street.see("faults"))["faults"] == []


async def test_one_call_does_not_wait_for_the_next() -> None:
    """Forty milliseconds each, where an answer goes out in two pieces unasked."""
    async with alone("--groups", "1", "--lean") as street:
        [chat] = street.where["chats"]
        began = time.monotonic()
        for number in range(100):
            await street.send(chat, f"Tin {number}")

    assert time.monotonic() - began < 3.5
