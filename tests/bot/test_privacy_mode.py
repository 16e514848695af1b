"""In a group the bot mostly hears replies and presses: whatever asks says so."""

import ast
import re
from pathlib import Path

import pytest

from bot.messages import deputies, groups, questions
from bot.messages.words import plain
from programme.replies.meaning import Candidate, Unclear
from programme.replies.stand_ins import Missing
from tests.bot.talk import Said, Talk

#: How an answer reaches us in a group whatever its settings are.
HOW = re.compile(r"trả lời tin (này|nhắc|ấy)|bấm nút", re.IGNORECASE)
#: Files that ask for a reply; each is played below, or has its words walked.
ASKING = {
    "bot/deciding_requests.py",
    "bot/decision_questions.py",
    "bot/hearing.py",
    "bot/hearing_decisions.py",
    "bot/handing_in.py",
    "bot/pending.py",
    "bot/running.py",
    "bot/standing_in.py",
    "bot/taking_in.py",
}
ONE = Candidate(duty=1, ref="I.3", title="Báo cáo", programme="2020-07")


@pytest.mark.parametrize("unclear", Unclear)
@pytest.mark.parametrize("among", [(), (ONE,), (ONE, ONE)])
def test_every_question_about_a_message_says_how_to_answer(
    unclear: Unclear, among: tuple[Candidate, ...]
) -> None:
    assert HOW.search(plain(questions.question(unclear, among)))


@pytest.mark.parametrize("missing", Missing)
def test_every_question_about_who_stands_in_says_how_to_answer(
    missing: Missing,
) -> None:
    assert HOW.search(plain(deputies.question(missing)))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nv", ["đã trình"]),
        ("nv", ["mục 9 xong chưa nhỉ", "mục 9 xin gia hạn"]),
        ("nv", ["mục 9 vướng"]),
        ("nv", ["mục 9 và mục 11 vướng"]),
        ("nv", ["tôi nghỉ, anh Minh thay"]),
        ("nv", ["nộp hồ sơ mục 9"]),
        ("nv", ["mục 9 xin gia hạn đến 20/7", "mục 11 xin rút", "rút đề nghị"]),
        ("nv", ["mục 9 đã trình"]),
        ("nv", ["tôi nghỉ đến 25/7, anh Minh thay"]),
        ("office", ["/return", "/note I.3", "/nudge", "/meeting I", "/move I.3"]),
    ],
)
async def test_whatever_asks_in_a_conversation_says_how_to_answer(
    talk: Talk, address: str, words: list[str]
) -> None:
    said: list[Said] = []
    for one in words:
        said += [m for m in await talk.say(address, one) if m.address == address]
        talk.later(minutes=1)

    assert said
    for message in said:
        if _asks(message):
            assert HOW.search(plain(message.text)), plain(message.text)


async def test_what_asks_for_a_word_behind_a_button_says_how_too(talk: Talk) -> None:
    _, request = await talk.say("nv", "mục 9 xin gia hạn đến 20/7 do chờ số liệu")
    labels = [b.label for row in request.buttons for b in row]

    for label in labels:
        for message in await talk.press(request, label):
            if message.asks_reply:
                assert HOW.search(plain(message.text)), plain(message.text)


def test_no_file_asks_for_a_reply_that_is_not_walked_here() -> None:
    found = {
        str(file)
        for file in sorted(Path("bot").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "asks_reply"
    }

    assert found - {"bot/asked.py"} <= ASKING


def test_a_new_group_and_a_linked_one_are_told_what_reaches_the_bot() -> None:
    assert "trả lời tin của trợ lý" in groups.how_heard(hears_all=False)
    assert "mọi tin" in groups.how_heard(hears_all=True)


async def test_the_reply_prompt_goes_to_one_person_where_there_is_no_button(
    talk: Talk,
) -> None:
    await talk.say("nv", "mục 9 và mục 11 đã trình")
    (question,) = await talk.say("nv", "tôi nghỉ, anh Minh thay")

    assert question.asks_reply
    assert question.buttons == ()


def _asks(message: Said) -> bool:
    """It wants words, or says what words would do."""
    text = plain(message.text)
    wants = ("Xin hỏi", "xin cho biết", "Xin cho biết", "hoàn tác", "Đề nghị")
    return message.asks_reply or any(word in text for word in wants)
