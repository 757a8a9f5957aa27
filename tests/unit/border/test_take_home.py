"""Take-home pay: which rules hold for whom, and that the answer is the sum of its lines."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvers.border import CAVEATS, LINES, ExchangeRate, Pay, PayQuestion, Regime, insured_in, regimes, take_home, years
from tvers.kernel import Country, Language, Place, WrongUse
from tvers.travel import load_places
from tvers.words import pay_as_json

PLACES = load_places()


def place(text: str) -> Place:
    country, name = text.split(":")
    return PLACES.find(name, Country(country))[0]


def question(home: str, work: str, gross: int = 600_000, **more: object) -> PayQuestion:
    return replace(PayQuestion(2026, place(home), place(work), gross), **more)  # type: ignore[arg-type]


def amounts(pay: Pay) -> dict[str, int]:
    return {line.code: line.amount for line in pay.lines}


@pytest.mark.parametrize(
    ("home", "work", "regime"),
    [
        ("SE:Strömstad", "NO:Halden", Regime.BORDER_COMMUTER),
        ("NO:Halden", "SE:Strömstad", Regime.BORDER_COMMUTER),
        ("SE:Årjäng", "NO:Halden", Regime.BORDER_COMMUTER),  # the two need not touch each other
        ("SE:Trollhättan", "NO:Sarpsborg", Regime.ORDINARY),
        ("SE:Strömstad", "NO:Sarpsborg", Regime.ORDINARY),
        ("SE:Uddevalla", "NO:Halden", Regime.ORDINARY),
        ("NO:Fredrikstad", "SE:Göteborg", Regime.SINK),
        ("NO:Halden", "NO:Oslo", Regime.ORDINARY),
    ],
)
def test_the_regime_goes_by_the_municipalities(home: str, work: str, regime: Regime) -> None:
    assert take_home(question(home, work)).regime is regime


def test_a_border_commuter_is_taxed_at_home_and_insured_at_work() -> None:
    there = take_home(question("SE:Strömstad", "NO:Halden"))
    assert {line.country for line in there.lines if line.code != "national_insurance"} == {Country.SE}
    assert amounts(there)["national_insurance"] == 45_600
    assert "pension_fee" not in amounts(there)
    back = take_home(question("NO:Halden", "SE:Strömstad"))
    assert set(amounts(back)) == {"general_income_tax", "bracket_tax"}
    assert "pension_fee_unknown" in {one.code for one in back.caveats}


def test_the_contribution_abroad_is_deducted_from_the_swedish_income() -> None:
    rate = ExchangeRate(Decimal(1), "", date(2026, 1, 1), "", verified=True)
    across = take_home(question("SE:Strömstad", "NO:Halden", exchange=rate))
    at_home = take_home(question("SE:Strömstad", "SE:Strömstad", gross=600_000 - 45_600))
    assert amounts(across)["municipal_tax"] == amounts(at_home)["municipal_tax"]


@pytest.mark.parametrize(
    ("days", "a1", "country"),
    [(1.2, False, "NO"), (1.25, False, "SE"), (1.25, True, "NO"), (2.4, True, "NO"), (2.5, True, "SE"), (5, True, "SE"), (0, False, "NO")],
)
def test_who_insures_goes_by_the_share_of_the_work_at_home(days: float, a1: bool, country: str) -> None:  # noqa: FBT001 - a case
    assert insured_in(question("SE:Trollhättan", "NO:Sarpsborg", days_at_home=days, a1=a1)) is Country(country)


def test_days_at_home_are_taxed_where_one_lives() -> None:
    pay = take_home(question("SE:Trollhättan", "NO:Sarpsborg", days_at_home=1))
    assert {line.country for line in pay.lines} == {Country.NO, Country.SE}
    assert amounts(pay)["national_insurance"] == 45_600  # of all of it
    assert amounts(pay)["general_income_tax"] == amounts(take_home(question("SE:Uddevalla", "NO:Sarpsborg", 480_000)))["general_income_tax"]


def test_norway_takes_the_rate_of_all_the_pay_for_the_days_at_home() -> None:
    rate = ExchangeRate(Decimal(1), "", date(2026, 1, 1), "", verified=True)
    pay = take_home(question("NO:Fredrikstad", "SE:Göteborg", days_at_home=1, exchange=rate))
    whole = amounts(take_home(question("NO:Fredrikstad", "NO:Fredrikstad")))
    assert amounts(pay)["bracket_tax"] == pytest.approx(whole["bracket_tax"] / 5, abs=1)
    assert amounts(pay)["special_income_tax"] == 108_000  # 22.5 % of four fifths


def test_paye_is_open_up_to_its_limit() -> None:
    assert regimes(question("SE:Trollhättan", "NO:Sarpsborg", 725_050)) == (Regime.ORDINARY, Regime.PAYE)
    assert regimes(question("SE:Trollhättan", "NO:Sarpsborg", 725_051)) == (Regime.ORDINARY,)
    assert regimes(question("SE:Trollhättan", "NO:Sarpsborg", 800_000, days_at_home=1)) == (Regime.ORDINARY, Regime.PAYE)
    paid = take_home(question("SE:Trollhättan", "NO:Sarpsborg", regime=Regime.PAYE))
    assert amounts(paid) == {"paye": 150_000}
    insured_at_home = take_home(question("SE:Trollhättan", "NO:Sarpsborg", regime=Regime.PAYE, days_at_home=2))
    assert amounts(insured_at_home)["paye"] == 62_640  # 17.4 % of three fifths


def test_who_lives_in_norway_has_swedish_allowances_only_where_nearly_all_is_earned_there() -> None:
    asked = question("NO:Fredrikstad", "SE:Göteborg", regime=Regime.ORDINARY)
    assert "job_tax_credit" in amounts(take_home(asked))
    assert "job_tax_credit" not in amounts(take_home(replace(asked, days_at_home=1.0)))


def test_who_comes_home_seldom_may_ask_for_another_regime_and_nobody_for_one_that_cannot_be() -> None:
    assert take_home(question("SE:Strömstad", "NO:Halden", regime=Regime.PAYE)).regime is Regime.PAYE
    for home, work, regime in (
        ("SE:Trollhättan", "NO:Sarpsborg", Regime.BORDER_COMMUTER),
        ("SE:Strömstad", "NO:Halden", Regime.SINK),
        ("NO:Halden", "NO:Halden", Regime.PAYE),
    ):
        with pytest.raises(WrongUse, match=r"pay\.regime"):
            take_home(question(home, work, regime=regime))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"year": 2019}, "pay.year"),
        ({"gross": -1}, "pay.gross"),
        ({"gross": 10**9}, "pay.gross"),
        ({"days_at_home": 6.0}, "pay.days"),
        ({"days_at_home": -1.0}, "pay.days"),
    ],
)
def test_what_cannot_be_is_refused(more: dict[str, object], code: str) -> None:
    with pytest.raises(WrongUse, match=code):
        take_home(question("SE:Strömstad", "NO:Halden", **more))  # type: ignore[arg-type]


HOMES = ("SE:Strömstad", "SE:Trollhättan", "NO:Halden", "NO:Fredrikstad")
WORKS = ("SE:Strömstad", "SE:Göteborg", "NO:Halden", "NO:Oslo")


@st.composite
def questions(draw: st.DrawFn) -> PayQuestion:
    asked = question(draw(st.sampled_from(HOMES)), draw(st.sampled_from(WORKS)), draw(st.integers(0, 3_000_000)))
    asked = replace(
        asked, year=draw(st.sampled_from(years())), days_at_home=draw(st.sampled_from((0.0, 1.0, 2.0, 3.5, 5.0))), a1=draw(st.booleans())
    )
    return replace(asked, regime=draw(st.sampled_from((None, *regimes(asked)))))


@given(questions())
def test_the_lines_are_the_answer_and_the_range_holds_it(asked: PayQuestion) -> None:
    pay = take_home(asked)
    assert pay.tax_yearly == sum(line.amount for line in pay.lines)
    assert pay.net_yearly == asked.gross - pay.tax_yearly
    assert pay.net_low <= pay.net_yearly <= pay.net_high <= asked.gross
    assert all(line.rule.source and line.rule.year == asked.year for line in pay.lines)
    assert {line.code for line in pay.lines} <= set(LINES)
    assert {one.code for one in pay.caveats} <= set(CAVEATS)


@given(st.sampled_from(HOMES), st.sampled_from(WORKS), st.sampled_from(years()), st.integers(30_000, 3_000_000))
def test_who_earns_more_keeps_more(home: str, work: str, year: int, gross: int) -> None:
    """Where a whole year's work is done there; below 30,000 lies the one step that the law has, of the pension fee."""
    less, more = (take_home(question(home, work, pay, year=year)) for pay in (gross, gross + 1_000))
    assert less.net_yearly <= more.net_yearly


def test_the_pension_fee_is_the_one_step_where_who_earns_more_keeps_less() -> None:
    below, above = (take_home(question("SE:Strömstad", "SE:Strömstad", pay, year=2025)) for pay in (24_872, 24_873))
    assert below.net_yearly > above.net_yearly


@given(questions())
def test_no_language_changes_a_number(asked: PayQuestion) -> None:
    pay = take_home(asked)
    told = [pay_as_json(pay, language) for language in (Language.NB, Language.NN, Language.SV, Language.EN)]
    for one in told:
        for line in one["lines"]:
            line.pop("text")
        for name in ("regime_name", "caveats"):
            one.pop(name)
        for other in one["alternatives"]:
            other.pop("regime_name")
    assert told[0] == told[1] == told[2] == told[3]


def test_what_is_unverified_says_so() -> None:
    pay = take_home(question("NO:Fredrikstad", "SE:Göteborg"))
    told = pay_as_json(pay, Language.NB)
    assert [line["verified"] for line in told["lines"]] == [False]  # SINK of 2026
    assert any(one["code"] == "unverified" and "SINK" in one["text"] for one in told["caveats"])
    assert told["exchange"]["verified"] is False
