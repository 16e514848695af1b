"""Never do two lead, whatever the clocks, the network and the processes do."""

import asyncio
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from storage import Store
from storage.tables.house import leases
from tests.nhacviec.rivals import NAMES, Street, World, opened

numbers = st.integers(0, len(NAMES) - 1)
slow = st.sampled_from([0.0, 0.0, 0.0, 0.1, 2.0, 6.0, 12.0])
attempts = st.tuples(st.just("attempt"), numbers, slow, slow)
passing = st.tuples(
    st.just("pass"), st.sampled_from([0.5, 1.0, 2.0, 4.0, 9.0, 12.0, 13.0])
)
crashes = st.tuples(st.just("crash"), numbers)
jumps = st.tuples(st.just("jump"), st.sampled_from([-3600.0, 3600.0, -9.0, 9.0, 3e5]))


def plans_with(also: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    mostly = st.one_of(attempts, attempts, attempts, passing, passing, also)
    return st.lists(mostly, min_size=30, max_size=60)


# Whoever starts just when the database's clock is set forward cannot know of it; so
# an example has either crashes or a clock that is set.
plans = plans_with(crashes) | plans_with(jumps)
rates = st.tuples(*[st.sampled_from([0.9, 1.0, 1.15])] * len(NAMES))


async def played(
    store: Store, world: World, plan: list[Any], speeds: tuple[float, ...]
) -> None:
    world.time, world.jumped = 1000.0, 0.0
    async with store._writer.begin() as connection:
        await connection.execute(delete(leases))
    street = Street(store, world, speeds)
    await street.begin()
    steps = iter(plan)

    async def one_step(depth: int = 0) -> bool:
        step = next(steps, None)
        if step is None:
            return False
        match step:
            case "attempt", int(number), float(there), float(back):
                # While its answer is under way, the others go on.
                then = None if depth > 1 else lambda: one_step(depth + 1)
                await street.attempt(number, there, back, then)
            case "pass", float(some):
                world.time += some
            case "jump", float(some):
                world.jumped += some
            case "crash", int(number):
                street.crash(number)
        street.look()
        return True

    while await one_step():
        pass


def test_never_do_two_lead_whatever_the_clocks_do(tmp_path: Path) -> None:
    """Real statements on a real file; only time is played."""
    world = World()
    with asyncio.Runner() as runner:
        store = runner.run(opened(tmp_path / "a.db", world))

        @settings(deadline=None, max_examples=150)
        @given(plan=plans, speeds=rates)
        def never_two(plan: list[Any], speeds: tuple[float, ...]) -> None:
            runner.run(played(store, world, plan, speeds))

        never_two()
        runner.run(store.close())
