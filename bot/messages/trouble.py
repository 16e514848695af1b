"""One clear sentence for each thing we will not do."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from bot import errors
from bot.messages.arrivals import no_target, other_kind
from programme.choosing import NoTarget, OtherKind
from programme.duties import DutyState, MoveNotAllowed, Mover
from programme.errors import Fault, Unreadable
from programme.speech import STATES, shorten


def misasked(error: errors.Misasked) -> Markup:
    return Markup("Chưa rõ yêu cầu. Cách dùng: {usage}").format(usage=error.usage)


def unlinked(*, is_private: bool = False) -> Markup:
    if is_private:
        return Markup(
            "Cuộc trò chuyện riêng này chưa được liên kết với cơ quan nào, nên chưa "
            "ghi nhận gì từ đây. Đề nghị trả lời trong nhóm đã liên kết của cơ quan, "
            "hoặc liên hệ Văn phòng để nhận mã, rồi gửi mã tại đây."
        )
    return Markup(
        "Nhóm này chưa được liên kết với cơ quan nào. "
        "Đề nghị liên hệ Văn phòng để nhận mã, rồi gửi /start kèm mã tại đây."
    )


def has_left() -> Markup:
    return Markup(
        "Anh/chị đã rời nhóm này nên chưa ghi nhận gì. Nếu vẫn là đầu mối, "
        "đề nghị người phụ trách nhóm thêm anh/chị vào lại."
    )


def not_for_this_chat() -> Markup:
    return Markup("Lệnh này không dùng được tại đây. Đề nghị xem /help.")


def not_yours(error: errors.NotYours) -> Markup:
    return Markup(
        "Mục {ref} do cơ quan khác chuẩn bị, nên không cập nhật được tại đây. "
        "Các mục của Quý cơ quan: /myitems"
    ).format(ref=error.ref)


def no_such_item(error: errors.NoSuchItem) -> Markup:
    return Markup(
        "Không có mục {ref} trong chương trình đang thực hiện; "
        "đề nghị ghi ký hiệu như trong chương trình, ví dụ I.3."
    ).format(ref=shorten(error.ref, 40))


def several_items(error: errors.SeveralItems) -> Markup:
    said = "; ".join(f"{duty.ref} ({duty.agency})" for duty in error.among)
    if len({duty.ref for duty in error.among}) > 1:
        return Markup(
            "Có nhiều mục như vậy: {said}. Đề nghị ghi đủ ký hiệu, ví dụ {ref}."
        ).format(said=said, ref=error.among[0].ref)
    return Markup(
        "Mục này do nhiều cơ quan chủ trì: {said}. "
        "Đề nghị ghi thêm tên cơ quan sau ký hiệu."
    ).format(said=said)


def no_such_agency(error: errors.NoSuchAgency) -> Markup:
    said = Markup("Không tìm thấy cơ quan “{written}”.").format(
        written=shorten(error.written, 60)
    )
    if not error.nearest:
        return said + Markup(" Đề nghị ghi tên cơ quan, ví dụ Sở Nội vụ.")
    return said + Markup(" Có phải: {near}?").format(near="; ".join(error.nearest))


def old_button() -> Markup:
    return Markup("Nút này không còn hiệu lực; đề nghị xem tin mới nhất.")


def move_not_allowed(error: MoveNotAllowed) -> Markup:
    duty = error.duty
    if error.by is Mover.AGENCY and duty.state is DutyState.ACCEPTED:
        return Markup(
            "Mục {ref} đã được Văn phòng tiếp nhận. "
            "Nếu cần thay đổi, đề nghị trao đổi với Văn phòng."
        ).format(ref=duty.ref)
    return Markup("Mục {ref} đang ở trạng thái “{was}”, không chuyển được.").format(
        ref=duty.ref, was=STATES[duty.state]
    )


def moved_meanwhile() -> Markup:
    return Markup("Mục này vừa được người khác cập nhật; đề nghị xem lại rồi thử lại.")


def link_refused() -> Markup:
    return Markup(
        "Mã liên kết không đúng, đã dùng hoặc đã hết hạn. "
        "Đề nghị liên hệ Văn phòng để nhận mã mới."
    )


def too_many_tries() -> Markup:
    return Markup("Đã nhập sai mã quá nhiều lần. Đề nghị thử lại sau một giờ.")


FAULTS: Mapping[Fault, str] = {
    Fault.MISSING: "Không mở được tệp này; đề nghị kiểm tra đường dẫn và quyền đọc.",
    Fault.EMPTY: "Tệp không có nội dung.",
    Fault.NO_ROOM: "Đĩa máy chủ sắp đầy nên tạm chưa nhận tệp; đề nghị gửi lại sau.",
    Fault.TOO_LARGE: "Tệp quá lớn; đề nghị gửi tệp dưới 20 MB.",
    Fault.FORMAT: (
        "Chưa đọc được định dạng này; "
        "đề nghị gửi bản Word (.docx), PDF có lớp chữ, Excel (.xlsx) hoặc .txt."
    ),
    Fault.ENCODING: "Không đọc được chữ trong tệp; đề nghị lưu lại theo bảng mã UTF-8.",
    Fault.LEGACY_FONT: (
        "Văn bản dùng phông chữ cũ (TCVN3 hoặc VNI); "
        "đề nghị chuyển sang Unicode rồi gửi lại."
    ),
    Fault.SECRET: "Văn bản có dấu chỉ mức độ mật nên không được đọc và không được lưu.",
    Fault.SCANNED: (
        "Tệp là bản quét hoặc ảnh chụp, không có lớp chữ để đọc; "
        "đề nghị gửi bản Word (.docx) hoặc PDF xuất từ Word."
    ),
    Fault.OLD_DOC: (
        "Chưa đọc được kiểu tệp cũ này; "
        "đề nghị mở bằng Word hoặc Excel, lưu thành .docx hoặc .xlsx rồi gửi lại."
    ),
    Fault.PASSWORD: "Tệp có đặt mật khẩu; đề nghị bỏ mật khẩu rồi gửi lại.",
    Fault.BROKEN: (
        "Tệp bị hỏng hoặc không đúng với đuôi tên tệp; "
        "đề nghị mở thử, lưu lại rồi gửi lại."
    ),
    Fault.UNSAFE: (
        "Tệp có cấu trúc bất thường, có macro hoặc quá nặng nên không mở, "
        "để bảo đảm an toàn; đề nghị chép nội dung sang tệp .docx mới rồi gửi lại."
    ),
    Fault.NO_ITEMS: (
        "Không tìm thấy nội dung hay hội nghị nào; "
        "đề nghị kiểm tra có đúng là chương trình công tác không."
    ),
    Fault.NO_PERIOD: "Chưa rõ chương trình của tháng nào; đề nghị ghi thêm --period.",
}


def unreadable(error: Unreadable) -> Markup:
    detail = f" ({shorten(error.detail, 120)})" if error.detail else ""
    return Markup("{said}{detail}").format(said=FAULTS[error.fault], detail=detail)


SENTENCES: Mapping[type[Exception], Callable[..., Markup]] = {
    errors.Misasked: misasked,
    errors.NotPossible: lambda error: Markup("{why}").format(why=error.why),
    errors.Unlinked: lambda error: unlinked(is_private=error.is_private),
    errors.HasLeft: lambda _: has_left(),
    errors.NotForThisChat: lambda _: not_for_this_chat(),
    errors.NotYours: not_yours,
    errors.NoSuchItem: no_such_item,
    errors.SeveralItems: several_items,
    errors.NoSuchAgency: no_such_agency,
    errors.OldButton: lambda _: old_button(),
    errors.NotOffered: lambda _: old_button(),
    MoveNotAllowed: move_not_allowed,
    Unreadable: unreadable,
    NoTarget: no_target,
    OtherKind: other_kind,
}
