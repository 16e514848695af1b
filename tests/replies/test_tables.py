"""Every message of the tables means what its row says."""

import pytest

from programme.replies.meaning import Kind, Said

from .tables import Row, rows, say


@pytest.mark.parametrize("row", rows(), ids=str)
def test_a_message_means_what_its_row_says(row: Row) -> None:
    assert say(row.understood()) == row.meaning


def test_the_tables_are_many_and_no_message_stands_twice() -> None:
    messages = [(row.speaker, row.text) for row in rows()]

    assert len(messages) >= 600
    assert len(set(messages)) == len(messages)


@pytest.mark.parametrize(
    "table", ["questions", "politeness", "acknowledgements", "which", "unclear"]
)
def test_what_is_no_report_changes_nothing(table: str) -> None:
    found = [row.understood() for row in rows() if row.table == table]

    assert found
    assert all(meaning.kind is not Kind.UPDATE for meaning in found)
    assert all(meaning.updates == () for meaning in found)


@pytest.mark.parametrize("table", ["negation", "parts", "plans", "under-way"])
def test_what_is_not_done_is_never_ready(table: str) -> None:
    said = {
        update.status
        for row in rows()
        if row.table == table
        for update in row.understood().updates
    }

    assert said == {Said.PREPARING}
