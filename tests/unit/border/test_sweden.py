"""Swedish tax, against Skatteverket's tables and calculated settlements."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tvers.border._law import law_of
from tvers.border._sweden import Standing, basic_allowance, pension_fee, swedish_tax, withheld
from tvers.kernel import Country


@pytest.mark.parametrize(("year", "rows"), [(2025, 3_912), (2026, 3_939)])
def test_every_row_of_column_1_comes_out_to_the_krona(reference_data: Path, year: int, rows: int) -> None:
    law = law_of(Country.SE, year)
    lines = (reference_data / "tax" / f"se-allmanna-tabeller-manad-{year}.txt").read_text(encoding="utf-8").splitlines()
    closed = [line for line in lines if line[12:19].strip()]  # the last interval of a table has no end
    assert len(closed) == rows
    wrong = []
    for line in closed:
        table, top, told = int(line[3:5]), int(line[12:19]), int(line[19:24].strip() or 0)
        wanted = told if line[2] == "B" else top * told // 100
        if withheld(top, law, table) != wanted:
            wrong.append(line)
    assert wrong == []


def test_every_settlement_comes_out_to_the_krona(reference_data: Path) -> None:
    with (reference_data / "tax" / "se-annual-settlement-se.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) > 100
    for row in rows:
        gross = int(row["gross"])
        standing = Standing(Decimal(row["kommun_plus_region"]), Decimal(row["begravningsavgift"]), fee_on=gross)
        tax = swedish_tax(gross, law_of(Country.SE, int(row["year"])), standing)
        assert (tax.total, -tax.job_tax_credit) == (int(row["tax_total"]), int(row["jobbskatteavdrag"])), row


@pytest.mark.parametrize(
    ("year", "pay", "tax"), [(2025, 35_000, 7_244), (2025, 50_100, 11_831), (2026, 35_000, 6_922), (2026, 50_100, 11_415)]
)
def test_published_rows_of_table_32(year: int, pay: int, tax: int) -> None:
    assert withheld(pay, law_of(Country.SE, year), 32) == tax


def test_pay_inside_an_interval_is_counted_as_its_upper_end() -> None:
    law = law_of(Country.SE, 2026)
    assert withheld(34_801, law, 32) == withheld(35_000, law, 32) < withheld(35_001, law, 32)
    assert withheld(0, law, 32) == 0


@pytest.mark.parametrize("table", [28, 43])
def test_a_table_that_there_is_not_is_refused(table: int) -> None:
    with pytest.raises(ValueError, match=str(table)):
        withheld(30_000, law_of(Country.SE, 2026), table)


def test_the_allowance_is_never_more_than_the_income_and_bends_where_the_law_says() -> None:
    law = law_of(Country.SE, 2026)
    assert basic_allowance(1_000, law) == 1_000
    assert basic_allowance(180_000, law) == basic_allowance(184_000, law) == 45_600  # from 2.72 to 3.11 price base amounts
    assert basic_allowance(2_000_000, law) == 17_400


def test_the_pension_fee_begins_where_pensions_do_and_ends_at_its_cap() -> None:
    law = law_of(Country.SE, 2025)
    assert (pension_fee(24_872, law), pension_fee(24_873, law), pension_fee(5_000_000, law)) == (0, 1_700, 45_500)


def test_credits_are_never_more_than_the_tax_that_they_are_credited_against() -> None:
    law = law_of(Country.SE, 2026)
    for income in range(0, 200_000, 700):
        tax = swedish_tax(income, law, Standing(Decimal(33), Decimal("0.3"), fee_on=income))
        assert -tax.pension_fee_credit - tax.job_tax_credit - tax.earned_income_credit <= tax.municipal_tax + tax.state_tax
