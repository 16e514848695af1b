"""What an agency asks of the office, and what the office decided: to both of them."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.buttons import Act, pack
from bot.messages.recorded import say_request
from bot.messages.words import lines
from programme.duties import Due, Duty
from programme.letters import Button, Buttons
from programme.office import Office
from programme.requests import Request, RequestKind, RequestState, extensions_of
from programme.speech import say_day, shorten, title_of

#: What a button of a request does.
AGREE, REFUSE, OTHER_DAY, PLAINLY, BACK, RETRACT = "a", "r", "d", "n", "b", "w"

HOW = {
    True: "Bấm nút, hoặc trả lời tin này: “đồng ý”, “không, vì …”, “đến 20/7”.",
    False: "Bấm nút, hoặc trả lời tin này: “đồng ý”, “không, vì …”.",
}


def to_office(
    request: Request,
    duty: Duty,
    earlier: Sequence[Request],
    *,
    replaced: Request | None,
    words: str,
) -> Markup:
    """One message, with all that the office needs to decide."""
    what = say_request(request)
    parts = [
        Markup("<b>{agency}</b> đề nghị {what} mục <b>{ref}</b>: {title}").format(
            agency=duty.agency, what=what, ref=duty.ref, title=title_of(duty, 160)
        ),
        Markup("“{words}” – {who}").format(
            words=shorten(words, 400), who=name_of(request.by)
        ),
        Markup("Hạn lúc đề nghị: {due}").format(due=due_words.due(duty.due)),
    ]
    is_extension = request.kind is RequestKind.EXTENSION
    if is_extension and (given := extensions_of(earlier)):
        parts.append(Markup("Đã được gia hạn {n} lần.").format(n=given))
    if replaced is not None:
        said = Markup("Thay cho đề nghị trước: {what}.")
        parts.append(said.format(what=say_request(replaced)))
    begins = duty.session_begins
    if request.until and begins and request.until >= begins.date():
        said = Markup("<b>Lưu ý:</b> phiên họp diễn ra {day}.")
        parts.append(said.format(day=say_day(begins.date()).lower()))
    parts.append(Markup("<i>{how}</i>").format(how=HOW[is_extension]))
    return lines(parts)


def buttons_to_decide(request: Request) -> Buttons:
    first = (
        _button("Đồng ý", request, AGREE),
        _button("Không đồng ý", request, REFUSE),
    )
    if request.kind is not RequestKind.EXTENSION:
        return (first,)
    return (first, (_button("Chọn ngày khác", request, OTHER_DAY),))


def buttons_to_refuse(request: Request) -> Buttons:
    return (
        (_button("Không đồng ý, không nêu lý do", request, PLAINLY),),
        (_button("‹ Quay lại", request, BACK),),
    )


def button_to_retract(request: Request) -> Buttons:
    return ((_button("Rút đề nghị", request, RETRACT),),)


def _button(label: str, request: Request, what: str) -> Button:
    return Button(label, pack(Act.REQUEST, request.id, what))


def ask_why(duty: Duty) -> Markup:
    return Markup(
        "Đề nghị trả lời tin này, nêu lý do chưa đồng ý với đề nghị ở mục "
        "<b>{ref}</b>; lý do được báo cho cơ quan."
    ).format(ref=duty.ref)


def ask_day(duty: Duty) -> Markup:
    return Markup(
        "Đề nghị trả lời tin này, ghi ngày gia hạn cho mục <b>{ref}</b>, "
        "ví dụ “20/7” hoặc “thêm 3 ngày”. Hạn hiện nay: {due}."
    ).format(ref=duty.ref, due=due_words.short(duty.due))


def unclear(request: Request) -> Markup:
    return Markup("Chưa rõ ý kiến của Văn phòng nên chưa ghi gì. {how}").format(
        how=HOW[request.kind is RequestKind.EXTENSION]
    )


def day_is_over(duty: Duty) -> Markup:
    return Markup(
        "Ngày gia hạn phải sau hạn hiện nay ({due}) và chưa qua; "
        "đề nghị chọn ngày khác."
    ).format(due=due_words.short(duty.due))


def enough_extensions(duty: Duty, given: int, *, office: Office) -> Markup:
    """To an agency that was given more time as often as the office wishes."""
    before = Markup("đã được gia hạn {n} lần; lần này").format(n=given)
    return Markup(
        "Mục <b>{ref}</b> {before} xin mời Quý cơ quan trao đổi trực tiếp với {office} "
        "({contact}) để thống nhất thời hạn. Văn phòng đã được báo. "
        "Hạn giữ nguyên: {due}."
    ).format(
        ref=duty.ref,
        before=before if given else "",
        office=office.name,
        contact=office.contact,
        due=due_words.short(duty.due),
    )


def to_be_called(duty: Duty, request_words: str, given: int, words: str) -> Markup:
    """To the office: it will be called, and why there is nothing to press."""
    return Markup(
        "<b>{agency}</b> muốn {what} mục <b>{ref}</b> (đã gia hạn {n} lần): {title}\n"
        "“{words}”\n<i>Trợ lý đã mời cơ quan trao đổi trực tiếp với Văn phòng.</i>"
    ).format(
        agency=duty.agency,
        what=request_words,
        ref=duty.ref,
        n=given,
        title=title_of(duty, 160),
        words=shorten(words, 400),
    )


#: What became of a request, as the office reads it.
_FATES: Mapping[RequestState, str] = {
    RequestState.ASKED: "chờ Văn phòng quyết định",
    RequestState.GRANTED: "đồng ý",
    RequestState.REFUSED: "không đồng ý",
    RequestState.RETRACTED: "cơ quan đã rút",
    RequestState.REPLACED: "đã thay bằng đề nghị mới",
    RequestState.LAPSED: "không còn, vì mục đã kết thúc",
}


def outcome(request: Request, due: Due | None = None) -> Markup:
    """Đồng ý, hạn mới 17:00 thứ Sáu 17/7 – Lan, 09:10 7/7"""
    parts = [Markup("{fate}").format(fate=_FATES[request.state])]
    if request.granted and due is not None:
        parts.append(Markup("hạn mới {due}").format(due=due_words.short(due)))
    elif request.granted:
        parts.append(Markup("đến {day}").format(day=say_day(request.granted)))
    if request.word:
        parts.append(Markup("“{word}”").format(word=shorten(request.word, 300)))
    said = Markup(", ").join(parts)
    if request.decided_at is None:
        return said
    who = f"{name_of(request.decided_by or '')}, " if request.decided_by else ""
    return said + Markup(" – {who}{at:%H:%M %d/%m}").format(
        who=who, at=request.decided_at
    )


def decided(shown: Markup, request: Request, *, due: Due | None, told: bool) -> Markup:
    """The office's message, once it is settled: what was asked, and what came of it."""
    asked = [line for line in shown.split("\n") if not line.startswith("<i>")]
    return lines([*asked, result(request, due), *([] if told else [untold()])])


