"""Requests that reach the office together are one message, true when it comes."""

from dataclasses import replace

import pytest

from bot.messages.matters import TITLE
from bot.messages.words import LONGEST
from programme.document import AgendaItem, Draft
from programme.reminders import Kind
from programme.requests import RequestState
from programme.speech import utf16_length
from storage import Store
from tests.bot.makers import FARMING, JUSTICE, at, july, labels
from tests.jobs.night_town import (
    MORNING,
    NIGHT,
    NightTown,
    asked,
    night_town,
    now,
)

GRANTED, ASKED = RequestState.GRANTED, RequestState.ASKED


@pytest.fixture
async def town(store: Store) -> NightTown:
    return await night_town(store)


async def test_what_three_agencies_ask_at_night_is_one_message_in_the_morning(
    town: NightTown,
) -> None:
    message = await asked(town, "I.4", "I.5", "I.9")

    assert f"{TITLE} (3 mục)" in message.text
    assert message.text.count("Bấm nút") == 1
    for ref in ("I.4", "I.5", "I.9"):
        assert town.row(message, ref) == [
            *(f"{ref}: Đồng ý", f"{ref}: Không", f"{ref}: Ngày khác"),
        ]
        assert f"<b>{ref}</b> – <b>{town.who[ref]}</b> đề nghị gia hạn" in message.text
    assert len(message.duties) == 3


async def test_one_alone_is_worded_as_by_day(town: NightTown) -> None:
    message = await asked(town, "I.4")

    assert TITLE not in message.text
    assert labels(message.buttons) == ["Đồng ý", "Không đồng ý", "Chọn ngày khác"]


async def test_what_comes_within_a_minute_of_the_day_is_one_message_too(
    town: NightTown,
) -> None:
    await town.go(9, 10)
    for ref in ("I.4", "I.5"):
        await town.asks(ref)
    await town.go(9, 10, 1)

    message = town.office()[-1]
    assert f"{TITLE} (2 mục)" in message.text


async def test_news_of_the_same_night_stands_above_the_requests(
    town: NightTown,
) -> None:
    await town.hear("Sở Tư pháp", text="cho hỏi Văn phòng họp mấy giờ ạ?")
    await town.asks("I.4")
    await town.hear("Sở Nội vụ", text="phiên họp ở đâu ạ, Văn phòng cho hỏi?")
    await town.asks("I.5")
    await town.go(*MORNING)

    (message,) = town.morning()
    news, _, matters = message.text.partition(TITLE)
    assert ("mấy giờ" in news, "ở đâu" in news) == (True, True)
    assert ("I.4" in matters, "I.5" in matters) == (True, True)
    await town.press("office", message, "I.4: Đồng ý")
    assert now(town, message).text.startswith(news)


async def test_a_request_taken_back_at_night_is_no_question_in_the_morning(
    town: NightTown,
) -> None:
    await town.asks("I.4")
    await town.asks("I.5")
    await town.hear(FARMING, text="rút đề nghị")
    await town.go(*MORNING)

    (message,) = town.morning()
    assert f"{TITLE} (1 mục)" in message.text
    assert "rút lại đề nghị gia hạn" in message.text
    assert town.row(message, "I.4") == []
    assert len(town.row(message, "I.5")) == 3


async def test_the_only_request_taken_back_at_night_asks_nothing(
    town: NightTown,
) -> None:
    await town.asks("I.4")
    await town.hear(FARMING, text="rút đề nghị")
    await town.go(*MORNING)

    (message,) = town.morning()
    assert message.buttons == ()
    assert TITLE not in message.text
    assert "rút lại đề nghị gia hạn" in message.text


async def test_asked_anew_at_night_only_the_last_word_is_a_question(
    town: NightTown,
) -> None:
    await town.asks("I.4")
    await town.asks("I.5")
    await town.asks("I.4", "xin gia hạn đến 20/7")
    await town.go(*MORNING)

    (message,) = town.morning()
    assert f"{TITLE} (2 mục)" in message.text
    assert "thay cho đề nghị trước: gia hạn đến thứ Sáu 17/7" in message.text
    await town.press("office", message, "I.4: Đồng ý")
    assert await town.due("I.4") == 20


