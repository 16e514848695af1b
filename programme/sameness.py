"""Where two documents differ and it is not certain what became of what."""

from collections.abc import Iterator

from programme.document import Doubt, Draft
from programme.matching import MAYBE, Entry, Pair, likeness, numbers_of, pairs_of


def is_unlike(was: Draft, now: Draft) -> bool:
    """Whether hardly anything of the one stands in the other: another programme."""
    pairs = pairs_of(was, now)
    before = sum(pair.was is not None for pair in pairs)
    same = sum(bool(pair.was and pair.now) for pair in pairs)
    return before >= 4 and same < before / 3


def doubts_of(was: Draft, now: Draft) -> tuple[Doubt, ...]:
    """Where it is not certain that what changed is still the same matter."""
    pairs = [pair for pair in pairs_of(was, now) if _is_of_item(pair)]
    gone = [pair.was for pair in pairs if pair.now is None and pair.was]
    met = [pair for pair in pairs if pair.was and pair.now]
    found: list[Doubt] = []
    for pair in pairs:
        if pair.now is not None:
            found += _doubts_of_one(pair, pair.now, gone, met)
    return (*found, *_merged(gone, met))


def _is_of_item(pair: Pair) -> bool:
    entry = pair.now or pair.was
    return entry is not None and entry.is_item


def _doubts_of_one(
    pair: Pair, now: Entry, gone: list[Entry], met: list[Pair]
) -> Iterator[Doubt]:
    if pair.was is not None:
        if numbers_of(pair.was.title) != numbers_of(now.title):
            yield _doubt(
                "number-changed",
                now,
                f"Mục {now.ref}: số hiệu trong tên khác với mục {pair.was.ref} đang "
                "thực hiện; đề nghị kiểm tra có đúng là cùng một nội dung không.",
            )
        return
    near = [entry for entry in gone if _may_be(entry, now)]
    if near:
        yield _doubt(
            "same-matter",
            now,
            f"Mục {now.ref} được coi là nội dung mới, mục {near[0].ref} cũ coi như "
            "đã rút; đề nghị kiểm tra có phải cùng một nội dung không.",
        )
        return
    split = [other for other in met if other.was and _may_be(other.was, now)]
    if split and split[0].was and split[0].now:
        yield _doubt(
            "split",
            now,
            f"Mục {now.ref} gần giống mục {split[0].was.ref} đang thực hiện (nay là "
            f"{split[0].now.ref}); đề nghị kiểm tra có phải được tách ra không.",
        )


def _merged(gone: list[Entry], met: list[Pair]) -> Iterator[Doubt]:
    for entry in gone:
        into = [pair.now for pair in met if pair.now and _may_be(entry, pair.now)]
        if into:
            yield _doubt(
                "merged",
                into[0],
                f"Mục {entry.ref} không còn, gần giống mục {into[0].ref} mới; "
                "đề nghị kiểm tra có phải được gộp lại không.",
            )


def _may_be(was: Entry, now: Entry) -> bool:
    return likeness(was.title, now.title) >= MAYBE and bool(
        set(was.lead) & set(now.lead)
    )


def _doubt(code: str, entry: Entry, message: str) -> Doubt:
    return Doubt(code=code, line=entry.said.line, text=entry.title, message=message)
