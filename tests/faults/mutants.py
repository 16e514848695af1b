"""Faults put into the code by hand, and which test notices each.

    python -m tests.faults.mutants [NUMBER ...]

Each is applied to a copy of the tree, where the tests named beside it must fail.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LEFT_OUT = (".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "build")
_MACHINE = "tests/faults/test_machine.py"
_POINTS = "tests/faults/test_crash_points.py -k sqlite"
_KILLS = "tests/faults/test_kills.py -k sqlite"
_API = "tests/faults/test_bot_api.py"
_LONGEST = 300
#: As pytest says it; anything else is a fault of its own.
_SOME_FAILED = 1


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """In `file`, `was` stands once and becomes `now`; `caught_by` must fail."""

    what: str
    file: str
    was: str
    now: str
    caught_by: str
    points: str = ""


MUTANTS = (
    Mutant(
        what="a step that does not ask in which state the letter is",
        file="storage/letters.py",
        was="letters.c.state.in_(from_here),",
        now="",
        caught_by="tests/storage tests/jobs",
    ),
    Mutant(
        what="a step that does not ask whose attempt it is",
        file="storage/letters.py",
        was="letters.c.attempt == posted.attempt,",
        now="",
        caught_by=f"{_MACHINE} tests/storage/test_outbox.py tests/jobs",
    ),
    Mutant(
        what="a success of an attempt that is over",
        file="storage/fates.py",
        was=".where(letters.c.attempt == _WENT.attempt)\n        .where(or_",
        now=".where(or_",
        caught_by=f"{_MACHINE} tests/storage/test_outbox.py tests/jobs",
    ),
    Mutant(
        what="two on their way to one chat",
        file="storage/claiming.py",
        was="on_its_way = and_(other.c.lane == letters.c.home, is_in_flight(other))",
        now="on_its_way = and_(other.c.lane == letters.c.home, is_planned(other))",
        caught_by=_MACHINE,
    ),
    Mutant(
        what="a pause that is not waited for",
        file="storage/claiming.py",
        was="letters.c.next_try <= _NOW",
        now="letters.c.next_try.is_not(None)",
        caught_by=_MACHINE,
    ),
    Mutant(
        what="a key that may be used again",
        file="storage/outbox.py",
        was='.on_conflict_do_nothing(index_elements=["key"])',
        now="",
        caught_by=_MACHINE,
    ),
    Mutant(
        what="what was sent is taken back by a new plan",
        file="storage/outbox.py",
        was=".where(letters.c.state == LetterState.PLANNED)\n            .values(state",
        now=".values(state",
        caught_by=_MACHINE,
    ),
    Mutant(
        what="a letter whose lease still lasts is taken for lost",
        file="storage/settling.py",
        was="over = letters.c.lease_until <= now",
        now="over = letters.c.lease_until.is_not(None)",
        caught_by="tests/storage tests/jobs",
    ),
    Mutant(
        what="copies without end",
        file="storage/settling.py",
        was="if posted.resends < tries:",
        now="if tries:",
        caught_by="tests/storage tests/jobs",
    ),
    Mutant(
        what="evidence that nobody looks at",
        file="storage/settling.py",
        was="evidence = await self.evidence(posted.id) or found",
        now="evidence = found",
        caught_by="tests/storage tests/jobs",
    ),
    Mutant(
        what="writers that begin without the lock",
        file="storage/sqlite.py",
        was='"BEGIN IMMEDIATE"',
        now='"BEGIN"',
        caught_by="tests/storage/test_store.py",
    ),
    Mutant(
        what="writers that do not wait for one another on PostgreSQL",
        file="storage/postgresql.py",
        was='f"SELECT pg_advisory_xact_lock({_WRITING})"',
        now='"SELECT 1"',
        caught_by="tests/storage/test_store.py",
    ),
    Mutant(
        what="a statement that may be cancelled in the middle",
        file="storage/shielding.py",
        was="    task = asyncio.ensure_future(work)\n",
        now="    return await work\n    task = asyncio.ensure_future(work)\n",
        caught_by="tests/storage/test_store.py",
    ),
    Mutant(
        what="updates that are acknowledged before they are stored",
        file="jobs/ingest.py",
        was="    after = max(number for number, _ in updates) + 1\n",
        now=(
            "    after = max(number for number, _ in updates) + 1\n"
            "    await channel.updates(after, timedelta(0))\n"
        ),
        caught_by=_POINTS,
        points="jobs.ingest.ingest>:2",
    ),
    Mutant(
        what="what the one before left behind stays there",
        file="jobs/deliver.py",
        was="found = await unit.outbox.recover(real, worker=worker, but=in_hand)",
        now="found = 0",
        caught_by=_POINTS,
        points="send<",
    ),
    Mutant(
        what="a message is not looked for before it is said again",
        file="jobs/resolve.py",
        was="if seen.evidence or not channel.can_probe(posted.letter, address):",
        now="if True:",
        caught_by=f"{_API} -k alone",
    ),
    Mutant(
        what="a copy that does not say that it is one",
        file="bot/channels/telegram.py",
        was='return f"<i>(gửi lại)</i> {text}"',
        now="return text",
        caught_by="tests/jobs/test_post_on_the_wire.py",
    ),
    Mutant(
        what="a 429 that does not stop the chat",
        file="jobs/flights.py",
        was="self.pace.pause(channel, address, until, now)",
        now="pass",
        caught_by="tests/jobs/test_post_refused.py",
    ),
    Mutant(
        what="trust from when the answer came, not from when it was asked for",
        file="nhacviec/leading.py",
        was="self._trusted_until = started +",
        now="self._trusted_until = self.clock() +",
        caught_by="tests/nhacviec/test_never_two.py tests/nhacviec/test_leading.py",
    ),
    Mutant(
        what="a letter goes to a chat where another is looked for",
        file="jobs/deliver.py",
        was="self._flights.chats | self.resolver.chats",
        now="self._flights.chats",
        caught_by="tests/jobs/test_in_hand.py",
    ),
    Mutant(
        what="a call that was begun before a long sleep leaves after it",
        file="bot/channels/telegram_wire.py",
        was="if LAST_LOOK.get()():",
        now="if True:",
        caught_by="tests/bot/test_telegram_transport.py tests/jobs",
    ),
    Mutant(
        what="a frozen process keeps the turn of all writers",
        file="storage/store.py",
        was="await to_the_end(self._doors.let_go(self._reader))",
        now="pass",
        caught_by="tests/storage/test_frozen_writer.py",
    ),
    Mutant(
        what="what goes is not counted against the month",
        file="storage/rationing.py",
        was="still).values(used=used)",
        now="still).values(used=was)",
        caught_by="tests/storage/test_months.py",
    ),
    Mutant(
        what="a letter of two parts is counted as one message",
        file="bot/offering.py",
        was="return max(len(said_in_parts(letter.text + more, is_copy=is_copy)), 1)",
        now="return 1",
        caught_by="tests/bot/test_offering.py",
    ),
    Mutant(
        what="a month that turns at midnight elsewhere",
        file="programme/quota.py",
        was='f"{moment.astimezone(self.zone):%Y-%m}"',
        now="f\"{moment.astimezone(ZoneInfo('UTC')):%Y-%m}\"",
        caught_by="tests/programme/test_quota.py tests/storage/test_months.py",
    ),
    Mutant(
        what="the copy of a letter in doubt costs nothing",
        file="storage/rationing.py",
        was="costs = [_cost(quota, posted) for posted in taken]",
        now="costs = [posted.resends < 1 and _cost(quota, posted) for posted in taken]",
        caught_by="tests/storage/test_months.py tests/jobs/test_months.py",
    ),
    Mutant(
        what="near the end of the month everything still goes",
        file="programme/quota.py",
        was="{Need.LATER: self.sparing, Need.SOON: self.urgent}.get(need, 100)",
        now="100",
        caught_by="tests/programme/test_quota.py",
    ),
    Mutant(
        what="the office hears of the month only when it is nearly used up",
        file="programme/quota.py",
        was="marks = (self.told, self.urgent, 100)",
        now="marks = (self.urgent, 100)",
        caught_by="tests/programme/test_quota.py",
    ),
    Mutant(
        what="a jump of the clock that is believed at once",
        file="jobs/clockwatch.py",
        was="self._waits = LOOKS",
        now="self._waits = 0",
        caught_by="tests/jobs/test_clockwatch.py",
    ),
)


def applies(mutant: Mutant) -> bool:
    return (ROOT / mutant.file).read_text().count(mutant.was) == 1


def caught(mutant: Mutant) -> str | None:
    """The first test that notices it."""
    with _copied() as tree:
        file = tree / mutant.file
        file.write_text(file.read_text().replace(mutant.was, mutant.now))
        told = {**os.environ, "FAULTS": "", "FAULTS_SEED": "", "FAULTS_POINTS": ""}
        told["FAULTS_POINTS"] = mutant.points
        done = subprocess.run(  # noqa: S603 - our own words
            [
                *(sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
                *mutant.caught_by.split(),
            ],
            cwd=tree,
            env=told,
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST,
        )
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return named[1] if named and done.returncode == _SOME_FAILED else None


@contextmanager
def _copied() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="nhacviec-mutant-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        yield tree


if __name__ == "__main__":
    for number in map(int, sys.argv[1:] or range(len(MUTANTS))):
        one = MUTANTS[number]
        by = caught(one) if applies(one) else "it does not apply"
        sys.stdout.write(f"{number:2} {one.what}: {by or 'SURVIVED'}\n")
        sys.stdout.flush()
