"""An item becomes secret by the office's word: its name is nowhere any more."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk import Paper
from bot.reviewing import look_over
from jobs.secrecy import settle_secrets
from programme.document import Draft
from programme.duties import DutyState
from programme.letters import Letter
from programme.reminders import OFFICE, ChatRole, agency
from programme.words import bare
from storage import Store
from tests.bot.makers import FARMING, july
from tests.bot.talk import Said, Talk

#: Of the title of I.3, in no other.
TELLING = ("lien ket", "nong san")


def tells(text: str) -> bool:
    return any(words in bare(text) for words in TELLING)


def lying_in(path: Path) -> str:
    """All bytes of the database's files, as text."""
    found = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    return "\n".join(one.read_bytes().decode("utf-8", "ignore") for one in found)


async def make_secret(talk: Talk, ref: str = "I.3") -> list[Said]:
    (shown,) = await talk.say("office", f"/secret {ref}")
    return await talk.press(shown, "Ghi mật")


async def settle(talk: Talk) -> list[Said]:
    said: list[Said] = []
    for _ in range(3):
        await settle_secrets(talk.store, talk.now, real=talk.now, folder=None)
        said += await talk.deliver()
    return said


async def test_its_name_is_in_no_byte_of_the_database(
    talk: Talk, tmp_path: Path
) -> None:
    duty = await talk.duty("I.3")
    await talk.tell(agency(FARMING), f"I.3. {duty.title}", (), [duty])
    await talk.say("nn", f"mục 3 {duty.title.lower()} đang chuẩn bị")
    await talk.say("office", f"/note I.3 nhớ hỏi {duty.title}")
    assert tells(lying_in(tmp_path / "nhacviec.db"))

    await make_secret(talk)
    await settle(talk)

    assert not tells(lying_in(tmp_path / "nhacviec.db"))
    assert (await talk.duty("I.3")).state is DutyState.PREPARING


async def test_messages_are_written_over_and_the_office_is_told_when_all_are(
    talk: Talk,
) -> None:
    duty = await talk.duty("I.3")
    told = await talk.tell(agency(FARMING), f"I.3. {duty.title}", (), [duty])

    said = await make_secret(talk)

    over = [one for one in said if one.id == told.id]
    assert [(one.text, one.edits) for one in over] == [("I.3. [mật]", True)]
    (receipt,) = [one for one in said if one.address == "office"]
    assert "Đang sửa 1 tin" in receipt.text
    (done,) = await settle(talk)
    assert "đã sửa 1 tin" in done.text
    assert await settle(talk) == []


async def test_a_message_on_its_way_is_written_over_once_it_has_arrived(
    talk: Talk,
) -> None:
    duty = await talk.duty("I.3")
    letter = Letter(
        key="flying", kind=None, at=talk.now, text=f"I.3. {duty.title}", to=OFFICE
    )
    (shown,) = await talk.say("office", "/secret I.3")
    async with talk.store.begin() as unit:
        await unit.outbox.post(letter, now=talk.now)
    flying = await talk._next()
    assert flying is not None
    talk.store.timing = None
    asked = talk.asked("office")
    # One letter at a time is on its way to a chat: the answer waits behind it.
    await talk.ask(asked, message=shown.id, press=shown.data("Ghi mật"), press_id="p")
    assert await settle(talk) == []

    arrived = await talk._appear(flying)
    said = await settle(talk)

    over = [one for one in said if one.id == arrived.id]
    assert [one.text for one in over] == ["I.3. [mật]"]
    assert "đã sửa 1 tin" in said[-1].text


async def test_where_nothing_can_be_written_over_people_are_told_to_take_it_away(
    talk: Talk,
) -> None:
    duty = await talk.duty("I.3")
    async with talk.store.begin() as unit:
        chat = await unit.chats.at("telegram", "nn")
        assert chat is not None
    told = await talk.tell(agency(FARMING), f"I.3. {duty.title}", (), [duty])
    async with talk.store.begin() as unit:
        await unit.chats.moved(chat.id, "-100nn")

    said = await make_secret(talk)

    assert told.id not in {one.id for one in said}
    assert f"Xóa tay trong nhóm «{chat.title}»: tin gửi lúc" in said[0].text


async def test_known_backups_are_named_to_be_destroyed(talk: Talk) -> None:
    async with talk.store.begin() as unit:
        await unit.settings.set("backups", '["/data/20200706.backup"]')

    said = await make_secret(talk)

    assert "Hủy mọi bản sao lưu" in said[0].text
    assert "/data/20200706.backup" in said[0].text


@pytest.mark.parametrize("chat", ["nn", "leaders"])
async def test_only_the_office_may(talk: Talk, chat: str) -> None:
    await talk.say(chat, "/secret I.3")

    assert (await talk.duty("I.3")).title


