"""nhacviec rules: the told due moments that changed rules would move, and doing it."""

import secrets
from typing import Annotated

import typer

from bot.messages import rule_effects as words
from bot.messages.words import plain
from bot.redating import Act, Told
from bot.rule_edits import Effect, effect_of, settle
from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    fail,
    is_terminal,
    misused,
    moment_of,
    office_in,
    opened,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.publishing import fill_agencies
from nhacviec.rule_faults import idle
from storage import MovedMeanwhile, Store

app = typer.Typer()

_WHO = "nhacviec rules"


@app.command()
def rules(
    *,
    move: Annotated[
        bool, typer.Option("--move", help="Dời các hạn đã báo, và báo lại các cơ quan.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Giữ các hạn đã báo; không hỏi lại.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")] = False,
    config: ConfigOption = None,
) -> None:
    """Các hạn đã báo mà quy định mới sẽ làm khác: xem, dời, hoặc giữ.

    Xem trước khi sửa cấu hình: nhacviec simulate --compare TỆP-MỚI.toml
    """
    if move and keep:
        misused("Chỉ dùng một trong hai: --move hoặc --keep.")
    settings = configured(config)
    seen, without_effect = run(_look(settings))
    for one in without_effect:
        say(f"Lưu ý: {one}.")
    if not seen.moved:
        typer.echo(plain(str(words.nothing())))
        return
    typer.echo(plain(str(words.question(seen.recounts))))
    if not move and not keep:
        return
    if not yes:
        if not is_terminal():
            fail("Chưa làm: cần người xác nhận, hoặc thêm --yes.")
        typer.confirm("Dời và báo lại?" if move else "Giữ?", abort=True, err=True)
    run(_settle(settings, seen, moving=move))


async def _look(settings: Config) -> tuple[Effect, list[str]]:
    """What the numbers would move, and which of them have no effect."""
    async with opened(settings) as store, store.read() as unit:
        office = await office_in(unit, settings)
        forces = await unit.programmes.in_force()
        found = await effect_of(unit, office=office, at=moment_of(settings))
        return found, list(idle(office.rules, forces))


async def _settle(settings: Config, seen: Effect, *, moving: bool) -> None:
    """What was seen and confirmed; not if it would do something else by now."""
    async with opened(settings) as store:
        await fill_agencies(store, settings.office.name)
        try:
            told = await _settled(store, settings, seen, moving=moving)
        except MovedMeanwhile:
            fail(plain(str(words.changed_since())))
    said = words.settled(
        seen.recounts, told=told.names, unlinked=told.unlinked, moving=moving
    )
    say(plain(str(said)))


async def _settled(
    store: Store, settings: Config, seen: Effect, *, moving: bool
) -> Told:
    now = moment_of(settings)
    act = Act(by=_WHO, where="nhacviec", at=now, key=secrets.token_hex(8))
    async with store.begin() as unit:
        office = await office_in(unit, settings)
        found = await effect_of(unit, office=office, at=now)
        if found.mark != seen.mark:
            raise MovedMeanwhile("rules", found.mark)
        return await settle(unit, found, act, office=office, moving=moving)
