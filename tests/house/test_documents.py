"""The papers beside the code say what they must, and speak of what there is."""

import re
import tomllib

import pytest

from bot.commands.registry import COMMANDS
from nhacviec.cli import LazyGroup
from tests.house.sources import ROOT, files, having, text_of

DECISIONS = [name for name in files() if name.startswith("docs/decisions/")]
HEADINGS = [
    "Context",
    "Decision",
    "What it costs",
    "What would make us change our minds",
]
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def test_the_changelog_opens_with_what_is_not_released() -> None:
    headings = re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), re.MULTILINE)

    assert headings[0].startswith("[Unreleased]")


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_says_what_it_costs(name: str) -> None:
    text = text_of(name)

    assert re.fullmatch(r"docs/decisions/\d{4}(-[a-z0-9]+)+\.md", name)
    assert text.startswith(f"# {int(name[15:19])}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(name[15:19]) for name in DECISIONS)

    assert numbers == list(range(1, len(numbers) + 1))


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    needed = project["project"]["dependencies"] + project["build-system"]["requires"]
    names = [re.split(r"[\[<>=~;! ]", wanted)[0] for wanted in needed]
    (reasons,) = (text_of(name) for name in DECISIONS if "dependencies" in name)

    assert not [name for name in names if f"**{name}**" not in reasons]


def test_the_readme_names_every_command() -> None:
    readme = text_of("README.md")
    typed = [f"nhacviec {name}" for name in LazyGroup.modules]
    written = [f"`/{name}" for name in COMMANDS]

    assert not [words for words in typed + written if words not in readme]


@pytest.mark.parametrize("name", having(".md"))
def test_links_between_papers_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent

    dead = [
        link for link in _LINK.findall(text_of(name)) if not (folder / link).exists()
    ]

    assert not dead
