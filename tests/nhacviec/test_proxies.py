"""Which call leaves by which proxy, as an office writes it into its settings."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from telegram.error import NetworkError

from bot.channels import Sent
from bot.channels.telegram import Telegram
from bot.channels.telegram_reached import NotReached
from nhacviec.config import load
from nhacviec.messengers import messengers
from nhacviec.telegram_settings import TOKEN_VARIABLE
from nhacviec.zalo_settings import ZALO_TOKEN_VARIABLE
from programme.letters import Letter
from programme.rules import OFFICE_ZONE
from sandbox.app import bot_api_app, zalo_app
from sandbox.serving import serve
from sandbox.street import Street
from tests.bot.makers import at
from tests.nhacviec.proxies import Proxy, proxy
from tests.nhacviec.settings import written

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OFFICE_ZONE)
NO_WAIT = timedelta(0)
A_LETTER = Letter(key="k", kind=None, at=at(10), text="Kính gửi")


@dataclass(kw_only=True)
class Messengers:
    """A Telegram and a Zalo on loopback, and somebody in a chat of each."""

    street: Street
    telegram: str
    zalo: str
    chats: dict[str, str]


@pytest.fixture
async def there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Messengers]:
    del folder
    street = Street(now=lambda: NOW)
    bot, zalo = street.bot("NhacViecBot", "Nhắc Việc"), street.zalo.bot("Bot Nhắc Việc")
    clerk = street.person("Nguyễn Thị Lan")
    group = street.group("Sở Nội vụ", clerk, bots=[bot])
    private = street.zalo.private(clerk, zalo, title="Lan", met=True)
    monkeypatch.setenv(TOKEN_VARIABLE, bot.token)
    monkeypatch.setenv(ZALO_TOKEN_VARIABLE, zalo.token)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with serve(bot_api_app(street)) as url, serve(zalo_app(street)) as other:
        yield Messengers(
            street=street,
            telegram=url,
            zalo=other,
            chats={"telegram": str(group.id), "zalo": private.address},
        )


async def called(path: Path, there: Messengers) -> None:
    """Each is made of these settings, introduced, asked for updates, and says
    something."""
    async with messengers(load(path), lambda: NOW) as channels:
        assert {channel.name for channel in channels} == {"telegram", "zalo"}
        for channel in channels:
            await channel.updates(None, NO_WAIT)
            said = await channel.send(A_LETTER, there.chats[channel.name], copy=False)
            assert isinstance(said, Sent)


async def test_asking_for_updates_leaves_by_its_own_proxy_and_all_else_by_the_other(
    folder: Path, there: Messengers
) -> None:
    async with proxy() as usual, proxy() as listening, proxy() as of_zalo:
        path = written(
            folder,
            f"""[telegram]
            base_url = "{there.telegram}"
            proxy = "{usual.url}"
            get_updates_proxy = "{listening.url}"
            [zalo]
            base_url = "{there.zalo}"
            proxy = "{of_zalo.url}"
            """,
        )
        await called(path, there)

    assert {one.split()[1] for one in listening.passed} == {"getUpdates"}
    assert _methods(usual) >= {"getMe", "sendMessage"}
    assert "getUpdates" not in _methods(usual)
    assert _methods(of_zalo) >= {"getMe", "getUpdates", "sendMessage"}


async def test_without_its_own_asking_for_updates_leaves_by_the_one_there_is(
    folder: Path, there: Messengers
) -> None:
    async with proxy() as usual:
        path = written(
            folder,
            f"""[telegram]
            base_url = "{there.telegram}"
            proxy = "{usual.url}"
            [zalo]
            base_url = "{there.zalo}"
            """,
        )
        await called(path, there)

    assert _methods(usual) >= {"getMe", "getUpdates", "sendMessage"}
    assert len(there.street.zalo.ledger.sends()) == 1  # and Zalo straight, by none


async def test_only_asking_for_updates_may_need_one(
    folder: Path, there: Messengers
) -> None:
    async with proxy() as listening:
        path = written(
            folder,
            f"""[telegram]
            base_url = "{there.telegram}"
            get_updates_proxy = "{listening.url}"
            [zalo]
            base_url = "{there.zalo}"
            """,
        )
        await called(path, there)

    assert _methods(listening) == {"getUpdates"}


async def test_over_https_each_proxy_is_told_the_host_alone() -> None:
    """No token, no method: they go through the tunnel, if it is dug."""
    async with proxy() as usual, proxy() as listening:
        telegram = Telegram(
            "1:a-token",
            base_url="https://127.0.0.1:9",
            proxy=usual.url,
            get_updates_proxy=listening.url,
        )
        with pytest.raises(NotReached):
            await telegram.introduce()
        with pytest.raises(NetworkError):
            await telegram.updates(None, NO_WAIT)
        await telegram.close()

    assert set(usual.passed) == set(listening.passed) == {"CONNECT 127.0.0.1:9"}


def _methods(one: Proxy) -> set[str]:
    return {said.split()[1] for said in one.passed}
