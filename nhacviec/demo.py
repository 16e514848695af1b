"""The whole product on loopback: real but for the outside world, which is played."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from markupsafe import Markup

from bot.channels.telegram import Telegram
from bot.channels.zalo import Zalo
from bot.messages import months
from jobs.menus import renew_menus
from jobs.pacing import Pace
from nhacviec.clocks import PlayedClock
from nhacviec.demo_clock import DemoClock
from nhacviec.demo_street import Place, Where, open_chats, some_on_zalo
from nhacviec.example import example_path
from nhacviec.month_settings import MonthSection
from nhacviec.publishing import fill_agencies, publish, read_document
from nhacviec.quotas import quotas_in
from nhacviec.readiness import boards_in
from nhacviec.service import Service
from nhacviec.standing import Standing
from nhacviec.zalo_settings import ZaloSection
from programme.calendar import civil_calendar
from programme.dossiers import DossierRules
from programme.office import Office
from programme.programme import InForce
from programme.rules import OFFICE_ZONE
from sandbox.app import bot_api_app, page_app, zalo_app
from sandbox.chats import Chat, Messenger
from sandbox.people import Bot
from sandbox.serving import serve
from sandbox.street import Street
from sandbox.zalo_side.people import ZaloBot
from storage import Store
from storage.folder import Folder
from web import board as board_page

START = datetime(2020, 6, 24, 16, 0, tzinfo=OFFICE_ZONE)
_ON_ZALO = "Bot Nhắc Việc"  # as Zalo wants its bots to be called
OFFICE = Office(
    name="Văn phòng UBND tỉnh",
    contact="Phòng Tổng hợp",
    calendar=civil_calendar([2019, 2020, 2021]),
    dossiers=DossierRules(),
)


@dataclass(frozen=True, kw_only=True)
class Demo:
    """The demo while it runs. `chats` by official name, "office" and "leader"."""

    url: str
    street: Street
    bot: Bot
    chats: dict[str, Chat]
    store: Store
    clock: DemoClock


@contextlib.asynccontextmanager
async def demo(
    folder: Path,
    *,
    port: int = 0,
    pace: Pace | None = None,
    document: Path | None = None,
    on_zalo: Where = some_on_zalo,
) -> AsyncIterator[Demo]:
    """Runs until the block ends; all it stores lies in `folder`."""
    clock = PlayedClock(START)
    street = Street(now=clock.now)
    bot, zalo = street.bot("NhacViecBot", "Nhắc Việc"), street.zalo.bot(_ON_ZALO)
    street.privacy = False
    async with _published(folder, document or example_path()) as (store, force):
        store.quotas = quotas_in(ZaloSection(), MonthSection(), zalo.token, OFFICE_ZONE)
        where = partial(_bot_of, zalo, on_zalo)
        chats = await open_chats(street, bot, store, force, at=START, zalo_of=where)
        service = _service(store, clock, folder, pace or Pace())
        hand = DemoClock(clock, service, outside=partial(_unheard, bot, street))
        page = page_app(street, clock=hand, panel=lambda: _board(store, clock))
        used = {chat.messenger for chat in chats.values()}
        talking = _talking(service, street, bot, zalo, used)
        async with serve(page, port) as url, talking:
            ticking = asyncio.create_task(hand.run())
            try:
                await hand.settle()
                yield Demo(
                    url=url,
                    street=street,
                    bot=bot,
                    chats=chats,
                    store=store,
                    clock=hand,
                )
            finally:
                ticking.cancel()
                await hand.pause()


def _service(store: Store, clock: PlayedClock, folder: Path, pace: Pace) -> Service:
    return Service(
        store=store,
        channels={},
        clock=clock,
        office=OFFICE,
        standing=Standing(store=store, settled=lambda _: OFFICE),
        pace=pace,
        every=timedelta(seconds=1),
        folder=Folder(folder / "dossiers"),
    )


@contextlib.asynccontextmanager
async def _published(
    folder: Path, document: Path
) -> AsyncIterator[tuple[Store, InForce]]:
    """A new database with the agencies of the time and the programme in force."""
    store = await Store.open(folder / "demo.db")
    try:
        await store.migrate()
        await fill_agencies(store)
        force = await publish(
            store, read_document(document), office=OFFICE, by=OFFICE.name, at=START
        )
        yield store, force
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def _talking(
    service: Service, street: Street, bot: Bot, zalo: ZaloBot, used: set[Messenger]
) -> AsyncIterator[None]:
    """The service on messengers of its own, over HTTP: those that are used.

    Their doors are not the page's: one can be shut for a try while the other stays
    open.
    """
    async with contextlib.AsyncExitStack() as stack:
        found: list[Telegram | Zalo] = []
        if Messenger.TELEGRAM in used:
            url = await stack.enter_async_context(serve(bot_api_app(street)))
            found += [Telegram(bot.token, base_url=url)]
        if Messenger.ZALO in used:
            url = await stack.enter_async_context(serve(zalo_app(street)))
            found += [Zalo(zalo.token, base_url=url)]
        for channel in found:
            stack.push_async_callback(channel.close)
            await channel.introduce()
        service.channels = {channel.name: channel for channel in found}
        await renew_menus(service.store, service.channels)
        await stack.enter_async_context(service.running())
        yield


def _bot_of(zalo: ZaloBot, on_zalo: Where, place: Place) -> ZaloBot | None:
    return zalo if on_zalo(place) else None


def _unheard(bot: Bot, street: Street) -> int:
    return len(bot.inbox) + street.zalo.waiting()


async def _board(store: Store, clock: PlayedClock) -> str:
    """The newest programme's, and what each month has come to."""
    async with store.read() as unit:
        boards, names = await boards_in(unit, clock.now())
        spent = await unit.months.spent(clock.now())
    if not boards:
        return str(board_page.nothing())
    board = board_page.fragment(boards[0], names=names)
    used = [Markup("<p class=quiet>{}</p>").format(months.used(one)) for one in spent]
    return str(Markup("").join([board, *used]))
