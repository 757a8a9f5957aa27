"""Backup, restore, doctor and an upgrade, as somebody who runs an installation meets them."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


def tvers(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from tvers.cli import main; main()", *arguments]
    environment = {**ENVIRONMENT, "TVERS_HOME": str(home), "TVERS_LANGUAGE": "en"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, encoding="utf-8")


def ads_of(home: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "tvers.sqlite3") as database:
        rows = database.execute("SELECT id, fingerprint, content, reading FROM storage_adrow ORDER BY id").fetchall()
        return [(ad_id, fingerprint, json.loads(content), json.loads(reading)) for ad_id, fingerprint, content, reading in rows]


def test_a_backup_goes_to_another_machine_and_what_was_there_is_kept(tmp_path: Path) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "all.zip"
    assert tvers(here, "match", "--example", "--top", "1").returncode == 0
    saved = tvers(here, "backup", str(file))
    assert saved.returncode == 0
    assert "secret key is not in it" in saved.stdout
    again = tvers(here, "backup", str(file))
    assert (again.returncode, "there already" in again.stderr) == (2, True)
    restored = tvers(there, "restore", str(file))
    assert restored.returncode == 0
    assert ads_of(there) == ads_of(here)
    assert len(list((there / "backups").glob("before-restore-*.zip"))) == 1
    assert (there / "secret-key").read_text() != (here / "secret-key").read_text()
    assert tvers(there, "match", "--example", "--json").stdout == tvers(here, "match", "--example", "--json").stdout


def test_a_broken_backup_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "broken.zip"
    tvers(home, "match", "--example", "--top", "1")
    before = ads_of(home)
    file.write_bytes(b"PK\x03\x04 not all of it")
    refused = tvers(home, "restore", str(file))
    assert (refused.returncode, "no backup of Tvers" in refused.stderr) == (1, True)
    assert "Traceback" not in refused.stderr
    assert ads_of(home) == before
    assert list((home / "backups").iterdir()) == []


def test_the_doctor_tells_what_is_well_and_what_is_not(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tvers(home, "match", "--example", "--top", "1")
    well = tvers(home, "doctor", "--json")
    assert well.returncode == 0
    assert {one["code"]: one["well"] for one in json.loads(well.stdout)}["doctor.database"] is True
    (home / "market.arrow").unlink()
    behind = tvers(home, "doctor")
    assert behind.returncode == 1
    assert "behind the ads" in behind.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owners' rights of this kind")
def test_a_key_that_others_can_read_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tvers(home, "match", "--example", "--top", "1")
    (home / "secret-key").chmod(0o644)
    assert "chmod 600" in tvers(home, "doctor").stdout


def test_an_upgrade_saves_the_old_database_first_and_loses_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tvers(home, "match", "--example", "--top", "1")
    before = ads_of(home)
    with sqlite3.connect(home / "tvers.sqlite3") as database:  # as the version before feeds left it
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%generation%'").fetchall():
            database.execute(f"DROP INDEX {name}")
        database.execute("ALTER TABLE storage_adrow DROP COLUMN generation")
        database.execute("DROP TABLE storage_checkpointrow")
        database.execute("DROP TABLE storage_storerow")
        database.execute("DELETE FROM django_migrations WHERE app = 'storage' AND name <> '0001_initial'")
    assert tvers(home, "match", "--example", "--top", "1").returncode == 0
    assert ads_of(home) == before
    (saved,) = (home / "backups").glob("before-upgrade-*.zip")
    other = tmp_path / "other"
    assert tvers(other, "restore", str(saved)).returncode == 0
    assert ads_of(other) == before


def test_an_upgrade_that_fails_is_told_and_leaves_everything_as_it_was(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tvers(home, "match", "--example", "--top", "1")
    with sqlite3.connect(home / "tvers.sqlite3") as database:  # half upgraded by hand: a table that is about to be made is there
        database.execute("DELETE FROM django_migrations WHERE app = 'storage' AND name <> '0001_initial'")
        before = list(database.iterdump())
    refused = tvers(home, "match", "--example")
    assert (refused.returncode, "could not be upgraded" in refused.stderr) == (1, True)
    assert "Traceback" not in refused.stderr
    with sqlite3.connect(home / "tvers.sqlite3") as database:
        assert list(database.iterdump()) == before


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tvers(home, "match", "--example", "--top", "1")
    with sqlite3.connect(home / "tvers.sqlite3") as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('storage', '9999_later', '2026-11-01')")
    refused = tvers(home, "match", "--example")
    assert (refused.returncode, "newer version" in refused.stderr) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("after_s", [0.6, 1.1, 1.6, 2.1])
def test_a_restore_that_is_killed_leaves_the_old_or_the_new(tmp_path: Path, after_s: float) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "all.zip"
    tvers(here, "match", "--example", "--top", "1")
    with sqlite3.connect(here / "tvers.sqlite3") as database:
        database.execute("DELETE FROM storage_adrow WHERE id > 'example:no-020'")
    tvers(here, "backup", str(file))
    tvers(there, "match", "--example", "--top", "1")
    old, new = ads_of(there), ads_of(here)
    command = [sys.executable, "-c", "from tvers.cli import main; main()", "restore", str(file)]
    restoring = subprocess.Popen(command, env={**ENVIRONMENT, "TVERS_HOME": str(there)}, stdout=subprocess.DEVNULL)
    time.sleep(after_s)
    restoring.send_signal(signal.SIGKILL)
    restoring.wait()
    assert ads_of(there) in (old, new)
    assert tvers(there, "restore", str(file)).returncode == 0
    assert ads_of(there) == new
