"""/return REF reason: the office asks for more, with a new due moment."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.deciding import decided
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import for_office, split_ref
from bot.messages.buttons import for_duties
from bot.moving import LONGEST_NOTE, move, new_due
from programme.speech import shorten


async def send_back(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    ref, rest = split_ref(words)
    if not ref:
        asks = "Xin cho biết mục nào, và cần hoàn thiện gì?"
        raise Misasked(RETURN.usage, asks, is_free=True)
    duty, reason = await for_office(ref, desk, rest=rest.strip())
    if not reason:
        asks = f"Xin cho biết mục {duty.ref} cần hoàn thiện gì?"
        raise Misasked(RETURN.usage, asks, is_free=True)
    reason = shorten(reason, LONGEST_NOTE)
    due = await new_due(duty, desk)
    made = await move(
        duty,
        lambda d: d.send_back(at=desk.now, reason=reason, due=due),
        asked=asked,
        desk=desk,
    )
    return await decided(made, desk, buttons=for_duties([made.now]))


RETURN = Command(
    name="return",
    usage="/return I.3 lý do",
    what="đề nghị hoàn thiện hồ sơ, hạn mới sau 2 ngày làm việc",
    changes=True,
    run=send_back,
)
