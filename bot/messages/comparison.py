"""What changed numbers would change, for the person who tries them out."""

from collections.abc import Sequence
from datetime import datetime

from bot.messages import due as due_words
from programme.duties import Due
from programme.reminders import Kind, Reminder, Step
from programme.speech import say_moment

_STEPS = {
    Step.PUBLISHED: "giao việc khi phát hành",
    Step.COMING: "nhắc trước hạn {count} ngày làm việc",
    Step.TODAY: "nhắc đúng ngày đến hạn",
    Step.LATE: "nhắc quá hạn {count} ngày làm việc",
    Step.EVE: "báo họp từ ngày làm việc trước",
    Step.MORNING: "báo họp sáng cùng ngày",
}
_STANDING = {
    Kind.OFFICE: "tổng hợp của Văn phòng",
    Kind.BRIEFING: "báo cáo nhanh của lãnh đạo",
    Kind.ESCALATION: "báo quá hạn chưa có phản hồi",
}


def due(was: Due, now: Due) -> str:
    """17:00 thứ Ba 14/7 → 17:00 thứ Sáu 10/7 (7 ngày làm việc trước 21/7, …)"""
    return f"{due_words.short(was)} → {due_words.due(now)}"


def added(at: datetime, said: Reminder, refs: Sequence[str]) -> str:
    return f"+ thêm {say_moment(at)}: {_what(said, refs)}"


def moved(was: datetime, at: datetime, said: Reminder, refs: Sequence[str]) -> str:
    return f"~ dời {say_moment(was)} → {say_moment(at)}: {_what(said, refs)}"


def dropped(at: datetime, said: Reminder, refs: Sequence[str]) -> str:
    return f"- bỏ {say_moment(at)}: {_what(said, refs)}"


def redated(was: Due, now: Due, refs: Sequence[str]) -> str:
    return f"= hạn {', '.join(refs)}: {due(was, now)}"


def stuck(refs: Sequence[str]) -> str:
    return f"Giữ nguyên vì hạn tính lại đã qua: {', '.join(refs)}."


def nothing() -> str:
    return "Không thay đổi gì: mọi tin, mọi hạn vẫn như hiện nay."


def told_stay() -> str:
    return (
        "Hạn đã báo chỉ dời khi Văn phòng bấm dời; dưới đây là kết quả nếu dời cả "
        "những hạn ấy."
    )


def _what(said: Reminder, refs: Sequence[str]) -> str:
    """nhắc trước hạn 5 ngày làm việc (I.3, I.4)"""
    words = _STANDING.get(said.kind) or _STEPS[said.step].format(count=said.count)
    return f"{words} ({', '.join(refs)})" if refs else words
