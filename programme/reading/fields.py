"""Fields: what an entry labels itself, "Địa điểm: …", "Thành phần: …"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from programme.reading.titles import title_of


class Label(Enum):
    PLACE = auto()
    AUDIENCE = auto()
    CHAIR = auto()
    WHEN = auto()
    CONTENT = auto()  # nội dung: only where a whole document is so laid out


_LABELS: Mapping[Label, str] = {
    Label.PLACE: r"địa điểm(?:\s*:|\s+tại)|điểm(?:\s*:|\s+tại)",
    Label.AUDIENCE: r"thành phần(?:\s+(?:mời|dự|tham dự|dự họp|mời dự))?\s*:",
    Label.CHAIR: r"(?:người\s+)?chủ trì\s*:"
    r"(?=\s*(?:đồng chí|đ/c|ông|bà|chủ tịch|phó chủ|chánh))",
    Label.WHEN: r"thời gian\s*:",
}
_FIELD = re.compile(
    r"(?:^|(?<=[.;,:])\s+|(?<=[.;,:]))(?:"
    + "|".join(f"(?P<{label.name}>{words})" for label, words in _LABELS.items())
    + ")",
    re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(r"^(?:địa điểm|điểm)?\s*:?\s*(?:tại\s+)?", re.IGNORECASE)
_INLINE_PLACE = re.compile(
    r"\btại\s+((?:hội trường|phòng họp|trung tâm hội nghị|trụ sở|nhà khách|nhà văn hóa)"
    r"[^.;()]*)",
    re.IGNORECASE,
)
_PERSON = r"(?:đồng chí|đ/c|ông|bà|chủ tịch|phó chủ tịch|chánh văn phòng)"
_CHAIRS = re.compile(rf"({_PERSON}\b[^.;:()]{{0,120}}?)\s+chủ trì\b", re.IGNORECASE)


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
        inline = _INLINE_PLACE.search(self.text)
        return title_of(inline[1]) if inline else None

    @property
    def chair(self) -> str | None:
        labelled = self.said.get(Label.CHAIR)
        if labelled:
            return labelled
        head = _CHAIRS.match(self.text)
        return head[1] if head else None


def fields_of(text: str) -> Fields:
    met = list(_FIELD.finditer(text))
    if not met:
        return Fields(text, {})
    ends = [field.start() for field in met[1:]] + [len(text)]
    said = {
        Label[str(field.lastgroup)]: title_of(text[field.end() : end])
        for field, end in zip(met, ends, strict=True)
    }
    return Fields(text[: met[0].start()], said)
