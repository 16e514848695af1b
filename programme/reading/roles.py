"""Roles: who leads and who supports, read from the words of one clause.

The clause becomes a row of signs: agencies (longest match), verbs, separators and
words that say nothing about who. Anything else is kept as unknown, never skipped.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from programme.agencies import Agency, Registry, Resolved, words


class Sign(Enum):
    AGENCY = auto()
    LEADS = auto()  # chủ trì, chuẩn bị …
    TELLS = auto()  # trình, báo cáo: a verb of preparing only beside a body
    SUPPORTS = auto()  # phối hợp với
    REVIEWS = auto()  # thẩm định: a part behind the name, never the lead's
    PAUSE = auto()  # a comma, "và"
    NOTHING = auto()
    INVITES = auto()
    OTHER = auto()


_SAYS_NOTHING = tuple(
    """
    nội dung; tài liệu; hồ sơ; thư mời; giấy mời; hậu cần; kịch bản; giao; do; đề nghị
    cơ quan; đơn vị; các; là; được; giám đốc; lãnh đạo; đồng chí; để; cho
    chủ tịch ubnd tỉnh; ubnd tỉnh; hđnd tỉnh; tỉnh ủy; thường trực tỉnh ủy
    ban thường vụ tỉnh ủy; trình chủ tịch ubnd tỉnh; trình ubnd tỉnh; các sở ngành
    liên quan; có liên quan; cơ quan liên quan; đơn vị liên quan
    các cơ quan liên quan; các cơ quan có liên quan; các địa phương liên quan
    các đơn vị liên quan; các đơn vị có liên quan; các ngành liên quan
    các sở ngành liên quan; các sở ngành có liên quan; các ngành có liên quan
    các sở ban ngành liên quan; các sở ban ngành có liên quan; cơ quan có liên quan
    sở ngành liên quan; sở ban ngành liên quan; các phòng ban liên quan
    các cơ quan đơn vị liên quan; các cơ quan đơn vị có liên quan; các phòng liên quan
    các phòng chuyên môn liên quan; các bên liên quan; các thành phần có liên quan
    đơn vị tư vấn; các đơn vị tư vấn; phó giám đốc; đại diện lãnh đạo; đại diện
    """.strip()
    .replace("\n", ";")
    .split(";")
)
_PHRASES: Mapping[Sign, tuple[str, ...]] = {
    Sign.LEADS: ("chuẩn bị", "chủ trì", "tham mưu", "soạn thảo", "dự thảo"),
    Sign.TELLS: (
        *("trình", "báo cáo", "xây dựng", "thực hiện", "trình bày", "thông qua"),
        *("xin ý kiến", "phụ trách"),
    ),
    Sign.SUPPORTS: ("phối hợp với", "phối hợp cùng", "phối hợp", "cùng với"),
    Sign.REVIEWS: ("thẩm định", "thẩm tra", "cho ý kiến", "góp ý"),
    Sign.INVITES: ("mời", "thành phần", "tham dự", "dự họp", "theo", "thay thế"),
    Sign.PAUSE: ("và", "cùng"),
    Sign.NOTHING: _SAYS_NOTHING,
}  # fmt: skip


def _phrases() -> dict[tuple[str, ...], Sign]:
    return {
        tuple(word.folded for word in words(phrase)): sign
        for sign, phrases in reversed(list(_PHRASES.items()))
        for phrase in phrases
    }


_SIGNS = _phrases()
_LONGEST = max(map(len, _SIGNS))
_PAUSE = re.compile(r"[,;:&+/.–-]")
_BODIES = frozenset(
    [
        *("sở", "ban", "cục", "chi", "công", "thanh", "văn", "ubnd", "hội", "liên"),
        *("trung", "viện", "trường", "đài", "báo", "kho", "bảo", "tỉnh", "phòng"),
        *("bộ", "bql", "ngân", "ủy"),
    ]
)


@dataclass
class Roles:
    """Official names. `unknown` is what stands where an agency should."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    prepares: bool = False
    #: Two names without a pause, or a joint lead: who does what is not plain.
    crowded: bool = False
    unclear: bool = False


@dataclass(frozen=True)
class _Token:
    """An agency that is none of the time has nobody to stand for it, or an heir."""

    sign: Sign
    text: str
    agency: Agency | None = None
    met: Resolved | None = None


def read_roles(clause: str, registry: Registry) -> Roles:
    tokens = list(_tokens(clause, registry))
    signs = {token.sign for token in tokens}
    if Sign.INVITES in signs and Sign.LEADS not in signs:
        return Roles()
    roles = Roles()
    _Dealer(roles).deal(tokens)
    roles.prepares = _prepares(signs, roles, tokens)
    return roles


