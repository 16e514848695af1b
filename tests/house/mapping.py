"""The map in ARCHITECTURE.md: one line a file, in the file's own words.

`python -m tests.house.mapping` writes it anew; test_map.py checks that it is whole.
"""

import ast
import re
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import PurePosixPath

from tests.house.sources import ROOT, having, text_of

PAGE = "ARCHITECTURE.md"
BEGIN, END = "<!-- the map -->", "<!-- the end of the map -->"
#: A line of the map is short; a second sentence stands in it only where it fits.
_FITS = 100
_FOLDER = re.compile(r"### `(.+/)`")
_FILE = re.compile(r"- `([^`/]+)` — (.+)")


def _of_python(text: str) -> str:
    return ast.get_docstring(ast.parse(text)) or ""


def _of_hashes(text: str) -> str:
    head = re.match(r"(?:#[^\n]*\n)+", text)
    said = re.sub(r"^# ?", "", head[0], flags=re.MULTILINE) if head else ""
    described = re.search(r'^description = "(.+)"$', text, re.MULTILINE)
    return said or (described[1] if described else "")


def _of_slashes(text: str) -> str:
    head = re.match(r"(?://[^\n]*\n)+", text)
    return re.sub(r"^// ?", "", head[0], flags=re.MULTILINE) if head else ""


def _of_css(text: str) -> str:
    head = re.match(r"/\*(.*?)\*/", text, re.DOTALL)
    return head[1] if head else ""


def _of_html(text: str) -> str:
    head = re.search(r"<!--(.*?)-->|<title>(.*?)</title>", text, re.DOTALL)
    return (head[1] or head[2]) if head else ""


READERS: Mapping[str, Callable[[str], str]] = {
    ".py": _of_python,
    ".js": _of_slashes,
    ".css": _of_css,
    ".html": _of_html,
    ".toml": _of_hashes,
}


def says_of_itself(name: str) -> str:
    """What opens the file's head, on one line: one sentence, or as many as fit."""
    head = READERS[PurePosixPath(name).suffix](text_of(name)).strip()
    paragraph = " ".join(head.partition("\n\n")[0].split())
    sentences = re.split(r"(?<=[.?!…]) (?=[A-ZĐ`])", paragraph)
    said = sentences.pop(0)
    while sentences and len(said) + len(sentences[0]) < _FITS:
        said = f"{said} {sentences.pop(0)}"
    return said.removesuffix(".") or "(says nothing of itself)"


def sources() -> list[str]:
    return having(*READERS)


def line_of(name: str) -> str:
    return f"- `{PurePosixPath(name).name}` — {says_of_itself(name)}"


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def as_it_should_be() -> str:
    """Folder by folder, each opened by what its `__init__.py` says."""
    parts: list[str] = []
    ordered = sorted(sources(), key=lambda name: (_folder(name), name))
    for folder, names in groupby(ordered, key=_folder):
        parts.append(f"### `{folder}/`\n" if folder else "### At the top\n")
        parts += [line_of(name) for name in names]
        parts.append("")
    return "\n".join(parts).strip()


def as_it_is() -> str:
    page = text_of(PAGE)
    return page.partition(BEGIN)[2].partition(END)[0].strip()


def lines_of(text: str) -> dict[str, str]:
    """Each file in a map, by its whole name, with what is said of it."""
    found: dict[str, str] = {}
    folder = ""
    for line in text.splitlines():
        if opened := _FOLDER.fullmatch(line):
            folder = opened[1]
        elif named := _FILE.fullmatch(line):
            found[folder + named[1]] = named[2]
    return found


def write() -> None:
    before, _, rest = text_of(PAGE).partition(BEGIN)
    after = rest.partition(END)[2]
    page = f"{before}{BEGIN}\n\n{as_it_should_be()}\n\n{END}{after}"
    (ROOT / PAGE).write_text(page, "utf-8")


if __name__ == "__main__":
    write()
