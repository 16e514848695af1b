"""What the office decided of a duty, said to both: to itself and to the agency."""

from bot.asked import Answer
from bot.desk import Desk
from bot.messages import recorded
from bot.moving import is_told
from programme.letters import Buttons
from programme.moves import Move
from programme.reminders import Kind, agency
from programme.urgency import is_marked


async def decided(made: Move, desk: Desk, *, buttons: Buttons = ()) -> list[Answer]:
    """`buttons` go under the agency's message, where it has something to answer."""
    duty = made.now
    return [
        Answer(
            text=recorded.done_by_office(made, is_told=await is_told(duty, desk)),
            refs=(duty.ref,),
        ),
        Answer(
            to=agency(duty.agency),
            text=recorded.by_office(made, office=desk.office),
            buttons=buttons,
            kind=Kind.CHANGE,
            duties=(duty.id,),
            refs=(duty.ref,),
            urgent=is_marked(duty.title),
        ),
    ]
