"""Memory and CPU at rest, beside a bare bot of python-telegram-bot.

Both run against the sandbox on loopback and wait for updates in a long poll; nothing
comes. Ours is `nhacviec run` itself, whole, on a new database.

    python bench/resting.py [--seconds 40]
"""

import argparse
import json

from sides import bar, run, serving


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=40)
    seconds = parser.parse_args().seconds
    with serving("-m", "sandbox", "--lean") as said:
        where = json.loads(said)
        bare = run("resting.py", "bare", seconds, told=where)
        ours = run("resting.py", "ours", seconds, told=where)
    print(f"\n{seconds:.0f} seconds of nothing")
    for name, one in (("a bare bot", bare), ("nhacviec run", ours)):
        print(
            f"  {name:<40}{one['memory_mb']:8.1f} MB{one['cpu']:8.2%} of a core"
            f"{one['modules']:7} modules"
        )
    bar("times its memory", ours["memory_mb"] / bare["memory_mb"], 3, at_most=True)
    bar("per cent of a core", ours["cpu"] * 100, 1, at_most=True)
    bar("libraries loaded for documents", len(ours["heavy"]), 0, at_most=True)
    if ours["heavy"]:
        print(f"  {', '.join(ours['heavy'])}")


if __name__ == "__main__":
    main()
