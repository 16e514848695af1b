"""What a secret item is called is taken out of other texts: whole, cut short, in part,
typed without diacritics.

What other entries and agencies are called stays, though they share words with it: words
that stand together in their names tell nothing of the secret one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from programme.words import bare, fold

#: What stands where words of the title stood.
MARK = "[mật]"

#: A word; or what stands between words and is none: an entity, a tag.
_PIECE = re.compile(
    r"&(?:#\w{1,8}|[a-zA-Z]{2,8});|<[^<>]{0,200}>|[^\W_](?:[^\W_]|[\u0300-\u036f])*"
)
_MARKS = re.compile(r"(?:\[mật\][\s,;:–-]*){2,}")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
#: Words that say nothing of what a matter is about.
_LITTLE = frozenset(
    {
        *("ba", "bảy", "bốn", "cách", "các", "cho", "có", "cùng", "của", "do"),
        *("được", "đã", "đang", "đây", "đến", "đi", "gì", "hai", "hay", "kế"),
        *("là", "lần", "lên", "loại", "một", "mục", "mươi", "mười", "năm", "này"),
        *("nam", "ngày", "nhất", "nhiều", "những", "nơi", "ở", "phần", "quý", "ra"),
        *("sau", "sẽ", "so", "số", "sở", "tại", "tám", "tất", "tháng", "theo"),
        *("thì", "thứ", "thuộc", "trên", "trong", "trước", "từ", "tuần", "từng", "tư"),
        *("và", "vào", "về", "vì", "việc", "với", "không", "chưa", "chín", "sáng"),
        *("chiều", "tỉnh", "để", "khi", "nếu"),
    }
)
#: The office's own words: what every second sentence of it says.
_OURS = (
    "báo cáo về việc", "báo cáo kết quả thực hiện", "báo cáo tình hình", "kế hoạch",
    "chương trình công tác", "chương trình hành động", "dự thảo nghị quyết",
    "dự thảo quyết định", "tờ trình", "đề án", "nội dung cần chuẩn bị",
    "nhắc chuẩn bị hồ sơ", "tình hình chuẩn bị hồ sơ", "đang chuẩn bị", "đã sẵn sàng",
    "chưa báo cáo", "vướng mắc", "đã tiếp nhận", "đề nghị hoàn thiện", "quá hạn",
    "xin gia hạn", "đề nghị gia hạn", "chuyển kỳ họp sau", "hạn gửi hồ sơ", "hồ sơ",
    "Ủy ban nhân dân tỉnh", "UBND tỉnh", "Hội đồng nhân dân tỉnh", "HĐND tỉnh",
    "Văn phòng Ủy ban nhân dân", "các sở, ban, ngành", "các huyện, thành phố",
    "các đơn vị liên quan", "các cơ quan", "trên địa bàn tỉnh", "phiên họp thường kỳ",
    "tổ chức thực hiện", "triển khai thực hiện", "nhiệm vụ trọng tâm",
    "cơ quan chủ trì", "phối hợp thực hiện", "lấy ý kiến", "thẩm định", "phê duyệt",
    "ban hành", "sửa đổi, bổ sung", "quy định", "giai đoạn", "đầu năm", "cuối năm",
    "quản lý nhà nước", "dự án", "xây dựng", "thông qua", "chủ trương", "phương án",
    "quy hoạch", "danh mục",
)  # fmt: skip


#: Which title, and which of its words.
_Place = tuple[int, int]


class Redactor:
    """`titles`: all that the item is or was called; `elsewhere`: what others are."""

    def __init__(self, titles: Iterable[str], elsewhere: Iterable[str]) -> None:
        said = sorted(title for title in set(titles) if words_of(title))
        found = {words_of(title) for title in said}
        self._titles = [words_of(title) for title in said]
        self._as_written = [_written(title) for title in said]
        others = {words_of(one) for one in (*elsewhere, *_OURS)} - found
        self._elsewhere = "\n".join(f" {' '.join(words)} " for words in sorted(others))
        self._starts: dict[str, list[tuple[int, int]]] = {}
        for number, words in enumerate(self._titles):
            for place, word in enumerate(words):
                self._starts.setdefault(word, []).append((number, place))

    def is_it(self, title: object) -> bool:
        """Whether this is the whole title, however it is written."""
        return isinstance(title, str) and words_of(title) in self._titles

    def text(self, said: str) -> str:
        """The same text, the title's words out of it."""
        spans = list(self._spans(said))
        if not spans:
            return said
        parts, end = [], 0
        for start, stop in spans:
            parts += [said[end:start], MARK]
            end = stop
        return _MARKS.sub(_once, "".join([*parts, said[end:]]))

    def within(self, value: Any) -> Any:
        """The same of every text in it; an item or a duty of that title has none."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.within(one) for one in value]
        if not isinstance(value, dict):
            return value
        is_one = "ordinal" in value or "secret" in value
        if not (is_one and self.is_it(value.get("title"))):
            return {name: self.within(one) for name, one in value.items()}
        rest = {name: self.within(one) for name, one in value.items()}
        marked = {"secret": True} if "secret" in value else {}
        return {**rest, "title": "", **marked}

    def _spans(self, said: str) -> Iterator[tuple[int, int]]:
        run: list[re.Match[str]] = []
        for piece in _PIECE.finditer(said):
            if piece[0].startswith("<"):
                yield from self._found_in(run)
                run = []
            elif not piece[0].startswith("&"):
                run.append(piece)
        yield from self._found_in(run)

    def _found_in(self, pieces: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
        words = [_bare(piece[0]) for piece in pieces]
        here = 0
        while here < len(words):
            length, where = self._longest(words, here)
            if length and self._tells(words, here, here + length, where):
                yield pieces[here].start(), pieces[here + length - 1].end()
                here += length
            else:
                here += 1

    def _longest(self, words: Sequence[str], here: int) -> tuple[int, _Place]:
        """How many words from here on stand so in a title, and where in which."""
        best, where = 0, (0, 0)
        for number, place in self._starts.get(words[here], ()):
            title, count = self._titles[number], 0
            for said, its in zip(words[here:], title[place:], strict=False):
                if said != its:
                    break
                count += 1
            if count > best:
                best, where = count, (number, place)
        return best, where

    def _tells(
        self, words: Sequence[str], start: int, stop: int, where: _Place
    ) -> bool:
        run = tuple(words[start:stop])
        if run in self._titles:
            before, after = words[max(start - 1, 0) : stop], words[start : stop + 1]
            longer = [one for one in (before, after) if len(one) > len(run)]
            return not any(map(self._is_elsewhere, longer))
        number, place = where
        written = self._as_written[number][place : place + len(run)]
        content = [w for w in written if w not in _LITTLE and not w.isdecimal()]
        is_rare = any(
            len(w) >= 5 and not _SYLLABLE.fullmatch(_bare(w)) for w in content
        )
        return (len(content) > 1 or is_rare) and not self._is_elsewhere(run)

    def _is_elsewhere(self, words: Sequence[str]) -> bool:
        return f" {' '.join(words)} " in self._elsewhere


def _written(text: str) -> tuple[str, ...]:
    """With diacritics: in the title itself "thủ" is another word than "thứ"."""
    return tuple(fold(one) for one in _PIECE.findall(text) if one[0] not in "<&")


def words_of(text: str) -> tuple[str, ...]:
    found = _PIECE.findall(text)
    return tuple(_bare(one) for one in found if one[0] not in "<&")


def _once(found: re.Match[str]) -> str:
    """Several marks in a row are one; what stands behind them stays."""
    said = found[0]
    return MARK + said[len(said.rstrip(" \n\t,;:–-")) :]


@lru_cache(maxsize=16384)
def _bare(word: str) -> str:
    return bare(word)
