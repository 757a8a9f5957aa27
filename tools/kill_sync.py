"""Kill `tvers sync` at many random moments and look whether the end is that of an undisturbed run.

``python -m tools.kill_sync ROUNDS SEED`` prints a line for each round: when it was killed, and whether the stores are equal. Exit code 1 if
any is not.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tvers.ads import load_examples
from tvers.kernel import Country
from tvers.sources.fakes import FakeJobtech, FakeNav

COUNT = 1500
COMMAND = [sys.executable, "-c", "from tvers.cli import main; main()", "sync"]


def state(home: Path) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The ads of an installation, and the sources that have a checkpoint."""
    with sqlite3.connect(home / "tvers.sqlite3") as database:
        ads = database.execute("SELECT id, fingerprint, removed_at IS NULL, content, reading FROM storage_adrow ORDER BY id").fetchall()
        return ads, database.execute("SELECT source FROM storage_checkpointrow ORDER BY source").fetchall()


def fill(nav: FakeNav, jobtech: FakeJobtech, count: int, *, every: int) -> None:
    """So many ads of each country, every so-manieth withdrawn an hour later."""
    begun = datetime.now(UTC) - timedelta(hours=3)
    for fake, country in ((nav, Country.NO), (jobtech, Country.SE)):
        examples = [ad for ad in load_examples() if ad.country is country]
        for number in range(count):
            ad = examples[number % len(examples)]
            fake.publish(replace(ad, source_id=f"{country}-{number}", title=f"{ad.title} {number}"), begun + timedelta(seconds=number))
        for number in range(0, count, every):
            fake.withdraw(f"{country}-{number}", begun + timedelta(hours=2))


def kill_after(after_s: float, settings: dict[str, str]) -> bool:
    """Run ``tvers sync`` and kill it after so many seconds; whether it was running still."""
    running = subprocess.Popen(COMMAND, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        running.wait(after_s)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
        running.wait()
        return True
    return False


def main(rounds: int, seed: int) -> int:
    """Run it."""
    moments = random.Random(seed)
    different = 0
    with tempfile.TemporaryDirectory() as folder, FakeNav(page_size=200) as nav, FakeJobtech() as jobtech:
        fill(nav, jobtech, COUNT, every=7)

        def settings(home: Path) -> dict[str, str]:
            return {**os.environ, "TVERS_HOME": str(home), "TVERS_NAV_URL": nav.url, "TVERS_JOBTECH_URL": jobtech.url}

        calm, restless = Path(folder) / "calm", Path(folder) / "restless"
        begun = time.monotonic()
        subprocess.run(COMMAND, env=settings(calm), check=True, stdout=subprocess.DEVNULL)
        took = time.monotonic() - begun
        print(f"undisturbed: {took:.1f} s")
        expected = state(calm)
        for number in range(1, rounds + 1):
            shutil.rmtree(restless, ignore_errors=True)
            waits = [moments.uniform(0.3, took) for _ in range(moments.randint(1, 3))]
            killed = [f"{after:.2f} s" for after in waits if kill_after(after, settings(restless))]
            subprocess.run(COMMAND, env=settings(restless), check=True, stdout=subprocess.DEVNULL)
            equal = state(restless) == expected
            different += not equal
            print(f"{number}: killed after {', '.join(killed) or 'nothing'}: {'equal' if equal else 'DIFFERENT'}", flush=True)
    print(f"{rounds - different} of {rounds} equal, seed {seed}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
