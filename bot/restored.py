"""After a restore the office decides: what is held back goes on, or is dropped."""

from collections.abc import Sequence

from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.errors import OldButton
from bot.messages import restored as words
from storage.guarding import HELD


async def settle_restored(
    said: Sequence[str], asked: Asked, desk: Desk
) -> list[Answer]:
    """A button under the question. Raises OldButton for one that is over."""
    guarding = desk.unit.guarding
    if await guarding.held() != HELD:
        raise OldButton
    who = asked.person.name
    if list(said[:1]) == [words.SEND]:
        await guarding.send_on(desk.now)
        text, toast = words.sent_on(who), "Gửi tiếp"
    elif list(said[:1]) == [words.DROP]:
        await guarding.drop(desk.now)
        text, toast = words.dropped(who), "Bỏ qua"
    else:
        raise OldButton
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="restored",
        now=str(said[0]),
        message=asked.key,
    )
    return [Answer(text=text, edits=asked.message, toast=toast)]
