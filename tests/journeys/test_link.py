"""What a phrase means, asked at the command line, with the table whole and broken."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tvers.bootstrap import services
from tvers.cli import app
from tvers.kernel import Unavailable, WrongUse
from tvers.linking import Encoder

pytestmark = pytest.mark.django_db


def test_a_phrase_in_another_language_is_linked_by_what_it_means() -> None:
    told = CliRunner().invoke(app, ["link", "welding technician", "--lang", "en", "--json"], catch_exceptions=False)
    answer = json.loads(told.stdout)
    assert answer["understood"]
    assert not told.stderr


def test_a_broken_table_is_told_on_the_error_channel_and_the_answer_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Encoder:
        raise Unavailable("data.changed", file="encoder.npz")

    monkeypatch.setattr("tvers.services._engine.load_encoder", broken)
    services.cache_clear()
    told = CliRunner().invoke(app, ["link", "sveisere", "--json"], catch_exceptions=False)
    assert json.loads(told.stdout)["understood"]
    assert "encoder.npz" in told.stderr
    examined = CliRunner().invoke(app, ["doctor", "--json"])
    assert {one["code"]: one["well"] for one in json.loads(examined.stdout)}["doctor.bad.encoder"] is False


def test_a_list_of_titles_is_known_at_once(tmp_path: Path) -> None:
    asked = ["link", "brynjolfist", "--lang", "nb", "--json"]
    assert not json.loads(CliRunner().invoke(app, asked, catch_exceptions=False).stdout)["understood"]
    titles = tmp_path / "titles.tsv"
    titles.write_text("styrk08\ttitle_no\n7212\tBrynjolfist\n", encoding="utf-8")
    imported = CliRunner().invoke(app, ["taxonomy", "import", str(titles)], catch_exceptions=False)
    assert imported.exit_code == 0
    answer = json.loads(CliRunner().invoke(app, asked, catch_exceptions=False).stdout)
    assert answer["understood"]
    assert services().taxonomy.concepts[answer["candidates"][0]["concept"]].isco08 == "7212"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "which_link"),
        (["--speed", "--titles", "x.tsv"], "which_link"),
        (["--titles", "x.tsv", "--labels", "some"], "labels"),
    ],
)
def test_a_bench_of_nothing_or_of_two_things_is_wrong_use(arguments: list[str], code: str) -> None:
    found = CliRunner().invoke(app, ["bench", "link", *arguments])
    assert isinstance(found.exception, WrongUse)
    assert found.exception.code == f"bench.{code}"
