"""More time, over the wire: reminders follow the day that the office gave."""

from pathlib import Path

from programme.duties import DueRule
from tests.scenes.scenery import at, house


async def test_reminders_follow_the_day_that_was_given(tmp_path: Path) -> None:
    async with house(tmp_path) as scene:
        await scene.go("9/7")
        await scene.say("NN", "mục 3 xin gia hạn đến 17/7")
        await scene.go("10/7")
        assert "Đang đề nghị gia hạn" in _about("I.3", scene.last("NN"))

        await scene.press("office", "Đồng ý")
        duty = await scene.duty("I.3")
        assert (duty.due.at, duty.due.rule) == (at("17/7", "17:00"), DueRule.EXTENDED)

        await scene.go("15/7")
        states = await scene.states()
        assert ("late" in states["I.3"], "late" in states["I.4"]) == (False, True)
        assert "Hạn: 17:00 thứ Sáu 17/7" in scene.said("NN")[-1].text
        await scene.go("20/7")
        states = await scene.states()
        assert "late" in states["I.3"]
        said = scene.said("NN")[-1].text
        assert "theo đề nghị gia hạn, Văn phòng đồng ý ngày 10/7" in said


def _about(ref: str, text: str) -> str:
    """From its own line on."""
    return text[text.index(f"{ref}.") :]
