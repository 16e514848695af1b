"""What the doctor reads of each channel in the cupboard: when it last heard something
there, and when it last got something through."""

from collections.abc import AsyncIterator
from datetime import datetime, tzinfo

from bot.messages.months import CHANNELS, called
from nhacviec.commands.doctor_telegram import Finding
from nhacviec.commands.shared import moment_of
from nhacviec.config import Config
from programme.chats import ChatState
from storage import Store


async def on_channels(store: Store, settings: Config) -> AsyncIterator[Finding]:
    """Of those that have a token or a linked chat. Silence alone is no fault: nobody
    may have had anything to say."""
    zone = moment_of(settings).tzinfo
    async with store.read() as unit:
        used = {
            chat.channel
            for chat in await unit.chats.all()
            if chat.state is ChatState.LINKED
        }
        used |= _with_a_token(settings)
        for name in (name for name in CHANNELS if name in used):
            heard = await unit.auditing.last_heard(name)
            sent = await unit.auditing.last_sent(name)
            good = True if heard or sent else None
            came = _last("nhận", "nhận tin", heard, zone)
            went = _last("gửi", "gửi được tin", sent, zone)
            yield good, f"{called(name)}: {came}; {went}"


def _with_a_token(settings: Config) -> set[str]:
    tokens = {"telegram": settings.token, "zalo": settings.zalo.access}
    return {name for name, token in tokens.items() if token}


def _last(verb: str, what: str, at: datetime | None, zone: tzinfo | None) -> str:
    if at is None:
        return f"chưa {verb} được tin nào"
    return f"{what} lần cuối {at.astimezone(zone):%H:%M %d/%m/%Y}"
