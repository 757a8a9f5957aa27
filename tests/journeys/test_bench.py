"""Each bench runs on little and prints the figures by the names that are compared over the years; how fast is never asserted."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-c", "from tvers.cli import main; main()", "bench"]


def figures(tmp_path: Path, *arguments: str) -> dict[str, Any]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [*COMMAND, *arguments, "--json"], capture_output=True, check=True, env={**kept, "TVERS_HOME": str(tmp_path / "untouched")}
    )
    shape = json.loads(done.stdout)
    assert shape.keys() == {"bench", "command", "machine", "versions", "figures"}
    assert not (tmp_path / "untouched").exists()
    found: dict[str, Any] = shape["figures"]
    return found


def test_import_counts_again_from_the_store(tmp_path: Path) -> None:
    found = figures(tmp_path, "import", "--ads", "1100")  # of which a thousand change
    assert {"ads_per_second", "unchanged_per_second", "refresh_s", "memory_mb"} <= found.keys()
    assert (found["imported"], found["unchanged"], found["distinct_titles"]) == (1100, 1100, 1100)
    assert found["stored"] == found["in_market"] == 1100 + 132


def test_rank_answers_as_the_reference_and_uses_again_what_was_kept(tmp_path: Path) -> None:
    asked = ("rank", "--ads", "200", "--questions", "10", "--checked", "10", "--copies", "2", "--keep", str(tmp_path / "kept"))
    found = figures(tmp_path, *asked)
    assert {"p50_ms", "p95_ms", "resident_mb"} <= found.keys()
    assert (found["ads"], found["checked"], found["mismatches"]) == (2 * (100 + 132), 10, 0)
    again = figures(tmp_path, *asked)
    assert (again["ads"], again["mismatches"]) == (found["ads"], 0)
    assert "ads_per_second" not in again


def test_an_installation_that_somebody_uses_is_not_filled_with_made_ads(tmp_path: Path) -> None:
    used = {**os.environ, "TVERS_HOME": str(tmp_path / "used"), "TVERS_LANGUAGE": "en"}
    subprocess.run([*COMMAND[:-1], "match", "--example"], capture_output=True, check=True, env=used)
    done = subprocess.run(
        [*COMMAND, "rank", "--ads", "200", "--keep", str(tmp_path / "used")], capture_output=True, check=False, text=True, env=used
    )
    assert (done.returncode, "ads in the database already" in done.stderr) == (2, True)
    with sqlite3.connect(tmp_path / "used" / "tvers.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM storage_adrow WHERE id NOT LIKE 'example:%'").fetchone() == (0,)


def test_serve_answers_every_request(tmp_path: Path) -> None:
    found = figures(tmp_path, "serve", "--ads", "100", "--rate", "4", "--seconds", "2")
    assert {"p50_ms", "p95_ms"} <= found.keys()
    assert (found["requests"], found["errors"]) == (16, 0)


def test_pay_is_answered_without_an_installation(tmp_path: Path) -> None:
    found = figures(tmp_path, "pay", "--answers", "20")
    assert {"p50_ms", "p95_ms", "answers_per_second", "resident_mb"} <= found.keys()
    assert found["answers"] == 20
