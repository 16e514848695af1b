"""A programme that was published wrongly is taken back, after one more question."""

from bot.amending import take_back
from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages import review as words
from bot.messages.buttons import Act, pack
from programme.letters import Button, Buttons

TAKE_BACK, SURELY, KEEP = "t", "T", "k"
TAKING_BACK = frozenset({TAKE_BACK, SURELY, KEEP})


def take_back_button(programme: int) -> Buttons:
    """Under the message that says a programme is out."""
    return ((Button("Thu hồi", pack(Act.REVIEW, programme, TAKE_BACK)),),)


async def taken_back(
    programme: int, what: str, asked: Asked, desk: Desk
) -> list[Answer]:
    """Asks once more; then reminders stop, and who was told is told once."""
    head = (await desk.unit.parts.heads([programme])).get(programme)
    if head is None:
        raise OldButton
    period = head.period
    if what == TAKE_BACK:
        sure = (
            Button("Đúng, thu hồi", pack(Act.REVIEW, programme, SURELY)),
            Button("Không", pack(Act.REVIEW, programme, KEEP)),
        )
        text = words.surely(period)
        return [Answer(text=text, buttons=(sure,), edits=asked.message)]
    if what == KEEP:
        return [
            Answer(
                text=words.stays(period),
                buttons=take_back_button(programme),
                edits=asked.message,
            )
        ]
    await take_back(
        desk.unit,
        programme,
        office=desk.office,
        by=asked.who,
        at=desk.now,
        where=asked.where,
    )
    text = words.gone(period)
    return [Answer(text=text, edits=asked.message, toast="Đã thu hồi")]
