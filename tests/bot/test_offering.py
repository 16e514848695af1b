"""What a message offers by number: its lines, its marks, its copies, its count."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.zalo_text import said_in_parts
from bot.messages import numbered, requests
from bot.messages.buttons import Act, opening_each, pack
from bot.messages.unbuttoned import without_buttons
from bot.offering import messages_of
from programme.duties import DutyState
from programme.letters import Button, Letter, LetterState, Priority
from programme.reminders import OFFICE, agency
from storage import Store
from storage.offers import MARKS
from tests.bot.makers import HOME_AFFAIRS, at
from tests.bot.zalo_talk import ZaloTalk, a_town

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def talk(store: Store) -> ZaloTalk:
    return await a_town(store)


async def state(talk: ZaloTalk, ref: str) -> DutyState:
    return (await talk.duty(ref)).state


async def test_of_many_items_one_is_chosen_first(talk: ZaloTalk) -> None:
    """As a message of five items has it: each number opens one of them."""
    duties = [await talk.duty(ref) for ref in ("I.9", "II.3")]
    rows = opening_each((duty.id, duty.ref) for duty in [*duties, *duties, duties[0]])
    shown = await talk.tell(agency(HOME_AFFAIRS), "Năm mục", rows, duties)
    assert "A1 mục I.9 · A2 mục II.3 · A3 mục I.9 · A4 mục II.3\nA5 mục I.9" in (
        shown.text
    )
    (opened,) = await talk.write("A2")
    assert opened.split("\n")[0].startswith("II.3. Kế hoạch tuyển dụng")
    assert "B1 đang chuẩn bị · B2 đã sẵn sàng · B3 vướng mắc" in opened
    await talk.write("B2")
    assert await state(talk, "II.3") is DutyState.READY


async def test_what_the_office_confirms_is_a_line_each(talk: ZaloTalk) -> None:
    await talk.write("/accept I.9", to="office")
    rows = ((Button("Gửi", pack(Act.BACK)), Button("Để sau", "1:x")),)
    shown = await talk.tell(OFFICE, "Dự thảo", rows, [])
    assert "Để sau" in shown.text
    assert "Gửi" not in shown.text  # the way back of a message that is written over


async def test_marks_go_round_and_skip_what_reads_as_something_else(
    talk: ZaloTalk,
) -> None:
    marks = []
    for _ in range(len(MARKS) + 2):
        (said,) = await talk.write("/item I.9")
        marks.append(said.rpartition("ví dụ “")[2][0])
        talk.later(hours=1)
    assert "".join(marks) == MARKS + "AB"
    assert not set(marks) & set("IVXLOQTJ")
    await talk.write("A1")  # the newest of that mark
    assert await state(talk, "I.9") is DutyState.PREPARING


async def test_an_answer_is_the_proof_that_a_message_arrived(talk: ZaloTalk) -> None:
    """Nobody knew whether it did; without it nobody could know its mark."""
    posted = await _lost_on_its_way(talk)
    await talk.write("A2")
    assert await state(talk, "I.9") is DutyState.READY
    async with talk.store.read() as unit:
        assert await unit.outbox.evidence(posted) is not None


async def test_a_mark_that_came_round_too_soon_is_no_proof(talk: ZaloTalk) -> None:
    for _ in MARKS:
        await talk.write("/item II.3")
        talk.later(minutes=1)
    await _lost_on_its_way(talk)
    await talk.write("A2")
    assert await state(talk, "I.9") is DutyState.ASSIGNED
    assert await state(talk, "II.3") is DutyState.ASSIGNED


async def _lost_on_its_way(talk: ZaloTalk) -> int:
    duty = await talk.duty("I.9")
    letter = Letter(
        key="lost",
        kind=None,
        at=talk.now,
        text="Nhắc",
        to=agency(HOME_AFFAIRS),
        buttons=opening_each([(duty.id, duty.ref)]),
        duties=(duty.id,),
        refs=(duty.ref,),
    )
    async with talk.store.begin() as unit:
        await unit.outbox.post(letter, now=talk.now)
    posted = await talk._next()
    assert posted is not None
    async with talk.store.begin() as unit:
        await unit.outbox.unsure(posted, "NoAnswerInTime", talk.now)
    return posted.id


async def test_a_copy_has_a_mark_of_its_own(talk: ZaloTalk) -> None:
    number = await _lost_on_its_way(talk)
    talk.later(minutes=2)
    async with talk.store.begin() as unit:
        (one,) = await unit.outbox.unsettled(talk.now, timedelta(0))
        await unit.outbox.settle(one.posted, talk.now)
    (copy,) = await talk.deliver()
    assert "B1 đang chuẩn bị" in copy.text
    async with talk.store.read() as unit:
        assert (await unit.outbox.get(number)).state is LetterState.SENT
    await talk.write("A2")  # should the first have arrived after all
    assert await state(talk, "I.9") is DutyState.READY


@pytest.mark.parametrize("is_private", [True, False])
@pytest.mark.parametrize("is_copy", [True, False])
def test_a_letter_never_takes_more_messages_than_are_counted(
    is_private: bool, is_copy: bool
) -> None:
    buttons = opening_each([(1, "I.9"), (2, "II.3")])
    shown = numbered.offered(buttons, {1: 4, 2: 17})
    more = numbered.below(shown, "W", is_private=is_private)
    for length in range(100, 1100):
        text = "chữ\n" * length
        letter = Letter(key="k", kind=None, at=at(7), text=text, buttons=buttons)
        sent = said_in_parts(text + more, is_copy=is_copy)
        assert len(sent) <= messages_of(letter, is_copy) <= len(sent) + 1


#: What is not said of the chat it stands in, or is part of a sentence, by file.
_ELSEWHERE = {
    "groups.py": ("Trong nhóm, trợ lý chỉ nhận", "thành siêu nhóm"),
    "incoming.py": ("Nút bấm và tin nhắn", "Nút bấm"),
}
_OF_BUTTONS = re.compile(r"\bnút|bấm|trả lời (?:chính )?tin", re.IGNORECASE)


def test_every_sentence_that_speaks_of_buttons_can_speak_of_codes() -> None:
    """In private, where nothing is replied to either."""
    found = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if path.stem in {"numbered", "unbuttoned"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said = without_buttons(node.value)
                known = any(one in said for one in _ELSEWHERE.get(path.name, ()))
                if not known and _OF_BUTTONS.search(said):
                    found += [(path.name, said)]
    assert found == []


def test_in_a_group_a_message_of_ours_can_be_replied_to() -> None:
    said = "Đề nghị trả lời tin này, ví dụ “3 xong”, hoặc bấm nút bên dưới."
    in_group = "Đề nghị trả lời tin này, ví dụ “3 xong”, hoặc nhắn mã bên dưới."
    alone = "Đề nghị trả lời tại đây, ví dụ “3 xong”, hoặc nhắn mã bên dưới."

    assert without_buttons(said, is_private=False) == in_group
    assert without_buttons(said, is_private=True) == alone


@pytest.mark.parametrize(
    "how",
    [
        *requests.HOW.values(),
        "Bấm nút của từng mục, hoặc trả lời tin này, nêu rõ mục: “đồng ý mục I.3”.",
    ],
)
def test_no_word_is_promised_that_is_heard_in_a_reply_alone(how: str) -> None:
    text = f"Đề nghị gia hạn\n<i>{how}</i>"
    assert without_buttons(text) == "Đề nghị gia hạn\n<i>Nhắn mã ở cuối tin.</i>"


async def test_what_cannot_be_written_over_is_not_said_a_second_time(
    talk: ZaloTalk,
) -> None:
    """An edit that only keeps an old message true ends there; an answer is said."""
    (shown,) = await talk.say("nv", "/myitems")
    async with talk.store.begin() as unit:
        chat = await unit.chats.at("zalo", "nv")
        assert chat is not None
        for priority in (Priority.REMINDER, Priority.STANDING):
            letter = Letter(
                key=f"true:{priority}",
                kind=None,
                at=talk.now,
                text="Như trên",
                chat=chat.id,
                edits=shown.id,
                priority=priority,
            )
            await unit.outbox.post(letter, now=talk.now)
    assert await talk.deliver() == []
    async with talk.store.read() as unit:
        counts = await unit.outbox.counts()
    assert counts[LetterState.SUPERSEDED] == 2
    assert counts[LetterState.PLANNED] == 0
