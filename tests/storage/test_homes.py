"""Where a waiting letter would go, while chats come, go and change."""

from dataclasses import replace

import pytest

from programme.chats import ChatState
from programme.letters import LetterState, Priority
from programme.reminders import ChatRole
from programme.reminders import agency as to_agency
from storage import MovedMeanwhile, Store
from tests.storage.makers import (
    FINANCE,
    LEASE,
    NOON,
    a_letter,
    claimed,
    linked,
    next_claim,
)

OF_FINANCE = to_agency(FINANCE)


async def test_a_letter_follows_its_addressee_from_chat_to_chat(store: Store) -> None:
    async with store.begin() as unit:
        first = await linked(unit, "-1", role=ChatRole.AGENCY, agency=FINANCE)
        await linked(unit, "-2", role=ChatRole.AGENCY, agency=FINANCE)
        await unit.outbox.post(a_letter(to=OF_FINANCE, reply_to="5"), now=NOON)
        await unit.chats.put(replace(first, state=ChatState.UNREACHABLE), was=first)

    posted = await claimed(store)
    assert (posted.address, posted.letter.reply_to) == ("-2", None)


async def test_a_chat_that_becomes_another_agencys_takes_no_letter_along(
    store: Store,
) -> None:
    async with store.begin() as unit:
        chat = await linked(unit, "-1", role=ChatRole.AGENCY, agency=FINANCE)
        await unit.outbox.post(a_letter(to=OF_FINANCE), now=NOON)
        await unit.chats.put(replace(chat, agency="Sở Nội vụ"), was=chat)
        assert await unit.outbox.heads(NOON, 9) == []


async def test_an_edit_stays_with_the_chat_its_message_is_in(store: Store) -> None:
    async with store.begin() as unit:
        first = await linked(unit, "-1", role=ChatRole.AGENCY, agency=FINANCE)
        await linked(unit, "-2", role=ChatRole.AGENCY, agency=FINANCE)
        await unit.outbox.post(a_letter(to=OF_FINANCE, edits="5"), now=NOON)
        await unit.chats.put(replace(first, state=ChatState.UNLINKED), was=first)

    assert (await claimed(store)).address == "-1"


async def test_what_waits_for_a_group_that_grew_is_said_there_anew(
    store: Store,
) -> None:
    async with store.begin() as unit:
        chat = await linked(unit, "-1")
        answer = Priority.ANSWER
        for key, more in (
            ("answer", {"edits": "5", "priority": answer}),
            ("digest", {"edits": "6"}),
            ("reply", {"reply_to": "7"}),
        ):
            letter = a_letter(key, to=None, chat=chat.id, **more)
            await unit.outbox.post(letter, now=NOON)
        await unit.chats.moved(chat.id, "-1001")
        await unit.chats.moved(chat.id, "-1001")  # told by the group, and by a refusal
        counts = await unit.outbox.counts()

    assert counts[LetterState.SUPERSEDED] == 1
    for key in ("answer", "reply"):
        posted = await claimed(store)
        assert posted.letter.key == key
        assert (posted.letter.edits, posted.letter.reply_to) == (None, None)
        assert posted.address == "-1001"
        async with store.begin() as unit:
            await unit.outbox.sent(posted, f"9{key}", NOON)
    assert await next_claim(store) is None


async def test_of_many_only_those_that_are_as_they_were_are_written(
    store: Store,
) -> None:
    """A batch is all or nothing: one that has moved undoes it for the others too."""
    async with store.begin() as unit:
        for number in range(3):
            chat = await linked(unit, f"-{number + 1}")
            letter = a_letter(str(number), to=None, chat=chat.id)
            await unit.outbox.post(letter, now=NOON)
    taken = [await claimed(store) for _ in range(3)]
    async with store.begin() as unit:
        await unit.outbox.give_up(taken[1], "gone", NOON)

    went = [(one, str(one.id)) for one in taken]
    with pytest.raises(MovedMeanwhile):
        async with store.begin() as unit:
            await unit.outbox.all_sent(went, NOON)

    async with store.read() as unit:
        states = [(await unit.outbox.get(one.id)).state for one in taken]
    sending, failed = LetterState.SENDING, LetterState.FAILED
    assert states == [sending, failed, sending]


async def test_letters_of_another_process_are_touched_when_their_lease_is_over(
    store: Store,
) -> None:
    async with store.begin() as unit:
        for number in range(3):
            chat = await linked(unit, f"-{number + 1}")
            letter = a_letter(str(number), to=None, chat=chat.id)
            await unit.outbox.post(letter, now=NOON)
    mine = await claimed(store, worker="me")
    in_hand = await claimed(store, worker="me")
    theirs = await claimed(store, worker="them")

    async with store.begin() as unit:
        but = [in_hand.id]
        assert await unit.outbox.recover(NOON, worker="me", but=but) == 1
        assert (await unit.outbox.get(mine.id)).state is LetterState.UNKNOWN
        assert (await unit.outbox.get(theirs.id)).state is LetterState.SENDING
        assert await unit.outbox.recover(NOON + LEASE, worker="me", but=but) == 1
        assert (await unit.outbox.get(in_hand.id)).state is LetterState.SENDING
