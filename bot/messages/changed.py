"""To one agency: what changed of what it prepares and attends, old → new."""

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from bot.messages import due as due_words
from bot.messages.changes import of_meeting, opening, say_fact, title_of_entry
from bot.messages.duties import by_occasion, heading, plain_line
from bot.messages.words import closing, fitted, lines
from programme.amending import Altered, Amendment
from programme.changes import Facet, What
from programme.duties import Due, Duty, DutyRole
from programme.office import Office
from programme.programme import InForce
from programme.speech import title_of
from programme.telling import Told


def to_agency(told: Told, amendment: Amendment, *, office: Office) -> Markup:
    """One message: everything that changed for this agency, old → new."""
    force = amendment.now

    def build(length: int) -> Markup:
        parts = [
            opening(force) + Markup("\nKính gửi {name},").format(name=told.agency),
            Markup("{office} thông báo nội dung thay đổi của Quý cơ quan:").format(
                office=office.name
            ),
        ]
        for part in _PARTS:
            parts += part(told, force, length)
        parts += _unchanged(told, force)
        return lines(parts) + closing(office)

    return fitted(build, longest=220)


def _of_meetings(told: Told, force: InForce, length: int) -> Iterator[Markup]:
    """A meeting's own line, with the new due day of what is prepared for it."""
    del force
    for found in told.meetings:
        ref = found.entry.ref if found.now else None
        own = [one for one in told.altered if one.now.meeting == ref and ref]
        dues = _dues(own) if found.what in {What.MOVED, What.POSTPONED} else {}
        said = of_meeting(found, length)
        if len(dues) == 1:
            said += Markup("; hạn hồ sơ {due}").format(due=next(iter(dues)))
        yield Markup("\n<b>{said}</b>").format(said=said)
        if len(dues) == 1:
            yield from (_line(one, length) for one in own)


def _line(one: Altered, length: int) -> Markup:
    """• I.8. Title (trước là I.9)"""
    before = f" (trước là {one.was.ref})" if one.was.ref != one.now.ref else ""
    return plain_line(one.now, length) + Markup("{before}").format(before=before)


def _dues(own: Sequence[Altered]) -> dict[str, list[Altered]]:
    found: dict[str, list[Altered]] = {}
    for one in own:
        if one.is_redated:
            found.setdefault(_redated(one.was.due, one.now.due), []).append(one)
    return found


def _redated(was: Due, now: Due) -> str:
    before, after = (f"{due.at.day}/{due.at.month}" for due in (was, now))
    return f"{before} → {due_words.why(now) if _is_on_hold(now) else after}"


def _is_on_hold(due: Due) -> bool:
    return due_words.due(due) == due_words.why(due)


def _of_altered(told: Told, force: InForce, length: int) -> Iterator[Markup]:
    """What a meeting's line has not said: another due day, part or wording."""
    del force
    moved = {m.entry.ref for m in told.meetings if m.what in _WITH_DUES}
    said: list[Markup] = []
    for one in told.altered:
        of_meeting = [o for o in told.altered if o.now.meeting == one.now.meeting]
        by_meeting = one.now.meeting in moved and len(_dues(of_meeting)) == 1
        facts = list(_facts(one, length, with_due=not by_meeting))
        if facts:
            said.append(
                Markup("• <b>{ref}.</b> {title}: {facts}").format(
                    ref=one.now.ref,
                    title=title_of(one.was, length),
                    facts="; ".join(facts),
                )
            )
    if said:
        yield Markup("\n<b>Thay đổi từng nội dung</b>")
        yield from said


_WITH_DUES = frozenset({What.MOVED, What.POSTPONED})


def _facts(one: Altered, length: int, *, with_due: bool) -> Iterator[str]:
    if with_due and one.is_redated:
        yield f"hạn hồ sơ {_redated(one.was.due, one.now.due)}"
    if one.was.role is not one.now.role:
        yield f"{_ROLES[one.was.role]} → {_ROLES[one.now.role]}"
    if one.was.title != one.now.title:
        yield f"nay là “{title_of(one.now, length)}”"


_ROLES = {DutyRole.LEAD: "chủ trì", DutyRole.SUPPORT: "phối hợp"}


def _of_begun(told: Told, force: InForce, length: int) -> Iterator[Markup]:
    if told.begun:
        yield Markup("\n<b>Nội dung mới giao Quý cơ quan chuẩn bị</b>")
    for group in by_occasion(told.begun):
        yield Markup("{heading}\n<i>Hạn gửi hồ sơ: {due}</i>").format(
            heading=heading(group[0], force), due=due_words.due(group[0].due)
        )
        yield from (plain_line(duty, length) for duty in group)


def _of_ended(told: Told, force: InForce, length: int) -> Iterator[Markup]:
    del force
    if told.withdrawn:
        yield Markup("\n<b>Rút khỏi chương trình, không phải chuẩn bị nữa</b>")
    for found in told.withdrawn:
        yield Markup("• <b>{ref}.</b> {title}").format(
            ref=found.was.ref if found.was else "",
            title=title_of_entry(found.entry, length),
        )
    if told.handed_over:
        yield Markup("\n<b>Không còn giao Quý cơ quan</b>")
    for one in told.handed_over:
        yield Markup("• <b>{ref}.</b> {title} – {why}").format(
            ref=one.was.ref, title=title_of(one.was, length), why=one.now.note or ""
        )


def _of_support(told: Told, force: InForce, length: int) -> Iterator[Markup]:
    del force
    for found in told.support:
        facts = [f for f in found.facts if f.of is Facet.SUPPORT]
        yield Markup("\n• <b>{ref}.</b> {title}: {facts}").format(
            ref=found.entry.ref,
            title=title_of_entry(found.entry, length),
            facts="; ".join(say_fact(fact, length) for fact in facts),
        )


def _of_numbers(told: Told, force: InForce, length: int) -> Iterator[Markup]:
    del force
    if told.renumbered:
        yield Markup("\n<b>Số mục mới</b> (đề nghị dùng khi trả lời)")
    for one in told.renumbered:
        yield Markup("• {was} → <b>{now}.</b> {title}").format(
            was=one.was.ref, now=one.now.ref, title=title_of(one.now, min(length, 90))
        )


def _unchanged(told: Told, force: InForce) -> Iterator[Markup]:
    said = {duty.id for duty in told.duties}
    rest = [d for d in force.duties if d.agency == told.agency and _is_left(d, said)]
    if rest:
        yield Markup("\nCác nội dung khác của Quý cơ quan không thay đổi.")


def _is_left(duty: Duty, said: set[int]) -> bool:
    return duty.is_open and duty.id not in said


_PARTS: tuple[Callable[[Told, InForce, int], Iterator[Markup]], ...] = (
    _of_meetings,
    _of_altered,
    _of_begun,
    _of_ended,
    _of_support,
    _of_numbers,
)
