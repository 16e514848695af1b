"""The messengers of this office, as its settings name them: either alone, or both."""

import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from typing import TypeVar

from bot.channels import Channel, Door
from bot.channels.telegram import Telegram
from bot.channels.telegram_reached import NotReached
from bot.channels.zalo import Zalo
from bot.channels.zalo_errors import ZaloNotReached
from nhacviec.config import Config
from web.webhook import SECRET_HEADER, ZALO_HEADER

log = logging.getLogger("nhacviec")

#: In which header each says the word of its door.
HEADERS: Mapping[str, str] = {"telegram": SECRET_HEADER, "zalo": ZALO_HEADER}

Clock = Callable[[], datetime]
_One = TypeVar("_One", Telegram, Zalo)


@contextlib.asynccontextmanager
async def messengers(settings: Config, clock: Clock) -> AsyncIterator[list[Channel]]:
    """Those that have a token. One that cannot be reached now is tried again and again
    beside the other; alone it is an error.

    Raises TokenRefused, ZaloRefused, NotReached, ZaloNotReached.
    """
    telegram = _telegram(settings, clock) if settings.token else None
    zalo = zalo_of(settings, clock) if settings.zalo.access else None
    both = telegram is not None and zalo is not None
    try:
        missing: list[Exception] = []
        if telegram is not None:
            missing += await _introduced(telegram, _on_telegram, NotReached)
        if zalo is not None:
            missing += await _introduced(zalo, _on_zalo(settings), ZaloNotReached)
        if missing and len(missing) == (2 if both else 1):
            raise missing[0]
        yield [one for one in (telegram, zalo) if one is not None]
    finally:
        for one in (telegram, zalo):
            if one is not None:
                await one.close()


def zalo_of(settings: Config, clock: Clock | None = None) -> Zalo:
    section = settings.zalo
    return Zalo(
        section.access, base_url=section.base_url, proxy=section.proxy, clock=clock
    )


def doors(settings: Config) -> dict[str, Door]:
    """Where each brings its updates; nowhere, and it is asked for them."""
    telegram, zalo = settings.telegram, settings.zalo
    told = {
        "telegram": (telegram.webhook_url, telegram.secret),
        "zalo": (zalo.webhook_url, zalo.secret),
    }
    return {name: Door(url, word) for name, (url, word) in told.items() if url}


def secrets(settings: Config) -> tuple[str, ...]:
    """What no log may hold."""
    of_zalo = settings.zalo.access, settings.zalo.secret
    return (settings.token, settings.telegram.secret, *of_zalo)


def _telegram(settings: Config, clock: Clock) -> Telegram:
    return Telegram(
        settings.token,
        base_url=settings.telegram.base_url,
        proxy=settings.telegram.proxy,
        get_updates_proxy=settings.telegram.get_updates_proxy,
        clock=clock,
    )


async def _introduced(
    one: _One, and_then: Callable[[_One], object], unreached: type[Exception]
) -> list[Exception]:
    """What kept it from being reached."""
    try:
        await one.introduce()
    except unreached as error:
        log.warning("%s: chưa kết nối được (%s); sẽ thử lại", one.name, error)
        return [error]
    and_then(one)
    return []


def _on_telegram(telegram: Telegram) -> None:
    if not telegram.hears_all:
        log.warning(
            "chế độ riêng tư của nhóm đang bật: trong nhóm, trợ lý chỉ nghe "
            "lệnh, nút bấm và tin trả lời"
        )


def _on_zalo(settings: Config) -> Callable[[Zalo], None]:
    def tell(zalo: Zalo) -> None:
        if not settings.zalo.webhook_url:
            log.warning(
                "Zalo: đang hỏi tin (getUpdates); tin gửi lúc dịch vụ dừng hoặc mất "
                "mạng có thể mất, nên đặt zalo.webhook_url khi dùng thật"
            )
        if not zalo.joins_groups:
            log.warning("Zalo: trợ lý này chưa được vào nhóm; chỉ dùng chat riêng")

    return tell
