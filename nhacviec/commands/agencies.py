"""nhacviec agencies: the registry, and codes that link chats."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import typer

from bot.codes import new_code
from bot.leaving import stand_down
from bot.messages.linking import whom
from jobs.menus import STALE
from nhacviec.commands.agencies_delivery import deliver
from nhacviec.commands.agencies_import import import_
from nhacviec.commands.deep_links import deep_links, ways
from nhacviec.commands.shared import (
    ConfigOption,
    configured,
    fail,
    misused,
    moment_of,
    office_in,
    opened,
    run,
    say,
)
from nhacviec.config import Config
from nhacviec.publishing import fill_agencies
from programme.agencies import Resolved
from programme.chats import Chat, ChatState, LinkCode
from programme.duties import DutyRole
from programme.reminders import ChatRole
from programme.speech import say_moment
from storage import Store, Unit

app = typer.Typer(
    help="Danh mục cơ quan và liên kết nhóm chat.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

app.command("deliver")(deliver)
app.command("import")(import_)

Asked = tuple[ChatRole, str | None]


@app.command("list")
def list_(*, config: ConfigOption = None) -> None:
    """Liệt kê các cơ quan và nhóm chat đã liên kết."""
    run(_list(configured(config)))


@app.command()
def link(
    name: Annotated[str | None, typer.Argument(help="Tên hoặc tên tắt.")] = None,
    *,
    office: Annotated[
        bool, typer.Option("--office", help="Nhóm của Văn phòng.")
    ] = False,
    leader: Annotated[bool, typer.Option("--leader", help="Nhóm lãnh đạo.")] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="Mọi cơ quan đang có nội dung phải chuẩn bị.")
    ] = False,
    of_head: Annotated[
        bool,
        typer.Option("--head", help="Nhóm của lãnh đạo cơ quan, nhận tin khi quá hạn."),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Cấp mã liên kết dùng một lần, hạn ba ngày làm việc."""
    if sum([name is not None, office, leader, everybody]) != 1:
        misused("Chọn một: TÊN CƠ QUAN, --office, --leader hoặc --all.")
    if of_head and name is None:
        misused("--head đi cùng TÊN CƠ QUAN.")
    wanted = ChatRole.OFFICE if office else ChatRole.LEADER if leader else None
    wanted = ChatRole.HEAD if of_head else wanted
    run(_link(configured(config), name, wanted))


@app.command()
def unlink(
    name: Annotated[str, typer.Argument(help="Tên cơ quan, hoặc office, leader.")],
    *,
    config: ConfigOption = None,
) -> None:
    """Bỏ liên kết nhóm chat của một cơ quan; không gửi tin tới đó nữa."""
    run(_unlink(configured(config), name))


@app.command()
def first(
    number: Annotated[int, typer.Argument(help="Số của nhóm, như /who ghi sau dấu #.")],
    *,
    config: ConfigOption = None,
) -> None:
    """Cơ quan có nhiều nhóm: nhóm này nhận tin trước, các nhóm khác dự phòng."""
    run(_first(configured(config), number))


async def _first(settings: Config, number: int) -> None:
    async with opened(settings) as store, store.begin() as unit:
        found = [one for one in await unit.chats.all() if one.id == number]
        if not found or found[0].state is not ChatState.LINKED:
            fail(f"Không có nhóm #{number} nào đang liên kết.")
        (chat,) = found
        await unit.chats.put_first(chat)
        await unit.audit.add(
            at=moment_of(settings),
            who="nhacviec agencies first",
            where=None,
            did="chat-first",
            now=f"{chat.addressee} #{chat.id} {chat.title}",
        )
    say(f"{whom(chat.role, chat.agency)}: nhóm «{chat.title}» nhận tin trước.")


