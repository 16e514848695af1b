"""Whether and where dossiers are taken, as the settings file has it."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from programme.dossiers import DossierRules
from storage.folder import Folder

_A_GIGABYTE = 1_000_000_000


class DossiersSection(BaseModel):
    """Off where papers go by the office's own document system alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = True
    folder: str = ""
    per_item: Annotated[int, Field(ge=1, le=1000)] = 20
    per_day: Annotated[int, Field(ge=1, le=1000)] = 40
    total_gb: Annotated[int, Field(ge=1, le=10_000)] = 5

    @property
    def rules(self) -> DossierRules | None:
        if not self.enabled:
            return None
        return DossierRules(
            most_of_duty=self.per_item,
            most_of_day=self.per_day,
            most_bytes=self.total_gb * _A_GIGABYTE,
        )

    def kept_in(self, usual: Path) -> Folder | None:
        """`usual`: beside the database, where no other place is named."""
        rules = self.rules
        if rules is None:
            return None
        return Folder(
            Path(self.folder) if self.folder else usual, most=rules.most_bytes
        )

    def beside(self, folder: Path) -> Self:
        """A path is relative to the file that names it."""
        if not self.folder:
            return self
        return self.model_copy(update={"folder": str(folder / self.folder)})
