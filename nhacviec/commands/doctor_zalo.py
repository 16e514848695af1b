"""What the doctor asks Zalo: the token, groups, how updates come, and what that loses.

An address that is not ours is told of without its path: it may hold somebody's secret.
"""

from collections.abc import AsyncIterator

from bot.channels.zalo import Zalo
from bot.channels.zalo_errors import ZaloNotReached, ZaloRefused
from nhacviec.commands.doctor_telegram import Finding, without_path
from nhacviec.config import Config
from nhacviec.messengers import zalo_of

#: Polling acknowledges nothing: Zalo forgets what nobody fetches.
_LOSSY = (
    "Nhận tin Zalo: hỏi tin, tin gửi lúc dịch vụ dừng hoặc mất mạng có thể mất; khi "
    "dùng thật nên đặt zalo.webhook_url (địa chỉ https của đơn vị)"
)
_CREATOR = "lấy lại mã trong Zalo Bot Creator"


async def on_zalo(settings: Config) -> AsyncIterator[Finding]:
    if not settings.zalo.access:
        return
    zalo = zalo_of(settings)
    try:
        await zalo.introduce()
        yield True, f"Zalo: {zalo.our_name}, {_groups(zalo)}"
        yield _on_door(await zalo.known_door(), settings.zalo.webhook_url)
    except ZaloRefused:
        yield False, f"Zalo: mã bị từ chối hoặc đã được cấp lại; {_CREATOR}"
    except ZaloNotReached as error:
        yield False, f"Zalo: không kết nối được ({error.kind})"
    finally:
        await zalo.close()


def _groups(zalo: Zalo) -> str:
    if zalo.joins_groups:
        return "được vào nhóm (trong nhóm chỉ nghe tin có @ hoặc trả lời trợ lý)"
    return "chưa được vào nhóm, chỉ dùng chat riêng"


def _on_door(known: str | None, wanted: str | None) -> Finding:
    if wanted is None and known is None:
        return None, _LOSSY
    if wanted is None:
        return False, (
            f"Nhận tin Zalo: Zalo đang đưa tin tới {without_path(known or '')}, hỏi "
            "tin sẽ không nhận được gì; đặt zalo.webhook_url, hoặc gỡ webhook ấy trong "
            f"Zalo Bot Creator; nếu không phải của đơn vị thì mã đã lộ: {_CREATOR}"
        )
    if known is None:
        return None, f"Nhận tin Zalo: Zalo chưa biết {wanted}; nhacviec run sẽ báo"
    if known != wanted:
        return False, (
            f"Nhận tin Zalo: Zalo đang đưa tin tới {without_path(known)}; chạy lại "
            f"nhacviec run; nếu không phải của đơn vị thì mã đã lộ: {_CREATOR}"
        )
    return True, f"Nhận tin Zalo: Zalo đưa tới {wanted}"
