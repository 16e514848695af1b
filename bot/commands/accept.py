"""/accept REF: the office takes the dossier; nobody is reminded of it any more."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.deciding import decided
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import for_office, split_ref
from bot.moving import move


async def accept(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    ref, rest = split_ref(words)
    if not ref:
        raise Misasked(ACCEPT.usage, "Xin cho biết mục nào?")
    duty, _ = await for_office(ref, desk, rest=rest)
    made = await move(duty, lambda d: d.accept(at=desk.now), asked=asked, desk=desk)
    return await decided(made, desk)


ACCEPT = Command(
    name="accept",
    usage="/accept I.3",
    what="tiếp nhận hồ sơ của một mục",
    changes=True,
    run=accept,
)
