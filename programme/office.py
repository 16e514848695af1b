"""The office that reminds: its name, its numbers, its calendar."""

from dataclasses import dataclass, field

from programme.calendar import WorkCalendar
from programme.dossiers import DossierRules
from programme.rules import OfficeRules


@dataclass(frozen=True, kw_only=True)
class Office:
    """`contact` is whom to call, as it stands at the end of every reminder."""

    name: str = "Văn phòng UBND tỉnh"
    contact: str = "Phòng Tổng hợp"
    rules: OfficeRules = field(default_factory=OfficeRules)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    #: None where papers go by the office's own document system alone.
    dossiers: DossierRules | None = None
