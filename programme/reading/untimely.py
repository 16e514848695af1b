"""Untimely names: a template that still says Sở KH&ĐT, or says it too early.

Who took over is worked out by the registry; a person always looks at it.
"""

from datetime import date, timedelta

from programme.agencies import Agency, Resolved
from programme.reading.desk import Desk
from programme.reading.roles import untimely_in

_A_DAY = timedelta(days=1)
_LONGEST_WORDS = 2_000


def doubt_untimely(said: str, line: int, desk: Desk) -> None:
    """One doubt for each body that `said` names though it is not of the time."""
    for met in untimely_in(said[:_LONGEST_WORDS], desk.registry):
        if met.former is not None:
            _doubt_former(met, met.former, said, line, desk)
        elif met.future is not None:
            _doubt_future(met, met.future, said, line, desk)


def _doubt_former(
    met: Resolved, former: Agency, said: str, line: int, desk: Desk
) -> None:
    ended = former.valid_to + _A_DAY if former.valid_to else None
    desk.doubts.add(
        "former-agency",
        line,
        said,
        agency=former.name,
        ended=_say(ended),
        now=_now(met),
    )


def _now(met: Resolved) -> str:
    if not met.heirs:
        return "đề nghị chọn cơ quan"
    main = met.agency
    others = ", ".join(
        f"{heir.agency.name} ({heir.scope})" if heir.scope else heir.agency.name
        for heir in met.heirs
        if heir.agency != main
    )
    if main is None:
        return f"chức năng nay thuộc {others}; đề nghị chọn cơ quan"
    if others:
        return f"tạm hiểu là {main.name}, một phần nay thuộc {others}; đề nghị kiểm tra"
    return f"tạm hiểu là {main.name}; đề nghị kiểm tra"


def _doubt_future(
    met: Resolved, future: Agency, said: str, line: int, desk: Desk
) -> None:
    names = ", ".join(agency.name for agency in met.candidates)
    desk.doubts.add(
        "future-agency",
        line,
        said,
        agency=future.name,
        begins=_say(future.valid_from),
        then=f" (khi đó là: {names})" if names else "",
    )


def _say(day: date | None) -> str:
    return f"ngày {day:%d/%m/%Y}" if day else "trước đó"
