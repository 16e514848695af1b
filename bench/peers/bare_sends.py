"""The same sends in a bare loop: python-telegram-bot over our transport or its own.

python bench/peers/bare_sends.py ADDRESS COUNT ours|default|channel

`channel` is what the post itself calls for each letter, without the post.
"""

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from gauge import BUTTONS, TEXT, gauged, in_a_bare_loop
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import BaseRequest, HTTPXRequest

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.channels import Sent
from bot.channels.telegram import Telegram
from bot.channels.telegram_transport import Transport
from programme.letters import Button, Letter
from programme.reminders import OFFICE, Kind
from programme.rules import OFFICE_ZONE

MARKUP = InlineKeyboardMarkup(
    [[InlineKeyboardButton(label, callback_data=code) for label, code in BUTTONS]]
)


def transport(kind: str) -> BaseRequest:
    return Transport(at_once=40) if kind == "ours" else HTTPXRequest()


async def through_the_channel(address: str, count: int) -> None:
    telegram = Telegram("1:x", base_url=address)
    row = tuple(Button(label, code) for label, code in BUTTONS)
    at = datetime(2020, 7, 14, 8, tzinfo=OFFICE_ZONE)
    letter = Letter(
        key="bench", kind=Kind.DIGEST, at=at, to=OFFICE, text=TEXT, buttons=(row,)
    )

    async def send(number: int) -> None:
        went = await telegram.send(letter, str(-1001000000000 - number), copy=False)
        assert isinstance(went, Sent)

    await telegram.introduce()
    await in_a_bare_loop(send, 100)
    async with gauged() as gauge:
        await in_a_bare_loop(send, count)
    await telegram.close()
    gauge.say(count)


async def through_the_library(address: str, count: int, kind: str) -> None:
    bot = Bot("1:x", base_url=f"{address}/bot", request=transport(kind))

    async def send(number: int) -> None:
        await bot.send_message(
            -1001000000000 - number, TEXT, parse_mode="HTML", reply_markup=MARKUP
        )

    async with bot:
        await in_a_bare_loop(send, 100)
        async with gauged() as gauge:
            await in_a_bare_loop(send, count)
    gauge.say(count)


if __name__ == "__main__":
    whither, many, how = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    if how == "channel":
        asyncio.run(through_the_channel(whither, many))
    else:
        asyncio.run(through_the_library(whither, many, how))
