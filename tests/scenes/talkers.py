"""What people mean, and how they come to say it: where one can press, and where not."""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from sandbox.chats import Chat
from sandbox.messages import Message
from sandbox.zalo_side.people import ZaloBot
from tests.scenes.scenery import SHORT, House, offered

#: A code to link a chat with, as the office is given it: another each time.
LINK_CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


@dataclass
class Talker(ABC):
    """The acts of a month. Words are the same on every messenger.

    `asked_back`: what the bot asked before it did anything.
    """

    scene: House
    asked_back: list[str] = field(default_factory=list)

    async def says(self, who: str, words: str) -> None:
        await self.scene.say(who, words)

    async def chooses(self, who: str, *labels: str) -> None:
        """One after another, of the newest message that offers it."""
        await self.scene.press(who, *labels)

    @abstractmethod
    async def reports(self, who: str, ref: str, label: str) -> None:
        """What the newest digest offers for this item."""

    @abstractmethod
    async def reports_by_an_older(self, who: str, ref: str, label: str) -> None:
        """What the first message of all offered for it."""

    @abstractmethod
    async def reports_shortly(self, who: str, ref: str, label: str) -> None:
        """As short as can be; asked what it is about, they say it in full."""

    @abstractmethod
    async def decides(self, ref: str, words: str) -> None:
        """The office, on what is asked for this item."""

    @abstractmethod
    async def hands_in(self, who: str, file: str, data: bytes, words: str) -> None:
        """A file, and the same in words."""

    async def is_followed(self, who: str, name: str) -> None:
        """Whoever spoke for an agency leaves it, and says one thing more; `name`
        speaks for it from now on."""
        former, newcomer = f"{who} (cũ)", f"{who} (mới)"
        chats = self.scene.demo.chats
        await self._let_in(who, newcomer, name)
        await self._let_go(who, former)
        if newcomer in chats:
            chats[SHORT[who]] = chats.pop(newcomer)
        await self.says(former, "các mục đã xong hết rồi")

    @abstractmethod
    async def _let_in(self, who: str, newcomer: str, name: str) -> None: ...

    @abstractmethod
    async def _let_go(self, who: str, former: str) -> None: ...


class Presser(Talker):
    """On Telegram: in groups, with buttons, by replying."""

    async def reports(self, who: str, ref: str, label: str) -> None:
        offers = [m for m in self.scene.said(who) if m.keyboard]
        is_listed = any(m.button(ref) for m in offers[-1:])
        await self.chooses(who, *([ref] if is_listed else []), label)

    async def reports_by_an_older(self, who: str, ref: str, label: str) -> None:
        first = next(m for m in self.scene.said(who) if m.button(ref))
        for button in (ref, label):
            self.scene.demo.street.press(self.scene.chat(who), first.id, button)
            await self.scene.demo.clock.settle()

    async def reports_shortly(self, who: str, ref: str, label: str) -> None:
        await self.reports(who, ref, label)

    async def decides(self, ref: str, words: str) -> None:
        asked = [m for m in self.scene.said("office") if f"mục {ref}:" in m.text]
        waits = [m for m in asked if m.button("Đồng ý")]
        await self.scene.say("office", words, reply_to=waits[-1].id)

    async def hands_in(self, who: str, file: str, data: bytes, words: str) -> None:
        chat = self.scene.chat(who)
        self.scene.demo.street.send_file(chat, chat.player, file, data, caption=words)
        await self.scene.demo.clock.settle()

    async def _let_in(self, who: str, newcomer: str, name: str) -> None:
        street, chat = self.scene.demo.street, self.scene.chat(who)
        street.join(chat, street.person(name))
        await self.scene.demo.clock.settle()

    async def _let_go(self, who: str, former: str) -> None:
        street, chat = self.scene.demo.street, self.scene.chat(who)
        leaver, follower = chat.player, list(chat.people.values())[-1]
        street.part(chat, leaver)
        chat.player = follower
        self.scene.demo.chats[former] = street.private(leaver, self.scene.demo.bot)
        await self.scene.demo.clock.settle()


class Typist(Talker):
    """On Zalo: alone with the bot, and nothing to press or to reply to."""

    async def reports(self, who: str, ref: str, label: str) -> None:
        await self.says(who, _code(self.scene.said(who)[-1], ref, label))

    async def reports_by_an_older(self, who: str, ref: str, label: str) -> None:
        await self.says(who, _code(self.scene.said(who)[0], ref, label))

    async def reports_shortly(self, who: str, ref: str, label: str) -> None:
        code, before = self._newest_code(who, ref, label), await self.scene.states()
        await self.says(who, code[1:])
        if self._is_asked_back(who):
            assert await self.scene.states() == before
            assert code in self.scene.last(who)
            await self.says(who, code)

    def _is_asked_back(self, who: str) -> bool:
        said = self.scene.last(who)
        if said.startswith("Xin hỏi"):
            self.asked_back.append(said)
        return said.startswith("Xin hỏi")

    def _newest_code(self, who: str, ref: str, label: str) -> str:
        said = [m for m in self.scene.said(who) if dict(offered(m.text))]
        return _code(said[-1], ref, label)

    async def decides(self, ref: str, words: str) -> None:
        """In a word of their own; by its code, if they are asked which."""
        await self.says("office", words)
        if self._is_asked_back("office"):
            said = self.scene.last("office")
            (code,) = re.findall(rf"\b([A-Z]\d+) \({re.escape(ref)}: ", said)
            await self.says("office", code)

    async def hands_in(self, who: str, file: str, data: bytes, words: str) -> None:
        chat, before = self.scene.chat(who), len(self.scene.said(who))
        self.scene.demo.street.send_file(chat, chat.player, file, data)
        await self.scene.demo.clock.settle()
        (refused,) = self.scene.said(who)[before:]
        assert "không nhận được tệp" in refused.text
        await self.says(who, words)

    async def _let_in(self, who: str, newcomer: str, name: str) -> None:
        """Nobody tells of who comes: a code is passed on, and typed."""
        street = self.scene.demo.street
        person = street.person(name)
        chat = street.zalo.private(person, self._bot)
        self.scene.demo.chats[newcomer] = chat
        await self.says("office", f"/link {SHORT[who]}")
        (code,) = set(LINK_CODE.findall(self.scene.last("office")))
        await self.says(newcomer, code)
        await self.chooses("office", "Đúng, xác nhận")

    async def _let_go(self, who: str, former: str) -> None:
        """Nor of who leaves: the office says it."""
        chat = self.scene.chat(who)
        self.scene.demo.chats[former] = chat
        number = await self._number_of(chat)
        await self.says("office", f"/unlink #{number}")
        await self.chooses("office", "Bỏ liên kết")

    async def _number_of(self, chat: Chat) -> int:
        async with self.scene.demo.store.read() as unit:
            found = await unit.chats.at("zalo", chat.address)
        assert found is not None
        return found.id

    @property
    def _bot(self) -> ZaloBot:
        (bot,) = self.scene.demo.street.zalo.bots.values()
        return bot


def _code(message: Message, ref: str, label: str) -> str:
    codes = dict(offered(message.text))
    small = label[:1].lower() + label[1:]
    return codes.get(f"{ref}: {small}") or codes[small]
