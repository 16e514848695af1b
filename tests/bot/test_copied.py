"""Copied and old buttons: of another chat, of another agency, of another question."""

from programme.chats import ChatState
from tests.bot.makers import FARMING, FINANCE, JUSTICE, SCHOOLS
from tests.bot.talk import Said, Talk


async def test_a_message_offers_what_it_was_written_over_with(talk: Talk) -> None:
    """Whoever's screen still shows an earlier state of it presses a real button."""
    (many,) = await talk.say("nn", "/myitems")
    (opened,) = await talk.press(many, "I.4")
    await talk.press(opened, "‹ I.4: chọn mục khác")

    await talk.press(opened, "Đã sẵn sàng")

    assert (await talk.duty("I.4")).state == "ready"


async def test_the_same_number_in_another_chat_is_another_message(talk: Talk) -> None:
    """Groups and private chats may count their messages alike."""
    duty = await talk.duty("I.3")
    (theirs,) = await talk.say("nv", "/item I.9")
    (mine,) = await talk.say("nn", "/item I.3")
    data = mine.data("Đã sẵn sàng")

    for message, address in ((theirs, "nv"), (theirs, "nn"), (mine, "nv")):
        assert await talk.press_data(message, data, address=address) == []

    assert (await talk.duty("I.3")) == duty


async def test_a_button_of_a_chat_that_is_anothers_now_shows_and_does_nothing(
    talk: Talk,
) -> None:
    """The group was linked for one agency, and is another's today."""
    (many,) = await talk.say("nn", "/myitems")
    (opened,) = await talk.press(many, "I.4")
    await _becomes(talk, "nn", FINANCE)
    before = await talk.states()

    for data in (opened.data("Đã sẵn sàng"), opened.data("‹ I.4: chọn mục khác")):
        assert await talk.press_data(opened, data) == []
        assert talk.toast

    assert await talk.states() == before


async def test_a_confirmation_is_of_the_agency_it_was_asked_about(talk: Talk) -> None:
    """The chat gave another code before the office had answered the first question."""
    first = await _asks_to_be(talk, SCHOOLS)
    second = await _asks_to_be(talk, FARMING)

    assert await talk.press(first, "Đúng, xác nhận") == []
    assert await _chat_is(talk, "gd") == (ChatState.ASKED, FARMING)

    await talk.press(second, "Đúng, xác nhận")
    assert await _chat_is(talk, "gd") == (ChatState.LINKED, FARMING)


async def test_what_was_half_asked_is_not_asked_of_the_next_agency(talk: Talk) -> None:
    """A question that was open with one agency is over when the chat is another's."""
    await talk.say("nn", "xong rồi ạ")  # which of the two?
    await _becomes(talk, "nn", JUSTICE)
    before = await talk.states()

    await talk.say("nn", "mục 5")

    assert await talk.states() == before


async def _asks_to_be(talk: Talk, name: str) -> Said:
    (given_,) = await talk.say("office", f"/link {name}")
    code = given_.text.partition("<code>")[2].partition("</code>")[0]
    said = await talk.say("gd", f"/start {code}")
    return said[-1]


async def _becomes(talk: Talk, address: str, name: str) -> None:
    """By the office's word: unlinked, and linked anew with a code."""
    number = await _number_of(talk, address)
    (shown,) = await talk.say("office", f"/unlink #{number}")
    await talk.press(shown, "Bỏ liên kết")
    (given_,) = await talk.say("office", f"/link {name}")
    code = given_.text.partition("<code>")[2].partition("</code>")[0]
    said = await talk.say(address, f"/start {code}")
    await talk.press(said[-1], "Đúng, xác nhận")
    assert await _chat_is(talk, address) == (ChatState.LINKED, name)


async def _number_of(talk: Talk, address: str) -> int:
    async with talk.store.read() as unit:
        chat = await unit.chats.at("telegram", address)
    assert chat is not None
    return chat.id


async def _chat_is(talk: Talk, address: str) -> tuple[ChatState, str | None]:
    async with talk.store.read() as unit:
        chat = await unit.chats.at("telegram", address)
    assert chat is not None
    return chat.state, chat.agency
