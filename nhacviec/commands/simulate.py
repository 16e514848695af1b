"""nhacviec simulate: every message that will be sent; sends nothing."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.messages.words import plain
from bot.wording import Scene
from jobs.preview import Planned, leading, preview
from jobs.remind import scene_at
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
from nhacviec.paper_scene import on_paper
from programme.chats import Chat, ChatState
from programme.errors import Unreadable
from programme.reminders import Addressee
from programme.rules import OFFICE_ZONE
from programme.speech import say_date
from programme.timetable import reminders_between

app = typer.Typer()

_BEFORE_MIDNIGHT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is simulated: the scene, what was said already, and the chats."""

    scene: Scene
    said: Collection[str] = ()
    chats: Mapping[Addressee, Chat] | None = None
    only: Collection[Addressee] | None = None


@app.command()
def simulate(
    *,
    first: Annotated[
        str | None, typer.Option("--from", metavar="NGÀY", help="Từ ngày (2020-07-01).")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="NGÀY", help="Đến hết ngày.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="ISO", help="Thời điểm phát hành."),
    ] = None,
    programme: ProgrammeOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """In mọi tin sẽ gửi, cho ai, lúc nào, nếu chưa ai phản hồi; không gửi gì."""
    if programme is not None:
        known = _on_paper(programme, published)
    else:
        if published is not None:
            misused("--published chỉ dùng cùng --programme.")
        known = run(_from_database(config))
    found = _planned(known, first, last)
    if not known.scene.forces:
        say("Chưa có chương trình nào được phát hành.")
    elif not found:
        say("Không có tin nào sẽ gửi trong khoảng này.")
    for planned in found:
        if as_json:
            typer.echo(json.dumps(planned.as_json(), ensure_ascii=False))
        else:
            _show(planned)


def _on_paper(file: Path, published: str | None) -> Known:
    at = as_moment(published, OFFICE_ZONE) if published else None
    try:
        paper = on_paper(file, published=at)
    except Unreadable as error:
        refused(error)
    return Known(scene=paper.scene, only=leading(paper.scene.forces))


async def _from_database(path: Path | None) -> Known:
    settings = configured(path)
    now = moment_of(settings)
    async with opened(settings) as store, store.read() as unit:
        office = await office_in(unit, settings)
        scene = await scene_at(unit, now, office)
        wanted = reminders_between(
            scene.forces,
            now - timedelta(days=366),
            now + timedelta(days=366),
            rules=office.rules,
            calendar=office.calendar,
        )
        said = await unit.reminders.said(reminder.key for reminder in wanted)
        chats = {
            chat.addressee: chat
            for chat in reversed(await unit.chats.all())
            if chat.state is ChatState.LINKED
        }
    return Known(scene=scene, said=said, chats=chats)


def _planned(known: Known, first: str | None, last: str | None) -> list[Planned]:
    """What lies before `first` counts as said."""
    scene = known.scene
    if not scene.forces:
        return []
    zone = scene.office.rules.zone
    begins = _day(first) or scene.now.astimezone(zone).date()
    ends = _day(last) or max(force.programme.last_day for force in scene.forces)
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
