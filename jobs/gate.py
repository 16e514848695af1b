"""The gate: whether this process may act now. One alone plans and sends."""

from typing import Protocol


class Gate(Protocol):
    """Asked just before each act; a lease that is nearly over is no trust."""

    def is_trusted(self) -> bool: ...


class Open:
    """Where there is one process, it may always act."""

    def is_trusted(self) -> bool:
        return True


OPEN = Open()
