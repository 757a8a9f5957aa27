"""The newcomer's script, without installing anything."""

import json
import subprocess
from pathlib import Path

import dev
import pytest


@pytest.fixture
def given_venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A set-up folder of this test's own, with a Python in it and no stamp."""
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    (tmp_path / "python").touch()
    return tmp_path


def test_the_digest_changes_with_a_dependency_and_not_with_a_linter_setting() -> None:
    project = dev.read_project()
    before = dev.digest(project)
    assert dev.digest({**project, "tool": {}}) == before
    assert dev.digest({**project, "project": {**project["project"], "dependencies": ["other"]}}) != before


@pytest.mark.parametrize(
    ("has_dev", "wants_dev", "current"), [(True, True, True), (True, False, True), (False, False, True), (False, True, False)]
)
def test_a_stamp_is_current_if_it_covers_what_is_wanted(given_venv: Path, *, has_dev: bool, wants_dev: bool, current: bool) -> None:
    (given_venv / "stamp.json").write_text(json.dumps({"digest": "abc", "dev": has_dev}), encoding="utf-8")
    assert dev.is_current("abc", dev=wants_dev) is current
    assert not dev.is_current("other", dev=wants_dev)


@pytest.mark.parametrize("text", ["", "not json"])
def test_a_missing_or_broken_stamp_is_not_current(given_venv: Path, text: str) -> None:
    if text:
        (given_venv / "stamp.json").write_text(text, encoding="utf-8")
    assert not dev.is_current("abc", dev=False)


def test_the_port_is_8000_unless_said_otherwise() -> None:
    assert dev.read_port("") == 8000
    assert dev.read_port("8123") == 8123


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "\uff18"])
def test_a_port_that_is_none_is_told_in_one_line(text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PORT", text)
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err == f"dev.py: PORT is {text!r}; it must be a number from 1 to 65535.\n"


def test_without_a_network_one_line_says_so(given_venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_command: object, **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(
            [], 1, "", "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution"
        )

    monkeypatch.setattr(subprocess, "run", no_network)
    with pytest.raises(dev.Stop, match="Connect to the network"):
        dev.install(["x"])
    assert not (given_venv / "stamp.json").exists()


def test_an_unknown_command_shows_the_usage_as_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    assert "python3 dev.py test" in capsys.readouterr().out


def test_help_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    assert "python3 dev.py run" in capsys.readouterr().out
