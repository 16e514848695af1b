"""nhacviec reply: what the bot would understand from a message; changes nothing."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.messages.questions import plain
from nhacviec.commands.shared import (
    ConfigOption,
    JsonOption,
    ProgrammeOption,
    as_moment,
    configured,
    fail,
    misused,
    moment_of,
    office_in,
    opened,
    refused,
    run,
)
from nhacviec.paper_scene import on_paper
from programme.agencies import Registry
from programme.duties import DutyRole
from programme.errors import Unreadable
from programme.office import Office
from programme.programme import InForce
from programme.refs import in_order
from programme.replies import to_json, understand
from programme.replies.meaning import Candidate, Kind, Meaning, Said, Scope
from programme.rules import OFFICE_ZONE
from programme.speech import STATES

app = typer.Typer()

_SAID = {
    Said.PREPARING: STATES[next(s for s in STATES if s == "preparing")],
    Said.BLOCKED: STATES[next(s for s in STATES if s == "blocked")],
    Said.READY: STATES[next(s for s in STATES if s == "ready")],
    Said.EXTENSION: "Đề nghị gia hạn",
    Said.DEFERRAL: "Đề nghị chuyển kỳ họp sau",
    Said.WITHDRAWAL: "Đề nghị rút",
}


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a message is understood against."""

    forces: tuple[InForce, ...]
    registry: Registry
    office: Office
    now: datetime


@app.command()
def reply(
    text: Annotated[list[str] | None, typer.Argument(help="Nội dung tin nhắn.")] = None,
    *,
    agency: Annotated[str, typer.Option("--agency", help="Cơ quan gửi tin.")],
    reply_to: Annotated[
        str | None,
        typer.Option("--reply-to", help="Trả lời tin có các mục này: I.3,I.4"),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="ISO", help="Thời điểm gửi.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Mỗi dòng đầu vào là một tin; in JSON.")
    ] = False,
    programme: ProgrammeOption = None,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Cho biết trợ lý sẽ hiểu một tin nhắn thế nào; không ghi nhận gì."""
    if lines == bool(text):
        misused("Ghi nội dung tin nhắn, hoặc dùng --lines để đọc từ đầu vào.")
    ground = _on_paper(programme) if programme else run(_from_database(config))
    scope = _scope(ground, agency, reply_to, at)
    if lines:
        _each_line(sys.stdin, scope)
        return
    meaning = understand(" ".join(text or ()), scope)
    if as_json:
        typer.echo(json.dumps(_as_json(meaning), ensure_ascii=False))
    else:
        typer.echo(_in_words(meaning))


def _each_line(messages: Iterable[str], scope: Scope) -> None:
    for message in messages:
        meaning = understand(message.rstrip("\n"), scope)
        sys.stdout.write(json.dumps(_as_json(meaning), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _as_json(meaning: Meaning) -> dict[str, Any]:
    question = plain(meaning.unclear) if meaning.kind is Kind.ASK else None
    return to_json(meaning, question)


def _in_words(meaning: Meaning) -> str:
    if meaning.kind is Kind.ASK:
        return f"Hỏi lại: {plain(meaning.unclear)}"
    if meaning.kind is Kind.NONE:
        if meaning.to_office:
            return "Chuyển tới Văn phòng; không ghi nhận trạng thái."
        return "Đã xem." if meaning.seen else "Không phải báo cáo."
    return "\n".join(
        f"{update.item}: {_SAID[update.status]}"
        + (f" đến {update.until:%d/%m/%Y}" if update.until else "")
        + (f" – {update.note}" if update.note else "")
        for update in meaning.updates
    )


def _on_paper(file: Path) -> Ground:
    try:
        paper = on_paper(file)
    except Unreadable as error:
        refused(error)
    return Ground(
        forces=(paper.force,),
        registry=paper.registry,
        office=paper.scene.office,
        now=paper.scene.now,
    )


async def _from_database(path: Path | None) -> Ground:
    settings = configured(path)
    async with opened(settings) as store, store.read() as unit:
        return Ground(
            forces=await unit.programmes.in_force(),
            registry=Registry(await unit.agencies.all()),
            office=await office_in(unit, settings),
            now=moment_of(settings),
        )


def _scope(ground: Ground, written: str, reply_to: str | None, at: str | None) -> Scope:
    agency = ground.registry.find(written)
    if agency is None:
        fail(f"Không tìm thấy cơ quan “{written}”.")
    candidates = [
        Candidate(
            duty=duty.id,
            ref=duty.ref,
            title=duty.title,
            programme=force.programme.period,
            is_open=duty.is_open,
            due=duty.due.at.date(),
        )
        for force in ground.forces
        for duty in sorted(force.duties, key=lambda duty: in_order(duty.ref))
        if duty.agency == agency.name and duty.role is DutyRole.LEAD
    ]
    wanted = {ref.strip().upper() for ref in (reply_to or "").split(",") if ref.strip()}
    pointed = {found.ref: found.duty for found in reversed(candidates)}
    unknown = sorted(wanted - {ref.upper() for ref in pointed})
    if unknown:
        fail(f"{agency.name} không có mục {', '.join(unknown)}.")
    return Scope(
        candidates=tuple(candidates),
        at=as_moment(at, OFFICE_ZONE) if at else ground.now,
        calendar=ground.office.calendar,
        pointed=frozenset(pointed[ref] for ref in pointed if ref.upper() in wanted),
        agency=agency.name,
    )