async def test_the_record_says_who_did_it_and_never_the_name(talk: Talk) -> None:
    await make_secret(talk)

    async with talk.store.read() as unit:
        entries = await unit.audit.since(talk.now)
    (line,) = [entry for entry in entries if entry.did == "secret"]
    assert (line.who, line.now) == ("Nguyễn Thị Lan (telegram:77)", "I.3")
    assert not any(tells(str(entry)) for entry in entries)


async def test_a_second_time_there_is_nothing_to_do(talk: Talk) -> None:
    await make_secret(talk)

    (said,) = await talk.say("office", "/secret I.3")

    assert "đã được ghi là mật" in said.text


async def test_the_same_matter_in_another_programme_goes_with_it(talk: Talk) -> None:
    first = july()
    (session, *others) = first.meetings
    later = replace(session, starts_on=session.starts_on + timedelta(days=31))
    august = replace(
        first,
        period="2020-08",
        meetings=(later, *others),
    )
    await talk.publish(august)

    (shown,) = await talk.say("office", "/secret I.3")
    assert "tháng 8/2020" in shown.text
    assert "tháng 7/2020" in shown.text
    await talk.press(shown, "Ghi mật")

    async with talk.store.read() as unit:
        duties = await unit.duties.find("I.3")
    assert [(d.title, d.secret) for d in duties] == [("", True), ("", True)]


async def looked_over(talk: Talk, draft: Draft, sha256: str) -> str:
    asked = talk.asked("office", text="(tệp)")
    async with talk.store.begin() as unit:
        paper = Paper(name="ct.txt", sha256=sha256, read=draft)
        (answer,) = await look_over(asked, paper, talk.desk(unit))
        await talk._post(unit, asked, [answer])
    await talk.deliver()
    return str(answer.text)


def _with_another_title(draft: Draft, ref: str, title: str) -> Draft:
    (session, *others) = draft.meetings
    items = [replace(i, title=title) if i.ref == ref else i for i in session.items]
    return replace(draft, meetings=(replace(session, items=tuple(items)), *others))


async def test_the_same_document_does_not_bring_it_back_and_says_so(
    talk: Talk, tmp_path: Path
) -> None:
    await make_secret(talk)
    await settle(talk)

    said = await looked_over(talk, july(), "cd" * 32)

    assert "Văn phòng đã ghi mục I.3 là mật" in said
    assert not tells(said)
    assert not tells(lying_in(tmp_path / "nhacviec.db"))
    assert not (await talk.duty("I.3")).title


async def test_another_name_at_its_place_is_a_doubt_too(talk: Talk) -> None:
    await make_secret(talk)
    draft = _with_another_title(july(), "I.3", "Chính sách ruộng bậc thang")
    draft = _with_another_title(draft, "I.4", "Đề án khác hẳn")

    said = await looked_over(talk, draft, "cd" * 32)

    assert "ruộng" not in said
    async with talk.store.read() as unit:
        waiting = await unit.drafts.get(1)
    (doubt,) = [d for d in waiting.draft.doubts if d.code == "secret-again"]
    assert doubt.text == "I.3"


async def test_the_offices_word_lets_it_in_again(talk: Talk) -> None:
    await talk.say("nn", "mục 3 đang chuẩn bị")
    await make_secret(talk)
    (shown,) = await talk.say("office", "/secret I.3 bỏ")
    await talk.press(shown, "Thôi giữ mật")

    said = await looked_over(talk, july(), "ab" * 32)
    (preview,) = [one for one in talk.heard if one.text == said]
    while preview.buttons[0][0].label != "Phát hành":
        (preview,) = await talk.press(preview, "Giữ nguyên mọi chỗ")
    await talk.press(preview, "Phát hành")

    duty = await talk.duty("I.3")
    assert tells(duty.title)
    assert (duty.secret, duty.state) == (False, DutyState.PREPARING)


async def test_a_chat_that_is_nobodys_learns_nothing(talk: Talk) -> None:
    await talk.link("x", ChatRole.HEAD, FARMING)

    await talk.say("x", "/secret I.3")

    assert (await talk.duty("I.3")).title


async def test_of_a_dossier_nothing_is_kept(talk: Talk, store: Store) -> None:
    duty = await talk.duty("I.3")
    async with store.begin() as unit:
        await unit.dossiers.add(
            duty.id,
            sha256="ef" * 32,
            name="lien ket.pdf",
            size=9,
            message=None,
            by="Lan",
            at=talk.now,
        )

    said = await make_secret(talk)

    assert "Tệp hồ sơ bị xóa: 1" in said[0].text
    async with store.read() as unit:
        assert await unit.dossiers.of_duty(duty.id) == []
