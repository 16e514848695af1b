"""What goes wrong on the street just now, in words for the page and for a harness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from sandbox.street import Street
from sandbox.weather.faults import Fault, FaultKind
from sandbox.weather.outages import OutageKind

View: TypeAlias = dict[str, Any]

SAY_FAULT: Mapping[FaultKind, str] = {
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
SAY_OUTAGE: Mapping[OutageKind, str] = {
    OutageKind.REFUSED: "Telegram đang mất kết nối",
    OutageKind.SILENT: "Telegram đang im lặng",
}


def troubles_view(street: Street) -> View:
    kind = street.outage.kind
    counts = street.ledger.counts
    return {
        "limits": street.limits.on,
        "outage": kind,
        "outage_words": SAY_OUTAGE[kind] if kind else "",
        "faults": [to_fault(street, f) for f in street.faults if not f.is_spent],
        "kinds": [{"kind": k, "words": words} for k, words in SAY_FAULT.items()],
        "accepted": counts["accepted"],
        "refused": counts["refused"],
        "early": counts["early"],
    }


def to_fault(street: Street, fault: Fault) -> View:
    return {
        "number": fault.number,
        "kinds": list(fault.kinds),
        "words": " · ".join(SAY_FAULT[kind] for kind in fault.kinds),
        "where": _where(street, fault),
        "left": None if fault.times is None else fault.times - fault.struck,
        "share": fault.share,
        "struck": fault.struck,
    }


def log_view(street: Street, asked: Mapping[str, str]) -> View:
    """`since`: a number; `label`: how a copy begins; `entries=0`: the figures alone."""
    since = asked.get("since", "0")
    entries = street.ledger.since(int(since) if since.isdecimal() else 0)
    return {
        "figures": street.ledger.figures(asked.get("label", "")),
        "entries": []
        if asked.get("entries") == "0"
        else [entry.as_json() for entry in entries],
        "last": len(street.ledger),
    }


def _where(street: Street, fault: Fault) -> str:
    if fault.chat is None:
        return "mọi nhóm"
    titles = (chat.title for chat in street.chats.values() if chat.id == fault.chat)
    return next(titles, str(fault.chat))
