from pathlib import Path

import pytest
from tools.sizes import ROOT, Limits, findings, read_limits, too_long


def function_of(lines: int) -> str:
    return "def long():\n" + "    x = 1\n" * (lines - 1)


@pytest.fixture
def given_tree(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "room.py").write_text(function_of(5), encoding="utf-8")
    (tmp_path / "dev.py").write_text("", encoding="utf-8")
    return tmp_path


def test_a_function_one_line_over_the_limit_is_named_and_one_at_the_limit_is_not() -> None:
    limits = Limits(400, 40, {})
    assert list(too_long("a.py", function_of(41), limits)) == [("a.py::long", 41)]
    assert list(too_long("a.py", function_of(40), limits)) == []


def test_decorators_count_as_lines_of_their_function() -> None:
    assert list(too_long("a.py", "@cache\n" + function_of(40), Limits(400, 40, {}))) == [("a.py::long", 41)]


def test_a_module_over_the_limit_is_named() -> None:
    assert list(too_long("a.py", "x = 1\n" * 401, Limits(400, 40, {}))) == [("a.py", 401)]


def test_a_named_exception_may_be_longer(given_tree: Path) -> None:
    assert findings(given_tree, Limits(400, 4, {})) == ["src/room.py::long has 5 lines"]
    assert findings(given_tree, Limits(400, 4, {"src/room.py::long": "one table"})) == []


def test_an_exception_that_nobody_needs_or_without_a_reason_is_told(given_tree: Path) -> None:
    assert findings(given_tree, Limits(400, 5, {"src/room.py::long": "one table"})) == [
        "the exception for src/room.py::long is no longer needed"
    ]
    assert findings(given_tree, Limits(400, 4, {"src/room.py::long": " "})) == ["the exception for src/room.py::long has no reason"]


def test_every_module_and_function_of_ours_keeps_its_size() -> None:
    assert findings(ROOT, read_limits()) == []
