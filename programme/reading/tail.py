"""The tail of a document: who receives it and who signs it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from programme.document import Signer
from programme.reading.grids import Table
from programme.reading.lines import Line
from programme.reading.sought import Sought

_RECIPIENTS = Sought(r"nơi nhận\s*[:.]?\s*", "nhận")
_ITEM = re.compile(r"^[-–—+*•]\s*")
_BETWEEN = re.compile(r"(?<=[;.])\s+(?=[-–—]\s)")
_BY = re.compile(r"\b(TL|KT|TM|TUQ|Q)\.?\s+(?=[A-ZĐỦƯÂÊÔƠĂ]{2})")
_OFFICES = re.compile(
    r"\b(?:PHÓ CHỦ TỊCH|CHỦ TỊCH|PHÓ CHÁNH|CHÁNH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC)\b"
)
_SIGNED = re.compile(r"\(?\s*đã ký\s*\)?", re.IGNORECASE)
CLOSING = re.compile(
    r"(?:trên đây là|(?:các )?nội dung khác|các mục khác|trân trọng|yêu cầu"
    r"|ubnd tỉnh yêu cầu|đề nghị (?:thủ trưởng|các|giám đốc)"
    r"|(?:chủ tịch ubnd|ủy ban nhân dân) tỉnh (?:yêu cầu|giao|đề nghị)|trong quá trình"
    r"|căn cứ chương trình|giao văn phòng ubnd tỉnh|văn phòng ubnd tỉnh có"
    r"|(?:văn phòng )?ubnd [^:;]{2,40}? thông báo (?:để|đến|cho))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tail:
    recipients: tuple[str, ...]
    signer: Signer


def split_tail(
    lines: Sequence[Line | Table],
) -> tuple[list[Line | Table], list[str]]:
    """The body, and the pieces of the tail in the order they stand."""
    for at, line in enumerate(lines):
        if isinstance(line, Table):
            continue
        met = _RECIPIENTS.search(line.text)
        if met is None or not (_opens(line.text, met) or ":" in met[0]):
            continue
        signed = _signed_before(lines, at)
        body = list(lines[:signed])
        before = Line(line.number, line.text[: met.start()])
        behind = Line(line.number, line.text[met.end() :])
        beside = _BY.match(before.words) is not None
        body += [] if beside or not before.words else [before]
        tail = [*lines[signed:at], *([before] if beside else []), behind]
        rest = lines[at + 1 :]
        body += [block for block in rest if isinstance(block, Table)]
        return body, _all_pieces([*tail, *rest])
    signed = _signed_before(lines, len(lines))
    return list(lines[:signed]), _all_pieces(lines[signed:])


def _all_pieces(lines: Sequence[Line | Table]) -> list[str]:
    return [p for one in lines if isinstance(one, Line) for p in _pieces(one)]


def _opens(text: str, met: re.Match[str]) -> bool:
    return not text[: met.start()].strip()


def _signed_before(lines: Sequence[Line | Table], end: int) -> int:
    """Where the signature begins, if it stands right before `end`."""
    for at in range(max(0, end - 8), end):
        line = lines[at]
        if isinstance(line, Line) and _BY.match(line.words):
            return at
    return end


def _pieces(line: Line) -> list[str]:
    """A line of the tail, cut where things stand side by side or were joined."""
    found: list[str] = []
    for column in line.columns:
        for piece in _BETWEEN.split(column):
            found += _before_signature(piece)
    return [piece for piece in found if piece.strip(" -–—:")]


def _before_signature(piece: str) -> list[str]:
    by = _BY.search(piece)
    return [piece[: by.start()], piece[by.start() :]] if by else [piece]


def without_closing(lines: Sequence[Line], last_mark: int) -> list[Line]:
    """The body without the sentence that ends it and belongs to no entry."""
    for at in range(1, len(lines)):
        if lines[at].number <= last_mark or not CLOSING.match(lines[at].words):
            continue
        if lines[at - 1].words.endswith((".", ";", ")", "/")):
            return list(lines[:at])
    return list(lines)


def is_closing(line: Line) -> bool:
    """A whole sentence that asks something of everybody."""
    return line.words.endswith((".", "/")) and CLOSING.match(line.words) is not None


def tail_of(pieces: Sequence[str]) -> Tail:
    recipients: list[str] = []
    signature: list[str] = []
    signing = False
    for piece in pieces:
        item = _ITEM.match(piece)
        filed = bool(recipients) and recipients[-1].lower().startswith("lưu")
        beside = bool(signature) and (filed or _OFFICES.match(piece) is not None)
        signs = signing or beside or _BY.match(piece) is not None
        signing = item is None and signs
        if signing:
            signature.append(piece)
        elif item is not None:
            recipients.append(piece[item.end() :])
        elif recipients:
            recipients[-1] += f" {piece}"
        else:
            recipients.append(piece)
    return Tail(tuple(filter(None, map(_tidy, recipients))), _signer(signature))


def _tidy(recipient: str) -> str:
    return recipient.strip().rstrip(";,./ ")


def _signer(pieces: Sequence[str]) -> Signer:
    said = [piece for piece in pieces if not _SIGNED.fullmatch(piece)]
    met = _BY.match(said[0]) if said else None
    if met is None:
        return Signer()
    titles = [said[0][met.end() :]] + [p for p in said[1:] if p.isupper()]
    names = [p for p in said[1:] if not p.isupper()]
    title, office = _parted(titles)
    name = names[0] if names and len(names[0].split()) <= 6 else None
    return Signer(by=f"{met[1]}.", title=title, office=office, name=name)


def _parted(titles: list[str]) -> tuple[str, str | None]:
    """CHỦ TỊCH / CHÁNH VĂN PHÒNG, also when both stand on one line."""
    if len(titles) > 1:
        return titles[0], " ".join(titles[1:])
    offices = list(_OFFICES.finditer(titles[0]))
    if len(offices) > 1:
        cut = offices[1].start()
        return titles[0][:cut].strip(), titles[0][cut:]
    return titles[0], None
