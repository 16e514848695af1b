"""After a crash or a timeout: evidence, then one copy, then a failure that is seen."""

from datetime import timedelta

from programme.letters import LetterState, Posted
from storage import Store
from tests.storage.makers import NOON, a_letter, claimed, linked, next_claim, sending

GRACE = timedelta(seconds=15)
LATER = NOON + GRACE


async def unknown(store: Store, edits: str | None = None) -> Posted:
    async with store.begin() as unit:
        await linked(unit)
        await unit.outbox.post(a_letter(edits=edits), now=NOON)
    posted = await sending(store)
    async with store.begin() as unit:
        return await unit.outbox.unsure(posted, "timed out", NOON)


async def settled(store: Store) -> Posted:
    async with store.begin() as unit:
        (one,) = await unit.outbox.unsettled(LATER, GRACE)
        after = await unit.outbox.settle(one.posted, LATER)
        kept = await unit.outbox.get(1)
        assert (kept.state, kept.resends) == (after.state, after.resends)
        return kept


async def test_what_was_taken_and_never_called_goes_again_as_it_was(
    store: Store,
) -> None:
    """Also if another process has meanwhile taken the letter's sender for dead."""
    posted = await unknown(store)
    async with store.begin() as unit:
        await unit.outbox.take_back(posted, "not trusted", NOON)

    again = await claimed(store)
    assert (again.attempt, again.resends) == (2, 0)


async def test_after_a_crash_what_was_being_sent_is_unknown(store: Store) -> None:
    async with store.begin() as unit:
        await linked(unit)
        await unit.outbox.post(a_letter(), now=NOON)
    await sending(store)

    async with store.begin() as unit:
        assert await unit.outbox.recover(NOON) == 1
        assert (await unit.outbox.get(1)).state is LetterState.UNKNOWN
    assert await next_claim(store) is None


async def test_nothing_is_settled_before_its_grace_is_over(store: Store) -> None:
    await unknown(store)
    async with store.begin() as unit:
        assert await unit.outbox.unsettled(LATER - timedelta(seconds=1), GRACE) == []


async def test_evidence_settles_it_as_sent(store: Store) -> None:
    posted = await unknown(store)
    async with store.begin() as unit:
        await unit.outbox.witness(posted, "41", NOON)

    assert (await settled(store)).state is LetterState.SENT


async def test_a_late_success_is_taken_while_it_is_unknown(store: Store) -> None:
    posted = await unknown(store)
    async with store.begin() as unit:
        await unit.outbox.sent(posted, "41", NOON)
        found = await unit.outbox.letter_at("telegram", "-100", "41")
        assert found is not None
        assert found.state is LetterState.SENT
        assert await unit.outbox.unsettled(LATER, GRACE) == []


async def test_a_late_success_spares_the_copy_that_is_planned(store: Store) -> None:
    posted = await unknown(store)
    await settled(store)
    async with store.begin() as unit:
        await unit.outbox.sent(posted, "41", LATER)
    assert await next_claim(store, LATER) is None


async def test_one_copy_then_a_failure(store: Store) -> None:
    await unknown(store)
    assert (await settled(store)).resends == 1

    copy = await sending(store, LATER)
    assert copy.resends == 1
    async with store.begin() as unit:
        await unit.outbox.unsure(copy, "timed out again", NOON)

    failed = await settled(store)
    assert (failed.state, failed.error) == (LetterState.FAILED, "timed out again")


async def test_an_edit_may_be_sent_as_often_as_it_takes(store: Store) -> None:
    await unknown(store, edits="40")
    for _ in range(3):
        assert (await settled(store)).state is LetterState.PLANNED
        again = await sending(store, LATER)
        async with store.begin() as unit:
            await unit.outbox.unsure(again, "timed out", NOON)
    assert (await settled(store)).resends == 0
