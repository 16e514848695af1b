"""What goes wrong on command: with which calls, how, how often.

    street.faults.add("500-after", methods=["sendMessage"], chat=chat.id, times=3)
    street.faults.add("429", "reset-before", "502-after", share=0.16)  # one of them
    street.faults.clear()

The first fault that strikes a call is the only one it meets. Each has a chance of its
own, drawn from the street's seed and its own number, so that one more fault changes
nothing in what the others do.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypedDict, Unpack

from sandbox.weather.calls import Call, Name


class Kind(StrEnum):
    """`-before`: nothing was accepted. `-after`: it was, only the answer is lost."""

    @property
    def accepts(self) -> bool:
        return self.value.endswith("-after") or self.value == "slow-late"

    @property
    def is_slow(self) -> bool:
        return self.value.startswith("slow-")

    def may_strike(self, call: Call) -> bool:  # noqa: ARG002  # each messenger's kinds look at it
        return True


class FaultKind(Kind):
    """What can go wrong with a call to Telegram."""

    TOO_MANY = "429"
    CONFLICT = "409"
    FORBIDDEN = "403"
    BAD_REQUEST = "400"
    MIGRATION = "migration"  # the basic group becomes a supergroup at this call
    ERROR_BEFORE = "500-before"
    ERROR_AFTER = "500-after"
    GATEWAY_BEFORE = "502-before"  # with a page of HTML, as a proxy answers
    GATEWAY_AFTER = "502-after"
    RESET_BEFORE = "reset-before"  # the connection is reset
    RESET_AFTER = "reset-after"
    CUT_BEFORE = "cut-before"  # the connection is closed without a word
    CUT_AFTER = "cut-after"
    SLOW_BEFORE = "slow-before"  # silence, then the connection is closed
    SLOW_AFTER = "slow-after"  # accepted at once, answered late
    SLOW_LATE = "slow-late"  # accepted late, whoever still waits for it
    GARBAGE_BEFORE = "garbage-before"  # 200, and no JSON
    GARBAGE_AFTER = "garbage-after"
    EMPTY_BEFORE = "empty-before"  # 200, and nothing
    EMPTY_AFTER = "empty-after"

    def may_strike(self, call: Call) -> bool:
        """Only a basic group can become a supergroup; only a poll has a rival."""
        match self:
            case FaultKind.MIGRATION:
                return call.in_basic_group
            case FaultKind.CONFLICT:
                return call.method == "getUpdates"
        return True


class Terms(TypedDict, total=False):
    """On which calls, how often, how badly."""

    chat: Name | None  # None: any chat, and calls that concern none
    methods: Collection[str]  # none named: every method
    times: int | None  # None: until it is taken away
    share: float  # of the calls that it may strike
    retry_after: int  # of a 429
    over_all: bool  # a 429 that closes all the bot's chats
    seconds: float  # of silence
    words: str  # of a refusal
    code: int  # of a refusal whose code one chooses


@dataclass(kw_only=True, eq=False)
class Fault:
    number: int
    kinds: tuple[Kind, ...]
    chat: Name | None = None
    methods: Collection[str] = ()
    times: int | None = None
    share: float = 1.0
    retry_after: int = 3
    over_all: bool = False
    seconds: float = 15.0
    words: str = ""
    code: int = 500
    struck: int = 0
    chance: random.Random = field(default_factory=random.Random)

    @property
    def is_spent(self) -> bool:
        return self.times is not None and self.struck >= self.times

    def strikes(self, call: Call) -> Kind | None:
        """How it strikes this call, if it does."""
        kinds = [kind for kind in self.kinds if kind.may_strike(call)]
        if self.is_spent or not kinds or not self._concerns(call):
            return None
        if self.share < 1 and self.chance.random() >= self.share:
            return None
        self.struck += 1
        return kinds[0] if len(kinds) == 1 else self.chance.choice(kinds)

    def _concerns(self, call: Call) -> bool:
        if self.chat is not None and call.chat != self.chat:
            return False
        return not self.methods or call.method in self.methods


@dataclass(frozen=True, kw_only=True, slots=True)
class Strike:
    fault: Fault
    kind: Kind


class Faults:
    def __init__(self, seed: int = 0, *, kinds: type[Kind] = FaultKind) -> None:
        self.seed = seed
        self.kinds = kinds
        self._faults: list[Fault] = []
        self._count = 0

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def __len__(self) -> int:
        return len(self._faults)

    def add(self, *kinds: str, **terms: Unpack[Terms]) -> Fault:
        """`ValueError` if a kind is unknown, or if there is none."""
        if not kinds:
            raise ValueError("a fault of no kind")
        self._count += 1
        fault = Fault(
            number=self._count,
            kinds=tuple(self.kinds(kind) for kind in kinds),
            chance=random.Random(f"{self.seed}:{self._count}"),  # noqa: S311  # it must be foretold, not secret
            **terms,
        )
        self._faults.append(fault)
        return fault

    def remove(self, number: int) -> None:
        self._faults = [fault for fault in self._faults if fault.number != number]

    def clear(self) -> None:
        self._faults.clear()

    def strike(self, call: Call) -> Strike | None:
        for fault in self._faults:
            if kind := fault.strikes(call):
                return Strike(fault=fault, kind=kind)
        return None
