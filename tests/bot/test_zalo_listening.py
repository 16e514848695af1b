"""How Zalo's updates reach us: asked for one at a time, or brought to a door."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.channels import AnotherListens, Door
from bot.channels.zalo import Zalo
from bot.channels.zalo_errors import ZaloNotReached, ZaloRefused
from tests.bot.zalo_side import TOKEN, Side, html, no, ok, reset, zalo_side

DOOR = Door("https://vp.example.vn/zalo", "a-word-that-nobody-guesses")


@pytest.fixture
async def side() -> AsyncIterator[Side]:
    async with zalo_side() as one:
        yield one


@pytest.fixture
async def zalo(side: Side) -> AsyncIterator[Zalo]:
    channel = Zalo(TOKEN, base_url=side.url)
    yield channel
    await channel.close()


def an_event(number: str = "m1", **more: Any) -> dict[str, Any]:
    message = {
        "message_id": number,
        "date": 1750316131602,
        "text": "A2",
        "from": {"id": "p1", "display_name": "Lan", "is_bot": False},
        "chat": {"id": "p1", "chat_type": "PRIVATE"},
        **more,
    }
    return {"event_name": "message.text.received", "message": message}


async def test_polling_brings_one_update_at_a_time(side: Side, zalo: Zalo) -> None:
    side.plan("getUpdates", ok(an_event()), ok([an_event("m2"), an_event("m3")]))

    one = await zalo.updates(None, timedelta(seconds=25))
    more = await zalo.updates(one[0][0] + 1, timedelta(0))

    assert [raw for _, raw in one] == [an_event()]
    assert [raw for _, raw in more] == [an_event("m2"), an_event("m3")]
    assert len({number for number, _ in [*one, *more]}) == 3
    assert [what for _, what in side.calls] == [{"timeout": "25"}, {"timeout": "1"}]


async def test_silence_is_no_error_and_is_asked_again_after_a_rest(side: Side) -> None:
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)
        await asyncio.sleep(0)

    channel = Zalo(TOKEN, base_url=side.url, rest=rest)
    assert await channel.updates(None, timedelta(seconds=25)) == []
    await channel.close()
    assert rests == [1.0]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (no(401), ZaloRefused),
        (no(502), ZaloNotReached),
        (html(504), ZaloNotReached),
        (reset, ZaloNotReached),
        (no(409), AnotherListens),
    ],
    ids=str,
)
async def test_polling_that_fails_says_so(
    side: Side, zalo: Zalo, answer: Any, error: type[Exception]
) -> None:
    side.plan("getUpdates", answer)
    with pytest.raises(error):
        await zalo.updates(None, timedelta(0))


async def test_a_door_is_told_of_and_looked_after(side: Side, zalo: Zalo) -> None:
    assert await zalo.known_door() is None
    assert await zalo.waits_at(DOOR) is None
    await zalo.listen_at(DOOR)
    assert side.door == {"url": DOOR.url, "secret_token": DOOR.secret}
    assert await zalo.waits_at(DOOR) == 0
    assert await zalo.waits_at(replace(DOOR, url="https://else.vn/z")) is None


async def test_a_door_of_others_is_not_taken_away_in_silence(
    side: Side, zalo: Zalo, caplog: pytest.LogCaptureFixture
) -> None:
    await zalo.listen_at(None)  # nobody has set one: it is asked
    side.door = {"url": "https://else.vn/secret-path"}
    with pytest.raises(AnotherListens):
        await zalo.listen_at(None)
    assert "deleteWebhook" not in [method for method, _ in side.calls]
    assert "webhook is set" in caplog.text
    assert "secret-path" not in caplog.text


async def test_a_door_that_zalo_cannot_reach_is_kept_and_told_of(
    side: Side, zalo: Zalo, caplog: pytest.LogCaptureFixture
) -> None:
    checked = {"ok": False, "outcome": "webhook.http.403", "status_code": 403}
    side.plan("setWebhook", ok({"url": DOOR.url, "verification": checked}))
    await zalo.listen_at(DOOR)
    assert "webhook.http.403" in caplog.text
