"""The code is kept as the house keeps it: short, said, locked, with reasons."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from itertools import pairwise

import pytest

from nhacviec.config import Config, load
from tests.house.sources import ROOT, files, having, text_of

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
EXAMPLE = "config.example.toml"

Functions = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_no_file_is_too_long() -> None:
    lengths = {name: len(text_of(name).splitlines()) for name in having(".py")}

    assert not {n: length for n, length in lengths.items() if length > LONGEST_FILE}


def test_no_function_is_too_long() -> None:
    found = [
        f"{name}:{node.lineno} {node.name}, {length} lines"
        for name in having(".py")
        for node in ast.walk(ast.parse(text_of(name)))
        if isinstance(node, Functions)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    ]

    assert not found, "\n".join(found)


def test_every_module_says_what_it_is() -> None:
    mute = [
        name
        for name in having(".py")
        if not ast.get_docstring(ast.parse(text_of(name)))
    ]

    assert not mute


# Exceptions carry a code and a reason.

_NOQA = re.compile(r"# noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*( - |  ?# )(?!type:)\w")
_IGNORE = re.compile(r"# type: ignore\[[a-z-]+(, ?[a-z-]+)*\]  ?# (?!noqa)\w")


def _comments(name: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text_of(name)).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _is_reasoned(comment: str) -> bool:
    noqa = "# noqa" not in comment or bool(_NOQA.search(comment))
    ignore = "# type: ignore" not in comment or bool(_IGNORE.search(comment))
    return noqa and ignore


def test_every_exception_has_its_reason() -> None:
    bare = [
        f"{name}:{line} {comment}"
        for name in having(".py")
        for line, comment in _comments(name)
        if not _is_reasoned(comment)
    ]

    assert not bare, "\n".join(bare)


_BROAD = re.compile(r"^ *except (Exception|\(.*\bException\b.*\))( as \w+)?:")


def test_who_catches_everything_says_why_nothing_narrower_would_do() -> None:
    unsaid = [
        f"{name}:{number}"
        for name in having(".py")
        for number, two in enumerate(pairwise(text_of(name).splitlines()), 1)
        if _BROAD.match(two[0]) and "# " not in "".join(two)
    ]

    assert not unsaid


@pytest.mark.parametrize(
    ("comment", "is_reasoned"),
    [
        ("# noqa: S105 - the name of a variable", True),
        ("# noqa: S105, PLC0415 - said once", True),
        ("# noqa: S105  # the name of a variable", True),
        ("# noqa: S105", False),
        ("# type: ignore[misc] # noqa: S105", False),
        ("# noqa", False),
        ("# type: ignore[attr-defined]  # the stub lags behind", True),
        ("# type: ignore[attr-defined]", False),
        ("# type: ignore", False),
        ("# nothing of the kind", True),
    ],
)
def test_what_counts_as_a_reason(comment: str, is_reasoned: bool) -> None:
    assert _is_reasoned(comment) is is_reasoned


# What is locked, and what is written nowhere.

_MARK = "[a-z_]+ [=!<>]+ '[A-Za-z0-9_.]+'"
_LOCKED = re.compile(
    r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==[A-Za-z0-9.+!-]+"  # a name, a version
    rf"( ; {_MARK}( (and|or) {_MARK})*)?"
    r"( --hash=sha256:[0-9a-f]{64})*( \\)?"
)
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def test_lock_files_hold_names_versions_and_hashes_only() -> None:
    strange = [
        f"{name}:{number} {line}"
        for name in having(".lock")
        for number, line in enumerate(text_of(name).splitlines(), 1)
        if not (_LOCKED.fullmatch(line) or _HASH.fullmatch(line))
    ]

    assert not strange, "\n".join(strange[:20])


#: Put together here, so that this file is not the first to hold them.
_REGISTRIES = [
    "pypi." + "org",
    "files.python" + "hosted.org",
    "registry." + "npmjs.org",
]
_PLACES = ["/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "/op" + "t/", "/Us" + "ers/"]
_UNWANTED = re.compile(
    "|".join(
        [*map(re.escape, _REGISTRIES)]
        + [rf"(?<![\w.>-]){re.escape(place)}\w" for place in _PLACES]
    )
)


def test_no_registry_and_no_path_of_a_machine_is_written_down() -> None:
    found = [
        f"{name}:{number} {line.strip()[:100]}"
        for name in files()
        if not name.endswith((".png", ".docx", ".xlsx", ".pdf"))
        for number, line in enumerate(_lines(name), 1)
        if _UNWANTED.search(line)
    ]

    assert not found, "\n".join(found)


def _lines(name: str) -> list[str]:
    return (ROOT / name).read_text("utf-8", errors="replace").splitlines()


# The example of a config.


def _settings() -> Iterator[tuple[str, str]]:
    for section, field in Config.model_fields.items():
        for setting, one in field.annotation.model_fields.items():  # type: ignore[union-attr]  # each section is a model
            yield section, one.alias or setting


@pytest.mark.parametrize(("section", "setting"), list(_settings()))
def test_the_example_names_every_setting(section: str, setting: str) -> None:
    _, _, rest = text_of(EXAMPLE).partition(f"[{section}]\n")
    written = rest.partition("\n[")[0]

    table = rf"\[\[{section}\.{setting}\]\]"
    assert re.search(rf"^(# )?({setting} = |{table}$)", written, re.MULTILINE)


def test_the_example_loads_and_holds_the_defaults() -> None:
    example = load(ROOT / EXAMPLE)

    assert example.model_copy(update={"database": Config().database}) == Config()
