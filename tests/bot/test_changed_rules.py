"""The office decides what changed numbers move: by a button under one question."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.messages import rule_effects as words
from bot.rule_edits import effect_of
from programme.reminders import OFFICE
from programme.rules import OfficeRules
from tests.bot.makers import THE_OFFICE, at
from tests.bot.talk import Said, Talk, transcript

KEEP, MOVE = "Giữ hạn đã báo", "Dời 7 hạn và báo lại"
EARLIER = replace(OfficeRules(), session_lead=7)


@pytest.fixture
async def question(talk: Talk) -> Said:
    """As the service asks it when it is started with other numbers."""
    talk.now = at(3, 9)
    talk.office = replace(THE_OFFICE, rules=EARLIER)
    async with talk.store.read() as unit:
        found = await effect_of(unit, office=talk.office, at=talk.now)
    said = str(words.question(found.recounts))
    return await talk.tell(OFFICE, said, words.buttons(found.recounts, found.mark), ())


async def due_of(talk: Talk, ref: str = "I.4") -> str:
    return f"{(await talk.duty(ref)).due.at:%d/%m %H:%M}"


async def test_the_question_says_old_and_new(
    question: Said, snapshot: SnapshotAssertion
) -> None:
    assert transcript([question]) == snapshot


async def test_kept_nothing_moves_and_nobody_is_told(
    talk: Talk, question: Said
) -> None:
    said = await talk.press(question, KEEP)

    assert [one.address for one in said] == ["office"]
    assert "Các hạn đã báo giữ nguyên." in said[0].text
    assert await due_of(talk) == "14/07 17:00"


async def test_moved_each_agency_is_told_once_old_and_new_and_why(
    talk: Talk, question: Said, snapshot: SnapshotAssertion
) -> None:
    said = await talk.press(question, MOVE)

    assert await due_of(talk) == "10/07 17:00"
    assert await due_of(talk, "II.1") == "31/07 17:00"
    assert sorted(one.address for one in said) == ["nn", "nv", "office", "tc", "tp"]
    assert transcript(said) == snapshot


async def test_a_second_press_moves_nothing_more(talk: Talk, question: Said) -> None:
    await talk.press(question, MOVE)

    await talk.press(question, KEEP)

    assert (await talk.duty("I.4")).due.version == 2


async def test_kept_once_the_button_is_over(talk: Talk, question: Said) -> None:
    await talk.press(question, KEEP)

    said = await talk.press(question, MOVE)

    assert await due_of(talk) == "14/07 17:00"
    assert [one.address for one in said] in ([], ["office"])


async def test_what_is_another_by_now_is_shown_again(
    talk: Talk, question: Said
) -> None:
    talk.office = replace(THE_OFFICE, rules=replace(EARLIER, session_lead=8))

    (again,) = await talk.press(question, MOVE)

    assert again.edits
    assert "17:00 thứ Năm 9/7" in again.text
    assert await due_of(talk) == "14/07 17:00"


async def test_another_chats_press_moves_nothing(talk: Talk, question: Said) -> None:
    await talk.press_data(question, question.data(MOVE), address="nn")

    assert await due_of(talk) == "14/07 17:00"
