"""simulate --compare: what another file's rules would change, before anyone is told."""

import json
from collections.abc import Iterator, Mapping, Sequence

import typer

from bot.messages import comparison as words
from jobs.comparing import Change, Changed, Redated, WhatIf
from jobs.preview import channel_of, chat_of
from programme.chats import Chat
from programme.refs import in_order
from programme.reminders import Addressee, ChatRole

_NAMES = {ChatRole.OFFICE: "Văn phòng", ChatRole.LEADER: "Lãnh đạo"}
Chats = Mapping[Addressee, Chat] | None


def show(found: Sequence[Changed], what_if: WhatIf, *, is_told: bool) -> None:
    """To a person: addressee by addressee, old → new. `is_told`: agencies know of
    these due moments already."""
    if not found and not what_if.altered:
        typer.echo(words.nothing())
    elif is_told and what_if.altered:
        typer.echo(words.told_stay(), err=True)
    by_whom: dict[str, list[str]] = {}
    for one in what_if.redated:
        by_whom.setdefault(_name(one.to), []).append(_redated(one))
    for change in found:
        by_whom.setdefault(_name(change.to), []).append(_line(change))
    for name in sorted(by_whom):
        typer.echo(f"== {name}")
        for line in by_whom[name]:
            typer.echo(f"  {line}")
        typer.echo()
    if what_if.stuck:
        refs = sorted({duty.ref for duty in what_if.stuck}, key=in_order)
        typer.echo(words.stuck(refs))


def show_json(found: Sequence[Changed], what_if: WhatIf, chats: Chats) -> None:
    """To a machine: lines as `simulate --json` has them, with `change` and `was`."""
    for line in _lines(found, what_if, chats):
        typer.echo(json.dumps(line, ensure_ascii=False))
    if not found and not what_if.altered:
        typer.echo(words.nothing(), err=True)


def _lines(
    found: Sequence[Changed], what_if: WhatIf, chats: Chats
) -> Iterator[dict[str, object]]:
    for one in what_if.redated:
        yield one.as_json(chat_of(one.to, chats), channel_of(one.to, chats))
    yield from (one.as_json() for one in found)


def _redated(one: Redated) -> str:
    first = one.altered[0]
    return words.redated(first.was.due, first.now.due, one.refs)


def _line(one: Changed) -> str:
    said = one.reminders[0]
    if one.change is Change.MOVED and one.was_at is not None:
        return words.moved(one.was_at, one.at, said, one.refs)
    say_it = words.added if one.change is Change.ADDED else words.dropped
    return say_it(one.at, said, one.refs)


def _name(to: Addressee) -> str:
    if to.role is ChatRole.HEAD:
        return f"Lãnh đạo {to.agency}"
    return to.agency or _NAMES[to.role]
