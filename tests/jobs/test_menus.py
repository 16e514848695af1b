"""Lists of commands: by role, sent once, and anew where a chat becomes another's."""

from dataclasses import dataclass, field, replace

from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
)

from bot.channels import Menu
from bot.channels.telegram import Telegram
from jobs.menus import STALE, menus_of, renew_if_stale, renew_menus
from programme.chats import ChatState
from programme.reminders import ChatRole
from sandbox.app import play_app
from sandbox.serving import serve
from storage import Store
from tests.jobs.makers import linked
from tests.sandbox.world import World


@dataclass
class Shelf:
    """A channel that keeps what it is given, unless it refuses."""

    name: str = "telegram"
    shown: dict[str, Menu] = field(default_factory=dict)
    refuses: bool = False
    calls: int = 0

    async def set_menu(self, menu: Menu) -> bool:
        self.calls += 1
        if not self.refuses:
            self.shown[menu.where] = menu
        return not self.refuses

    def names(self, where: str) -> set[str]:
        return {name for name, _ in self.shown[where].commands}


async def _renew(store: Store, shelf: Shelf) -> int:
    return await renew_menus(store, {shelf.name: shelf})  # type: ignore[dict-item]  # a MenuKeeper, and no more is used of it


async def test_each_role_sees_what_it_may_use(july: Store) -> None:
    shelf = Shelf()
    await _renew(july, shelf)

    assert shelf.names("leaders") == {"board", "late", "agenda", "item", "help"}
    assert {"nudge", "say", "assign", "meeting", "unlink"} <= shelf.names("office")
    assert shelf.names("nn") == {"myitems", "item", "help"}
    for where in ("default", "groups", "private"):
        assert shelf.names(where) == {"start", "help"}


async def test_what_stands_is_not_sent_again(july: Store) -> None:
    shelf = Shelf()
    await _renew(july, shelf)

    assert await _renew(july, shelf) == 0


async def test_what_was_refused_is_sent_at_the_next_renewal(july: Store) -> None:
    shelf = Shelf(refuses=True)
    first = await _renew(july, shelf)
    shelf.refuses = False

    assert await _renew(july, shelf) == first
    assert await _renew(july, shelf) == 0


async def test_an_unlinked_chat_falls_back_to_what_everybody_sees(july: Store) -> None:
    shelf = Shelf()
    await _renew(july, shelf)
    async with july.begin() as unit:
        (chat,) = [one for one in await unit.chats.all() if one.address == "nn"]
        await unit.chats.put(replace(chat, state=ChatState.UNLINKED), was=chat)
        assert unit.chats.relinked

    assert await _renew(july, shelf) == 1
    assert shelf.shown["nn"].commands == ()
    assert await _renew(july, shelf) == 0


async def test_every_description_is_one_that_telegram_takes(july: Store) -> None:
    async with july.read() as unit:
        chats = await unit.chats.all()

    for menu in menus_of(chats, "telegram"):
        assert len(menu.commands) <= 100
        for name, what in menu.commands:
            assert name.isascii()
            assert name.islower()
            assert 3 <= len(what) <= 256


async def test_a_title_that_changes_changes_no_menu(july: Store) -> None:
    async with july.begin() as unit:
        chat = (await unit.chats.all())[0]
        await unit.chats.put(replace(chat, title="Tên mới"), was=chat)

        assert not unit.chats.relinked
        assert chat.role is ChatRole.OFFICE


async def test_telegram_takes_them_and_shows_each_chat_its_own(store: Store) -> None:
    """Through our channel, over HTTP, to the street; asked back with the library."""
    world = World()
    world.street.privacy = False
    chat = world.agencies[0]
    await linked(store, str(chat.id), ChatRole.LEADER)
    async with serve(
        play_app(world.street, clock=world.clock, panel=world.board)
    ) as url:
        telegram = Telegram(world.bot.token, base_url=url)
        await telegram.introduce()
        first = await renew_menus(store, {telegram.name: telegram})
        again = await renew_menus(store, {telegram.name: telegram})
        here = await _shown(telegram, BotCommandScopeChat(chat.id))
        elsewhere = await _shown(telegram, BotCommandScopeAllGroupChats())
        await telegram.close()

    assert (first, again) == (4, 0)
    assert here == {"board", "late", "agenda", "item", "help"}
    assert elsewhere == {"start", "help"}


async def _shown(telegram: Telegram, scope: BotCommandScope) -> set[str]:
    found = await telegram._bot.get_my_commands(scope=scope)
    return {command.command for command in found}


async def test_a_chat_that_the_command_line_unlinked_loses_its_list_at_the_next_tick(
    july: Store,
) -> None:
    shelf = Shelf()
    await _renew(july, shelf)
    channels = {shelf.name: shelf}
    assert await renew_if_stale(july, channels) == 0  # type: ignore[arg-type]  # a MenuKeeper, and no more is used of it

    async with july.begin() as unit:
        chat = await unit.chats.at("telegram", "nn")
        assert chat is not None
        await unit.chats.put(replace(chat, state=ChatState.UNLINKED), was=chat)
        await unit.settings.set(STALE, "yes")

    assert await renew_if_stale(july, channels) == 1  # type: ignore[arg-type]  # as above
    assert shelf.shown["nn"].commands == ()
    assert await renew_if_stale(july, channels) == 0  # type: ignore[arg-type]  # as above
