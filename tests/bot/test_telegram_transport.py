"""The transport below Telegram: whether a letter may have left, and what leaks."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import TimedOut

from bot.channels import LAST_LOOK, GiveUp, Outcome, Sent, TryLater, Unsure, Whose
from bot.channels.telegram import Telegram
from bot.channels.telegram_causes import NotConnectedInTime
from bot.channels.telegram_transport import Patience
from programme.letters import Button
from tests.bot.line import (
    A_LETTER,
    ACCEPTED,
    ME,
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
)


@pytest.mark.parametrize("is_asked", [False, True])
async def test_a_letter_says_what_the_library_itself_would_say(is_asked: bool) -> None:
    button = Button("Đã xong", "v1:r:3")
    letter = replace(
        A_LETTER,
        reply_to="7",
        asks_reply=is_asked,
        buttons=() if is_asked else ((button,),),
    )
    keyboard = InlineKeyboardMarkup.from_button(
        InlineKeyboardButton(button.label, callback_data=button.data)
    )
    async with talking_to(says()) as (telegram, there):
        await telegram.send(letter, "-1001", copy=False)
        await telegram._bot.send_message(
            "-1001",
            letter.text,
            parse_mode="HTML",
            reply_markup=ForceReply(selective=True) if is_asked else keyboard,
            reply_parameters=ReplyParameters(7, allow_sending_without_reply=True),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    ours, theirs = (_said(heard) for heard in there.heard[1:])
    assert ours == theirs


async def test_an_edit_says_what_the_library_itself_would_say() -> None:
    async with talking_to(says()) as (telegram, there):
        await telegram.send(replace(A_LETTER, edits="41"), "-1001", copy=False)
        await telegram._bot.edit_message_text(
            A_LETTER.text,
            "-1001",
            41,
            parse_mode="HTML",
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    ours, theirs = (_said(heard) for heard in there.heard[1:])
    assert ours == theirs


async def test_letters_one_after_another_share_a_connection() -> None:
    async with talking_to(says()) as (telegram, there):
        for _ in range(5):
            assert isinstance(await sent(telegram), Sent)

    assert there.connections == 1


@pytest.mark.parametrize(
    "deed",
    [
        hangs_up,
        says_nothing,
        says(cut=0),
        says(cut=30),
        says(cut=200),
        says(code=500, body={"ok": False, "description": "Internal Server Error"}),
        says(code=502, body=b"<html>Bad Gateway</html>"),
        says(code=302, body=b"", head="Location: /elsewhere\r\n"),
        says(b"<html>welcome</html>"),
        says(b"[]"),
        says(b"\xff\xfe" * 40),
        says(b"[" * 100_000),
        says({"ok": False, "description": "why not"}),
        says({"ok": True, "result": True}),
        raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
        raw(b"HTTP/1.1 200 Said\r\nContent-Length: many\r\n\r\n"),
        raw(b"HTTP/1.1 200 Said\r\nX: " + b"x" * 100_000 + b"\r\n\r\n"),
        raw(b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        raw(b"HTTP/1.1 200 Said\r\nContent-Length: 99999999999\r\n\r\n"),
    ],
)
async def test_what_may_have_arrived_is_not_sent_again_on_a_guess(
    deed: Deed,
) -> None:
    async with talking_to(deed) as (telegram, there):
        outcome = await asyncio.wait_for(sent(telegram), 30)

    assert isinstance(outcome, Unsure)
    assert len(there.heard) == 2  # nothing was asked twice


async def test_nothing_has_left_where_nobody_listens() -> None:
    async with line(says(ME, head="Connection: close\r\n")) as there:
        telegram = Telegram(TOKEN, base_url=there.url)
        await telegram.introduce()
    outcome = await sent(telegram)
    await telegram.close()

    assert outcome == TryLater("NotConnected", timedelta(0), whose=Whose.CHANNEL)


async def test_nothing_has_left_once_we_have_closed() -> None:
    async with talking_to(says()) as (telegram, _):
        pass

    assert isinstance(await sent(telegram), TryLater)


async def test_nothing_leaves_any_more_once_we_may_not_send() -> None:
    """Looked at when the bytes leave: who was frozen wakes up with its call half
    made."""
    async with talking_to(says()) as (telegram, there):
        may = LAST_LOOK.set(lambda: False)
        outcomes = [await sent(telegram) for _ in range(3)]
        LAST_LOOK.reset(may)
        afterwards = await sent(telegram)

    not_allowed = TryLater("NotAllowed", timedelta(0), whose=Whose.US)
    assert outcomes == [not_allowed] * 3
    assert isinstance(afterwards, Sent)
    assert len(there.heard) == 2


async def test_nothing_has_left_while_every_connection_is_taken() -> None:
    async with (
        line(says_nothing) as there,
        a_transport(patience=Patience(pool=0.1, connect=0.1, read=5.0)) as transport,
    ):
        first = asyncio.create_task(transport.post(there.url))
        await asyncio.sleep(0.05)  # it has its connection
        with pytest.raises(TimedOut) as second:
            await transport.post(there.url)
        first.cancel()

    assert isinstance(second.value.__cause__, NotConnectedInTime)
    assert len(there.heard) == 1


async def test_an_answer_given_twice_is_not_taken_for_the_next_letters() -> None:
    other = {**ACCEPTED, "result": {**ACCEPTED["result"], "message_id": 42}}  # type: ignore[dict-item]  # a dict

    async def twice(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(ACCEPTED))
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(answer(ACCEPTED))
        await writer.drain()

    async with talking_to(twice, says(other)) as (telegram, _):
        first = await sent(telegram)
        await asyncio.sleep(0.1)
        second = await sent(telegram)

    assert (first, second) == (Sent("41"), Sent("42"))


async def test_a_call_given_up_leaves_its_answer_to_nobody() -> None:
    other = {**ACCEPTED, "result": {**ACCEPTED["result"], "message_id": 42}}  # type: ignore[dict-item]  # a dict

    async def late(_: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(answer(ACCEPTED))

    async with talking_to(late, says(other)) as (telegram, _):
        first = await sent(telegram)
        second = await sent(telegram)

    assert first == Unsure("NoAnswerInTime")
    assert second == Sent("42")


async def test_a_connection_that_was_closed_at_rest_costs_nothing() -> None:
    async def and_leaves(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(ACCEPTED))
        await writer.drain()
        writer.close()

    async with talking_to(and_leaves) as (telegram, there):
        for _ in range(3):
            assert isinstance(await sent(telegram), Sent)
            await asyncio.sleep(0.02)

    assert there.connections == 3


@pytest.mark.parametrize(
    ("code", "said", "is_right"),
    [
        (429, {"parameters": {"retry_after": 7}}, lambda o: o.whose is Whose.PACE),
        (400, {"parameters": {"migrate_to_chat_id": -1009}}, lambda o: o.moved_to),
        (400, {"description": "Bad Request: chat not found"}, lambda o: o.gone),
        (403, {"description": "Forbidden: bot was kicked"}, lambda o: o.gone),
        (401, {"description": "Unauthorized"}, lambda o: o.whose is Whose.BOT),
    ],
)
async def test_what_telegram_says_is_understood_as_before(
    code: int, said: dict[str, object], is_right: Callable[[Outcome], bool]
) -> None:
    async with talking_to(says({"ok": False, **said}, code=code)) as (telegram, _):
        outcome = await sent(telegram)

    assert isinstance(outcome, TryLater | GiveUp)
    assert is_right(outcome)


def _said(request: bytes) -> tuple[bytes, dict[str, object]]:
    """The address, and the parameters, whichever way they are written as JSON."""
    head, _, body = request.partition(b"\r\n\r\n")
    told = json.loads(body)
    for name, value in told.items():
        with contextlib.suppress(TypeError, ValueError):
            told[name] = json.loads(value)
    return head.split()[1], told
