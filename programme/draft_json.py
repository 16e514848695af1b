"""A draft as JSON: the promise of `read --json`, and the record kept of a revision."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from programme.document import (
    AgendaItem,
    Audience,
    Change,
    ChangeAction,
    Doubt,
    Draft,
    KeyTask,
    Meeting,
    Recurring,
    Section,
    Session,
    Signer,
    Status,
)

FORMAT = "nhacviec.programme/1"

Json = dict[str, Any]


def to_json(draft: Draft) -> Json:
    """Every key always present; dates and hours in ISO 8601."""
    return {
        "format": FORMAT,
        "kind": draft.kind,
        "period": draft.period,
        "issuer": draft.issuer,
        "number": draft.number,
        "issued_on": _iso(draft.issued_on),
        "sections": [_section(section) for section in draft.sections],
        "key_tasks": [_key_task(task) for task in draft.key_tasks],
        "meetings": [_meeting(meeting) for meeting in draft.meetings],
        "submissions": [_item(item) for item in draft.submissions],
        "recurring": [_recurring(again) for again in draft.recurring],
        "changes": [_change(change) for change in draft.changes],
        "recipients": list(draft.recipients),
        "signer": _signer(draft.signer),
        "doubts": [_doubt(doubt) for doubt in draft.doubts],
    }


def to_record(draft: Draft) -> Json:
    """As `to_json`, with the lines that the promise leaves out."""
    written = to_json(draft)
    for entry, meeting in zip(written["meetings"], draft.meetings, strict=True):
        entry["line"] = meeting.line
    for entry, again in zip(written["recurring"], draft.recurring, strict=True):
        entry["line"] = again.line
    written["urgent"] = draft.urgent
    return written


def from_json(written: Mapping[str, Any]) -> Draft:
    """The draft back, from either form."""
    return Draft(
        kind=written["kind"],
        period=written["period"],
        issuer=written["issuer"],
        number=written["number"],
        issued_on=_date(written["issued_on"]),
        sections=tuple(Section(**one) for one in written["sections"]),
        key_tasks=tuple(KeyTask(**one) for one in written["key_tasks"]),
        meetings=tuple(_to_meeting(one) for one in written["meetings"]),
        submissions=_to_items(written["submissions"]),
        recurring=tuple(_to_recurring(one) for one in written["recurring"]),
        changes=tuple(_to_change(one) for one in written.get("changes", ())),
        recipients=tuple(written["recipients"]),
        signer=Signer(**written["signer"]),
        doubts=tuple(Doubt(**one) for one in written["doubts"]),
        urgent=written.get("urgent", False),
    )


def _section(section: Section) -> Json:
    return {"ref": section.ref, "title": section.title, "line": section.line}


def _key_task(task: KeyTask) -> Json:
    return {"ordinal": task.ordinal, "text": task.text}


def _meeting(meeting: Meeting) -> Json:
    return {
        "ref": meeting.ref,
        "title": meeting.title,
        "starts_on": meeting.starts_on.isoformat(),
        "ends_on": _iso(meeting.ends_on),
        "time": _clock(meeting.time),
        "ends_at": _clock(meeting.ends_at),
        "session": _word(meeting.session),
        "place": meeting.place,
        "chair": meeting.chair,
        "status": meeting.status.value,
        "lead": list(meeting.lead),
        "support": list(meeting.support),
        "audience": [_audience(one) for one in meeting.audience],
        "items": [_item(item) for item in meeting.items],
    }


def _audience(audience: Audience) -> Json:
    return {
        "words": audience.words,
        "agencies": list(audience.agencies),
        "certain": audience.certain,
    }


def _item(item: AgendaItem) -> Json:
    return {
        "ref": item.ref,
        "ordinal": item.ordinal,
        "title": item.title,
        "lead": list(item.lead),
        "support": list(item.support),
        "due_on": _iso(item.due_on),
        "status": item.status.value,
        "line": item.line,
    }


def _recurring(again: Recurring) -> Json:
    return {
        "ref": again.ref,
        "title": again.title,
        "rrule": again.rrule,
        "time": _clock(again.time),
        "session": _word(again.session),
        "lead": list(again.lead),
    }


def _change(change: Change) -> Json:
    return {
        "action": change.action.value,
        "ref": change.ref,
        "words": change.words,
        "title": change.title,
        "old_date": _iso(change.old_date),
        "new_date": _iso(change.new_date),
        "lead": list(change.lead),
        "support": list(change.support),
        "line": change.line,
    }


def _signer(signer: Signer) -> Json:
    return {
        "by": signer.by,
        "title": signer.title,
        "office": signer.office,
        "name": signer.name,
    }


def _doubt(doubt: Doubt) -> Json:
    return {
        "code": doubt.code,
        "line": doubt.line,
        "text": doubt.text,
        "message": doubt.message,
    }


def _to_meeting(written: Mapping[str, Any]) -> Meeting:
    return Meeting(
        **{
            **written,
            "starts_on": date.fromisoformat(written["starts_on"]),
            "ends_on": _date(written["ends_on"]),
            "time": _time(written["time"]),
            "ends_at": _time(written["ends_at"]),
            "session": _session(written["session"]),
            "status": Status(written["status"]),
            "lead": tuple(written["lead"]),
            "support": tuple(written["support"]),
            "audience": tuple(_to_audience(one) for one in written["audience"]),
            "items": _to_items(written["items"]),
        }
    )


def _to_audience(written: Mapping[str, Any]) -> Audience:
    return Audience(**{**written, "agencies": tuple(written["agencies"])})


def _to_items(written: Iterable[Mapping[str, Any]]) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            **{
                **one,
                "lead": tuple(one["lead"]),
                "support": tuple(one["support"]),
                "due_on": _date(one["due_on"]),
                "status": Status(one["status"]),
            }
        )
        for one in written
    )


def _to_recurring(written: Mapping[str, Any]) -> Recurring:
    return Recurring(
        **{
            **written,
            "time": _time(written["time"]),
            "session": _session(written["session"]),
            "lead": tuple(written["lead"]),
        }
    )


def _to_change(written: Mapping[str, Any]) -> Change:
    return Change(
        **{
            **written,
            "action": ChangeAction(written["action"]),
            "old_date": _date(written["old_date"]),
            "new_date": _date(written["new_date"]),
            "lead": tuple(written["lead"]),
            "support": tuple(written["support"]),
        }
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _clock(hour: time | None) -> str | None:
    return hour.isoformat("minutes") if hour is not None else None


def _word(session: Session | None) -> str | None:
    return session.value if session else None


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _time(written: str | None) -> time | None:
    return time.fromisoformat(written) if written else None


def _session(written: str | None) -> Session | None:
    return Session(written) if written else None
