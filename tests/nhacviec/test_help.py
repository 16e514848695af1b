"""`nhacviec --help` is there at once: it names every command and loads none."""

import subprocess
import sys

import pytest

from nhacviec.cli import LazyGroup
from tests.nhacviec.conftest import Call

#: What commands work with; the list of them needs none of it.
HEAVY = ("sqlalchemy", "telegram", "aiohttp", "pydantic", "bot", "storage", "jobs")
SHOWN = """
import sys
sys.argv = ["nhacviec", *{words!r}]
try:
    from nhacviec.cli import main
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(*sorted(sys.modules), file=sys.stderr)
"""


def loaded_by(*words: str) -> set[str]:
    ended = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", SHOWN.format(words=words)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(ended.stderr.split())


def test_the_list_of_commands_loads_none_of_them() -> None:
    loaded = loaded_by("--help")

    assert not loaded.intersection(HEAVY)
    assert not [name for name in loaded if name.startswith("nhacviec.commands.")]


def test_every_command_is_named_with_its_own_words(call: Call) -> None:
    shown = " ".join(call("--help").stdout.split())

    assert list(LazyGroup.says) == list(LazyGroup.modules)
    assert not [name for name, says in LazyGroup.says.items() if says not in shown]


@pytest.mark.parametrize("name", LazyGroup.modules)
def test_what_is_said_of_a_command_is_what_it_says_of_itself(name: str) -> None:
    command = LazyGroup().get_command(None, name)

    assert (command.help or "").split("\n\n")[0] == LazyGroup.says[name]


def test_a_command_that_does_not_exist_is_a_wrong_call(call: Call) -> None:
    assert call("nothing-of-ours").exit_code == 2
