"""A chat becomes an agency's: a code of one use, and the office's confirmation."""

import re

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.codes import new_code
from programme.chats import Chat, ChatState, LinkCode
from programme.reminders import ChatRole
from tests.bot.makers import FARMING, SCHOOLS, THE_OFFICE, at
from tests.bot.talk import Said, Talk, transcript

REFUSED = "Mã liên kết không đúng, đã dùng hoặc đã hết hạn."


async def test_the_whole_road(talk: Talk, snapshot: SnapshotAssertion) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    code = _code(given)

    said = await talk.say("gd", f"/start {code}")
    said += await talk.press(said[-1], "Đúng, xác nhận")

    shown = transcript([given, *said])
    assert _without_secrets(shown, code) == snapshot
    chat = await _chat(talk, "gd")
    assert (chat.state, chat.role, chat.agency) == (
        ChatState.LINKED,
        ChatRole.AGENCY,
        SCHOOLS,
    )


async def test_until_the_office_confirms_nothing_is_told(talk: Talk) -> None:
    await _asked(talk, "gd")

    assert (await _chat(talk, "gd")).state is ChatState.ASKED
    assert await talk.say("gd", "mục 1 đã xong") == []
    (said,) = await talk.say("gd", "/myitems")
    assert said.text.startswith("Nhóm này chưa được liên kết")


async def test_the_office_says_no(talk: Talk, snapshot: SnapshotAssertion) -> None:
    question = await _asked(talk, "gd")

    said = await talk.press(question, "Không phải")

    assert transcript(said) == snapshot
    assert (await _chat(talk, "gd")).state is ChatState.REFUSED


async def test_a_confirmation_counts_once(talk: Talk) -> None:
    question = await _asked(talk, "gd")
    await talk.press(question, "Đúng, xác nhận")

    assert await talk.press(question, "Không phải") == []
    assert (await _chat(talk, "gd")).state is ChatState.LINKED
    assert talk.toast == "Nút này không còn hiệu lực; đề nghị xem tin mới nhất."


async def test_only_the_office_confirms(talk: Talk) -> None:
    question = await _asked(talk, "gd")
    chat = await _chat(talk, "gd")
    (mine,) = await talk.say("nn", "/myitems")

    await talk.press_data(mine, question.data("Đúng, xác nhận"))

    assert await _chat(talk, "gd") == chat


@pytest.mark.parametrize("typed", ["ABCD-EFGH", "x", "'; --", "9" * 4000, "Sở Nội vụ"])
async def test_a_wrong_code_opens_nothing(talk: Talk, typed: str) -> None:
    (said,) = await talk.say("gd", f"/start {typed}")

    assert said.text.startswith(REFUSED)
    assert (await _chat(talk, "gd")).state is ChatState.UNLINKED


async def test_after_five_wrong_codes_even_a_right_one_waits_an_hour(
    talk: Talk,
) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    for number in range(5):
        await talk.say("gd", f"/start WRONG-{number}")

    (said,) = await talk.say("gd", f"/start {_code(given)}")
    assert said.text == "Đã nhập sai mã quá nhiều lần. Đề nghị thử lại sau một giờ."

    talk.later(hours=1, seconds=1)
    (said, _) = await talk.say("gd", f"/start {_code(given)}")
    assert said.text.startswith("Đã nhận mã")


