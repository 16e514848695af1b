"""Heard: the bodies an entry invites by name, and which of them nobody registered."""

import re
from collections.abc import Iterable

from programme.agencies import Registry
from programme.document import Audience
from programme.reading.capitals import UPPER
from programme.reading.desk import Desk
from programme.reading.untimely import doubt_untimely

_LONGEST_WORDS = 2_000
#: A kind of body and a name of its own; "các phòng chuyên môn" has none.
_BODY = re.compile(
    r"(?<!\w)(?:(?:Phòng|Sở|Ban|Cục|Chi cục|Trung tâm|Công an|Thanh tra|Hạt|Kho bạc"
    r"|Viện|Đội|Trạm|Văn phòng|Hội|Liên đoàn|Đài|Hiệp hội|Ngân hàng)"
    rf"(?=\s+[{UPPER}])|(?:UBND|Ủy ban nhân dân)\s+(?:tỉnh|huyện|quận|xã|phường"
    rf"|thị trấn|thị xã|thành phố|đặc khu)(?=\s+[{UPPER}]))[^,;:.()|]*"
)
#: Some of a body's own people, and what only sits together.
_NO_BODY = re.compile(
    r"Ban (?:Giám đốc|Giám hiệu|Thường vụ|Chấp hành|Chỉ đạo|Bí thư|Lãnh đạo|Tổ chức Hội"
    r" nghị)|Hội (?:đồng|nghị|trường)|Phòng họp|Trung tâm Hội nghị",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s+(?:tham dự|cùng dự|dự|và|về|để|nhằm|tại|báo cáo|cử)(?!\w).*")


def doubt_heard(audience: Iterable[Audience], line: int, desk: Desk) -> None:
    """Bodies that are of another time, or that nobody can be written to."""
    for heard in audience:
        words = heard.words[:_LONGEST_WORDS]
        doubt_untimely(words, line, desk)
        for name in _unknown_in(words, desk.registry) if heard.certain else ():
            if ("", name) in desk.shown or desk.registry.resolve(name).untimely:
                continue
            desk.shown.add(("", name))
            near = desk.near(name)
            desk.doubts.add("unknown-agency", line, words, agency=name[:80], near=near)


def _unknown_in(words: str, registry: Registry) -> list[str]:
    """What has the form of a body's name, and is none that is or was known."""
    if _BODY.search(words) is None:
        return []
    known = [(one.start, one.end) for one in registry.mentions(words)]
    found = []
    for met in _BODY.finditer(words):
        name = _ENDS.sub("", met[0]).strip()
        within = any(a < met.start() + len(name) and met.start() < b for a, b in known)
        if not within and not _NO_BODY.match(name):
            found.append(name)
    return found
