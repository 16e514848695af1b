"""What the office is told when it makes an item secret: never what it is called."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from bot.hidden import ByHand, Hidden
from bot.messages.words import lines
from programme.duties import Duty, DutyRole
from programme.speech import say_period, shorten

#: What the tables are called by the office; of all others the sum is told.
_TABLES = {
    "revisions": "bản chương trình",
    "drafts": "văn bản đã đọc",
    "letters": "tin gửi",
    "audit": "dòng nhật ký",
    "inbox": "tin đến",
    "requests": "đề nghị",
}
_MOST = 12


def preview(
    matter: Sequence[Duty], periods: dict[int, str], alike: Sequence[Duty]
) -> Markup:
    """By number and agency; the name itself is not said once more."""
    parts = [
        Markup("Ghi {where} là <b>mật</b>?").format(where=_where(matter, periods)),
        Markup(
            "Tên nội dung bị xóa khỏi chương trình, nhật ký, tin đã gửi và tin đến; "
            "chỉ còn số mục, ngày và cơ quan. Không nhận hồ sơ của mục này nữa, hồ sơ "
            "đã nhận bị xóa. <b>Không hoàn tác được</b>: ghi nhầm thì phải nhập lại "
            "văn bản."
        ),
        Markup("Xem đúng mục chưa: /item {ref}").format(ref=matter[0].ref),
    ]
    if alike:
        said = ", ".join(dict.fromkeys(_place(duty, periods) for duty in alike[:_MOST]))
        parts.append(
            Markup(
                "Có tên gần giống, <b>không</b> đổi theo: {said}. Nếu cũng là nội dung "
                "này, xin ghi mật riêng."
            ).format(said=said)
        )
    return lines(parts)


def done(hidden: Hidden, periods: dict[int, str]) -> Markup:
    """What was done, and what only people can do."""
    parts = [
        Markup("Đã ghi {where} là <b>mật</b>.").format(
            where=_where(hidden.matter, periods)
        ),
        Markup("Đã xóa tên khỏi: {said}.").format(said=_rows(hidden)),
    ]
    if hidden.files:
        parts.append(Markup("Tệp hồ sơ bị xóa: {n}.").format(n=hidden.files))
    if hidden.edits or hidden.flying:
        parts.append(
            Markup(
                "Đang sửa {n} tin trong các nhóm chat và ghi lại tệp dữ liệu; xong sẽ "
                "báo tại đây."
            ).format(n=hidden.edits + hidden.flying)
        )
    else:
        parts.append(Markup("Đang ghi lại tệp dữ liệu; xong sẽ báo tại đây."))
    parts += [
        Markup("\n<b>Việc Văn phòng phải tự làm</b>"),
        *_of_hands(hidden.by_hand),
    ]
    parts.append(
        Markup(
            "• Xóa tin do người khác gửi và văn bản gốc còn nằm trong các nhóm chat, "
            "trên máy và trong thư."
        )
    )
    parts.append(_of_backups(hidden.backups))
    return lines(parts)


def settled(ref: str, edited: int, failed: Sequence[ByHand], *, server: bool) -> Markup:
    """The files are written anew and the messages in the chats are done with."""
    parts = [
        Markup(
            "Mục <b>{ref}</b> (mật): đã ghi lại tệp dữ liệu, đã sửa {n} tin trong "
            "các nhóm chat."
        ).format(ref=ref, n=edited)
    ]
    if failed:
        parts += [Markup("Không sửa được, xin xóa tay:"), *_of_hands(failed)]
    if server:
        parts.append(
            Markup(
                "Nhật ký ghi trước (WAL) và bản sao của máy chủ PostgreSQL có thể còn "
                "tên: xin người quản trị máy chủ xử lý."
            )
        )
    return lines(parts)


def taken_back(ref: str) -> Markup:
    return Markup(
        "Mục <b>{ref}</b> không còn được giữ mật. Tên đã xóa không lấy lại được: xin "
        "gửi lại văn bản, tên mới trong đó sẽ được lưu."
    ).format(ref=ref)


def taking_back(ref: str) -> Markup:
    return Markup(
        "Thôi giữ mật mục <b>{ref}</b>? Tên chỉ có lại khi văn bản được gửi lại."
    ).format(ref=ref)


def _of_hands(found: Sequence[ByHand]) -> Iterable[Markup]:
    by_chat: dict[str, list[str]] = {}
    for one in found:
        by_chat.setdefault(one.chat, []).append(one.at)
    for chat, moments in list(by_chat.items())[:_MOST]:
        yield Markup("• Xóa tay trong nhóm «{chat}»: tin gửi lúc {moments}").format(
            chat=shorten(chat, 60), moments=shorten("; ".join(sorted(moments)), 300)
        )
    if len(by_chat) > _MOST:
        yield Markup("• … và {n} nhóm khác").format(n=len(by_chat) - _MOST)


def _of_backups(known: Sequence[str]) -> Markup:
    general = "• Hủy mọi bản sao lưu và bản dữ liệu cũ có trước lúc này"
    if not known:
        return Markup("{said} (nếu có).").format(said=general)
    return Markup("{said}, trong đó: {known}").format(
        said=general, known=shorten("; ".join(known), 900)
    )


def _rows(hidden: Hidden) -> str:
    counts = hidden.redacted.rows
    said = [
        f"{counts[name]} {words}" for name, words in _TABLES.items() if counts[name]
    ]
    rest = sum(n for name, n in counts.items() if name not in _TABLES)
    return ", ".join([*said, *([f"{rest} chỗ khác"] if rest else [])]) or "chương trình"


def _where(matter: Sequence[Duty], periods: dict[int, str]) -> Markup:
    """mục I.3 tháng 7/2020 (Sở Tài chính), mục II.1 tháng 6/2020 (…)"""
    leads: dict[str, list[str]] = {}
    for duty in matter:
        names = leads.setdefault(_place(duty, periods), [])
        if duty.role is DutyRole.LEAD and duty.agency not in names:
            names.append(duty.agency)
    said = [
        Markup("<b>{place}</b> ({names})").format(place=place, names=", ".join(names))
        for place, names in leads.items()
    ]
    return Markup(", ").join(said[:_MOST])


def _place(duty: Duty, periods: dict[int, str]) -> str:
    period = periods.get(duty.programme)
    return f"mục {duty.ref}" + (f" {say_period(period)}" if period else "")
