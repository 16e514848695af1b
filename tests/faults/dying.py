"""Where a service dies or stands still: at points that it passes, by name."""

import os
import signal
import sys
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Death:
    """Counts what is passed; at the chosen point it is the end."""

    point: str
    nth: int
    hits: Path | None
    passed: Counter[str] = field(default_factory=Counter)
    freezes_at: str = ""

    def pass_by(self, name: str) -> None:
        self.passed[name] += 1
        if name == "send>" and self.passed[name] == 1:
            say("sends")
        if self.hits is not None and self.passed[name] == 1:
            with self.hits.open("a") as hits:
                hits.write(f"{name}\n")
        if name == self.point and self.passed[name] == self.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        if name == self.freezes_at:
            self.freezes_at = ""
            say(f"frozen {name}")
            signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)

    def freeze_at(self, file: Path) -> None:
        self.freezes_at = file.read_text()


def say(what: str) -> None:
    """On stdout, a line at once, whatever follows."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()
