"""Files handed in over the wire: for which item, kept, shown, taken in or sent back."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from programme.duties import DutyState
from sandbox.messages import Message
from storage.dossiers import Dossier
from storage.folder import Folder
from tests.programme.test_dossiers import DOCX, PDF, bomb, package
from tests.scenes.scenery import House, at, house


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as found:
        await found.go("7/7")
        yield found


async def send(
    scene: House,
    name: str = "Tờ trình.docx",
    data: bytes = DOCX,
    *,
    caption: str = "",
    reply_to: int | None = None,
    chat: str = "NN",
) -> Message:
    group = scene.chat(chat)
    message = scene.demo.street.send_file(
        group, group.player, name, data, caption=caption, reply_to=reply_to
    )
    await scene.demo.clock.settle()
    return message


async def dossiers_of(scene: House, ref: str) -> list[Dossier]:
    duty = await scene.duty(ref)
    async with scene.demo.store.read() as unit:
        return await unit.dossiers.of_duty(duty.id)


def stored(tmp_path: Path) -> list[bytes]:
    folder = tmp_path / "dossiers"
    return [one.read_bytes() for one in folder.glob("??/*")]


async def test_a_file_whose_caption_names_the_item_is_kept_and_shown_to_the_office(
    scene: House, tmp_path: Path
) -> None:
    await send(scene, caption="Hồ sơ mục 3")

    (dossier,) = await dossiers_of(scene, "I.3")
    assert (dossier.name, dossier.version, dossier.kind) == (
        "Tờ trình.docx",
        1,
        ".docx",
    )
    assert stored(tmp_path) == [DOCX]
    assert "Đã nhận tệp “Tờ trình.docx” (1 KB) cho mục I.3, bản thứ 1" in scene.last(
        "NN"
    )
    text, file = scene.said("office")[-2:]
    assert "gửi hồ sơ mục I.3" in text.text
    assert text.button("Tiếp nhận") is not None
    assert file.file is not None
    assert file.file.data == DOCX
    # Handing in is no report.
    assert (await scene.duty("I.3")).state is DutyState.ASSIGNED


async def test_the_agency_says_itself_that_it_is_all(scene: House) -> None:
    await send(scene, caption="Hồ sơ mục 3")

    await scene.press("NN", "Hồ sơ đã đủ")

    assert (await scene.duty("I.3")).state is DutyState.READY


async def test_a_caption_that_reports_is_a_report_too(scene: House) -> None:
    await send(scene, caption="mục 3 đã xong")

    assert (await scene.duty("I.3")).state is DutyState.READY
    assert len(await dossiers_of(scene, "I.3")) == 1


async def test_a_reply_to_what_is_about_one_item_needs_no_caption(
    scene: House,
) -> None:
    await scene.say("NN", "nộp hồ sơ mục 4")
    asked = scene.said("NN")[-1]
    assert "Đề nghị gửi tệp hồ sơ mục I.4" in asked.text

    await send(scene, reply_to=asked.id)
    await send(scene, "bản 2.pdf", PDF)  # nor does what comes within half an hour

    found = await dossiers_of(scene, "I.4")
    assert [(one.version, one.name) for one in found] == [
        (1, "Tờ trình.docx"),
        (2, "bản 2.pdf"),
    ]


@pytest.mark.parametrize("how", ["press", "say"])
async def test_a_file_for_nobody_knows_what_is_asked_about_and_not_fetched(
    scene: House, tmp_path: Path, how: str
) -> None:
    await send(scene)
    question = scene.said("NN")[-1]
    assert "là hồ sơ của mục nào" in question.text
    assert stored(tmp_path) == []

    if how == "press":
        await scene.press("NN", "I.3")
    else:
        await scene.say("NN", "mục 3")

    assert len(await dossiers_of(scene, "I.3")) == 1
    assert stored(tmp_path) == [DOCX]


async def test_after_half_an_hour_the_file_is_to_be_sent_again(
    scene: House, tmp_path: Path
) -> None:
    await send(scene)
    await scene.go("7/7", "09:31")

    await scene.say("NN", "3")

    assert await dossiers_of(scene, "I.3") == []
    assert stored(tmp_path) == []


async def test_who_has_one_item_is_not_asked(scene: House) -> None:
    await send(scene, chat="GDĐT")

    assert "Đã nhận tệp" in scene.last("GDĐT")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.pdf", b"MZ a program", "chỉ nhận tệp PDF, Word"),
        ("x.docx", bomb(), "cấu trúc bất thường"),
        ("x.zip", package(a=b"b"), "chỉ nhận tệp PDF, Word"),
        ("../../x.docx", b"words", "chỉ nhận tệp PDF, Word"),
    ],
)
async def test_what_is_no_dossier_is_refused_in_one_sentence(
    scene: House, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    before = len(scene.said("office"))

    await send(scene, name, data, caption="mục 3")

    assert said in scene.last("NN")
    assert await dossiers_of(scene, "I.3") == []
    assert stored(tmp_path) == []
    assert len(scene.said("office")) == before


async def test_a_wicked_name_is_only_a_name(scene: House, tmp_path: Path) -> None:
    await send(scene, "../../\u202ex\x00y<b>.exe", PDF, caption="mục 3")

    (dossier,) = await dossiers_of(scene, "I.3")
    assert dossier.name == "xy_b_.exe.pdf"
    assert stored(tmp_path) == [PDF]


async def test_nothing_of_a_secret_item_is_ever_stored(
    scene: House, tmp_path: Path
) -> None:
    duty = await scene.duty("I.3")
    async with scene.demo.store.begin() as unit:
        await unit.duties.put(replace(duty, secret=True), was=duty)

    await send(scene, caption="mục 3")
    assert "có dấu mật" in scene.last("NN")
    await send(scene, "khác.pdf", PDF)
    await scene.press("NN", "I.3")

    assert "có dấu mật" in scene.said("NN")[-1].text
    assert stored(tmp_path) == []
    assert await dossiers_of(scene, "I.3") == []


async def test_the_same_bytes_again_are_said_to_be_there(scene: House) -> None:
    await send(scene, caption="mục 3")
    before = len(scene.said("office"))

    await send(scene, "tên khác.docx", caption="mục 3")

    assert "đã có ở mục I.3, là bản thứ 1" in scene.last("NN")
    assert len(await dossiers_of(scene, "I.3")) == 1
    assert len(scene.said("office")) == before


async def test_the_office_takes_it_in(scene: House) -> None:
    await send(scene, caption="mục 3")

    await scene.press("office", "Tiếp nhận")

    assert (await scene.duty("I.3")).state is DutyState.ACCEPTED
    assert "đã tiếp nhận hồ sơ mục I.3" in scene.last("NN")
    await send(scene, "nữa.pdf", PDF, caption="mục 3")
    said = [one.text for one in scene.said("NN")[-2:]]
    assert any("đã được Văn phòng tiếp nhận" in text for text in said)
    assert len(await dossiers_of(scene, "I.3")) == 1


async def test_the_office_sends_it_back_with_a_reason(scene: House) -> None:
    await send(scene, caption="mục 3")

    await scene.press("office", "Trả lại")
    asked = scene.said("office")[-1]
    await scene.say("office", "thiếu báo cáo thẩm định", reply_to=asked.id)

    duty = await scene.duty("I.3")
    assert (duty.state, duty.note) == (DutyState.RETURNED, "thiếu báo cáo thẩm định")
    assert duty.due.at == at("9/7", "17:00")
    assert "thiếu báo cáo thẩm định" in scene.last("NN")


async def test_an_older_version_is_not_taken_in_unseen(scene: House) -> None:
    await send(scene, caption="mục 3")
    first = scene.newest_with("office", "Tiếp nhận")
    await send(scene, "bản 2.pdf", PDF, caption="mục 3")

    office = scene.chat("office")
    scene.demo.street.press(office, first.id, "Tiếp nhận")
    await scene.demo.clock.settle()

    assert (await scene.duty("I.3")).state is DutyState.ASSIGNED
    shown = next(m for m in scene.said("office") if m.id == first.id)
    assert "Đã có bản thứ 2" in shown.text


async def test_the_card_of_an_item_lists_its_files(scene: House) -> None:
    await send(scene, caption="mục 3")

    await scene.say("office", "/item I.3")

    assert "bản 1, “Tờ trình.docx”" in scene.last("office")


async def test_a_file_whose_commit_never_came_is_swept(tmp_path: Path) -> None:
    """Killed between the file and its row: nothing names it, and it goes."""
    folder = Folder(tmp_path / "dossiers")
    orphan = folder.place_of(folder.keep(DOCX))
    came = datetime.fromtimestamp(orphan.stat().st_mtime, UTC)
    async with house(tmp_path) as scene:
        await send(scene, "khác.pdf", PDF, caption="mục 3")
        async with scene.demo.store.read() as unit:
            known = await unit.dossiers.all_hashes()

    assert folder.sweep(known, came + timedelta(days=2)) == 1
    assert stored(tmp_path) == [PDF]
