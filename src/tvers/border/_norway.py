"""What Norway takes of a year's wages, and what an employer withholds of a month's."""

from decimal import ROUND_HALF_UP, Decimal

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


def national_insurance(income: int, law: Law) -> int:
    """Trygdeavgift on gross wages: none up to a limit, then at most a quarter of what is above it."""
    above = max(0, income - law.amount("insurance", "free"))
    return _whole(min(share(income, law.rate("insurance")), share(above, law.rate("insurance", "phase_in"))))


def withheld(monthly: int, law: Law, table: int = ORDINARY_TABLE) -> int:
    """What an employer withholds of a month's pay, whole kroner, by a table: 8010 deducts 10,000 a year, 9010 adds 10,000.

    Raises ``ValueError`` for a table whose deduction is not known.
    """
    income = _whole((monthly // _STEP * _STEP + _STEP // 2) * law.rate("withholding", "months_of_income"))
    part = law.rate("withholding", "deduction_share") / 100
    deduction = min(
        _whole(share(income, law.rate("income", "minimum_deduction_percent") * part)),
        _whole(law.amount("income", "minimum_deduction_most") * part),
    )
    tax = _of_general(income - deduction - _deducted(table), law) + bracket_tax(income, law) + national_insurance(income, law)
    return min(monthly, _whole(tax / law.rate("withholding", "months_of_tax")))


def _of_general(income: int, law: Law) -> int:
    """The two parts of the tax are rounded each by itself."""
    general = max(0, income - law.amount("income", "personal_allowance"))
    return _whole(share(general, law.rate("income", "municipal"))) + _whole(share(general, law.rate("income", "common")))


def _deducted(table: int) -> int:
    if table in _TABLES:
        return (table - _TABLES.start) * _PER_TABLE
    if table in _TABLES_OF_MORE:
        return (_TABLES_OF_MORE.start - 10 - table) * _PER_TABLE
    raise ValueError(table)


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(_WHOLE, ROUND_HALF_UP))
