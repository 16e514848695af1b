"""Zalo's channel against a real HTTP server: what goes out, what comes of it, and what
comes in."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.channels import (
    LAST_LOOK,
    Caller,
    Channel,
    GiveUp,
    NotFetched,
    Numberer,
    Prober,
    Sent,
    Timekeeper,
    TryLater,
    Unsure,
    Whose,
)
from bot.channels.zalo import Zalo
from bot.channels.zalo_errors import ZaloNotReached, ZaloRefused
from programme.letters import Letter, Priority
from programme.reminders import Kind
from programme.speech import utf16_length
from tests.bot.makers import at
from tests.bot.zalo_side import TOKEN, Side, html, no, ok, reset, zalo_side


@pytest.fixture
async def side() -> AsyncIterator[Side]:
    async with zalo_side() as one:
        yield one


@pytest.fixture
async def zalo(side: Side) -> AsyncIterator[Zalo]:
    channel = Zalo(TOKEN, base_url=side.url, read_timeout=0.3)
    yield channel
    await channel.close()


def a_letter(text: str = "Xin chào", **more: Any) -> Letter:
    return Letter(
        **{"key": "k", "kind": Kind.DIGEST, "at": at(7), "text": text, **more}
    )


async def test_it_is_a_channel_that_brings_and_is_never_probed(zalo: Zalo) -> None:
    channel: Channel = zalo
    assert isinstance(channel, Caller)
    assert isinstance(channel, Numberer)
    assert isinstance(channel, Timekeeper)
    assert not isinstance(channel, Prober)


async def test_a_letter_goes_out_as_plain_text(side: Side, zalo: Zalo) -> None:
    text = (
        "<b>Hạn &lt; 5</b> &amp; nữa\n"
        '<i>xem <a href="https://a.vn/?x=1&amp;y=2">đây</a>, '
        '<a href="https://b.vn">https://b.vn</a></i>'
    )
    assert await zalo.send(a_letter(text), "c1", copy=False) == Sent("z1")

    assert side.said() == [
        {
            "chat_id": "c1",
            "text": "Hạn < 5 & nữa\nxem đây (https://a.vn/?x=1&y=2), https://b.vn",
        }
    ]


async def test_a_copy_says_that_it_is_one(side: Side, zalo: Zalo) -> None:
    await zalo.send(a_letter("<b>A</b>"), "c1", copy=True)
    assert side.said()[0]["text"] == "(gửi lại) A"


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (no(401), TryLater("token refused", timedelta(0), whose=Whose.BOT)),
        (no(403, "Internal server error"), TryLater("code 403", timedelta(minutes=1))),
        (no(500), Unsure("code 500")),
        ({**no(0), "error_code": "502"}, Unsure("code 502")),
        (no(429), TryLater("quota", timedelta(hours=1), whose=Whose.QUOTA)),
        (no(400, "text is too long"), GiveUp("text is too long")),
        (no(400, "Chat not found"), GiveUp("Chat not found", gone=True)),
        (no(400, "invalid chat_id"), GiveUp("invalid chat_id", gone=True)),
        (
            no(400, "the bot cannot send messages to this chat"),
            GiveUp("the bot cannot send messages to this chat", gone=True),
        ),
        (no(404, "Not found"), GiveUp("Not found")),
        (no(408), Unsure("code 408")),
        ({"ok": False}, GiveUp("code 200")),
        (ok({}), Unsure("no message_id")),
        (ok(None), Unsure("no message_id")),
        ([1, 2], Unsure("HTTP 200")),
        ({"result": 3}, Unsure("HTTP 200")),
        (html(200), Unsure("HTTP 200")),
        (html(502), Unsure("HTTP 502")),
        (html(504), Unsure("HTTP 504")),
        (html(403), TryLater("HTTP 403", timedelta(0), whose=Whose.CHANNEL)),
        (
            web.json_response(no(429), headers={"Retry-After": "7"}),
            TryLater("429", timedelta(seconds=7), whose=Whose.PACE),
        ),
        (
            web.json_response(no(429), headers={"Retry-After": "999999"}),
            TryLater("429", timedelta(minutes=5), whose=Whose.PACE),
        ),
        (
            web.json_response(no(401), status=401),
            TryLater("token refused", timedelta(0), whose=Whose.BOT),
        ),
        (None, Unsure("NoAnswerInTime")),
        (reset, Unsure("AnswerCutOff")),
    ],
    ids=str,
)
async def test_what_each_answer_means_for_a_letter(
    side: Side, zalo: Zalo, answer: Any, wanted: object
) -> None:
    side.plan("sendMessage", answer)
    assert await zalo.send(a_letter(), "c1", copy=False) == wanted
    assert len(side.said()) == 1


async def test_what_was_asked_for_is_tried_sooner_when_the_month_is_used_up(
    side: Side, zalo: Zalo
) -> None:
    side.plan("sendMessage", no(429))
    outcome = await zalo.send(a_letter(priority=Priority.ANSWER), "c1", copy=False)
    assert outcome == TryLater("quota", timedelta(minutes=5), whose=Whose.QUOTA)


async def test_without_a_connection_nothing_was_sent(unused_tcp_port: int) -> None:
    channel = Zalo(TOKEN, base_url=f"http://127.0.0.1:{unused_tcp_port}")
    outcome = await channel.send(a_letter(), "c1", copy=False)
    await channel.close()
    assert outcome == TryLater("NotConnected", timedelta(0), whose=Whose.CHANNEL)


async def test_who_may_not_call_any_more_sends_nothing(side: Side, zalo: Zalo) -> None:
    mark = LAST_LOOK.set(lambda: False)
    try:
        outcome = await zalo.send(a_letter(), "c1", copy=False)
    finally:
        LAST_LOOK.reset(mark)
    assert outcome == TryLater("NotAllowed", timedelta(0), whose=Whose.US)
    assert side.calls == []


LONG = "\n\n".join(
    f"Đoạn {n}. " + "\n".join(f"Dòng {m} của đoạn {n} 🏛️ rất dài." for m in range(25))
    for n in range(5)
)


async def test_a_long_letter_goes_out_in_numbered_parts(side: Side, zalo: Zalo) -> None:
    assert isinstance(await zalo.send(a_letter(LONG), "c1", copy=False), Sent)

    texts = [what["text"] for what in side.said()]
    assert len(texts) > 1
    assert all(utf16_length(text) <= 1900 for text in texts)
    assert [text.split("\n")[0] for text in texts] == [
        f"({n}/{len(texts)})" for n in range(1, len(texts) + 1)
    ]
    bare = "\n".join(text.split("\n", 1)[1] for text in texts)
    assert bare.split() == LONG.split()


@pytest.mark.parametrize("answer", [no(500), no(429), no(401), None, reset])
async def test_a_letter_that_stops_half_way_is_unknown(
    side: Side, zalo: Zalo, answer: Any
) -> None:
    side.plan("sendMessage", ok({"message_id": "z1"}), answer)
    assert isinstance(await zalo.send(a_letter(LONG), "c1", copy=False), Unsure)
    assert len(side.said()) == 2


async def test_the_token_is_in_no_log_and_no_error(
    side: Side, zalo: Zalo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    side.plan("getMe", reset, html(502), no(500))
    for _ in range(3):
        with pytest.raises(ZaloNotReached) as caught:
            await zalo.introduce()
        assert TOKEN not in repr(caught.getrepr())
    side.plan("sendMessage", reset)
    assert TOKEN not in repr(await zalo.send(a_letter(), "c1", copy=False))
    assert TOKEN not in caplog.text


async def test_it_knows_itself_and_whether_groups_may_have_it(
    side: Side, zalo: Zalo
) -> None:
    await zalo.introduce()
    assert zalo.our_name == "Bot Văn phòng"
    assert not zalo.joins_groups

    side.plan("getMe", ok({"id": "1", "account_name": "b", "can_join_groups": True}))
    await zalo.introduce()
    assert (zalo.our_name, zalo.joins_groups) == ("b", True)


async def test_a_token_that_is_refused_is_told_apart(side: Side, zalo: Zalo) -> None:
    side.plan("getMe", no(401, "Unauthorized"), web.json_response(no(401), status=401))
    for _ in range(2):
        with pytest.raises(ZaloRefused):
            await zalo.introduce()


async def test_typing_is_shown_and_in_vain_is_no_fault(side: Side, zalo: Zalo) -> None:
    assert await zalo.show_typing("c1")
    side.plan("sendChatAction", reset)
    assert not await zalo.show_typing("c1")
    assert side.said("sendChatAction")[0] == {"chat_id": "c1", "action": "typing"}


async def test_it_has_no_links_no_files_and_no_buttons(zalo: Zalo) -> None:
    assert zalo.deep_link("token") is None
    await zalo.answer_press("p", "x")
    with pytest.raises(NotFetched):
        await zalo.fetch("f")
