"""The office's numbers as its settings file has them, and those for parts of it."""

from collections.abc import Iterator, Mapping
from datetime import time
from itertools import pairwise
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from nhacviec.calendar_settings import HoursSection
from nhacviec.rule_faults import faults_of_table, faults_of_tables, faults_within
from nhacviec.sending_settings import SendingNumbers
from programme.meeting_kinds import MeetingKind, said_in
from programme.refs import is_ref
from programme.reminders import ChatRole
from programme.rule_tables import Match, RuleTable
from programme.rules import OfficeRules

Days = Annotated[int, Field(ge=0, le=60)]
SomeDays = Annotated[int, Field(ge=1, le=60)]

#: Whom a notice can be kept to, as the settings write it.
_WHOM: Mapping[str, ChatRole] = {
    "office": ChatRole.OFFICE,
    "leaders": ChatRole.LEADER,
    "agencies": ChatRole.AGENCY,
}
_KINDS = {said_in(kind): kind for kind in MeetingKind} | {
    said_in("tiếp công dân"): MeetingKind.RECEPTION
}
_MATCH = ("section", "title", "meeting")


class TableSection(BaseModel):
    """Numbers of their own for the entries it names; what is left out is common."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    section: str | None = None
    title: str | None = None
    meeting: str | None = None
    session_lead: Days | None = None
    period_lead: Days | None = None
    due_time: time | None = None
    steps: tuple[Days, ...] | None = None
    support_step: Days | None = None
    late_days: tuple[SomeDays, ...] | None = None
    late_every: SomeDays | None = None
    eve_at: time | None = None
    morning_at: time | None = None
    leaders_notices: bool | None = None
    audience: tuple[Literal["office", "leaders", "agencies"], ...] | None = None

    @field_validator("section")
    @classmethod
    def _is_ref(cls, section: str) -> str:
        if not is_ref(section):
            raise ValueError("phải là số mục của chương trình, ví dụ “II” hoặc “III.2”")
        return section

    @field_validator("title")
    @classmethod
    def _has_words(cls, title: str) -> str:
        if not said_in(title):
            raise ValueError("phải có chữ, ví dụ “tổng kết”")
        return title

    @field_validator("meeting")
    @classmethod
    def _is_kind(cls, meeting: str) -> str:
        if said_in(meeting) not in _KINDS:
            known = ", ".join(kind.value for kind in MeetingKind)
            raise ValueError(f"không có loại “{meeting}”; chọn một trong: {known}")
        return meeting

    @property
    def match(self) -> Match:
        kind = _KINDS[said_in(self.meeting)] if self.meeting else None
        return Match(section=self.section, title=self.title, meeting=kind)

    @property
    def numbers(self) -> dict[str, Any]:
        given = self.model_dump(exclude={*_MATCH}, exclude_none=True)
        if self.audience is not None:
            given["audience"] = tuple(_WHOM[name] for name in self.audience)
        return given

    @property
    def table(self) -> RuleTable:
        return RuleTable(match=self.match, numbers=tuple(self.numbers.items()))


class RulesSection(SendingNumbers):
    """Counts are working days; hours are those of the office's zone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    session_lead: Days = 5
    period_lead: Days = 0
    due_time: time = time(17, 0)
    steps: tuple[Days, ...] = (10, 5, 2, 1, 0)
    support_step: Days = 5
    late_days: tuple[SomeDays, ...] = (1, 2)
    late_every: SomeDays = 3
    return_days: SomeDays = 2
    extensions: Annotated[int, Field(ge=0, le=20)] = 2
    close_call: Days = 3
    digest_at: time = time(8, 0)
    office_at: time = time(7, 30)
    eve_at: time = time(15, 0)
    morning_at: time = time(7, 0)
    briefing_weekday: Annotated[int, Field(ge=1, le=7)] = 5
    leaders_notices: bool = True
    escalation_days: tuple[SomeDays, ...] = (1, 2, 4)
    escalation_automatic: bool = False
    for_: tuple[TableSection, ...] = Field(default=(), alias="for")

    @field_validator("escalation_days")
    @classmethod
    def _rise(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if len(days) > 3 or any(a >= b for a, b in pairwise(days)):
            raise ValueError("phải tăng dần và có nhiều nhất ba số, ví dụ [1, 2, 4]")
        return days

    def as_rules(self, zone: ZoneInfo) -> OfficeRules:
        numbers = self.model_dump(exclude={"for_"})
        numbers["briefing_weekday"] = self.briefing_weekday - 1
        tables = tuple(one.table for one in self.for_)
        return OfficeRules(zone=zone, tables=tables, **numbers)

    def faults(self, hours: HoursSection) -> Iterator[str]:
        """What contradicts itself or the office's hours, each with its cure."""
        common = self.as_rules(ZoneInfo("UTC"))
        asked = ("due_time", "digest_at", "office_at", "eve_at")
        yield from hours.faults_of({f"rules.{n}": getattr(self, n) for n in asked})
        yield from (f"rules.{fault}" for fault in faults_within(common))
        tables = common.tables
        yield from faults_of_tables(tables)
        for number, table in enumerate(tables, 1):
            yield from faults_of_table(number, table, common, hours)
