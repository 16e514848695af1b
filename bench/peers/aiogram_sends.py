"""The same sends in a bare loop of aiogram.

.venv/peers/bin/python bench/peers/aiogram_sends.py ADDRESS COUNT
"""

import asyncio
import sys

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from gauge import BUTTONS, TEXT, gauged, in_a_bare_loop

MARKUP = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text=label, callback_data=code)
            for label, code in BUTTONS
        ]
    ]
)


async def main(address: str, count: int) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))

    async with Bot("123456:x", session=session) as bot:

        async def send(number: int) -> None:
            await bot.send_message(
                -1001000000000 - number, TEXT, parse_mode="HTML", reply_markup=MARKUP
            )

        await in_a_bare_loop(send, 100)
        async with gauged() as gauge:
            await in_a_bare_loop(send, count)
    gauge.say(count)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
