"""Vague bodies: "các sở, ngành liên quan" names nobody, and is no name to look up.

Which words may stand in such a phrase is a closed list. Anything else beside them, as
in "UBND huyện Lục Nam", makes it the name of a body.
"""

from programme.naming import each_folded, words

_BODIES = """
sở ban ngành phòng cơ quan đơn vị địa phương đoàn thể huyện quận xã phường thị trấn
thành phố đặc khu thôn doanh nghiệp chủ đầu tư bên thành phần tổ chức hội ubnd hđnd
"""
#: Words that stand in no label: "cơ quan" is one, "cơ quan liên quan" none.
_MANY = "các những mọi tất toàn một nhiều"
_WHICH = "liên năng môn trực vấn khác cấp"
_BESIDE = """
cả số chuyên chức tư có của thuộc trên địa bàn tỉnh quý dân chính trị nhân ủy hữu
người đứng đầu
thủ trưởng giám đốc phó lãnh đạo chủ tịch đại diện
"""


def _folded(said: str) -> frozenset[str]:
    return frozenset(word.folded for word in words(said))


_BODY, _MARKS = _folded(_BODIES), _folded(f"{_MANY} {_WHICH}")
_ALL = _BODY | _MARKS | _folded(_BESIDE)


def may_be_vague(said: str) -> bool:
    """Whether nothing in these words is part of a name: "các sở", "thành phố"."""
    found = _said_of(said)
    return found is not None and not found.isdisjoint(_BODY)


def is_vague(said: str) -> bool:
    """Many, or some kind of, bodies: "Đơn vị" alone is but a label."""
    found = _said_of(said)
    return found is not None and not (
        found.isdisjoint(_BODY) or found.isdisjoint(_MARKS)
    )


def may_stand_beside(word: str) -> bool:
    """Whether this word alone may belong to a vague body: "đơn vị tư vấn"."""
    return _said_of(word) is not None


def _said_of(said: str) -> set[str] | None:
    """The words, or None at the first that is not on the list."""
    found: set[str] = set()
    for folded in each_folded(said):
        if folded not in _ALL:
            return None
        found.add(folded)
    return found
