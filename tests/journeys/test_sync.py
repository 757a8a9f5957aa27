"""`tvers sync` as somebody who runs an installation meets it: against servers that speak as the sources do."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock
from tools.kill import fill

from tvers.sources.fakes import FakeJobtech, FakeNav

COMMAND = [sys.executable, "-c", "from tvers.cli import main; main()"]
COUNT = 240


@pytest.fixture
def feeds() -> Iterator[tuple[FakeNav, FakeJobtech]]:
    with FakeNav(page_size=100) as nav, FakeJobtech() as jobtech:
        fill(nav, jobtech, COUNT, datetime.now(UTC) - timedelta(hours=3), every=6)
        yield nav, jobtech


def environment(home: Path, nav: str, jobtech: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {"TVERS_HOME": str(home), "TVERS_LANGUAGE": "en", "TVERS_NAV_URL": nav, "TVERS_JOBTECH_URL": jobtech}
    return {**kept, **own}


def run(settings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, check=False, env=settings, encoding="utf-8")


def test_both_feeds_are_taken_in_and_then_nothing_is_left_to_do(feeds: tuple[FakeNav, FakeJobtech], tmp_path: Path) -> None:
    settings = environment(tmp_path, feeds[0].url, feeds[1].url)
    first = json.loads(run(settings, "sync", "--json").stdout)
    assert (first["nav"]["imported"], first["nav"]["removed"]) == (200, 40)
    assert first["jobtech"]["imported"] == 200
    again = json.loads(run(settings, "sync", "--json").stdout)
    assert again["nav"]["read"] == again["jobtech"]["imported"] == 0
    lines = (tmp_path / "log" / "sync-nav.log").read_text(encoding="utf-8").splitlines()
    assert [line.partition(" INFO ")[2].split(", ")[:2] for line in lines] == [["read 240", "imported 200"], ["read 0", "imported 0"]]
    shown = run(settings, "match", "Elektriker i Halden", "--json", "--top", "200")
    ids = {match["ad"]["id"] for match in json.loads(shown.stdout)["matches"]}
    assert any(ad_id.startswith("nav:") for ad_id in ids)
    feeds[0].withdraw("NO-1", datetime.now(UTC))
    run(settings, "sync", "nav")
    assert run(settings, "ads", "show", "nav:NO-1").returncode == 1


def test_one_that_does_not_answer_keeps_the_other_from_nothing(feeds: tuple[FakeNav, FakeJobtech], tmp_path: Path) -> None:
    settings = environment(tmp_path, feeds[0].url, feeds[1].url)
    unknown = run(settings, "sync", "finn")
    assert (unknown.returncode, "nav, jobtech" in unknown.stderr) == (2, True)
    settings["TVERS_NAV_TOKEN"] = "eyJwrong.x.y"  # noqa: S105 - a token of nobody's
    half = run(settings, "sync")
    assert half.returncode == 1
    assert "TVERS_NAV_TOKEN" in half.stdout
    assert "jobtech: Read" in half.stdout
    assert "Traceback" not in half.stderr


def test_two_do_not_take_in_one_feed_at_a_time(feeds: tuple[FakeNav, FakeJobtech], tmp_path: Path) -> None:
    settings = environment(tmp_path, feeds[0].url, feeds[1].url)
    with FileLock(tmp_path / "sync-jobtech.lock"):
        both = run(settings, "sync")
    assert both.returncode == 1
    assert "jobtech is being taken in by another" in both.stdout
    assert "nav: Read 240" in both.stdout
    assert run(settings, "sync", "jobtech").returncode == 0
