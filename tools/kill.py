"""Kill what changes a store at many random moments, run it again, and look whether the end is that of an undisturbed run.

``python -m tools.kill ROUNDS SEED [--only WORK,...] [--ads N] [--postgresql]``, where a work is sync, import, taxonomy (an import of one,
after which every ad is read again), rebuild, backup, restore, migration or first, which is the first start of all. A kill takes the
program alone, whose workers must then end by themselves, or all of them. Prints a line for each round: what was killed when, and what is
not as it should be. Exit code 1 if anything is not.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import pyarrow as pa

from tools.installation import COMMAND, Mark, Place, marks, saved, state, told, withdrawn
from tools.postgres import cluster, programs
from tvers.ads import load_examples
from tvers.kernel import Country, Language
from tvers.sources.fakes import FakeJobtech, FakeNav, jobtech_ad, nav_entry
from tvers.storage import ArrowMarkets
from tvers.taxonomy import load_starter

BACK = [sys.executable, "-c", "import sys; from tools.kill import go_back; go_back()"]
SOON_S, LAST_S, GONE_S = 0.3, 0.6, 15.0
EVERY, BROKEN = 7, 50
"""Every so-manieth ad is withdrawn, and every so-manieth record cannot be read."""


@dataclass(frozen=True)
class Work:
    """A command that changes ``seed``, and further settings of it. ``after`` is what else to compare, a file that it writes.

    A ``whole`` one changes all ads or none; one that ``saves`` makes a backup of ``seed`` first.
    """

    name: str
    seed: Place
    arguments: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)
    after: Path | None = None
    whole: bool = True
    saves: bool = False

    def outcome(self, place: Place) -> dict[str, Any]:
        """What it came to."""
        found = state(place)
        if self.saves:
            begun = {ad[0] for ad in marks(self.seed)}
            found["saved before"] = any(
                {row["id"] for row in told(file)["AdRow"]} == begun for file in saved(place) if zipfile.is_zipfile(file)
            )
        if self.after:
            found |= {"file": told(self.after), "beside the file": sorted(path.name for path in self.after.parent.glob("*.part"))}
        return found

    def prepare(self, place: Place) -> None:
        """Begin anew."""
        place.copied_from(self.seed)
        if self.after:
            self.after.unlink(missing_ok=True)

    def killed_after(self, place: Place, after_s: float, *, alone: bool) -> int | None:
        """Run it and kill it after so many seconds, ``alone`` or with its workers; which process group it was, None if it ended before."""
        command, environment = [*COMMAND, *self.arguments], place.environment | self.settings
        with Path(os.devnull).open("wb") as nowhere:
            running = subprocess.Popen(command, env=environment, start_new_session=True, stdout=nowhere, stderr=nowhere)
        with suppress(subprocess.TimeoutExpired):
            running.wait(after_s)
        if running.returncode is not None:
            return None
        if alone:
            running.kill()
        else:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return running.pid

    def wrong_after_kill(self, place: Place, ended: frozenset[Mark]) -> list[str]:
        """What must not be seen even before it is run again; ``ended`` are the ads at the end of an undisturbed run."""
        ads, begun = marks(place), marks(self.seed)
        wrong = []
        if any(held or read for _, _, is_gone, held, read in ads if is_gone):
            wrong.append("a withdrawn ad has content")
        if back := withdrawn(begun) & withdrawn(ended) - withdrawn(ads):
            wrong.append(f"{len(back)} ads are withdrawn no more")
        if self.whole and ads not in (begun, ended):
            wrong.append("some ads are of before and some of after")
        if (place.home / "market.arrow").exists() and ArrowMarkets(place.home).load() is None:
            wrong.append("half a market")
        if not all(map(zipfile.is_zipfile, [*([self.after] if self.after and self.after.exists() else ()), *saved(place)])):
            wrong.append("half a backup under the name of a whole one")
        return wrong


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
            ad = replace(ad, source_id=f"{country}-{number}", title="" if number % BROKEN == 1 else new_title)
            yield orjson.dumps((nav_entry if country is Country.NO else jobtech_ad)(ad, at)) + b"\n"
        for number in range(3 if changed else 0, count, EVERY):
            local = (at + timedelta(hours=5)).isoformat()
            gone_no = {"uuid": f"{country}-{number}", "status": "INACTIVE", "sistEndret": local}
            yield (
                orjson.dumps(gone_no if country is Country.NO else {"id": f"{country}-{number}", "removed": True, "removed_date": local})
                + b"\n"
            )


def classification(file: Path) -> Path:
    """A table in the shape of ESCO's, with an occupation more beside each that the starter pack has."""
    rows = ["conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,code"]
    for number, one in enumerate(load_starter().occupations):
        rows.append(f'Occupation,http://data.europa.eu/esco/occupation/made-{number},{one.isco08},"{one.name(Language.NB)} i drift",,,,')
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def fill(nav: FakeNav, jobtech: FakeJobtech, count: int, begun: datetime, *, start: int = 0, every: int = EVERY, broken: int = 0) -> None:
    """So many ads of each country, some of them withdrawn two hours later; every so-manieth is ``broken``, where any is."""
    for fake, country in ((nav, Country.NO), (jobtech, Country.SE)):
        examples = [ad for ad in load_examples() if ad.country is country]
        for number in range(start, start + count):
            ad = examples[number % len(examples)]
            title = "" if broken and number % broken == 1 else f"{ad.title} {number}"
            fake.publish(replace(ad, source_id=f"{country}-{number}", title=title), begun + timedelta(seconds=number))
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
    fill(nav, jobtech, count // 2, now - timedelta(hours=12), broken=BROKEN)
    synced.run("sync", settings=asked)
    fill(nav, jobtech, count, now - timedelta(hours=3), start=count // 4, broken=BROKEN)
    bare = place("bare").copied_from(filled)
    (bare.home / "market.arrow").unlink()
    old = place("old").copied_from(filled)
    subprocess.run(BACK, env=old.environment, check=True)
    saved = folder / "saved.zip"
    filled.run("backup", str(saved))
    rank = ("match", "--example", "--json")
    all_works = (
        Work("sync", synced, ("sync",), asked, whole=False),
        Work("import", filled, ("ads", "import", str(folder / "after.jsonl")), whole=False),
        Work("taxonomy", filled, ("taxonomy", "import", str(classification(folder / "occupations_no.csv")))),
        Work("rebuild", bare, rank),
        Work("backup", filled, ("backup", str(folder / "copy.zip")), after=folder / "copy.zip"),
        Work("restore", other, ("restore", str(saved)), saves=True),
        Work("migration", old, rank, saves=True),
        Work("first", place("empty").copied_from(None), rank),
    )
    return {work.name: work for work in all_works}


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The names of what is not equal."""
    return [name for name in one if not (one[name].equals(other[name]) if isinstance(one[name], pa.Table) else one[name] == other[name])]


@dataclass(frozen=True)
class Undisturbed:
    """What a work comes to where nobody kills it."""

    took_s: float
    outcome: dict[str, Any]
    ads: frozenset[Mark]


def undisturbed(work: Work, arena: Place) -> Undisturbed:
    """Run it so."""
    work.prepare(arena)
    begun = time.monotonic()
    arena.run(*work.arguments, settings=work.settings)
    took_s = time.monotonic() - begun
    return Undisturbed(took_s, work.outcome(arena), marks(arena))


def disturbed(work: Work, arena: Place, calm: Undisturbed, moments: random.Random) -> tuple[str, list[str]]:
    """Kill it one to three times and run it to its end: when it was killed, and what is wrong."""
    work.prepare(arena)
    late = max(SOON_S, calm.took_s - LAST_S)
    killed, wrong = [], []
    for _ in range(moments.randint(1, 3)):
        wait, alone = moments.uniform(moments.choice((SOON_S, SOON_S, late)), calm.took_s), moments.random() < 0.5  # noqa: PLR2004 - a coin
        group = work.killed_after(arena, wait, alone=alone)
        killed.append(f"{wait:.2f} s{'' if alone else ' with workers'}{'' if group else ' (too late)'}")
        if group and not gone(group):
            wrong.append("workers live on")
        wrong += work.wrong_after_kill(arena, calm.ads)
    if work.after:
        work.after.unlink(missing_ok=True)  # a backup does not write over one that came to its end
    arena.run(*work.arguments, settings=work.settings)
    return ", ".join(killed), [*wrong, *(f"{name} DIFFERENT" for name in differing(calm.outcome, work.outcome(arena)))]


def rounds_of(chosen: Sequence[Work], arena: Place, rounds: int, moments: random.Random) -> Iterator[tuple[str, bool]]:
    """A line for each round, and whether all was well."""
    calm = {}
    for work in chosen:
        calm[work.name] = undisturbed(work, arena)
        yield f"{work.name} undisturbed: {calm[work.name].took_s:.1f} s", True
    for number in range(1, rounds + 1):
        work = chosen[(number - 1) % len(chosen)]
        killed, wrong = disturbed(work, arena, calm[work.name], moments)
        yield f"{number}: {work.name} killed after {killed}: {', '.join(wrong) or 'equal'}", not wrong


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
