"""The buttons under a message, and the data they carry.

A message about one open duty has its three states; a message about several has one
button per ref that opens that duty's three in the same message. Data stay under
Telegram's 64 bytes and name only numbers; whether a press counts is decided anew
when it comes (bot/pressing.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from programme.chats import Chat
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
    STAND_IN = "t"  # takes back who stands in
    FIRST = "f"  # this chat of an agency is written to first
    WHICH = "w"  # of this one the unclear message was said
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


def of_which(
    duties: Sequence[Duty], person: str, *, periods: Mapping[int, str]
) -> Buttons:
    """Which of these was meant by what that person wrote; `periods`: by programme,
    said where two are called the same."""
    refs = [duty.ref for duty in duties]
    buttons = [
        Button(
            duty.ref
            if refs.count(duty.ref) == 1
            else f"{duty.ref} {periods.get(duty.programme, '')}".strip(),
            pack(Act.WHICH, duty.id, person),
        )
        for duty in duties
    ]
    return tuple(tuple(buttons[n : n + 4]) for n in range(0, len(buttons), 4))


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


def stand_in(number: int) -> Buttons:
    return ((Button("Hoàn tác", pack(Act.STAND_IN, number)),),)


def put_first(chats: Iterable[int]) -> Buttons:
    """One for each chat that may be written to first."""
    return tuple(
        (Button(f"Nhóm #{number} nhận tin trước", pack(Act.FIRST, number)),)
        for number in chats
    )


def link(chat: Chat) -> Buttons:
    """Whose it is to become is part of the question, and so of its buttons."""
    mark = link_mark(chat)
    return (
        (
            Button("Đúng, xác nhận", pack(Act.LINK, chat.id, "y", mark)),
            Button("Không phải", pack(Act.LINK, chat.id, "n", mark)),
        ),
    )


def link_mark(chat: Chat) -> str:
    return sha256(str(chat.addressee).encode()).hexdigest()[:8]
