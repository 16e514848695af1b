"""nhacviec import FILE: read, show the difference, ask, store and publish."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.amending import take_back
from bot.arriving import Arrival, look_at, say_difference
from bot.messages import arrivals, preview
from bot.messages.trouble import SENTENCES
from bot.messages.words import plain
from bot.publishing import Document
from bot.secret_again import told_again
from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    confirm,
    fail,
    may_be_there,
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
from nhacviec.publishing import (
    act_of,
    fill_agencies,
    publish,
    read_document,
    registry_in,
)
from programme.agencies import Registry
from programme.choosing import NOTICE, NoTarget, OtherKind, called
from programme.document import Draft
from programme.due import is_close_call
from programme.errors import Unreadable
from programme.office import Office
from programme.programme import InForce
from programme.publishing import put_in_force
from storage import AlreadyPublished, MovedMeanwhile, Store

app = typer.Typer()
_BY = "nhacviec import"


@app.command("import")
def import_(
    file: Annotated[
        Path | None, typer.Argument(help="Tệp chương trình, hoặc thông báo thay đổi.")
    ] = None,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Không hỏi lại; phát hành ngay.")
    ] = False,
    period: Annotated[
        str | None, typer.Option("--period", help="Kỳ, ví dụ 2020-07.")
    ] = None,
    taken_back: Annotated[
        str | None,
        typer.Option(
            "--take-back",
            metavar="KỲ",
            help="Thu hồi chương trình phát hành nhầm của kỳ này (hoặc số này).",
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Đọc một văn bản, cho xem thay đổi, rồi phát hành: các cơ quan được báo ngay."""
    if (file is None) == (taken_back is None):
        misused("Cần một tệp, hoặc --take-back KỲ.")
    settings = configured(config)
    at = moment_of(settings)
    if taken_back is not None:
        _take_back(settings, taken_back, at, yes=yes)
    elif file is not None:
        _import(settings, _read(settings, file, period), at, yes=yes)


def _read(settings: Config, file: Path, period: str | None) -> Document:
    registry = run(_registry(settings))
    try:
        return read_document(file, period=period, registry=registry)
    except Unreadable as error:
        refused(error)


async def _registry(settings: Config) -> Registry | None:
    """The office's own agencies, once it has any."""
    if not may_be_there(settings):
        return None
    async with opened(settings, made=True) as store:
        return await registry_in(store)


def _import(settings: Config, document: Document, at: datetime, *, yes: bool) -> None:
    seen = run(_look(settings, document, at))
    if seen.target is None:
        say(preview.draft(document.draft).unescape())
    office = run(office_of(settings))
    for part in say_difference(seen, office):
        say(plain(part))
    if seen.changes_nothing:
        raise typer.Exit(1)
    for again in told_again(seen.draft):
        say(again)
    if seen.target is None:
        _show_close_calls(seen.draft, office, at)
    if yes and seen.is_unlike:
        fail("Chưa cập nhật: văn bản này cần người xem và xác nhận, không dùng --yes.")
    if not yes:
        confirm("Phát hành và báo cho các cơ quan?", undone="Chưa phát hành")
    run(_put_in_force(settings, document, seen, at))


async def _look(settings: Config, document: Document, at: datetime) -> Arrival:
    """Where nothing was stored yet, this is the first issue of all."""
    if not may_be_there(settings):
        if document.draft.kind == NOTICE:
            fail(plain(arrivals.no_target(NoTarget(()))))
        return Arrival(draft=document.draft)
    async with opened(settings, made=True) as store, store.read() as unit:
        try:
            act = act_of(document, by=_BY, at=at)
            office = await office_in(unit, settings)
            return await look_at(unit, document.draft, act, office=office)
        except (NoTarget, OtherKind) as error:
            fail(plain(SENTENCES[type(error)](error)))


def _show_close_calls(draft: Draft, office: Office, at: datetime) -> None:
    over = preview.passed(draft, at.date())
    if over is not None:
        say(over.unescape())
    force = put_in_force(draft, at=at, rules=office.rules, calendar=office.calendar)
    near = [
        duty.ref
        for duty in force.duties
        if is_close_call(duty.due, office.rules, office.calendar)
    ]
    if near:
        refs = list(dict.fromkeys(near))
        say(preview.close_calls(force, refs, office.rules).unescape())


async def _put_in_force(
    settings: Config, document: Document, seen: Arrival, at: datetime
) -> None:
    """What was seen and confirmed; not if the programme is newer by now."""
    async with opened(settings, made=True) as store:
        await fill_agencies(store)
        try:
            if seen.target is not None:
                await _is_as_seen(store, seen.target)
            async with store.read() as unit:
                office = await office_in(unit, settings)
            force = await publish(store, document, office=office, by=_BY, at=at)
        except (AlreadyPublished, MovedMeanwhile):
            fail(
                f"Chương trình {seen.draft.period} vừa được người khác cập nhật; "
                "đề nghị nhập lại để xem thay đổi."
            )
        say(_done(force))


async def _is_as_seen(store: Store, seen: InForce) -> None:
    async with store.read() as unit:
        found = await unit.programmes.get(seen.programme.id)
    if found.programme != seen.programme:
        raise MovedMeanwhile("programme", seen.programme.id)


def _done(force: InForce) -> str:
    head = force.programme
    did = "Đã phát hành" if head.revision == 1 else f"Đã cập nhật (bản {head.revision})"
    return (
        f"{did} chương trình {head.period}: {len(force.duties)} nhiệm vụ. "
        "Dịch vụ (nhacviec run) sẽ gửi tin."
    )


def _take_back(settings: Config, name: str, at: datetime, *, yes: bool) -> None:
    force = run(_called(settings, name))
    if not yes:
        period = force.programme.period
        asked = f"Thu hồi chương trình {period}, thôi nhắc và báo lại?"
        confirm(asked, undone="Chưa thu hồi")
    run(_withdraw(settings, force, at))


async def _called(settings: Config, name: str) -> InForce:
    async with opened(settings) as store, store.read() as unit:
        found = called(name, await unit.programmes.in_force())
    if not found:
        fail(f"Không có chương trình {name} đang thực hiện.")
    if len(found) > 1:
        numbers = ", ".join(force.programme.number or "không số" for force in found)
        fail(f"Có nhiều chương trình {name}: {numbers}. Đề nghị ghi số văn bản.")
    return found[0]


async def _withdraw(settings: Config, force: InForce, at: datetime) -> None:
    async with opened(settings) as store, store.begin() as unit:
        told = await take_back(
            unit,
            force.programme.id,
            office=await office_in(unit, settings),
            by=_BY,
            at=at,
        )
    names = ", ".join(to.agency or "Lãnh đạo" for to in told) or "không ai"
    say(f"Đã thu hồi chương trình {force.programme.period}. Báo lại cho: {names}.")
