"""Which database an address means."""

from pathlib import Path

import pytest

from tvers.bootstrap._database import database
from tvers.kernel import WrongUse


def test_without_an_address_it_is_a_file_in_the_home(tmp_path: Path) -> None:
    assert database(tmp_path, "")["NAME"] == str(tmp_path / "tvers.sqlite3")


def test_an_address_is_taken_apart(tmp_path: Path) -> None:
    found = database(tmp_path, "postgresql://kari%40nav:h%3Amm@db.example.no:5433/tvers?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("kari@nav", "h:mm", "db.example.no", "5433")
    assert (found["NAME"], found["OPTIONS"]["sslmode"]) == ("tvers", "require")
    assert database(tmp_path, "postgres:///tvers")["HOST"] == ""


@pytest.mark.parametrize("url", ["mysql://db/tvers", "tvers", "postgresql://db", "postgresql://db:port/tvers", "postgresql://db/a/b"])
def test_what_names_no_database_is_refused_without_showing_it(url: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as wrong:
        database(tmp_path, url)
    assert wrong.value.code == "setting.database_url"
    assert url not in str(wrong.value.fields)
