"""The names of entries in a document: section and number, "I.3", "II.2", "IV"."""

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def in_order(ref: str) -> tuple[tuple[int, str], ...]:
    """A sort key: I.3 before I.10, IV before IX, II before III."""
    return tuple(_part(part) for part in ref.split("."))


def ordinal_of(ref: str) -> int:
    """The number people say: 3 of I.3; 0 where the last part is no number (4.a)."""
    last = ref.rpartition(".")[2]
    return int(last) if last.isdecimal() else 0


def is_ref(words: str) -> bool:
    """Whether it may be an entry's name: II, III.2, 4.a, B"""
    return all(part.isalnum() and len(part) <= 6 for part in words.split("."))


def _part(part: str) -> tuple[int, str]:
    if part.isdecimal():
        return int(part), ""
    values = [_ROMAN.get(letter, 0) for letter in part]
    if not all(values):
        return 0, part
    following = [*values, 0][1:]
    total = sum(
        -value if value < after else value
        for value, after in zip(values, following, strict=True)
    )
    return total, part
