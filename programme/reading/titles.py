"""Titles: what is left when number, date and agency clause are taken out."""

import re

from programme.document import Status

_STATUSES = {
    "dự kiến": Status.TENTATIVE,
    "nếu có": Status.TENTATIVE,
    "bổ sung": Status.ADDED,
    "hoãn": Status.POSTPONED,
    "đã hoãn": Status.POSTPONED,
    "tạm hoãn": Status.POSTPONED,
    "rút": Status.WITHDRAWN,
    "đã rút": Status.WITHDRAWN,
}
_CARRIED_OVER = re.compile(r"chuyển (?:từ|sang từ) ", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^()]{2,60})\)")
_STOPS = ";.,/: "
_SECRET = re.compile(
    r"\((?:tài liệu |nội dung |văn bản )?(?:tối |tuyệt )?mật\)", re.IGNORECASE
)


def title_of(text: str) -> str:
    """Single spaces, without the final stop; an ellipsis is not a stop."""
    words = " ".join(text.split())
    end = words.rstrip(_STOPS)
    left = words[len(end) :]
    return end + left[: left.index("...") + 3] if "..." in left else end


def status_of(text: str) -> Status:
    """A remark in brackets: "(dự kiến)", "(đã hoãn)"."""
    for met in _BRACKET.finditer(text):
        remark = met[1].strip().lower()
        if remark in _STATUSES:
            return _STATUSES[remark]
        if _CARRIED_OVER.match(remark):
            return Status.CARRIED_OVER
    return Status.PLANNED


def without_status(text: str) -> str:
    """ "(hoãn): Họp …": the remark that opens it is its status."""
    met = _OPENS.match(text)
    return text[met.end() :] if met and met[1].lower() in _STATUSES else text


_OPENS = re.compile(r"\s*\(([^()]{2,12})\)\s*[:.,-]\s*")


def is_secret(text: str) -> bool:
    return _SECRET.search(text) is not None
