"""A Bot API on loopback that takes everything, in a process of its own.

    python bench/peers/bot_api.py      # says its address, then serves until it is ended

It answers as long as Telegram does, and does nothing else: what is timed is the client.
"""

import asyncio
import itertools
import json

from aiohttp import web

USER = {
    "id": 1,
    "is_bot": True,
    "first_name": "Nhắc Việc",
    "username": "nhacviec_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_inline_queries": False,
}
KEYBOARD = [[{"text": f"Nút {n}", "callback_data": f"v1:r:{n}"} for n in range(3)]]
MESSAGE = {
    "from": USER,
    "chat": {"id": -1001000000001, "type": "supergroup", "title": "Sở Nội vụ"},
    "date": 1594600000,
    "text": "Sắp đến hạn (thứ Ba, 14/7/2020) " * 12,
    "entities": [{"type": "bold", "offset": 0, "length": 11}],
    "reply_markup": {"inline_keyboard": KEYBOARD},
}
POLL = 20.0


class BotApi:
    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        before, after = json.dumps({"ok": True, "result": {"message_id": 0} | MESSAGE})[
            :
        ].split("0", 1)
        self._before, self._after = before.encode(), after.encode()

    async def answer(self, request: web.BaseRequest) -> web.Response:
        await request.read()
        method = request.path.rpartition("/")[2]
        if method == "sendMessage":
            number = str(next(self._numbers)).encode()
            return _said(self._before + number + self._after)
        if method == "getUpdates":
            await asyncio.sleep(POLL)
            return _said(b'{"ok": true, "result": []}')
        found = USER if method == "getMe" else True
        return _said(json.dumps({"ok": True, "result": found}).encode())


def _said(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json")


async def serve() -> None:
    runner = web.ServerRunner(web.Server(BotApi().answer, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    _, port = runner.addresses[0][:2]
    print(f"http://127.0.0.1:{port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
