"""/escalate: what waits for the office's word to be told one level higher."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.escalating import waiting_at
from bot.messages import escalation as said


async def escalate(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, words, place
    waiting = await waiting_at(desk.unit, desk.now, desk.office)
    if not waiting:
        return [Answer(text=said.nothing())]
    names = await desk.short_names()
    return [
        Answer(
            text=said.waiting_list(waiting, names),
            buttons=said.buttons_of(waiting, names),
        )
    ]


ESCALATE = Command(
    name="escalate",
    usage="/escalate",
    what="dự thảo đôn đốc chờ Văn phòng cho gửi",
    run=escalate,
)
