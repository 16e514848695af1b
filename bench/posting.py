"""10,000 letters due at one instant, each durable, beside the same sends alone.

The Bot API is on loopback, in a process of its own, and without limits; then with
Telegram's, where the limit itself is what we are held against. SQLite on a file, FULL.

    python bench/posting.py [--rounds 3] [--letters 10000]
"""

import argparse
import json
from collections.abc import Mapping

from sides import FIRST_CHAT, PEERS, Found, bar, bot_api, medians, run, serving

CHATS = 1000
#: What the slower peers need to show their pace.
A_SAMPLE = 2000
LIMITED, GROUPS = 900, 300
OURS = "the post, every letter durable"
BARE = "a bare loop, the same transport"
CHANNEL = "a bare loop, our channel alone"
DEFAULT = "a bare loop, PTB's default transport"
AIOGRAM = "a bare loop, aiogram"


def unlimited(letters: int, rounds: int) -> dict[str, Found]:
    found = []
    for _ in range(rounds):
        with bot_api() as where:
            url = where["url"]
            chats = [FIRST_CHAT - number for number in range(CHATS)]
            told = where | {"chats": chats}
            found.append(
                {
                    OURS: run("post_sends.py", letters, told=told),
                    BARE: run("bare_sends.py", url, letters, "ours"),
                    CHANNEL: run("bare_sends.py", url, letters, "channel"),
                    DEFAULT: run("bare_sends.py", url, A_SAMPLE, "default"),
                    AIOGRAM: run("aiogram_sends.py", url, letters, by=PEERS),
                }
            )
    return medians(found)


def limited() -> Found:
    with serving(
        "-m", "sandbox", "--lean", "--limits", "--groups", str(GROUPS)
    ) as where:
        return run("post_sends.py", LIMITED, told=json.loads(where) | {"limits": True})


def table(found: Mapping[str, Found]) -> None:
    print(f"  {'':<40}{'a second':>10}{'ms CPU':>10}{'lag p99':>10}{'longest':>10} ms")
    for name, one in found.items():
        print(
            f"  {name:<40}{one['a_second']:10.0f}{one['cpu_each'] * 1e3:10.2f}"
            f"{one['lag_p99'] * 1e3:10.1f}{one['lag_longest'] * 1e3:10.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--letters", type=int, default=10_000)
    wished = parser.parse_args()
    found = unlimited(wished.letters, wished.rounds)
    print(f"\n{wished.letters:,} letters due at one instant, to {CHATS:,} chats")
    table(found)
    ours = found[OURS]
    assert ours["count"] == wished.letters
    pace = ours["a_second"]
    bar("of the bare loop's pace", pace / found[BARE]["a_second"], 0.6)
    bar("times PTB's default's pace", pace / found[DEFAULT]["a_second"], 2)
    bar("loop lag p99, ms", ours["lag_p99"] * 1e3, 50, at_most=True)
    cpu = found[BARE]["cpu_each"] / ours["cpu_each"]
    print(f"  of the bare loop's pace, by CPU alone: {cpu:.2f}")
    print(f"  of our channel's pace alone: {pace / found[CHANNEL]['a_second']:.2f}")
    saved = found[DEFAULT]["cpu_each"] / found[BARE]["cpu_each"]
    print(f"  our transport's CPU a send, beside PTB's default: 1/{saved:.1f}")
    print(f"  times aiogram's pace: {pace / found[AIOGRAM]['a_second']:.2f}")
    ours = limited()
    print(f"\n{LIMITED} letters to {GROUPS} groups, Telegram's limits on")
    bar("times the limit itself", ours["seconds"] / (LIMITED / 30), 1.05, at_most=True)
    bar("refused for being too many (429)", ours["refused"], 0, at_most=True)


if __name__ == "__main__":
    main()
