"""Answers by number, where there are no buttons: the same presses, in the same gate."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.messages.recorded import HOW_TO_UNDO
from programme.chats import Person
from programme.duties import DutyState
from storage import Store
from tests.bot.zalo_talk import HUNG, LAN, ZaloTalk, a_town


@pytest.fixture
async def talk(store: Store) -> ZaloTalk:
    return await a_town(store)


async def state(talk: ZaloTalk, ref: str) -> DutyState:
    return (await talk.duty(ref)).state


async def test_a_conversation_without_buttons(
    talk: ZaloTalk, snapshot: SnapshotAssertion
) -> None:
    said: list[str] = []
    for words in ("/myitems", "A2", "a 6", "đang chờ số liệu", "hoàn tác", "A9", "B1"):
        said += [f"> {words}", *await talk.write(words)]
        talk.later(minutes=1)
    assert "\n".join(said) == snapshot


@pytest.mark.parametrize(
    "words",
    ["A2", "a2", "A 2", "a-2", "A.2", "chọn A2", "chon a2", "Dạ A2 ạ", "A2.", "mã A2"],
)
async def test_a_mark_and_a_number_are_the_press(talk: ZaloTalk, words: str) -> None:
    await talk.write("/myitems")
    (said,) = await talk.write(words)
    assert said.startswith("Đã ghi nhận mục I.9: đã sẵn sàng")
    assert await state(talk, "I.9") is DutyState.READY


@pytest.mark.parametrize("words", ["2", "chọn 2", "2.", "2 ạ", "Dạ 2"])
async def test_a_number_alone_means_the_one_numbered_message(
    talk: ZaloTalk, words: str
) -> None:
    await talk.write("/myitems")
    await talk.write(words)
    assert await state(talk, "I.9") is DutyState.READY


@pytest.mark.parametrize(
    "words",
    [
        "mục 2",
        "mục 2 ạ",
        "số 2",
        "II.2",
        "2/7",
        "2 mục",
        "2 xong chưa",
        "ngày 2",
        "A2 chưa xong",
        "phòng A2",
        "khoản 2",
        "22",
        "AA2",
        "A222",
        "1 2",
        "²",
        "٢",
    ],
)
async def test_what_says_anything_else_is_no_answer_by_number(
    talk: ZaloTalk, words: str
) -> None:
    await talk.write("/myitems")
    before = await talk.states()
    await talk.write(words)
    assert await talk.states() == before


async def test_on_telegram_a_number_is_just_a_number(talk: ZaloTalk) -> None:
    await talk.write("/myitems")
    telegram = Person(channel="telegram", address="77", name="Lan")
    asked = talk.asked("nv", by=telegram, text="A2")
    before = await talk.states()
    await talk.ask(asked, channel="telegram")
    assert await talk.states() == before


async def test_of_two_messages_within_half_an_hour_the_bot_asks(
    talk: ZaloTalk,
) -> None:
    await talk.write("/myitems")
    talk.later(minutes=29)
    await talk.write("/item I.9")
    talk.later(minutes=10)
    before = await talk.states()

    (said,) = await talk.write("2")
    assert said == (
        "Xin hỏi: B2 (đã sẵn sàng) hay A2 (I.9: đã sẵn sàng)? "
        "Xin nhắn lại cả chữ và số."
    )
    assert await talk.states() == before
    await talk.write("B1")
    assert await state(talk, "I.9") is DutyState.PREPARING


async def test_of_two_messages_further_apart_the_newest_is_meant(
    talk: ZaloTalk,
) -> None:
    await talk.write("/myitems")
    talk.later(minutes=31)
    await talk.write("/item II.3")
    talk.later(minutes=5)
    await talk.write("2")
    assert await state(talk, "II.3") is DutyState.READY
    assert await state(talk, "I.9") is DutyState.ASSIGNED


async def test_a_number_that_crosses_a_new_message_is_asked_about(
    talk: ZaloTalk,
) -> None:
    await talk.write("/myitems")
    talk.later(hours=3)
    await talk.write("/item II.3")
    talk.later(seconds=20)
    (said,) = await talk.write("2")
    assert said.startswith("Xin hỏi: B2")
    assert await state(talk, "II.3") is DutyState.ASSIGNED


async def test_a_number_that_was_written_before_the_newest_message_is_asked_about(
    talk: ZaloTalk,
) -> None:
    """It came late: the bot was down when it was written."""
    await talk.write("/myitems")
    talk.later(hours=1)
    await talk.write("/item II.3")
    late = talk.asked("nv", by=LAN, text="2")
    talk.later(minutes=10)
    await talk.ask(late)
    assert await state(talk, "II.3") is DutyState.ASSIGNED
    assert await state(talk, "I.9") is DutyState.ASSIGNED


async def test_a_number_alone_speaks_of_nothing_old(talk: ZaloTalk) -> None:
    await talk.write("/myitems")
    talk.later(days=3, minutes=1)
    before = await talk.states()
    await talk.write("2")
    assert await talk.states() == before
    await talk.write("A2")
    assert await state(talk, "I.9") is DutyState.READY


async def test_a_number_that_an_item_has_is_asked_about(talk: ZaloTalk) -> None:
    """II.3 is "3" to people, and the third choice is another item's."""
    await talk.write("/myitems")
    (said,) = await talk.write("3")
    assert said.startswith("Xin hỏi: A3 (I.9: vướng mắc), hay mục II.3?")
    assert await state(talk, "I.9") is DutyState.ASSIGNED
    assert await state(talk, "II.3") is DutyState.ASSIGNED
    await talk.write("mục 3 đang chuẩn bị")
    assert await state(talk, "II.3") is DutyState.PREPARING


