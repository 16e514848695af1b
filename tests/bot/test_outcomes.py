"""After a session the office says what became of each item; agencies are told once."""

import pytest
from syrupy.assertion import SnapshotAssertion

from programme.duties import DutyState
from tests.bot.makers import FARMING, JUSTICE, at
from tests.bot.talk import Said, Talk, transcript

REFS = ["I.3", "I.4", "I.5", "I.9", "I.12"]


async def the_question(talk: Talk) -> Said:
    talk.now = at(22, 8)
    (asked,) = await talk.say("office", "/outcome")
    return asked


async def states(talk: Talk) -> dict[str, DutyState]:
    return {ref: (await talk.duty(ref)).state for ref in REFS}


async def test_item_by_item_in_one_message(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    asked = await the_question(talk)
    said = [asked]
    for label in ["Thông qua", "Bổ sung", "Chuyển kỳ sau", "Rút", "Thông qua"]:
        said += await talk.press(said[-1], label)

    assert transcript(said) == snapshot
    assert [one.id for one in said if one.address == "office"] == [asked.id] * 6
    told = [one.address for one in said if one.address != "office"]
    assert sorted(told) == ["nn", "nv", "tc", "tp"]
    assert await states(talk) == {
        "I.3": DutyState.ACCEPTED,
        "I.4": DutyState.RETURNED,
        "I.5": DutyState.DEFERRED,
        "I.9": DutyState.WITHDRAWN,
        "I.12": DutyState.ACCEPTED,
    }


async def test_nobody_is_told_before_the_last_item(talk: Talk) -> None:
    asked = await the_question(talk)

    (again,) = await talk.press(asked, "Bổ sung")

    assert again.edits
    assert set((await states(talk)).values()) == {DutyState.ASSIGNED}


async def test_all_passed_in_one_press(talk: Talk) -> None:
    asked = await the_question(talk)

    said = await talk.press(asked, "Tất cả thông qua (5)")

    assert set((await states(talk)).values()) == {DutyState.ACCEPTED}
    assert sorted(one.address for one in said) == ["nn", "nv", "office", "tc", "tp"]


async def test_what_was_picked_and_the_rest_passed(talk: Talk) -> None:
    asked = await the_question(talk)
    (again,) = await talk.press(asked, "Rút")

    await talk.press(again, "Còn lại thông qua (4)")

    found = await states(talk)
    assert found.pop("I.3") is DutyState.WITHDRAWN
    assert set(found.values()) == {DutyState.ACCEPTED}


async def test_what_was_picked_is_written_alone(talk: Talk) -> None:
    asked = await the_question(talk)
    (again,) = await talk.press(asked, "Bổ sung")

    said = await talk.press(again, "Ghi và báo 1 mục đã chọn")

    assert [one.address for one in said] == ["office", "nn"]
    assert (await states(talk))["I.4"] is DutyState.ASSIGNED
    (asked,) = await talk.say("office", "/outcome")
    assert "I.3." not in asked.text


@pytest.mark.parametrize(
    "text",
    [
        "mục 3 bổ sung, còn lại thông qua",
        "Tất cả thông qua, trừ mục 3 bổ sung",
        "/outcome 3 bo sung; con lai thong qua",
    ],
)
async def test_in_words(talk: Talk, text: str) -> None:
    talk.now = at(22, 8)

    said = await talk.say("office", text)

    found = await states(talk)
    assert found.pop("I.3") is DutyState.RETURNED
    assert set(found.values()) == {DutyState.ACCEPTED}
    addresses = [one.address for one in said]
    assert addresses.count("office") == 1
    assert addresses.count("nn") == 1  # two items, one message


@pytest.mark.parametrize(
    "text",
    [
        "mục 3 bổ sung chưa anh?",
        "mục 3 chưa thông qua",
        "14 nội dung thông qua",
        "thông qua",
        "anh Minh rút mục 3 nhé chị",
        "mục 99 thông qua",
        "mục 3 thông qua, mục 3 rút",
    ],
)
async def test_talk_and_half_words_change_nothing(talk: Talk, text: str) -> None:
    """Said among the office's people it is left alone; as a reply it is asked about."""
    asked = await the_question(talk)

    assert await talk.say("office", text) == []
    (said,) = await talk.say("office", text, reply_to=asked)

    assert said.text.startswith("Chưa rõ")
    assert set((await states(talk)).values()) == {DutyState.ASSIGNED}


async def test_pressed_twice_it_is_done_once(talk: Talk) -> None:
    asked = await the_question(talk)
    await talk.press(asked, "Tất cả thông qua (5)")

    said = await talk.press(asked, "Tất cả thông qua (5)")

    assert [one.text for one in said] == ["Kết quả phiên họp này đã được ghi."]


async def test_what_was_accepted_before_can_be_put_off(talk: Talk) -> None:
    await talk.say("office", "/accept I.9")
    talk.now = at(22, 8)

    await talk.say("office", "mục 9 chuyển kỳ sau")

    assert (await talk.duty("I.9")).state is DutyState.DEFERRED


async def test_what_is_completed_after_the_session_has_a_day_of_its_own(
    talk: Talk,
) -> None:
    talk.now = at(22, 8)
    await talk.say("office", "mục 9 bổ sung")

    duty = await talk.duty("I.9")

    assert (duty.due.at, duty.due.version) == (at(24, 17), 2)
    assert not duty.is_late(at(24, 16))
    assert duty.is_late(at(27, 8))
    assert not duty.has_begun(at(27, 8))


async def test_undone_within_ten_minutes(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    await talk.say("office", "/accept I.9")
    talk.now = at(22, 8)
    before = await talk.states()
    done, *_ = await talk.say(
        "office", "mục 9 chuyển kỳ sau, mục 3 bổ sung, còn lại thông qua"
    )
    talk.later(minutes=9)

    said = await talk.press(done, "Hoàn tác")

    assert transcript(said) == snapshot
    assert await talk.states() == before
    assert (await talk.duty("I.9")).session_begins is not None
    (asked,) = await talk.say("office", "/outcome")
    assert "Tất cả thông qua (5)" in str(asked.buttons)


async def test_not_undone_later_nor_over_an_answer(talk: Talk) -> None:
    talk.now = at(22, 8)
    done, *_ = await talk.say("office", "mục 3 bổ sung, còn lại thông qua")
    talk.later(minutes=2)
    await talk.say("nn", "mục 3 đang chuẩn bị")
    now = await talk.states()

    assert await talk.press(done, "Hoàn tác") == []
    assert await talk.states() == now
    talk.later(minutes=9)
    assert await talk.press(done, "Hoàn tác") == []
    assert await talk.states() == now


async def test_an_agency_reads_only_its_own(talk: Talk) -> None:
    talk.now = at(22, 8)
    said = await talk.say("office", "mục 5 rút, mục 3 bổ sung, còn lại thông qua")

    (farming,) = [one for one in said if one.address == "nn"]
    (justice,) = [one for one in said if one.address == "tp"]
    assert JUSTICE not in farming.text
    assert "I.5" not in farming.text
    assert FARMING not in justice.text
    assert {"I.5", "I.12"} <= {ref for ref in REFS if ref in justice.text}


async def test_before_the_session_nothing_is_asked(talk: Talk) -> None:
    talk.now = at(20, 8)

    (said,) = await talk.say("office", "/outcome")

    assert said.text == "Không có phiên họp nào chờ ghi kết quả."
