"""What a message offers, as numbered lines: for chats without buttons.

A mark stands for the message, a number for what it offers: "A2". What concerns one item
stands on one line. To take back what was recorded is said in words ("hoàn tác"), and
has no number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.messages.buttons import REPORTS, Act, pack, unpack
from bot.messages.words import lines
from programme.duties import Duty
from programme.letters import Button, Buttons
from programme.speech import title_of

#: So many items are each offered their three states at once; of more, the item is
#: chosen first.
_AT_ONCE = 4
_IN_A_LINE = 4
_UNNUMBERED = {Act.UNDO, Act.BACK}
#: The version of a due moment that no duty has.
_NONE = -1


@dataclass(frozen=True)
class Line:
    """`of`: the item that all of it concerns; empty where the message says which."""

    choices: tuple[Button, ...]
    of: str = ""


def opens(buttons: Buttons) -> tuple[int, ...]:
    """The items that are chosen first, if each of them offers its states at once."""
    found = [press for button in _all(buttons) if (press := unpack(button.data))]
    numbers = [int(one.words[0]) for one in found if one.act is Act.OPEN]
    return tuple(numbers) if len(numbers) <= _AT_ONCE else ()


def offered(buttons: Buttons, versions: Mapping[int, int]) -> list[Line]:
    """`versions`: of the due moments of what it opens."""
    at_once, found = opens(buttons), list[Line]()
    chosen, states = list[Button](), list[Button]()
    for button in _all(buttons):
        press = unpack(button.data)
        act = press.act if press is not None else None
        if act is Act.OPEN and press is not None and at_once:
            duty = int(press.words[0])
            found.append(_of_one(duty, button.label, versions.get(duty, _NONE)))
        elif act is Act.OPEN:
            chosen.append(Button(f"mục {button.label}", button.data))
        elif act is Act.STATE:
            states.append(Button(_small(button.label), button.data))
        elif act not in _UNNUMBERED:
            found.append(Line((button,)))
    first = [Line(tuple(states))] if states else []
    return [*first, *_in_lines(chosen), *found]


def said(shown: Sequence[Line]) -> list[Button]:
    """By number, each with a label that says it alone."""
    return [
        Button(f"{line.of}: {one.label}" if line.of else one.label, one.data)
        for line in shown
        for one in line.choices
    ]


def below(shown: Sequence[Line], mark: str, *, is_private: bool) -> Markup:
    """What stands below the message."""
    parts, number = [Markup("\n")], 0
    for line in shown:
        each = []
        for choice in line.choices:
            number += 1
            each.append(f"{mark}{number} {choice.label}")
        opening = f"{line.of}: " if line.of else ""
        parts.append(Markup("{of}{each}").format(of=opening, each=" · ".join(each)))
    how = Markup("<i>Trả lời: nhắn mã, ví dụ “{code}”{group}</i>").format(
        code=f"{mark}{min(2, number)}", group="" if is_private else _IN_A_GROUP
    )
    return lines([*parts, how])


_IN_A_GROUP = " (trong nhóm: “@Bot …” kèm mã, hoặc trả lời chính tin này)"


def opened(duty: Duty) -> Markup:
    """Above the three states of an item that was chosen."""
    return Markup("<b>{ref}.</b> {title}").format(
        ref=duty.ref, title=title_of(duty, 200)
    )


def which(codes: Sequence[tuple[str, str]]) -> Markup:
    """A number alone may be of several messages. Nothing was recorded."""
    return Markup("Xin hỏi: {codes}? Xin nhắn lại cả chữ và số.").format(
        codes=_named(codes)
    )


def or_item(code: str, label: str, ref: str) -> Markup:
    """A number alone may be what was offered, or the number of an item."""
    return Markup(
        "Xin hỏi: {code} ({label}), hay mục {ref}? Xin nhắn “{code}”, hoặc nói rõ, "
        "ví dụ “mục {ref} đã xong”."
    ).format(code=code, label=label, ref=ref)


def or_answer(code: str, label: str) -> Markup:
    """A number alone may be what was offered, or the answer to an open question."""
    return Markup(
        "Xin hỏi: {code} ({label}), hay trả lời câu hỏi trước đó? Xin nhắn “{code}”, "
        "hoặc nói rõ, ví dụ “mục 3”."
    ).format(code=code, label=label)


def not_there(code: str) -> Markup:
    return Markup(
        "Không có lựa chọn “{code}” trong các tin đã gửi tại đây; xin xem lại mã ở "
        "cuối tin."
    ).format(code=code)


def one_by_one(codes: Sequence[str]) -> Markup:
    """Several at once: only what different items are at."""
    return Markup(
        "Chưa ghi nhận {codes}: nhiều mã trong một tin chỉ dùng để báo cáo các mục "
        "khác nhau. Xin nhắn từng mã."
    ).format(codes=", ".join(codes))


def together(said: Sequence[Markup]) -> Markup:
    """Several short messages as one; what all of them say stands once, at its end."""
    found: dict[Markup, None] = {}
    for line in (line for text in said for line in text.split("\n")):
        found.pop(line, None)
        found[line] = None
    return lines(list(found))


def _named(codes: Sequence[tuple[str, str]]) -> str:
    each = [f"{code} ({label})" for code, label in codes]
    return " hay ".join(each)


def _of_one(duty: int, ref: str, version: int) -> Line:
    return Line(
        tuple(
            Button(_small(label), pack(Act.STATE, duty, version, state))
            for state, label in REPORTS.items()
        ),
        of=ref,
    )


def _in_lines(choices: Sequence[Button]) -> Iterator[Line]:
    for first in range(0, len(choices), _IN_A_LINE):
        yield Line(tuple(choices[first : first + _IN_A_LINE]))


def _all(buttons: Buttons) -> list[Button]:
    return [button for row in buttons for button in row]


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
