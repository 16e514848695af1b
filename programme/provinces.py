"""Provinces: where a body stands is no part of what it is called.

Those before and after 1 July 2025 (Resolution 202/2025/QH15); a merged province keeps
one of the old names, so that one list serves both times.
"""

from collections.abc import Sequence

from programme.words import fold

_NAMES = """
An Giang; Bà Rịa - Vũng Tàu; Bắc Giang; Bắc Kạn; Bạc Liêu; Bắc Ninh; Bến Tre; Bình Định
Bình Dương; Bình Phước; Bình Thuận; Cà Mau; Cần Thơ; Cao Bằng; Đà Nẵng; Đắk Lắk
Đắc Lắc; Đắk Nông; Đắc Nông; Điện Biên; Đồng Nai; Đồng Tháp; Gia Lai; Hà Giang; Hà Nam
Hà Nội; Hà Tĩnh; Hải Dương; Hải Phòng; Hậu Giang; Hòa Bình; Hồ Chí Minh; Huế; Hưng Yên
Khánh Hòa; Kiên Giang; Kon Tum; Lai Châu; Lâm Đồng; Lạng Sơn; Lào Cai; Long An
Nam Định; Nghệ An; Ninh Bình; Ninh Thuận; Phú Thọ; Phú Yên; Quảng Bình; Quảng Nam
Quảng Ngãi; Quảng Ninh; Quảng Trị; Sóc Trăng; Sơn La; Tây Ninh; Thái Bình; Thái Nguyên
Thanh Hóa; Thừa Thiên Huế; Tiền Giang; Trà Vinh; Tuyên Quang; Vĩnh Long; Vĩnh Phúc
Yên Bái
"""


def _folded(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in name.replace("-", " ").split())


_CALLED = tuple(map(_folded, ("", "tỉnh", "thành phố", "TP")))

_PROVINCES = frozenset(
    _folded(name) for name in _NAMES.strip().replace("\n", ";").split(";")
)
_LONGEST = max(map(len, _PROVINCES))
_BEGINS = frozenset(said[0] for said in (*_PROVINCES, *_CALLED) if said)


def province_at(folded: Sequence[str], at: int) -> int:
    """How many words from `at` name a province, "tỉnh" and the like included."""
    if at >= len(folded) or folded[at] not in _BEGINS:
        return 0
    for called in _CALLED:
        begin = at + len(called)
        if tuple(folded[at:begin]) != called:
            continue
        for length in range(min(_LONGEST, len(folded) - begin), 0, -1):
            if tuple(folded[begin : begin + length]) in _PROVINCES:
                return len(called) + length
    return 0
