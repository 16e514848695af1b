"""What an imported list of agencies would change, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from markupsafe import Markup

from programme.agency import Agency, Successor
from programme.agency_changes import Changes, Wrong

_FIELDS = {
    "short": "tên tắt",
    "aliases": "tên khác",
    "valid_from": "từ ngày",
    "valid_to": "đến ngày",
    "successors": "cơ quan kế thừa",
    "source": "căn cứ",
}
_MOST = 40


def say_wrong(wrong: Sequence[Wrong]) -> Markup:
    """Every fault at once, a line each."""
    lines = [Markup("Dòng {}: {}").format(one.line, one.message) for one in wrong]
    rest = len(lines) - _MOST
    more = [Markup("… và {} lỗi khác.").format(rest)] if rest > 0 else []
    head = Markup("Chưa ghi gì: tệp có {} chỗ cần sửa.").format(len(lines))
    return Markup("\n").join([head, *lines[:_MOST], *more])


def say_changes(found: Changes, unused: Sequence[str] = ()) -> Markup:
    lines = [Markup("+ {}").format(_whole(agency)) for agency in found.added]
    lines += [
        Markup("~ {}: {}").format(was.name, "; ".join(_differences(was, now)))
        for was, now in found.altered
    ]
    lines += [
        Markup("! “{}” là tên chung của {}: khi gặp, trợ lý sẽ hỏi lại.").format(
            name, ", ".join(owners)
        )
        for name, owners in found.shared
    ]
    if unused:
        lines.append(Markup("Cột không dùng đến: {}").format(", ".join(unused)))
    return Markup("\n").join([*lines, _sum(found)])


def _sum(found: Changes) -> Markup:
    if found.is_empty:
        return Markup("Danh mục không có gì thay đổi.")
    return Markup("Thêm {}, sửa {}, giữ nguyên {} cơ quan.").format(
        len(found.added), len(found.altered), found.same
    )


def _whole(agency: Agency) -> str:
    said = [
        f"{words} {_say(getattr(agency, name))}"
        for name, words in _FIELDS.items()
        if getattr(agency, name) and getattr(agency, name) != agency.name
    ]
    return f"{agency.name} ({'; '.join(said)})" if said else agency.name


def _differences(was: Agency, now: Agency) -> Iterator[str]:
    for name in (one.name for one in fields(Agency) if one.name in _FIELDS):
        before, after = getattr(was, name), getattr(now, name)
        if before == after:
            continue
        if name == "aliases" and set(before) <= set(after):
            added = [alias for alias in after if alias not in before]
            yield f"thêm tên khác {', '.join(added)}"
        else:
            yield f"{_FIELDS[name]} {_say(before)} → {_say(after)}"


def _say(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return ", ".join(_say(one) for one in value) or "(trống)"
    if isinstance(value, Successor):
        return f"{value.name} ({value.scope})" if value.scope else value.name
    return str(value) if value else "(trống)"
