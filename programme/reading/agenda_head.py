"""The head of an agenda: what is labelled when, where, who, and what it is called."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from programme.reading.fields import Label
from programme.reading.grids import Table
from programme.reading.lines import Line
from programme.reading.marks import ROMANS

_MARK = r"(?:(?P<mark>[IVX]{1,5}|[0-9]{1,2}|[A-E])\s?[.)/]-?\s*|[-*+•–]\s*)?"
_LABELS: Mapping[Label, str] = {
    Label.WHEN: r"thời gian(?:,?\s*(?:và\s+)?địa điểm)?(?:\s+(?:họp|dự kiến))?",
    Label.PLACE: r"địa điểm(?:\s+họp)?",
    Label.ADDRESSED: r"kính gửi",
    Label.AUDIENCE: r"(?:thành phần|khách mời|kính mời)"
    r"(?:\s+(?:mời|tham dự|dự họp|mời dự|mời tham dự|dự|mời họp|mời dự họp))?",
    Label.CHAIR: r"(?:người\s+|đồng chí\s+)?chủ (?:trì|tọa|toạ)"
    r"(?:\s+(?:cuộc họp|phiên họp|hội nghị))?",
    Label.CONTENT: r"(?:chương trình,?\s+|các\s+)?nội dung"
    r"(?:\s+(?:cuộc họp|phiên họp|họp"
    r"|làm việc|chương trình|hội nghị|và chương trình|kỳ họp))?(?:,?\s+chương trình)?"
    r"|chương trình(?:\s+(?:cuộc họp|phiên họp|họp|làm việc|cụ thể))?",
}
_LABEL = re.compile(
    rf"{_MARK}(?:"
    + "|".join(f"(?P<{label.name}>{words})" for label, words in _LABELS.items())
    + r")\s*(?P<stop>:|\.?$)\s*",
    re.IGNORECASE,
)
_GENRE = re.compile(
    r"\W*(?:giấy mời|thư mời|chương trình(?: và nội dung)?"
    r"|nội dung(?: và chương trình)?"
    r"|kịch bản)\b\s*",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"\W*(?:kính gửi|ngày [0-9]|thứ (?:hai|ba|tư|năm|sáu|bảy)"
    r"|căn cứ|thực hiện|số\s*:|cộng h|độc lập|uỷ ban|ủy ban"
    r"|ubnd\b[^:]*\bmời"
    r"|[^.]{0,80}\bmời\b|\(kèm|\(ban hành|-{2,}|[^,]{2,40}, ngày [0-9])",
    re.IGNORECASE,
)
#: Labels whose dashes are theirs, not matters.
_LISTED = frozenset({Label.AUDIENCE, Label.ADDRESSED})
#: Below the addressees the letter itself begins.
_WRITES = re.compile(
    r"^(?:căn cứ|thực hiện|theo|để|nhằm|thừa lệnh|được sự)\b|\bmời\b|\btổ chức (?:họp"
    r"|hội nghị|cuộc|phiên)|\bvào (?:hồi|lúc)\b|\bngày [0-9]",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?!V/v\b|Đ/c\b)(?:[0-9]{1,2}|[IVX]+|[A-E])\s?[.)/]|[-*+•–]\s")
_CLOCK = re.compile(r"\(?(?:từ\s+)?[0-9]{1,2}\s?(?:h|g|giờ|:[0-9]{2})", re.IGNORECASE)


_LONGEST = 6000


@dataclass
class Header:
    """What each label says. `prefix` is the number of the section of matters."""

    line: int = 0
    said: dict[Label, str] = field(default_factory=dict)
    lines: dict[Label, int] = field(default_factory=dict)
    preamble: list[str] = field(default_factory=list)
    prefix: str = ""


def headed(
    body: Sequence[Line | Table],
) -> tuple[Header, list[Line | Table]]:
    """The labelled head, and what is left for the matters."""
    walk = _Walk(Header(line=_genre_line(body)))
    for block in body:
        walk.take(block)
    return walk.header, walk.left


def _genre_line(body: Sequence[Line | Table]) -> int:
    lines = [block for block in body if isinstance(block, Line)]
    found = (line.number for line in lines if _GENRE.match(line.words))
    return next(found, lines[0].number if lines else 1)


@dataclass
class _Walk:
    header: Header
    left: list[Line | Table] = field(default_factory=list)
    label: Label | None = None
    marked: bool = False
    begun: bool = False
    #: The number of the last label, and whether an unknown one follows it.
    last: int = 0
    aside: bool = False

    @property
    def labelled(self) -> bool:
        return bool(self.header.lines)

    def take(self, block: Line | Table) -> None:
        if isinstance(block, Table):
            self.begun, self.label = True, None
            self.left.append(block)
            return
        met = _LABEL.match(block.words)
        if met is not None and self._is_label(met, block.words):
            self.aside = False
            self._open(met, block)
        elif self._goes_aside(block.words):
            self.label, self.aside = None, True
            self._introduce(block.words)
        elif self.label is not None and self._goes_on(block.words):
            self._append(self.label, block.words)
        elif self._wraps_content(block.words):
            self._append(Label.CONTENT, block.words)
        elif self.begun or self._opens_matters(block.words):
            self.begun, self.label = True, None
            self.left.append(block)
        else:
            self.label = None
            self._introduce(block.words)

    def _is_label(self, met: re.Match[str], words: str) -> bool:
        """Below the matters, only what is numbered like the head goes on with it."""
        label = Label[str(met.lastgroup)] if met.lastgroup != "stop" else _named(met)
        if label is Label.CONTENT and not (met["stop"] or met["mark"] or self.labelled):
            return False  # "CHƯƠNG TRÌNH": what the document is, not yet its matters
        if label is Label.CONTENT and not met["stop"] and not words.isupper():
            return bool(met["mark"])
        if self.begun and self.header.said.get(label):
            return False
        return not self.begun or (bool(met["mark"]) and self.marked)

    def _goes_aside(self, words: str) -> bool:
        """ "5. Phân công: …" goes on with the numbers of the labels, below matters."""
        met = _OWN_LABEL.match(words)
        if met is None or not (self.begun and self.marked):
            return self.aside and _MARKED.match(words) is None
        lines = (one for one in self.left if isinstance(one, Line))
        alike = any(_OWN_LABEL.match(one.words) for one in lines)
        return _ordinal(met["mark"]) == self.last + 1 and not alike

    def _open(self, met: re.Match[str], line: Line) -> None:
        label = _named(met)
        self.marked = self.marked or bool(met["mark"])
        self.last = _ordinal(met["mark"]) if met["mark"] else self.last
        self.header.lines.setdefault(label, line.number)
        self.label = label
        rest = line.words[met.end() :]
        if label is Label.CONTENT:
            self.begun, self.label = True, None
            mark = met["mark"] or ""
            self.header.prefix = mark if mark.isupper() and mark.isalpha() else ""
            if rest:
                self.header.said[label] = rest
            return
        if rest:
            self._append(label, rest)

    def _goes_on(self, words: str) -> bool:
        """Lines of a labelled paragraph, and its dashes; a number opens another."""
        if self.label in _LISTED and words[:1] in "-+*•–":
            return True
        if self.label is Label.ADDRESSED and _WRITES.search(words):
            return False
        dashed = self.label in {Label.PLACE, Label.CHAIR} and words[:1] in "-+•–"
        opens = _MARKED.match(words) or _CLOCK.match(words) or _opens_prose(words)
        return dashed or not opens

    def _wraps_content(self, words: str) -> bool:
        """ "Nội dung: Thông qua Đề án sắp xếp" and the lines it goes on over."""
        said = self.header.said.get(Label.CONTENT, "")
        opens = self._opens_matters(words) or _opens_prose(words)
        return (
            bool(said) and not self.left and not said.endswith((".", ":")) and not opens
        )

    def _append(self, label: Label, words: str) -> None:
        before = self.header.said.get(label, "")
        if len(before) > _LONGEST:
            return
        words = words.lstrip("-+*•– ")
        joint = "; " if before.endswith((";", ".")) else " "
        self.header.said[label] = f"{before.rstrip(';.')}{joint}{words}".strip()

    def _opens_matters(self, words: str) -> bool:
        return _MARKED.match(words) is not None or _CLOCK.match(words) is not None

    def _introduce(self, words: str) -> None:
        held = self.header.preamble
        whole = (
            not held
            or len(held[-1]) > _LONGEST
            or held[-1].endswith((".", ":", ";"))
            or held[-1].isupper()
        )
        if not whole and not words.isupper() and not _DATED.match(words):
            held[-1] += f" {words}"
        else:
            held.append(words)


#: A number, and a few words before a colon.
_OWN_LABEL = re.compile(r"(?P<mark>[IVX]{1,5}|[0-9]{1,2})\s?[.)/]-?\s*[^:;.]{3,48}:")


def _ordinal(mark: str) -> int:
    return int(mark) if mark.isdigit() else ROMANS.get(mark, 0)


_DATED = re.compile(r"\W*(?:ngày|thứ|vào|lúc|hồi)\b", re.IGNORECASE)


def _named(met: re.Match[str]) -> Label:
    return next(label for label in _LABELS if met[label.name] is not None)


def _opens_prose(words: str) -> bool:
    return (
        re.match(
            r"(?:đề nghị|yêu cầu|giao|phân công|ubnd|văn phòng|trân trọng)\b",
            words.lower(),
        )
        is not None
    )


def _is_genre(words: str) -> bool:
    """ "CHƯƠNG TRÌNH" alone: what the document is, its title below."""
    return words.isupper() and _GENRE.fullmatch(words) is not None


def title_said(lines: Sequence[Line]) -> str:
    """The lines below "GIẤY MỜI", or behind "CHƯƠNG TRÌNH"."""
    for at, line in enumerate(lines[:40]):
        met = _GENRE.match(line.words)
        if met is None or (_LABEL.match(line.words) and not _is_genre(line.words)):
            continue
        found = [line.words[met.end() :].strip(" :")]
        for below in lines[at + 1 : at + 4]:
            words = below.words
            if _LETTERHEAD.match(words) or _LABEL.match(words) or _MARKED.match(words):
                break
            found.append(words.strip("() ") if words.startswith("(") else words)
        return " ".join(filter(None, found))
    return ""
