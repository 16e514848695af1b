"""Whatever comes in can be kept, on both databases, and is found again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import NotFound, Store
from storage.cleaning import cleaned, to_json
from storage.drafts import Waiting
from tests.storage.makers import NOON, a_draft, a_letter, linked

NASTY = [
    ("Báo cáo\0 quý", "Báo cáo quý"),
    ("nửa \ud83d cặp", "nửa \ufffd cặp"),
    ("một cặp \ud83d\ude00", "một cặp \U0001f600"),
    ("ngược \ude00\ud83d", "ngược \ufffd\ufffd"),
    ("Sở Tài chính", "Sở Tài chính"),
    ("plain", "plain"),
]


async def answered(store: Store, answers: dict[str, str]) -> Waiting:
    """A document of that name, answered so: a text and JSON that came from outside."""
    name = next(iter(answers))
    async with store.begin() as unit:
        number = await unit.drafts.add(
            a_draft(), name=name, sha256="ab" * 32, by="Lan", where="-1", at=NOON
        )
        await unit.drafts.answer(number, answers)
    async with store.read() as unit:
        return await unit.drafts.get(number)


@pytest.mark.parametrize(("came", "kept"), NASTY)
async def test_whatever_comes_in_is_stored(store: Store, came: str, kept: str) -> None:
    """An update that was refused would come again for ever."""
    found = await answered(store, {came: came})

    assert found.name == kept
    assert found.answers == {kept: kept}


@pytest.mark.parametrize(("came", "kept"), NASTY)
async def test_a_letter_with_any_text_is_posted_once(
    store: Store, came: str, kept: str
) -> None:
    async with store.begin() as unit:
        await linked(unit, came)
        number = await unit.outbox.post(a_letter(came, text=came), now=NOON)
        assert await unit.outbox.post(a_letter(came), now=NOON) is None

    assert number is not None
    async with store.read() as unit:
        assert (await unit.outbox.get(number)).letter.text == kept
        assert await unit.chats.at("telegram", came) is not None


async def test_a_backslash_that_speaks_of_it_stays(store: Store) -> None:
    said = {"a": r"viết là \u0000 hay \\u0000"}

    assert (await answered(store, said)).answers == said


@pytest.mark.parametrize("number", [2**31, 2**62, -(2**31) - 1])
async def test_a_number_that_is_nobodys_is_not_found(store: Store, number: int) -> None:
    async with store.read() as unit:
        with pytest.raises(NotFound):
            await unit.duties.get(number)


texts = st.text(st.characters(exclude_categories=()))
values = st.recursive(texts, lambda some: st.lists(some) | st.dictionaries(texts, some))


@given(values)
def test_whatever_it_is_it_can_be_written_and_clean_text_stays(value: object) -> None:
    once = cleaned(value)

    assert cleaned(once) is once
    assert json.loads(to_json(value).encode()) == once
