"""Who may do what, and where: one table. What has no cross there is refused.

A row is something that can be done: a command, a button, plain words, a file. A column
is a seat: the part in which somebody speaks in a chat. A seat is worked out anew from
the chat as it is linked now, for every message and press, and never kept.

    office    a chat of the office           waiting  a code was given; not confirmed
    drill     the same, in a rehearsal       lost     the bot was put out, or blocked
    leaders   the leaders' chat              group    a group that is nobody's
    agency    an agency's group              private  a private chat that is nobody's
    alone     an agency's private chat       left     whoever has left the chat, in any
    head      its head's chat
"""

from collections.abc import Mapping
from enum import StrEnum

from programme.chats import Chat, ChatState
from programme.reminders import ChatRole


class Seat(StrEnum):
    OFFICE = "office"
    DRILL = "drill"
    LEADERS = "leaders"
    AGENCY = "agency"
    ALONE = "alone"
    HEAD = "head"
    WAITING = "waiting"
    LOST = "lost"
    GROUP = "group"
    PRIVATE = "private"
    LEFT = "left"


_TABLE = """
                 office drill leaders agency alone head  waiting lost group private left
/accept            x      x      .      .      .    .       .     .     .      .     .
/agenda            x      x      x      .      .    .       .     .     .      .     .
/assign            x      x      .      .      .    .       .     .     .      .     .
/board             x      x      x      .      .    .       .     .     .      .     .
/calendar          x      x      .      .      .    .       .     .     .      .     .
/escalate          x      x      .      .      .    .       .     .     .      .     .
/help              x      x      x      x      x    x       x     x     x      x     .
/item              x      x      x      x      x    x       .     .     .      .     .
/late              x      x      x      .      .    .       .     .     .      .     .
/link              x      x      .      .      .    .       .     .     .      .     .
/meeting           x      x      .      .      .    .       .     .     .      .     .
/move              x      x      .      .      .    .       .     .     .      .     .
/myitems           .      .      .      x      x    x       .     .     .      .     .
/note              x      x      .      .      .    .       .     .     .      .     .
/nudge             x      x      .      .      .    .       .     .     .      .     .
/outcome           x      x      .      .      .    .       .     .     .      .     .
/return            x      x      .      .      .    .       .     .     .      .     .
/say               x      x      .      .      .    .       .     .     .      .     .
/secret            x      x      .      .      .    .       .     .     .      .     .
/set               x      x      .      .      .    .       .     .     .      .     .
/silent            x      x      .      .      .    .       .     .     .      .     .
/start             x      x      x      x      x    x       x     x     x      x     .
/unlink            x      x      .      .      .    .       .     .     .      .     .
/who               x      x      .      .      .    .       .     .     .      .     .

press open         .      x      .      x      x    x       .     .     .      .     .
press back         .      x      .      x      x    x       .     .     .      .     .
press state        .      x      .      x      x    x       .     .     .      .     .
press undo         .      x      .      x      x    x       .     .     .      .     .
press retract      .      x      .      x      x    x       .     .     .      .     .
press stand_in     .      x      .      x      x    x       .     .     .      .     .
press first        x      x      .      .      .    .       .     .     .      .     .
press which        .      .      .      x      x    x       .     .     .      .     .
press request      x      x      .      .      .    .       .     .     .      .     .
press dossier      x      x      .      .      .    .       .     .     .      .     .
press link         x      x      .      .      .    .       .     .     .      .     .
press review       x      x      .      .      .    .       .     .     .      .     .
press calendar     x      x      .      .      .    .       .     .     .      .     .
press escalate     x      x      .      .      .    .       .     .     .      .     .
press outcome      x      x      .      .      .    .       .     .     .      .     .
press restored     x      x      .      .      .    .       .     .     .      .     .
press rules        x      x      .      .      .    .       .     .     .      .     .
press sure         x      x      x      x      x    x       .     .     .      .     .

words reported     .      .      .      x      x    x       .     .     .      .     .
words decided      x      x      .      .      .    .       .     .     .      .     .
words commanded    x      x      x      .      .    .       .     .     .      .     .
words answered     x      x      x      x      x    x       .     .     .      .     .
file programme     x      x      .      .      .    .       .     .     .      .     .
file dossier       .      .      .      x      x    x       .     .     .      .     .
"""


def _read(table: str) -> Mapping[str, frozenset[Seat]]:
    head, *rows = [line.split() for line in table.splitlines() if line.strip()]
    seats, found = [Seat(name) for name in head], {}
    for row in rows:
        deed, crosses = " ".join(row[: -len(seats)]), row[-len(seats) :]
        if deed in found or not set(crosses) <= {"x", "."}:
            raise ValueError(f"the row {deed!r} of the table of rights")
        marked = zip(seats, crosses, strict=True)
        found[deed] = frozenset(seat for seat, cross in marked if cross == "x")
    return found


#: In which seats each thing may be done.
RIGHTS = _read(_TABLE)

#: The seat of a chat that is linked, by its role.
_LINKED = {
    ChatRole.OFFICE: Seat.OFFICE,
    ChatRole.LEADER: Seat.LEADERS,
    ChatRole.AGENCY: Seat.AGENCY,
    ChatRole.HEAD: Seat.HEAD,
}
#: Of chats that are not somebody's now.
NOBODYS = frozenset({Seat.WAITING, Seat.LOST, Seat.GROUP, Seat.PRIVATE})


def may(seat: Seat, deed: str) -> bool:
    """What stands in no row is nobody's right."""
    return seat in RIGHTS.get(deed, frozenset())


def roles_for(deed: str) -> frozenset[ChatRole]:
    """The linked chats in which it may be done."""
    return frozenset(role for role, seat in _LINKED.items() if may(seat, deed))


def seat_in(chat: Chat, *, is_group: bool, is_rehearsed: bool, has_left: bool) -> Seat:
    """A private chat counts as what it is linked as itself, whoever writes there."""
    if has_left:
        return Seat.LEFT
    match chat.state:
        case ChatState.ASKED:
            return Seat.WAITING
        case ChatState.UNREACHABLE:
            return Seat.LOST
        case ChatState.UNLINKED | ChatState.REFUSED:
            return Seat.GROUP if is_group else Seat.PRIVATE
        case ChatState.LINKED:
            return _linked(chat.role, is_group=is_group, is_rehearsed=is_rehearsed)


def _linked(role: ChatRole, *, is_group: bool, is_rehearsed: bool) -> Seat:
    seat = _LINKED[role]
    if seat is Seat.OFFICE and is_rehearsed:
        return Seat.DRILL
    if seat is Seat.AGENCY and not is_group:
        return Seat.ALONE
    return seat
