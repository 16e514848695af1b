"""/myitems: everything this chat's agency is to prepare."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.messages import cards, duties
from bot.messages.buttons import for_duties
from bot.messages.words import fitted


async def my_items(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked, words
    agency = place.chat.agency or ""
    own = await desk.own(agency)
    if not own:
        return [Answer(text=cards.no_items(agency))]
    forces = await desk.around(own)
    text = fitted(
        lambda length: duties.my_items(
            agency, own, forces, now=desk.now, office=desk.office, length=length
        ),
        longest=160,
    )
    return [
        Answer(
            text=text, buttons=for_duties(own), duties=tuple(duty.id for duty in own)
        )
    ]


MYITEMS = Command(
    name="myitems",
    usage="/myitems",
    what="các nội dung cơ quan đang chuẩn bị",
    run=my_items,
)
