"""10,000 reminders due at one instant, beside APScheduler with one job each.

Its store is the SQLAlchemy one on a file, its grace first the default of one second,
then none. Its jobs do nothing; ours are sent, each durable before it leaves.

    python bench/scheduling.py [--reminders 10000]
"""

import argparse

from sides import FIRST_CHAT, Found, bar, bot_api, run

CHATS = 1000
FASTER = 20


def table(found: dict[str, Found]) -> None:
    print(
        f"  {'':<40}{'went':>8}{'dropped':>9}{'longest':>10}{'summed':>10}  s blocked"
    )
    for name, one in found.items():
        print(
            f"  {name:<40}{one['count']:8.0f}{one.get('missed', 0):9.0f}"
            f"{one['lag_longest']:10.3f}{one['lag_summed']:10.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reminders", type=int, default=10_000)
    count = parser.parse_args().reminders
    with bot_api() as where:
        chats = [FIRST_CHAT - number for number in range(CHATS)]
        ours = run("post_sends.py", count, told=where | {"chats": chats})
    default = run("apscheduler_jobs.py", count, 1)
    patient = run("apscheduler_jobs.py", count, "none")
    print(f"\n{count:,} reminders due at one instant")
    table(
        {
            "ours, sent": ours,
            "APScheduler, as it comes": default,
            "APScheduler, without its grace": patient,
        }
    )
    bar("of ours went", ours["count"] / count, 1)
    fewer = min(default["lag_longest"], patient["lag_longest"]) / ours["lag_longest"]
    bar("times shorter: the longest standstill", fewer, FASTER)


if __name__ == "__main__":
    main()
