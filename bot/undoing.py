""" "Hoàn tác": what a chat said last is taken back, while it is ten minutes young."""

from bot import answering, moving, standing_in
from bot.asked import Answer, Asked
from bot.desk import Desk, Place
from bot.messages import recorded
from programme.reminders import OFFICE


async def undo_newest(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """The newest of what this chat has said, or what the receipt it replies to did."""
    moves = await desk.unit.audit.moves_since(desk.now - moving.UNDO_TIME)
    here = [m.at for m in moves if m.where == asked.where and not m.undone]
    wishes = await moving.asked_lately(place.duties, desk)
    here += [wish.asked_at for wish, _ in wishes]
    newest = await standing_in.newest_here(asked, desk)
    is_reply = asked.reply_to is not None
    if newest is None or (not is_reply and max(here, default=newest) > newest):
        return await _take_back(asked, place, desk)
    stood = await standing_in.take_back(asked, desk)
    if newest not in here or is_reply:
        return stood
    return [*stood, *await _take_back(asked, place, desk)]


async def _take_back(asked: Asked, place: Place, desk: Desk) -> list[Answer]:
    """What this chat's last message brought, if it is ten minutes young."""
    here = [
        move
        for move in await desk.unit.audit.moves_since(desk.now - moving.UNDO_TIME)
        if move.where == asked.where and not move.undone and move.undoes is None
    ]
    replied = await answering.moves_said_by(asked, desk)
    if replied is not None:
        here = [move for move in here if move.id in replied]
    wishes = await moving.asked_lately(place.duties, desk)
    if replied is not None:  # what else was asked for is not meant
        wishes = [one for one in wishes if one[0].asked_at in {m.at for m in here}]
    moments = [move.at for move in here] + [wish.asked_at for wish, _ in wishes]
    newest = max(moments, default=desk.now)
    last = [m for m in here if m.at == newest and m.message == here[-1].message]
    done = await moving.take_back(last, asked=asked, desk=desk)
    gone = [(wish, duty) for wish, duty in wishes if wish.asked_at == newest]
    for wish, _ in gone:
        await moving.retract(wish, asked=asked, desk=desk)
    if not done and not gone:
        return [Answer(text=recorded.nothing_to_undo(), reply_to=asked.message)]
    agency = place.chat.agency or ""
    return [
        Answer(
            text=recorded.undone(done, gone),
            reply_to=asked.message,
            duties=tuple(move.now.id for move in done),
        ),
        *[
            Answer(
                to=OFFICE,
                text=recorded.retracted_to_office(agency, wish, duty),
                duties=(duty.id,),
                refs=(duty.ref,),
            )
            for wish, duty in gone
        ],
    ]
