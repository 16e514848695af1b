"""A button asks the office for a word; what it says next closes the message it pressed
in: that tells what came of it, and has no buttons any more."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from programme.duties import DutyState
from sandbox.messages import Message
from tests.programme.test_dossiers import PDF
from tests.scenes.scenery import House, at, house
from tests.scenes.test_dossiers import send


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as found:
        await found.go("9/7")
        yield found


async def pressed(scene: House, button: str) -> Message:
    """The message whose button the office pressed."""
    message = scene.newest_with("office", button)
    await scene.press("office", button)
    return message


def now(scene: House, message: Message) -> Message:
    return next(one for one in scene.said("office") if one.id == message.id)


@pytest.mark.parametrize("is_reply", [False, True])
async def test_a_refusal_with_its_reason_closes_the_request(
    scene: House, *, is_reply: bool
) -> None:
    await scene.say("NN", "mục 3 xin gia hạn đến 17/7")
    message = await pressed(scene, "Không đồng ý")

    asked = scene.said("office")[-1].id if is_reply else None
    await scene.say("office", "cần thẩm định trước phiên họp", reply_to=asked)

    shown = now(scene, message)
    assert "không đồng ý, “cần thẩm định trước phiên họp”" in shown.text
    assert shown.keyboard == ()


@pytest.mark.parametrize("is_reply", [False, True])
async def test_another_day_closes_the_request(scene: House, *, is_reply: bool) -> None:
    await scene.say("NN", "mục 3 xin gia hạn đến 17/7")
    message = await pressed(scene, "Chọn ngày khác")

    asked = scene.said("office")[-1].id if is_reply else None
    await scene.say("office", "15/7", reply_to=asked)

    assert (await scene.duty("I.3")).due.at == at("15/7", "17:00")
    shown = now(scene, message)
    assert "hạn mới 17:00 thứ Tư 15/7" in shown.text
    assert shown.keyboard == ()


@pytest.mark.parametrize("is_reply", [False, True])
async def test_what_is_to_be_completed_closes_the_dossier(
    scene: House, *, is_reply: bool
) -> None:
    await send(scene, caption="mục 3")
    message = await pressed(scene, "Trả lại")

    asked = scene.said("office")[-1].id if is_reply else None
    await scene.say("office", "thiếu báo cáo thẩm định", reply_to=asked)

    assert (await scene.duty("I.3")).state is DutyState.RETURNED
    shown = now(scene, message)
    assert "thiếu báo cáo thẩm định" in shown.text
    assert shown.keyboard == ()


@pytest.mark.parametrize(
    ("words", "became"),
    [
        ("/accept I.3", "Đã tiếp nhận"),
        ("/return I.3 thiếu phụ lục", "Đã trả lại: “thiếu phụ lục”"),
    ],
)
async def test_a_command_closes_the_dossier_too(
    scene: House, words: str, became: str
) -> None:
    await send(scene, caption="mục 3")
    message = scene.newest_with("office", "Trả lại")

    await scene.say("office", words)

    shown = now(scene, message)
    assert shown.text.splitlines()[-1].startswith(f"{became} – ")
    assert shown.keyboard == ()


async def test_each_file_keeps_its_own_outcome(scene: House) -> None:
    await send(scene, caption="mục 3")
    first = await pressed(scene, "Trả lại")
    await scene.say("office", "thiếu báo cáo thẩm định")
    await send(scene, "bản 2.pdf", PDF, caption="mục 3")

    second = await pressed(scene, "Tiếp nhận")

    assert "Đã trả lại: “thiếu báo cáo thẩm định”" in now(scene, first).text
    assert "Đã tiếp nhận" in now(scene, second).text
    assert now(scene, second).keyboard == ()


async def test_a_file_that_nobody_decided_says_that_there_is_a_newer_one(
    scene: House,
) -> None:
    await send(scene, caption="mục 3")
    first = scene.newest_with("office", "Tiếp nhận")
    await send(scene, "bản 2.pdf", PDF, caption="mục 3")

    await scene.press("office", "Tiếp nhận")

    shown = now(scene, first)
    assert "Đã có bản thứ 2, mới hơn tệp này" in shown.text
    assert shown.keyboard == ()


async def test_a_file_that_came_again_after_its_return_waits_again(
    scene: House,
) -> None:
    await send(scene, caption="mục 3")
    message = await pressed(scene, "Trả lại")
    await scene.say("office", "thiếu chữ ký")
    assert now(scene, message).keyboard == ()

    await scene.say("NN", "mục 3 đã xong")

    assert now(scene, message).text == message.text
    assert now(scene, message).keyboard == message.keyboard
