"""Stretches: the lines one entry answers for, and which of their words nothing claims.

What was read is taken out as printed, the longest first; of the rest, each word must be
a number of the entry, a word of one of its agencies, or wordless.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from programme.agency import Agency
from programme.naming import key_of
from programme.provinces import province_at
from programme.reading.evidence import Said
from programme.reading.lines import Line, Row
from programme.reading.wordless import wordless_at
from programme.words import fold

#: Between the cells of one row.
BAR = " | "
TAKEN = "\x00"
#: Letters times texts: beyond it words are counted, not looked for in their place.
_MOST_WORK = 4_000_000
_MOST_COLUMNS = 12
_TOKEN = re.compile(rf"[0-9]+|[^\W\d_]+|{TAKEN}+")
_PART = re.compile(
    r"[\s*]*phần (?:thứ (?:nhất|hai|ba|tư|năm)|[IVX]{1,4}|[A-EĐ])\b", re.IGNORECASE
)
#: Beside a civil day, the lunar one: a doubt says so where they disagree. Beside what
#: is carried over, from which session or month.
_FORMS = (
    (
        "dated",
        re.compile(
            r"\b(?:nhằm|tức)(?: là)?(?: ngày)? [0-9]{1,2}\s?[/.]\s?[0-9]{1,2}"
            r"|[0-9]{1,2}/[0-9]{1,2} (?:âl|âm lịch)\b|(?:mùng )?[0-9]{1,2} tết\b",
            re.IGNORECASE,
        ),
    ),
    (
        "status",
        re.compile(
            r"\bchuyển (?:sang )?từ (?:[^\W\d]+ ){0,5}"
            r"(?:tháng|quý)\s(?:[0-9]{1,2}|[IV]+)",
            re.IGNORECASE,
        ),
    ),
)
_MARK = re.compile(
    r"(?:[\s|*•+–-]*(?:(?:phần|mục)\s+)?(?:(?:thứ\s)?(?:nhất|hai|ba|tư)|[IVX]{1,6}|[A-EGHĐ]|[a-zđ]"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3})*)\s?[-.)/:|]+)(?=\s|$|[^\W\d])",
    re.IGNORECASE,
)
_UNITS = frozenset(map(fold, ("tỉnh", "huyện", "quận", "phố", "xã", "phường", "khu")))


@dataclass(frozen=True, slots=True)
class Token:
    """A word that nothing claims, at [start, end) of its stretch."""

    start: int
    end: int


class Spelled:
    """Of each agency, every word that any way of writing it is made of."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._agencies = {agency.name: agency for agency in agencies}
        self._words: dict[str, frozenset[str]] = {}

    def __getitem__(self, name: str) -> frozenset[str]:
        found = self._words.get(name)
        if found is None:
            agency = self._agencies.get(name)
            taught = agency.taught if agency else ()
            # What was taught may be a body of another time, with names of its own.
            found = self._own(name).union(*map(self._own, taught))
            self._words[name] = found
        return found

    def _own(self, name: str) -> frozenset[str]:
        agency = self._agencies.get(name)
        more = (agency.short, *agency.aliases) if agency else ()
        return frozenset(word for said in (name, *more) for word in key_of(said))