async def test_a_duty_that_ends_at_night_is_not_asked_about(town: NightTown) -> None:
    await town.asks("I.4")
    await town.asks("I.5")
    await town.hear("office", text="/accept I.4")
    await town.go(*MORNING)

    (message,) = town.morning()
    assert town.row(message, "I.4") == []
    assert len(town.row(message, "I.5")) == 3


@pytest.mark.parametrize("refs", [("I.4",), ("I.4", "I.5")])
async def test_a_request_taken_back_by_day_is_none_in_the_message_of_the_morning(
    town: NightTown, refs: tuple[str, ...]
) -> None:
    message = await asked(town, *refs)
    await town.go(9, 10)

    await town.hear(FARMING, text="rút đề nghị mục 4")

    shown = now(town, message)
    assert "cơ quan đã rút" in shown.text
    assert len(town.row(shown, "I.5")) == 3 * (len(refs) - 1)
    await town.hear(
        "office", press=next(b.data for row in message.buttons for b in row),
        press_id="p", message=message.id,
    )  # fmt: skip
    assert (await town.duty("I.4")).due.version == 1
    assert await town.state_of("I.4") is RequestState.RETRACTED


@pytest.mark.parametrize("count", [2, 5, 15, 29])
async def test_so_many_requests_fit_in_one_message(store: Store, count: int) -> None:
    """Long titles, long words, all of one night."""
    town = await night_town(store, _many(count))
    refs = [f"I.{n}" for n in range(1, count + 1)]
    words = "xin gia hạn đến 17/7 do còn chờ ý kiến của các bộ ngành liên quan " * 3
    for ref in refs:
        await town.asks(ref, words)
    await town.go(*MORNING)

    (message,) = town.morning()
    assert utf16_length(message.text) <= LONGEST + 60 * count  # and its tags
    assert sum(map(len, message.buttons)) == 3 * count <= 100
    assert all(len(b.data.encode()) <= 64 for row in message.buttons for b in row)
    assert all(f"<b>{ref}</b> " in message.text for ref in refs)
    await town.press("office", message, f"I.{count}: Đồng ý")
    assert await town.state_of(f"I.{count}") is GRANTED
    assert await town.state_of("I.1") is ASKED


def _many(count: int) -> Draft:
    draft = july()
    session = draft.meetings[0]
    title = "Nghị quyết quy định mức hỗ trợ xây dựng nông thôn mới trên địa bàn tỉnh"
    items = tuple(
        AgendaItem(ref=f"I.{n}", ordinal=n, title=f"{title} lần {n}", lead=(lead,))
        for n in range(1, count + 1)
        for lead in [(FARMING, JUSTICE, "Sở Nội vụ")[n % 3]]
    )
    return replace(draft, meetings=(replace(session, items=items), *draft.meetings[1:]))


async def test_a_letter_on_its_way_is_left_alone_and_says_the_truth_when_pressed(
    town: NightTown,
) -> None:
    await town.asks("I.4")
    await town.asks("I.5")
    town.clock.moment = at(*MORNING)
    (flying,) = await town.take(1)
    await town.hear(FARMING, text="rút đề nghị", sent=False)
    await town.arrives(flying)
    await town.deliver()

    message = next(one for one in town.office() if TITLE in one.text)
    await town.press("office", message, "I.4: Đồng ý")

    assert await town.state_of("I.4") is RequestState.RETRACTED
    assert "cơ quan đã rút" in now(town, message).text
    assert len(town.row(now(town, message), "I.5")) == 3


async def test_the_night_before_a_day_off_waits_for_the_day_that_is_worked(
    town: NightTown,
) -> None:
    await town.go(10, 22)  # a Friday
    await town.asks("I.4")
    await town.go(11, 10)
    await town.asks("I.5")
    await town.go(12, 22)
    await town.asks("I.9")
    await town.go(13, 6, 30)

    message = town.office()[-1]
    assert (message.at, message.kind) == (at(13, 6, 30), None)
    assert f"{TITLE} (3 mục)" in message.text
    assert Kind.OFFICE not in {one.kind for one in town.office() if one.at == at(13, 6)}
    assert NIGHT < MORNING
