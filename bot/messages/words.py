"""What all messages share: their openings, their closing line, their length."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from programme.office import Office
from programme.reminders import Step
from programme.speech import utf16_length

OPENING: Mapping[Step, str] = {
    Step.PUBLISHED: "Nội dung cần chuẩn bị",
    Step.COMING: "Nhắc chuẩn bị hồ sơ",
    Step.TODAY: "Hôm nay là hạn gửi hồ sơ",
    Step.LATE: "Hồ sơ đã quá hạn",
    Step.EVE: "Nhắc lịch họp",
    Step.MORNING: "Lịch họp hôm nay",
    Step.DAILY: "Tổng hợp trong ngày",
}

#: Where only some of it is so: nobody is said to be late who is not.
OPENING_OF_SOME: Mapping[Step, str] = {
    Step.TODAY: "Nhắc chuẩn bị hồ sơ, có nội dung đến hạn hôm nay",
    Step.LATE: "Nhắc chuẩn bị hồ sơ, có nội dung đã quá hạn",
}

#: Over a message in which nothing is waited for any more.
NOTHING_AWAITED = "Tình hình chuẩn bị hồ sơ"

#: Telegram's limit is 4,096 after entities; some is kept for what an edit adds.
LONGEST = 3800


#: The last line of a message that was too long.
MORE = Markup("… (còn nữa, đề nghị xem từng mục bằng /item)")


def is_cut(text: Markup) -> bool:
    """Whether it would have said more, had there been room."""
    return text.endswith(MORE)


def closing(office: Office) -> Markup:
    """Who sends it, that it is no invitation, and whom to call."""
    return Markup(
        "\n\n<i>Tin nhắc của {name}, không thay giấy mời. Liên hệ: {contact}.</i>"
    ).format(name=office.name, contact=office.contact)


def lines(parts: list[Markup]) -> Markup:
    return Markup("\n").join(parts)


def fitted(build: Callable[[int], Markup], *, longest: int = 400) -> Markup:
    """The message with titles as long as fit into one message, `longest` at most."""
    for length in (longest, 220, 140, 90, 50, 24):
        text = build(min(length, longest))
        if utf16_length(text.striptags()) <= LONGEST:
            return text
    return within_limit(build(24))


def within_limit(text: Markup) -> Markup:
    """The message itself if a channel takes it whole, else its first lines."""
    whole = utf16_length(text.striptags()) <= LONGEST
    return text if whole else _cut(text)


def _cut(text: Markup) -> Markup:
    """Whole lines only, so that no tag is left open."""
    kept: list[Markup] = []
    room = LONGEST - 80
    for line in text.split("\n"):
        room -= utf16_length(line.striptags()) + 1
        if room < 0:
            kept.append(MORE)
            break
        kept.append(line)
    return lines(kept)


def plain(text: str) -> str:
    """A message without its tags, its lines kept: for a terminal."""
    lines_of = Markup(text).split("\n")  # noqa: S704 - ours, escaped when it was built
    return "\n".join(line.striptags() for line in lines_of)
