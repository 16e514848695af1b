"""The programme of July 2020 in short, and an office, for the tests of the voice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from programme.agencies import Agency, registry_on
from programme.calendar import civil_calendar
from programme.document import (
    AgendaItem,
    Audience,
    Doubt,
    Draft,
    Meeting,
    Recurring,
    Session,
)
from programme.duties import Duty, DutyRole, DutyState
from programme.letters import Buttons
from programme.moves import Move
from programme.occasions import Occasion, gather
from programme.office import Office
from programme.programme import InForce
from programme.publishing import put_in_force
from programme.reminders import Addressee
from programme.rules import OFFICE_ZONE
from programme.timetable import reminders_between

FARMING = "Sở Nông nghiệp và Phát triển nông thôn"
HOME_AFFAIRS = "Sở Nội vụ"
FINANCE = "Sở Tài chính"
JUSTICE = "Sở Tư pháp"
SCHOOLS = "Sở Giáo dục và Đào tạo"

THE_OFFICE = Office(
    name="Văn phòng UBND tỉnh",
    contact="Phòng Tổng hợp, 0204 3854 321",
    calendar=civil_calendar([2019, 2020, 2021]),
)
AGENCIES: tuple[Agency, ...] = tuple(registry_on(date(2020, 7, 1)))
NAMES = {agency.name: agency.short for agency in AGENCIES}


def at(day: int, hour: int = 8, minute: int = 0, *, month: int = 7) -> datetime:
    """A moment of July 2020 in the office's zone."""
    return datetime(2020, month, day, hour, minute, tzinfo=OFFICE_ZONE)


PUBLISHED = at(24, 16, month=6)


def a_session() -> Meeting:
    """Five matters, one of them with two leads."""
    return Meeting(
        ref="I",
        title="Hội nghị UBND tỉnh thường kỳ",
        starts_on=date(2020, 7, 21),
        time=time(7, 30),
        place="Phòng họp số 1, trụ sở UBND tỉnh",
        chair="Chủ tịch UBND tỉnh",
        items=(
            an_item(3, "Nghị quyết hỗ trợ liên kết sản xuất nông sản", FARMING),
            an_item(4, "Bản đồ số hóa vùng sản xuất tập trung", FARMING),
            an_item(5, "Quyết định thay thế Quyết định số 52/2012/QĐ-UBND", JUSTICE),
            an_item(9, "Đề án sắp xếp các hội quần chúng", HOME_AFFAIRS),
            AgendaItem(
                ref="I.12",
                ordinal=12,
                title="Quy chế phối hợp quản lý nợ chính quyền địa phương",
                lead=(FINANCE, JUSTICE),
            ),
        ),
    )


FORESTS = Meeting(
    ref="III.1",
    title="Hội nghị triển khai công tác bảo vệ rừng",
    starts_on=date(2020, 7, 10),
    session=Session.MORNING,
    place="Hội trường tầng 2",
    audience=(Audience(words="Sở NN", agencies=(FARMING,), certain=True),),
)
CITIZENS = Meeting(
    ref="III.2", title="Tiếp công dân định kỳ", starts_on=date(2020, 7, 15)
)
SUBMISSIONS = (
    AgendaItem(
        ref="II.1",
        ordinal=1,
        title="Kế hoạch thời gian năm học 2020 - 2021",
        lead=(SCHOOLS,),
    ),
    AgendaItem(
        ref="II.3",
        ordinal=3,
        title="Kế hoạch tuyển dụng giáo viên năm 2020",
        lead=(HOME_AFFAIRS,),
        support=(SCHOOLS,),
    ),
)
FRIDAYS = Recurring(
    ref="IV",
    title="Chủ tịch và các Phó Chủ tịch giao ban",
    rrule="FREQ=WEEKLY;BYDAY=FR",
    session=Session.MORNING,
)
A_DOUBT = Doubt(
    code="unknown-agency",
    line=97,
    text="(Sở Quy hoạch chuẩn bị)",
    message="Không có cơ quan nào tên như vậy.",
)


def july() -> Draft:
    """A session, two meetings, two submissions, the Friday rule and one doubt."""
    return Draft(
        kind="month",
        period="2020-07",
        issuer="UBND tỉnh",
        meetings=(a_session(), FORESTS, CITIZENS),
        submissions=SUBMISSIONS,
        recurring=(FRIDAYS,),
        recipients=("Thường trực Tỉnh ủy", "Các sở, ngành"),
        doubts=(A_DOUBT,),
    )


def a_june() -> Draft:
    """The month before, in which farming's fourth matter is another one."""
    matter = an_item(4, "Phương án phòng chống thiên tai", FARMING)
    session = Meeting(
        ref="I",
        title="Hội nghị UBND tỉnh thường kỳ",
        starts_on=date(2020, 6, 23),
        items=(matter,),
    )
    return Draft(
        kind="month", period="2020-06", issuer="UBND tỉnh", meetings=(session,)
    )


def an_item(ordinal: int, title: str, *lead: str) -> AgendaItem:
    support = (FINANCE,) if ordinal == 3 else ()
    return AgendaItem(
        ref=f"I.{ordinal}", ordinal=ordinal, title=title, lead=lead, support=support
    )


def in_force(draft: Draft | None = None) -> InForce:
    return put_in_force(
        draft or july(),
        at=PUBLISHED,
        rules=THE_OFFICE.rules,
        calendar=THE_OFFICE.calendar,
    )


def with_state(force: InForce, ref: str, state: DutyState, note: str) -> InForce:
    """As if the agency had said so on the morning of 7 July."""
    moved = tuple(
        replace(duty, state=state, note=note or None, moved_at=at(7, 9))
        if duty.ref == ref
        else duty
        for duty in force.duties
    )
    return replace(force, duties=moved)


def lead_of(force: InForce, ref: str) -> Duty:
    return next(
        duty for duty in force.duties if duty.ref == ref and duty.role is DutyRole.LEAD
    )


def a_move(duty: Duty, state: DutyState, note: str | None = None) -> Move:
    return Move(
        id=duty.id,
        was=duty,
        now=duty.report(state, at=at(7, 9, 5), note=note),
        at=at(7, 9, 5),
        who="Nguyễn Văn Hòa (telegram:77)",
        where="telegram:-100",
    )


def occasion_at(force: InForce, moment: datetime, to: Addressee) -> Occasion:
    """What is said to `to` at that very moment."""
    morning, night = moment.replace(hour=0), moment.replace(hour=23)
    wanted = reminders_between(
        (force,), morning, night, rules=THE_OFFICE.rules, calendar=THE_OFFICE.calendar
    )
    (found,) = (
        occasion
        for occasion in gather(wanted, THE_OFFICE.rules)
        if (occasion.at, occasion.to) == (moment, to)
    )
    return found


def as_read(text: str, buttons: Buttons = ()) -> str:
    """A message as it stands in a chat, its buttons below."""
    rows = ["  ".join(f"[{button.label}]" for button in row) for row in buttons]
    return "\n".join([text, *rows])


def labels(buttons: Sequence[Sequence[object]]) -> list[str]:
    return [button.label for row in buttons for button in row]  # type: ignore[attr-defined] # a Button
