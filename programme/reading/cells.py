"""Cells: what one row of a table says beside its content, each by its column."""

import re
from dataclasses import dataclass, replace

from programme.reading.columns import Column, Head

_DITTO = re.compile(
    r"[-–—]?\s*(?:nt|như trên|\"|''|″|”|〃|//)\s*[-–—.]?", re.IGNORECASE
)
#: Columns in which "nt" means what stands above.
_REPEATED = frozenset(
    {
        *(Column.LEAD, Column.SUPPORT, Column.BOTH, Column.CHAIR, Column.PLACE),
        *(Column.WHEN, Column.DAY, Column.DUE, Column.AUDIENCE),
    }
)
_EMPTY = re.compile(r"[-–—./\s]*")


@dataclass(frozen=True)
class Cells:
    """One row below a head. Words are as written, lines apart."""

    head: Head
    words: tuple[str, ...]

    def get(self, column: Column) -> str:
        """What stands in the columns of this role; nothing for a mere dash."""
        said = [
            words
            for role, words in zip(self.head.columns, self.words, strict=True)
            if role is column and not _EMPTY.fullmatch(words)
        ]
        return "\n".join(dict.fromkeys(said))

    @property
    def content(self) -> str:
        return " ".join(self.get(Column.CONTENT).split())

    @property
    def apart(self) -> tuple[str, ...]:
        """The different texts of the row, its number left out."""
        pairs = zip(self.head.columns, self.words, strict=True)
        said = [words for role, words in pairs if words and role is not Column.NUMBER]
        return tuple(dict.fromkeys(said))

    def unmerged(self) -> "Cells":
        """A cell merged with the content beside it says nothing of its own."""
        content = self.get(Column.CONTENT)
        words = tuple(
            "" if said and said == content and role is not Column.CONTENT else said
            for role, said in zip(self.head.columns, self.words, strict=True)
        )
        return replace(self, words=words)

    def repeating(self, above: "Cells | None") -> "Cells":
        """Ditto signs replaced by what they repeat; without anything above, kept."""
        if above is None:
            return self
        words = tuple(
            before if role in _REPEATED and _DITTO.fullmatch(said) else said
            for role, said, before in zip(
                self.head.columns, self.words, above.words, strict=True
            )
        )
        return replace(self, words=words)

    @property
    def dittos(self) -> bool:
        """Whether a ditto sign is left that repeats nothing."""
        return any(
            role in _REPEATED and said and _DITTO.fullmatch(said) is not None
            for role, said in zip(self.head.columns, self.words, strict=True)
        )
