"""A conversation in the office's chat, played as it is written for /help NAME."""

from collections.abc import Sequence
from datetime import datetime

from bot.messages.words import plain
from programme.reminders import ChatRole
from programme.rules import OFFICE_ZONE
from tests.bot.talk import Said, Talk


async def play(talk: Talk, asked: Sequence[str]) -> str:
    """The same conversation, as it goes now."""
    lines: list[str] = []
    shown: Said | None = None
    for words in asked:
        lines.append(f"> {words}")
        if words.startswith("[") and shown is not None:
            said = await talk.press(shown, words.strip("[]"))
        else:
            said = await talk.say("office", words)
        for one in said:
            if one.address != "office":
                lines.append(f"(Gửi tới nhóm {one.address})")
                continue
            lines += plain(one.text).splitlines()
            lines += ["  ".join(f"[{b.label}]" for b in row) for row in one.buttons]
            shown = one
    return "\n".join(line.rstrip() for line in lines).strip()


def asked_in(conversation: str) -> list[str]:
    found = [line for line in conversation.splitlines() if line.startswith(">")]
    return [line.removeprefix(">").strip() for line in found]


def moment(said: str) -> datetime:
    """15/7 09:00, of 2020."""
    return datetime.strptime(f"{said}/2020", "%d/%m %H:%M/%Y").replace(
        tzinfo=OFFICE_ZONE
    )


async def another_town(talk: Talk, count: int) -> None:
    """More agencies with a chat each, for what is said to many."""
    for number in range(count):
        name = f"Ủy ban nhân dân xã Số {number + 1}"
        await talk.link(f"xa{number + 1}", ChatRole.AGENCY, name)
