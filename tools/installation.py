"""An installation as a test looks at it: its folder, its database, and everything that it holds."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import orjson
import psycopg
import pyarrow as pa

from tvers.storage import ArrowMarkets

COMMAND = [sys.executable, "-c", "from tvers.cli import main; main()"]
VOLATILE = {
    "AdRow": ("generation", "ages_from"),
    "QuarantineRow": ("id", "at"),
    "CheckpointRow": ("state",),
    "CounterRow": ("value",),
    "ImportRow": ("at",),
}
"""What may differ between two runs that come to the same: numbers that count them, and the clock."""
ADS = "SELECT id, fingerprint, removed_at IS NOT NULL, content IS NOT NULL, reading IS NOT NULL FROM storage_adrow"
NO_TABLE = ("no such table", "does not exist")
BELONGS = re.compile(r"tvers\.sqlite3(-wal|-shm)?|market\.arrow|secret-key|sync-\w+\.lock|log/[\w.-]+|backups/before-[\w-]+\.zip")
"""What may lie in the folder of an installation."""


Mark: TypeAlias = tuple[str, str, bool, bool, bool]


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
        self.home.mkdir(exist_ok=True)
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
            # A record that is read again goes to the end of the quarantine; elsewhere the order is that of the ids.
            tables[table] = sorted(rows, key=lambda row: row["source_id"]) if table == "QuarantineRow" else rows
    return tables


def marks(place: Place) -> frozenset[Mark]:
    """Of every ad, which words it is in and whether it is withdrawn, past the program; nothing where there are no tables yet."""
    try:
        return frozenset((ad_id, words, bool(gone), bool(held), bool(read)) for ad_id, words, gone, held, read in place.rows(ADS))
    except (sqlite3.OperationalError, psycopg.errors.UndefinedTable) as error:
        if any(words in str(error) for words in NO_TABLE):
            return frozenset()
        raise


def withdrawn(ads: Iterable[Mark]) -> frozenset[str]:
    """The ids of those that are withdrawn."""
    return frozenset(ad[0] for ad in ads if ad[2])


def saved(place: Place) -> list[Path]:
    """The backups that the program made by itself."""
    return sorted((place.home / "backups").glob("*.zip"))


def state(place: Place) -> dict[str, Any]:
    """Everything that an installation holds: tables, market, and what lies about in its folder."""
    copy = place.home.parent / f"{place.home.name}-state.zip"
    copy.unlink(missing_ok=True)
    place.run("backup", str(copy))
    market = ArrowMarkets(place.home).load()
    files = (path.relative_to(place.home).as_posix() for path in place.home.rglob("*") if path.is_file())
    litter = sorted(name for name in files if not BELONGS.fullmatch(name))
    table = market and pa.ipc.open_file(place.home / "market.arrow").read_all().replace_schema_metadata(None)
    return {**told(copy), "market": table, "litter": litter}