class Stretch:
    def __init__(self, said: Said, lines: Sequence[Line | Row]) -> None:
        self.said = said
        self.lines = lines
        self.starts: list[int] = []
        pieces: list[str] = []
        at = 0
        for line in lines:
            self.starts.append(at)
            pieces.append(as_said(line))
            at += len(pieces[-1]) + 1
        self.text = " ".join(pieces)

    def line_at(self, place: int) -> int:
        """Which of `lines` this place is in."""
        return bisect_right(self.starts, place) - 1

    def words_of(self, at: int) -> tuple[int, str]:
        """Where a line begins, and its words."""
        start = self.starts[at]
        end = self.starts[at + 1] - 1 if at + 1 < len(self.starts) else len(self.text)
        return start, self.text[start:end]

    def unclaimed(
        self, known: Spelled, patterns: Collection[re.Pattern[str]] = ()
    ) -> list[Token]:
        rest, counted = self._without()
        left = list(_Left(rest, self.said, [*counted], known).tokens())
        if not left:
            return []
        # Most stretches are done by now; the forms are looked for in the others.
        rest = self._without_forms(rest, patterns)
        return list(_Left(rest, self.said, counted, known).tokens())

    def _without(self) -> tuple[str, list[str]]:
        """The text without what was read, and the words not found in their place."""
        rest = self.text
        counted: list[str] = []
        said = self.said
        texts = sorted({*said.texts, *said.elsewhere} - {""}, key=len, reverse=True)
        if len(rest) * len(texts) > _MOST_WORK:
            counted += [w for text in said.texts for w in _words(text)]
            texts = []
        for text in texts:
            at = _place(rest, text)
            if at < 0 and text in said.texts:
                counted += _words(text)
            # One event may stand in the columns of several officials.
            most = _MOST_COLUMNS if BAR in rest else 1
            while at >= 0 and most:
                rest = _taken(rest, at, at + len(text))
                most -= 1
                at = _place(rest, text) if most else -1
        return rest, counted

    def _without_forms(self, rest: str, patterns: Collection[re.Pattern[str]]) -> str:
        """Without the marks of entries, and what is known by its form."""
        if patterns:
            rest = self._by_line(rest, patterns)
        for group, pattern in _FORMS:
            if group in self.said.groups:
                rest = pattern.sub(_all_taken, rest)
        for start in self.starts:
            mark = _MARK.match(rest, start) or _PART.match(rest, start)
            if mark is not None and not _abbreviates(mark):
                rest = _taken(rest, start, mark.end())
        return rest

    def _by_line(self, rest: str, patterns: Collection[re.Pattern[str]]) -> str:
        ends = [start - 1 for start in self.starts[1:]]
        lines = [
            rest[a:b] for a, b in zip(self.starts, [*ends, len(rest)], strict=True)
        ]
        for pattern in patterns:
            lines = [pattern.sub(_all_taken, line) for line in lines]
        return " ".join(lines)


def _abbreviates(mark: re.Match[str]) -> bool:
    """ "V/v", "Đ/c" open nothing."""
    follows = mark.string[mark.end() : mark.end() + 1]
    return mark[0].endswith("/") and follows.islower()


def _all_taken(met: re.Match[str]) -> str:
    return TAKEN * len(met[0])


def as_said(line: Line | Row) -> str:
    """A row's different cells between bars, else the words of the line."""
    if isinstance(line, Row):
        cells = (" ".join(cell.split()) for cell in line.cells)
        return BAR.join(dict.fromkeys(filter(None, cells)))
    if "|" in line.text and line.text.count("|") >= 2:
        return BAR.join(cell.strip() for cell in line.words.split("|"))
    if "\t" in line.text and line.text.strip().count("\t") >= 2:
        return BAR.join(line.columns)
    return line.words


def _words(text: str) -> list[str]:
    return [met[0].casefold() for met in _TOKEN.finditer(text)]


def _taken(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{TAKEN * (end - start)}{text[end:]}"


def _place(text: str, piece: str) -> int:
    """Where these whole words stand."""
    at = text.find(piece)
    while at >= 0:
        end = at + len(piece)
        inside = piece[0].isalnum() and text[at - 1 : at].isalnum()
        if not (inside or (piece[-1].isalnum() and text[end : end + 1].isalnum())):
            return at
        at = text.find(piece, at + 1)
    return -1


class _Left:
    """One walk over the words that were not found in their place."""

    def __init__(
        self,
        rest: str,
        said: Said,
        counted: list[str],
        known: Spelled,
    ) -> None:
        self.said = said
        self.counted = counted
        self.met = [met for met in _TOKEN.finditer(rest) if met[0][0] != TAKEN]
        self.folded = [fold(met[0]) for met in self.met]
        every = [known[name] for name in said.agencies]
        self.agencies: frozenset[str] = frozenset().union(*every)

    def tokens(self) -> Iterator[Token]:
        at = 0
        while at < len(self.met):
            length = self._claimed(at)
            if not length:
                yield Token(self.met[at].start(), self.met[at].end())
            at += length or 1

    def _claimed(self, at: int) -> int:
        """How many words from here something answers for."""
        length = wordless_at(self.folded, at, self.said.groups)
        if length < 2 and self._is_said(at):
            return 1
        if length:
            return length + self._named(at + length)
        return province_at(self.folded, at) if self.agencies else 0

    def _is_said(self, at: int) -> bool:
        word = self.met[at][0]
        if word.isdecimal() and int(word[:9]) in self.said.numbers:
            return True
        if self.counted and word.casefold() in self.counted:
            self.counted.remove(word.casefold())
            return True
        return self.folded[at] in self.agencies

    def _named(self, at: int) -> int:
        """Above the first entry: "huyện Lục Nam", the province or the place's name."""
        if "head" not in self.said.groups or self.folded[at - 1] not in _UNITS:
            return 0
        length = 0
        while length < 3 and at + length < len(self.met):
            word = self.met[at + length][0]
            known = wordless_at(self.folded, at + length, self.said.groups)
            if not word[0].isupper() or known:
                break
            length += 1
        return length
