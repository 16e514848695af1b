"""/outcome REF …: what a session made of its items, in words or by buttons."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.outcomes import say_outcomes, show_sessions


async def outcome(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    if not words.strip():
        return await show_sessions(asked, desk)
    return await say_outcomes(words, asked, desk)


OUTCOME = Command(
    name="outcome",
    usage="/outcome I.3 bổ sung, còn lại thông qua",
    what="ghi kết quả phiên họp: thông qua, bổ sung, chuyển kỳ sau, rút",
    changes=True,
    run=outcome,
)
