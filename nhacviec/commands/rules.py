"""nhacviec rules: the told due moments that changed rules would move, and doing it."""

from datetime import datetime
from typing import Annotated

import typer

from bot.messages import rule_effects as words
from bot.messages.words import plain
from bot.redating import Act, Told
from bot.rule_edits import Effect, effect_of, settle
from nhacviec.commands.redating import Redating, do_as_seen
from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    confirm,
    misused,
    moment_of,
    office_in,
    opened,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.rule_faults import idle
from programme.office import Office
from storage import Unit

app = typer.Typer()


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
        confirm("Dời và báo lại?" if move else "Giữ?", undone="Chưa làm")
    run(_settle(settings, seen, moving=move))


async def _look(settings: Config) -> tuple[Effect, list[str]]:
    """What the numbers would move, and which of them have no effect."""
    async with opened(settings) as store, store.read() as unit:
        office = await office_in(unit, settings)
        forces = await unit.programmes.in_force()
        found = await effect_of(unit, office=office, at=moment_of(settings))
        return found, list(idle(office.rules, forces))


async def _settle(settings: Config, seen: Effect, *, moving: bool) -> None:
    async def look(unit: Unit, office: Office, now: datetime) -> Effect:
        return await effect_of(unit, office=office, at=now)

    async def do(unit: Unit, found: Effect, act: Act, office: Office) -> Told:
        return await settle(unit, found, act, office=office, moving=moving)

    settling = Redating(
        name="rules", look=look, do=do, changed_since=words.changed_since()
    )
    told = await do_as_seen(settings, seen, settling)
    said = words.settled(
        seen.recounts, told=told.names, unlinked=told.unlinked, moving=moving
    )
    say(plain(str(said)))
