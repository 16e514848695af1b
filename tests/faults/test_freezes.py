"""A process stands still past its lease, with letters on their way, and wakes again."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from programme.letters import FINAL, LetterState
from storage import Store
from tests.faults.nursery import Child, Nursery
from tests.faults.oracle import letters_of, number_in
from tests.faults.rivalry import LEASE, a_rivalry, never_both, who_leads
from tests.faults.shares import chance, note, share
from tests.faults.town import TELEGRAM, ZALO, Town
from tests.postgresql import Cluster

pytestmark = pytest.mark.slow

#: Where it stands still. `answers`: Telegram has taken letters, and does not say so
#: yet. `anywhere`: at any moment at all.
PLACES = (
    "send>",
    "answers",
    "send<",
    "jobs.deliver._commit<",
    "probe>",
    "jobs.deliver._commit>",
    "copy>",
    "anywhere",
    "jobs.resolve._write>",
    "probe<",
)
#: What must have gone wrong before, so that it passes there.
_NEEDED = {
    "probe>": "reset-after",
    "probe<": "reset-after",
    "jobs.resolve._write>": "reset-after",
    "copy>": "reset-before",
}
#: Where no message can be asked for there is no probe to stand still at.
OF_ZALO = tuple(place for place in PLACES if not place.startswith("probe"))
_SEND = ["sendMessage"]
_WITHIN = 30.0
#: Of those letters whose answers come late.
_LATE = 6
#: A letter, and which attempt it is.
Flying = set[tuple[int, int]]


@dataclass(kw_only=True)
class Freezing:
    town: Town
    store: Store
    alive: list[Child]
    #: At each freeze, how many letters.
    in_hand: list[int] = field(default_factory=list)

    async def pass_by(self, place: str, letters: int, *, late: bool) -> None:
        """It wakes as soon as another leads, or `late`: when that has settled all."""
        frozen = await self.freeze(place, letters)
        flying = await self.flying()
        self.in_hand.append(len(flying))
        await who_leads([one for one in self.alive if one is not frozen])
        if late:
            await until(lambda: self.have_gone_on(flying), place)
        frozen.send(signal.SIGCONT)
        await self.town.until_quiet(60)

    async def freeze(self, place: str, letters: int) -> Child:
        """The leader, which stands still now."""
        leader = await who_leads(self.alive)
        street = self.town.street
        before = leader.words().count("frozen ")
        if place in _NEEDED:
            street.fault(_NEEDED[place], methods=_SEND, times=2)
        if place == "answers":
            fault = "slow-after"
            struck = self._struck(fault)
            street.fault(fault, methods=_SEND, times=_LATE, seconds=LEASE * 3)
            await self.town.plant(letters)
            await until(lambda: self._struck(fault) >= struck + 3, place)
            leader.send(signal.SIGSTOP)
        elif place == "anywhere":
            await self.town.plant(letters)
            await asyncio.sleep(chance(f"anywhere {letters}").uniform(0.0, 0.3))
            leader.send(signal.SIGSTOP)
        else:
            (self.town.folder / "freezes").write_text(place)
            leader.send(signal.SIGUSR1)
            await self.town.plant(letters)
            await until(lambda: leader.words().count("frozen ") > before, place)
        await until(leader.is_stopped, place)
        return leader

    def _struck(self, fault: str) -> int:
        figures = self.town.street.log(entries=False)["figures"]
        return int(figures["struck"].get(fault, 0))

    async def flying(self) -> Flying:
        rows = await letters_of(self.store)
        return {
            (row["id"], row["attempt"])
            for row in rows
            if row["state"] in {LetterState.SENDING, LetterState.UNKNOWN}
        }

    async def have_gone_on(self, flying: Flying) -> bool:
        """Others have settled what it had in hand."""
        rows = await letters_of(self.store)
        now = {row["id"]: (row["attempt"], row["state"]) for row in rows}
        return all(
            now[number][0] > attempt or now[number][1] in {*FINAL, LetterState.PLANNED}
            for number, attempt in flying
        )


async def until(
    holds: Callable[[], bool | Coroutine[Any, Any, bool]], what: str
) -> None:
    end = time.monotonic() + _WITHIN
    while True:
        found = holds()
        if found is True or (found is not False and await found):
            return
        assert time.monotonic() < end, f"never came to it: {what}"
        await asyncio.sleep(0.02)


@pytest.mark.parametrize(("on", "places"), [(TELEGRAM, PLACES), (ZALO, OF_ZALO)])
async def test_a_process_that_was_frozen_past_its_lease_overwrites_nothing(
    nursery: Nursery, cluster: Cluster, tmp_path: Path, on: str, places: tuple[str, ...]
) -> None:
    freezes, letters = share(20, 2), share(75, 50)
    with cluster.database() as url:
        town = await a_rivalry(nursery, tmp_path, url, on)
        town.life = replace(town.life, freezes=str(tmp_path / "freezes"))
        alive = [town.service(), town.service()]
        store = await town.store()
        freezing = Freezing(town=town, store=store, alive=alive)
        for number in range(freezes):
            place = places[number % len(places)]
            late = (number // len(places)) % 2 == 0
            await freezing.pass_by(place, letters, late=late)
        await store.close()
        town.stop(*alive)
        terms = never_both(alive)
        verdict = await town.judge()
    note(
        f"frozen past the lease, {on}: {freezes} freezes with {sum(freezing.in_hand)} "
        f"letters in hand, {terms} terms, {verdict}"
    )
    assert verdict.faults == {}, tmp_path
    assert verdict.planted == letters * freezes
    assert sum(freezing.in_hand) >= freezes
    assert terms > freezes // 2
    # Telegram cannot tell a process that has slept: one letter at most is said twice.
    # On Zalo nobody can look: any letter in hand may be, and those it answered late.
    of_freeze = Counter(number_in(text) // letters for text in verdict.labelled)
    for number, extra in of_freeze.items():
        most = 1 if on == TELEGRAM else freezing.in_hand[number] + _LATE
        assert extra <= most, (number, of_freeze, tmp_path)
    town.street.child.kill()
