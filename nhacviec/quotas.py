"""What each of the office's bots may say in a month, from its settings."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.offering import messages_of
from nhacviec.config import Config
from nhacviec.month_settings import MonthSection
from nhacviec.zalo_settings import ZaloSection
from programme.quota import Quota


def quotas_of(settings: Config) -> Mapping[str, Quota]:
    zone = ZoneInfo(settings.office.time_zone)
    return quotas_in(settings.zalo, settings.month, settings.zalo.access, zone)


def quotas_in(
    zalo: ZaloSection, month: MonthSection, token: str, zone: ZoneInfo
) -> Mapping[str, Quota]:
    """By channel; one without a limit is not in it.

    What stands before the colon of a token names the bot, and is no secret: another
    bot has a month of its own.
    """
    if not zalo.monthly_quota:
        return {}
    quota = Quota(
        channel="zalo",
        bot=token.partition(":")[0] if ":" in token else "",
        most=zalo.monthly_quota,
        zone=zone,
        cost=messages_of,
        **month.model_dump(),
    )
    return {quota.channel: quota}
