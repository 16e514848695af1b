"""The health page: figures for the machine that watches, 503 when it is not well."""

from typing import Any

import httpx
import pytest

from web.health import Look, health_app


@pytest.mark.parametrize(
    ("found", "status"),
    [
        ({"ok": True, "inbox": {"new": 0, "dead": 0}}, 200),
        ({"ok": False, "last_tick_seconds": 400.0}, 503),
        ({}, 503),
    ],
)
async def test_it_says_what_was_found(found: dict[str, Any], status: int) -> None:
    async with _visitor(_finding(found)) as visitor:
        answer = await visitor.get("/healthz")

    assert (answer.status_code, answer.json()) == (status, found)


async def test_there_is_nothing_else_to_see() -> None:
    async with _visitor(_finding({"ok": True})) as visitor:
        assert (await visitor.get("/")).status_code == 404
        assert (await visitor.post("/healthz")).status_code == 405


def _finding(found: dict[str, Any]) -> Look:
    async def look() -> dict[str, Any]:
        return found

    return look


def _visitor(look: Look) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=health_app(look))
    return httpx.AsyncClient(transport=transport, base_url="http://here")
