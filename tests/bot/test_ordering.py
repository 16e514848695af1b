"""Several chats of one agency: the office sees their order, and changes it."""

from programme.reminders import ChatRole, agency
from tests.bot.makers import HOME_AFFAIRS
from tests.bot.talk import Talk


async def test_the_office_sees_the_order_and_puts_another_chat_first(
    talk: Talk,
) -> None:
    second = await talk.link("nv2", ChatRole.AGENCY, HOME_AFFAIRS)
    (shown,) = await talk.say("office", f"/who {HOME_AFFAIRS}")
    assert "nhận tin trước" in shown.text
    assert "dự phòng 1" in shown.text
    duty = await talk.duty("I.9")
    assert (await talk.tell(agency(HOME_AFFAIRS), "Nhắc", (), [duty])).address == "nv"

    (again,) = await talk.press(shown, f"Nhóm #{second.id} nhận tin trước")

    assert again.edits
    assert again.text.index(f"#{second.id} ") < again.text.index("dự phòng 1")
    assert again.text.index("nhận tin trước") < again.text.index("dự phòng 1")
    told = await talk.tell(agency(HOME_AFFAIRS), "Nhắc", (), [duty])
    assert told.address == "nv2"


async def test_the_same_in_words(talk: Talk) -> None:
    second = await talk.link("nv2", ChatRole.AGENCY, HOME_AFFAIRS)

    await talk.say("office", f"/who #{second.id} trước")

    duty = await talk.duty("I.9")
    told = await talk.tell(agency(HOME_AFFAIRS), "Nhắc", (), [duty])
    assert told.address == "nv2"


async def test_a_chat_of_nobody_is_not_put_first(talk: Talk) -> None:
    (said,) = await talk.say("office", "/who #999 trước")

    assert said.text.startswith("Không có nhóm #999")


async def test_one_chat_alone_has_no_button(talk: Talk) -> None:
    (shown,) = await talk.say("office", f"/who {HOME_AFFAIRS}")

    assert shown.buttons == ()
    assert "dự phòng" not in shown.text
