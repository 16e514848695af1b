"""Each conversation that /help shows goes just so: they are one and the same."""

import pytest

from bot.commands.registry import COMMANDS
from bot.conversations import conversation_of, conversations, moment_of
from tests.bot.played import asked_in, moment, play
from tests.bot.talk import Talk

#: What needs no example: nothing follows from it, or it has a dialogue of its own.
WITHOUT = {"help", "start", "myitems", "calendar", "escalate", "link"}


@pytest.mark.parametrize("name", conversations())
async def test_the_conversation_in_the_help_is_how_it_goes(
    talk: Talk, name: str
) -> None:
    if moment_of(name):
        talk.now = moment(moment_of(name))
    written = conversation_of(name)

    assert await play(talk, asked_in(written)) == written


def test_every_command_of_the_office_has_one() -> None:
    assert set(conversations()) == set(COMMANDS) - WITHOUT


@pytest.mark.parametrize("name", conversations())
async def test_help_shows_how_it_is_written_and_how_it_goes(
    talk: Talk, name: str
) -> None:
    (said,) = await talk.say("office", f"/help {name}")

    assert said.text.startswith(f"<b>{COMMANDS[name].usage}</b>")
    assert f"&gt; /{name}" in said.text
    assert len(said.text) < 4096


async def test_help_of_what_is_not_for_this_chat_is_the_list(talk: Talk) -> None:
    (said,) = await talk.say("leaders", "/help nudge")

    assert "/agenda" in said.text
    assert "/nudge" not in said.text
