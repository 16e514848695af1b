"""How a code is used: a link that holds it, or the words to type."""

from collections.abc import Callable

from bot.channels.telegram import Telegram, TokenRefused, group_link
from bot.channels.telegram_reached import NotReached
from bot.channels.zalo_errors import ZaloNotReached, ZaloRefused
from nhacviec.commands.shared import say
from nhacviec.config import Config
from nhacviec.messengers import zalo_of


async def deep_links(config: Config) -> Callable[[str], str | None]:
    """How a code becomes a link, if Telegram tells us now what the bot is called."""
    if not config.token:
        return lambda _: None
    telegram = Telegram(
        config.token, base_url=config.telegram.base_url, proxy=config.telegram.proxy
    )
    try:
        await telegram.introduce()
        name = telegram.username
    except TokenRefused:
        say("Telegram từ chối mã của trợ lý; chỉ có mã liên kết.")
        return lambda _: None
    except NotReached as error:
        say(f"Chưa hỏi được Telegram tên trợ lý ({error.kind}); chỉ có mã.")
        return lambda _: None
    finally:
        await telegram.close()
    return lambda token: group_link(name, token)


async def ways(config: Config) -> list[str]:
    """What to tell whoever is given a code, a line a messenger."""
    found = []
    if config.token or not config.zalo.access:
        found.append("Thêm trợ lý vào nhóm, rồi gửi trong nhóm: /start MÃ")
    if config.zalo.access:
        found += await _on_zalo(config)
    return found


async def _on_zalo(config: Config) -> list[str]:
    """There a link carries nothing: the code is typed."""
    zalo = zalo_of(config)
    try:
        await zalo.introduce()
    except ZaloRefused:
        say("Zalo từ chối mã của trợ lý; kiểm tra lại trong Zalo Bot Creator.")
    except ZaloNotReached as error:
        say(f"Chưa hỏi được Zalo tên trợ lý ({error.kind}).")
    finally:
        await zalo.close()
    name = zalo.our_name or "trợ lý"
    found = [f"Zalo: mở chat riêng với {name}, nhắn đúng mã (hoặc /start MÃ)."]
    if zalo.joins_groups:
        found.append(f"Nhóm Zalo: thêm {name} vào nhóm, rồi gửi: @{name} MÃ")
    return found
