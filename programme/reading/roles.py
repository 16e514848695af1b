"""Roles: who leads and who supports, read from the words of one clause.

The clause becomes a row of signs: agencies (longest match), verbs, separators and
words that say nothing about who. Anything else is kept as unknown, never skipped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from programme.agencies import Agency, Registry, Resolved, words
from programme.reading.signs import Sign, sign_at
from programme.reading.vague import is_vague, may_be_vague, may_stand_beside

_PAUSE = re.compile(r"[,;:&+/.–-]")
#: Around a clause it says nothing: a pause is one between words.
_AROUND = " ().,;:"
_BODIES = frozenset(
    [
        *("sở", "ban", "cục", "chi", "công", "thanh", "văn", "ubnd", "hội", "liên"),
        *("trung", "viện", "trường", "đài", "báo", "kho", "bảo", "tỉnh", "phòng"),
        *("bộ", "bql", "ngân", "ủy"),
    ]
)


#: What stands together between two pauses or verbs.
_NAMES = frozenset({Sign.AGENCY, Sign.OTHER, Sign.NOTHING, Sign.INVITES})


@dataclass
class Roles:
    """Official names. `unknown` is what stands where an agency should."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    #: "các sở, ngành liên quan": bodies that the document does not name.
    vague: tuple[str, ...] = ()
    prepares: bool = False
    #: Two names without a pause, or a joint lead: who does what is not plain.
    crowded: bool = False
    unclear: bool = False


class _Token(NamedTuple):
    """An agency that is none of the time has nobody to stand for it, or an heir."""

    sign: Sign
    text: str
    agency: Agency | None = None
    met: Resolved | None = None


def read_roles(clause: str, registry: Registry) -> Roles:
    tokens = _row(clause.strip(_AROUND), registry)
    signs = {token.sign for token in tokens}
    if Sign.INVITES in signs and Sign.LEADS not in signs:
        return Roles()
    roles = Roles()
    _Dealer(roles).deal(tokens)
    roles.prepares = _prepares(signs, roles, tokens)
    return roles


def may_be_plain(clause: str, registry: Registry) -> bool:
    """Whether `read_roles` may find no unknown body; a few words mostly say."""
    first = islice(_tokens(clause[:_LONGEST_OPENING], registry), _LOOKED_AT)
    return all(
        token.sign is not Sign.OTHER or may_stand_beside(token.text) for token in first
    )


class _Dealer:
    """Walks the row of signs and gives each agency its part."""

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.waiting: list[str] = []
        self.supporting = False
        #: What may be a vague body, until it is seen what stands beside it.
        self.held: list[list[_Token]] = []

    def deal(self, tokens: Sequence[_Token]) -> None:
        chunk: list[_Token] = []
        for at, token in enumerate(tokens):
            if token.sign in _NAMES:
                chunk.append(token)
                continue
            self._close(chunk)
            chunk = []
            if token.sign is not Sign.PAUSE or token.text == ":":
                self._let_go(named=token.text == ":")
            if token.sign in {Sign.LEADS, Sign.TELLS}:
                self._give()
            elif token.sign is Sign.SUPPORTS:
                self._support(tokens[at + 1 :])
            elif token.sign is Sign.REVIEWS:
                self._review(tokens[at + 1 :])
        self._close(chunk)
        self._let_go()
        self._give()

    def _support(self, following: Sequence[_Token]) -> None:
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

    def _review(self, following: Sequence[_Token]) -> None:
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
        if not chunk:
            return
        named = any(token.sign is Sign.AGENCY for token in chunk)
        if not named and may_be_vague(_said(chunk)):
            self.held.append(chunk)
            return
        self._let_go()
        self._take(chunk)

    def _let_go(self, *, named: bool = False) -> None:
        """ "các sở, ngành liên quan" is one vague body; "các Sở: A, B" is none."""
        held, self.held = self.held, []
        said = [_said(one) for one in held if _says(one) or is_vague(_said(one))]
        whole = ", ".join(said)
        if held and not named and is_vague(whole):
            self.roles.vague += (whole,)
            return
        for chunk in held:
            self._take(chunk)

    def _take(self, chunk: list[_Token]) -> None:
        names = [token.text for token in chunk if token.agency is not None]
        others = [token for token in chunk if token.sign is Sign.OTHER]
        if others:
            self.roles.unknown += (" ".join(t.text for t in _trimmed(chunk)),)
            return
        called = [token.text for token in chunk if token.sign is Sign.AGENCY]
        self.roles.unknown += tuple(name for name in called if name not in names)
        self.roles.crowded = self.roles.crowded or len(called) > 1
        self.waiting += names


def _said(chunk: list[_Token]) -> str:
    return " ".join(token.text for token in chunk)


def _says(chunk: list[_Token]) -> bool:
    return any(token.sign is not Sign.NOTHING for token in chunk)


def _trimmed(chunk: list[_Token]) -> list[_Token]:
    return [token for token in chunk if token.sign in {Sign.AGENCY, Sign.OTHER}]


def _prepares(signs: set[Sign], roles: Roles, tokens: Sequence[_Token]) -> bool:
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


@lru_cache(maxsize=4)
def _row(clause: str, registry: Registry) -> tuple[_Token, ...]:
    """The same few words are asked who leads, and then who of them is untimely."""
    return tuple(_tokens(clause, registry))


def _tokens(clause: str, registry: Registry) -> Iterator[_Token]:
    marks = words(clause)
    folded = [word.folded for word in marks]
    head = ""
    at, end = 0, 0
    paused = True
    while at < len(marks):
        between = clause[end : marks[at].start]
        pause = _PAUSE.search(between) if at and between != " " else None
        if pause is not None:
            yield _Token(Sign.PAUSE, pause[0])
            paused = True
        met = _agency_at(folded, at, registry, head if paused else "")
        sign, length = sign_at(folded, at)
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
    row = _row(text.strip(_AROUND), registry)
    found = [token.met for token in row if token.met is not None]
    return tuple({met.untimely: met for met in found if met.untimely}.values())


def opening_agency(text: str, registry: Registry) -> Roles | None:
    """Who reports, where the entry begins with it: "Sở A báo cáo …", "Sở B: …"."""
    met = _NGHE.match(text)
    names: list[str] = []
    beside: list[str] = []
    for token in _tokens(text[met.end() if met else 0 :][:_LONGEST_OPENING], registry):
        if token.agency is not None:
            names.append(token.text)
        elif names and (token.sign in {Sign.TELLS, Sign.LEADS} or token.text == ":"):
            vague = " ".join(beside)
            roles = Roles(lead=tuple(dict.fromkeys(names)), prepares=True)
            roles.vague = (vague,) if is_vague(vague) else ()
            return roles
        elif names and may_stand_beside(token.text):
            beside.append(token.text)
        elif token.sign not in {Sign.PAUSE, Sign.NOTHING} or not _joins(token):
            return None
    return None


def _joins(token: _Token) -> bool:
    return token.sign is Sign.NOTHING or token.text in {",", "và", ";", "&", "-", "–"}


_NGHE = re.compile(r"\W*(?:nghe\s+)?", re.IGNORECASE)
_LONGEST_OPENING = 400
_LOOKED_AT = 4
