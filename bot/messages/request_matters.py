"""A request among others in one message to the office: its lines, its row of buttons,
how to decide one of several in words."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages import requests as words
from bot.messages.buttons import Act, pack, unpack
from bot.messages.recorded import say_request
from bot.messages.words import lines
from programme.duties import Duty
from programme.letters import Button
from programme.requests import Request, RequestKind, RequestState, extensions_of
from programme.speech import say_day, shorten, title_of

#: What a button of one among several says behind its ref.
LABELS = {
    words.AGREE: "Đồng ý",
    words.REFUSE: "Không",
    words.OTHER_DAY: "Ngày khác",
    words.PLAINLY: "Không nêu lý do",
    words.BACK: "‹ Quay lại",
}


#: What a button does that decides, or comes before.
_DECIDES = frozenset(LABELS)


def of_matter(data: str) -> int | None:
    """The request that a button with these data offers to decide."""
    press = unpack(data)
    if press is None or press.act is not Act.REQUEST or len(press.words) != 2:
        return None
    return int(press.words[0]) if press.words[1] in _DECIDES else None


def named(label: str, of_one: Button) -> Button:
    """The button of a request that stood alone, among others."""
    press = unpack(of_one.data)
    number, what = press.words if press is not None else ("", "")
    return button(label, int(number), what)


def button(label: str, request: int, what: str) -> Button:
    """I.3: Đồng ý"""
    said = f"{label}: {LABELS[what]}" if what != words.BACK else f"‹ {label}: Quay lại"
    return Button(said, pack(Act.REQUEST, request, what))


def row(label: str, request: Request, *, is_refused: bool) -> tuple[Button, ...]:
    """What may be decided of it; asked why not, that no reason is given."""
    what = [words.AGREE, words.REFUSE]
    if request.kind is RequestKind.EXTENSION:
        what.append(words.OTHER_DAY)
    if is_refused:
        what = [words.PLAINLY, words.BACK]
    return tuple(button(label, request.id, one) for one in what)


def said(label: str, request: Request, duty: Duty) -> Markup:
    """In one line, where there is room for no more."""
    fate = f"hạn {due_words.short(duty.due)}"
    if not request.is_waiting:
        fate = words.outcome(request).striptags()
    return Markup("<b>{label}</b> {agency}: {what} – {fate}").format(
        label=shorten(label, 24),
        agency=shorten(duty.agency, 24),
        what=shorten(say_request(request), 34),
        fate=shorten(fate, 26),
    )


def said_whole(
    label: str,
    request: Request,
    duty: Duty,
    before: Sequence[Request],
    *,
    told: bool,
    length: int,
) -> Markup:
    """All that the office needs to decide; once it is decided, what came of it."""
    parts = [
        Markup("<b>{label}</b> – <b>{agency}</b> đề nghị {what}: {title}").format(
            label=label,
            agency=duty.agency,
            what=say_request(request),
            title=title_of(duty, length),
        ),
        Markup("“{words}” – {who}").format(
            words=shorten(" ".join((request.reason or "").split()), 2 * length),
            who=words.name_of(request.by),
        ),
    ]
    if request.is_waiting:
        parts += _facts(request, duty, before)
    else:
        due = duty.due if request.granted else None
        parts.append(words.result(request, due))
        if not told:
            parts.append(words.untold())
    return lines(parts)


def _facts(request: Request, duty: Duty, before: Sequence[Request]) -> list[Markup]:
    parts = [f"Hạn hiện nay: {due_words.short(duty.due)}"]
    is_extension = request.kind is RequestKind.EXTENSION
    if is_extension and (given := extensions_of(before)):
        parts.append(f"đã được gia hạn {given} lần")
    replaced = [one for one in before if _is_replaced_by(one, request)]
    if replaced:
        parts.append(f"thay cho đề nghị trước: {say_request(replaced[-1])}")
    begins = duty.session_begins
    if request.until and begins and request.until >= begins.date():
        parts.append(f"lưu ý phiên họp diễn ra {say_day(begins.date()).lower()}")
    return [Markup("{facts}").format(facts="; ".join(parts))]


def _is_replaced_by(one: Request, request: Request) -> bool:
    is_replaced = one.state is RequestState.REPLACED
    return is_replaced and one.decided_at == request.asked_at


def how(waiting: Sequence[tuple[Request, Duty]]) -> Markup:
    """How to decide one of these in words; nothing where none waits."""
    if not waiting:
        return Markup("")
    request, duty = waiting[0]
    if len(waiting) == 1:
        return Markup("<i>{how}</i>").format(
            how=words.HOW[request.kind is RequestKind.EXTENSION]
        )
    return Markup(
        "<i>Bấm nút của từng mục, hoặc trả lời tin này, nêu rõ mục: "
        "“đồng ý mục {one}”, “mục {other} không, vì …”, “đồng ý tất cả”.</i>"
    ).format(one=duty.ref, other=waiting[1][1].ref)


def which() -> Markup:
    """Over the requests among which it is not clear; nothing was decided."""
    return Markup(
        "Tin này có nhiều đề nghị nên chưa rõ ý kiến của Văn phòng là cho mục nào; "
        "chưa ghi gì."
    )


def not_here() -> Markup:
    return Markup(
        "Chưa rõ ý kiến của Văn phòng là cho mục nào, nên chưa ghi gì. Đề nghị bấm nút "
        "của mục đó."
    )


def day_is_over(duty: Duty) -> Markup:
    return Markup("Mục <b>{ref}</b>: {why}").format(
        ref=duty.ref, why=words.day_is_over(duty)
    )
