"""Outbox, plan and clock in any order, by whoever dies in between: the letters' law."""

import asyncio
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from programme.chats import ChatState
from programme.letters import FINAL, Letter, LetterState, Posted
from programme.reminders import ChatRole, Kind
from storage import MovedMeanwhile, Store
from tests.faults.oracle import letters_of
from tests.faults.shares import FULL, SEED, note, share
from tests.storage.makers import LEASE, NOON

CHATS = 3
few = st.integers(0, 7)


class Letters(RuleBasedStateMachine):
    """The model is what the channel took: by letter, the messages, and which of them
    say that they are copies."""

    flights = Bundle("flights")
    empty: Path
    runs = 0

    def __init__(self) -> None:
        super().__init__()
        Letters.runs += 1
        self.folder = Path(tempfile.mkdtemp(prefix="nhacviec-machine-"))
        shutil.copy(self.empty, self.folder / "office.db")
        self.runner = asyncio.Runner()
        self.store: Store = self.run(Store.open(self.folder / "office.db"))
        self.now: datetime = NOON
        self.took: dict[int, list[tuple[str, bool]]] = {}
        self.ends: dict[int, LetterState] = {}
        self.done: set[tuple[int, int]] = set()  # attempts whose fate is out
        self.arrived: set[tuple[int, int]] = set()
        self.frozen: set[int] = set()
        self.waits: dict[int, datetime] = {}
        self.run(self._link())

    def run(self, work: Any) -> Any:
        return self.runner.run(work)

    async def _link(self) -> None:
        async with self.store.begin() as unit:
            for number in range(CHATS):
                await unit.chats.add(
                    channel="telegram",
                    address=str(-100 - number),
                    title=str(number),
                    role=ChatRole.AGENCY if number else ChatRole.OFFICE,
                    agency=f"Sở {number}" if number else None,
                    state=ChatState.LINKED,
                    at=NOON,
                )

    @rule(key=few, chat=st.integers(1, CHATS), lasts=st.sampled_from([None, 1, 30]))
    def plan(self, key: int, chat: int, lasts: int | None) -> None:
        """Planned again, it is the same letter."""
        letter = Letter(
            key=f"k{key}",
            kind=Kind.DIGEST,
            at=self.now,
            text=f"Thư {key}",
            chat=chat,
            not_after=self.now + timedelta(minutes=lasts) if lasts else None,
        )

        async def post() -> None:
            async with self.store.begin() as unit:
                await unit.outbox.post(letter, now=self.now)

        self.run(post())

    @rule(key=few)
    def replan(self, key: int) -> None:
        """The meeting has moved: what is still planned is not sent any more."""

        async def supersede() -> None:
            rows = await letters_of(self.store)
            ids = [row["id"] for row in rows if row["key"] == f"k{key}"]
            async with self.store.begin() as unit:
                await unit.outbox.supersede(ids)

        self.run(supersede())

    @rule(target=flights, worker=st.sampled_from("ab"), most=st.integers(1, 3))
    def take(self, worker: str, most: int) -> list[Posted]:
        async def take() -> list[Posted]:
            async with self.store.begin() as unit:
                await unit.outbox.tidy(self.now, self.now)
                return await unit.outbox.take(
                    await unit.outbox.heads(self.now, most),
                    worker=worker,
                    now=self.now,
                    lease_until=self.now + LEASE,
                    occasion_now=self.now,
                )

        taken: list[Posted] = self.run(take())
        for posted in taken:
            not_after = posted.letter.not_after
            assert not_after is None or self.now <= not_after, "sent too late"
            assert self.waits.get(posted.id, self.now) <= self.now, "sent too early"
        return taken

    @rule(taken=flights)
    def arrive(self, taken: list[Posted]) -> None:
        """The channel takes it; its answer is still on the way."""
        for posted in taken:
            attempt = (posted.id, posted.attempt)
            if attempt not in self.done | self.arrived:
                self.run(self._arrive(posted))

    async def _arrive(self, posted: Posted) -> None:
        self.arrived.add((posted.id, posted.attempt))
        if not await self._is_ours(posted):
            self.frozen.add(posted.id)  # it woke after others had gone on
        number = str(100 * posted.id + posted.attempt)
        self.took.setdefault(posted.id, []).append((number, posted.resends > 0))

    @rule(
        taken=flights,
        outcome=st.sampled_from(["sent", "sent", "later", "never", "lost", "arrived"]),
    )
    def end(self, taken: list[Posted], outcome: str) -> None:
        """The call is over. Of `lost` and `arrived` we only know that we do not know;
        of a process that is gone or was frozen, nobody knows anything but evidence."""
        for posted in taken:
            attempt = (posted.id, posted.attempt)
            if attempt in self.done:
                continue
            self.done.add(attempt)
            self.run(self._end(posted, outcome))

    async def _end(self, posted: Posted, outcome: str) -> None:
        number = str(100 * posted.id + posted.attempt)
        if (posted.id, posted.attempt) in self.arrived:
            outcome = "sent" if outcome == "sent" else "lost"
        elif outcome in {"sent", "arrived"}:
            await self._arrive(posted)
        try:
            async with self.store.begin() as unit:
                if outcome == "sent":
                    await unit.outbox.sent(posted, number, self.now)
                elif outcome == "later":
                    after = self.now + timedelta(minutes=2)
                    await unit.outbox.try_later(posted, "429", after, self.now)
                    self.waits[posted.id] = after
                elif outcome == "never":
                    await unit.outbox.give_up(posted, "403", self.now)
                else:
                    await unit.outbox.unsure(posted, "timeout", self.now)
        except MovedMeanwhile:
            assert not await self._is_ours(posted), "its own result was refused"
            if outcome == "sent":
                async with self.store.begin() as unit:
                    await unit.outbox.witness(posted, number, self.now)

    async def _is_ours(self, posted: Posted) -> bool:
        async with self.store.read() as unit:
            now = await unit.outbox.get(posted.id)
        return (now.state, now.attempt, now.worker) == (
            LetterState.SENDING,
            posted.attempt,
            posted.worker,
        )

    @rule(worker=st.sampled_from([None, "a", "b"]))
    def recover(self, worker: str | None) -> None:
        async def recover() -> None:
            async with self.store.begin() as unit:
                await unit.outbox.recover(self.now, worker=worker)

        self.run(recover())

    @rule()
    def settle(self) -> None:
        """As in a supergroup: what is there is found, if its own call is over."""

        async def settle() -> None:
            async with self.store.read() as unit:
                open_ones = await unit.outbox.unsettled(self.now, timedelta(0))
            for one in open_ones:
                took = self.took.get(one.posted.id, [])
                found = took[-1][0] if took else None
                async with self.store.begin() as unit:
                    await unit.outbox.settle(one.posted, self.now, found=found)

        self.run(settle())

    @rule(minutes=st.sampled_from([0, 1, 3, 45]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def the_law_holds(self) -> None:
        rows = self.run(letters_of(self.store))
        flying = [
            row["lane"]
            for row in rows
            if row["state"] in {LetterState.SENDING, LetterState.UNKNOWN}
        ]
        assert len(flying) == len(set(flying)), "two on their way to one chat"
        assert len({row["key"] for row in rows}) == len(rows)
        for row in rows:
            self._look_at(row)

    def _look_at(self, row: dict[str, Any]) -> None:
        number, state = row["id"], row["state"]
        was = self.ends.get(number)
        assert was in {None, state}, f"{row['key']} was {was}, is {state}"
        if state in FINAL:
            self.ends[number] = state
        took = self.took.get(number, [])
        if state is LetterState.SENT:
            assert row["message_id"] in {message for message, _ in took}
        plain = [message for message, is_copy in took if not is_copy]
        assert len(plain) <= 1, f"{row['key']} was said twice, and does not say so"
        assert len(took) <= 1 + (number in self.frozen), f"{row['key']}: {took}"

    def teardown(self) -> None:
        self.run(self.store.close())
        self.runner.close()
        shutil.rmtree(self.folder)


def test_no_order_of_events_breaks_the_law_of_the_letters(empty_file: Path) -> None:
    Letters.empty = empty_file
    runs, steps = share(1000, 60), share(50, 30)
    if FULL:
        seed(SEED)(Letters)
    run_state_machine_as_test(
        Letters,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            # Whoever looks for the cause runs `make faults`, which makes it short.
            phases=list(Phase) if FULL else [Phase.generate],
            derandomize=not FULL,
            suppress_health_check=list(HealthCheck),
        ),
    )
    note(f"outbox x plan x clock: {Letters.runs} runs of up to {steps} steps")
