"""Text counted as Telegram counts it: in UTF-16 code units."""

from __future__ import annotations


def length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, size: int) -> str:
    """The stretch of `size` units from `offset`."""
    units = text.encode("utf-16-le")[2 * offset : 2 * (offset + size)]
    return units.decode("utf-16-le", errors="replace")
