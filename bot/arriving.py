"""What an arriving document is: the first issue of a programme, or what changes one.

The same for the command line and for a file sent to the bot: looked at, shown, and
once a person of the office has confirmed it, put in force.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.amending import Act, amend
from bot.messages import arrivals
from bot.messages.preview import published
from bot.secret_again import told_again, without_secrets
from programme.amending import Amendment
from programme.carrying import NOTHING_LEFT, CarryOver, carry_over
from programme.changes import amended
from programme.choosing import NOTICE, OtherKind, target_of
from programme.document import Draft
from programme.office import Office
from programme.programme import InForce
from programme.sameness import is_unlike
from programme.telling import told_of
from storage import Unit


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """The first issue (`target` None), or the plan of what it changes.

    `draft` is the whole programme as it would be in force.
    """

    draft: Draft
    target: InForce | None = None
    planned: Amendment | None = None
    over: CarryOver = NOTHING_LEFT
    is_unlike: bool = False

    @property
    def changes_nothing(self) -> bool:
        return self.planned is not None and self.planned.is_empty


async def look_at(unit: Unit, draft: Draft, act: Act, *, office: Office) -> Arrival:
    """Nothing is done yet.

    Raises NoTarget for a notice of nobody knows what, OtherKind for a document that
    is no revision of the programme in force for its period.
    """
    forces = await unit.programmes.in_force()
    draft = await without_secrets(unit, draft)
    target = target_of(draft, forces)
    if target is None:
        over = carry_over(draft, forces, act.at)
        return Arrival(draft=over.noted(draft), over=over)
    was = await unit.programmes.draft_of(target.programme.id)
    if draft.kind not in {NOTICE, was.kind}:
        raise OtherKind(target)
    now = await without_secrets(unit, _whole(was, draft))
    planned = await unit.programmes.plan(
        target.programme.id,
        now,
        rules=office.rules,
        calendar=office.calendar,
        file_name=act.file_name,
        sha256=act.sha256,
        by=act.by,
        at=act.at,
    )
    return Arrival(
        draft=now, target=target, planned=planned, is_unlike=is_unlike(was, now)
    )


def _whole(was: Draft, arrived: Draft) -> Draft:
    """The programme as the document wants it; a notice is applied to what there is."""
    if arrived.kind != NOTICE:
        return arrived
    draft, doubts = amended(was, arrived)
    return replace(draft, doubts=(*arrived.doubts, *doubts))


def say_difference(seen: Arrival, office: Office) -> Sequence[Markup]:
    """What it changes, and what earlier programmes left open; a paragraph each."""
    if seen.target is None:
        over = arrivals.carried(seen.over)
        return (over,) if over else ()
    if seen.planned is None or seen.changes_nothing:
        again = Markup("").join(
            Markup("\n{}").format(x) for x in told_again(seen.draft)
        )
        return (arrivals.nothing_changes(seen.target) + again,)
    names = [told.agency for told in told_of(seen.planned, office.rules)]
    warning = (arrivals.unlike(seen.target),) if seen.is_unlike else ()
    return (*warning, arrivals.would_change(seen.planned, names))


async def put_in_force(
    unit: Unit, draft: Draft, act: Act, *, office: Office
) -> tuple[InForce, Markup]:
    """Stored, recorded and told; answers what to say of it to the office."""
    seen = await look_at(unit, draft, act, office=office)
    if seen.target is None:
        force = await _first_issue(unit, seen, act, office)
        return force, published(draft) + arrivals.carried(seen.over)
    number = seen.target.programme.id
    found = await amend(unit, number, seen.draft, act, office=office)
    return found.done.now, found.said


async def _first_issue(unit: Unit, seen: Arrival, act: Act, office: Office) -> InForce:
    force = await unit.programmes.publish(
        seen.draft,
        rules=office.rules,
        calendar=office.calendar,
        file_name=act.file_name,
        sha256=act.sha256,
        by=act.by,
        at=act.at,
    )
    head = force.programme
    await unit.audit.add(
        at=act.at,
        who=act.by,
        where=act.where,
        did="publish",
        now=f"{head.period} r{head.revision}",
        note=f"{act.file_name} {act.sha256[:12]}",
    )
    await unit.programmes.carry(seen.over, force, at=act.at, by=act.by, where=act.where)
    return await unit.programmes.get(head.id)
