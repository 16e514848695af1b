"""What the office notes and whom it nudges, in the record; who spoke last in a chat."""

from datetime import timedelta

from programme.chats import ChatState, Person
from programme.reminders import ChatRole
from storage import Store
from tests.storage.makers import NOON

LATER = NOON + timedelta(hours=1)
LAN = Person(channel="telegram", address="77", name="Lan")
HUNG = Person(channel="telegram", address="78", name="Hùng")


async def test_the_newest_note_is_the_note_and_an_empty_one_takes_it_off(
    store: Store,
) -> None:
    said = [(1, "a"), (2, "b"), (1, "c"), (3, "d"), (3, "")]
    async with store.begin() as unit:
        for duty, note in said:
            await unit.audit.add(
                at=NOON, who="Lan", where=None, did="note", duty=duty, note=note
            )
        await unit.audit.add(
            at=NOON, who="Lan", where=None, did="move", duty=2, note="no note"
        )

    async with store.read() as unit:
        assert await unit.audit.notes_on([1, 2, 3, 4]) == {1: "c", 2: "b"}
        assert await unit.audit.notes_on([]) == {}


async def test_what_was_nudged_is_known_from_a_moment_on(store: Store) -> None:
    async with store.begin() as unit:
        for duty, at in ((1, NOON), (2, LATER)):
            await unit.audit.add(at=at, who="Lan", where=None, did="nudge", duty=duty)

    async with store.read() as unit:
        assert await unit.audit.nudged([1, 2, 3], LATER) == {2}
        assert await unit.audit.nudged([1, 3], NOON) == {1}


async def test_who_spoke_last_comes_first_and_who_left_does_not(store: Store) -> None:
    async with store.begin() as unit:
        chat = await unit.chats.add(
            channel="telegram",
            address="nn",
            title="Nhóm",
            role=ChatRole.AGENCY,
            agency="Sở",
            state=ChatState.LINKED,
            at=NOON,
        )
        await unit.members.seen(LAN, chat.id, NOON)
        await unit.members.seen(HUNG, chat.id, LATER)

    async with store.begin() as unit:
        assert await unit.members.last_words(chat.id) == [(HUNG, LATER), (LAN, NOON)]
        await unit.members.left(HUNG, chat.id, LATER)
        assert await unit.members.last_words(chat.id) == [(LAN, NOON)]
