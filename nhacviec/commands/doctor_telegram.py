"""What the doctor asks Telegram: whether the token is right, and how updates come.

An address that is not ours is told of without its path: it may hold somebody's secret.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.channels.telegram import Telegram, TokenRefused
from bot.channels.telegram_door import KnownDoor
from bot.channels.telegram_reached import NotReached
from nhacviec.commands.shared import moment_of
from nhacviec.config import Config
from nhacviec.telegram_settings import TOKEN_VARIABLE

#: Whether it is good; None: it works, and there is something to settle in time.
Finding = tuple[bool | None, str]

#: A failure of longer ago, with nothing waiting any more, is over.
_RECENT = timedelta(hours=1)
_MANY = 100
#: What Telegram says of a door it could not bring something to, and its cure. The
#: first that is found in its words, in lower case.
_CURES = (
    ("401", "mật khẩu cửa không khớp; khởi động lại nhacviec run"),
    ("403", "máy chủ phía trước chặn Telegram; cho phép địa chỉ này đi qua"),
    ("404", "đường dẫn không dẫn tới dịch vụ; kiểm tra máy chủ phía trước"),
    ("413", "máy chủ phía trước từ chối tin lớn; nới giới hạn lên 1 MB"),
    ("wrong response", "dịch vụ chưa chạy hay đang lỗi; kiểm tra nhacviec run"),
    ("certificate", "chứng thư không được tin; kiểm tra chứng thư của tên miền"),
    ("ssl", "chứng thư không được tin; kiểm tra chứng thư của tên miền"),
    ("resolve", "tên miền không tra được; kiểm tra DNS"),
    ("ip address", "tên miền trỏ về địa chỉ nội bộ; kiểm tra DNS"),
    ("refused", "không ai nghe ở cổng đó; kiểm tra nhacviec run và tường lửa"),
    ("timed out", "Telegram không vào tới; kiểm tra tường lửa và nhacviec run"),
)
_NOT_OURS = "nếu không phải của đơn vị thì mã đã lộ: /revoke ở BotFather"


async def on_telegram(settings: Config) -> AsyncIterator[Finding]:
    if not settings.token:
        if not settings.zalo.access:  # either alone is enough
            yield False, f"Telegram: chưa có mã; đặt biến {TOKEN_VARIABLE}"
        return
    telegram = Telegram(
        settings.token,
        base_url=settings.telegram.base_url,
        proxy=settings.telegram.proxy,
        get_updates_proxy=settings.telegram.get_updates_proxy,
    )
    try:
        await telegram.introduce()
        yield True, _hearing(telegram)
        door = await telegram.known_door()
        for finding in on_door(door, settings):
            yield finding
    except TokenRefused:
        yield False, "Telegram: mã bị từ chối; lấy lại mã từ BotFather"
    except NotReached as error:
        yield False, f"Telegram: không kết nối được ({error.kind})"
    finally:
        await telegram.close()


def _hearing(telegram: Telegram) -> str:
    if telegram.hears_all:
        return f"Telegram: @{telegram.username}, nghe mọi tin trong nhóm"
    return (
        f"Telegram: @{telegram.username}; chế độ riêng tư đang bật: trong nhóm chỉ "
        "nghe lệnh, nút và tin trả lời tin của trợ lý; tin nhắn thường, tệp thả vào "
        "nhóm thì không. Như vậy vẫn dùng được. Muốn nghe mọi tin: đặt trợ lý làm quản "
        "trị viên của nhóm; hoặc BotFather, /setprivacy, Disable, rồi đưa trợ lý ra "
        "và thêm lại vào từng nhóm (Văn phòng bấm xác nhận lại)"
    )


def on_door(door: KnownDoor, settings: Config) -> Iterator[Finding]:
    wanted = settings.telegram.webhook_url
    waiting = f"{door.waits} tin đang chờ"
    if wanted is None:
        yield _asked_for(door, waiting)
    elif door.url is None:
        said = f"Nhận tin: Telegram chưa biết {wanted}; nhacviec run sẽ báo"
        yield None, f"{said} ({waiting})"
    elif door.url != wanted:
        said = f"Nhận tin: Telegram đang đưa tin tới {without_path(door.url)}"
        yield False, f"{said}; chạy lại nhacviec run; {_NOT_OURS}"
    else:
        yield from _brought(door, wanted, waiting, moment_of(settings))


def _asked_for(door: KnownDoor, waiting: str) -> Finding:
    if door.url is None:
        return True, f"Nhận tin: hỏi Telegram, {waiting}"
    return False, (
        f"Nhận tin: Telegram đang đưa tin tới {without_path(door.url)}, hỏi tin sẽ bị "
        f"từ chối (409); chạy nhacviec run để gỡ; {_NOT_OURS}"
    )


def _brought(
    door: KnownDoor, wanted: str, waiting: str, now: datetime
) -> Iterator[Finding]:
    failed = door.failed_at
    if failed is not None and (door.waits or now - failed < _RECENT):
        when = f"{failed.astimezone(now.tzinfo):%H:%M %d/%m}"
        why = door.why or "không rõ"
        said = f"Nhận tin: {wanted}, {waiting}; lúc {when} Telegram báo “{why}”"
        yield False, f"{said}: {_cure(why)}"
    elif door.waits > _MANY:
        yield None, f"Nhận tin: {wanted}, {waiting}; kiểm tra nhacviec run"
    else:
        yield True, f"Nhận tin: Telegram đưa tới {wanted}, {waiting}"


def _cure(why: str) -> str:
    words = why.lower()
    found = (cure for sign, cure in _CURES if sign in words)
    return next(found, "kiểm tra máy chủ phía trước và nhacviec run")


def without_path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}/…"
