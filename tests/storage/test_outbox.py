"""The outbox: posted once, one at a time to a chat, nothing lost in silence."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from programme.letters import Button, Letter, LetterState, Posted, Priority
from programme.reminders import ChatRole, Kind
from programme.reminders import agency as to_agency
from storage import MovedMeanwhile, Store
from storage.tables.post import letters
from tests.storage.makers import (
    A_MINUTE,
    FINANCE,
    NOON,
    a_letter,
    a_reminder,
    claimed,
    linked,
    next_claim,
    sending,
)


async def test_posting_twice_posts_once(store: Store) -> None:
    for expected in (True, False):
        async with store.begin() as unit:
            number = await unit.outbox.post(a_letter(), [a_reminder()], now=NOON)
            assert (number is not None) == expected

    async with store.read() as unit:
        assert await unit.outbox.pending() == 1
        assert await unit.reminders.of_letter(1) == [a_reminder()]


async def test_a_reminder_is_said_in_one_letter_only(store: Store) -> None:
    both = [a_reminder("one"), a_reminder("two")]
    async with store.begin() as unit:
        assert await unit.outbox.post(a_letter("a"), both[:1], now=NOON) == 1
        assert await unit.outbox.post(a_letter("b"), both, now=NOON) is None
        assert await unit.reminders.said(["one", "two", "three"]) == {"one"}
        assert await unit.outbox.pending() == 1


async def test_what_was_put_aside_is_never_said(store: Store) -> None:
    async with store.begin() as unit:
        await unit.reminders.put_aside([a_reminder()], "expired", NOON)
        await unit.reminders.put_aside([a_reminder()], "superseded", NOON)
        assert await unit.outbox.post(a_letter(), [a_reminder()], now=NOON) is None
        with pytest.raises(ValueError, match="forgotten"):
            await unit.reminders.put_aside([a_reminder("x")], "forgotten", NOON)


async def test_a_letter_comes_back_as_it_was_posted(store: Store) -> None:
    async with store.begin() as unit:
        chat = await linked(unit)
        letter = a_letter(
            chat=chat.id,
            kind=None,
            to=to_agency(FINANCE),
            buttons=((Button("Xong", "r:1"), Button("Chưa", "p:1")), ()),
            reply_to="5",
            edits="6",
            duties=(3, 1),
            refs=("I.3",),
            asks_reply=True,
            priority=Priority.ANSWER,
            not_after=NOON,
        )
        assert await unit.outbox.post(letter, now=NOON)

    posted = await claimed(store)

    assert posted == Posted(
        id=1,
        letter=letter,
        state=LetterState.SENDING,
        attempt=1,
        chat=chat.id,
        channel="telegram",
        address="-100",
        worker="w",
    )


def test_every_field_of_a_letter_has_a_column() -> None:
    names = {field.name for field in fields(Letter)} - {"to"}
    assert names | {"to_role", "to_agency"} <= set(letters.c.keys())


async def test_one_letter_at_a_time_goes_to_a_chat(store: Store) -> None:
    async with store.begin() as unit:
        await linked(unit, "-100")
        await linked(unit, "-200", role=ChatRole.AGENCY, agency=FINANCE)
        for key in ("a", "b"):
            await unit.outbox.post(a_letter(key), now=NOON)
        await unit.outbox.post(a_letter("c", to=to_agency(FINANCE)), now=NOON)

    assert (await claimed(store)).letter.key == "a"
    assert (await claimed(store)).letter.key == "c"
    assert await next_claim(store) is None


async def test_a_chat_is_free_again_when_its_letter_has_ended(store: Store) -> None:
    async with store.begin() as unit:
        await linked(unit)
        for key in ("a", "b", "c", "d"):
            await unit.outbox.post(a_letter(key), now=NOON)

    posted = await sending(store)
    async with store.begin() as unit:
        await unit.outbox.sent(posted, "1", NOON)
    posted = await sending(store)
    async with store.begin() as unit:
        await unit.outbox.give_up(posted, "Forbidden", NOON)
    posted = await sending(store)
    async with store.begin() as unit:
        await unit.outbox.unsure(posted, "timed out", NOON)
    assert await next_claim(store) is None  # nobody knows yet

    async with store.read() as unit:
        counts = await unit.outbox.counts()
        assert await unit.outbox.pending() == 2
    assert {state: n for state, n in counts.items() if n} == {
        LetterState.SENT: 1,
        LetterState.FAILED: 1,
        LetterState.UNKNOWN: 1,
        LetterState.PLANNED: 1,
    }


async def test_answers_go_first_then_by_moment_then_as_posted(store: Store) -> None:
    async with store.begin() as unit:
        for number, (key, at, priority) in enumerate(
            [
                ("standing", NOON, Priority.STANDING),
                ("later", NOON + A_MINUTE, Priority.REMINDER),
                ("first", NOON, Priority.REMINDER),
                ("second", NOON, Priority.REMINDER),
                ("answer", NOON + A_MINUTE, Priority.ANSWER),
            ]
        ):
            chat = await linked(unit, str(number))
            letter = a_letter(key, at=at, priority=priority, chat=chat.id)
            await unit.outbox.post(letter, now=NOON)

    order = [(await claimed(store)).letter.key for _ in range(5)]

    assert order == ["answer", "first", "second", "later", "standing"]


async def test_a_letter_that_waits_holds_back_its_chat_but_no_answer(
    store: Store,
) -> None:
    async with store.begin() as unit:
        await linked(unit)
        await unit.outbox.post(a_letter("first"), now=NOON)
        await unit.outbox.post(a_letter("second"), now=NOON)
    posted = await sending(store)
    async with store.begin() as unit:
        await unit.outbox.try_later(posted, "429", NOON + A_MINUTE, NOON)
        assert await unit.outbox.planned_moments() == [NOON, NOON + A_MINUTE]
    assert await next_claim(store) is None

    async with store.begin() as unit:
        answer = a_letter("answer", priority=Priority.ANSWER)
        await unit.outbox.post(answer, now=NOON)
    posted = await sending(store)
    assert posted.letter.key == "answer"
    async with store.begin() as unit:
        await unit.outbox.sent(posted, "1", NOON)

    again = await claimed(store, NOON + A_MINUTE)
    assert (again.letter.key, again.attempt, again.error) == ("first", 2, "429")


async def test_a_letter_goes_to_the_first_linked_chat(store: Store) -> None:
    async with store.begin() as unit:
        first = await linked(unit, "-1")
        await linked(unit, "-2")
        await unit.outbox.post(a_letter("a"), now=NOON)
        away = replace(first, address="-9", title="Nhóm lớn")
        await unit.chats.put(away, was=first)

    assert (await claimed(store)).address == "-9"


async def test_too_late_is_an_outcome(store: Store) -> None:
    async with store.begin() as unit:
        await linked(unit)
        await unit.outbox.post(a_letter(not_after=NOON - A_MINUTE), now=NOON)

    assert await next_claim(store) is None

    async with store.read() as unit:
        assert (await unit.outbox.counts())[LetterState.EXPIRED] == 1


async def test_superseded_letters_are_not_sent(store: Store) -> None:
    async with store.begin() as unit:
        await linked(unit)
        await unit.outbox.post(a_letter("a"), now=NOON)
        await unit.outbox.post(a_letter("b"), now=NOON)
    first = await claimed(store)

    async with store.begin() as unit:
        assert await unit.outbox.supersede([first.id, 2]) == 1


async def test_a_worker_that_woke_too_late_changes_nothing(store: Store) -> None:
    async with store.begin() as unit:
        await linked(unit)
        await unit.outbox.post(a_letter(), now=NOON)
    old = await sending(store)
    async with store.begin() as unit:
        await unit.outbox.try_later(old, "429", NOON, NOON)
    new = await claimed(store)

    async with store.begin() as unit:
        for late in (
            unit.outbox.take_back(old, "not trusted", NOON),
            unit.outbox.sent(replace(new, worker="other"), "2", NOON),
            unit.outbox.sent(old, "1", NOON),
            unit.outbox.unsure(old, "timed out", NOON),
            unit.outbox.give_up(old, "Forbidden", NOON),
            unit.outbox.try_later(old, "429", NOON, NOON),
        ):
            with pytest.raises(MovedMeanwhile):
                await late

    async with store.read() as unit:
        assert (await unit.outbox.get(new.id)).state is LetterState.SENDING


async def test_a_final_state_never_changes(store: Store) -> None:
    async with store.begin() as unit:
        await linked(unit)
        await unit.outbox.post(a_letter(), now=NOON)
    posted = await sending(store)
    async with store.begin() as unit:
        await unit.outbox.sent(posted, "1", NOON)

    async with store.begin() as unit:
        for late in (
            unit.outbox.sent(posted, "2", NOON),
            unit.outbox.unsure(posted, "timed out", NOON),
            unit.outbox.give_up(posted, "Forbidden", NOON),
        ):
            with pytest.raises(MovedMeanwhile):
                await late


async def test_our_message_is_known_again(store: Store) -> None:
    async with store.begin() as unit:
        chat = await linked(unit)
        await unit.outbox.post(a_letter("digest", refs=("I.3",)), now=NOON)
    first = await sending(store)
    async with store.begin() as unit:
        await unit.outbox.sent(first, "41", NOON)
        edit = a_letter("edit", chat=chat.id, edits="41", to=None, kind=Kind.CHANGE)
        await unit.outbox.post(edit, now=NOON)
    second = await sending(store)
    async with store.begin() as unit:
        await unit.outbox.sent(second, "42", NOON)

    async with store.read() as unit:
        for message in ("41", "42"):
            found = await unit.outbox.letter_at("telegram", "-100", message)
            assert found is not None
            assert (found.letter.key, found.address) == ("digest", "-100")
        assert await unit.outbox.letter_at("telegram", "-100", "43") is None
        assert await unit.outbox.letter_at("zalo", "-100", "41") is None


async def test_what_is_claimed_stays_claimed_until_a_new_start(store: Store) -> None:
    async with store.begin() as unit:
        await linked(unit)
        await unit.outbox.post(a_letter(), now=NOON)
    await claimed(store)

    assert await next_claim(store, NOON + timedelta(days=1)) is None
