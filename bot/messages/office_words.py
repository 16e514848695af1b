"""What the office does by its own word: shown, done, told to whom it concerns."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from markupsafe import Markup

from bot.errors import NotPossible
from bot.messages.deputies import line
from bot.messages.linking import whom
from bot.messages.words import closing, fitted, lines
from programme.chats import Chat, ChatState, Person, Standing
from programme.deputies import Deputy
from programme.duties import Duty
from programme.office import Office
from programme.reminders import Addressee, ChatRole
from programme.speech import say_day, say_moment, shorten, title_of

_NOBODY: Mapping[int, Sequence[Standing]] = {}
STATES_OF_CHATS = {
    ChatState.ASKED: "chờ xác nhận",
    ChatState.LINKED: "đang dùng",
    ChatState.REFUSED: "đã từ chối",
    ChatState.UNREACHABLE: "không gửi được",
    ChatState.UNLINKED: "đã bỏ liên kết",
}


def noted(duty: Duty, note: str) -> Markup:
    if not note:
        return Markup("Đã xóa ghi chú của mục <b>{ref}</b>.").format(ref=duty.ref)
    return Markup(
        "Đã ghi chú mục <b>{ref}</b> ({agency}): {note}\n"
        "<i>Chỉ Văn phòng và lãnh đạo xem được.</i>"
    ).format(ref=duty.ref, agency=duty.agency, note=note)


def chats(
    found: Sequence[tuple[Chat, Sequence[tuple[Person, datetime]]]],
    deputies: Sequence[Deputy] = (),
    *,
    former: Mapping[int, Sequence[Standing]] = _NOBODY,
    every: Collection[str] = (),
) -> Markup:
    """Where each is reached, in the order written to, and who speaks there, or did and
    until when; who stands in, or will. `every`: agencies whose chats get one each."""
    places = _places([chat for chat, _ in found], every)
    if not found:
        return Markup("Chưa có nhóm chat nào. Cấp mã liên kết: /link Sở Nội vụ")

    def build(length: int) -> Markup:
        parts = [Markup("<b>Nhóm chat ({n})</b>").format(n=len(found))]
        for chat, people in found:
            parts.append(_chat(chat, length, places.get(chat.id, "")))
            parts += [_person(*one) for one in people[: 3 if len(found) > 3 else 12]]
            parts += [_no_more(one) for one in former.get(chat.id, ())[:5]]
        parts += [Markup("\n")] * bool(deputies)
        parts += [Markup("Trực thay: {line}").format(line=line(d)) for d in deputies]
        return lines(parts)

    return fitted(build, longest=90)


def _places(chats: Sequence[Chat], every: Collection[str]) -> dict[int, str]:
    """Of several of one addressee: which is written to first, or that each is."""
    linked: dict[Addressee, list[int]] = {}
    for chat in chats:
        if chat.state is ChatState.LINKED:
            linked.setdefault(chat.addressee, []).append(chat.id)
    return {
        number: ", cùng nhận tin"
        if to.role is ChatRole.AGENCY and to.agency in every
        else ", nhận tin trước"
        if place == 0
        else f", dự phòng {place}"
        for to, numbers in linked.items()
        for place, number in enumerate(numbers)
        if len(numbers) > 1
    }


def _chat(chat: Chat, length: int, place: str) -> Markup:
    since = f", từ {chat.linked_at:%d/%m/%Y}" if chat.linked_at else ""
    return Markup("\n#{n} «{title}» – <b>{whom}</b>: {state}{since}{place}").format(
        n=chat.id,
        title=shorten(chat.title, length),
        whom=whom(chat.role, chat.agency),
        state=STATES_OF_CHATS[chat.state],
        since=since,
        place=place,
    )


def _person(person: Person, last: datetime) -> Markup:
    return Markup("  • {name}, nhắn lần cuối {at}").format(
        name=shorten(person.name, 60), at=say_moment(last)
    )


def _no_more(one: Standing) -> Markup:
    until = say_moment(one.until) if one.until else ""
    return Markup("  • {name}: đến {until}, nay không còn quyền tại đây").format(
        name=shorten(one.person.name, 60), until=until
    )


def no_chat_of(name: str) -> Markup:
    return Markup("{name} chưa có nhóm chat. Cấp mã liên kết: /link {name}").format(
        name=name
    )


def unlink(chat: Chat) -> Markup:
    return Markup(
        "Bỏ liên kết nhóm #{n} «{title}» của <b>{whom}</b>? "
        "Nhóm này sẽ không nhận tin nhắc và không cập nhật được nữa."
    ).format(n=chat.id, title=chat.title, whom=whom(chat.role, chat.agency))


def unlinked(chat: Chat) -> Markup:
    return Markup("Đã bỏ liên kết nhóm «{title}» của <b>{whom}</b>.").format(
        title=chat.title, whom=whom(chat.role, chat.agency)
    )


def unlinked_here(chat: Chat) -> Markup:
    return Markup(
        "Văn phòng đã bỏ liên kết nhóm này với {whom}; "
        "trợ lý không gửi tin tại đây nữa."
    ).format(whom=whom(chat.role, chat.agency))


def saying(
    text: str, names: Sequence[str], missing: Sequence[str], *, chats: int
) -> Markup:
    """The word of the office as it would be read, and by whom."""
    said = Markup("Gửi tới {n} nhóm ({names}):\n\n{text}").format(
        n=chats, names=shorten(", ".join(names), 600), text=text
    )
    if missing:
        said += Markup("\n\nChưa có nhóm chat, không gửi được: {names}.").format(
            names=shorten(", ".join(missing), 400)
        )
    return said


def nobody_reached(missing: Sequence[str]) -> NotPossible:
    names = shorten(", ".join(missing), 300)
    return NotPossible(f"Chưa có nhóm chat nào để gửi: {names}. Cấp mã: /link …")


def saying_to_many(chats: int, text: str) -> Markup:
    return Markup(
        "Tin này đi tới <b>{n}</b> nhóm chat. Chắc chắn gửi?\n\n{text}"
    ).format(n=chats, text=shorten(text, 300))


def word_of_office(text: str, *, office: Office) -> Markup:
    """To an agency: what the office has to say to it."""
    return Markup("<b>{office} thông báo</b>\n{text}").format(
        office=office.name, text=text
    ) + closing(office)


def said(names: Sequence[str], goes_at: datetime | None) -> Markup:
    when = f"sẽ đi lúc {say_moment(goes_at)}" if goes_at else "đi trong ít phút"
    return Markup("Đã ghi tin tới {names}: {when}.").format(
        names=shorten(", ".join(names), 600), when=when
    )


def assign(duty: Duty, to: str) -> Markup:
    return Markup(
        "Chuyển mục <b>{ref}</b> ({title}) từ {old} cho <b>{new}</b>? "
        "Cả hai cơ quan sẽ được báo."
    ).format(ref=duty.ref, title=title_of(duty, 200), old=duty.agency, new=to)


def move_item(duties: Sequence[Duty], day: date) -> Markup:
    """Its dossiers' due day, old → new."""
    one = duties[0]
    return Markup(
        "Chuyển hạn gửi hồ sơ mục <b>{ref}</b> ({title}, {agencies}): "
        "{was} → <b>{now}</b>? Cơ quan sẽ được báo."
    ).format(
        ref=one.ref,
        title=title_of(one, 200),
        agencies=", ".join(duty.agency for duty in duties),
        was=say_day(one.due.at.date()),
        now=say_day(day),
    )
