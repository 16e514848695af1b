"""nhacviec simulate: every message that will be sent; sends nothing."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from bot.messages.words import plain
from bot.wording import Scene
from jobs.comparing import WhatIf, changes, in_force_under, published_otherwise
from jobs.preview import Planned, leading, preview
from jobs.remind import scene_at
from nhacviec import comparing
from nhacviec.commands.shared import (
    ConfigOption,
    JsonOption,
    ProgrammeOption,
    as_moment,
    configured,
    misused,
    moment_of,
    office_in,
    opened,
    refused,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.paper_scene import on_paper
from programme.chats import Chat, ChatState
from programme.errors import Unreadable
from programme.reminders import Addressee
from programme.rules import OFFICE_ZONE
from programme.speech import say_date
from programme.timetable import reminders_between

app = typer.Typer()

_BEFORE_MIDNIGHT = timedelta(microseconds=1)


FromOption = Annotated[
    str | None, typer.Option("--from", metavar="NGÀY", help="Từ ngày (2020-07-01).")
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="NGÀY", help="Đến hết ngày.")
]
PublishedOption = Annotated[
    str | None, typer.Option("--published", metavar="ISO", help="Thời điểm phát hành.")
]
CompareOption = Annotated[
    Path | None,
    typer.Option(
        "--compare",
        metavar="TỆP",
        help="Chỉ in điều sẽ khác nếu dùng [rules] của tệp cấu hình này.",
    ),
]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is simulated: the scene, what was said already, and the chats."""

    scene: Scene
    said: Collection[str] = ()
    chats: Mapping[Addressee, Chat] | None = None
    only: Collection[Addressee] | None = None
    #: The same under another file's rules, if it is to be held against them.
    what_if: WhatIf | None = None
    is_told: bool = False


class _Span(NamedTuple):
    first: date | None
    last: date | None


@app.command()
def simulate(
    *,
    first: FromOption = None,
    last: ToOption = None,
    published: PublishedOption = None,
    programme: ProgrammeOption = None,
    compare: CompareOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """In mọi tin sẽ gửi, cho ai, lúc nào, nếu chưa ai phản hồi; không gửi gì."""
    span = _Span(_day(first), _day(last))
    other = configured(compare) if compare is not None else None
    if programme is not None:
        known = _on_paper(programme, published, config, other)
    else:
        if published is not None:
            misused("--published chỉ dùng cùng --programme.")
        known = run(_from_database(config, other))
    if not known.scene.forces:
        say("Chưa có chương trình nào được phát hành.")
        return
    found = _planned(known, span)
    if known.what_if is not None:
        _compare(known, known.what_if, found, span, as_json=as_json)
        return
    if not found:
        say("Không có tin nào sẽ gửi trong khoảng này.")
    for planned in found:
        if as_json:
            typer.echo(json.dumps(planned.as_json(), ensure_ascii=False))
        else:
            _show(planned)


def _on_paper(
    file: Path, published: str | None, config: Path | None, other: Config | None
) -> Known:
    """By the usual rules, or by those of the file that is named."""
    at = as_moment(published, OFFICE_ZONE) if published else None
    own = configured(config).rules.as_rules(OFFICE_ZONE) if config else None
    what_if = None
    try:
        scene = on_paper(file, published=at, rules=own).scene
        if other is not None:
            rules = other.rules.as_rules(OFFICE_ZONE)
            then = on_paper(file, published=scene.now, rules=rules).scene
            what_if = published_otherwise(scene, then)
    except Unreadable as error:
        refused(error)
    return Known(scene=scene, only=leading(scene.forces), what_if=what_if)


async def _from_database(path: Path | None, other: Config | None) -> Known:
    settings = configured(path)
    now = moment_of(settings)
    async with opened(settings) as store, store.read() as unit:
        office = await office_in(unit, settings)
        scene = await scene_at(unit, now, office)
        rules = other and other.rules.as_rules(office.rules.zone)
        what_if = in_force_under(scene, rules) if rules else None
        scenes = [scene, *([what_if.scene] if what_if else [])]
        said = await unit.reminders.said({key for s in scenes for key in _keys(s)})
        chats = {
            chat.addressee: chat
            for chat in reversed(await unit.chats.all())
            if chat.state is ChatState.LINKED
        }
    return Known(scene=scene, said=said, chats=chats, what_if=what_if, is_told=True)


def _keys(scene: Scene) -> Iterator[str]:
    """Of everything that may have been said of it, or may be yet."""
    wanted = reminders_between(
        scene.forces,
        scene.now - timedelta(days=366),
        scene.now + timedelta(days=366),
        rules=scene.office.rules,
        calendar=scene.office.calendar,
    )
    yield from (reminder.key for reminder in wanted)


def _compare(
    known: Known,
    what_if: WhatIf,
    planned: list[Planned],
    span: _Span,
    *,
    as_json: bool,
) -> None:
    then = _planned(replace(known, scene=what_if.scene), span)
    found = list(changes(planned, then, since=known.scene.now))
    if as_json:
        comparing.show_json(found, what_if, known.chats)
    else:
        comparing.show(found, what_if, is_told=known.is_told)


def _planned(known: Known, span: _Span) -> list[Planned]:
    """What lies before its first day counts as said."""
    scene = known.scene
    zone = scene.office.rules.zone
    begins = span.first or scene.now.astimezone(zone).date()
    ends = span.last or max(force.programme.last_day for force in scene.forces)
    after = datetime.combine(begins, time(0), tzinfo=zone) - _BEFORE_MIDNIGHT
    until = datetime.combine(ends, time.max, tzinfo=zone)
    return list(
        preview(
            scene, after, until, said=known.said, chats=known.chats, only=known.only
        )
    )


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        misused(f"“{text}” không phải là ngày, ví dụ 2020-07-14")


def _show(planned: Planned) -> None:
    at = planned.occasion.at
    to = planned.occasion.to.agency or planned.chat
    typer.echo(f"== {at:%H:%M} {say_date(at.date())} → {to}")
    typer.echo(f"{plain(planned.text)}\n")
