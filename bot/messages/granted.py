"""What the office decided of a request, to the agencies: courteous, with what holds
now."""

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.recorded import REQUESTS, say_request
from bot.messages.words import closing
from programme.duties import Duty
from programme.office import Office
from programme.requests import Request, RequestKind
from programme.speech import title_of


def granted(request: Request, duty: Duty, *, office: Office) -> Markup:
    """To the agency: its wish is met, and what holds now."""
    match request.kind:
        case RequestKind.EXTENSION:
            is_other = request.granted != request.until
            text = Markup(
                "{office} đồng ý gia hạn{other} mục <b>{ref}</b>: {title}\n"
                "Hạn gửi hồ sơ mới: {due}{word}"
            )
            other = " theo ngày Văn phòng chọn" if is_other else ""
        case RequestKind.DEFERRAL:
            other = ""
            text = Markup(
                "{office} đồng ý chuyển sang kỳ họp sau mục <b>{ref}</b>: {title}\n"
                "Quý cơ quan không phải gửi hồ sơ mục này cho kỳ này nữa.{word}"
            )
        case _:
            other = ""
            text = Markup(
                "{office} đồng ý rút khỏi chương trình mục <b>{ref}</b>: {title}\n"
                "Quý cơ quan không phải chuẩn bị mục này nữa.{word}"
            )
    said = text.format(
        office=office.name,
        other=other,
        ref=duty.ref,
        title=title_of(duty, 220),
        due=due_words.due(duty.due),
        word=_word(request),
    )
    return said + closing(office)


def refused(request: Request, duty: Duty, *, office: Office) -> Markup:
    said = Markup(
        "{office} chưa thể đồng ý đề nghị {what} mục <b>{ref}</b>: {title}{word}\n"
        "Hạn giữ nguyên: {due}. Rất mong Quý cơ quan tiếp tục chuẩn bị; có khó khăn, "
        "xin trao đổi trực tiếp với Văn phòng."
    ).format(
        office=office.name,
        what=say_request(request),
        ref=duty.ref,
        title=title_of(duty, 220),
        word=_word(request, "Lý do"),
        due=due_words.due(duty.due),
    )
    return said + closing(office)


def to_supporting(request: Request, duty: Duty, *, office: Office) -> Markup:
    """To who supports an item that is taken off."""
    what = "chuyển sang kỳ họp sau"
    if request.kind is RequestKind.WITHDRAWAL:
        what = "được rút khỏi chương trình"
    said = Markup(
        "{office} thông báo: mục <b>{ref}</b> {what}, theo đề nghị của cơ quan "
        "chủ trì: {title}\nQuý cơ quan không phải phối hợp chuẩn bị mục này nữa."
    ).format(office=office.name, ref=duty.ref, what=what, title=title_of(duty, 220))
    return said + closing(office)


def _word(request: Request, name: str = "Ý kiến của Văn phòng") -> Markup:
    if not request.word:
        return Markup("")
    return Markup("\n{name}: {word}").format(name=name, word=request.word)


def reason_of(request: Request) -> str:
    """What stands in the record of a duty that ends by this."""
    return f"Theo đề nghị {REQUESTS[request.kind]} của cơ quan"
