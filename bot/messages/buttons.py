"""The buttons under a message, and the data they carry.

A message about one open duty has its three states; a message about several has one
button per ref that opens that duty's three in the same message. Data stay under
Telegram's 64 bytes and name only numbers; whether a press counts is decided anew
when it comes (bot/pressing.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from programme.duties import Duty, DutyRole, DutyState
from programme.letters import Button, Buttons

REPORTS: Mapping[DutyState, str] = {
    DutyState.PREPARING: "Đang chuẩn bị",
    DutyState.READY: "Đã sẵn sàng",
    DutyState.BLOCKED: "Vướng mắc",
}


class Act(StrEnum):
    OPEN = "o"  # show one duty's three states
    BACK = "b"
    STATE = "s"
    UNDO = "u"
    LINK = "l"
    REVIEW = "r"
    CALENDAR = "c"
    ESCALATE = "e"
    OUTCOME = "m"
    RESTORED = "h"
    RULES = "n"
    REQUEST = "q"
    DOSSIER = "d"
    SURE = "y"  # done as it was shown, or dropped


@dataclass(frozen=True)
class Press:
    """What a button's data say: an act and its numbers or words."""

    act: Act
    words: tuple[str, ...]


def pack(act: Act, *words: object) -> str:
    return ":".join(("1", act, *(str(word) for word in words)))


def unpack(data: str) -> Press | None:
    """None for data that are not ours, or of another version."""
    version, _, rest = data.partition(":")
    name, *words = rest.split(":")
    if version != "1" or name not in set(Act):
        return None
    return Press(Act(name), tuple(words))


def for_duties(
    duties: Sequence[Duty], *, opened: int | None = None, width: int = 4
) -> Buttons:
    """The buttons of a message about these duties; `opened` shows one's three.

    Only who leads an item reports on it.
    """
    waiting = [d for d in duties if d.is_open and d.role is DutyRole.LEAD]
    shown = next((duty for duty in waiting if duty.id == opened), None)
    if len(waiting) == 1:
        return _three(waiting[0])
    if shown is not None:
        back = Button(f"‹ {shown.ref}: chọn mục khác", pack(Act.BACK))
        return (*_three(shown), (back,))
    return opening_each(((duty.id, duty.ref) for duty in waiting), width=width)


def opening_each(duties: Iterable[tuple[int, str]], *, width: int = 4) -> Buttons:
    """One button per duty, which opens its three."""
    refs = [Button(ref, pack(Act.OPEN, number)) for number, ref in duties]
    return tuple(tuple(refs[n : n + width]) for n in range(0, len(refs), width))


def _three(duty: Duty) -> Buttons:
    buttons = [
        Button(label, pack(Act.STATE, duty.id, duty.due.version, state))
        for state, label in REPORTS.items()
    ]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def undo(first: int, last: int, *, ref: str | None = None) -> Buttons:
    """Takes back the moves `first` to `last` of one message."""
    label = f"Hoàn tác {ref}" if ref else "Hoàn tác"
    return ((Button(label, pack(Act.UNDO, first, last)),),)


def link(chat: int) -> Buttons:
    return (
        (
            Button("Đúng, xác nhận", pack(Act.LINK, chat, "y")),
            Button("Không phải", pack(Act.LINK, chat, "n")),
        ),
    )
