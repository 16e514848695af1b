"""A sequence of message numbers, from 1."""

from __future__ import annotations


class Numbering:
    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last
