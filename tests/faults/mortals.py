"""A database and channels that may die at named points, or stand still there."""

import contextlib
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any, TypeAlias

from bot.channels import NotProbed, Outcome, Probed
from bot.channels.telegram import Telegram
from bot.channels.zalo import Zalo
from programme.letters import Letter
from storage import Store, Unit
from tests.faults.dying import Death


class MortalStore(Store):
    """Every transaction that is written has two points, named for who writes it."""

    death: Death

    def begin(self) -> contextlib._AsyncGeneratorContextManager[Unit]:
        frame = sys._getframe(1)
        name = f"{frame.f_globals['__name__']}.{frame.f_code.co_name}"
        return self._dying(name, super().begin())

    @contextlib.asynccontextmanager
    async def _dying(
        self, name: str, begun: contextlib.AbstractAsyncContextManager[Unit]
    ) -> AsyncIterator[Unit]:
        async with begun as unit:
            yield unit
            self.death.pass_by(f"{name}>")
        self.death.pass_by(f"{name}<")


class MortalTelegram(Telegram):
    death: Death

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        name = "edit" if letter.edits else "copy" if copy else "send"
        self.death.pass_by(f"{name}>")
        outcome = await super().send(letter, address, copy=copy)
        self.death.pass_by(f"{name}<")
        return outcome

    async def probe(
        self, letter: Letter, address: str, message_id: str, *, copy: bool
    ) -> Probed | NotProbed:
        self.death.pass_by("probe>")
        found = await super().probe(letter, address, message_id, copy=copy)
        self.death.pass_by("probe<")
        return found

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        self.death.pass_by("updates>")
        found = await super().updates(offset, wait)
        if found:
            self.death.pass_by("updates<")
        return found

    async def answer_press(self, press_id: str, text: str | None) -> None:
        self.death.pass_by("press>")
        await super().answer_press(press_id, text)
        self.death.pass_by("press<")


class MortalZalo(Zalo):
    death: Death

    async def send(self, letter: Letter, address: str, *, copy: bool) -> Outcome:
        name = "copy" if copy else "send"
        self.death.pass_by(f"{name}>")
        outcome = await super().send(letter, address, copy=copy)
        self.death.pass_by(f"{name}<")
        return outcome

    async def _say(self, letter: Letter, address: str, text: str) -> Outcome:
        """Each of a letter's parts is a message of its own."""
        outcome = await super()._say(letter, address, text)
        self.death.pass_by("part<")
        return outcome

    async def updates(
        self, offset: int | None, wait: timedelta
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        self.death.pass_by("updates>")
        found = await super().updates(offset, wait)
        if found:
            self.death.pass_by("updates<")
        return found


Mortal: TypeAlias = MortalTelegram | MortalZalo
