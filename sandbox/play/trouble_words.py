"""Troubles in the page's words; and which of them the page offers, on which calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.chats import Messenger
from sandbox.weather.faults import FaultKind
from sandbox.weather.outages import OutageKind
from sandbox.zalo_side.faults import ZaloFault

TELEGRAM: Mapping[str, str] = {
    FaultKind.TOO_MANY: "Quá nhiều tin (429), hẹn gửi lại sau",
    FaultKind.ERROR_BEFORE: "Lỗi máy chủ (500), tin chưa nhận",
    FaultKind.ERROR_AFTER: "Lỗi máy chủ (500), tin đã nhận",
    FaultKind.GATEWAY_BEFORE: "Lỗi cổng kết nối (502), tin chưa nhận",
    FaultKind.GATEWAY_AFTER: "Lỗi cổng kết nối (502), tin đã nhận",
    FaultKind.RESET_BEFORE: "Đứt kết nối, tin chưa nhận",
    FaultKind.RESET_AFTER: "Đứt kết nối, tin đã nhận",
    FaultKind.CUT_BEFORE: "Ngắt máy không trả lời, tin chưa nhận",
    FaultKind.CUT_AFTER: "Ngắt máy không trả lời, tin đã nhận",
    FaultKind.SLOW_BEFORE: "Im lặng rồi ngắt, tin chưa nhận",
    FaultKind.SLOW_AFTER: "Nhận ngay, trả lời chậm",
    FaultKind.SLOW_LATE: "Nhận muộn, trả lời chậm",
    FaultKind.GARBAGE_BEFORE: "Trả lời không đọc được, tin chưa nhận",
    FaultKind.GARBAGE_AFTER: "Trả lời không đọc được, tin đã nhận",
    FaultKind.EMPTY_BEFORE: "Trả lời trống, tin chưa nhận",
    FaultKind.EMPTY_AFTER: "Trả lời trống, tin đã nhận",
    FaultKind.FORBIDDEN: "Bot bị đưa ra khỏi nhóm (403)",
    FaultKind.BAD_REQUEST: "Bot không có quyền gửi (400)",
    FaultKind.MIGRATION: "Nhóm thành siêu nhóm đúng lúc gửi",
    FaultKind.CONFLICT: "Máy khác cùng lấy tin đến (409)",
}
#: What breaks on the wire breaks alike for both, and is said alike.
_OF_THE_WIRE: Mapping[str, str] = {
    kind: TELEGRAM[kind] for kind in ZaloFault if kind in TELEGRAM and "-" in kind
}
ZALO: Mapping[str, str] = {
    ZaloFault.QUOTA: "Hết hạn mức tháng (429)",
    ZaloFault.TIMEOUT_BEFORE: "Quá giờ (408), tin chưa nhận",
    ZaloFault.TIMEOUT_AFTER: "Quá giờ (408), tin đã nhận",
    ZaloFault.INTERNAL: "Lỗi máy chủ (403)",
    ZaloFault.REFUSED_BEFORE: "Từ chối với mã khác, tin chưa nhận",
    ZaloFault.REFUSED_AFTER: "Từ chối với mã khác, tin đã nhận",
    **_OF_THE_WIRE,
    ZaloFault.GATEWAY_LATE_BEFORE: "Cổng kết nối quá giờ (504), tin chưa nhận",
    ZaloFault.GATEWAY_LATE_AFTER: "Cổng kết nối quá giờ (504), tin đã nhận",
    ZaloFault.BAD_REQUEST: "Yêu cầu bị từ chối (400)",
    ZaloFault.NOT_FOUND: "Không tìm thấy (404)",
    ZaloFault.UNAUTHORIZED: "Mã bot không còn đúng (401)",
    ZaloFault.TWICE: "Tin đến bị lặp",
    ZaloFault.LOST: "Tin đến bị mất",
    ZaloFault.PROTECTED: "Tin đến bị che nội dung",
    ZaloFault.BARE: "Tin đến bị che hết, không rõ của ai",
    ZaloFault.STRANGE: "Sự kiện lạ thay cho tin đến",
    ZaloFault.OTHER_FORM: "Tin đến ở dạng khác (webhook)",
}
SAY_FAULT = {Messenger.TELEGRAM: TELEGRAM, Messenger.ZALO: ZALO}
SAY_OUTAGE = {
    Messenger.TELEGRAM: {
        OutageKind.REFUSED: "Telegram đang mất kết nối",
        OutageKind.SILENT: "Telegram đang im lặng",
    },
    Messenger.ZALO: {
        OutageKind.REFUSED: "Zalo đang mất kết nối",
        OutageKind.SILENT: "Zalo đang im lặng",
    },
}

Offer = dict[str, Any]


def _offer(kind: str, words: str, methods: list[str], name: str | None = None) -> Offer:
    return {"name": name or kind, "kind": kind, "words": words, "methods": methods}


def _of_telegram(kind: str) -> list[str]:
    if kind == FaultKind.CONFLICT:
        return ["getUpdates"]
    return ["sendMessage", "editMessageText", "editMessageReplyMarkup"]


def _of_zalo(kind: ZaloFault) -> list[str]:
    return [] if kind.is_of_updates else ["sendMessage", "sendPhoto"]


#: What the page offers, each with the calls that it would strike.
OFFERED: Mapping[Messenger, list[Offer]] = {
    Messenger.TELEGRAM: [
        _offer(kind, words, _of_telegram(kind)) for kind, words in TELEGRAM.items()
    ],
    Messenger.ZALO: [
        *(_offer(k, words, _of_zalo(ZaloFault(k))) for k, words in ZALO.items()),
        _offer(
            ZaloFault.GATEWAY_LATE_BEFORE,
            "Không lấy được tin đến (504)",
            ["getUpdates"],
            name="no-updates",
        ),
    ],
}
