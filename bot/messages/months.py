"""To the office: how much of a messenger's month is used, and what gives way."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from markupsafe import Markup

from bot.messages.words import lines
from programme.forecast import Forecast
from programme.quota import Spent

#: How a channel is called where people read it.
CHANNELS: Mapping[str, str] = MappingProxyType({"telegram": "Telegram", "zalo": "Zalo"})
_CURES = Markup(
    "Có thể: chuyển bớt nhóm sang kênh khác (/link), bớt bước nhắc trong [rules], "
    "hoặc nâng gói của trợ lý."
)


def reached(spent: Spent, mark: int) -> Markup:
    """At 80 % while there is time; at 95 % and 100 % what happens from now on."""
    quota = spent.quota
    if mark >= 100:
        return lines([used(spent), _NOTHING, _CURES])
    if mark >= quota.urgent:
        return lines([used(spent), _ONLY_URGENT, _CURES])
    sparing = Markup(
        "Từ {sparing}% trợ lý để lại tin nhắc sớm, từ {urgent}% chỉ gửi tin gấp "
        "(trả lời, lịch họp và việc đến hạn hôm nay, ngày mai, thay đổi, hỏa tốc)."
    ).format(sparing=quota.sparing, urgent=quota.urgent)
    return lines([used(spent), sparing, _CURES])


def refused(spent: Spent) -> Markup:
    """The messenger takes no more, whatever we have counted."""
    said = Markup(
        "<b>{channel} báo đã hết số tin của tháng</b> (trợ lý đếm được {used}/{most})."
    ).format(
        channel=called(spent.quota.channel),
        used=_number(spent.used),
        most=_number(spent.quota.most),
    )
    return lines([said, _NOTHING, _CURES])


_ONLY_URGENT = Markup(
    "Từ nay đến hết tháng trợ lý chỉ gửi tin gấp: trả lời, lịch họp và việc đến hạn "
    "hôm nay, ngày mai, thay đổi, hỏa tốc. Tin khác đi qua kênh khác, nếu cơ quan có."
)
_NOTHING = Markup(
    "Tin cho các cơ quan chỉ còn đi qua kênh khác của họ; cơ quan không có kênh khác "
    "thì chờ sang tháng hoặc Văn phòng liên hệ trực tiếp (/board nêu tên)."
)


#: So many agencies are named as the ones to begin with.
_NAMED = 3


def forecast(one: Forecast, *, others: Collection[str] = ()) -> Markup:
    """Whether the month fits; where it does not, the cures, each with what it saves.

    `others`: the channels that agencies may be moved to.
    """
    parts = [Markup("{n} tin nhắc").format(n=_number(one.planned))]
    if one.used:
        parts.insert(0, Markup("đã dùng {n}").format(n=_number(one.used)))
    head = Markup("Tháng {month}, {channel}: ").format(
        month=_month(one.month), channel=called(one.channel)
    )
    if one.quota is None:
        return head + Markup(", ").join(parts) + Markup("; kênh này không giới hạn.")
    parts.append(Markup("khoảng {n} tin trả lời").format(n=_number(one.answers)))
    said = head + Markup(", ").join(parts)
    said += Markup(", trên {most} tin được phép: ").format(most=_number(one.quota.most))
    if one.over:
        over = Markup("thiếu {n} tin. ").format(n=_number(one.over))
        return said + over + _cures(one, others)
    if one.is_close:
        return said + Markup("vừa nhưng sát hạn mức. ") + _cures(one, others)
    return said + Markup("vừa.")


def _cures(one: Forecast, others: Collection[str]) -> Markup:
    cures: list[Markup] = []
    most = [name for name, _ in one.by_agency[:_NAMED]]
    saved = sum(count for _, count in one.by_agency[:_NAMED])
    if most and others:
        cures.append(
            Markup("chuyển {names} sang {channel} (bớt {n} tin)").format(
                names=", ".join(most),
                channel=" hoặc ".join(called(name) for name in sorted(others)),
                n=_number(saved),
            )
        )
    if one.early:
        cures.append(
            Markup("bớt bước nhắc sớm nhất trong rules.steps (bớt {n} tin)").format(
                n=_number(one.early)
            )
        )
    cures.append(Markup("gộp các nhóm chat của cùng cơ quan hoặc nâng gói của trợ lý"))
    return Markup("Có thể: {cures}.").format(cures=Markup("; ").join(cures))


def _number(count: int) -> str:
    """3.000"""
    return f"{count:,}".replace(",", ".")


def _month(month: str) -> str:
    return "/".join(reversed(month.split("-")))


def called(channel: str) -> str:
    return CHANNELS.get(channel, channel)


def used(spent: Spent) -> Markup:
    quota = spent.quota
    said = Markup("<b>{channel}: đã dùng {used}/{most} tin của tháng {month}.</b>")
    return said.format(
        channel=called(quota.channel),
        used=_number(spent.used),
        most=_number(quota.most),
        month=_month(spent.month),
    )
