"""What Sweden takes of a year's wages of somebody under 66, and what an employer withholds of a month's."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from tvers.border._law import Law, share

_HUNDRED = 100
_MONTHS = 12
_FIRST, _NARROW, _WIDE = 2_000, 100, 200
"""The upper end of the first interval of a withholding table, and how wide the others are."""
_NARROW_UNTIL = 20_000
_IN_KRONOR = 80_000
_THOUSANDTH = Decimal("0.001")
"""To so much the percentages are cut before they are rounded: all rows of 2025 and 2026 come out so."""
TABLES = range(29, 43)
"""Withholding tables, by the rate of municipality, region and church together, per cent."""


@dataclass(frozen=True, slots=True)
class SwedishTax:
    """The parts of a year's tax, SEK; credits are below 0. Together they are what is paid."""

    municipal_tax: int = 0
    state_tax: int = 0
    burial_fee: int = 0
    pension_fee: int = 0
    pension_fee_credit: int = 0
    job_tax_credit: int = 0
    earned_income_credit: int = 0
    public_service_fee: int = 0

    @property
    def total(self) -> int:
        """What is paid."""
        return sum(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Standing:
    """What of somebody's circumstances the tax depends on. Rates are per cent.

    ``fee_on`` is the income that the pension fee is paid on, None where it is not. ``deduction`` is a general deduction from the income,
    such as contributions paid abroad. ``abroad`` is somebody who lives there: no burial nor public service fee; ``allowances`` says whether
    the basic allowance and the credits for work are given.
    """

    rate: Decimal
    burial: Decimal
    fee_on: int | None = None
    deduction: int = 0
    abroad: bool = False
    allowances: bool = True


def swedish_tax(income: int, law: Law, standing: Standing) -> SwedishTax:
    """A year's tax on wages and nothing else."""
    assessed = max(0, income - standing.deduction)
    allowance = basic_allowance(assessed, law) if standing.allowances else 0
    taxable = max(0, (assessed - allowance) // _HUNDRED * _HUNDRED)
    municipal = _floor(share(taxable, standing.rate))
    state = _floor(share(max(0, taxable - law.amount("income", "state_from")), law.rate("income", "state_percent")))
    fee = pension_fee(standing.fee_on, law) if standing.fee_on is not None else 0
    pension_credit = min(fee, municipal + state)
    left = municipal - max(0, pension_credit - state)
    job = min(left, _job_credit(income, allowance, law, standing.rate)) if standing.allowances else 0
    earned = min(left - job, _earned_credit(taxable, law)) if standing.allowances else 0
    service = 0 if standing.abroad else min(law.amount("public_service", "most"), _floor(share(taxable, law.rate("public_service"))))
    burial = 0 if standing.abroad else _floor(share(taxable, standing.burial))
    return SwedishTax(municipal, state, burial, fee, -pension_credit, -job, -earned, service)


def basic_allowance(income: int, law: Law) -> int:
    """Grundavdrag, upwards to whole hundreds; never more than the income."""
    base = law.amount("base", "price_base")
    units = law.curve("income", "allowance").at(Decimal(income) / base)
    return min(_up(units * base), _up(Decimal(income)))


def pension_fee(income: int, law: Law) -> int:
    """Allmän pensionsavgift, to the nearest hundred; none below the income that counts for a pension."""
    if income < law.rate("pension", "least_price_base") * law.amount("base", "price_base"):
        return 0
    counted = min(Decimal(income), law.rate("pension", "most_income_base") * law.amount("base", "income_base"))
    return int((share(counted, law.rate("pension")) / _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP)) * _HUNDRED


def withheld(monthly: int, law: Law, table: int) -> int:
    """What an employer withholds of a month's pay, whole kronor, by column 1 of a general table.

    Up to `_IN_KRONOR` the table gives kronor for intervals, counted from their upper end; above, a whole percentage of the pay.
    Raises ``ValueError`` for a table that there is not.
    """
    if table not in TABLES:
        raise ValueError(table)
    if monthly <= 0:
        return 0
    width = _NARROW if monthly <= _NARROW_UNTIL else _WIDE
    top = max(_FIRST, -(-monthly // width) * width)
    fees = law.rate("withholding", "fees")
    yearly = swedish_tax(top * _MONTHS, law, Standing(Decimal(table) - fees, fees, fee_on=top * _MONTHS)).total
    if top <= _IN_KRONOR:
        return yearly // _MONTHS
    percent = (Decimal(yearly) * 100 / (top * _MONTHS)).quantize(_THOUSANDTH, ROUND_FLOOR).quantize(Decimal(1), ROUND_HALF_DOWN)
    return _floor(share(monthly, percent))


def _job_credit(income: int, allowance: int, law: Law, rate: Decimal) -> int:
    base = law.amount("base", "price_base")
    counted = income // _HUNDRED * _HUNDRED
    units = law.curve("job_credit", "steps").at(Decimal(counted) / base)
    return _floor(share(max(Decimal(0), units * base - allowance), rate))


def _earned_credit(taxable: int, law: Law) -> int:
    above = max(0, taxable - law.amount("earned_credit", "from"))
    return min(law.amount("earned_credit", "most"), _floor(share(above, law.rate("earned_credit"))))


def _floor(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_FLOOR))


def _up(amount: Decimal) -> int:
    return int((amount / _HUNDRED).quantize(Decimal(1), ROUND_CEILING)) * _HUNDRED
