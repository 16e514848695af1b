"""Signs: what a word does in a clause of who prepares: it leads, supports, parts names.

Folded words are looked up, the longest phrase first; what is none of these is kept.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum, auto

from programme.naming import words


class Sign(IntEnum):
    AGENCY = auto()
    LEADS = auto()  # chủ trì, chuẩn bị …
    TELLS = auto()  # trình, báo cáo: a verb of preparing only beside a body
    SUPPORTS = auto()  # phối hợp với
    REVIEWS = auto()  # thẩm định: a part behind the name, never the lead's
    PAUSE = auto()  # a comma, "và"
    NOTHING = auto()
    INVITES = auto()
    OTHER = auto()


_SAYS_NOTHING = tuple(
    """
    nội dung; tài liệu; hồ sơ; thư mời; giấy mời; hậu cần; kịch bản; giao; do; đề nghị
    cơ quan; đơn vị; các; là; được; giám đốc; lãnh đạo; đồng chí; để; cho
    chủ tịch ubnd tỉnh; ubnd tỉnh; hđnd tỉnh; tỉnh ủy; thường trực tỉnh ủy
    ban thường vụ tỉnh ủy; trình chủ tịch ubnd tỉnh; trình ubnd tỉnh
    phó giám đốc; đại diện lãnh đạo; đại diện
    """.strip()
    .replace("\n", ";")
    .split(";")
)
_PHRASES: Mapping[Sign, tuple[str, ...]] = {
    Sign.LEADS: (
        *("chuẩn bị", "chủ trì", "đồng chủ trì", "tham mưu", "soạn thảo", "dự thảo"),
    ),
    Sign.TELLS: (
        *("trình", "báo cáo", "xây dựng", "thực hiện", "trình bày", "thông qua"),
        *("xin ý kiến", "phụ trách", "đồng trình"),
    ),
    Sign.SUPPORTS: ("phối hợp với", "phối hợp cùng", "phối hợp", "cùng với"),
    Sign.REVIEWS: ("thẩm định", "thẩm tra", "cho ý kiến", "góp ý", "phản biện"),
    Sign.INVITES: ("mời", "thành phần", "tham dự", "dự họp", "theo", "thay thế"),
    Sign.PAUSE: ("và", "cùng"),
    Sign.NOTHING: _SAYS_NOTHING,
}  # fmt: skip


def _phrases() -> dict[tuple[str, ...], Sign]:
    return {
        tuple(word.folded for word in words(phrase)): sign
        for sign, phrases in reversed(list(_PHRASES.items()))
        for phrase in phrases
    }


SIGNS = _phrases()
#: How long the phrases are that begin with a word, the longest first.
_LENGTHS = {
    first: sorted({len(said) for said in SIGNS if said[0] == first}, reverse=True)
    for first in {said[0] for said in SIGNS}
}


def sign_at(folded: Sequence[str], at: int) -> tuple[Sign, int]:
    """What the words from `at` do, and how many of them do it."""
    for length in _LENGTHS.get(folded[at], ()):
        sign = SIGNS.get(tuple(folded[at : at + length]))
        if sign is not None and at + length <= len(folded):
            return sign, length
    return Sign.OTHER, 1
