"""No command, word or press leaves the bot at a loss."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.command import Command
from bot.commands.registry import COMMANDS
from programme.speech import utf16_length
from tests.bot.talk import Talk

ODD = [
    "",
    " ",
    "-1 2",
    "I.",
    ".",
    "mục",
    "9" * 40,
    "٣",
    "I.٣",
    "x" * 4000,
    "<b>&</b> <script>",
    "I.3 " * 500,
    "\n\n",
    "\x00",
    "🙂" * 900,
    "%s {0} {name}",
]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda c: c.name)
async def test_no_command_is_ever_at_a_loss(talk: Talk, command: Command) -> None:
    for chat, tried in (("office", ODD), ("nn", ODD), ("leaders", ["9"]), ("x", [""])):
        for words in tried:
            said = await talk.say(chat, f"/{command.name} {words}")

            assert said, (chat, words)
            assert all(one.text for one in said)
            assert all(utf16_length(one.text) <= 4096 for one in said)


@pytest.mark.parametrize("words", ODD)
async def test_no_odd_words_move_anything(talk: Talk, words: str) -> None:
    before = await talk.states()

    await talk.say("nn", words)
    await talk.say("office", words)
    await talk.say("nn", f"/{words}")

    assert await talk.states() == before


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=300))
async def test_no_text_at_all_is_too_strange(talk: Talk, text: str) -> None:
    for chat in ("nn", "office", "stranger"):
        for one in await talk.say(chat, text):
            assert one.text
