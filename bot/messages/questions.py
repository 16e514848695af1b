"""The one short question the bot asks when it is not certain."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.messages.words import fitted, lines
from programme.replies.meaning import Candidate, Unclear
from programme.speech import say_period, shorten

QUESTIONS: Mapping[Unclear, str] = {
    Unclear.WHICH: "Xin hỏi Quý cơ quan báo cáo mục nào?",
    Unclear.WHAT: "Xin cho biết tình hình: đang chuẩn bị, đã sẵn sàng hay vướng mắc?",
    Unclear.NOT_YOURS: (
        "Số mục này không thuộc các nội dung của Quý cơ quan. Xin hỏi là mục nào?"
    ),
    Unclear.TWO_PROGRAMMES: (
        "Số mục này có ở hai chương trình. Xin hỏi là mục của tháng nào?"
    ),
    Unclear.UNTIL_WHEN: "Xin hỏi Quý cơ quan đề nghị gia hạn đến ngày nào?",
    Unclear.CONTRADICTION: (
        "Tin có hai trạng thái cho cùng một mục. Xin nhắn lại trạng thái đúng."
    ),
    Unclear.STAND_IN: (
        "Xin hỏi ai trực thay, từ ngày nào đến hết ngày nào? "
        "Ví dụ: “anh Minh thay tôi từ 20/7 đến 25/7”."
    ),
    Unclear.CLOSED: (
        "Mục này đã kết thúc hoặc đã được tiếp nhận. Xin hỏi là mục nào khác?"
    ),
}


_REPLY = "Xin trả lời tin này."


def question(unclear: Unclear | None, among: Sequence[Candidate] = ()) -> Markup:
    """The question, with the candidates a line each; nothing was changed."""

    two = unclear is Unclear.TWO_PROGRAMMES

    def build(length: int) -> Markup:
        parts = [Markup("{said}").format(said=plain(unclear))]
        parts += [
            Markup("• <b>{ref}.</b> {title}{month}").format(
                ref=candidate.ref,
                title=shorten(candidate.title, length),
                month=f" ({say_period(candidate.programme)})" if two else "",
            )
            for candidate in among
        ]
        parts.append(
            Markup("<i>Chưa có gì được ghi nhận. {how}</i>").format(
                how=_how(unclear, among)
            )
        )
        return lines(parts)

    return fitted(build, longest=90)


def _how(unclear: Unclear | None, among: Sequence[Candidate]) -> str:
    """The next message is read as the answer (`bot.answering`)."""
    if unclear is Unclear.UNTIL_WHEN:
        return "Xin trả lời tin này, chỉ cần ngày, ví dụ “17/7”."
    if not among:
        return _REPLY
    first = among[0]
    if unclear is Unclear.TWO_PROGRAMMES:
        month, _, _ = say_period(first.programme).partition("/")
        return f"Xin trả lời tin này, chỉ cần tháng, ví dụ “{month}”."
    if unclear in {Unclear.WHICH, Unclear.NOT_YOURS}:
        named = first.ordinal or first.ref
        return f"Xin trả lời tin này, chỉ cần số mục, ví dụ “{named}”."
    return _REPLY


def plain(unclear: Unclear | None) -> str:
    """The sentence alone, for `reply --json`."""
    return QUESTIONS[unclear or Unclear.WHAT]
