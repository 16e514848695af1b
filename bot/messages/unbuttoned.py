"""How our sentences speak of buttons and of replying, where there is neither.

The sentences are written once, for a chat with both. Each phrase here is longer than
the words it is about, so that what people themselves have written is left alone.
"""

import re
from collections.abc import Sequence

#: The office's word on a request is heard in reply to that request; where a channel
#: does not say what is replied to, only the code names it for certain. A plain word is
#: heard there too, but may have to be asked about (`bot.unreplied`).
_ONLY_BY_CODE = re.compile(
    r"Bấm nút(?: của từng mục)?, hoặc trả lời tin này(?::|, nêu rõ mục:) “đồng ý[^<\n]*"
)
#: Where nothing can be pressed. In this order: the longer ones first.
_OF_BUTTONS: Sequence[tuple[str, str]] = (
    ("nên tin và nút bấm của các cơ quan", "nên tin của các cơ quan"),
    ("đề nghị bấm lại hoặc trả lời tin này", "đề nghị nhắn lại"),
    ("Nút bấm và tin nhắn trong khoảng", "Tin nhắn trong khoảng"),
    ("Nút bấm trong khoảng", "Tin nhắn trong khoảng"),
    ("Đề nghị bấm số mục, hoặc", "Đề nghị nhắn mã của mục, hoặc"),
    ("cho đến khi bấm “Phát hành”", "cho đến khi chọn “Phát hành”"),
    ("đề nghị xem lại rồi bấm lần nữa", "đề nghị xem lại rồi chọn lần nữa"),
    ("khi Văn phòng bấm dời", "khi Văn phòng chọn dời"),
    ("Nút này không còn hiệu lực", "Mã này không còn hiệu lực"),
    ("Bấm tên cơ quan bên dưới", "Nhắn mã của cơ quan bên dưới"),
    ("đề nghị bấm lại", "đề nghị nhắn lại mã"),
    ("hoặc bấm nút dưới tin", "hoặc nhắn mã ở cuối tin"),
    ("bấm nút dưới tin xem lại", "nhắn mã ở cuối tin xem lại"),
    ("bấm nút bên dưới", "nhắn mã bên dưới"),
    ("Bấm nút bên dưới", "Nhắn mã bên dưới"),
    ("bấm nút hoặc trả lời", "nhắn mã hoặc trả lời"),
    ("Bấm nút, hoặc trả lời", "Nhắn mã, hoặc trả lời"),
    ("Bấm nút của từng mục", "Nhắn mã của từng mục"),
    ("Đề nghị bấm nút", "Đề nghị nhắn mã"),
    ("đề nghị bấm nút", "đề nghị nhắn mã"),
)
#: Where two talk alone: whatever is said next is the answer.
_OF_REPLIES: Sequence[tuple[str, str]] = (
    ("trả lời tin này “hoàn tác”", "nhắn “hoàn tác”"),
    ("trả lời tin nhắc bằng câu thường", "nhắn lại bằng câu thường"),
    ("trả lời tin ấy", "trả lời tại đây"),
    ("trả lời tin này", "trả lời tại đây"),
)
#: There, nobody else is: it is no group.
_OF_GROUPS: Sequence[tuple[str, str]] = (
    ("Văn phòng sẽ xác nhận nhóm này trong", "Văn phòng sẽ xác nhận trong"),
    ("Nhóm này đã liên kết với", "Cuộc trò chuyện này đã liên kết với"),
    ("Văn phòng chưa xác nhận nhóm này là của", "Văn phòng chưa xác nhận đây là của"),
    ("Văn phòng đã bỏ liên kết nhóm này với", "Văn phòng đã bỏ liên kết tại đây với"),
    ("nên tin sẽ về nhóm này để Văn phòng", "nên tin sẽ về đây để Văn phòng"),
)


def without_buttons(text: str, *, is_private: bool = True) -> str:
    """The same message where codes are sent, and in private nothing is replied to."""
    text = _said(_ONLY_BY_CODE.sub("Nhắn mã ở cuối tin.", text), _OF_BUTTONS)
    return _said(text, [*_OF_REPLIES, *_OF_GROUPS]) if is_private else text


def _said(text: str, phrases: Sequence[tuple[str, str]]) -> str:
    for phrase, instead in phrases:
        if phrase in text:
            text = text.replace(phrase, instead)
    return text
