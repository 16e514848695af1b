"""Every document of tests/documents, read whole and compared field by field."""

import json
from pathlib import Path

import pytest

from programme.draft_json import to_json
from programme.reading import read
from tests.programme.reading.makers import REPOSITORY

FOLDER = REPOSITORY / "tests" / "documents"
ENDINGS = {".txt", ".docx", ".xlsx", ".pdf"}
DOCUMENTS = sorted(
    path for path in FOLDER.iterdir() if path.suffix in ENDINGS and path.is_file()
)


def expected_of(document: Path) -> Path:
    return document.with_name(f"{document.name}.expected.json")


def read_document(document: Path) -> dict[str, object]:
    return to_json(read(document.read_bytes(), name=document.name))


def test_there_are_documents_enough() -> None:
    assert len(DOCUMENTS) >= 20


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_is_read_as_a_person_would(document: Path) -> None:
    wanted = json.loads(expected_of(document).read_text("utf-8"))

    assert read_document(document) == wanted


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_reading_ten_times_changes_nothing(document: Path) -> None:
    first = read_document(document)

    assert all(read_document(document) == first for _ in range(9))


def test_every_document_is_named_in_the_table() -> None:
    table = (FOLDER / "README.md").read_text("utf-8")

    for document in DOCUMENTS:
        patterns = {document.name, f"{document.stem}.*"}
        patterns |= {f"{document.stem.split('-')[0]}-*{document.suffix}"}
        assert any(pattern in table for pattern in patterns), document.name
