"""nhacviec calendar: the office's days off, made-up and half; shown and edited."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.calendar_edits import Effect, effect_of, enter
from bot.messages import calendar_effects as effects
from bot.messages import work_calendar as words
from bot.messages.agency_list import say_wrong
from bot.messages.words import plain
from bot.redating import Act, Told
from nhacviec.commands.redating import Redating, do_as_seen
from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    confirm,
    fail,
    misused,
    moment_of,
    office_in,
    office_of,
    opened,
    refused,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.publishing import read_file
from programme.calendar_warnings import warnings_of
from programme.day_words import DaysMisread, read_edits
from programme.days import DayEdits
from programme.errors import Unreadable
from programme.office import Office
from programme.reading.day_list import read_day_list
from storage import Unit

app = typer.Typer(
    help="Lịch làm việc: ngày nghỉ, làm bù, nửa ngày; xem và sửa.",
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)

_BACK, _AHEAD = timedelta(days=7), timedelta(days=366)

DaysArgument = Annotated[
    list[str], typer.Argument(metavar="NGÀY…", help="2/1/2027, 2027-01-02, 4-10/2/2027")
]
SourceOption = Annotated[str, typer.Option("--source", help="Căn cứ, số văn bản.")]
NameOption = Annotated[str, typer.Option("--name", help="Lý do, ví dụ Tết.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")]
MoveOption = Annotated[
    bool, typer.Option("--move", help="Dời cả các hạn đã báo, và báo lại các cơ quan.")
]


@app.callback()
def calendar(context: typer.Context, *, config: ConfigOption = None) -> None:
    """Lịch làm việc: ngày nghỉ, làm bù, nửa ngày; xem và sửa."""
    if context.invoked_subcommand is None:
        show(config=config)


@app.command()
def show(
    *,
    first: Annotated[
        str | None, typer.Option("--from", metavar="NGÀY", help="Từ ngày (2027-01-01).")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="NGÀY", help="Đến hết ngày.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Các ngày khác thường lệ, với căn cứ của từng ngày."""
    settings = configured(config)
    today = moment_of(settings).date()
    known = run(office_of(settings)).calendar
    since = _iso(first) or today - _BACK
    until = _iso(last) or max(since, today) + _AHEAD
    warned = warnings_of(known, today)
    said = words.shown(known, since, until, warned, whole=True)
    typer.echo(plain(str(said)))


def _editing(verb: str, says: str) -> Callable[..., None]:
    """A command that says this one thing of its days."""

    def edit(
        days: DaysArgument,
        *,
        source: SourceOption = "",
        name: NameOption = "",
        move: MoveOption = False,
        yes: YesOption = False,
        config: ConfigOption = None,
    ) -> None:
        settings = configured(config)
        edits = _read(settings, verb, days, source, name)
        _edit(settings, edits, move=move, yes=yes)

    edit.__doc__ = says
    return edit


app.command("off")(_editing("nghỉ", "Ngày nghỉ."))
app.command("work")(_editing("làm", "Ngày làm việc, làm bù."))


@app.command()
def half(
    days: DaysArgument,
    *,
    afternoon: Annotated[
        bool, typer.Option("--afternoon", help="Chỉ làm buổi chiều.")
    ] = False,
    source: SourceOption = "",
    name: NameOption = "",
    move: MoveOption = False,
    yes: YesOption = False,
    config: ConfigOption = None,
) -> None:
    """Ngày chỉ làm một buổi: buổi sáng, hoặc --afternoon."""
    verb = "làm chiều" if afternoon else "làm sáng"
    settings = configured(config)
    edits = _read(settings, verb, days, source, name)
    _edit(settings, edits, move=move, yes=yes)


@app.command()
def remove(
    days: DaysArgument,
    *,
    move: MoveOption = False,
    yes: YesOption = False,
    config: ConfigOption = None,
) -> None:
    """Bỏ điều đã ghi về các ngày này; trở lại như luật và cấu hình."""
    settings = configured(config)
    edits = _read(settings, "bỏ", days)
    _edit(settings, edits, move=move, yes=yes)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Danh sách ngày (.csv).")],
    *,
    move: MoveOption = False,
    yes: YesOption = False,
    config: ConfigOption = None,
) -> None:
    """Ghi nhiều ngày từ tệp .csv; sai một dòng thì không ghi gì.

    Cột: Ngày; Đến ngày; Loại (nghỉ, làm bù, làm sáng, làm chiều); Lý do; Căn cứ.
    """
    settings = configured(config)
    try:
        listed = read_day_list(read_file(file))
    except Unreadable as error:
        refused(error)
    if listed.wrong:
        fail(say_wrong(listed.wrong).unescape())
    _edit(settings, DayEdits(days=tuple(listed.days)), move=move, yes=yes)


def _read(
    settings: Config, verb: str, days: list[str], source: str = "", name: str = ""
) -> DayEdits:
    said = f"{verb} {', '.join(days)}"
    try:
        edits = read_edits(said, today=moment_of(settings).date())
    except DaysMisread as error:
        misused(plain(str(words.why_misread(error))))
    return edits.with_words(name=name, source=source)


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        misused(f"“{text}” không phải là ngày, ví dụ 2027-01-02")


def _edit(settings: Config, edits: DayEdits, *, move: bool, yes: bool) -> None:
    seen = run(_look(settings, edits))
    today = moment_of(settings).date()
    shown = effects.preview(seen.edits, seen.was, seen.recounts, today=today)
    say(plain(str(shown)))
    if not yes:
        confirm("Ghi vào lịch?", undone="Chưa ghi")
    run(_enter(settings, seen, moving=move))


async def _look(settings: Config, edits: DayEdits) -> Effect:
    async with opened(settings, made=True) as store, store.read() as unit:
        own = {one.day for one in await unit.calendar.all()}
        strange = [day for day in edits.removed if day not in own]
        if strange:
            fail(plain(str(effects.nothing_to_drop(strange))))
        office = await office_in(unit, settings)
        return await effect_of(unit, edits, office=office, at=moment_of(settings))


async def _enter(settings: Config, seen: Effect, *, moving: bool) -> None:
    async def look(unit: Unit, office: Office, now: datetime) -> Effect:
        return await effect_of(unit, seen.edits, office=office, at=now)

    async def do(unit: Unit, found: Effect, act: Act, office: Office) -> Told:
        return await enter(unit, found, act, office=office, moving=moving)

    entering = Redating(
        name="calendar",
        look=look,
        do=do,
        changed_since=effects.changed_since(),
        made=True,
    )
    told = await do_as_seen(settings, seen, entering)
    said = effects.entered(
        seen.edits,
        seen.was,
        seen.recounts,
        told=told.names,
        unlinked=told.unlinked,
        moving=moving,
    )
    say(plain(str(said)))
