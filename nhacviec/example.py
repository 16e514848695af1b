"""The programme that comes with the program: July 2020, as the demo reads it."""

from pathlib import Path

NAME = "chuong-trinh-cong-tac-thang-7-2020.txt"


def example_path() -> Path:
    """In a checkout beside the rooms; in an installed program inside this one."""
    here = Path(__file__).parent
    beside = here.parent / "examples" / NAME
    return beside if beside.exists() else here / "examples" / NAME
