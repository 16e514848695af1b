"""Requests that reach the office together: each is decided on its own, by whom it may,
once; the others keep their text and their buttons."""

import pytest

from bot.messages.matters import TITLE
from programme.requests import RequestState
from storage import Store
from tests.bot.makers import JUSTICE, at, labels
from tests.jobs.night_town import MORNING, NightTown, asked, night_town, now

GRANTED, ASKED = RequestState.GRANTED, RequestState.ASKED


@pytest.fixture
async def town(store: Store) -> NightTown:
    return await night_town(store)


async def test_after_one_is_decided_the_others_keep_their_text_and_their_buttons(
    town: NightTown,
) -> None:
    message = await asked(town, "I.4", "I.5", "I.9")

    await town.press("office", message, "I.5: Đồng ý")

    shown = now(town, message)
    assert await town.due("I.5") == 17
    assert shown.text.count("Kết quả:") == 1
    assert f"{TITLE} (2 mục)" in shown.text
    assert town.row(shown, "I.5") == []
    assert town.row(shown, "I.4") == town.row(message, "I.4")
    assert await town.state_of("I.4") is await town.state_of("I.9") is ASKED
    for ref in ("I.4", "I.9"):
        await town.press("office", message, f"{ref}: Đồng ý")
    assert now(town, message).buttons == ()
    assert f"{TITLE} (không còn mục nào)" in now(town, message).text


async def test_of_two_clerks_at_once_the_first_decides_each(town: NightTown) -> None:
    message = await asked(town, "I.4", "I.5")
    agree, refuse = message.data("I.4: Đồng ý"), message.data("I.4: Không")

    for data, person in ((agree, "77"), (refuse, "78"), (agree, "78"), (agree, "77")):
        await town.hear(
            "office", press=data, press_id="p", message=message.id, person=person
        )

    assert await town.state_of("I.4") is GRANTED
    assert (await town.duty("I.4")).due.version == 2
    assert await town.state_of("I.5") is ASKED
    assert town.row(now(town, message), "I.5") == town.row(message, "I.5")


async def test_a_refusal_of_one_says_why_and_leaves_the_rest(town: NightTown) -> None:
    message = await asked(town, "I.4", "I.5")

    await town.press("office", message, "I.4: Không")
    shown = now(town, message)
    assert town.row(shown, "I.4") == [
        *("I.4: Không nêu lý do", "‹ I.4: Quay lại"),
    ]
    assert len(town.row(shown, "I.5")) == 3
    await town.press("office", message, "‹ I.4: Quay lại")
    assert now(town, message).text == message.text
    assert now(town, message).buttons == message.buttons
    await town.press("office", message, "I.4: Không")
    await town.hear("office", text="cần thẩm định trước phiên họp")

    assert await town.state_of("I.4") is RequestState.REFUSED
    assert await town.state_of("I.5") is ASKED
    shown = now(town, message)
    assert "không đồng ý, “cần thẩm định trước phiên họp”" in shown.text
    assert (town.row(shown, "I.4"), len(town.row(shown, "I.5"))) == ([], 3)


async def test_the_reasons_of_two_refusals_do_not_change_places(
    town: NightTown,
) -> None:
    message = await asked(town, "I.4", "I.5")
    await town.press("office", message, "I.4: Không", "I.5: Không")
    first, second = list(town.channel.shown["office"].values())[-2:]

    await town.hear("office", text="chưa có số liệu", reply_to=first.id)
    await town.hear("office", text="phải thẩm định trước", reply_to=second.id)

    async with town.store.read() as unit:
        words = {
            one.duty: one.word
            for ref in ("I.4", "I.5")
            for one in await unit.requests.of_duty((await town.duty(ref)).id)
        }
    assert words == {
        (await town.duty("I.4")).id: "chưa có số liệu",
        (await town.duty("I.5")).id: "phải thẩm định trước",
    }


async def test_what_somebody_says_next_is_about_what_they_pressed_last(
    town: NightTown,
) -> None:
    message = await asked(town, "I.4", "I.5")
    await town.press("office", message, "I.4: Không", "I.5: Không")
    await town.hear("office", text="phải thẩm định trước")
    await town.hear("office", text="cảm ơn các anh chị")

    assert await town.state_of("I.5") is RequestState.REFUSED
    assert await town.state_of("I.4") is ASKED


