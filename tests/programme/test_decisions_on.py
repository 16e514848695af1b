"""About which of several items the office's words are, or that it is not certain."""

import pytest

from programme.decisions_on import Said, chosen, names_items, read_which


@pytest.mark.parametrize(
    ("text", "rest", "refs"),
    [
        ("đồng ý", "đồng ý", ()),
        ("đồng ý mục 3", "đồng ý", ("3",)),
        ("Đồng ý mục I.3 ạ", "Đồng ý ạ", ("I.3",)),
        ("dong y muc ii.2", "dong y", ("II.2",)),
        ("I.4: không, vì trùng mục 5", "không, vì trùng mục 5", ("I.4",)),
        ("đồng ý mục 3, 4 và 5", "đồng ý", ("3", "4", "5")),
        ("đồng ý mục 3 và mục 4", "đồng ý", ("3", "4")),
        ("đồng ý I.3, I.4", "đồng ý", ("I.3", "I.4")),
        ("đồng ý mục 3, mục 3", "đồng ý", ("3",)),
        ("mục 3 đến 20/7", "đến 20/7", ("3",)),
        ("đồng ý mục 3, 20/7", "đồng ý 20/7", ("3",)),
        ("đồng ý mục 3 thêm 3 ngày", "đồng ý thêm 3 ngày", ("3",)),
        ("đồng ý với mục số 3", "đồng ý", ("3",)),
        ("từ chối do mục 3 còn thiếu", "từ chối do mục 3 còn thiếu", ()),
        ("mục 3", "", ("3",)),
        ("đồng ý cho đơn vị ở mục 3", "đồng ý cho đơn vị", ("3",)),
        ("đồng ý mục 3 của Sở trường", "đồng ý của Sở trường", ("3",)),
        ("đến 20/7", "đến 20/7", ()),
    ],
)
def test_items_that_are_named(text: str, rest: str, refs: tuple[str, ...]) -> None:
    assert read_which(text) == Said(rest=rest, refs=refs)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("đồng ý tất cả", None),
        ("đồng ý toàn bộ các đề nghị trên", None),
        ("đồng ý cả hai mục", 2),
        ("đồng ý với cả 5 đề nghị", 5),
    ],
)
def test_all_that_wait(text: str, count: int | None) -> None:
    assert read_which(text) == Said(rest="đồng ý", every=True, count=count)


@pytest.mark.parametrize(
    "text",
    [
        "đồng ý trừ mục 3",
        "đồng ý tất cả trừ mục 3",
        "mục 3 đồng ý, mục 4 không",
        "đồng ý mục 3-5",
        "đồng ý I.3-5",
        "đồng ý mục 3 đến mục 5",
        "đồng ý 3 mục",
        "đồng ý mục 3, mục còn lại không",
        "mục 3 đồng ý mục 4 đến 20/7",
        "đồng ý vài mục",
        "riêng mục 3 thì đồng ý",
    ],
)
def test_what_is_not_certain_is_nobodys(text: str) -> None:
    assert read_which(text) is None


def test_letters_without_a_place_of_their_own_change_nothing() -> None:
    assert read_which("đồng ý mu\u0323c 3 ß") == Said(rest="dong y ss", refs=("3",))


@pytest.mark.parametrize(
    ("refs", "places"),
    [
        (("I.3",), [0]),
        (("4", "I.3"), [1, 0]),
        (("I.4", "4"), [1]),
        (("3",), None),  # I.3, or II.3
        (("9",), None),
        (("4", "9"), None),
        ((), []),
    ],
)
def test_a_ref_has_to_be_there_and_alone(
    refs: tuple[str, ...], places: list[int] | None
) -> None:
    assert chosen(refs, ["I.3", "I.4", "II.3"]) == places


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("đồng ý mục 3", True),
        ("đồng ý I.3-5", True),
        ("đồng ý", False),
        ("không, vì trùng mục 3", False),
        ("đến 20/7", False),
    ],
)
def test_whether_any_item_is_named(text: str, *, is_named: bool) -> None:
    assert names_items(text) is is_named
