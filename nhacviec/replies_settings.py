"""What an office adds to the words the bot understands, as the settings file has it."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

from programme.replies.own_words import OwnWords, WordsFaulty, own_words


class RepliesSection(BaseModel):
    """A file of the office's own words, beside ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lexicon: Path | None = None

    def beside(self, folder: Path) -> Self:
        """A path is relative to the file that names it."""
        if self.lexicon is None:
            return self
        return self.model_copy(update={"lexicon": folder / self.lexicon})

    @property
    def words(self) -> OwnWords:
        """Raises WordsFaulty, with every fault of the file."""
        if self.lexicon is None:
            return {}
        try:
            return own_words(self.lexicon.read_text("utf-8"))
        except OSError as error:
            raise WordsFaulty([f"không đọc được tệp: {error.strerror}"]) from None
        except UnicodeDecodeError:
            raise WordsFaulty(["phải lưu tệp theo UTF-8"]) from None
