import logging
from pathlib import Path

import pytest
from django.test import Client

from tvers.bootstrap import _log, logged


def test_a_full_file_is_turned_over_and_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_log, "FULL", 200)
    with logged(tmp_path, "test", "tvers.test.log") as log:
        for number in range(50):
            log.warning("number %d: %s", number, "å" * 20)
    files = sorted(path.name for path in (tmp_path / "log").iterdir())
    assert files == ["test.log", *(f"test.log.{number}" for number in range(1, _log.KEPT + 1))]
    assert all(path.stat().st_size <= 200 for path in (tmp_path / "log").iterdir())
    assert "number 49" in (tmp_path / "log" / "test.log").read_text(encoding="utf-8")


def test_after_its_context_nothing_more_is_written(tmp_path: Path) -> None:
    with logged(tmp_path, "test", "tvers.test.log") as log:
        log.warning("first")
    logging.getLogger("tvers.test.log").warning("second")
    told = (tmp_path / "log" / "test.log").read_text(encoding="utf-8")
    assert "first" in told
    assert "second" not in told


@pytest.mark.django_db
def test_a_question_does_not_stand_in_the_log(tmp_path: Path) -> None:
    with logged(tmp_path, "test"):
        assert Client().get("/nb/nowhere", {"text": "Jeg er sveiser og bor i Halden"}).status_code == 404
    told = (tmp_path / "log" / "test.log").read_text(encoding="utf-8")
    assert "/nb/nowhere" in told
    assert "sveiser" not in told


def test_where_nothing_can_be_written_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("no folder", encoding="utf-8")
    with logged(tmp_path, "test", "tvers.test.log") as log:
        log.warning("heard by nobody")
