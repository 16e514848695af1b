"""Agenda hours: when each matter begins is no field of ours, but is shown once."""

from collections.abc import Sequence

from programme.reading.agenda_items import Matter
from programme.reading.desk import Desk


def doubt_hours(matters: Sequence[Matter], desk: Desk) -> None:
    """One doubt for all the hours of an agenda, with the lines they stand in."""
    said = [clock for matter in matters for clock in matter.clock]
    if len(said) < 2:
        return
    lines = sorted({line for line, _ in said})
    words = f"{lines[0]}–{lines[-1]}" if len(lines) > 1 else str(lines[0])
    text = "; ".join(dict.fromkeys(clock for _, clock in said))
    desk.doubts.add("matter-hours", lines[0], text, lines=f"dòng {words}")
    for line, clock in said:
        desk.doubts.set_aside(line, clock)
