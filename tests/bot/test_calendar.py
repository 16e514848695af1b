"""The office edits its calendar in its chat: shown first, entered by a button."""

import pytest
from syrupy.assertion import SnapshotAssertion

from programme.duties import Duty
from tests.bot.makers import FARMING, at, labels
from tests.bot.talk import HUNG, Said, Talk, transcript

KEEP, PLAIN, DROP = "Ghi, giữ hạn đã báo", "Ghi vào lịch", "Không ghi"
MOVE = "Ghi, dời 7 hạn và báo lại"
STORM = "/calendar nghỉ 15/7/2020 vì bão số 3 theo Công điện 7/CĐ-UBND"


async def preview(talk: Talk, text: str = STORM) -> Said:
    (said,) = await talk.say("office", text)
    return said


async def due_of(talk: Talk, ref: str = "I.4") -> str:
    return f"{(await talk.duty(ref)).due.at:%d/%m %H:%M}"


async def entered(talk: Talk) -> list[str]:
    async with talk.store.read() as unit:
        return [f"{one.day:%d/%m} {one.kind}" for one in await unit.calendar.all()]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/calendar", id="shown"),
        pytest.param(STORM, id="a storm"),
        pytest.param("/calendar nghỉ 15/7/2020 và làm 18/7/2020", id="a swap"),
        pytest.param("/calendar nghỉ chiều 14/7/2020", id="a half day"),
        pytest.param("/calendar nghỉ 2/9/2020 theo TB 5", id="as the law has it"),
        pytest.param("/calendar nghỉ 3/7/2020", id="a past day"),
        pytest.param("/calendar nghỉ 14-16/7/2020", id="the due day itself"),
        pytest.param("/calendar nghỉ 7-17/7/2020", id="into the past"),
        pytest.param("/calendar bỏ 9/7/2020", id="nothing to take back"),
        pytest.param("/calendar nghỉ 9/7, làm 9/7", id="both"),
        pytest.param("/calendar nghỉ mai", id="not understood"),
    ],
)
async def test_what_is_said(talk: Talk, text: str, snapshot: SnapshotAssertion) -> None:
    said = await talk.say("office", text)

    assert f"office nhắn: {text}\n\n{transcript(said)}" == snapshot
    assert await entered(talk) == []


async def test_what_was_told_stays_unless_confirmed(talk: Talk) -> None:
    said = await talk.press(await preview(talk), KEEP)

    assert await entered(talk) == ["15/07 off"]
    assert await due_of(talk) == "14/07 17:00"
    assert [one.address for one in said] == ["office"]


async def test_what_moves_is_told_to_whom_it_concerns(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    said = await talk.press(await preview(talk), MOVE)

    assert await due_of(talk) == "13/07 17:00"
    assert await due_of(talk, "II.1") == "31/07 17:00"
    assert {one.address for one in said} == {"office", "nn", "nv", "tc", "tp"}
    assert transcript(said) == snapshot


async def test_a_moved_duty_goes_on_from_its_new_message(talk: Talk) -> None:
    said = await talk.press(await preview(talk), MOVE)
    (to_justice,) = [one for one in said if one.address == "tp"]

    assert labels(to_justice.buttons) == ["I.5", "I.12"]
    await talk.press(to_justice, "I.5")
    duty: Duty = await talk.duty("I.5")
    assert (duty.due.version, duty.due.since) == (2, at(7, 9))


async def test_a_second_press_comes_too_late(talk: Talk) -> None:
    said = await preview(talk)
    await talk.press(said, KEEP)

    await talk.press(said, MOVE)

    assert talk.toast == "Nút này không còn hiệu lực; đề nghị xem tin mới nhất."
    assert await due_of(talk) == "14/07 17:00"


async def test_what_is_dropped_is_not_entered(talk: Talk) -> None:
    said = await preview(talk)
    await talk.press(said, DROP)
    await talk.press(said, KEEP)

    assert await entered(talk) == []


async def test_another_chats_press_enters_nothing(talk: Talk) -> None:
    said = await preview(talk)

    await talk.press_data(said, said.data(KEEP), by=HUNG, address="nn")
    await talk.say("nn", STORM)

    assert await entered(talk) == []


async def test_what_would_move_by_now_is_shown_before_it_moves(talk: Talk) -> None:
    said = await preview(talk)
    await talk.say("office", "/accept I.4")

    (again,) = await talk.press(said, MOVE)
    assert await entered(talk) == []
    assert "Ghi, dời 6 hạn và báo lại" in labels(again.buttons)

    await talk.press(again, "Ghi, dời 6 hạn và báo lại")
    assert await entered(talk) == ["15/07 off"]


async def test_a_kept_moment_is_not_moved_by_the_next_entry(talk: Talk) -> None:
    await talk.press(await preview(talk), KEEP)

    said = await preview(talk, "/calendar nghỉ 24/9/2020")

    assert labels(said.buttons) == [PLAIN, DROP]


async def test_an_entry_is_taken_back(talk: Talk) -> None:
    await talk.press(await preview(talk), MOVE)

    said = await preview(talk, "/calendar bỏ 15/7/2020")
    await talk.press(said, MOVE)

    assert await entered(talk) == []
    assert await due_of(talk) == "14/07 17:00"
    assert (await talk.duty("I.4")).due.version == 3


async def test_who_entered_it_stands_in_the_record(talk: Talk) -> None:
    await talk.press(await preview(talk), KEEP, by=HUNG)

    async with talk.store.read() as unit:
        (found,) = [
            one for one in await unit.audit.since(talk.now) if one.did == "calendar"
        ]
    assert found.who.startswith(HUNG.name)
    assert "Công điện 7/CĐ-UBND" in (found.note or "")


async def test_a_due_day_that_is_off_makes_nobody_late_on_it(talk: Talk) -> None:
    said = await preview(talk, "/calendar nghỉ 14/7/2020")
    await talk.press(said, KEEP)

    duty = await talk.duty("I.4", FARMING)
    assert not duty.is_late(at(14, 18))
    assert not duty.is_late(at(15, 16))
    assert duty.is_late(at(15, 18))


async def test_a_presumed_day_is_confirmed_and_keeps_its_name(talk: Talk) -> None:
    said = await preview(talk, "/calendar nghỉ 12/2/2021 theo Thông báo 8")
    await talk.press(said, PLAIN)

    talk.now = at(4, 9, month=1).replace(year=2021)
    (shown,) = await talk.say("office", "/calendar")
    assert "thứ Sáu 12/2/2021: Tết (Thông báo 8)" in shown.text
    assert "Tết (dự kiến)" in shown.text


async def test_what_was_entered_counts_from_the_next_message_on(talk: Talk) -> None:
    """Sent back on 7 July: two working days, of which the 8th is none any more."""
    await talk.press(await preview(talk, "/calendar nghỉ 8/7/2020"), PLAIN)

    await talk.say("office", "/return I.4 thiếu dự thảo")

    assert await due_of(talk) == "10/07 17:00"
    (card, *_) = await talk.say("office", "/item I.4")
    assert "2 ngày làm việc kể từ 7/7, trừ 8/7" in card.text
