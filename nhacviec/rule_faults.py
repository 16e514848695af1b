"""Rules that contradict themselves: one line each, with its cure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time
from itertools import pairwise

from nhacviec.calendar_settings import HoursSection
from programme.programme import InForce
from programme.rule_reach import idle_tables
from programme.rule_tables import RuleTable
from programme.rules import OfficeRules


def faults_within(rules: OfficeRules) -> Iterator[str]:
    """Of one whole set of numbers."""
    steps = rules.steps
    twice = {count for count in steps if steps.count(count) > 1}
    if twice:
        yield f"steps: {_listed(sorted(twice))} ghi hai lần; mỗi số chỉ ghi một lần"
    if steps and rules.support_step not in steps:
        yield (
            f"support_step: {rules.support_step} không có trong steps {list(steps)}, "
            "cơ quan phối hợp sẽ không được nhắc; chọn một trong các số ấy"
        )
    if any(a >= b for a, b in pairwise(rules.late_days)):
        yield "late_days: phải tăng dần, ví dụ [1, 2]"
    if _is_quiet(rules.morning_at, rules):
        quiet = f"{rules.quiet_from:%H:%M}–{rules.quiet_to:%H:%M}"
        yield (
            f"morning_at: {rules.morning_at:%H:%M} trong giờ yên lặng ({quiet}), tin "
            "sẽ phải chờ; sửa giờ này hoặc quiet_to"
        )


def faults_of_tables(tables: Sequence[RuleTable]) -> Iterator[str]:
    """Of tables beside one another: the first that speaks of an entry counts."""
    for number, table in enumerate(tables, 1):
        for other, before in enumerate(tables[: number - 1], 1):
            if not _names(table) or not _names(before):
                continue
            if before.match == table.match:
                yield f"{_name(number, table)}: trùng bảng thứ {other}; gộp làm một"
                break
            if before.match.covers(table.match):
                yield (
                    f"{_name(number, table)}: không bao giờ được dùng, vì bảng thứ "
                    f"{other} ({before.match.words}) rộng hơn mà đứng trước; đưa bảng "
                    f"này lên trước"
                )
                break


def idle(rules: OfficeRules, forces: Sequence[InForce]) -> Iterator[str]:
    """Tables without effect on the programmes in force: no fault, for another may come
    that has such a part; but said."""
    if forces:
        for number, table in idle_tables(rules, forces):
            yield (
                f"{_name(number, table)} không áp dụng cho mục nào của chương trình "
                "đang thực hiện; xem lại section, title, meeting"
            )


def faults_of_table(
    number: int, table: RuleTable, common: OfficeRules, hours: HoursSection
) -> Iterator[str]:
    """Of one table, over the common numbers."""
    name = _name(number, table)
    given = dict(table.numbers)
    if not _names(table):
        yield f"{name}: phải có section, title hoặc meeting, để biết dùng cho mục nào"
    if not given:
        yield f"{name}: chưa đặt gì; thêm một số, ví dụ session_lead = 3, hoặc bỏ đi"
    if "period_lead" in given and table.match.meeting is not None:
        yield (
            f"{name}.period_lead: chỉ dùng cho nội dung không thuộc phiên họp nào; "
            "với phiên họp dùng session_lead"
        )
    if {"audience", "leaders_notices"} <= set(given):
        yield f"{name}.leaders_notices: không có tác dụng khi đã có audience; bỏ một"
    asked = {f"{name}.{n}": given[n] for n in ("due_time", "eve_at") if n in given}
    yield from hours.faults_of(asked)
    own = replace(common, tables=(), **given)
    known = set(faults_within(replace(common, tables=())))
    for fault in faults_within(own):
        if fault not in known:
            yield f"{name}.{fault}"


def _names(table: RuleTable) -> bool:
    return bool(table.match.words)


def _name(number: int, table: RuleTable) -> str:
    """rules.for thứ 2 (mục II)"""
    words = f" ({table.match.words})" if table.match.words else ""
    return f"rules.for thứ {number}{words}"


def _is_quiet(at: time, rules: OfficeRules) -> bool:
    first, last = rules.quiet_from, rules.quiet_to
    return first <= at < last if first <= last else at >= first or at < last


def _listed(counts: Sequence[int]) -> str:
    return ", ".join(str(count) for count in counts)
