"""/accept REF: the office takes the dossier; nobody is reminded of it any more."""

from bot.asked import Answer, Asked
from bot.commands.command import OFFICE_ONLY, Command
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import for_office, split_ref
from bot.messages import recorded
from bot.moving import is_told, move
from programme.reminders import Kind, agency


async def accept(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    ref, rest = split_ref(words)
    if not ref:
        raise Misasked(ACCEPT.usage)
    registry = await desk.registry()
    duty, _ = for_office(ref, place.forces, rest=rest, registry=registry)
    made = await move(duty, lambda d: d.accept(at=desk.now), asked=asked, desk=desk)
    return [
        Answer(
            text=recorded.done_by_office(made, is_told=await is_told(duty, desk)),
            refs=(duty.ref,),
        ),
        Answer(
            to=agency(duty.agency),
            text=recorded.by_office(made, office=desk.office),
            kind=Kind.CHANGE,
            duties=(duty.id,),
            refs=(duty.ref,),
        ),
    ]


ACCEPT = Command(
    name="accept",
    usage="/accept I.3",
    what="tiếp nhận hồ sơ của một mục",
    roles=OFFICE_ONLY,
    run=accept,
)