async def _list(settings: Config) -> None:
    async with opened(settings, made=True) as store:
        await fill_agencies(store, settings.office.name)
        async with store.read() as unit:
            agencies = await unit.agencies.all()
            chats = await unit.chats.all()
    today = moment_of(settings).date()
    for chat in chats:
        if chat.agency is None and chat.state is ChatState.LINKED:
            typer.echo(f"{whom(chat.role, None)}\t{_where(chat)}")
    for agency in agencies:
        if agency.lives_on(today):
            own = [chat for chat in chats if chat.agency == agency.name]
            linked = [chat for chat in own if chat.state is ChatState.LINKED]
            said = ", ".join(map(_where, linked)) or "chưa liên kết"
            typer.echo(f"{agency.name}\t{agency.short}\t{said}")


def _where(chat: Chat) -> str:
    part = ", lãnh đạo" if chat.role is ChatRole.HEAD else ""
    return f"#{chat.id} «{chat.title}» ({chat.channel}{part})"


async def _link(settings: Config, name: str | None, role: ChatRole | None) -> None:
    async with opened(settings, made=True) as store:
        await fill_agencies(store, settings.office.name)
        wanted = await _wanted(store, settings, name, role)
        now = moment_of(settings)
        link_of = await deep_links(settings)
        async with store.begin() as unit:
            office = await office_in(unit, settings)
            for who, agency in wanted:
                code = new_code(who, agency, today=now.date(), office=office)
                await unit.links.add(code, by="nhacviec agencies link", at=now)
                _show(code, link_of)
    for way in await ways(settings):
        say(way)


async def _wanted(
    store: Store, settings: Config, name: str | None, role: ChatRole | None
) -> list[Asked]:
    if role is not None and name is None:
        return [(role, None)]
    async with store.read() as unit:
        if name is None:
            return await _everybody(unit)
        today = moment_of(settings).date()
        met = (await unit.agencies.registry(on=today)).resolve(name)
    found = met.agency
    if found is None or met.former is not None:
        fail(_not_found(name, met))
    return [(role or ChatRole.AGENCY, found.name)]


def _not_found(name: str, met: Resolved) -> str:
    said = f"Không tìm thấy cơ quan “{name}”"
    if met.candidates:
        near = "; ".join(agency.name for agency in met.candidates)
        return f"{said}. Có phải: {near}?"
    return f"{said}; xem: nhacviec agencies list"


async def _everybody(unit: Unit) -> list[Asked]:
    names = dict.fromkeys(
        duty.agency
        for force in await unit.programmes.in_force()
        for duty in force.duties
        if duty.role is DutyRole.LEAD
    )
    if not names:
        fail("Chưa có chương trình nào được phát hành.")
    return [(ChatRole.AGENCY, name) for name in names]


def _show(code: LinkCode, link_of: Callable[[str], str | None]) -> None:
    until = say_moment(code.expires_at)
    said = f"{whom(code.role, code.agency)}\t{code.code}\tđến {until}"
    link = link_of(code.token)
    typer.echo(f"{said}\t{link}" if link else said)


async def _unlink(settings: Config, name: str) -> None:
    async with opened(settings) as store, store.begin() as unit:
        found = (await unit.agencies.registry()).find(name)
        chats = [
            chat
            for chat in await unit.chats.all()
            if chat.state is ChatState.LINKED
            and (
                (found is not None and chat.agency == found.name)
                or (chat.agency is None and str(chat.role) == name)
            )
        ]
        if not chats:
            fail(f"Không có nhóm chat nào đang liên kết với “{name}”.")
        await _unlink_all(unit, chats, settings)
    for chat in chats:
        say(f"Đã bỏ liên kết {_where(chat)}.")


async def _unlink_all(unit: Unit, chats: list[Chat], settings: Config) -> None:
    await unit.settings.set(STALE, "yes")  # a service that runs renews their lists
    for chat in chats:
        gone = replace(chat, state=ChatState.UNLINKED)
        await unit.chats.put(gone, was=chat)
        await stand_down(chat, unit, moment_of(settings))
        await unit.audit.add(
            at=moment_of(settings),
            who="nhacviec agencies unlink",
            where=f"{chat.channel}:{chat.address}",
            did="unlink",
            was=str(chat.addressee),
        )
