"""To the office: what is out of order in the service, and when it is over."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from markupsafe import Markup

from bot.messages.words import lines


class Cause(StrEnum):
    """What the auditor can find; the health page says these words."""

    DATABASE = "database"
    SCHEMA = "schema"
    POST = "post"
    UNSETTLED = "unsettled"
    ABANDONED = "abandoned"
    MISSING = "missing"
    UNPROVEN = "unproven"
    INBOX = "inbox"
    PLANNER = "planner"
    TICK = "tick"
    WORKERS = "workers"
    LISTENING = "listening"
    SHARED = "shared"
    REFUSED = "refused"
    SENDING = "sending"
    ZALO_LISTENING = "zalo-listening"
    ZALO_REFUSED = "zalo-refused"
    ZALO_SENDING = "zalo-sending"
    CLOCK = "clock"
    JOURNAL = "journal"
    DISK = "disk"
    LEADER = "leader"


SENTENCES: Mapping[Cause, str] = {
    Cause.DATABASE: "không đọc, ghi được dữ liệu",
    Cause.SCHEMA: "dữ liệu đã được nâng cấp; cần khởi động lại dịch vụ",
    Cause.POST: "có tin đến lượt đã lâu mà chưa gửi được",
    Cause.UNSETTLED: "có tin hơn 10 phút chưa rõ đã tới hay chưa",
    Cause.ABANDONED: "có tin đang gửi dở mà không còn ai gửi",
    Cause.MISSING: "dữ liệu mất một số tin đã nhắc; nên khôi phục từ bản sao lưu",
    Cause.UNPROVEN: "có tin ghi là đã gửi mà không có xác nhận của kênh",
    Cause.INBOX: "tin của các nhóm đang chờ xử lý quá lâu",
    Cause.PLANNER: "có việc đến hạn nhắc mà chưa được nhắc",
    Cause.TICK: "nhịp của dịch vụ đã dừng",
    Cause.WORKERS: "một phần của dịch vụ đã dừng; cần khởi động lại",
    Cause.LISTENING: "đã 5 phút không nhận được gì từ Telegram",
    Cause.SHARED: "một chương trình khác cũng đang nhận tin bằng mã này",
    Cause.REFUSED: "Telegram không nhận mã của trợ lý",
    Cause.SENDING: "đã 5 phút không gửi được gì qua Telegram",
    Cause.ZALO_LISTENING: "đã 5 phút không nhận được gì từ Zalo",
    Cause.ZALO_REFUSED: "Zalo không nhận mã của trợ lý",
    Cause.ZALO_SENDING: "đã 5 phút không gửi được gì qua Zalo",
    Cause.CLOCK: "đồng hồ máy chủ không đáng tin; đang tạm giữ các tin",
    Cause.JOURNAL: "không ghi được nhật ký gửi",
    Cause.DISK: "đĩa sắp đầy",
    Cause.LEADER: "chưa có tiến trình nào điều hành việc gửi",
}


def found(causes: Collection[Cause]) -> Markup:
    said = [Markup("• {what}").format(what=SENTENCES[cause]) for cause in causes]
    head = Markup("<b>Dịch vụ nhắc việc cần được xem lại:</b>")
    tail = Markup("Đề nghị báo người quản trị máy chủ (nhacviec doctor).")
    return lines([head, *said, tail])


def over(causes: Collection[Cause]) -> Markup:
    said = [Markup("• {what}").format(what=SENTENCES[cause]) for cause in causes]
    return lines([Markup("Đã hết, dịch vụ trở lại bình thường:"), *said])
