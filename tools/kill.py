"""Kill what changes a store at many random moments, run it again, and look whether the end is that of an undisturbed run.

``python -m tools.kill ROUNDS SEED [--only WORK,...] [--ads N] [--postgresql]``, where a work is sync, import, rebuild, backup, restore or
migration. Prints a line for each round: what was killed when, and whether tables, market and files are equal. Exit code 1 if any is not.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import psycopg
import pyarrow as pa

from tools.postgres import cluster, programs
from tvers.ads import load_examples
from tvers.kernel import Country
from tvers.sources.fakes import FakeJobtech, FakeNav, jobtech_ad, nav_entry
from tvers.storage import ArrowMarkets

COMMAND = [sys.executable, "-c", "from tvers.cli import main; main()"]
BACK = [sys.executable, "-c", "import sys; from tools.kill import go_back; go_back()"]
VOLATILE = {
    "AdRow": ("generation",),
    "QuarantineRow": ("id", "at"),
    "CheckpointRow": ("state",),
    "CounterRow": ("value",),
    "ImportRow": ("at",),
}
"""What may differ between two runs that come to the same: numbers that count them, and the clock."""
SOON_S, LAST_S, GONE_S = 0.3, 0.6, 15.0
EVERY = 7
"""Every so-manieth ad is withdrawn."""


@dataclass(frozen=True)
class Place:
    """An installation: its folder, and the name of its database where that is PostgreSQL's."""

    home: Path
    name: str
    server: str

    @property
    def environment(self) -> dict[str, str]:
        """The settings of programs that work on it."""
        ours = {"TVERS_HOME": str(self.home), "DATABASE_URL": f"{self.server}/{self.name}" if self.server else ""}
        return {**os.environ, **ours, "PYTHONPATH": os.pathsep.join(sys.path)}

    def copied_from(self, other: "Place | None") -> "Place":
        """This installation made equal to another, or empty."""
        shutil.rmtree(self.home, ignore_errors=True)
        if other:
            shutil.copytree(other.home, self.home)
        if self.server:
            with psycopg.connect(f"{self.server}/postgres", autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
                server.execute(f"CREATE DATABASE {self.name}" + (f" TEMPLATE {other.name}" if other else ""))
        return self

    def run(self, *arguments: str, settings: dict[str, str] | None = None) -> None:
        """Run a command undisturbed."""
        done = subprocess.run([*COMMAND, *arguments], env=self.environment | (settings or {}), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stdout}{done.stderr}")

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Ask the database past the program."""
        if self.server:
            with psycopg.connect(f"{self.server}/{self.name}") as database:
                return database.execute(question.encode()).fetchall()
        with sqlite3.connect(self.home / "tvers.sqlite3") as database:
            return database.execute(question).fetchall()


def told(archive: Path) -> dict[str, list[dict[str, Any]]]:
    """What a backup holds, without what may differ between two runs."""
    tables = {}
    with zipfile.ZipFile(archive) as backup:
        for member in sorted(name for name in backup.namelist() if name.endswith(".jsonl")):
            table = member.removesuffix(".jsonl")
            rows = [orjson.loads(line) for line in backup.read(member).splitlines()]
            for row in rows:
                row.update(dict.fromkeys(VOLATILE.get(table, ())))
                row["removed_at"] = bool(row.get("removed_at"))
            tables[table] = rows
    return tables


def state(place: Place) -> dict[str, Any]:
    """Everything that an installation holds: tables, market, and what lies about in its folder."""
    copy = place.home.parent / f"{place.home.name}-state.zip"
    copy.unlink(missing_ok=True)
    place.run("backup", str(copy))
    market = ArrowMarkets(place.home).load()
    litter = sorted(path.name for path in place.home.rglob("*") if path.suffix in (".tmp", ".part"))
    table = market and pa.ipc.open_file(place.home / "market.arrow").read_all().replace_schema_metadata(None)
    return {**told(copy), "market": table, "litter": litter}


@dataclass(frozen=True)
class Work:
    """A command that changes ``seed``, and further settings of it. ``after`` is what else to compare, a file that it writes."""

    name: str
    seed: Place
    arguments: tuple[str, ...]
    settings: dict[str, str]
    after: Path | None = None

    def outcome(self, place: Place) -> dict[str, Any]:
        """What it came to."""
        return state(place) | ({"file": told(self.after)} if self.after else {})

    def prepare(self, place: Place) -> None:
        """Begin anew."""
        place.copied_from(self.seed)
        if self.after:
            self.after.unlink(missing_ok=True)

    def killed_after(self, place: Place, after_s: float) -> str:
        """Run it and kill it after so many seconds; what is wrong then, before anything is mended, or "" for nothing."""
        command = [*COMMAND, *self.arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running = subprocess.Popen(command, env=place.environment | self.settings, start_new_session=True, **quiet)  # type: ignore[call-overload]
        with suppress(subprocess.TimeoutExpired):
            running.wait(after_s)
        running.send_signal(signal.SIGKILL)
        running.wait()
        if not gone(running.pid):
            return "workers live on"
        if place.rows("SELECT count(*) FROM storage_adrow WHERE removed_at IS NOT NULL AND content IS NOT NULL") != [(0,)]:
            return "a withdrawn ad has content"
        if self.after and self.after.exists() and self.name == "backup":
            told(self.after)  # a file of its name is whole, or this raises
        return ""


def gone(group: int) -> bool:
    """Whether every process of a group has ended, given some time."""
    for _ in range(int(GONE_S * 20)):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def lines(count: int, at: datetime, *, changed: bool) -> Iterator[bytes]:
    """Ads of both sources and withdrawals, as a file has them. ``changed`` ones are those of before, withdrawn ones too, and more."""
    for country in (Country.NO, Country.SE):
        examples = [ad for ad in load_examples() if ad.country is country]
        for number in range(2 * count if changed else count):
            ad = examples[number % len(examples)]
            new_title = f"{ad.title} {number}" + (" nå" if changed and number % 3 == 0 else "")
            ad = replace(ad, source_id=f"{country}-{number}", title=new_title)
            yield orjson.dumps((nav_entry if country is Country.NO else jobtech_ad)(ad, at)) + b"\n"
        for number in range(3 if changed else 0, count, EVERY):
            local = (at + timedelta(hours=5)).isoformat()
            gone_no = {"uuid": f"{country}-{number}", "status": "INACTIVE", "sistEndret": local}
            yield (
                orjson.dumps(gone_no if country is Country.NO else {"id": f"{country}-{number}", "removed": True, "removed_date": local})
                + b"\n"
            )


def fill(nav: FakeNav, jobtech: FakeJobtech, count: int, begun: datetime, *, start: int = 0, every: int = EVERY) -> None:
    """So many ads of each country, some of them withdrawn two hours later."""
    for fake, country in ((nav, Country.NO), (jobtech, Country.SE)):
        examples = [ad for ad in load_examples() if ad.country is country]
        for number in range(start, start + count):
            ad = examples[number % len(examples)]
            fake.publish(replace(ad, source_id=f"{country}-{number}", title=f"{ad.title} {number}"), begun + timedelta(seconds=number))
        for number in range(start, start + count, every):
            fake.withdraw(f"{country}-{number}", begun + timedelta(hours=2))


def go_back() -> None:
    """Bring the database of this process's settings back to the shape before the last migration."""
    from tvers.bootstrap import services  # noqa: PLC0415 - Django is set up only here

    services()
    from django.core.management import call_command  # noqa: PLC0415 - the same

    call_command("migrate", "storage", "0001", verbosity=0)


def works(folder: Path, server: str, feeds: tuple[FakeNav, FakeJobtech], count: int) -> dict[str, Work]:
    """Every work with the installation that it begins with."""

    def place(name: str) -> Place:
        return Place(folder / name, f"tvers_{name}", server)

    now = datetime.now(UTC)
    (folder / "before.jsonl").write_bytes(b"".join(lines(count, now - timedelta(days=2), changed=False)))
    (folder / "after.jsonl").write_bytes(b"".join(lines(count, now - timedelta(days=2, hours=-1), changed=True)))
    nav, jobtech = feeds
    asked = {"TVERS_NAV_URL": nav.url, "TVERS_JOBTECH_URL": jobtech.url}
    filled = place("filled").copied_from(None)
    filled.run("ads", "import", str(folder / "before.jsonl"))
    other = place("other").copied_from(None)
    other.run("match", "--example")
    synced = place("synced").copied_from(None)
    fill(nav, jobtech, count // 2, now - timedelta(hours=12))
    synced.run("sync", settings=asked)
    fill(nav, jobtech, count, now - timedelta(hours=3), start=count // 4)
    bare = place("bare").copied_from(filled)
    (bare.home / "market.arrow").unlink()
    old = place("old").copied_from(filled)
    subprocess.run(BACK, env=old.environment, check=True)
    saved = folder / "saved.zip"
    filled.run("backup", str(saved))
    rank = ("match", "--example", "--json")
    all_works = (
        Work("sync", synced, ("sync",), asked),
        Work("import", filled, ("ads", "import", str(folder / "after.jsonl")), {}),
        Work("rebuild", bare, rank, {}),
        Work("backup", filled, ("backup", str(folder / "copy.zip")), {}, folder / "copy.zip"),
        Work("restore", other, ("restore", str(saved)), {}),
        Work("migration", old, rank, {}),
    )
    return {work.name: work for work in all_works}


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The names of what is not equal."""
    return [name for name in one if not (one[name].equals(other[name]) if isinstance(one[name], pa.Table) else one[name] == other[name])]


def rounds_of(chosen: Sequence[Work], arena: Place, rounds: int, moments: random.Random) -> Iterator[tuple[str, bool]]:
    """A line for each round, and whether all was well."""
    expected: dict[str, dict[str, Any]] = {}
    took: dict[str, float] = {}
    for work in chosen:
        work.prepare(arena)
        begun = time.monotonic()
        arena.run(*work.arguments, settings=work.settings)
        took[work.name] = time.monotonic() - begun
        expected[work.name] = work.outcome(arena)
        yield f"{work.name} undisturbed: {took[work.name]:.1f} s", True
    for number in range(1, rounds + 1):
        work = chosen[(number - 1) % len(chosen)]
        whole = took[work.name]
        work.prepare(arena)
        late = max(SOON_S, whole - LAST_S)
        waits = [moments.uniform(moments.choice((SOON_S, SOON_S, late)), whole) for _ in range(moments.randint(1, 3))]
        wrong = [found for wait in waits if (found := work.killed_after(arena, wait))]
        if work.after:
            work.after.unlink(missing_ok=True)  # a backup does not write over one that came to its end
        arena.run(*work.arguments, settings=work.settings)
        wrong += differing(expected[work.name], work.outcome(arena))
        killed = ", ".join(f"{wait:.2f} s" for wait in waits)
        yield f"{number}: {work.name} killed after {killed}: {', '.join(wrong) if wrong else 'equal'}", not wrong


@contextmanager
def database(*, postgresql: bool) -> Iterator[str]:
    """The address of a PostgreSQL of its own, empty for SQLite."""
    folder = programs()
    if postgresql and folder is None:
        raise RuntimeError("no PostgreSQL on this machine")
    with cluster(folder) if postgresql and folder else nullcontext("") as url:
        yield url.removesuffix(urlsplit(url).path)


def run(
    rounds: int, seed: int, names: Sequence[str] = (), *, ads: int = 1500, postgresql: bool = False, say: Callable[[str], None] = print
) -> int:
    """Run so many rounds; how many ended otherwise than they should."""
    bad = 0
    feeds = (FakeNav(page_size=200), FakeJobtech())
    with tempfile.TemporaryDirectory(prefix="tvers-kill-") as folder, feeds[0], feeds[1], database(postgresql=postgresql) as server:
        every = works(Path(folder), server, feeds, ads)
        chosen = [every[name] for name in names or every]
        for line, well in rounds_of(chosen, Place(Path(folder) / "arena", "tvers_arena", server), rounds, random.Random(seed)):
            bad += not well
            say(line)
    say(f"{rounds - bad} of {rounds} equal, seed {seed}")
    return bad


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rounds", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--only", default="", metavar="WORK,...")
    parser.add_argument("--ads", type=int, default=1500)
    parser.add_argument("--postgresql", action="store_true")
    given = parser.parse_args()
    names = [name for name in given.only.split(",") if name]
    return (
        1
        if run(given.rounds, given.seed, names, ads=given.ads, postgresql=given.postgresql, say=lambda text: print(text, flush=True))
        else 0
    )


if __name__ == "__main__":
    sys.exit(main())
