"""What one sentence of a notice does, to what, and which days it names."""

import re
from datetime import date

from programme.document import ChangeAction
from programme.reading.columns import Column
from programme.reading.desk import Desk
from programme.reading.outline import Unit
from programme.reading.titles import title_of
from programme.reading.when import when_at

_THAN = re.compile(
    r"\bthay (?:vì|cho|thế)?\s*(?=(?:vào |là )?(?:ngày|[0-9]))", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"](?P<inside>[^”\"]{3,})[”\"]")
#: Words of titles that would be taken for what is done.
_ASIDE = re.compile(
    r"[“\"][^”\"]*[”\"]|sửa đổi,? bổ sung|\((?!thay\b)[^()]*\)"
    r"|chuyển đổi (?:số|cơ cấu|\w+ sang)|chuyển giao"
    r"|bổ sung (?:vốn|kinh phí|dự toán|biên chế|quy hoạch)",
    re.IGNORECASE,
)
_DAY = r"(?:ngày|thứ|chủ nhật|sáng|chiều|[0-9]{1,2}(?:h|g| giờ|/))"
_TO = re.compile(
    rf"\b(?:sang|thành|xuống|tới|lùi đến|dời đến|đến|vào)\b(?=[^.;]{{0,40}}?\b{_DAY})",
    re.IGNORECASE,
)
_ACTIONS: tuple[tuple[ChangeAction, re.Pattern[str]], ...] = tuple(
    (action, re.compile(pattern, re.IGNORECASE))
    for action, pattern in (
        (
            ChangeAction.REASSIGNED,
            (
                r"\bgiao\b.{3,200}\bthay\b|\b(?:điều chỉnh|thay đổi|chuyển|đổi)\s+"
                r"(?:cơ quan"
                r"|đơn vị)"
                r"|\bchuyển (?:cho |sang )?"
                r"(?:sở|ban|cục|công an|thanh tra|phòng|ubnd)\b"
                r".{2,120}\b(?:chủ trì|chuẩn bị|tham mưu)\b"
                r"|\bchuyển (?:nhiệm vụ|việc)\b|\bthay (?:thế )?(?:cơ quan|đơn vị)\b"
            ),
        ),
        (
            ChangeAction.REWORDED,
            (
                r"\b(?:điều chỉnh|sửa(?: đổi)?|đổi|thay đổi|chỉnh)\s+(?:lại )?"
                r"(?:tên|tiêu đề|nội dung)\b.{3,}\bthành\b"
            ),
        ),
        (
            ChangeAction.WITHDRAWN,
            (
                r"\brút\b|\bhủy\b|\bhuỷ\b|\bđưa ra khỏi\b|\bkhông (?:tổ chức|trình|đưa"
                r"|họp)\b|\b(?:loại|bỏ|đưa)\b.{3,160}?\b(?:ra )?khỏi chương trình\b"
                r"|\bbãi bỏ\b"
            ),
        ),
        (
            ChangeAction.MOVED,
            (
                r"\b(?:chuyển|dời|lùi|đổi|điều chỉnh|thay đổi)\b.{0,300}?\b"
                r"(?:sang|thành"
                r"|xuống|tới"
                rf"|đến|vào)\b[^.;]{{0,40}}?\b{_DAY}"
                rf"|\btừ\s+(?:{_DAY})[^.;]{{0,40}}?\bsang\b"
                r"|\btừ\s+[0-9]{1,2}/[^.;]{0,30}?\bsang\b"
                rf"|\b(?:tổ chức|họp)\b.{{0,80}}?\b{_DAY}.{{0,60}}?"
                rf"\bthay (?:vì|cho|thế)?\b.{{0,30}}?\b{_DAY}"
            ),
        ),
        (
            ChangeAction.POSTPONED,
            r"\bhoãn\b|\blùi\b|\bdời\b|\b(?:tạm )?(?:dừng|ngừng)\b|\bchưa tổ chức\b",
        ),
        (ChangeAction.ADDED, r"\bbổ sung\b|\bthêm\b"),
    )
)
_REFS = (
    re.compile(
        r"\b(?:[Nn]ội dung|[Ss]ố|[Kk]hoản|[Đđ]iểm|[Mm]ục)\s+(?:số\s+|thứ\s+)?"
        r"(?P<n>[0-9]{1,2})\s*,?\s*(?:mục|[Mm]ục|phần|[Pp]hần)\s+(?:[A-EGHĐ]\s?\.\s?)?"
        r"(?P<roman>[IVX]+)\b"
    ),
    re.compile(
        r"\bmục\s+(?:[A-EGHĐ]\s?\.\s?)?(?P<roman>[IVX]+)\s*[./,-]?\s*(?P<n>[0-9]{1,2})?\b"
    ),
    re.compile(
        r"\b(?:[Mm]ục|[Nn]ội dung|[Ss]ố|[Kk]hoản|[Đđ]iểm)\s+(?:số\s+"
        r"|thứ\s+)?(?P<n>[0-9]{1,2})"
        r"\s*,?\s*(?:(?:mục|[Mm]ục|phần|[Pp]hần)\s+(?P<roman>[IVX]+))?(?![0-9/])"
    ),
    re.compile(r"(?<![\w.])(?P<roman>[IVX]+)\.(?P<n>[0-9]{1,2})(?![\w/]|\.[0-9])"),
)
_VERB = re.compile(
    r"\W*(?:(?:tạm )?hoãn|rút|hủy|huỷ|chuyển|dời|lùi|điều chỉnh|bổ sung|thay đổi|đổi"
    r"|đưa|thêm)\s+"
    r"(?:(?:hạn (?:trình|gửi|nộp)|(?:cơ quan|đơn vị) (?:chủ trì|chuẩn bị)"
    r"|thời gian|việc|tổ chức|nội dung|ngày|lịch|thêm"
    r"|vào chương trình(?: công tác)?)"
    r"\s*:?\s+)*",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\s*(?:\(|,?\s*\b(?:từ\s+(?:{_DAY}|sở\b|ban\b|cục\b|phòng\b|ubnd\b|công an)"
    rf"|(?:sang|vào|đến|thành)\s+(?:\w+\s+)?{_DAY}|đã (?:ghi|nêu)\b"
    rf"|ngày\s+[0-9]"
    r"|\bchuyển (?:cho |sang )?(?:sở|ban|cục|công an|thanh tra|phòng|ubnd)\b"
    r"|:\s*từ\s+[0-9]"
    r"|:\s*(?:tổ chức|hoãn|tạm hoãn|rút|hủy|chuyển|dời|đổi|thay đổi|điều chỉnh)\b"
    r"|được (?:chuyển|dời|lùi)|(?:dự kiến )?(?:tổ chức|họp) (?:vào )?(?:lúc|ngày)"
    r"|(?:dự kiến )?(?:tổ chức )?(?:vào )?ngày\s+[0-9]|tạm hoãn"
    r"|hoãn\b|(?:tạm )?(?:dừng|ngừng)\b"
    r"|vào (?:phiên|chương trình|nội dung|hội nghị)|(?:ra )?khỏi\b|trong chương trình"
    r"|tại (?:mục|phiên)|thành\s*[“\"]))",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"^\W*giao\b.+?\b(?:chuẩn bị|chủ trì)\s+(?P<what>.+?)\s*"
    r"(?:\(|,?\s*\bthay\b|[.;](?:\s|$)|$)",
    re.IGNORECASE,
)
#: "Nội dung số 4 mục I (Quy chế …): rút", "nội dung số 9 mục I: Đề án …"
_LED_BY_REF = re.compile(
    r"\W*(?:nội dung )?(?:(?:số|mục)\s[^:;(]{1,24}?|[IVX]+\.[0-9]{1,2}\s*)"
    r"(?:\((?P<inside>[^()]{12,})\)|:\s)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\W*(?i:nay,?\s+)?(?i:do|vì|theo|căn cứ|để)\b[^.;]{3,200}?,\s+(?=[A-ZĐÀ-Ỹ])"
)
#: "Hội nghị tổng kết phong trào "…"": the quoted words are but a part of its name.
_PARTLY = re.compile(
    r"\W*(?:(?:chuyển|hoãn|dời|lùi|rút|hủy|bổ sung)\s+)?(?:hội nghị|cuộc họp|họp|lễ"
    r"|buổi|hội thảo|phiên họp)\s+(?:\w+\s+){2,}\W*$",
    re.IGNORECASE,
)
#: "Không trình tại phiên họp … nội dung: Đề án …"
_CALLED = re.compile(
    r"\bkhông (?:trình|đưa|họp|tổ chức)\b[^:]{0,120}\b(?:nội dung|đề án)\s*:\s*"
    r"(?P<what>\S.{2,})$",
    re.IGNORECASE,
)
_ONLY_REF = re.compile(
    r"(?:(?:các )?nội dung )?(?:(?:tại|của|ở) )?"
    r"(?:(?:mục|phần|điểm|số)\b.{0,20}|[IVX]+\.[0-9]{1,2})",
    re.IGNORECASE,
)
_CITED = re.compile(r"\bsố\s*[0-9]+[^\s]*\s*$|[0-9]/[\w-]+\s*$", re.IGNORECASE)


def action_in(text: str) -> tuple[ChangeAction | None, bool]:
    """What the sentence does first, and whether it does something else too."""
    said = _ASIDE.sub(" ", text)
    met = [
        (action, found) for action, known in _ACTIONS if (found := known.search(said))
    ]
    if not met:
        return None, False
    strong = [action for action, _ in met[:1]]
    others = {action for action, _ in met[1:]} - _IMPLIED.get(strong[0], frozenset())
    return strong[0], bool(others)


_A = ChangeAction
#: What the same words would also be taken for.
_IMPLIED = {
    _A.REASSIGNED: frozenset({_A.MOVED}),
    _A.REWORDED: frozenset({_A.MOVED, _A.ADDED}),
    _A.MOVED: frozenset({_A.POSTPONED}),
    _A.POSTPONED: frozenset({_A.MOVED}),
}


def ref_in(text: str) -> str | None:
    """ "mục III.4", "mục 4 phần III", "nội dung số 4"."""
    said = _QUOTED.sub(" ", text)
    for pattern in _REFS:
        met = pattern.search(said)
        if met is not None:
            return ".".join(filter(None, (met["roman"], met["n"])))
    return None


def said_title(text: str) -> str:
    """The quoted words, else those between the verb and what is done to them."""
    quoted = _QUOTED.search(text)
    if quoted is not None and not _PARTLY.match(text[: quoted.start()]):
        return title_of(quoted["inside"])
    called = _CALLED.search(text)
    if called is not None:
        end = _ENDS.search(called["what"], 3)
        return title_of(called["what"][: end.start()] if end else called["what"])
    given = _GIVEN.search(text)
    if given is not None:
        words = title_of(given["what"])
        return "" if _ONLY_REF.fullmatch(words) else words
    # Why it is so, and what it was: "Theo …, …. Nay do …, Phiên họp … được dời"
    text = text[_why(text) :]
    verb = _VERB.match(text)
    rest = text[verb.end() :] if verb else text
    led = _LED_BY_REF.match(rest)
    if led is not None:
        named = led["inside"] or rest[led.end() :]
        return "" if _VERB.match(named) else title_of(named)
    end = _ENDS.search(rest, 3)
    title = title_of(rest[: end.start()] if end else rest)
    return "" if _ONLY_REF.fullmatch(title) else title


def _why(text: str) -> int:
    """Where the reason that opens a sentence ends."""
    met = _REASON.match(text)
    return met.end() if met else 0


def days_in(
    unit: Unit, action: ChangeAction, desk: Desk
) -> tuple[date | None, date | None]:
    """The day as it was, and the day from now on."""
    if unit.cells is not None and unit.cells.get(Column.OLD_DAY):
        old = _first(unit.cells.get(Column.OLD_DAY), unit, desk)
        return old, _first(unit.cells.get(Column.WHEN), unit, desk)
    said = _QUOTED.sub(lambda met: " " * len(met[0]), unit.text)
    if action is ChangeAction.MOVED:
        instead = _THAN.search(said)
        if instead is not None:
            cut = instead.start()
            return _first(said[cut:], unit, desk), _first(said[:cut], unit, desk)
        to = list(_TO.finditer(said))
        if to:
            cut = to[-1].start()
            return _first(said[:cut], unit, desk), _first(said[cut:], unit, desk)
    day = _first(said, unit, desk)
    if action is ChangeAction.ADDED:
        return None, day
    return day, None


def _first(words: str, unit: Unit, desk: Desk) -> date | None:
    """The first day that is not a document's."""
    said = " ".join(words.split())
    for met in re.finditer(r"(?:\bngày\s+)?\b[0-9]{1,2}(?:[/.-]| tháng )", said):
        when = when_at(said, met.start())
        if when is None or not when.days or _CITED.search(said[: met.start()]):
            continue
        day = when.days[0].in_period(desk.period)
        if day is None:
            desk.doubts.add("impossible-date", unit.line, unit.text)
        return day
    return None
