"""/item REF: one item whole, with its due moment explained and what happened."""

from bot.asked import Answer, Asked
from bot.commands.command import AGENCY_ONLY, Command
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import for_agency, for_office, split_ref
from bot.messages import cards
from bot.messages.buttons import for_duties
from bot.messages.words import lines
from bot.particulars import particulars


async def item(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del asked
    ref, rest = split_ref(words)
    if not ref:
        raise Misasked(ITEM.usage, "Xin cho biết mục nào?")
    is_agency = place.chat.role in AGENCY_ONLY
    if is_agency:
        duty = await for_agency(ref, place.chat.agency or "", desk)
    else:
        duty, _ = await for_office(ref, desk, rest=rest)
    force = next(iter(await desk.around([duty])), None)
    moves = await desk.unit.audit.moves_of(duty.id)
    notes = {} if is_agency else await desk.unit.audit.notes_on([duty.id])
    text = cards.item(
        duty,
        force,
        moves,
        now=desk.now,
        office=desk.office,
        note=notes.get(duty.id, ""),
    )
    return [
        Answer(
            text=lines([text, *await particulars(desk.unit, duty.id)]),
            buttons=for_duties([duty]) if is_agency else (),
            duties=(duty.id,),
            refs=(duty.ref,),
        )
    ]


ITEM = Command(
    name="item",
    usage="/item I.3",
    what="xem một nội dung: hạn, trạng thái, diễn biến",
    run=item,
)
