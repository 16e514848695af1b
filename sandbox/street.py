"""The street: bots, people and chats, what was said, and what people do there.

Pure of sockets: `botapi/` and `play/` serve it, tests speak to it directly.

    street = Street(now=clock.now)
    bot = street.bot("NhacViecBot", "Nhắc Việc")
    clerk = street.person("Chuyên viên Sở Nội vụ")
    chat = street.group("Sở Nội vụ", clerk, bots=[bot])
    asked = street.say(chat, clerk, "/mucviec")
    street.press(chat, 7, "Đã sẵn sàng", clerk)
    print(street.transcript(chat))

What the bot is told of lies in `bot.inbox`; `on_request` sees each call it makes
(method, parameters), `on_change` each change a watcher should show.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from dataclasses import replace

from sandbox import group_life, membership, utf16, wire
from sandbox.changes import Answered, Unsaid
from sandbox.chats import BotStatus, Chat, Messenger, NotPossible
from sandbox.links import NotADeepLink, read_link
from sandbox.messages import File, Message
from sandbox.neighbourhood import Neighbourhood
from sandbox.people import Bot, Person
from sandbox.presses import Answer, Press
from sandbox.spotting import spotted, spotted_on
from sandbox.transcript import transcript
from sandbox.upgrading import upgraded
from sandbox.zalo_side.people import ZaloChat, mentioned

#: Characters in a message, in UTF-16 units; in the words beside a file; a file's bytes.
LONGEST = 4096
LONGEST_ON = {Messenger.TELEGRAM: LONGEST, Messenger.ZALO: 2000}
LONGEST_CAPTION = 1024
LARGEST = 20_000_000


class Street(Neighbourhood):
    def messages(self, chat: Chat) -> list[Message]:
        return list(chat.messages.values())

    def transcript(self, chat: Chat) -> str:
        return transcript(chat, zone=self.now().tzinfo)

    # What people do

    def say(
        self,
        chat: Chat,
        person: Person,
        text: str,
        reply_to: int | None = None,
        *,
        mentions: Iterable[Bot] = (),
    ) -> Message:
        """`mentions`: the bots chosen from the picker behind an @, on Zalo."""
        named = [bot for bot in mentions if bot in chat.present_bots()]
        text = mentioned(text.strip(), named) if text.strip() else ""
        if not text:
            raise NotPossible("an empty message")
        longest = LONGEST_ON[chat.messenger]
        if utf16.length(text) > longest:
            raise NotPossible(f"a message of over {longest} characters")
        if reply_to is not None and reply_to not in chat.messages:
            raise NotPossible(f"a reply to message {reply_to}, which is not there")
        self._let_in(chat, person)
        return self.place(
            chat,
            Message(
                id=chat.numbering.next(),
                author=person,
                at=self.now(),
                text=text,
                entities=spotted_on(chat.messenger, text, [b.name for b in named]),
                reply_to=reply_to,
                mentions=frozenset(bot.id for bot in named),
            ),
        )

    def send_file(
        self,
        chat: Chat,
        person: Person,
        name: str,
        data: bytes,
        *,
        caption: str = "",
        reply_to: int | None = None,
    ) -> Message:
        """A person sends a document, with words beside it or none."""
        if not data or len(data) > LARGEST:
            raise NotPossible(f"a file of no bytes, or over {LARGEST}")
        if utf16.length(caption.strip()) > LONGEST_CAPTION:
            raise NotPossible(f"a caption of over {LONGEST_CAPTION} characters")
        self._let_in(chat, person)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = File(id=f"F{self._numbers.next()}", name=name, kind=kind, data=data)
        self.files[file.id] = file
        return self.place(
            chat,
            Message(
                id=chat.numbering.next(),
                author=person,
                at=self.now(),
                text=caption.strip(),
                entities=spotted_on(chat.messenger, caption.strip()),
                reply_to=reply_to,
                file=file,
            ),
        )

    def reword(self, chat: Chat, message_id: int, text: str) -> Message:
        """A person edits a message of their own."""
        was = chat.messages[message_id]
        if was.is_by_bot or was.happening:
            raise NotPossible("to edit what somebody else said")
        if chat.messenger is Messenger.ZALO:
            raise NotPossible("to edit a message on Zalo")
        message = replace(was, text=text, entities=spotted(text), edited_at=self.now())
        return self.change(chat, message, kind="edited_message")

    def press(
        self, chat: Chat, message_id: int, button: str, person: Person | None = None
    ) -> Press:
        """Press the button with this text or data; the bot hears of it at once."""
        message = chat.messages.get(message_id)
        found = message.button(button) if message else None
        if message is None or found is None or found.data is None:
            raise NotPossible(f"to press {button!r} on message {message_id}")
        if not isinstance(message.author, Bot):
            raise NotPossible("to press a button that no bot has made")
        person = person or chat.player
        if person.id not in chat.gone:  # a screen may still show it
            self._let_in(chat, person)
        press = Press(
            id=str(4_300_000_000_000_000 + self._numbers.next()),
            chat=chat,
            message=message,
            person=person,
            data=found.data,
            pressed_at=self.monotonic(),
        )
        self.presses[press.id] = press
        message.author.inbox.put("callback_query", wire.to_press(press))
        return press

    def open_link(
        self,
        address: str,
        person: Person,
        chat: Chat | None = None,
        title: str | None = None,
    ) -> Chat:
        """Follow a deep link into `chat`, a new group called `title`, or in private."""
        link = read_link(address)
        bot = self.bot_named(link.username)
        if bot is None:
            raise NotADeepLink(address)
        if not link.into_group:
            chat = self.private(person, bot)
        else:
            chat = chat or self._new_group(title, person)
            if chat.is_private:
                raise NotPossible(f"to follow {address} into {chat.title}")
            if bot not in chat.present_bots():
                self.add(chat, bot, by=person)
        self.say(chat, person, link.command())
        return chat

    def join(self, chat: Chat, person: Person, by: Person | None = None) -> None:
        membership.join(self, chat, person, by)

    def part(self, chat: Chat, person: Person, by: Person | None = None) -> None:
        """They leave a group; or, put out by somebody, are out of it."""
        membership.part(self, chat, person, by)

    def upgrade(self, chat: Chat) -> Chat:
        """The basic group becomes a supergroup: a new id, numbers from 1."""
        return upgraded(self, chat)

    def rename(self, chat: Chat, title: str, by: Person | None = None) -> None:
        group_life.rename(self, chat, title, by or chat.player)

    def demote(self, chat: Chat, bot: Bot, by: Person | None = None) -> None:
        group_life.demote(self, chat, bot, by or chat.player)

    def delete(self, chat: Chat, by: Person | None = None) -> None:
        group_life.delete(self, chat, by or chat.player)

    # What bots do

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        self.announce(Unsaid(chat, message_id))

    def answer(self, press: Press, answer: Answer) -> None:
        press.answer = answer
        self.announce(Answered(press))

    def _new_group(self, title: str | None, person: Person) -> Chat:
        if not (title and title.strip()):
            raise NotPossible("to add a bot to no group")
        return self.group(title.strip()[:128], person)

    def _let_in(self, chat: Chat, person: Person) -> None:
        if chat.is_over:
            raise NotPossible("to speak in a group that is a supergroup now")
        if person.id in chat.gone:
            raise NotPossible(f"{person.name} to speak in a group they have left")
        if chat.is_private and person != chat.player:
            raise NotPossible(f"{person.name} to speak in somebody else's chat")
        chat.people.setdefault(person.id, person)
        if isinstance(chat, ZaloChat) and chat.is_private:
            self.zalo.let_write(chat)
        if chat.is_private:  # to speak to a bot is to start it, or to unblock it
            self._start(chat)

    def _start(self, chat: Chat) -> None:
        for bot in chat.bots.values():
            if chat.status(bot) is None:
                chat.statuses[bot.id] = BotStatus.MEMBER
            elif chat.status(bot) is BotStatus.KICKED:
                self.add(chat, bot)
