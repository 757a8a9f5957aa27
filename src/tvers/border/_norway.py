"""What Norway takes of a year's wages, and what an employer withholds of a month's."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from tvers.border._law import Law, share

_WHOLE = Decimal(1)
ORDINARY_TABLE = 8000
"""The table of whoever has no other deductions."""
_STEP = 100
"""Pay is withheld by hundreds, counted from the middle of each."""
_TABLES = range(8000, 8401, 10)
_TABLES_OF_MORE = range(9010, 9401, 10)
_PER_TABLE = 1000
"""From one thousand to the next a table deducts, or adds, so much more."""


def general_income_tax(income: int, law: Law) -> int:
    """Tax on general income: wages less minimum deduction and personal allowance."""
    deduction = min(_whole(share(income, law.rate("income", "minimum_deduction_percent"))), law.amount("income", "minimum_deduction_most"))
    return _of_general(income - deduction, law)


def bracket_tax(income: int, law: Law) -> int:
    """Trinnskatt: on gross wages, bracket by bracket."""
    steps = law.steps("bracket")
    ends = (*(begin for begin, _ in steps[1:]), income)
    return _whole(
        sum((share(min(income, end) - begin, rate) for (begin, rate), end in zip(steps, ends, strict=True) if income > begin), Decimal(0))
    )


def national_insurance(income: int, law: Law, percent: Decimal | None = None) -> int:
    """Trygdeavgift on gross wages, or of another rate: none up to a limit, then at most a quarter of what is above it."""
    above = max(0, income - law.amount("insurance", "free"))
    return _whole(
        min(share(income, law.rate("insurance") if percent is None else percent), share(above, law.rate("insurance", "phase_in")))
    )


def withheld(monthly: int, law: Law, table: int = ORDINARY_TABLE) -> int:
    """What an employer withholds of a month's pay, whole kroner, by a table: 8010 deducts 10,000 a year, 9010 adds 10,000.

    Raises ``ValueError`` for a table that is not known, such as those of seamen.
    """
    of = _table(table, law)
    income = _whole((monthly // _STEP * _STEP + _STEP // 2) * of.months_of_income)
    part = law.rate("withholding", "deduction_share") / 100
    deduction = of.deducted + min(
        _whole(share(income, law.rate("income", "minimum_deduction_percent") * part)),
        _whole(law.amount("income", "minimum_deduction_most") * part),
    )
    if of.standard:
        deduction += min(
            _whole(share(income, law.rate("special_tables", "standard_percent"))), law.amount("special_tables", "standard_most")
        )
    tax = _of_general(income - deduction, law, north=of.north) + bracket_tax(income, law)
    if of.contributions is not None:
        tax += national_insurance(income, law, of.contributions)
    return min(monthly, _whole(tax / of.months_of_tax))


@dataclass(frozen=True, slots=True)
class _Table:
    """What a withholding table counts with."""

    months_of_income: Decimal
    months_of_tax: Decimal
    contributions: Decimal | None
    deducted: int = 0
    standard: bool = False
    north: bool = False


@cache
def _table(number: int, law: Law) -> _Table:
    if number in _TABLES or number in _TABLES_OF_MORE:
        less, more = number - _TABLES.start, number - _TABLES_OF_MORE.start + _TABLES_OF_MORE.step
        months = law.rate("withholding", "months_of_income"), law.rate("withholding", "months_of_tax")
        return _Table(*months, law.rate("insurance"), (less if number in _TABLES else -more) * _PER_TABLE)
    rates = {"full": law.rate("insurance"), "low": law.rate("special_tables", "low_percent"), "none": None}
    for known, deducts, contributions, months_of_tax in law.rows("special_tables", "tables"):
        if known == number:
            income = law.rate("special_tables", "months_of_income")
            return _Table(income, Decimal(months_of_tax), rates[contributions], 0, deducts != "plain", deducts == "north")
    raise ValueError(number)


def _of_general(income: int, law: Law, *, north: bool = False) -> int:
    """The two parts of the tax are rounded each by itself."""
    general = income - law.amount("income", "personal_allowance") - (law.amount("special_tables", "north_allowance") if north else 0)
    common = law.rate("special_tables", "north_common") if north else law.rate("income", "common")
    return _whole(share(max(0, general), law.rate("income", "municipal"))) + _whole(share(max(0, general), common))


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(_WHOLE, ROUND_HALF_UP))