async def test_another_day_for_one(town: NightTown) -> None:
    message = await asked(town, "I.4", "I.5")

    await town.press("office", message, "I.5: Ngày khác")
    await town.hear("office", text="16/7")

    assert (await town.due("I.5"), await town.due("I.4")) == (16, 14)
    assert "hạn mới 17:00 thứ Năm 16/7" in now(town, message).text


@pytest.mark.parametrize(
    ("text", "granted"),
    [
        ("đồng ý mục 4", {"I.4"}),
        ("mục I.5 đồng ý ạ", {"I.5"}),
        ("dong y muc 4 va muc 5", {"I.4", "I.5"}),
        ("đồng ý tất cả", {"I.4", "I.5", "I.9"}),
        ("đồng ý cả ba mục", {"I.4", "I.5", "I.9"}),
        ("mục 9: đến 17/7", {"I.9"}),
        ("đồng ý", set()),
        ("đồng ý cả hai", set()),
        ("đồng ý mục 3", set()),
        ("đồng ý 4", set()),
        ("đồng ý trừ mục 4", set()),
        ("đồng ý tất cả trừ mục 4", set()),
        ("đồng ý mục 4, mục 5 thì không", set()),
        ("đồng ý mục 4-9", set()),
        ("mục 4", set()),
        ("không đồng ý tất cả", set()),
        ("tất cả không đồng ý?", set()),
    ],
)
async def test_in_words_the_items_have_to_be_named(
    town: NightTown, text: str, granted: set[str]
) -> None:
    message = await asked(town, "I.4", "I.5", "I.9")

    await town.hear("office", text=text, reply_to=message.id)

    for ref in ("I.4", "I.5", "I.9"):
        state = await town.state_of(ref)
        assert state is (GRANTED if ref in granted else ASKED), ref
    last = list(town.channel.shown["office"].values())[-1]
    assert last.is_answer
    if not granted:
        assert "chưa ghi gì" in last.text
        await town.press("office", last, "I.9: Đồng ý")
        assert await town.state_of("I.9") is GRANTED
        # What was decided under the question stands in the first message too.
        assert now(town, message).text.count("Kết quả:") == 1


async def test_a_refusal_in_words_with_its_reason(town: NightTown) -> None:
    message = await asked(town, "I.4", "I.5")

    await town.hear(
        "office", text="mục 5 không, vì trùng mục 4", reply_to=message.id
    )  # fmt: skip

    assert await town.state_of("I.5") is RequestState.REFUSED
    assert await town.state_of("I.4") is ASKED
    assert "“trùng mục 4”" in now(town, message).text


async def test_a_plain_yes_counts_for_the_last_one_but_not_in_the_same_minute(
    town: NightTown,
) -> None:
    message = await asked(town, "I.4", "I.5")
    await town.press("office", message, "I.4: Đồng ý")

    await town.hear("office", text="đồng ý", reply_to=message.id)
    assert await town.state_of("I.5") is ASKED
    town.clock.moment = at(9, 6, 40)
    await town.hear("office", text="đồng ý", reply_to=message.id)

    assert await town.state_of("I.5") is GRANTED


async def test_of_an_item_that_two_prepare_the_buttons_name_the_agency(
    town: NightTown,
) -> None:
    for name in ("Sở Tài chính", JUSTICE):
        await town.hear(name, text="mục I.12 xin gia hạn đến 17/7")
    await town.go(*MORNING)
    (message,) = town.morning()

    assert {one.partition(":")[0] for one in labels(message.buttons)} == {
        *("I.12 Sở Tài chính", "I.12 Sở Tư pháp"),
    }
    await town.hear("office", text="đồng ý mục I.12", reply_to=message.id)
    assert await town.state_of("I.12") is ASKED


async def test_a_request_of_another_message_is_not_decided_by_a_forged_button(
    town: NightTown,
) -> None:
    message = await asked(town, "I.4", "I.5")
    await town.go(9, 10)
    await town.asks("I.9")
    await town.go(9, 10, 1)
    other = town.office()[-1].data("Đồng ý")

    for data in (other, "1:q:1", "1:q:99:a", "1:q:x:a", "1:q:1:z"):
        await town.hear("office", press=data, press_id="p", message=message.id)

    assert await town.state_of("I.9") is ASKED
    assert await town.state_of("I.4") is ASKED
