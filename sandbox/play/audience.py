"""Those who look at the page now, each with a stream of server-sent events.

A stream opens with the whole state, so that a reader who was cut off needs nothing
else; then come the changes:

    state     everything but the messages       said      a new or changed message
    chats     the list, when it is rearranged   unsaid    a message is gone
    clock     the moment, playing, busy         answered  the bot's word to a press
    panel     the host's fragment               troubles  what goes wrong
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from sandbox.changes import Answered, Change, Rearranged, Said, Unsaid
from sandbox.play import views
from sandbox.play.host import Clock, Panel
from sandbox.play.troubles import troubles_view
from sandbox.street import Street

#: Seconds between two looks at the clock, and for which changes gather before the panel
#: is drawn anew. Silence is broken every so often, so that broken lines are noticed.
CLOCK_TICK, PANEL_REST, SILENCE = 1.0, 0.25, 15.0


class Audience:
    def __init__(self, street: Street, clock: Clock | None, panel: Panel | None):
        self.street, self.clock, self.panel = street, clock, panel
        self.busy = False  # a move of the clock is under way
        self._queues: set[asyncio.Queue[str | None]] = set()
        self._redrawing: asyncio.Task[None] | None = None
        self._drawn = ""
        self._closed = False

    def watch(self) -> None:
        self.street.on_change.append(self.see)

    def state(self) -> views.View:
        return {
            "chats": views.to_chats(self.street),
            "privacy": self.street.privacy,
            "clock": self.clock_view(),
            "has_panel": self.panel is not None,
            "troubles": troubles_view(self.street),
        }

    def clock_view(self) -> views.View:
        clock = self.clock
        now = clock.now() if clock else self.street.now()
        return {
            "day": views.say_day(now),
            "time": f"{now:%H:%M}",
            "moves": clock is not None,
            "playing": clock is not None and clock.playing,
            "can_advance": clock is not None and clock.can_advance,
            "busy": self.busy,
        }

    def see(self, change: Change) -> None:
        """A watcher of the street; says to every reader what changed."""
        if not self._queues:
            return
        match change:
            case Said(chat, message):
                body = {
                    "chat": views.to_chat(self.street, chat),
                    "message": views.to_message(self.street, chat, message),
                }
                self.tell("said", body)
            case Unsaid(chat, message_id):
                self.tell(
                    "unsaid",
                    {"chat": views.to_chat(self.street, chat), "id": message_id},
                )
            case Answered(press) if press.answer is not None:
                answer = press.answer
                self.tell(
                    "answered",
                    {
                        "press": press.id,
                        "text": answer.text,
                        "alert": answer.as_alert,
                        "url": answer.url,
                    },
                )
            case Rearranged() | Answered():
                self.tell("chats", self.state())
        self.redraw()

    def tell(self, name: str, body: Any) -> None:
        for queue in self._queues:
            queue.put_nowait(_event(name, body))

    def redraw(self) -> None:
        """Draw the panel anew, once the changes have come to rest."""
        if self.panel is None or self._redrawing is not None:
            return
        self._redrawing = asyncio.get_running_loop().create_task(self._redraw())

    def close(self) -> None:
        self._closed = True
        for queue in self._queues:
            queue.put_nowait(None)

    async def listen(self) -> AsyncGenerator[str, None]:
        """One reader's stream, until the server closes or the reader leaves."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield "retry: 1000\n" + _event("state", self.state())
            if self.panel is not None:
                yield _event("panel", await self.panel())
            async for text in self._changes(queue):
                yield text
        finally:
            self._queues.discard(queue)

    async def _changes(self, queue: asyncio.Queue[str | None]) -> AsyncIterator[str]:
        shown, silent = self.clock_view(), 0.0
        troubles = troubles_view(self.street)
        while not self._closed:
            try:
                text = await asyncio.wait_for(queue.get(), CLOCK_TICK)
            except TimeoutError:
                silent += CLOCK_TICK
                text = ""
            if text is None:
                return
            if shown != (shown := self.clock_view()):
                text += _event("clock", shown)
            if troubles != (troubles := troubles_view(self.street)):
                text += _event("troubles", troubles)
            if silent >= SILENCE:
                text = text or ": still here\n\n"
            if text:
                silent = 0.0
                yield text

    async def _redraw(self) -> None:
        try:
            await asyncio.sleep(PANEL_REST)
        finally:
            self._redrawing = None
        if self.panel is not None and self._drawn != (drawn := await self.panel()):
            self._drawn = drawn
            self.tell("panel", drawn)


def _event(name: str, body: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"
