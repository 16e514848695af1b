"""Settings written for a test, and the rules they give."""

from datetime import date
from pathlib import Path

from nhacviec.config import load
from programme.rules import OfficeRules


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text("\n".join(line.strip() for line in text.splitlines()), "utf-8")
    return path


def rules_of(folder: Path, text: str) -> OfficeRules:
    return load(written(folder, text)).office_on(date(2026, 1, 5)).rules
