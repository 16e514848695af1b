"""Changed numbers of the office: which told due moments they would move, and the
office's word on it."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages import moved_dues
from bot.messages.buttons import Act, pack
from bot.messages.words import fitted, lines
from programme.letters import Button, Buttons
from programme.recounting import Recount

KEEP, MOVE = "k", "m"
#: Why an agency's due moments are others now.
WHY = "quy định mới về hạn gửi hồ sơ"


def question(recounts: Sequence[Recount]) -> Markup:
    """To the office, once: nothing moves before it says so."""

    def build(length: int) -> Markup:
        return lines(
            [
                Markup("<b>Quy định về hạn gửi hồ sơ đã thay đổi</b>"),
                Markup("Hạn đã báo vẫn giữ nguyên cho đến khi Văn phòng quyết định."),
                *moved_dues.effects(recounts, length),
            ]
        )

    return fitted(build)


def buttons(recounts: Sequence[Recount], mark: str) -> Buttons:
    moved = sum(len(one.moved) for one in recounts)
    keep = Button("Giữ hạn đã báo", pack(Act.RULES, KEEP, mark))
    move = Button(f"Dời {moved} hạn và báo lại", pack(Act.RULES, MOVE, mark))
    return ((keep,), (move,))


def settled(
    recounts: Sequence[Recount],
    *,
    told: Sequence[str],
    unlinked: Sequence[str] = (),
    moving: bool,
) -> Markup:
    moved = sum(len(one.moved) for one in recounts)
    said = moved_dues.done(moved, told, unlinked, moving=moving)
    return lines([Markup("<b>Quy định về hạn gửi hồ sơ</b>"), *said])


def nothing() -> Markup:
    return Markup("Không có hạn nào chờ Văn phòng quyết định.")


def changed_since() -> Markup:
    return Markup("Các hạn đã khác lúc xem; đề nghị xem lại rồi bấm lần nữa.")
