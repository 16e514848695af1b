"""Audiences: who is to attend, from the entry itself or hinted by its heading."""

import re

from programme.agencies import Registry
from programme.document import Audience
from programme.reading.fields import Fields, Label
from programme.reading.roles import names_in
from programme.reading.sought import Sought
from programme.reading.titles import title_of

_HEADING = re.compile(r"^.{0,80}?\bvới\s+(.+)$", re.IGNORECASE)
_WITH = Sought(
    r"\b(?:giao ban|làm việc|gặp mặt|đối thoại|họp|hội nghị)\s+với\s+"
    r"(.+?)(?=\s+(?:về|để|nhằm|tại)\s|[.:()]|$)",
    "vớ",
)
_INVITED = Sought(
    r"(?<!giấy )(?<!thư )\bmời:?\s+(.+?)(?=\s+(?:tham dự|cùng dự|dự họp|dự)\b|[.()]|$)",
    "mờ",
)


def named_in(fields: Fields, registry: Registry) -> tuple[Audience, ...]:
    """What the entry itself says: certain, even where no agency is known by name."""
    said = [fields.said.get(Label.AUDIENCE, "")]
    said += [met[1] for met in _INVITED.finditer(fields.text)]
    said += [met[1] for met in _WITH.finditer(fields.text)]
    return tuple(
        Audience(
            words=title_of(words), agencies=names_in(words, registry), certain=True
        )
        for words in said
        if title_of(words)
    )


def hinted_by(heading: str) -> tuple[Audience, ...]:
    """A section's heading is a hint that the clerk confirms once."""
    met = _HEADING.match(heading)
    return (Audience(words=title_of(met[1])),) if met else ()
