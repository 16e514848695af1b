"""Links that open a group with the bot and a code in it."""

from collections.abc import Callable

from bot.channels.telegram import Telegram, TokenRefused, group_link
from bot.channels.telegram_reached import NotReached
from nhacviec.commands.shared import say
from nhacviec.config import Config


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
