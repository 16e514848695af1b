"""Documents that people send: what the bot hears, and how it gets them."""

import httpx
import pytest

from sandbox.app import bot_api_app
from sandbox.chats import NotPossible
from sandbox.serving import serve
from sandbox.street import LARGEST
from tests.sandbox.world import World


async def test_a_bot_hears_of_a_file_and_fetches_it(world: World) -> None:
    world.street.privacy = False
    chat = world.agencies[0]
    sent = world.street.send_file(
        chat, chat.player, "chuong-trinh.docx", b"PK-bytes", caption="tháng 8"
    )

    [update] = [
        one.as_sent()["message"]
        for one in await world.bot.inbox.take()
        if "document" in one.body
    ]
    assert update["document"]["file_name"] == "chuong-trinh.docx"
    assert update["caption"] == "tháng 8"
    assert "text" not in update
    file_id = update["document"]["file_id"]
    async with serve(bot_api_app(world.street)) as url, httpx.AsyncClient() as client:
        asked = f"{url}/bot{world.bot.token}/getFile"
        found = (await client.get(asked, params={"file_id": file_id})).json()["result"]
        path = found["file_path"]
        given = await client.get(f"{url}/file/bot{world.bot.token}/{path}")
        other = await client.get(f"{url}/file/bot1:wrong/{path}")
        missing = await client.get(asked, params={"file_id": "F0"})
    assert given.content == b"PK-bytes"
    assert found["file_size"] == len(b"PK-bytes")
    assert other.status_code == 404
    assert missing.json()["description"] == "Bad Request: invalid file_id"
    assert "[tệp] chuong-trinh.docx" in world.street.transcript(chat)
    assert sent.file is not None


def test_what_telegram_would_not_take_is_not_sent(world: World) -> None:
    chat = world.agencies[0]

    for data, caption in ((b"", ""), (b"x" * (LARGEST + 1), ""), (b"x", "y" * 1025)):
        with pytest.raises(NotPossible):
            world.street.send_file(chat, chat.player, "a", data, caption=caption)
