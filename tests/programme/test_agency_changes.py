"""A list of agencies against those that are known: what it adds, alters, gets wrong."""

from dataclasses import replace
from datetime import date

import pytest

from programme.agencies import Agency, Successor
from programme.agency_changes import Listed, changes

FINANCE = Agency(
    name="Sở Tài chính", short="Sở TC", aliases=("STC",), source="NĐ 45", taught=("TC",)
)
HOME = Agency(name="Sở Nội vụ", short="Sở NV")
GONE = Agency(name="Sở Kế hoạch", short="Sở KH", valid_to=date(2025, 2, 28))
KNOWN = (FINANCE, HOME, GONE)


def a_row(name: str, line: int = 2, **said: object) -> Listed:
    return Listed(line=line, name=name, **said)  # type: ignore[arg-type] # its fields


def test_a_new_name_is_added() -> None:
    found = changes([a_row("Sở A", aliases=("SA",))], KNOWN)

    assert found.added == [Agency(name="Sở A", short="Sở A", aliases=("SA",))]
    assert found.altered == []
    assert found.wrong == []


def test_what_a_list_does_not_say_stays() -> None:
    row = a_row(
        "sở tài  chính", aliases=("stc", "Tài chính"), valid_to=date(2030, 1, 1)
    )

    found = changes([row], KNOWN)

    ((was, now),) = found.altered
    assert was == FINANCE
    assert now == replace(
        FINANCE, aliases=("STC", "Tài chính"), valid_to=date(2030, 1, 1)
    )


def test_a_dash_makes_blank() -> None:
    cleared = frozenset({"aliases", "source", "short"})

    ((_, now),) = changes([a_row("Sở Tài chính", cleared=cleared)], KNOWN).altered

    assert now == Agency(name="Sở Tài chính", short="Sở Tài chính", taught=("TC",))


def test_the_same_list_again_changes_nothing() -> None:
    rows = [a_row("Sở A"), a_row("Sở Nội vụ", 3, aliases=("SNV",))]
    first = changes(rows, KNOWN)
    names = {agency.name for agency in first.agencies}
    known = [agency for agency in KNOWN if agency.name not in names] + first.agencies

    again = changes(rows, known)

    assert again.is_empty
    assert again.same == 2


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            a_row("Sở A", valid_from=date(2025, 3, 1), valid_to=date(2025, 2, 1)),
            "“Sở A”: ngày kết thúc trước ngày bắt đầu.",
        ),
        (
            a_row("Sở A", successors=(Successor(name="Sở X"),)),
            "Cơ quan kế thừa “Sở X” chưa có trong danh mục.",
        ),
        (
            a_row("Sở A", successors=(Successor(name="sở a"),)),
            "“Sở A” không thể kế thừa chính mình.",
        ),
        (
            a_row("Sở A", short="Sở TC"),
            "“Sở TC” đã là tên của “Sở Tài chính” trong cùng thời gian.",
        ),
        (
            a_row("Sở A", aliases=("sở nội vụ",)),
            "“sở nội vụ” đã là tên của “Sở Nội vụ” trong cùng thời gian.",
        ),
        (
            a_row("STC"),
            "“STC” đã là tên của “Sở Tài chính” trong cùng thời gian.",
        ),
        (a_row("Sở A", short="…"), "“…” không phải là tên."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(row: Listed, message: str) -> None:
    (wrong,) = changes([row], KNOWN).wrong

    assert (wrong.line, wrong.message) == (2, message)


def test_all_is_said_at_once() -> None:
    twice = [a_row("Sở A"), a_row("Sở A", 3), a_row("Sở B", 4, short="Sở NV")]

    found = changes(twice, KNOWN)

    assert [wrong.line for wrong in found.wrong] == [3, 4]
    assert found.wrong[0].message == "“Sở A” đã có ở dòng 2."


def test_a_name_of_another_time_may_come_back() -> None:
    row = a_row("Sở A", aliases=("Sở KH",), valid_from=date(2025, 3, 1))

    assert changes([row], KNOWN).wrong == []


def test_an_alias_may_be_shared_and_will_be_asked_about() -> None:
    found = changes([a_row("Sở A", aliases=("STC",))], KNOWN)

    assert found.wrong == []
    assert found.shared == [("STC", ("Sở A", "Sở Tài chính"))]


def test_a_successor_may_stand_in_the_same_list() -> None:
    heir = Successor(name="Sở B", scope="đất đai")

    found = changes([a_row("Sở A", successors=(heir,)), a_row("Sở B", 3)], KNOWN)

    assert found.wrong == []
    assert found.added[0].successors == (heir,)
