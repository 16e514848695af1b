"""What each of the office's bots may say in a month, from its settings."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.offering import messages_of
from nhacviec.config import Config
from programme.quota import Quota


def quotas_of(settings: Config) -> Mapping[str, Quota]:
    """By channel; one without a limit is not in it.

    What stands before the colon of a token names the bot, and is no secret: another
    bot has a month of its own.
    """
    zalo = settings.zalo
    if not zalo.monthly_quota:
        return {}
    quota = Quota(
        channel="zalo",
        bot=zalo.access.partition(":")[0] if ":" in zalo.access else "",
        most=zalo.monthly_quota,
        zone=ZoneInfo(settings.office.time_zone),
        cost=messages_of,
        **settings.month.model_dump(),
    )
    return {quota.channel: quota}