def result(request: Request, due: Due | None) -> Markup:
    return Markup("<b>Kết quả:</b> {outcome}").format(outcome=outcome(request, due))


def untold() -> Markup:
    return Markup("<i>Cơ quan chưa liên kết nhóm chat.</i>")


def said_back(request: Request, duty: Duty, *, told: bool) -> Markup:
    """Under the office's own words: what they were taken for."""
    due = duty.due if request.granted else None
    said = Markup("Mục <b>{ref}</b>, đề nghị {what}: {outcome}.").format(
        ref=duty.ref, what=say_request(request), outcome=outcome(request, due)
    )
    return said + Markup(" <i>{fact}</i>").format(
        fact="Đã báo cho cơ quan." if told else "Cơ quan chưa liên kết nhóm chat."
    )


def no_request() -> Markup:
    return Markup("Hiện không có đề nghị nào của Quý cơ quan đang chờ Văn phòng.")


def which_request(waiting: Sequence[tuple[Request, Duty]]) -> Markup:
    parts = [Markup("Xin hỏi Quý cơ quan rút đề nghị ở mục nào?")]
    parts += [
        Markup("• <b>{ref}</b>: {what}").format(ref=duty.ref, what=say_request(one))
        for one, duty in waiting
    ]
    parts.append(
        Markup(
            "<i>Xin trả lời tin này, ví dụ “rút đề nghị mục {ref}”. "
            "Chưa có gì thay đổi.</i>"
        ).format(ref=waiting[0][1].ref)
    )
    return lines(parts)


def is_retracted(taken: Sequence[tuple[Request, Duty]]) -> Markup:
    parts = [Markup("<b>Đã rút đề nghị</b>")]
    parts += [
        Markup("• {ref}: không còn đề nghị {what}; hạn giữ nguyên {due}").format(
            ref=duty.ref, what=say_request(one), due=due_words.short(duty.due)
        )
        for one, duty in taken
    ]
    return lines(parts)


def pending(request: Request) -> Markup:
    """Below a dossier in an agency's message: it was asked, and nobody has decided."""
    return Markup("\n   <i>Đang đề nghị {what}, chờ Văn phòng</i>").format(
        what=say_request(request)
    )


def history(requests: Sequence[Request]) -> list[Markup]:
    """Of one duty: what was asked, and what came of it."""
    if not requests:
        return []
    return [
        Markup("\n<b>Đề nghị</b>"),
        *[
            Markup("• {at:%d/%m}: {what} – {outcome}").format(
                at=one.asked_at, what=say_request(one), outcome=outcome(one)
            )
            for one in requests[-5:]
        ],
    ]


def waiting_line(ref: str, who: str, request: Request) -> str:
    return f"{ref} {who}: {say_request(request)}"


def name_of(who: str) -> str:
    """Nguyễn Thị Lan, of "Nguyễn Thị Lan (telegram:77)"."""
    return shorten(who.rpartition(" (")[0] or who, 40)
