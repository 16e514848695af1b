"""Files handed in for a duty: taken, asked about, refused; shown to the office."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.messages.buttons import Act, pack
from bot.messages.words import lines
from programme.dossiers import DossierFault, say_size
from programme.duties import Duty, DutyState
from programme.letters import Button, Buttons
from programme.speech import STATES, shorten, title_of
from storage.dossiers import Dossier

#: What a button about dossiers does: to agencies, to the office.
FOR, ACCEPT, SEND_BACK, FILE = "t", "a", "r", "s"

_TAKEN = "PDF, Word, Excel hoặc ảnh JPG, PNG"

FAULTS: Mapping[DossierFault, str] = {
    DossierFault.EMPTY: "tệp không có nội dung",
    DossierFault.TOO_LARGE: "tệp lớn hơn 20 MB; đề nghị tách nhỏ rồi gửi lại",
    DossierFault.KIND: f"chỉ nhận tệp {_TAKEN}, theo nội dung thật của tệp",
    DossierFault.LOCKED: "tệp có đặt mật khẩu; đề nghị bỏ mật khẩu rồi gửi lại",
    DossierFault.MACRO: (
        "tệp có macro hoặc chương trình kèm theo; đề nghị lưu thành .docx hoặc PDF"
    ),
    DossierFault.BROKEN: "tệp bị hỏng; đề nghị mở thử, lưu lại rồi gửi lại",
    DossierFault.UNSAFE: "tệp có cấu trúc bất thường; đề nghị xuất ra PDF rồi gửi lại",
    DossierFault.NOT_FETCHED: "chưa tải được tệp; đề nghị gửi lại",
    DossierFault.NO_ROOM: "kho lưu hồ sơ sắp đầy; đề nghị báo Văn phòng và gửi lại sau",
    DossierFault.MANY_OF_DUTY: (
        "mục này đã có nhiều bản; đề nghị trao đổi với Văn phòng trước khi gửi thêm"
    ),
    DossierFault.MANY_OF_DAY: "hôm nay đã nhận nhiều tệp; đề nghị gửi tiếp ngày mai",
}


def taken(duty: Duty, dossier: Dossier, *, is_new: bool) -> Markup:
    """Đã nhận tệp “Tờ trình.docx” (1,2 MB) cho mục I.3, bản thứ 2."""
    which = f"bản thứ {dossier.version}"
    said = Markup("Đã nhận tệp “{name}” ({size}) cho mục <b>{ref}</b>, {which}.")
    if not is_new:
        said = Markup("Tệp “{name}” ({size}) đã có ở mục <b>{ref}</b>, là {which}.")
    return said.format(
        name=dossier.name, size=say_size(dossier.size), ref=duty.ref, which=which
    )


def is_all(duty: Duty) -> Markup:
    """Handing in is no report: whether it is ready, the agency says."""
    return Markup(
        "Nếu hồ sơ mục {ref} đã đủ, đề nghị bấm nút bên dưới, "
        "hoặc nhắn “mục {ref} đã xong”."
    ).format(ref=duty.ref)


def button_of_all(duty: Duty) -> Buttons:
    data = pack(Act.STATE, duty.id, duty.due.version, DutyState.READY)
    return ((Button("Hồ sơ đã đủ", data),),)


def refused(name: str, fault: DossierFault, duty: Duty) -> Markup:
    return Markup("Chưa nhận tệp “{name}” cho mục <b>{ref}</b>: {why}.").format(
        name=shorten(name, 100), ref=duty.ref, why=FAULTS[fault]
    )


def is_secret(duty: Duty) -> Markup:
    return Markup(
        "Mục <b>{ref}</b> có dấu mật nên không nhận tệp qua nhóm chat; tệp không được "
        "tải về và không được lưu. Đề nghị gửi theo đường văn bản mật và "
        "xóa tin vừa gửi."
    ).format(ref=duty.ref)


def is_closed(duty: Duty) -> Markup:
    return Markup(
        "Mục <b>{ref}</b> đã kết thúc hoặc đã được Văn phòng tiếp nhận nên chưa nhận "
        "thêm tệp. Nếu cần bổ sung, đề nghị trao đổi với Văn phòng."
    ).format(ref=duty.ref)


def nothing_waits() -> Markup:
    return Markup("Hiện Quý cơ quan không có mục nào đang chờ hồ sơ.")


def send_again() -> Markup:
    return Markup("Chưa giữ được tệp này; đề nghị gửi lại, kèm dòng chữ ghi rõ mục.")


def which(duties: Sequence[Duty], names: Sequence[str]) -> Markup:
    """One question for all files that came together."""
    parts = [
        Markup("Xin hỏi tệp {names} là hồ sơ của mục nào?").format(
            names=", ".join(f"“{shorten(name, 60)}”" for name in names)
        )
    ]
    parts += [
        Markup("• <b>{ref}.</b> {title}").format(ref=duty.ref, title=title_of(duty, 60))
        for duty in duties[:30]
    ]
    parts.append(
        Markup(
            "<i>Đề nghị bấm số mục, hoặc trả lời tin này bằng số mục, trong 30 phút; "
            "chưa lưu gì.</i>"
        )
    )
    return lines(parts)


def buttons_of_which(duties: Sequence[Duty], width: int = 4) -> Buttons:
    row = [Button(duty.ref, pack(Act.DOSSIER, FOR, duty.id)) for duty in duties[:40]]
    return tuple(tuple(row[n : n + width]) for n in range(0, len(row), width))


def awaited(duty: Duty) -> Markup:
    return Markup(
        "Đề nghị gửi tệp hồ sơ mục <b>{ref}</b> trả lời tin này, trong 30 phút. "
        "Nhận tệp {taken}, mỗi tệp dưới 20 MB."
    ).format(ref=duty.ref, taken=_TAKEN)


def not_brought(*, is_agency: bool) -> Markup:
    """Where a channel brings no files."""
    if not is_agency:
        return Markup(
            "Trợ lý không nhận được tệp, ảnh gửi tại đây; đề nghị gửi qua hệ thống văn "
            "bản của cơ quan."
        )
    return Markup(
        "Trợ lý không nhận được tệp, ảnh gửi tại đây. Đề nghị gửi hồ sơ qua hệ thống "
        "văn bản của cơ quan, rồi nhắn số tờ trình, ví dụ “mục 3 đã trình, Tờ trình "
        "66/TTr-SNV”."
    )


def to_office(duty: Duty, dossier: Dossier, who: str) -> Markup:
    return Markup(
        "<b>{agency}</b> gửi hồ sơ mục <b>{ref}</b>: {title}\n"
        "Tệp “{name}” ({size}), bản thứ {version} – {who}"
    ).format(
        agency=duty.agency,
        ref=duty.ref,
        title=title_of(duty, 160),
        name=dossier.name,
        size=say_size(dossier.size),
        version=dossier.version,
        who=shorten(who, 60),
    )


def buttons_to_take(duty: Duty, dossier: Dossier, *, with_file: bool) -> Buttons:
    """The file itself comes behind them, or is asked for."""
    said = {ACCEPT: "Tiếp nhận", SEND_BACK: "Trả lại", FILE: "Xem tệp"}
    row = tuple(
        Button(label, pack(Act.DOSSIER, what, duty.id, dossier.version))
        for what, label in said.items()
        if with_file or what != FILE
    )
    return (row,)


def caption(duty: Duty, dossier: Dossier) -> Markup:
    """Under the file itself."""
    return Markup("Mục <b>{ref}</b>, bản thứ {version}: {name}").format(
        ref=duty.ref, version=dossier.version, name=dossier.name
    )


def settled(shown: Markup, duty: Duty, who: str) -> Markup:
    """The office's message, once it has decided: what came, what became of it."""
    fact = STATES[duty.state]
    if duty.state is DutyState.RETURNED:
        fact = "Đã trả lại" + (f": “{shorten(duty.note, 300)}”" if duty.note else "")
    by = f" – {who}" if who else ""
    return lines([shown, Markup("<i>{fact}{by}</i>").format(fact=fact, by=by)])


def overtaken(shown: Markup, version: int) -> Markup:
    return lines([shown, Markup("<i>{fact}</i>").format(fact=has_newer(version))])


def has_newer(version: int) -> str:
    return f"Đã có bản thứ {version}, mới hơn tệp này; đề nghị xem bản mới nhất."


def is_settled(duty: Duty, state: str) -> str:
    return f"Mục {duty.ref} đang ở trạng thái “{state}”, không cần xử lý tệp này nữa."


def ask_reason(duty: Duty) -> Markup:
    return Markup(
        "Đề nghị trả lời tin này, nêu nội dung cần hoàn thiện ở mục <b>{ref}</b>; "
        "cơ quan sẽ được báo cùng hạn gửi lại."
    ).format(ref=duty.ref)


def history(dossiers: Sequence[Dossier]) -> list[Markup]:
    """Of one duty: its files, newest last."""
    if not dossiers:
        return []
    return [
        Markup("\n<b>Hồ sơ đã gửi</b>"),
        *[
            Markup("• {at:%H:%M %d/%m}: bản {version}, “{name}” ({size})").format(
                at=one.at, version=one.version, name=one.name, size=say_size(one.size)
            )
            for one in dossiers[-8:]
        ],
    ]
