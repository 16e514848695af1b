"""/set REF STATE note: the office writes down what an agency told it otherwise."""

from collections.abc import Callable, Mapping

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.deciding import decided
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import for_office, split_ref
from bot.moving import LONGEST_NOTE, move
from programme.duties import Duty, DutyState, Mover
from programme.speech import STATES, shorten
from programme.words import bare

_REPORTED = (DutyState.PREPARING, DutyState.BLOCKED, DutyState.READY)
_ENDED = (DutyState.WITHDRAWN, DutyState.DEFERRED)

#: As the office may write a state: our word for it, or its own.
WRITTEN: Mapping[str, DutyState] = {
    **{str(state): state for state in (*_REPORTED, *_ENDED)},
    **{bare(STATES[state]): state for state in (*_REPORTED, *_ENDED)},
    "san sang": DutyState.READY,
    "xong": DutyState.READY,
    "da xong": DutyState.READY,
    "chuan bi": DutyState.PREPARING,
    "dang lam": DutyState.PREPARING,
    "vuong": DutyState.BLOCKED,
    "rut": DutyState.WITHDRAWN,
    "chuyen": DutyState.DEFERRED,
}


async def set_state(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    ref, rest = split_ref(words)
    if not ref:
        asks = "Xin cho biết mục nào, và tình hình ra sao?"
        raise Misasked(SET.usage, asks, is_free=True)
    duty, said = await for_office(ref, desk, rest=rest.strip())
    if not said:
        asks = f"Xin cho biết tình hình mục {duty.ref}: đang chuẩn bị, sẵn sàng, …?"
        raise Misasked(SET.usage, asks, is_free=True)
    state, note = _read(said)
    made = await move(duty, _how(state, note, desk), asked=asked, desk=desk)
    return await decided(made, desk)


def _read(said: str) -> tuple[DutyState, str | None]:
    """The state, longest words first, and what follows as the note."""
    words = said.split()
    for length in range(min(4, len(words)), 0, -1):
        state = WRITTEN.get(bare(" ".join(words[:length])).strip(",.:;"))
        if state is not None:
            note = " ".join(words[length:])
            return state, shorten(note, LONGEST_NOTE) or None
    raise Misasked(SET.usage)


def _how(state: DutyState, note: str | None, desk: Desk) -> Callable[[Duty], Duty]:
    if state in _ENDED:
        return lambda duty: duty.end(state, at=desk.now, reason=note)
    return lambda duty: duty.report(state, at=desk.now, note=note, by=Mover.ON_BEHALF)


SET = Command(
    name="set",
    usage="/set I.3 sẵn sàng ghi chú",
    what="ghi nhận thay cơ quan: đang chuẩn bị, sẵn sàng, vướng mắc, rút, chuyển",
    changes=True,
    run=set_state,
)
