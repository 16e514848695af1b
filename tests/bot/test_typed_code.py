"""A code that is typed alone: in private, or with the bot's name in a group."""

import re
from dataclasses import replace

import pytest

from bot.asked import Asked
from programme.chats import LinkCode
from programme.reminders import ChatRole
from tests.bot.makers import SCHOOLS, at
from tests.bot.talk import Said, Talk

REFUSED = "Mã liên kết không đúng, đã dùng hoặc đã hết hạn."


@pytest.mark.parametrize(
    "typed",
    ["{code}", "{small}", "{code}.", " {apart} ", "{dashed}", "“{code}”"],
)
async def test_in_private_the_code_alone_is_enough(talk: Talk, typed: str) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    code = _code(given)
    said = typed.format(
        code=code,
        small=code.lower().replace("-", ""),
        apart=" ".join(code.replace("-", "")),
        dashed=code.replace("-", " – "),
    )

    here, question = await talk.ask(_private(talk, said))

    assert here.text.startswith("Đã nhận mã")
    assert question.address == "office"


async def test_in_a_group_of_nobody_the_code_alone_is_none_of_ours(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")

    assert await talk.say("gd", _code(given)) == []


async def test_in_a_group_the_code_with_the_bots_name_is_enough(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")
    asked = talk.asked("gd", text=f"@nhacviec_bot {_code(given)}")

    said = await talk.ask(replace(asked, to_us=True))

    assert said[0].text.startswith("Đã nhận mã")


@pytest.mark.parametrize(
    "text", ["xin chào anh", "cam on ban", "mục 3 xong", "12345678"]
)
async def test_words_in_private_are_no_code(talk: Talk, text: str) -> None:
    said = [await talk.ask(_private(talk, text)) for _ in range(6)]

    assert "chưa được liên kết" in said[-1][0].text


async def test_a_wrong_code_alone_counts_as_a_wrong_try(talk: Talk) -> None:
    for number in range(5):
        (said,) = await talk.ask(_private(talk, f"WRNG-XYZ{number + 2}"))
        assert said.text.startswith(REFUSED)

    (said,) = await talk.ask(_private(talk, "ABCD-EFGH"))
    assert said.text.startswith("Đã nhập sai mã quá nhiều lần")


async def test_an_o_is_read_as_the_letter_that_looks_like_it(talk: Talk) -> None:
    code = LinkCode(
        role=ChatRole.AGENCY,
        agency=SCHOOLS,
        code="QQ2A-BCDE",
        token="t" * 22,
        expires_at=at(10, 17),
    )
    async with talk.store.begin() as unit:
        await unit.links.add(code, by="Lan", at=talk.now)

    said = await talk.ask(_private(talk, "0o2a bcde"))

    assert said[0].text.startswith("Đã nhận mã")


async def test_in_a_group_it_is_said_what_reaches_the_bot(talk: Talk) -> None:
    (given,) = await talk.say("office", "/link Sở GD&ĐT")

    here, _ = await talk.say("gd", f"/start {_code(given)}")

    assert "chỉ nhận được lệnh, nút bấm và tin trả lời" in here.text
    assert "quản trị viên" in here.text


def _private(talk: Talk, text: str) -> Asked:
    return replace(talk.asked("gd", text=text), is_group=False)


def _code(given: Said) -> str:
    found = re.search(r"<code>(.+?)</code>", given.text)
    assert found
    return found[1]
