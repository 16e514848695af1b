"""Columns: what the head of a table calls them, in any order and of any spelling."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from programme.words import bare

_LONGEST_HEAD = 90


class Column(Enum):
    NUMBER = auto()
    CONTENT = auto()
    LEAD = auto()
    SUPPORT = auto()
    BOTH = auto()  # chủ trì, phối hợp in one
    LEADS_OR_CHAIRS = auto()  # "chủ trì" alone: what stands below it decides
    CHAIR = auto()
    DAY = auto()
    WHEN = auto()  # a day or an hour, as it stands
    DUE = auto()
    SESSION = auto()  # sáng or chiều as a head over what happens then
    MONTH = auto()  # one column for each month, crossed where it is meant
    PLACE = auto()
    AUDIENCE = auto()
    NOTE = auto()
    OLD_DAY = auto()
    ASIDE = auto()  # known, and no field of ours
    UNREAD = auto()


_HEADS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"(?:stt|tt|so tt|so thu tu|so|muc)"),
    (Column.NOTE, r".*\bghi chu\b.*"),
    (Column.SESSION, r"(?:buoi )?(?:sang|chieu|toi)"),
    (Column.MONTH, r"(?:thang|t) ?\.?(?:0?[1-9]|1[0-2])|quy (?:i{1,3}|iv|[1-4])"),
    (Column.ASIDE, r"(?:cap|hinh thuc|san pham|ket qua|kinh phi|can cu)\b.*"),
    (Column.ASIDE, r".*\b(?:cap trinh|tham quyen|nguoi ky|loai van ban)\b.*"),
    (Column.OLD_DAY, r"(?:thoi gian|ngay)\b.*\b(?:cu|truoc day|theo chuong trinh)\b.*"),
    (Column.DUE, r"(?:han|thoi han|tien do)\b.*|.*\bhoan thanh\b.*"),
    (Column.DUE, r"(?:thoi gian|ngay|thoi diem) (?:trinh|bao cao|nop|gui|xong)\b.*"),
    (Column.CHAIR, r"(?:.* )?(?:lanh dao|nguoi|dong chi|thuong truc)\b.*"),
    (
        Column.AUDIENCE,
        r".*\b(?:thanh phan|tham du|khach moi|nguoi du|du hop|moi du|moi hop)\b.*",
    ),
    (Column.BOTH, r".*\b(?:chu tri|chuan bi)\b.*\bphoi hop\b.*"),
    (
        Column.SUPPORT,
        r".*\b(?:phoi hop|tham dinh|tham tra|phan bien|cho y kien|gop y)\b.*",
    ),
    (Column.LEADS_OR_CHAIRS, r"(?:chu tri|chu toa)"),
    (
        Column.LEAD,
        (
            r".*\b(?:chuan bi|chu tri|soan thao|tham muu|thuc hien|phu trach)\b.*"
            r"|(?:co quan|don vi).*"
        ),
    ),
    (Column.PLACE, r".*\bdia diem\b.*|diem\b.*|noi hop|phong hop"),
    (Column.DAY, r"(?:thu|ngay)(?:\b.*)?"),
    (Column.WHEN, r"(?:thoi gian|gio|buoi|thoi diem|thang)\b.*"),
    (
        Column.CONTENT,
        (
            r".*\b(?:noi dung|cong viec|nhiem vu|de an|hoat dong|chuong trinh|su kien"
            r"|hoi nghi|cuoc hop|ten)\b.*"
        ),
    ),
)
_KNOWN = tuple((column, re.compile(pattern)) for column, pattern in _HEADS)
_SAID_APART = re.compile(r"\W+")


@dataclass(frozen=True)
class Head:
    """The columns of one table, and the words over each."""

    columns: tuple[Column, ...]
    words: tuple[str, ...]

    def at(self, wanted: Column) -> int | None:
        return self.columns.index(wanted) if wanted in self.columns else None

    @property
    def of_meetings(self) -> bool:
        """Rows by day, or with a place each: their day is when they are held."""
        placed = Column.WHEN in self.columns and Column.PLACE in self.columns
        by_day = Column.DAY in self.columns or placed or self._chaired
        return by_day and Column.DUE not in self.columns

    @property
    def _chaired(self) -> bool:
        """Persons below "Chủ trì", and when: somebody is to chair it then."""
        heads = zip(self.columns, self.words, strict=True)
        chairs = any(
            column is Column.CHAIR and bare(words).strip() in {"chu tri", "chu toa"}
            for column, words in heads
        )
        return chairs and Column.WHEN in self.columns

    @property
    def is_calendar(self) -> bool:
        return Column.DAY in self.columns or Column.SESSION in self.columns


def column_of(cell: str) -> Column | None:
    """The role of a column by its head; None where the words are no head."""
    words = " ".join(_SAID_APART.sub(" ", bare(cell)).split())
    if not words or len(words) > _LONGEST_HEAD:
        return None
    found = (column for column, known in _KNOWN if known.fullmatch(words))
    return next(found, None)


def head_of_rows(rows: Sequence[tuple[str, ...]]) -> tuple[Head, int] | None:
    """The head of a table and how many rows it takes, within its first rows."""
    for at, cells in enumerate(rows[:4]):
        head = _head(cells)
        if head is None:
            continue
        below = rows[at + 1] if at + 1 < len(rows) else ()
        if _goes_on(cells, below):
            both = tuple(b or a for a, b in zip(cells, below, strict=True))
            return _head(both) or head, at + 2
        return head, at + 1
    return None


def _head(cells: Sequence[str]) -> Head | None:
    found = [column_of(cell) for cell in cells]
    apart = {" ".join(cell.split()) for cell in cells if cell.strip()}
    holds = Column.CONTENT in found or Column.SESSION in found
    known = sum(column is not None for column in set(found))
    pairs = zip(found, cells, strict=True)
    unknown = sum(column is None and bool(cell.strip()) for column, cell in pairs)
    if not holds or known < 2 or len(apart) < 2 or unknown > known:
        return None
    return Head(tuple(c or Column.UNREAD for c in found), tuple(cells))


def _goes_on(cells: Sequence[str], below: Sequence[str]) -> bool:
    """A second row of the head: "Cơ quan thực hiện" over "Chủ trì", "Phối hợp"."""
    if len(below) != len(cells):
        return False
    fresh = [b for a, b in zip(cells, below, strict=True) if b.strip() and a != b]
    return bool(fresh) and all(column_of(cell) is not None for cell in fresh)


def settled(head: Head, below: Mapping[int, Sequence[str]]) -> Head:
    """ "Chủ trì" alone: a column of persons chairs, a column of bodies leads."""
    columns = list(head.columns)
    for at, column in enumerate(columns):
        if column is Column.LEADS_OR_CHAIRS:
            persons = sum(_PERSON.match(cell) is not None for cell in below[at])
            said = sum(bool(cell.strip()) for cell in below[at])
            columns[at] = Column.CHAIR if persons * 2 > said else Column.LEAD
    return Head(tuple(columns), head.words)


_PERSON = re.compile(
    r"\s*(?:(?:các )?(?:đồng chí|đ/c)|ông|bà|chủ tịch|phó chủ|thường trực|bí thư|chánh"
    r"|phó chánh"
    r"|PCT|CT|CVP|PCVP|LĐVP|TT)\b",
    re.IGNORECASE,
)
