"""Sought: a pattern that is only tried where a word it cannot do without is met.

Most patterns want a word that most texts do not have. To look for the word first takes
a tenth of the time, and changes nothing in what is found.
"""

import re
from collections.abc import Iterable

#: In these a pattern that ignores case also meets foreign letters: "K" is a "k".
_ODD = frozenset("iksåßµω")


class Sought:
    """A pattern that ignores case, and words of which one is in all that it finds."""

    def __init__(self, pattern: str, *words: str) -> None:
        self.pattern = re.compile(pattern, re.IGNORECASE)
        self.words = words
        if not words or not _ODD.isdisjoint("".join(words)):
            message = f"may be written otherwise: {words}"
            raise ValueError(message)

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self._may_be_in(text) else None

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        return self.pattern.finditer(text) if self._may_be_in(text) else ()

    def _may_be_in(self, text: str) -> bool:
        small = text.lower()
        for word in self.words:  # noqa: SIM110 - a generator takes as long as all else
            if word in small:
                return True
        return False
