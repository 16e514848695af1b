"""A process that was frozen wakes up with its result, and changes nothing by it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels import Outcome, Sent, Unsure
from jobs.deliver import GRACE
from jobs.recording import Recorder
from programme.letters import LetterState, Posted
from programme.reminders import ChatRole
from storage import Store
from tests.bot.makers import at
from tests.jobs.makers import PlayedClock, all_letters, linked
from tests.jobs.post_makers import posted

LOST = Unsure("timed out")
STATES = ["sending", "unknown", "copy", "copied", "sent", "failed", "superseded"]


@settings(max_examples=40, deadline=None)
@given(data=st.data())
async def test_a_late_result_never_overwrites_and_is_never_lost(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A frozen process wakes up with its result, wherever the letter is by then."""
    state = data.draw(st.sampled_from(STATES))
    arrived = data.draw(st.booleans())
    store = await Store.open(tmp_path_factory.mktemp("late") / "a.db")
    try:
        await store.migrate()
        before, after = await _woken(store, state, Sent("77") if arrived else LOST)
        async with store.read() as unit:
            known = await unit.outbox.known_messages("telegram", "7", 9)
    finally:
        await store.close()

    if state == "sending":
        assert after is (LetterState.SENT if arrived else LetterState.UNKNOWN)
    elif arrived and state in {"unknown", "copy"}:
        assert after is LetterState.SENT
    else:
        assert after is before
    assert ("77" in [number for number, _, _ in known]) == arrived


async def _woken(
    store: Store, state: str, outcome: Outcome
) -> tuple[LetterState, LetterState]:
    """Where the letter was when its first sender woke, and where it is then."""
    clock = PlayedClock(moment=at(7))
    await linked(store, "7", ChatRole.AGENCY, "Sở A")
    await posted(store, clock, "a", chat=1)
    zombie = await _take(store, clock, "zombie")
    await _bring_to(store, clock, zombie, state)
    [before] = [one.state for one in await all_letters(store)]
    recorder = Recorder(store=store, clock=clock)
    await recorder.write_one(zombie, outcome)
    return before, (await all_letters(store))[0].state


async def _bring_to(
    store: Store, clock: PlayedClock, zombie: Posted, state: str
) -> None:
    """What others did with the letter while its sender was frozen."""
    now = clock.real()
    if state == "sending":
        return
    async with store.begin() as unit:
        await unit.outbox.recover(now)
    if state == "unknown":
        return
    async with store.begin() as unit:
        if state == "sent":
            await unit.outbox.witness(zombie, "70", now)
        await unit.outbox.settle(zombie, now)
    if state == "superseded":
        async with store.begin() as unit:
            await unit.outbox.supersede([zombie.id])
    if state in {"copied", "failed"}:
        copy = await _take(store, clock, "other")
        if state == "failed":
            async with store.begin() as unit:
                await unit.outbox.give_up(copy, "x", now)


async def _take(store: Store, clock: PlayedClock, worker: str) -> Posted:
    async with store.begin() as unit:
        posted = await unit.outbox.claim(
            worker=worker, now=clock.real(), lease=GRACE, occasion_now=clock.now()
        )
    assert posted is not None
    return posted
