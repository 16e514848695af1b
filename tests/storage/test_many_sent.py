"""Many letters taken and written down at once: set by set, looked up by number."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from programme.letters import LetterState, Posted
from storage import MovedMeanwhile, Store
from storage.tables.post import accepted, attempts
from tests.storage.makers import A_MINUTE, NOON, a_letter, linked

MANY = 70
LATER = NOON + timedelta(seconds=3)


async def many_taken(store: Store) -> list[Posted]:
    """One to a chat, all of them on their way."""
    async with store.begin() as unit:
        for number in range(MANY):
            chat = await linked(unit, f"-{number}")
            letter = a_letter(f"k{number}", to=None, chat=chat.id)
            await unit.outbox.post(letter, now=NOON)
    return await take_all(store)


async def take_all(store: Store) -> list[Posted]:
    async with store.begin() as unit:
        return await unit.outbox.take(
            await unit.outbox.heads(NOON, 2 * MANY),
            worker="w",
            now=NOON,
            lease_until=NOON + A_MINUTE,
            occasion_now=NOON,
        )


async def rows(store: Store, *wanted: Any) -> list[tuple[Any, ...]]:
    async with store.read() as unit:
        found = await unit.outbox._execute(select(*wanted).order_by(wanted[0]))
        return [tuple(row) for row in found.all()]


async def test_what_is_taken_is_what_lies_there(store: Store) -> None:
    taken = await many_taken(store)

    assert len(taken) == MANY
    async with store.read() as unit:
        assert taken == [await unit.outbox.get(one.id) for one in taken]
    a = attempts.c
    assert await rows(store, a.letter, a.n, a.chat, a.worker, a.started, a.ended) == [
        (one.id, 1, one.chat, "w", NOON, None) for one in taken
    ]


async def test_each_becomes_the_message_that_was_made_of_it(store: Store) -> None:
    went = [(one, f"m{one.id}") for one in await many_taken(store)]

    async with store.begin() as unit:
        await unit.outbox.all_sent(went, LATER)

    found = accepted.c
    assert await rows(
        store, found.letter, found.address, found.message_id, found.attempt, found.at
    ) == [(one.id, one.address, message, 1, LATER) for one, message in went]
    async with store.read() as unit:
        for one, message in went:
            letter = await unit.outbox.letter_at("telegram", one.address or "", message)
            assert letter is not None
            assert (letter.id, letter.state) == (one.id, LetterState.SENT)
    a = attempts.c
    assert await rows(store, a.letter, a.outcome, a.ended, a.error) == [
        (one.id, "sent", LATER, None) for one, _ in went
    ]


async def test_where_one_has_gone_on_nothing_is_written_of_any(store: Store) -> None:
    taken = await many_taken(store)
    async with store.begin() as unit:
        await unit.outbox.try_later(taken[7], "later", NOON, NOON)
    await take_all(store)

    with pytest.raises(MovedMeanwhile):
        await write(store, [(one, f"m{one.id}") for one in taken])

    assert await rows(store, accepted.c.letter) == []
    async with store.read() as unit:
        states = {(await unit.outbox.get(one.id)).state for one in taken}
    assert states == {LetterState.SENDING}


async def test_an_earlier_attempt_of_the_same_letter_keeps_its_end(
    store: Store,
) -> None:
    (first, *_) = await many_taken(store)
    async with store.begin() as unit:
        await unit.outbox.try_later(first, "too many", NOON, NOON)
    (again,) = await take_all(store)

    await write(store, [(again, "9")])

    a = attempts.c
    ended = await rows(store, a.n, a.outcome, a.error, a.letter)
    assert [one[:3] for one in ended if one[3] == first.id] == [
        (1, "try-later", "too many"),
        (2, "sent", None),
    ]


@pytest.mark.parametrize(
    "message", ["", "7'); --", '["a", 1]', "\\u0000", "mã số", "🙂"]
)
async def test_whatever_a_channel_calls_a_message_is_kept(
    store: Store, message: str
) -> None:
    (one, *_) = await many_taken(store)

    await write(store, [(one, message)])

    assert await rows(store, accepted.c.message_id) == [(message,)]


@pytest.mark.parametrize(("message", "kept"), [("7\0", "7"), ("\ud83d7", "\ufffd7")])
async def test_what_no_database_takes_is_cleaned_as_everywhere(
    store: Store, message: str, kept: str
) -> None:
    (one, *_) = await many_taken(store)

    await write(store, [(one, message)])

    assert await rows(store, accepted.c.message_id) == [(kept,)]


async def write(store: Store, went: list[tuple[Posted, str]]) -> None:
    async with store.begin() as unit:
        await unit.outbox.all_sent(went, LATER)


@pytest.fixture
async def sqlite(empty_file: Path, tmp_path: Path) -> AsyncIterator[Store]:
    shutil.copy(empty_file, tmp_path / "a.db")
    opened = await Store.open(tmp_path / "a.db")
    yield opened
    await opened.close()


async def test_what_waits_is_not_gone_through_to_find_some_by_their_numbers(
    sqlite: Store,
) -> None:
    """SQLite would, by the index of states: ten thousand rows for thirty letters."""
    with listened(sqlite) as said:
        await write(sqlite, [(one, str(one.id)) for one in await many_taken(sqlite)])

    updates = [one for one in said if one[0].startswith("UPDATE letters SET state")]
    assert len(updates) == 2
    for statement, values in updates:
        plan = await explained(sqlite, statement, values)
        assert "SEARCH letters USING INTEGER PRIMARY KEY (rowid=?)" in plan
        assert not [step for step in plan if "letters_state" in step]


@contextmanager
def listened(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """What the writer is asked, with its values."""
    engine, said = store._writer.sync_engine, []

    def hear(_c: object, _d: object, words: str, values: Any, *_more: object) -> None:
        said.append((words, values))

    event.listen(engine, "before_cursor_execute", hear)
    yield said
    event.remove(engine, "before_cursor_execute", hear)


async def explained(store: Store, statement: str, values: Any) -> list[str]:
    async with store._writer.connect() as connection:
        found = await connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", values
        )
        return [row[-1] for row in found.all()]
