"""What becomes of chats: the bot is put out, a group is renamed or moves."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.asked import Asked, Happened
from programme.chats import ChatState
from programme.duties import DutyState
from programme.reminders import agency
from tests.bot.makers import FARMING
from tests.bot.talk import Talk, transcript


async def test_put_out_of_a_group_the_office_is_told_once(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    said = await talk.ask(_gone(talk, "nn"))

    assert transcript(said) == snapshot
    assert await _state(talk, "nn") is ChatState.UNREACHABLE
    assert await talk.ask(_gone(talk, "nn")) == []


async def test_put_out_of_a_chat_of_nobody_the_office_is_not_told(talk: Talk) -> None:
    assert await talk.ask(_gone(talk, "stranger")) == []


async def test_a_lost_chat_is_linked_again_with_a_new_code(talk: Talk) -> None:
    await talk.ask(_gone(talk, "nn"))
    (given,) = await talk.say("office", f"/link {FARMING}")
    code = given.text.partition("<code>")[2].partition("</code>")[0]

    _, question = await talk.say("nn", f"/start {code}")
    await talk.press(question, "Đúng, xác nhận")

    assert await _state(talk, "nn") is ChatState.LINKED


async def test_a_group_that_grew_is_the_same_chat_elsewhere(talk: Talk) -> None:
    asked = talk.asked("nn")
    await talk.ask(asked, moved_to="nn2")

    duty = await talk.duty("I.3")
    told = await talk.tell(agency(FARMING), "Nhắc", (), [duty])

    assert told.address == "nn2"
    (said,) = await talk.say("nn2", "/myitems")
    assert FARMING in said.text


async def test_a_group_that_was_found_to_have_grown_stays_linked(talk: Talk) -> None:
    """A letter came to know of it first; then Telegram tells us."""
    asked = talk.asked("nn")
    await _moves(talk, "nn", "nn2")

    await talk.ask(asked, moved_to="nn2")

    (said,) = await talk.say("nn2", "/myitems")
    assert FARMING in said.text


async def test_what_was_said_before_a_group_grew_is_its_agencys_word(
    talk: Talk,
) -> None:
    await _moves(talk, "nn", "nn2")

    await talk.say("nn", "mục I.3 đã sẵn sàng")

    assert (await talk.duty("I.3")).state is DutyState.READY


@pytest.mark.parametrize("happened", list(Happened))
async def test_what_happened_to_a_group_before_it_grew_changes_nothing(
    talk: Talk, happened: Happened
) -> None:
    """A letter came to know of it first; what is heard late is of the old group."""
    await _moves(talk, "nn", "nn2")

    assert await talk.ask(_happened(talk, "nn", happened)) == []
    assert await talk.ask(_gone(talk, "nn")) == []

    assert await _state(talk, "nn2") is ChatState.LINKED


async def test_a_group_that_we_seemed_to_leave_is_found_by_the_news_that_it_grew(
    talk: Talk,
) -> None:
    await talk.ask(_gone(talk, "nn"))
    await _moves(talk, "nn", "nn2")

    (told,) = await talk.ask(talk.asked("nn"), moved_to="nn2")

    assert "siêu nhóm" in told.text
    assert await _state(talk, "nn2") is ChatState.LINKED


async def _moves(talk: Talk, address: str, new: str) -> None:
    async with talk.store.begin() as unit:
        chat = await unit.chats.at("telegram", address)
        assert chat is not None
        await unit.chats.moved(chat.id, new)


async def test_a_group_that_grew_and_spoke_first_is_still_one_chat(talk: Talk) -> None:
    """Telegram may bring the new group's first message before the news of it."""
    await talk.say("nn2", "xin chào")
    await talk.ask(talk.asked("nn"), moved_to="nn2")

    (said,) = await talk.say("nn2", "/myitems")

    assert FARMING in said.text


