"""Due moments that fall elsewhere: previewed, done, told to agencies, old → new."""

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.duties import heading, plain_line
from bot.messages.words import closing, fitted, lines
from programme.amending import Altered
from programme.duties import Due, Duty
from programme.office import Office
from programme.programme import InForce
from programme.recounting import Recount
from programme.refs import in_order
from programme.speech import say_period, shorten


def effects(recounts: Sequence[Recount], length: int) -> Iterator[Markup]:
    """Which due moments would fall elsewhere, and which would stay and why."""
    moved = [one for found in recounts for one in found.moved]
    if not moved:
        yield Markup("Không hạn nào phải dời.")
    else:
        agencies = {one.now.agency for one in moved}
        yield Markup("\n<b>Tính lại, {n} hạn sẽ khác ({a} cơ quan)</b>").format(
            n=len(moved), a=len(agencies)
        )
        for found in recounts:
            yield from _moves(found, length)
    for one in _notes(recounts):
        yield Markup("{one}").format(one=one)


def done(
    moved: int, told: Sequence[str], unlinked: Sequence[str], *, moving: bool
) -> Iterator[Markup]:
    """Who is told of what was moved, and whom no chat reaches."""
    if moving and told:
        yield Markup("Đã dời hạn {moved} nội dung và báo: {told}.").format(
            moved=moved, told=", ".join(told)
        )
        if unlinked:
            said = Markup("Chưa có nhóm chat, đề nghị báo cách khác: {names}.")
            yield said.format(names=", ".join(unlinked))
    elif moved:
        yield Markup("Các hạn đã báo giữ nguyên.")


def to_agency(
    name: str, own: Sequence[Altered], force: InForce, why: str, *, office: Office
) -> Markup:
    """One message: which of its due days are others now, and why."""

    def build(length: int) -> Markup:
        parts = [
            Markup("<b>Thay đổi hạn gửi hồ sơ, chương trình {period}</b>").format(
                period=say_period(force.programme.period)
            ),
            Markup("Kính gửi {name},").format(name=name),
            Markup("{office} điều chỉnh theo {why}.").format(
                office=office.name, why=why
            ),
        ]
        for (what, days), group in _grouped(own, force, due_words.due).items():
            parts.append(
                Markup("\n<b>{what}</b>\n<i>Hạn: {days}</i>").format(
                    what=what, days=days
                )
            )
            parts += [plain_line(duty, length) for duty in group]
        return lines(parts) + closing(office)

    return fitted(build, longest=220)


def _notes(recounts: Sequence[Recount]) -> Iterator[str]:
    stuck = [duty for found in recounts for duty in found.stuck]
    if stuck:
        yield f"{len(stuck)} hạn giữ nguyên vì hạn tính lại đã qua: {_refs(stuck)}."
    eased = [one.was for found in recounts for one in found.eased]
    if eased:
        yield (
            f"{len(eased)} hạn rơi vào ngày nghỉ; nếu giữ, hết ngày làm việc kế tiếp "
            f"mới tính là quá hạn: {_refs(eased)}."
        )


def _refs(duties: Sequence[Duty], most: int = 30) -> str:
    refs = sorted({duty.ref for duty in duties}, key=in_order)
    more = f" và {len(refs) - most} mục khác" if len(refs) > most else ""
    return ", ".join(refs[:most]) + more


def _moves(found: Recount, length: int) -> Iterator[Markup]:
    """• Hội nghị …, thứ Ba 21/7: 17:00 thứ Ba 14/7 → 17:00 thứ Hai 13/7 (I.3, I.4)"""
    groups = _grouped(found.moved, found.force, due_words.short)
    for (what, days), duties in groups.items():
        yield Markup("• {what}: {days} ({refs})").format(
            what=shorten(what, length), days=days, refs=_refs(duties)
        )


def _grouped(
    moved: Sequence[Altered], force: InForce, say: Callable[[Due], str]
) -> dict[tuple[str, str], list[Duty]]:
    """By what it is for, and from when to when it moves; the new moment by `say`."""
    groups: dict[tuple[str, str], list[Duty]] = {}
    for one in moved:
        days = f"{due_words.short(one.was.due)} → {say(one.now.due)}"
        groups.setdefault((heading(one.now, force), days), []).append(one.now)
    return groups
