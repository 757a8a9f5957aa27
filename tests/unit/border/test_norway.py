"""Norwegian tax, against the tax office's own tables and settlement."""

import csv
from pathlib import Path

import pytest

from tvers.border._law import law_of
from tvers.border._norway import bracket_tax, general_income_tax, national_insurance, withheld
from tvers.kernel import Country


@pytest.mark.parametrize(("year", "rows"), [(2025, 91_656), (2026, 91_368)])
def test_every_row_of_the_monthly_tables_comes_out_to_the_krone(reference_data: Path, year: int, rows: int) -> None:
    law = law_of(Country.NO, year)
    lines = (reference_data / "tax" / f"no-trekktabell-maned-{year}.txt").read_text(encoding="utf-8").split()
    official = [(int(line[:4]), int(line[6:12]), int(line[12:18])) for line in lines]
    assert len(official) == rows
    assert [row for row in official if withheld(row[1], law, row[0]) != row[2]] == []


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_part_of_a_years_settlement_comes_out_to_the_krone(reference_data: Path, year: int) -> None:
    law = law_of(Country.NO, year)
    with (reference_data / "tax" / f"no-annual-settlement-{year}.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            parts = [tax(int(row["gross"]), law) for tax in (general_income_tax, bracket_tax, national_insurance)]
            assert parts == [int(row[name]) for name in ("tax_general_22pct", "trinnskatt", "trygdeavgift")], row


@pytest.mark.parametrize(
    ("year", "pay", "tax"), [(2025, 40_000, 10_586), (2025, 60_000, 18_649), (2026, 40_000, 10_305), (2026, 60_000, 18_088)]
)
def test_published_rows_of_table_8000(year: int, pay: int, tax: int) -> None:
    assert withheld(pay, law_of(Country.NO, year)) == tax


def test_a_table_deducts_or_adds_what_its_number_says() -> None:
    law = law_of(Country.NO, 2026)
    less, plain, more = (withheld(50_000, law, table) for table in (8050, 8000, 9050))
    assert less < plain < more
    assert plain - less == pytest.approx(50_000 * 0.22 / 10.5, abs=1)


@pytest.mark.parametrize("table", [100, 7301, 8005, 8410, 9000, 9410])
def test_a_table_whose_deduction_is_not_known_is_refused(table: int) -> None:
    with pytest.raises(ValueError, match=str(table)):
        withheld(50_000, law_of(Country.NO, 2026), table)


def test_nothing_is_taken_of_little() -> None:
    law = law_of(Country.NO, 2026)
    assert (national_insurance(99_650, law), national_insurance(99_654, law)) == (0, 1)
    assert withheld(0, law) == 0
