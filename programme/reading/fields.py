"""Fields: what an entry labels itself, "Địa điểm: …", "Thành phần: …"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from programme.reading.sought import Sought
from programme.reading.titles import title_of


class Label(Enum):
    PLACE = auto()
    AUDIENCE = auto()
    CHAIR = auto()
    WHEN = auto()
    CONTENT = auto()  # nội dung: only where a whole document is so laid out
    ADDRESSED = auto()  # kính gửi: whom an invitation invites


_LABELS: Mapping[Label, str] = {
    #: "Tại PH2." as a sentence of its own; "Tại hội nghị, …" tells something else.
    Label.PLACE: r"địa điểm(?:\s*:|\s+tại)|điểm(?:\s*:|\s+tại)|(?-i:ĐĐ)\s*:"
    r"|(?<=[.;]\s)(?-i:Tại)\s*:?(?!\s*(?:hội nghị|cuộc|phiên|buổi|kỳ|lễ|đây|các)\b)"
    r"(?=\s)",
    Label.AUDIENCE: r"thành phần(?:\s+(?:mời|dự|tham dự|dự họp|mời dự))?\s*:"
    r"|(?-i:TP)\s*:|(?<=[.;]\s)mời(?:\s+(?:dự|họp|dự họp))?\s*:",
    Label.CHAIR: r"(?:người\s+)?chủ (?:trì|tọa|toạ)\s*:"
    r"(?=\s*(?:(?:các )?đồng chí|đ/c|ông|bà|chủ tịch|phó|chánh|giám đốc|bí thư|trưởng"
    r"|thường trực|lãnh đạo|(?-i:P?CT|P?CVP|LĐVP|PCTTT|P?GĐ)\b))",
    Label.WHEN: r"thời gian\s*:",
}
_FIELD = Sought(
    r"(?:^|(?<=[.;,:])\s+|(?<=[.;,:]))(?:"
    + "|".join(f"(?P<{label.name}>{words})" for label, words in _LABELS.items())
    + ")",
    *(":", "ểm", "tạ"),  # "điểm tại", "Tại" have no colon
)
_CONTENT = re.compile(r"[.;,]\s*nội dung\s*:\s*", re.IGNORECASE)
_PLACE_BEHIND = re.compile(r"^(?:địa điểm|điểm)?\s*:?\s*(?:tại\s+)?", re.IGNORECASE)
#: "Thời gian, địa điểm: 08 giờ 00’ tại …"
_PLACE_BESIDE_TIME = re.compile(r"\btại\s+(.+)$", re.IGNORECASE)
_INLINE_PLACE = re.compile(
    r"\btại\s+((?:hội trường|phòng họp|trung tâm hội nghị|trụ sở|nhà khách|nhà văn hóa"
    r"|ht tầng|p\.\s?họp|ph\s?[0-9])[^.;()]*)",
    re.IGNORECASE,
)
_PERSON = r"(?:đồng chí|đ/c|ông|bà|chủ tịch|phó chủ tịch|chánh văn phòng)"
#: "(đ/c Chủ tịch chủ trì)": a person chairs, no agency prepares.
CHAIRS_ASIDE = re.compile(
    rf"\(\s*(?:do\s+)?(?P<who>{_PERSON}\b[^.;:()]{{0,120}}?)\s+"
    r"chủ (?:trì|tọa|toạ)\s*(?:[;,][^()]{0,80})?\)",
    re.IGNORECASE,
)
#: Who holds it, not who goes to what another one holds.
_CHAIRS = re.compile(
    rf"({_PERSON}\b(?:(?!\b(?:dự|do|họp|nghe|tiếp|thăm|làm việc|kiểm tra|hội nghị)\b)"
    r"[^.;:()]){0,120}?)\s+(?:chủ trì|giao ban với|tiếp công dân|tiếp dân)\b",
    re.IGNORECASE,
)


#: A line that labels itself goes on with the entry above; it opens none.
LABELLED = re.compile(
    r"\W*(?:thời gian|thời hạn|hạn|ngày họp|địa điểm|điểm|đđ|thành phần|tp|khách mời"
    r"|(?:người |đồng chí )?chủ (?:trì|tọa|toạ)|(?:cơ quan|đơn vị)|phối hợp|thẩm định"
    r"|ghi chú|sản phẩm|hình thức|cấp trình)(?!\w)[^:.;]{0,60}:",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fields:
    """The words before the first label, and each label's own."""

    text: str
    said: Mapping[Label, str]

    @property
    def place(self) -> str | None:
        """Labelled, or plainly a room in the title, which keeps it."""
        labelled = self.said.get(Label.PLACE)
        if labelled is not None:
            return _PLACE_BEHIND.sub("", labelled) or None
        met = _PLACE_BESIDE_TIME.search(self.said.get(Label.WHEN, ""))
        met = met or _INLINE_PLACE.search(self.text)
        return title_of(met[1]) if met else None

    @property
    def chair(self) -> str | None:
        labelled = self.said.get(Label.CHAIR)
        if labelled:
            return labelled
        head = _CHAIRS.match(self.text)
        aside = CHAIRS_ASIDE.search(self.text)
        return head[1] if head else aside["who"] if aside else None


def fields_of(text: str) -> Fields:
    met = list(_FIELD.finditer(text))
    if not met:
        return Fields(text, {})
    ends = [field.start() for field in met[1:]] + [len(text)]
    said = {
        Label[str(field.lastgroup)]: title_of(text[field.end() : end])
        for field, end in zip(met, ends, strict=True)
    }
    before = text[: met[0].start()]
    if not before.strip(" -+*•–") and Label.WHEN in said:
        # "Thời gian: ngày 15/7. Nội dung: …": what it is stands behind its day.
        when, *content = _CONTENT.split(said[Label.WHEN], maxsplit=1)
        said[Label.WHEN], before = when, "".join(content) or before
    return Fields(before, said)
