"""Processes that would lead, on one real database whose time is played."""

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event

from nhacviec.leading import Leadership
from storage import Store
from storage.leases import Leases

NAMES = ("a", "b", "c")


@dataclass
class World:
    """Time as it is, the database's clock beside it, and each process's own."""

    time: float = 1000.0
    jumped: float = 0.0

    def julian(self, *_: object) -> float:
        """What SQLite is told the time is."""
        return 2440587.5 + (self.time + self.jumped) / 86400 + 18000

    def clock(self, rate: float) -> Callable[[], float]:
        return lambda: self.time * rate


class Line(Store):
    """The way to the database, which may be slow in both directions."""

    there: float = 0.0
    back: float = 0.0
    meanwhile: "Callable[[], Any] | None" = None
    world: World

    @classmethod
    def to(cls, store: Store, world: World) -> "Line":
        line = cls(store._doors)
        line._writing = store._writing
        line.world = world
        return line

    @contextlib.asynccontextmanager
    async def leasing(self) -> AsyncIterator[Leases]:
        self.world.time += self.there
        async with super().leasing() as found:
            yield found
        if self.meanwhile is not None:
            await self.meanwhile()
        self.world.time += self.back
        self.there = self.back = 0.0


@dataclass
class Street:
    """Processes on one real database, whose time is played."""

    store: Store
    world: World
    rates: tuple[float, ...]
    ones: list[Leadership] = field(default_factory=list)
    busy: set[int] = field(default_factory=set)
    terms: list[tuple[int, str]] = field(default_factory=list)
    births: Iterator[int] = field(default_factory=count)

    def start(self, number: int) -> Leadership:
        return Leadership(
            store=Line.to(self.store, self.world),
            holder=f"{NAMES[number]}{next(self.births)}",
            clock=self.world.clock(self.rates[number]),
        )

    async def begin(self) -> None:
        self.ones = [self.start(number) for number in range(len(self.rates))]
        for one in self.ones:
            await one.attempt()
            self.look()

    async def attempt(self, number: int, there: float, back: float, then: Any) -> None:
        if number in self.busy:
            return
        one = self.ones[number]
        line = one.store
        assert isinstance(line, Line)
        line.there, line.back, line.meanwhile = there, back, then
        self.busy.add(number)
        await one.attempt()
        self.busy.remove(number)
        self.look()

    def crash(self, number: int) -> None:
        if number not in self.busy:
            self.ones[number] = self.start(number)

    def look(self) -> None:
        trusted = [one for one in self.ones if one.holds_lease()]
        assert len(trusted) <= 1, "two lead"
        for one in trusted:
            assert one.term is not None
            if not self.terms or self.terms[-1] != (one.term, one.holder):
                assert not self.terms or one.term > self.terms[-1][0]
                self.terms.append((one.term, one.holder))


async def opened(path: Path, world: World) -> Store:
    """A real file that is told the time by the test."""
    store = await Store.open(path)
    await store.migrate()

    @event.listens_for(store._writer.sync_engine, "checkout")
    def play(connection: Any, *_: object) -> None:
        connection.run_async(
            lambda raw: raw.create_function("julianday", 1, world.julian)
        )

    return store
