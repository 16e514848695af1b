"""Values for the tests of the cupboard."""

from datetime import UTC, date, datetime, time, timedelta

from programme.calendar import WorkCalendar
from programme.chats import Chat, ChatState, Person
from programme.document import (
    AgendaItem,
    Audience,
    Doubt,
    Draft,
    KeyTask,
    Meeting,
    Recurring,
    Section,
    Session,
    Signer,
)
from programme.duties import Due, DueRule, Duty
from programme.letters import Letter, Posted
from programme.programme import InForce
from programme.reminders import OFFICE, ChatRole, Kind, Reminder, Step
from programme.rules import OfficeRules
from storage import Store, Unit

NOON = datetime(2020, 7, 1, 12, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
A_CALENDAR = WorkCalendar()
LEASE = timedelta(minutes=1)
FINANCE = "Sở Tài chính"
LAN = Person(channel="telegram", address="77", name="Lan")


def a_draft(**changes: object) -> Draft:
    first = AgendaItem(ref="I.1", ordinal=1, title="Kinh tế", lead=(FINANCE,), line=7)
    second = AgendaItem(
        ref="I.2",
        ordinal=2,
        title="Đất đai",
        lead=("Sở Nội vụ",),
        support=(FINANCE,),
        due_on=date(2020, 7, 10),
    )
    session = Meeting(
        ref="I",
        title="Phiên họp thường kỳ",
        starts_on=date(2020, 7, 21),
        time=time(7, 30),
        session=Session.MORNING,
        audience=(Audience(words="các sở", agencies=(FINANCE,), certain=True),),
        items=(first, second),
    )
    said: dict[str, object] = {
        "kind": "month",
        "period": "2020-07",
        "issuer": "UBND tỉnh",
        "sections": (Section(ref="I", title="Hội nghị", line=3),),
        "key_tasks": (KeyTask(ordinal=1, text="Chống hạn"),),
        "meetings": (session,),
        "submissions": (
            AgendaItem(ref="II.1", ordinal=1, title="Quy chế", lead=("Sở Nội vụ",)),
        ),
        "recurring": (
            Recurring(ref="IV", title="Giao ban", rrule="FREQ=WEEKLY;BYDAY=FR"),
        ),
        "recipients": ("Văn phòng Chính phủ",),
        "signer": Signer(by="TL."),
        "doubts": (Doubt(code="typo", line=9, text="…", message="Xem lại."),),
    }
    return Draft(**{**said, **changes})  # type: ignore[arg-type] # a test's own fields


async def published(unit: Unit, **changes: object) -> InForce:
    return await unit.programmes.publish(
        a_draft(**changes),
        rules=OfficeRules(),
        calendar=A_CALENDAR,
        file_name="ct.docx",
        sha256="ab" * 32,
        by="Lan",
        at=NOON,
    )


def a_duty(programme: int) -> Duty:
    due = Due(at=NOON, since=NOON, rule=DueRule.PRINTED)
    return Duty(
        id=0, programme=programme, ref="I.9", title="Đề án", agency=FINANCE, due=due
    )


def a_letter(key: str = "a", **changes: object) -> Letter:
    said: dict[str, object] = {
        "key": key,
        "kind": Kind.DIGEST,
        "at": NOON,
        "text": "Nhắc việc",
        "to": OFFICE,
    }
    return Letter(**{**said, **changes})  # type: ignore[arg-type] # a test's own fields


def a_reminder(key: str = "due:1:v1:T-1") -> Reminder:
    return Reminder(
        key=key,
        to=OFFICE,
        kind=Kind.DIGEST,
        at=NOON,
        step=Step.COMING,
        not_after=NOON + timedelta(days=1),
        count=1,
        programme=1,
        refs=("I.3", "I.10"),
        duty=1,
        day=date(2020, 7, 2),
    )


async def linked(
    unit: Unit,
    address: str = "-100",
    *,
    role: ChatRole = ChatRole.OFFICE,
    agency: str | None = None,
    state: ChatState = ChatState.LINKED,
) -> Chat:
    title = f"Nhóm {address}"
    return await unit.chats.add("telegram", address, title, role, agency, state, NOON)


async def claimed(store: Store, now: datetime = NOON, worker: str = "w") -> Posted:
    posted = await next_claim(store, now, worker)
    assert posted is not None
    return posted


async def next_claim(
    store: Store, now: datetime = NOON, worker: str = "w"
) -> Posted | None:
    async with store.begin() as unit:
        return await unit.outbox.claim(
            worker=worker, now=now, lease=LEASE, occasion_now=now
        )


async def sending(store: Store, now: datetime = NOON) -> Posted:
    return await claimed(store, now)
