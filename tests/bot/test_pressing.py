"""Buttons: one duty's three, one button a ref for several; a press counts once."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.messages.buttons import Act, opening_each, pack
from programme.duties import DutyState
from programme.reminders import agency
from tests.bot.makers import HOME_AFFAIRS
from tests.bot.talk import HUNG, Said, Talk, transcript


async def test_a_message_about_several_opens_one_at_a_time(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    (many,) = await talk.say("nn", "/myitems")

    said = await talk.press(many, "I.4")
    said += await talk.press(said[-1], "Đang chuẩn bị")
    said += await talk.press(said[-1], "I.3")
    said += await talk.press(said[-1], "Đã sẵn sàng")

    assert transcript([many, *said]) == snapshot
    assert {one.id for one in said} == {many.id}
    assert (await talk.duty("I.3")).state is DutyState.READY
    assert (await talk.duty("I.4")).state is DutyState.PREPARING


async def test_going_back_shows_the_refs_again(talk: Talk) -> None:
    (many,) = await talk.say("nn", "/myitems")
    (opened,) = await talk.press(many, "I.4")

    (back,) = await talk.press(opened, "‹ I.4: chọn mục khác")

    assert back.buttons == many.buttons


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("Đang chuẩn bị", DutyState.PREPARING),
        ("Đã sẵn sàng", DutyState.READY),
        ("Vướng mắc", DutyState.BLOCKED),
    ],
)
async def test_each_button_says_its_state(
    talk: Talk, label: str, state: DutyState
) -> None:
    (card,) = await talk.say("nv", "/item I.9")

    await talk.press(card, label)

    assert (await talk.duty("I.9")).state is state
    assert talk.toast == f"Đã ghi nhận mục I.9: {label.lower()}"


async def test_pressing_twice_is_saying_it_once(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")

    await talk.press(card, "Đã sẵn sàng")
    talk.later(seconds=2)
    (again,) = await talk.press(card, "Đã sẵn sàng")

    duty = await talk.duty("I.9")
    async with talk.store.read() as unit:
        assert len(await unit.audit.moves_of(duty.id)) == 1
    await talk.press(again, "Hoàn tác I.9")
    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED


async def test_blocked_pressed_twice_asks_for_the_reason_once(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")

    first = await talk.press(card, "Vướng mắc")
    second = await talk.press(card, "Vướng mắc")

    assert [one.asks_reply for one in first + second] == [False, True, False]


async def test_the_same_said_again_next_week_is_a_new_sign_of_life(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    await talk.press(card, "Đang chuẩn bị")
    talk.later(days=3)

    await talk.press(card, "Đang chuẩn bị")

    assert (await talk.duty("I.9")).spoke_at == talk.now


async def test_a_press_on_an_old_due_moment_no_longer_counts(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    await talk.say("office", "/return I.9 thiếu dự thảo")

    said = await talk.press(card, "Đã sẵn sàng")

    assert said == []
    assert talk.toast == "Nút này không còn hiệu lực; đề nghị xem tin mới nhất."
    assert (await talk.duty("I.9")).state is DutyState.RETURNED


async def test_a_press_on_an_accepted_matter_no_longer_counts(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    await talk.say("office", "/accept I.9")

    assert await talk.press(card, "Đang chuẩn bị") == []
    assert (await talk.duty("I.9")).state is DutyState.ACCEPTED


@pytest.mark.parametrize(
    "data",
    [
        "",
        "1",
        "0:s:1:1:ready",
        "1:x:1",
        "1:s",
        "1:s:1:1",
        "1:s:1:1:nonsense",
        "1:s:1:1:accepted",
        "1:s:abc:1:ready",
        f"1:s:{'9' * 40}:1:ready",
        "1:o:",
        "1:u:1",
        "1:l:1:y",
        "1:l:999:y",
    ],
)
async def test_forged_data_change_nothing(talk: Talk, data: str) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    before = await talk.states()

    assert await talk.press_data(card, data) == []
    assert talk.toast
    assert await talk.states() == before


async def test_a_press_under_a_message_that_is_not_ours_counts_for_nothing(
    talk: Talk,
) -> None:
    before = await talk.states()
    (card,) = await talk.say("nv", "/item I.9")
    alien = Said(
        address="nv",
        id="another bot's",
        text="",
        buttons=(),
        edits=False,
        asks_reply=False,
    )

    await talk.press_data(alien, card.data("Đã sẵn sàng"))

    assert await talk.states() == before


async def test_under_a_reminder_it_is_told_what_was_recorded_and_by_whom(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    (card,) = await talk.say("nv", "/item I.9")

    said = await talk.press(card, "Đã sẵn sàng", by=HUNG)

    assert transcript(said) == snapshot


async def test_many_presses_never_make_a_message_too_long(talk: Talk) -> None:
    duty = await talk.duty("I.9")
    (card,) = await talk.say("nv", "/item I.9")
    for name in ("Đang chuẩn bị", "Đã sẵn sàng") * 10:
        (card, *_) = await talk.press(card, name)

    assert len(card.text) < 4096
    assert card.text.count("<i>09:00 07/07") == 1
    assert duty.ref in card.text


async def test_a_press_on_a_matter_of_no_programme_any_more(talk: Talk) -> None:
    (card,) = await talk.say("nv", "/item I.9")
    duty = await talk.duty("I.9")
    async with talk.store.begin() as unit:
        await unit.programmes.withdraw(duty.programme, talk.now)

    assert await talk.press(card, "Đã sẵn sàng") == []
    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED


async def test_an_open_button_of_a_closed_matter_does_no_harm(talk: Talk) -> None:
    duty = await talk.duty("I.9")
    opening = opening_each([(duty.id, duty.ref)])
    told = await talk.tell(agency(HOME_AFFAIRS), "Nhắc", opening, [duty])
    await talk.say("office", "/set I.9 withdrawn")

    (said,) = await talk.press_data(told, pack(Act.OPEN, duty.id))

    assert said.buttons == ()
