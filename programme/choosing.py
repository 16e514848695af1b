"""Which programme in force an arriving document is about."""

from collections.abc import Iterable, Sequence

from programme.document import Draft
from programme.errors import ProgrammeError
from programme.programme import InForce
from programme.words import bare

NOTICE = "change"


class NoTarget(ProgrammeError):
    """A notice of change whose programme is not known: none is, or several are."""

    def __init__(self, among: Sequence[InForce]) -> None:
        super().__init__(f"{len(among)} programmes may be meant")
        self.among = tuple(among)


class OtherKind(ProgrammeError):
    """An invitation or an agenda, where the month's programme is in force."""

    def __init__(self, force: InForce) -> None:
        super().__init__(f"programme {force.programme.id} is of another kind")
        self.force = force


def target_of(draft: Draft, forces: Sequence[InForce]) -> InForce | None:
    """The programme it amends; None for the first issue of one."""
    same = [force for force in forces if force.programme.period == draft.period]
    ours = [force for force in same if _is_issuer(force, draft)]
    if draft.kind != NOTICE:
        return ours[0] if ours else None
    for found in (ours, same, list(forces)):
        if len(found) == 1:
            return found[0]
    raise NoTarget(same or forces)


def called(name: str, forces: Iterable[InForce]) -> list[InForce]:
    """Those of that period, or with that number."""
    wanted = bare(name).strip()
    return [
        force
        for force in forces
        if wanted in {bare(force.programme.period), bare(force.programme.number or "")}
    ]


def _is_issuer(force: InForce, draft: Draft) -> bool:
    """The same words; a document that does not say whose it is may be anybody's."""
    known, said = force.programme.issuer, draft.issuer
    if known is None or said is None:
        return True
    return _letters(known) == _letters(said)


def _letters(name: str) -> list[str]:
    return bare(name).replace("uy ban nhan dan", "ubnd").split()
