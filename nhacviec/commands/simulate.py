"""nhacviec simulate: every message that will be sent; sends nothing."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.messages.months import forecast
from bot.messages.words import plain
from jobs.comparing import WhatIf, changes, published_otherwise
from jobs.preview import Planned, leading
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
from nhacviec.foreseeing import Known, Span, known_in, planned_in
from nhacviec.paper_scene import on_paper
from nhacviec.rule_faults import idle
from programme.errors import Unreadable
from programme.rules import OFFICE_ZONE
from programme.speech import say_date

app = typer.Typer()

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
    span = Span(_day(first), _day(last))
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
    found = planned_in(known, span)
    if known.what_if is not None:
        _compare(known, known.what_if, found, span, as_json=as_json)
        return
    if not found:
        say("Không có tin nào sẽ gửi trong khoảng này.")
    show = _show_json if as_json else _show
    for planned in found:
        show(planned)
    for one in known.forecasts(found):
        say(plain(forecast(one, others=known.others(one.channel))))


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
        rules = other.rules.as_rules(office.rules.zone) if other else None
        return await known_in(unit, now, office, other=rules)


def _compare(
    known: Known,
    what_if: WhatIf,
    planned: list[Planned],
    span: Span,
    *,
    as_json: bool,
) -> None:
    for one in idle(what_if.scene.office.rules, what_if.scene.forces):
        say(f"Lưu ý: {one}.")
    then = planned_in(replace(known, scene=what_if.scene), span)
    found = list(changes(planned, then, since=known.scene.now))
    if as_json:
        comparing.show_json(found, what_if, known.chats)
    else:
        comparing.show(found, what_if, is_told=known.is_told)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        misused(f"“{text}” không phải là ngày, ví dụ 2020-07-14")


def _show_json(planned: Planned) -> None:
    typer.echo(json.dumps(planned.as_json(), ensure_ascii=False))


def _show(planned: Planned) -> None:
    at = planned.occasion.at
    to = planned.occasion.to.agency or planned.chat
    typer.echo(f"== {at:%H:%M} {say_date(at.date())} → {to}")
    typer.echo(f"{plain(planned.text)}\n")
