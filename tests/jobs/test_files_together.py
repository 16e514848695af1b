"""Files handed in at night and what is asked beside them are one message in the
morning: each is taken in, sent back or looked at on its own."""

from pathlib import Path

import pytest

from bot.messages.matters import TITLE
from programme.duties import DutyState
from programme.requests import RequestState
from storage import Store
from tests.bot.makers import labels
from tests.jobs.makers import all_letters
from tests.jobs.night_town import MORNING, NightTown, night_town, now
from tests.jobs.shown import Shown


@pytest.fixture
async def town(store: Store, tmp_path: Path) -> NightTown:
    return await night_town(store, folder=tmp_path / "dossiers")


async def morning_of(town: NightTown) -> Shown:
    await town.go(*MORNING)
    (message,) = town.morning()
    return message


async def files_sent(town: NightTown) -> list[str]:
    every = await all_letters(town.store)
    return [one.letter.file for one in every if one.letter.file]


async def test_what_is_handed_in_and_asked_at_night_is_one_message(
    town: NightTown,
) -> None:
    await town.hands_in("I.5")
    await town.asks("I.4")
    await town.hands_in("I.9", "Đề án.pdf")
    message = await morning_of(town)

    assert f"{TITLE} (3 mục)" in message.text
    for ref in ("I.5", "I.9"):
        assert town.row(message, ref) == [
            *(f"{ref}: Tiếp nhận", f"{ref}: Trả lại", f"{ref}: Xem tệp"),
        ]
    assert "gửi hồ sơ: Đề án sắp xếp" in message.text
    assert await files_sent(town) == []


async def test_one_alone_at_night_is_one_message_with_its_file_behind_a_button(
    town: NightTown,
) -> None:
    await town.hands_in("I.5")
    message = await morning_of(town)

    assert labels(message.buttons) == ["Tiếp nhận", "Trả lại", "Xem tệp"]
    await town.press("office", message, "Xem tệp")
    assert await files_sent(town) == ["telegram:Tờ trình.pdf"]
    assert now(town, message) == message
    await town.press("office", message, "Tiếp nhận")
    assert (await town.duty("I.5")).state is DutyState.ACCEPTED
    assert "Đã tiếp nhận" in now(town, message).text


async def test_by_day_the_file_comes_behind_its_notice(town: NightTown) -> None:
    await town.go(9, 10)
    await town.hands_in("I.5")
    await town.go(9, 10, 1)

    assert labels(town.office()[-2].buttons) == ["Tiếp nhận", "Trả lại"]
    assert await files_sent(town) == ["telegram:Tờ trình.pdf"]


async def test_each_is_taken_in_looked_at_or_sent_back_and_the_others_stay(
    town: NightTown,
) -> None:
    for ref in ("I.4", "I.5", "I.9"):
        await town.hands_in(ref, f"{ref}.pdf")
    message = await morning_of(town)

    await town.press("office", message, "I.5: Xem tệp")
    assert await files_sent(town) == ["telegram:I.5.pdf"]
    await town.press("office", message, "I.5: Tiếp nhận")
    shown = now(town, message)
    assert (await town.duty("I.5")).state is DutyState.ACCEPTED
    assert "đã tiếp nhận, 06:30 09/07" in shown.text
    assert (town.row(shown, "I.5"), len(town.row(shown, "I.9"))) == ([], 3)
    await town.press("office", message, "I.9: Trả lại")
    await town.hear("office", text="thiếu phụ lục")
    assert (await town.duty("I.9")).state is DutyState.RETURNED
    shown = now(town, message)
    assert "đã trả lại, 06:30 09/07" in shown.text
    assert (town.row(shown, "I.9"), len(town.row(shown, "I.4"))) == ([], 3)
    data = message.data("I.5: Tiếp nhận")
    await town.hear("office", press=data, press_id="p", message=message.id)
    assert now(town, message) == shown.__class__(
        **{**vars(shown), "edits": now(town, message).edits}
    )


async def test_of_two_versions_of_one_night_the_last_one_is_asked_about(
    town: NightTown,
) -> None:
    await town.hands_in("I.5", "bản 1.pdf")
    await town.hands_in("I.9")
    await town.hands_in("I.5", "bản 2.pdf")
    message = await morning_of(town)

    assert f"{TITLE} (2 mục)" in message.text
    assert "bản 2.pdf" in message.text
    assert "bản 1.pdf" not in message.text


async def test_a_request_and_a_file_of_one_item_are_decided_apart(
    town: NightTown,
) -> None:
    await town.asks("I.5")
    await town.hands_in("I.5")
    await town.asks("I.4")
    message = await morning_of(town)

    await town.press("office", message, "I.5: Đồng ý")
    assert town.row(now(town, message), "I.5") == [
        *("I.5: Tiếp nhận", "I.5: Trả lại", "I.5: Xem tệp"),
    ]
    assert (await town.duty("I.5")).state is DutyState.ASSIGNED
    await town.hear("office", text="tiếp nhận mục 5", reply_to=message.id)
    assert "Thực hiện?" in list(town.channel.shown["office"].values())[-1].text
    assert await town.state_of("I.4") is RequestState.ASKED


async def test_taking_a_file_in_ends_what_was_asked_of_the_item(
    town: NightTown,
) -> None:
    await town.asks("I.5")
    await town.hands_in("I.5")
    message = await morning_of(town)

    await town.press("office", message, "I.5: Tiếp nhận")

    assert await town.state_of("I.5") is RequestState.LAPSED
    assert now(town, message).buttons == ()
    assert "mục đã kết thúc" in now(town, message).text


async def test_a_file_of_another_message_is_not_taken_in_by_a_forged_button(
    town: NightTown,
) -> None:
    await town.hands_in("I.4")
    await town.hands_in("I.5")
    message = await morning_of(town)
    other = await town.duty("I.9")

    for data in (f"1:d:a:{other.id}:1", f"1:d:s:{other.id}:1", "1:d:s:x:1", "1:d:s:1"):
        await town.hear("office", press=data, press_id="p", message=message.id)

    assert await files_sent(town) == []
    assert (await town.duty("I.9")).state is DutyState.ASSIGNED