class _Dealer:
    """Walks the row of signs and gives each agency its part."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.waiting: list[str] = []
        self.supporting = False

    def deal(self, tokens: list[_Token]) -> None:
        chunk: list[_Token] = []
        for at, token in enumerate(tokens):
            if token.sign in {Sign.AGENCY, Sign.OTHER, Sign.NOTHING, Sign.INVITES}:
                chunk.append(token)
                continue
            self._close(chunk)
            chunk = []
            if token.sign in {Sign.LEADS, Sign.TELLS}:
                self._give()
            elif token.sign is Sign.SUPPORTS:
                self._support(tokens[at + 1 :])
            elif token.sign is Sign.REVIEWS:
                self._review(tokens[at + 1 :])
        self._close(chunk)
        self._give()

    def _support(self, following: list[_Token]) -> None:
        """Before its names, "phối hợp với B", or behind them, "B phối hợp"."""
        ahead = next((t for t in following if t.sign is not Sign.NOTHING), None)
        leads = ahead is not None and (
            ahead.sign in {Sign.AGENCY, Sign.OTHER} or ahead.text == ":"
        )
        if leads or not self.waiting:
            self._give()
            self.supporting = True
        elif self.roles.lead:
            self.supporting = True
            self._give()
            self.supporting = False
        else:
            self.roles.unclear = len(self.waiting) > 1
            self._give()

    def _review(self, following: list[_Token]) -> None:
        """ "Sở B thẩm định" supports; where nobody leads yet, that is not plain."""
        if following and following[0].text == ":":
            self._give()
            self.supporting = True
            return
        self.roles.unclear = self.roles.unclear or not self.waiting
        was, self.supporting = self.supporting, True
        self._give()
        self.supporting = was

    def _give(self) -> None:
        taken = (*self.roles.lead, *self.roles.support)
        new = tuple(dict.fromkeys(n for n in self.waiting if n not in taken))
        if self.supporting:
            self.roles.support += new
        else:
            self.roles.unclear = self.roles.unclear or bool(self.roles.lead and new)
            self.roles.lead += new
        self.waiting = []

    def _close(self, chunk: list[_Token]) -> None:
        names = [token.text for token in chunk if token.agency is not None]
        others = [token for token in chunk if token.sign is Sign.OTHER]
        if others:
            self.roles.unknown += (" ".join(t.text for t in _trimmed(chunk)),)
            return
        called = [token.text for token in chunk if token.sign is Sign.AGENCY]
        self.roles.unknown += tuple(name for name in called if name not in names)
        self.roles.crowded = self.roles.crowded or len(called) > 1
        self.waiting += names


def _trimmed(chunk: list[_Token]) -> list[_Token]:
    return [token for token in chunk if token.sign in {Sign.AGENCY, Sign.OTHER}]


def _prepares(signs: set[Sign], roles: Roles, tokens: list[_Token]) -> bool:
    if Sign.LEADS in signs:
        return True
    spoken = bool(signs & {Sign.TELLS, Sign.SUPPORTS, Sign.REVIEWS})
    known = bool(roles.lead or roles.support)
    if any(token.sign is Sign.AGENCY and token.agency is None for token in tokens):
        return True
    if known:
        return spoken or not roles.unknown
    first = tokens[0].text.lower() if tokens else ""
    return spoken and first in _BODIES and bool(roles.unknown)


def _tokens(clause: str, registry: Registry) -> Iterator[_Token]:
    marks = words(clause)
    folded = [word.folded for word in marks]
    head = ""
    at, end = 0, 0
    paused = True
    while at < len(marks):
        pause = _PAUSE.search(clause[end : marks[at].start]) if at else None
        if pause is not None:
            yield _Token(Sign.PAUSE, pause[0])
            paused = True
        met = _agency_at(folded, at, registry, head if paused else "")
        sign, length = _sign_at(folded, at)
        if met is not None:
            one, length = met
            head = folded[at] if folded[at] in {"sở", "ban"} else head
            named = one.agency or one.untimely
            yield _Token(Sign.AGENCY, named.name if named else "", one.agency, one)
        else:
            yield _Token(sign, clause[marks[at].start : marks[at + length - 1].end])
        paused = sign is Sign.PAUSE and met is None
        at += length
        end = marks[at - 1].end


def _agency_at(
    folded: list[str], at: int, registry: Registry, head: str
) -> tuple[Resolved, int] | None:
    met = registry.longest_ever(folded, at)
    if met is None and head:
        met = registry.longest_ever([head, *folded[at : at + 12]])
        met = (met[0], met[1] - 1) if met else None
    return met if met and met[1] else None


def _sign_at(folded: list[str], at: int) -> tuple[Sign, int]:
    for length in range(min(_LONGEST, len(folded) - at), 0, -1):
        sign = _SIGNS.get(tuple(folded[at : at + length]))
        if sign is not None:
            return sign, length
    return Sign.OTHER, 1


def names_in(text: str, registry: Registry) -> tuple[str, ...]:
    """Every agency of a list, "các Sở: Tài chính, Nội vụ" in full.

    The province's own body is not that of a commune: "UBMTTQ xã" is another.
    """
    tokens = list(_tokens(text, registry))
    behind = [token.text.lower() for token in tokens[1:]] + [""]
    return tuple(
        dict.fromkeys(
            token.text
            for token, after in zip(tokens, behind, strict=bool(tokens))
            if token.agency is not None
            and not (after in _LOWER and token.text.endswith("tỉnh"))
        )
    )


_LOWER = frozenset({"xã", "phường", "huyện", "quận", "thị"})


def untimely_in(text: str, registry: Registry) -> tuple[Resolved, ...]:
    """The bodies it names that are no more, or not yet."""
    found = [token.met for token in _tokens(text, registry) if token.met is not None]
    return tuple({met.untimely: met for met in found if met.untimely}.values())


def opening_agency(text: str, registry: Registry) -> Roles | None:
    """Who reports, where the entry begins with it: "Sở A báo cáo …", "Sở B: …"."""
    met = _NGHE.match(text)
    names: list[str] = []
    for token in _tokens(text[met.end() if met else 0 :][:_LONGEST_OPENING], registry):
        if token.agency is not None:
            names.append(token.text)
        elif names and (token.sign in {Sign.TELLS, Sign.LEADS} or token.text == ":"):
            return Roles(lead=tuple(dict.fromkeys(names)), prepares=True)
        elif token.sign not in {Sign.PAUSE, Sign.NOTHING} or not _joins(token):
            return None
    return None


def _joins(token: _Token) -> bool:
    return token.sign is Sign.NOTHING or token.text in {",", "và", ";", "&", "-", "–"}


_NGHE = re.compile(r"\W*(?:nghe\s+)?", re.IGNORECASE)
_LONGEST_OPENING = 400
