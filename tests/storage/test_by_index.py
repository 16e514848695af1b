"""What is asked for by an index: what is called so, an agency's own; many posted."""

import pytest

from programme.reminders import OFFICE, agency
from storage import Store
from storage.posting import New
from tests.storage.makers import (
    FINANCE,
    NOON,
    a_letter,
    a_reminder,
    linked,
    published,
)


async def test_many_letters_are_posted_at_once_and_each_only_whole(
    store: Store,
) -> None:
    async with store.begin() as unit:
        await published(unit)
        chat = await linked(unit)
        await unit.outbox.post(a_letter("a"), [a_reminder("said")], now=NOON)
        posted = await unit.posting.post_all(
            [
                New(letter=a_letter("b"), says=(a_reminder("x"), a_reminder("y"))),
                New(letter=a_letter("c"), says=(a_reminder("said"),)),
                New(letter=a_letter("a"), says=(a_reminder("z"),)),
            ],
            now=NOON,
        )

    assert posted == 2
    async with store.read() as unit:
        said = await unit.reminders.said(["x", "y", "z"])
        letters = [await unit.outbox.get(number) for number in (1, 2, 3)]
        says = await unit.reminders.of_letter(letters[1].id)
    assert said == {"x", "y", "z"}
    assert [one.letter.key for one in letters] == ["a", "b", "a+z"]
    assert [reminder.key for reminder in says] == ["x", "y"]
    async with store.read() as unit:
        homes = await unit.chats.homes([OFFICE, agency(FINANCE)])
    assert homes == {OFFICE: chat.id}


@pytest.mark.parametrize(
    ("ref", "whose", "found"),
    [
        ("I.1", None, ["I.1"]),
        ("I.1", FINANCE, ["I.1"]),
        ("1", None, ["I.1", "II.1"]),
        ("2", FINANCE, ["I.2"]),  # it supports that one
        ("1", "Sở Nội vụ", ["II.1"]),
        ("9", None, []),
        ("9" * 40, None, []),
        ("I.I.I.I.I.I.I.I", None, []),
    ],
)
async def test_what_is_called_so(
    store: Store, ref: str, whose: str | None, found: list[str]
) -> None:
    async with store.begin() as unit:
        await published(unit)
        called = await unit.duties.called(ref, agency=whose)

    assert [duty.ref for duty in called] == found


async def test_an_open_one_wins_then_the_newest_programme(store: Store) -> None:
    async with store.begin() as unit:
        july = await published(unit)
        august = await published(unit, period="2020-08")

        async def first() -> int:
            (found,) = await unit.duties.called("I.1")
            return found.programme

        assert await first() == august.programme.id
        (newer,) = await unit.duties.called("I.1")
        await unit.duties.put(newer.accept(at=NOON), was=newer)
        assert await first() == july.programme.id
        await unit.programmes.withdraw(july.programme.id, NOON)
        assert await first() == august.programme.id


async def test_an_agencys_own_are_the_newest_that_are_in_force(store: Store) -> None:
    async with store.begin() as unit:
        july = await published(unit)
        august = await published(unit, period="2020-08")
        september = await published(unit, period="2020-09")
        await unit.programmes.withdraw(september.programme.id, NOON)

        every = await unit.duties.own(FINANCE, most=100)
        few = await unit.duties.own(FINANCE, most=1)
        await unit.duties.put(few[0].accept(at=NOON), was=few[0])
        still = await unit.duties.own(FINANCE, most=100, open_only=True)

    assert {d.programme for d in every} == {july.programme.id, august.programme.id}
    assert few[0].programme == august.programme.id
    assert {duty.id for duty in every} - {duty.id for duty in still} == {few[0].id}