async def test_a_renamed_group_is_called_by_its_new_name(talk: Talk) -> None:
    await talk.say("nn", "cảm ơn")

    async with talk.store.read() as unit:
        chat = await unit.chats.at("telegram", "nn")
    assert chat is not None
    assert chat.title == "Nhóm nn"


async def test_other_bots_commands_are_none_of_our_business(talk: Talk) -> None:
    assert await talk.say("nn", "/weather@another_bot") == []


async def test_our_own_commands_may_carry_our_name(talk: Talk) -> None:
    (said,) = await talk.say("nn", "/myitems@nhacviec_bot")

    assert FARMING in said.text


async def test_an_unknown_command_is_pointed_to_help(talk: Talk) -> None:
    (said,) = await talk.say("nn", "/weather")

    assert "/help" in said.text


def _gone(talk: Talk, address: str) -> Asked:
    asked = talk.asked(address)
    return Asked(**{**vars(asked), "gone": True})


async def _state(talk: Talk, address: str) -> ChatState:
    async with talk.store.read() as unit:
        chat = await unit.chats.at("telegram", address)
    assert chat is not None
    return chat.state


async def test_a_linked_group_that_is_renamed_is_told_to_the_office_once(
    talk: Talk,
) -> None:
    (told,) = await talk.ask(_happened(talk, "nn", Happened.RENAMED, "Phòng KHTC"))

    assert told.address == "office"
    assert "«Phòng KHTC»" in told.text
    assert await talk.say("nn", "cảm ơn") == []


async def test_a_group_of_nobody_or_of_the_office_may_be_called_anything(
    talk: Talk,
) -> None:
    assert await talk.ask(_happened(talk, "x", Happened.RENAMED, "Nhóm mới")) == []
    assert await talk.ask(_happened(talk, "office", Happened.RENAMED, "VP")) == []


async def test_in_a_new_group_the_bot_says_who_it_is_and_how_to_link(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    said = await talk.ask(_happened(talk, "new", Happened.ADDED))

    assert transcript(said) == snapshot


async def test_added_to_a_group_that_is_linked_it_says_nothing(talk: Talk) -> None:
    assert await talk.ask(_happened(talk, "nn", Happened.ADDED)) == []


async def test_added_again_the_office_is_asked_once_and_one_press_links(
    talk: Talk, snapshot: SnapshotAssertion
) -> None:
    await talk.ask(_gone(talk, "nn"))

    here, question = await talk.ask(_happened(talk, "nn", Happened.ADDED))
    assert transcript([here, question]) == snapshot
    assert await _state(talk, "nn") is ChatState.ASKED
    assert await talk.ask(_happened(talk, "nn", Happened.ADDED)) == []

    await talk.press(question, "Đúng, xác nhận")
    assert await _state(talk, "nn") is ChatState.LINKED


async def test_a_group_that_moves_is_told_once_even_if_we_seemed_to_leave(
    talk: Talk,
) -> None:
    await talk.ask(_gone(talk, "nn"))

    (told,) = await talk.ask(talk.asked("nn"), moved_to="nn2")

    assert "siêu nhóm" in told.text
    assert await _state(talk, "nn2") is ChatState.LINKED
    assert await talk.ask(talk.asked("nn"), moved_to="nn2") == []


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        (Happened.PROMOTED, "nhận được mọi tin"),
        (Happened.DEMOTED, "không còn là quản trị viên"),
        (Happened.MUTED, "không gửi được tin"),
    ],
)
async def test_the_bots_part_in_a_group_is_told_to_the_office(
    talk: Talk, happened: Happened, words: str
) -> None:
    (told,) = await talk.ask(_happened(talk, "nn", happened))

    assert told.address == "office"
    assert words in told.text
    assert await talk.ask(_happened(talk, "stranger", happened)) == []


def _happened(
    talk: Talk, address: str, happened: Happened, title: str | None = None
) -> Asked:
    asked = talk.asked(address)
    return replace(asked, happened=happened, title=title or asked.title)
