"""What one country's money is worth in the other's."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from tvers.kernel import Country, read_toml


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What a Swedish krona is worth in Norwegian kroner, over which time or on which day, and who says so; empty for who asks."""

    nok_per_sek: Decimal
    period: str
    day: date
    source: str
    verified: bool

    def convert(self, amount: Decimal | int, start: Country, end: Country) -> Decimal:
        """An amount of one country's money in the other's, not rounded."""
        if start is end:
            return Decimal(amount)
        return amount * self.nok_per_sek if start is Country.SE else amount / self.nok_per_sek

    def whole(self, amount: Decimal | int, start: Country, end: Country) -> int:
        """`convert`, in whole units."""
        return int(self.convert(amount, start, end).quantize(Decimal(1), ROUND_HALF_UP))


@cache
def last_known_rate() -> ExchangeRate:
    """The newest rate that is part of the package."""
    rates = read_toml(__package__, "exchange.toml")["rate"]
    return max((ExchangeRate(Decimal(one.pop("nok_per_sek")), **one) for one in map(dict, rates)), key=lambda rate: rate.day)