async def test_a_code_is_used_once(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    await talk.say("gd", f"/start {_code(given)}")

    (said,) = await talk.say("another", f"/start {_code(given)}")

    assert said.text.startswith(REFUSED)
    assert (await _chat(talk, "another")).state is ChatState.UNLINKED


async def test_a_code_lives_three_working_days(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    assert "17:00 thứ Sáu 10/7" in given.text

    talk.now = at(10, 17)
    (said,) = await talk.say("gd", f"/start {_code(given)}")

    assert said.text.startswith(REFUSED)


async def test_a_code_may_be_typed_as_people_type(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    typed = _code(given).lower().replace("-", " ")

    said = await talk.say("gd", f"/start@nhacviec_bot  {typed} ")

    assert said[0].text.startswith("Đã nhận mã")


async def test_a_deep_link_does_the_same(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    found = re.search(r"startgroup=([\w-]+)", given.text)
    assert found

    said = await talk.say("gd", f"/start@nhacviec_bot {found[1]}")

    assert said[0].text.startswith("Đã nhận mã")


async def test_the_offices_own_code_needs_nobodys_confirmation(talk: Talk) -> None:
    code = await _made(talk, ChatRole.OFFICE)

    (said,) = await talk.say("office2", f"/start {code.code}")

    assert said.text.startswith("Nhóm này đã liên kết với <b>Văn phòng</b>")
    chat = await _chat(talk, "office2")
    assert (chat.state, chat.role) == (ChatState.LINKED, ChatRole.OFFICE)


async def test_the_leaders_code_is_confirmed_by_the_office(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link lãnh đạo")
    assert "Lãnh đạo" in given.text

    _, question = await talk.say("boss", f"/start {_code(given)}")
    await talk.press(question, "Đúng, xác nhận")

    chat = await _chat(talk, "boss")
    assert (chat.state, chat.role, chat.agency) == (
        ChatState.LINKED,
        ChatRole.LEADER,
        None,
    )


async def test_a_linked_chat_keeps_its_agency_and_the_code_its_use(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")

    (said,) = await talk.say("nn", f"/start {_code(given)}")

    assert said.text == f"Nhóm này đã liên kết với <b>{FARMING}</b>."
    assert (await talk.say("gd", f"/start {_code(given)}"))[0].address == "gd"
    assert (await _chat(talk, "gd")).state is ChatState.ASKED


@pytest.mark.parametrize(
    ("written", "beginning"),
    [
        ("", "Xin cho biết cơ quan nào?"),
        ("Giáo dục tỉnh", "Không tìm thấy cơ quan “Giáo dục tỉnh”. Có phải: "),
        ("Sở Vũ trụ", "Không tìm thấy cơ quan “Sở Vũ trụ”."),
    ],
)
async def test_an_agency_nobody_knows_gets_no_code(
    talk: Talk, written: str, beginning: str
) -> None:
    (said,) = await talk.say("office", f"/link {written}")

    assert said.text.startswith(beginning)
    assert "<code>" not in said.text


def test_a_code_is_easy_to_read_out_and_hard_to_guess() -> None:
    made = [
        new_code(ChatRole.AGENCY, FARMING, today=at(7).date(), office=THE_OFFICE)
        for _ in range(200)
    ]

    assert len({code.code for code in made}) == 200
    assert len({code.token for code in made}) == 200
    assert all(re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", code.code) for code in made)
    assert not set("ILO01") & set("".join(code.code for code in made))
    assert all(len(code.token) <= 64 for code in made)


async def _asked(talk: Talk, address: str) -> Said:
    """A right code was given there; this is the question to the office."""
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    _, question = await talk.say(address, f"/start {_code(given)}")
    return question


async def _made(talk: Talk, role: ChatRole) -> LinkCode:
    code = new_code(role, None, today=talk.now.date(), office=THE_OFFICE)
    async with talk.store.begin() as unit:
        await unit.links.add(code, by="nhacviec agencies link", at=talk.now)
    return code


async def _chat(talk: Talk, address: str) -> Chat:
    async with talk.store.read() as unit:
        chat = await unit.chats.at("telegram", address)
    assert chat is not None
    return chat


def _code(given: Said) -> str:
    found = re.search(r"<code>(.+?)</code>", given.text)
    assert found
    return found[1]


def _without_secrets(text: str, code: str) -> str:
    return re.sub(r"startgroup=[\w-]+", "startgroup=…", text).replace(code, "ABCD-EFGH")
