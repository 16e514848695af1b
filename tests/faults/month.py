"""A month of many agencies that answer as it comes: who they are, and what they do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from bot.channels import Channel
from bot.messages.buttons import Act, unpack
from jobs.pacing import Pace
from nhacviec.clocks import PlayedClock
from nhacviec.service import Service
from nhacviec.timing import timing_of
from programme.agencies import Agency
from programme.calendar import civil_calendar
from programme.chats import ChatState
from programme.document import AgendaItem, Draft, Meeting, Recurring, Session
from programme.duties import DutyState
from programme.office import Office
from programme.reminders import ChatRole
from programme.rules import OFFICE_ZONE
from storage import Arrived, Store
from tests.jobs.shown import Chats, Shown

#: A Saturday that is worked for a Monday that is not; the civil calendar has neither.
MADE_UP, OFF = date(2020, 7, 11), date(2020, 7, 13)
OFFICE = Office(
    name="Văn phòng UBND tỉnh",
    contact="Phòng Tổng hợp, 0204 3854 321",
    calendar=civil_calendar([2020], off=[OFF], worked=[MADE_UP]),
)
PUBLISHED = datetime(2020, 6, 24, 16, 0, tzinfo=OFFICE_ZONE)
LAST = date(2020, 8, 3)
HOURS = (
    *(time(6, 30), time(7), time(7, 30), time(8), time(9, 41), time(15)),
    *(time(16, 47), time(20, 58), time(22, 40)),
)
_WORDS = (
    *("{0} đã xong", "{0} đang làm", "{0} vướng do thiếu số liệu", "hoàn tác"),
    *("{0} đã xong, {1} đang chuẩn bị", "{0} xin lùi đến 20/7", "đã nhận ạ"),
    *("{0} chưa xong", "cảm ơn Văn phòng", "tất cả đã xong"),
)
_DECIDED = (
    *("/accept {0}", "/accept {0}", "/return {0} thiếu phụ lục", "/board"),
    *("/set {0} ready qua điện thoại", "/set {0} preparing qua điện thoại"),
    *("/set {0} withdrawn theo chỉ đạo", "/set {0} deferred chưa đủ hồ sơ"),
)


def names(count: int) -> list[str]:
    return [f"Cơ quan số {number}" for number in range(1, count + 1)]


def a_draft(agencies: list[str], each: int, chance: Random) -> Draft:
    """So many items for each; half for the session, half for the chairman."""
    leads = [name for name in agencies for _ in range(each)]
    chance.shuffle(leads)
    middle = len(leads) // 2
    return Draft(
        kind="month",
        period="2020-07",
        issuer="UBND tỉnh",
        meetings=(
            Meeting(
                ref="I",
                title="Hội nghị UBND tỉnh thường kỳ",
                starts_on=date(2020, 7, 21),
                time=time(7, 30),
                items=_items("I", leads[:middle], agencies, chance),
            ),
            Meeting(
                ref="III.1",
                title="Hội nghị sơ kết sáu tháng",
                starts_on=MADE_UP,
                session=Session.MORNING,
                items=_items("III.1", agencies[:3], agencies, chance),
            ),
        ),
        submissions=_items("II", leads[middle:], agencies, chance),
        recurring=(
            Recurring(ref="IV", title="Giao ban", rrule="FREQ=WEEKLY;BYDAY=FR"),
        ),
        recipients=("Các sở, ngành",),
    )


def _items(
    section: str, leads: list[str], agencies: list[str], chance: Random
) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            ref=f"{section}.{number}",
            ordinal=number,
            title=f"Đề án thứ {number} của mục {section}",
            lead=(lead,),
            support=_support(lead, agencies, chance) if number % 9 == 0 else (),
        )
        for number, lead in enumerate(leads, start=1)
    )


def _support(lead: str, agencies: list[str], chance: Random) -> tuple[str, ...]:
    return (chance.choice([name for name in agencies if name != lead]),)


@dataclass
class Month:
    """A service with its two hands tied: it ticks, hears and sends when it is told."""

    store: Store
    agencies: list[str]
    chance: Random
    clock: PlayedClock = field(default_factory=lambda: PlayedClock(PUBLISHED))
    refs: dict[str, list[str]] = field(default_factory=dict)
    events: int = 0

    def __post_init__(self) -> None:
        self.store.timing = timing_of(OFFICE)
        self.chats = Chats(now=self.clock.now)
        channel: Channel = self.chats
        self.service = Service(
            store=self.store,
            channels={"telegram": channel},
            clock=self.clock,
            office=OFFICE,
            pace=Pace(a_chat=0, over_all=0),
        )

    async def publish(self, each: int) -> None:
        draft = a_draft(self.agencies, each, self.chance)
        async with self.store.begin() as unit:
            for name in self.agencies:
                short = name.replace("Cơ quan số", "CQ")
                await unit.agencies.add(Agency(name=name, short=short))
                await unit.chats.add(
                    *("telegram", name, name, ChatRole.AGENCY, name),
                    *(ChatState.LINKED, PUBLISHED),
                )
            for role in (ChatRole.OFFICE, ChatRole.LEADER):
                await unit.chats.add(
                    *("telegram", str(role), str(role), role, None),
                    *(ChatState.LINKED, PUBLISHED),
                )
            force = await unit.programmes.publish(
                draft,
                rules=OFFICE.rules,
                calendar=OFFICE.calendar,
                file_name="ct.txt",
                sha256="ab" * 32,
                by="Lan",
                at=PUBLISHED,
            )
        for duty in force.duties:
            self.refs.setdefault(duty.agency, []).append(duty.ref)

    async def tick(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        before = self.service._ticked
        await self.service.tick()
        assert self.service._ticked != before, "the tick failed"

    async def send(self) -> None:
        while await self.service.post.deliver_one():
            pass

    async def hear(self, chat: str, **update: Any) -> None:
        self.events += 1
        raw = {"id": self.events, "chat": chat, "person": f"p{self.events % 50}"}
        async with self.store.begin() as unit:
            arrived = [Arrived(update_id=self.events, raw=raw | update)]
            await unit.inbox.put(
                "telegram", arrived, offset=self.events + 1, at=self.clock.real()
            )
        self.service.doorway.ring()
        assert await self.service.doorway.attend_one()

    async def something_happens(self) -> str:
        """In whose chat the news of it is seen."""
        name = self.chance.choice(self.agencies)
        refs = self.chance.sample(self.refs[name], 2)
        what = self.chance.random()
        if what < 0.35:
            await self.hear(name, text=self.chance.choice(_WORDS).format(*refs))
        elif what < 0.7:
            await self._press(name)
        else:
            words = self.chance.choice(_DECIDED).format(*refs)
            await self.hear("office", text=words)
        return name

    async def _press(self, name: str) -> None:
        """Any button of any message; mostly of the newest."""
        shown = [m for m in self.chats.shown.get(name, {}).values() if m.buttons]
        if not shown:
            return
        message = self.chance.choice(
            shown[-2:] if self.chance.random() < 0.8 else shown
        )
        for _ in range(3):
            message = self.chats.shown[name][message.id]
            buttons = [button for row in message.buttons for button in row]
            if not buttons:
                return
            data = self.chance.choice(buttons).data
            await self.hear(name, press=data, press_id="p", message=message.id)
            await self.send()
            said = unpack(data)
            if said is None or said.act is not Act.OPEN:
                return

    async def shut(self, message: Shown, name: str) -> None:
        """Whoever opened an item and pressed none of its states goes back."""
        await self.hear(name, press="1:b", press_id="p", message=message.id)
        await self.send()


def moments() -> Iterator[datetime]:
    """From the publication until after the end of the period."""
    yield PUBLISHED
    day = PUBLISHED.date()
    while day <= LAST:
        for hour in HOURS:
            at = datetime.combine(day, hour, OFFICE_ZONE)
            if at > PUBLISHED:
                yield at
        day += timedelta(days=1)


ENDED = frozenset({DutyState.WITHDRAWN, DutyState.DEFERRED})