async def test_a_number_answers_the_question_that_was_just_asked(
    talk: ZaloTalk,
) -> None:
    await talk.write("/myitems", to="nn")
    talk.later(hours=1)
    (said,) = await talk.write("đã xong rồi", to="nn")
    assert said.startswith("Xin hỏi Quý cơ quan báo cáo mục nào?")
    talk.later(minutes=1)
    await talk.write("4", to="nn")
    assert await state(talk, "I.4") is DutyState.READY
    assert await state(talk, "I.3") is DutyState.ASSIGNED


async def test_a_number_after_a_question_and_another_message_is_asked_about(
    talk: ZaloTalk,
) -> None:
    await talk.write("đã xong rồi", to="nn")
    talk.later(minutes=5)
    await talk.write("/item I.3", to="nn")
    talk.later(minutes=5)
    before = await talk.states()
    (said,) = await talk.write("1", to="nn")
    assert said.startswith("Xin hỏi:")
    assert await talk.states() == before


async def test_anothers_open_question_is_not_in_the_way(talk: ZaloTalk) -> None:
    await talk.write("đã xong rồi", to="nn", by=HUNG)
    talk.later(minutes=40)
    await talk.write("/item I.3", to="nn")
    talk.later(minutes=5)
    await talk.write("1", to="nn", by=LAN)
    assert await state(talk, "I.3") is DutyState.PREPARING


async def test_several_items_in_one_message(talk: ZaloTalk) -> None:
    await talk.write("/myitems")
    (said,) = await talk.write("A2, A4")
    assert said.split("\n") == [
        "Đã ghi nhận mục I.9: đã sẵn sàng",
        "Đã ghi nhận mục II.3: đang chuẩn bị",
        HOW_TO_UNDO.striptags(),
    ]


@pytest.mark.parametrize("words", ["A1 A2", "A1, A1", "A3 và A2"])
async def test_two_states_of_one_item_are_not_chosen_between(
    talk: ZaloTalk, words: str
) -> None:
    await talk.write("/myitems")
    (said,) = await talk.write(words)
    assert said.startswith("Chưa ghi nhận A")
    assert await state(talk, "I.9") is DutyState.ASSIGNED


async def test_one_that_does_not_count_any_more_spoils_all_of_them(
    talk: ZaloTalk,
) -> None:
    await talk.write("/myitems")
    await talk.write("/accept II.3", to="office")
    (said,) = await talk.write("A1 A5")
    assert "Đã ghi nhận" not in said
    assert await state(talk, "I.9") is DutyState.ASSIGNED


async def test_a_number_of_an_item_that_is_accepted_answers_like_an_old_button(
    talk: ZaloTalk,
) -> None:
    await talk.write("/myitems")
    await talk.write("/accept I.9", to="office")
    (said,) = await talk.write("A1")
    assert said
    assert await state(talk, "I.9") is DutyState.ACCEPTED


async def test_a_number_of_another_agencys_message_is_none_here(
    talk: ZaloTalk,
) -> None:
    await talk.write("/myitems", to="nn")
    before = await talk.states()
    await talk.write("A2")
    assert await talk.states() == before


async def test_a_number_that_was_never_offered_is_told_so(talk: ZaloTalk) -> None:
    await talk.write("/myitems")
    (said,) = await talk.write("A9")
    assert said.startswith("Không có lựa chọn “A9” trong các tin đã gửi tại đây")
