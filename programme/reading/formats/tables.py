"""Tables that say something, and tables that only set things side by side."""

import re
from collections.abc import Sequence

_HEADS = re.compile(
    r"(?:stt|tt|số tt|nội dung.*|tên .*|công việc|nhiệm vụ.*|đề án.*|thời gian.*|ngày.*"
    r"|thứ.*|buổi|giờ|sáng|chiều|địa điểm|chủ trì|phối hợp|thành phần.*|ghi chú"
    r"|(?:cơ quan|đơn vị|người)\b.*|kết quả.*|hạn.*|tháng.*|tuần.*)",
    re.IGNORECASE | re.DOTALL,
)
_ENDS = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|^\s*nơi\s+nhận\b|độc\s+lập\s*-\s*tự\s+do"
    r"|^\s*(?:TL|KT|TM|TUQ)\.\s+[A-ZĐỦƯ]{2}",
    re.IGNORECASE | re.MULTILINE,
)


def is_layout(rows: Sequence[Sequence[str]], *, ruled: bool) -> bool:
    """A letterhead, recipients beside a signature, or a frame around one text."""
    columns = max(map(len, rows), default=0)
    if columns < 2 or has_head(rows):
        return columns < 2
    if any(map(begins_tail, rows)):
        return True
    if len(rows) < 2:
        return True
    return not ruled and (columns < 3 or len(rows) < 3)


def has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether one of the first rows names its columns: STT, Nội dung, Thời gian."""
    for row in rows[:3]:
        said = {cell.strip().casefold() for cell in row if cell.strip()}
        if sum(_HEADS.fullmatch(cell) is not None for cell in said) >= 2:
            return True
    return False


def begins_tail(row: Sequence[str]) -> bool:
    return any(_ENDS.search(cell) for cell in row)


def padded(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows of one table, each as wide as the widest."""
    width = max(map(len, rows), default=0)
    return [(*row, *[""] * (width - len(row))) for row in rows]
