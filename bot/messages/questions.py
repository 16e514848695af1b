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
    Unclear.CLOSED: (
        "Mục này đã kết thúc hoặc đã được tiếp nhận. Xin hỏi là mục nào khác?"
    ),
}


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
        parts.append(Markup("<i>Chưa có gì được ghi nhận.</i>"))
        return lines(parts)

    return fitted(build, longest=90)


def plain(unclear: Unclear | None) -> str:
    """The sentence alone, for `reply --json`."""
    return QUESTIONS[unclear or Unclear.WHAT]
