"""The town on Zalo: the same chats, but nothing to press and nothing to write over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.asked import Answer, Asked
from bot.channels.zalo_text import plain
from bot.offering import take_numbered
from bot.said_anew import without_edits
from programme.chats import Chat, ChatState, Person
from programme.letters import Posted
from programme.reminders import ChatRole
from storage import Store, Unit
from tests.bot.makers import FARMING, FINANCE, HOME_AFFAIRS, JUSTICE, at
from tests.bot.talk import LEASE, Said, Talk

LAN = Person(channel="zalo", address="p-lan", name="Nguyễn Thị Lan")
HUNG = Person(channel="zalo", address="p-hung", name="Trần Văn Hùng")


@dataclass(kw_only=True)
class ZaloTalk(Talk):
    async def link(
        self, address: str, role: ChatRole, agency: str | None = None
    ) -> Chat:
        title = f"Nhóm {agency or role}"
        async with self.store.begin() as unit:
            return await unit.chats.add(
                "zalo", address, title, role, agency, ChatState.LINKED, self.now
            )

    async def write(self, text: str, *, to: str = "nv", by: Person = LAN) -> list[str]:
        """What is said anywhere because of this message, as people read it."""
        return [plain(one.text) for one in await self.say(to, text, by=by)]

    def asked(self, address: str, *, by: Person = LAN, text: str = "") -> Asked:
        asked = super().asked(address, by=by, text=text)
        return replace(asked, key=f"zalo:{self._numbers}", channel="zalo")

    async def _post(self, unit: Unit, asked: Asked, answers: Sequence[Answer]) -> None:
        await super()._post(unit, asked, without_edits(answers))

    async def _next(self) -> Posted | None:
        """As the post does it: what is dropped on the way makes room for the next."""
        while True:
            async with self.store.begin() as unit:
                if not await unit.outbox.heads(self.now, 1, self.now):
                    return None
            if taken := await self._taken():
                return taken[0]

    async def _taken(self) -> list[Posted]:
        async with self.store.begin() as unit:
            heads = await unit.outbox.heads(self.now, 1, self.now)
            return await take_numbered(
                unit,
                heads,
                worker="w",
                now=self.now,
                lease_until=self.now + LEASE,
                occasion_now=self.now,
            )

    async def _appear(self, posted: Posted) -> Said:
        assert posted.letter.edits is None
        assert posted.letter.buttons == ()
        return await super()._appear(posted)


#: The chats of the town, by address.
TOWN = {"nn": FARMING, "nv": HOME_AFFAIRS, "tc": FINANCE, "tp": JUSTICE}


async def a_town(store: Store) -> ZaloTalk:
    """7 July, 09:00: July is published, the town is linked on Zalo."""
    town = ZaloTalk(store=store, now=at(7, 9))
    await town.publish()
    await town.link("office", ChatRole.OFFICE)
    await town.link("leaders", ChatRole.LEADER)
    for address, name in TOWN.items():
        await town.link(address, ChatRole.AGENCY, name)
    return town
