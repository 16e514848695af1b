"""The matters of an agenda: numbered, dashed, or opened by an hour."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from programme.document import AgendaItem, Audience
from programme.reading.clauses import clauses
from programme.reading.columns import Column
from programme.reading.desk import Desk
from programme.reading.doubts import Doubts
from programme.reading.entries import audience_in
from programme.reading.grids import Table
from programme.reading.heard import doubt_heard
from programme.reading.lines import Line
from programme.reading.lists import pointed_below
from programme.reading.marks import Level
from programme.reading.outline import Unit, leaves, outline
from programme.reading.preparers import doubt_roles, preparers_of
from programme.reading.remarks import doubt_remark, status_in
from programme.reading.roles import Roles, names_in, opening_agency
from programme.reading.rows import Outlined, outlined
from programme.reading.sections import LONGEST_ENTRY
from programme.reading.subitems import parted
from programme.reading.tail import is_closing, without_closing
from programme.reading.titles import is_secret, title_of
from programme.reading.unread import OF_MATTER, doubt_unread
from programme.reading.when import When, after, when_at

_DASH = re.compile(r"\s*[-+*•–]\s*")
_OF_ITEM = re.compile(
    r"\W*(?:đơn vị|cơ quan|thành phần|mời|khách mời|chủ trì|địa điểm"
    r"|ghi chú)\b[^:]{0,40}:",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\W*(?:từ\s+|lúc\s+)?[0-9]{1,2}\s?(?:h|g|giờ|:[0-9]{2})", re.IGNORECASE
)
_INVITED = re.compile(
    r"[\s.;,]*[*•+–-]?\s*\b(?:thành phần|mời|khách mời)(?:\s+[\w ]{0,24})?\s*:\s*"
    r"(?P<who>.*?)(?=\s*[*•]?\s*(?:đơn vị|cơ quan) (?:báo cáo|trình|chuẩn bị"
    r"|chủ trì)|$)",
    re.IGNORECASE,
)
_CEREMONY = re.compile(
    r"\W*(?:đón tiếp|khai mạc|giới thiệu|tuyên bố|giải lao|nghỉ|thảo luận|phát biểu"
    r"|kết luận"
    r"|bế mạc|tiếp tục|chào cờ|ổn định|ăn trưa|trao đổi|ý kiến|ký kết|văn nghệ"
    r"|giao ban nội bộ"
    r"|kết thúc)",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"(?:giao|phân công|đề nghị|yêu cầu)\s+(?=(?-i:Sở|Ban|Phòng|Văn|UBND|Công|Trung|Cục"
    r"|Chi|Thanh|Trạm|Bộ|Hội))",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"\b(?:buổi|sáng|chiều|tối)\b.{0,40}?(?P<hour>\b[0-9]{1,2}\s?(?:h|g|giờ|:[0-9]))",
    re.IGNORECASE,
)
_SECRET = "nội dung mật"  # noqa: S105 - what a doubt shows in place of a title


@dataclass(frozen=True)
class Matter:
    """One item, whom it says are invited to it, and its own hour."""

    item: AgendaItem
    audience: tuple[Audience, ...] = ()
    when: When | None = None
    #: The words that say its hour, with their line: its own, or its heading's.
    clock: tuple[tuple[int, str], ...] = ()


def items_under(
    body: Sequence[Line | Table], prefix: str, desk: Desk
) -> Iterator[Matter]:
    units, halves = _units(body, desk.doubts)
    for unit in units:
        ref = f"{prefix}.{unit.ref}" if prefix else unit.ref
        whole = replace(unit, ref=ref)
        if len(unit.text) > LONGEST_ENTRY:
            desk.doubts.add("not-understood", unit.line, unit.text)
            continue
        for part in parted(whole, desk.registry) or [whole]:
            yield _within(halves.get(unit.line), _matter(part, desk))


def _within(half: "_Half | None", matter: Matter) -> Matter:
    """The first matter of a half day begins when the half does."""
    if half is None:
        return matter
    clock = ((half.line, half.text), *matter.clock)
    return replace(matter, when=matter.when or half.when, clock=clock)


@dataclass(frozen=True)
class _Half:
    """ "I. BUỔI SÁNG (từ 7h30)" """

    line: int
    text: str
    when: When


def _halves(units: Sequence[Unit]) -> Iterator[tuple[int, _Half]]:
    """Headings with an hour, by the line of the first matter below."""
    for unit in units:
        met = _HALF.search(unit.text) if unit.parts else None
        when = when_at(unit.text, met.start("hour")) if met else None
        if when is not None and when.times:
            first = next(leaves(unit.parts)).line
            yield first, _Half(unit.line, unit.text, when)
        yield from _halves(unit.parts)


def _units(
    body: Sequence[Line | Table], doubts: Doubts
) -> tuple[list[Unit], dict[int, _Half]]:
    written = outlined(body, doubts)
    written = replace(written, lines=pointed_below(written.lines))
    if not written.chunks and not _numbered(written):
        said = list(dropwhile(is_closing, written.lines))
        return list(_dashed(without_closing(said, 0))), {}
    _, found = outline(written.lines, Doubts(), written.chunks)
    last = list(leaves(found))[-1].line if found else 0
    lines = _without_given(without_closing(written.lines, last), last, doubts)
    before, units = outline(lines, doubts, written.chunks)
    if before and re.search(r"[0-9]{1,2}/[0-9]{1,2}", before):
        doubts.add("outside-sections", written.lines[0].number, before)
    return list(leaves(units)), dict(_halves(units))


def _without_given(lines: list[Line], last: int, doubts: Doubts) -> list[Line]:
    """ "Giao Sở A chuẩn bị báo cáo; …" below the matters is none of them."""
    for at in range(1, len(lines)):
        ended = lines[at - 1].words.endswith((".", ";", "/"))
        if lines[at].number > last and ended and _GIVES.match(lines[at].words):
            words = " ".join(line.words for line in lines[at:])
            doubts.add("outside-sections", lines[at].number, words)
            return lines[:at]
    return lines


def _numbered(written: Outlined) -> bool:
    _, found = outline(written.lines, Doubts())
    return any(unit.level is Level.NUMBER for unit in leaves(found))


def _dashed(lines: Sequence[Line]) -> Iterator[Unit]:
    """Each dash or hour opens a matter; labels belong to the one above."""
    held: Unit | None = None
    count = 0
    for line in lines:
        opens = _DASH.match(line.words) or _CLOCK.match(line.words)
        full = held is not None and len(held.text) > LONGEST_ENTRY
        if held is None or full or (opens and not _OF_ITEM.match(line.words)):
            if held is not None:
                yield held
            count += 1
            dash = _DASH.match(line.words)
            text = line.words[dash.end() :] if dash else line.words
            held = Unit(str(count), count, Level.NUMBER, line.number, text)
        else:
            held.added.append((len(held.text) + 1, line.number))
            held.text += f" {line.words}"
    if held is not None:
        yield held


def _matter(unit: Unit, desk: Desk) -> Matter:
    secret = is_secret(unit.text)
    when = _clock_of(unit)
    text, audience = _without_invited(_without_clock(unit.text), desk)
    audience += audience_in(unit.cells, desk)
    doubt_heard(audience, unit.line, desk)
    shown = _SECRET if secret else unit.text
    tray = desk.quiet() if secret else desk
    preparers = preparers_of(text, unit.cells, unit.line, tray)
    title = f"{preparers.text} {preparers.behind}"
    roles = preparers.roles
    if not preparers.found:
        roles = _opening(text, unit.line, tray) or Roles()
    if not roles.lead and not roles.unknown and not _CEREMONY.match(text):
        desk.doubts.add("no-agency", unit.line, shown)
    if secret:
        desk.doubts.add("secret-item", unit.line, unit.ref)
    else:
        doubt_remark(unit.cells, unit.line, desk)
        doubt_unread(unit.cells, OF_MATTER, unit.line, desk)
    item = AgendaItem(
        ref=unit.ref,
        ordinal=unit.ordinal,
        title="" if secret else title_of(title) or unit.ref,
        lead=roles.lead,
        support=roles.support,
        status=status_in(unit.text, unit.cells),
        line=unit.line,
    )
    said = unit.cells.get(Column.WHEN) if unit.cells else _clock_said(unit.text)
    clock = ((unit.line, " ".join(said.split())),) if when and not secret else ()
    return Matter(item, () if secret else audience, when, clock)


def _opening(text: str, line: int, desk: Desk) -> Roles | None:
    """Who opens the matter reports it."""
    roles = opening_agency(text, desk.registry)
    if roles is None:
        return None
    doubt_roles(roles, text[:200], line, desk)
    others = (opening_agency(said, desk.registry) for said in text.split("; ")[1:6])
    if any(other is not None and other.lead != roles.lead for other in others):
        desk.doubts.add("several-clauses", line, text)
    return roles


def _clock_of(unit: Unit) -> When | None:
    """The hours that open it, or stand in a column of its row."""
    said = unit.cells.get(Column.WHEN) if unit.cells else unit.text
    when = when_at(" ".join(said.split()))
    return when if when and when.times else None


def _without_clock(text: str) -> str:
    when = when_at(text)
    if when is None or when.days or not when.times:
        return text
    return after(text, when)


def _clock_said(text: str) -> str:
    return text[: len(text) - len(_without_clock(text))].strip(" :,;.")


def _without_invited(text: str, desk: Desk) -> tuple[str, tuple[Audience, ...]]:
    met = _INVITED.search(text)
    if met is None or clauses(met["who"], desk.registry):
        return text, ()
    words = title_of(met["who"])
    audience = Audience(
        words=words, agencies=names_in(words, desk.registry), certain=True
    )
    rest = f"{text[: met.start()]}. {text[met.end() :].lstrip(' .;')}".rstrip()
    return rest.removesuffix(".").rstrip(), (audience,) if words else ()
