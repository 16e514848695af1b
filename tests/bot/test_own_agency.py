"""A chat acts for its own agency and no other; and only for one that is linked."""

from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.messages.buttons import Act, pack
from programme.chats import ChatState
from programme.duties import DutyState
from programme.reminders import agency
from tests.bot.makers import FARMING, HOME_AFFAIRS
from tests.bot.talk import Talk, transcript


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mục 9 đã xong", id="by number"),
        pytest.param("I.9 đã xong", id="by ref"),
        pytest.param("/item I.9", id="its card"),
        pytest.param("/accept I.3", id="an office's command"),
        pytest.param("/set 3 ready", id="another"),
    ],
)
async def test_another_agencys_matter_is_refused_and_nothing_moves(
    talk: Talk, text: str, snapshot: SnapshotAssertion
) -> None:
    before = await talk.states()

    said = await talk.say("nn", text)

    assert transcript(said) == snapshot
    assert [one.address for one in said] == ["nn"]
    assert await talk.states() == before


async def test_another_agencys_button_is_refused_and_nothing_moves(talk: Talk) -> None:
    """A press forged with another duty's number, under a message of one's own."""
    before = await talk.states()
    (mine,) = await talk.say("nn", "/myitems")
    other = await talk.duty("I.9")

    for data in (
        pack(Act.OPEN, other.id),
        pack(Act.STATE, other.id, other.due.version, DutyState.READY),
    ):
        assert await talk.press_data(mine, data) == []
        assert talk.toast is not None
        assert "cơ quan khác" in talk.toast

    assert await talk.states() == before


async def test_a_button_of_another_chats_message_counts_for_nothing(talk: Talk) -> None:
    duty = await talk.duty("I.9")
    (theirs,) = await talk.say("nv", "/item I.9")

    said = await talk.press_data(
        theirs, pack(Act.STATE, duty.id, 1, DutyState.READY), address="nn"
    )

    assert said == []
    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED


async def test_who_supports_an_item_does_not_report_on_it(talk: Talk) -> None:
    before = await talk.states()
    (list_,) = await talk.say("tc", "/myitems")

    assert "I.3" in list_.text
    assert "(phối hợp)" in list_.text
    assert [b.label for row in list_.buttons for b in row] == [
        "Đang chuẩn bị",
        "Đã sẵn sàng",
        "Vướng mắc",
    ]
    (answer,) = await talk.say("tc", "mục 3 đã xong")
    assert "Đã ghi nhận" not in answer.text
    assert await talk.states() == before


async def test_one_of_two_leads_speaks_for_itself_alone(talk: Talk) -> None:
    await talk.say("tc", "mục 12 đã xong")

    states = await talk.states()
    assert states["I.12 Sở Tài chính"].startswith("ready")
    assert states["I.12 Sở Tư pháp"].startswith("assigned")


@pytest.mark.parametrize(
    "text", ["/myitems", "/board", "/accept I.3", "/item I.3", "/nothing", "/start"]
)
async def test_a_command_in_an_unlinked_chat_gets_one_clear_sentence(
    talk: Talk, text: str, snapshot: SnapshotAssertion
) -> None:
    before = await talk.states()

    (said,) = await talk.say("stranger", text)

    assert said.address == "stranger"
    assert said.text == snapshot(name="unlinked")
    assert await talk.states() == before


async def test_plain_words_in_an_unlinked_chat_are_left_alone(talk: Talk) -> None:
    before = await talk.states()

    assert await talk.say("stranger", "mục 3 đã xong") == []
    assert await talk.states() == before


async def test_help_in_an_unlinked_chat_says_how_to_link(talk: Talk) -> None:
    (said,) = await talk.say("stranger", "/help")

    assert "/start MÃ" in said.text
    assert "/accept" not in said.text


async def test_a_chat_that_was_unlinked_presses_in_vain(talk: Talk) -> None:
    (mine,) = await talk.say("nv", "/item I.9")
    await _unlink(talk, "nv")

    await talk.press(mine, "Đã sẵn sàng")

    assert (await talk.duty("I.9")).state is DutyState.ASSIGNED
    assert talk.toast == "Nút này không còn hiệu lực; đề nghị xem tin mới nhất."


async def test_a_reminder_of_the_wrong_agency_never_finds_a_chat(talk: Talk) -> None:
    """Addressed by name: the chat is that agency's, whoever else is linked."""
    duty = await talk.duty("I.9")
    said = await talk.tell(agency(HOME_AFFAIRS), "Nhắc", (), [duty])

    assert said.address == "nv"
    assert said.address != FARMING


async def _unlink(talk: Talk, address: str) -> None:
    async with talk.store.begin() as unit:
        chat = await unit.chats.at("telegram", address)
        assert chat is not None
        await unit.chats.put(replace(chat, state=ChatState.UNLINKED), was=chat)
