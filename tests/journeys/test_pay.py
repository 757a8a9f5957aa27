"""Take-home pay at two doors."""

import json

import pytest
from django.test import Client
from typer.testing import CliRunner

from tvers.cli import app

pytestmark = pytest.mark.django_db
ASKED: dict[str, str | int] = {"year": 2026, "home": "SE:Strömstad", "work": "NO:Halden", "gross": 620_000, "days_at_home": 0}


def tell(*arguments: str) -> str:
    return CliRunner().invoke(app, ["pay", *arguments], catch_exceptions=False).stdout


def options(asked: dict[str, str | int]) -> list[str]:
    return [word for name, value in asked.items() for word in (f"--{name.replace('_', '-')}", str(value))]


def test_the_command_line_and_the_api_give_one_answer() -> None:
    by_command = json.loads(tell(*options(ASKED), "--lang", "sv", "--json"))
    assert by_command == Client().get("/api/v1/pay", {**ASKED, "language": "sv"}).json()
    assert (by_command["regime"], by_command["currency"], by_command["insured_in"]) == ("border_commuter", "NOK", "NO")
    assert by_command["tax_yearly"] == sum(line["amount"] for line in by_command["lines"]) == 620_000 - by_command["net_yearly"]


def test_a_reader_sees_every_line_what_is_left_and_what_was_not_checked() -> None:
    told = tell("--home", "Trollhättan", "--work", "Sarpsborg", "--gross", "700000", "--days-at-home", "2", "--lang", "nb")
    assert "Trinnskatt" in told
    assert "Igjen, per år" in told
    assert "ikke kontrollert" in told
    assert "Kildeskatt på lønn (PAYE). Trygdet i Norge." in told
    assert "Skattetrekk hos arbeidsgiver" not in told  # of pay that two countries tax no table tells


def test_at_home_the_tables_tell_what_is_withheld() -> None:
    told = json.loads(tell("--year", "2026", "--home", "NO:3101", "--work", "Halden", "--gross", "720000", "--json"))
    assert told["withheld_monthly"] == 18_088
    assert told["exchange"] is None


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"home": "Strømsta"}, 404, "place.unknown"),
        ({"work": "Våler"}, 400, "place.several"),
        ({"regime": "free"}, 400, "pay.regime"),
        ({"year": 1999}, 400, "pay.year"),
        ({"rate": 0}, 400, "pay.rate"),
        ({"rate": "nan"}, 400, "pay.rate"),
        ({"gross": "much"}, 400, "request.field"),
        ({"days_at_home": "nan"}, 400, "pay.days"),
    ],
)
def test_what_cannot_be_is_a_problem_in_the_readers_language(more: dict[str, str | int], status: int, code: str) -> None:
    said = {language: Client().get("/api/v1/pay", {**ASKED, **more, "language": language}) for language in ("nb", "sv")}
    assert {answer.status_code for answer in said.values()} == {status}
    assert said["nb"].json()["code"] == code
    if code != "request.field":
        assert said["nb"].json()["title"] != said["sv"].json()["title"]


def test_a_place_that_cannot_be_one_is_told_back_in_short_and_without_what_cannot_be_seen() -> None:
    told = Client().get("/api/v1/pay", {**ASKED, "home": "\u202e\x07" + "x" * 20_000, "language": "en"}).json()["title"]
    assert told.startswith("'xxx")
    assert len(told) < 200


def test_a_place_that_is_not_known_is_told_with_the_nearest() -> None:
    told = Client().get("/api/v1/pay", {**ASKED, "home": "Strømsta"}).json()
    assert "Strömstad" in told["title"]
