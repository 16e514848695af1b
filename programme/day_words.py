"""What the office writes of its calendar: "nghỉ 2/1/2027 và làm 10/1/2027 theo …".

With or without diacritics. What is not understood whole is refused with its reason; a
day without a year is the one nearest to come, and is said back whole.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from programme.days import CalendarDay, DayEdits, DayKind
from programme.errors import ProgrammeError
from programme.words import bare, tidy

MOST_DAYS = 62
_LONGEST = 300
_PAST = timedelta(days=60)


class Misread(StrEnum):
    NO_VERB = "no-verb"
    NO_DAY = "no-day"
    UNKNOWN = "unknown"
    NO_SUCH_DAY = "no-such-day"
    BACKWARDS = "backwards"
    TOO_MANY = "too-many"
    TWICE = "twice"
    WHICH_HALF = "which-half"


class DaysMisread(ProgrammeError):
    """What was written of days is not understood whole; nothing of it counts."""

    def __init__(self, why: Misread, words: str = "") -> None:
        super().__init__(f"{why}: {words}")
        self.why = why
        self.words = words


_SOURCE = re.compile(
    r"[\s,;(]+(?:theo|căn cứ|can cu|nguồn|nguon)\b[\s:]*", re.IGNORECASE
)
_NAME = re.compile(
    r"[\s,;(]+(?:vì|vi|do|nhân dịp|nhan dip|nhân|nhan|dịp|dip)\b[\s:]*", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(?P<verb>(?:nghi|lam|chi lam|di lam)(?: viec| bu)?(?: nua ngay)?"
    r"|nua ngay|(?:bo|xoa)(?: ngay)?(?: nghi| lam)?(?: bu)?)\b"
)
_PART = re.compile(r"\b(?:ca )?(?:buoi )?(?P<part>sang|chieu)\b")
_ISO = r"\d{4}-\d{2}-\d{2}"
_DAY = r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?"
_TO = r"\s*(?:-|–|—|\bden(?: het)?(?: ngay)?\b)\s*"
_SPAN = re.compile(
    rf"(?<![\d/.-])(?:(?P<first>{_ISO}|{_DAY}|\d{{1,2}}){_TO})?"
    rf"(?P<last>{_ISO}|{_DAY})(?![\d/.-])"
)
_FILLING = re.compile(
    r"\b(?:tu|ngay|cac|va|roi|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn)\b"
    r"|[\s,;:()]+"
)


def read_edits(text: str, *, today: date) -> DayEdits:
    """Raises DaysMisread."""
    text = f" {unicodedata.normalize('NFC', tidy(text))}"
    said, source = _cut(text, _SOURCE)
    said, name = _cut(said, _NAME)
    days: list[CalendarDay] = []
    removed: list[date] = []
    for clause in _clauses(bare(said)):
        for day in clause.days(today):
            if clause.kind is None:
                removed.append(day)
            else:
                days.append(
                    CalendarDay(day=day, kind=clause.kind, name=name, source=source)
                )
    _check([*(one.day for one in days), *removed])
    return DayEdits(days=tuple(days), removed=tuple(removed))


def read_kind(said: str) -> DayKind:
    """One word of a list: nghỉ, làm bù, nửa ngày, sáng. Raises DaysMisread."""
    words = bare(tidy(said))
    if words in {"sang", "chieu"}:
        words = f"lam {words}"
    met = _VERB.search(words)
    if met is None:
        raise DaysMisread(Misread.NO_VERB, said)
    kind = _kind_of(met["verb"], _part_of(words))
    left = _FILLING.sub("", _PART.sub("", words.replace(met["verb"], "", 1)))
    if kind is None or left:
        raise DaysMisread(Misread.UNKNOWN, said)
    return kind


def _cut(text: str, mark: re.Pattern[str]) -> tuple[str, str]:
    met = mark.search(text)
    if met is None:
        return text, ""
    said = text[met.end() :].strip(" .,;")
    if "(" not in said:
        said = said.rstrip(")")
    return text[: met.start()], said[:_LONGEST]


def _check(found: list[date]) -> None:
    if len(found) > MOST_DAYS:
        raise DaysMisread(Misread.TOO_MANY, str(len(found)))
    both = sorted(day for day in set(found) if found.count(day) > 1)
    if both:
        raise DaysMisread(Misread.TWICE, f"{both[0]:%d/%m/%Y}")


@dataclass(frozen=True)
class _Clause:
    """One verb and its days. Without a kind: its own entries are taken back."""

    kind: DayKind | None
    words: str

    def days(self, today: date) -> Iterator[date]:
        spans = list(_SPAN.finditer(self.words))
        left = _FILLING.sub("", _SPAN.sub(" ", self.words))
        if left:
            raise DaysMisread(Misread.UNKNOWN, left)
        if not spans:
            raise DaysMisread(Misread.NO_DAY)
        year: int | None = None
        found: list[date] = []
        for met in reversed(spans):  # 31/8, 1/9 và 2/9/2026: the year is said last
            last = _day(met["last"], year, today)
            year = last.year if _has_year(met["last"]) else year
            first = _first(met["first"], last) if met["first"] else last
            if first > last or (last - first).days > MOST_DAYS:
                why = Misread.BACKWARDS if first > last else Misread.TOO_MANY
                raise DaysMisread(why, met[0])
            count = (last - first).days
            found += [last - timedelta(days=n) for n in range(count + 1)]
        yield from reversed(found)


def _clauses(said: str) -> Iterator[_Clause]:
    verbs = list(_VERB.finditer(said))
    before = _FILLING.sub("", said[: verbs[0].start()] if verbs else said)
    if before or not verbs:
        raise DaysMisread(Misread.NO_VERB, before)
    ends = [met.start() for met in verbs[1:]] + [len(said)]
    for met, end in zip(verbs, ends, strict=True):
        words = said[met.end() : end]
        kind = _kind_of(met["verb"], _part_of(words))
        yield _Clause(kind, _PART.sub(" ", words))


def _part_of(words: str) -> str | None:
    parts = {met["part"] for met in _PART.finditer(words)}
    if len(parts) > 1:
        raise DaysMisread(Misread.WHICH_HALF)
    return next(iter(parts), None)


def _kind_of(verb: str, part: str | None) -> DayKind | None:
    """Which half: "nghỉ chiều" works the morning; so do "làm sáng" and "nửa ngày"."""
    if verb.startswith(("bo", "xoa")):
        return None
    is_off = verb.startswith("nghi")
    if part is None:
        if "nua ngay" not in verb:
            return DayKind.OFF if is_off else DayKind.WORKED
        if is_off:
            raise DaysMisread(Misread.WHICH_HALF)
        return DayKind.MORNING
    works_morning = (part == "sang") is not is_off
    return DayKind.MORNING if works_morning else DayKind.AFTERNOON


def _has_year(written: str) -> bool:
    return re.search(r"\d{4}", written) is not None


def _first(written: str, last: date) -> date:
    """4-10/2/2027; 29/12-2/1/2027 begins in the year before."""
    if written.isdecimal():
        return _made(written, last.year, last.month, int(written))
    if _has_year(written):
        return _day(written, None, last)
    day, month = _numbers(written)
    year = last.year - ((month, day) > (last.month, last.day))
    return _made(written, year, month, day)


def _day(written: str, year: int | None, today: date) -> date:
    if "-" in written:
        return _made(written, *(int(part) for part in written.split("-")))
    day, month, *said = _numbers(written)
    if said or year:
        return _made(written, said[0] if said else year or 0, month, day)
    for near in (today.year - 1, today.year, today.year + 1, today.year + 4):
        try:
            found = date(near, month, day)
        except ValueError:
            continue
        if found >= today - _PAST:
            return found
    raise DaysMisread(Misread.NO_SUCH_DAY, written)


def _numbers(written: str) -> list[int]:
    return [int(part) for part in re.split(r"[/.]", written)]


def _made(written: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise DaysMisread(Misread.NO_SUCH_DAY, written) from None
    if not 2000 <= year <= 2100:
        raise DaysMisread(Misread.NO_SUCH_DAY, written)
    return found
