"""Letters to somebody who has no chat: a failure, or, for the office, a wait."""

from programme.letters import LetterState
from programme.reminders import agency as to_agency
from storage import Store
from tests.storage.makers import (
    A_MINUTE,
    FINANCE,
    NOON,
    a_letter,
    claimed,
    linked,
    next_claim,
)


async def test_whom_no_chat_reaches_is_a_failure_the_office_sees(store: Store) -> None:
    async with store.begin() as unit:
        await unit.outbox.post(a_letter(to=to_agency(FINANCE)), now=NOON)

    assert await next_claim(store) is None

    async with store.read() as unit:
        (failed,) = await unit.outbox.failures(NOON)
        assert (failed.state, failed.error) == (LetterState.FAILED, "no-chat")
        assert await unit.outbox.failures(NOON + A_MINUTE) == []


async def test_what_is_for_the_office_waits_for_its_chat(store: Store) -> None:
    async with store.begin() as unit:
        await unit.outbox.post(a_letter("receipt"), now=NOON)
    assert await next_claim(store) is None

    async with store.begin() as unit:
        await linked(unit, "-7")

    assert (await claimed(store)).letter.key == "receipt"
