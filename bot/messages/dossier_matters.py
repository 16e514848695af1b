"""A file that came for a duty, among others in one message to the office: its lines,
its row of buttons, what became of it."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.messages import dossiers as words
from bot.messages.buttons import Act, pack, unpack
from bot.messages.requests import name_of
from bot.messages.words import lines
from programme.dossiers import say_size
from programme.duties import Duty, DutyState
from programme.letters import Button
from programme.speech import STATES, shorten, title_of
from storage.dossiers import Dossier

LABELS: Mapping[str, str] = {
    words.ACCEPT: "Tiếp nhận",
    words.SEND_BACK: "Trả lại",
    words.FILE: "Xem tệp",
}


def of_matter(data: str) -> tuple[int, int] | None:
    """The duty and the version that a button with these data offers to take in."""
    press = unpack(data)
    if press is None or press.act is not Act.DOSSIER or len(press.words) != 3:
        return None
    what, duty, version = press.words
    return (int(duty), int(version)) if what in LABELS else None


def named(label: str, of_one: Button) -> Button:
    """The button of a file that stood alone, among others."""
    press = unpack(of_one.data)
    what = press.words[0] if press is not None else ""
    return Button(f"{label}: {LABELS[what]}", of_one.data)


def row(label: str, duty: Duty, dossier: Dossier) -> tuple[Button, ...]:
    return tuple(
        Button(f"{label}: {said}", pack(Act.DOSSIER, what, duty.id, dossier.version))
        for what, said in LABELS.items()
    )


def fate(duty: Duty, dossier: Dossier, newest: int) -> str:
    """What became of it; nothing while it waits to be taken in."""
    if newest > dossier.version:
        return f"đã có bản thứ {newest}, mới hơn"
    moved = duty.moved_at
    if moved is None or not is_decided(duty, dossier):
        return ""
    said = "đã trả lại" if duty.state is DutyState.RETURNED else STATES[duty.state]
    return f"{said.lower()}, {moved:%H:%M %d/%m}"


def is_decided(duty: Duty, dossier: Dossier) -> bool:
    """Whether the office has said its word since this file came."""
    if not duty.is_open:
        return True
    moved = duty.moved_at
    is_back = duty.state is DutyState.RETURNED
    return is_back and moved is not None and moved >= dossier.at


def said(label: str, duty: Duty, dossier: Dossier, newest: int) -> Markup:
    """In one line, where there is room for no more."""
    return Markup("<b>{label}</b> {agency}: hồ sơ “{name}”{fate}").format(
        label=shorten(label, 24),
        agency=shorten(duty.agency, 24),
        name=shorten(dossier.name, 24),
        fate=shorten(f" – {fate(duty, dossier, newest) or 'chờ tiếp nhận'}", 28),
    )


def said_whole(
    label: str, duty: Duty, dossier: Dossier, newest: int, *, length: int
) -> Markup:
    parts = [
        Markup("<b>{label}</b> – <b>{agency}</b> gửi hồ sơ: {title}").format(
            label=label, agency=duty.agency, title=title_of(duty, length)
        ),
        Markup("Tệp “{name}” ({size}), bản thứ {version} – {who}").format(
            name=shorten(dossier.name, 2 * length),
            size=say_size(dossier.size),
            version=dossier.version,
            who=name_of(dossier.by),
        ),
    ]
    if became := fate(duty, dossier, newest):
        parts.append(Markup("<b>Kết quả:</b> {fate}").format(fate=became))
    return lines(parts)
