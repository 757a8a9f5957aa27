"""What is broken gives one clear line that says what to do, the exit code of docs/reference/errors.md, and changes nothing."""

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

GOOD_AD = {
    "uuid": "a-1",
    "title": "Elektriker",
    "description": "<p>Du har fagbrev.</p>",
    "workLocations": [{"city": "HALDEN", "postalCode": "1771"}],
}
OCCUPATIONS = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels\n"
URI = "http://data.europa.eu/esco/occupation/1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one imported ad."""
    folder = tmp_path_factory.mktemp("home")
    ad = folder / "good.json"
    ad.write_text(json.dumps([GOOD_AD]), encoding="utf-8")
    assert run(folder, "ads", "import", str(ad))[0] == 0
    return folder


def run(home: Path, *arguments: str) -> tuple[int, str, str]:
    """The program as people start it: exit code, standard output, standard error."""
    settings = {**os.environ, "TVERS_HOME": str(home), "TVERS_LANGUAGE": "nb", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", "from tvers.cli import main; main()", *arguments]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr


def stored(home: Path) -> list[tuple[object, ...]]:
    """Everything in the installation's tables of content."""
    with sqlite3.connect(home / "tvers.sqlite3") as database:
        tables = (
            "storage_adrow",
            "storage_conceptrow",
            "storage_crosswalkrow",
            "storage_schemerow",
            "storage_importrow",
            "storage_counterrow",
        )
        return [row for table in tables for row in database.execute(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608 - the names above


def zipped(path: Path, *, cut: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("occupations_en.csv", OCCUPATIONS + f"Occupation,{URI},2512,tester,\n" * 200)
    if cut:
        path.write_bytes(path.read_bytes()[:-cut])
    return path


NO_GROUP = f"conceptType,conceptUri,preferredLabel\nOccupation,{URI},x\n"


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def latin_1(path: Path) -> Path:
    path.write_bytes('{"text": "lærer"}'.encode("latin-1"))
    return path


def empty_pdf(path: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(path)
    return path


Case = tuple[Callable[[Path], tuple[str, ...]], int, str]
"""The arguments, given a folder to write to; the exit code; what the line must name."""
CASES: dict[str, Case] = {
    "a zip that is cut off": (lambda folder: ("taxonomy", "import", str(zipped(folder / "esco.zip", cut=60))), 1, "esco.zip"),
    "a column that is missing": (
        lambda folder: (
            "taxonomy",
            "import",
            str(text(folder / "occupations_en.csv", f"conceptType,conceptUri,preferredLabel\nOccupation,{URI},x\n")),
        ),
        1,
        "iscoGroup",
    ),
    "a table cut off in the middle": (
        lambda folder: ("taxonomy", "import", str(text(folder / "occupations_en.csv", f'{OCCUPATIONS}Occupation,{URI},2512,"tes'))),
        1,
        "occupations_en.csv",
    ),
    "a good file beside a bad one": (
        lambda folder: ("taxonomy", "import", str(zipped(folder / "good.zip")), str(text(folder / "bad.csv", "x,y\n1,2\n"))),
        1,
        "bad.csv",
    ),
    "JSON that is cut off": (lambda folder: ("ads", "import", str(text(folder / "ads.json", json.dumps([GOOD_AD])[:-20]))), 1, "ads.json"),
    "a file that is not there": (lambda folder: ("ads", "import", str(folder / "nothing.json")), 1, "nothing.json"),
    "a profile that is no JSON": (lambda folder: ("match", "--profile", str(text(folder / "me.json", "{text: hei}"))), 1, "me.json"),
    "a profile nested without end": (lambda folder: ("match", "--profile", str(text(folder / "deep.json", "[" * 100_000))), 1, "deep.json"),
    "a day that is none": (lambda _: ("match", "--example", "--on", "2026-02-30"), 2, "2026-02-30"),
    "a scheme that is not loaded": (lambda _: ("taxonomy", "crosswalk", "2151", "--from", "nace", "--to", "ssyk2012"), 2, "nace"),
    "a code that is not there": (lambda _: ("taxonomy", "show", "9z9z"), 1, "9z9z"),
    "an ad that is not there": (lambda _: ("ads", "show", "nav:nothing"), 1, "nav:nothing"),
    "an option that there is not": (lambda _: ("match", "--tpo", "3"), 2, "--tpo"),
    "a command that there is not": (lambda _: ("mtch",), 2, "mtch"),
    "a number out of bounds": (lambda _: ("match", "--example", "--top", "999"), 2, "200"),
    "nobody to match": (lambda _: ("match",), 2, "--profile"),
    "two persons to match": (lambda _: ("match", "elektriker", "--example"), 2, "--profile"),
    "nothing to link": (lambda _: ("link", "  "), 2, "elektriker"),
    "a scheme to itself": (lambda _: ("taxonomy", "crosswalk", "2151", "--from", "STYRK-08", "--to", "styrk08"), 2, "styrk08"),
    "a profile in Latin-1": (lambda folder: ("match", "--profile", str(latin_1(folder / "me.json"))), 1, "UTF-8"),
    "a profile with nothing in it": (lambda folder: ("match", "--profile", str(text(folder / "me.json", " "))), 1, "tom"),
    "a CV that is cut off": (
        lambda folder: ("match", "--profile", str(text(folder / "cv.xml", '<Candidate xmlns="http://www.europass.eu/1.0"><Candid'))),
        1,
        "cv.xml",
    ),
    "a CV that grows without end": (
        lambda folder: ("match", "--profile", str(text(folder / "cv.xml", '<!DOCTYPE x [<!ENTITY a "a">]><Candidate>&a;</Candidate>'))),
        1,
        "DTD",
    ),
    "a PDF with nothing attached": (lambda folder: ("match", "--profile", str(empty_pdf(folder / "cv.pdf"))), 1, "Europass"),
    "a PDF that is broken": (lambda folder: ("match", "--profile", str(text(folder / "cv.pdf", "%PDF-1.7 ..."))), 1, "cv.pdf"),
    "a CV that is too large": (lambda folder: ("match", "--profile", str(text(folder / "cv.xml", "<" * 5_000_001))), 1, "5 MB"),
    "a CV of no known kind": (lambda folder: ("match", "--profile", str(text(folder / "cv.txt", "Elektriker"))), 1, "JSON Resume"),
    "a language that is not spoken": (lambda _: ("link", "elektriker", "--lang", "xx"), 2, "xx"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_broken_gives_one_clear_line_and_changes_nothing(case: str, home: Path, tmp_path: Path) -> None:
    arguments, exit_code, named = CASES[case]
    before = stored(home)
    code, said, complained = run(home, *arguments(tmp_path))
    assert (code, said) == (exit_code, "")
    assert complained.count("\n") == 1
    assert named in complained
    assert "Traceback" not in complained
    assert stored(home) == before


def test_a_locked_database_is_told_and_nothing_is_lost(home: Path, tmp_path: Path) -> None:
    before = stored(home)
    file = text(tmp_path / "more.json", json.dumps([{**GOOD_AD, "uuid": "a-2"}]))
    with sqlite3.connect(home / "tvers.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        code, _, complained = run(home, "ads", "import", str(file))
        other.execute("ROLLBACK")
    assert code == 1
    assert complained.count("\n") == 1
    assert "Traceback" not in complained
    assert stored(home) == before
    assert run(home, "ads", "import", str(file))[0] == 0


SMALL_FILES = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, 16_384)); from tvers.cli import main; main()"
"""To SQLite's index of 32 KB this is what a full disk is; Windows has no such limit."""


@pytest.mark.skipif(sys.platform != "linux", reason="systems differ in what they limit")
def test_a_disk_without_room_for_what_the_database_needs_to_open_is_called_full(tmp_path: Path) -> None:
    assert run(tmp_path, "ads", "quarantine")[0] == 0
    settings = {**os.environ, "TVERS_HOME": str(tmp_path), "TVERS_LANGUAGE": "en"}
    command = [sys.executable, "-c", SMALL_FILES, "ads", "quarantine"]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr.count("\n"), "is full" in done.stderr) == (1, 1, True)
    assert run(tmp_path, "ads", "quarantine")[0] == 0


def test_records_that_cannot_be_read_are_set_aside_and_the_rest_is_taken(home: Path, tmp_path: Path) -> None:
    bad = [{**GOOD_AD, "uuid": "a-3"}, {"uuid": "a-4"}, 7, None, {**GOOD_AD, "uuid": "a-5", "published": "the day after tomorrow"}]
    code, said, _ = run(home, "ads", "import", "--json", str(text(tmp_path / "mixed.json", json.dumps(bad))))
    assert code == 0
    assert {"read": 5, "imported": 1, "quarantined": 4}.items() <= json.loads(said).items()
    _, listed, _ = run(home, "ads", "quarantine")
    assert "a-4" in listed
    assert "a-5" in listed
    assert listed.count("\n") == 4
