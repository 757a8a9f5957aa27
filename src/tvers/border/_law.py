"""Tax years, from ``data/years``: one file for a country and a year. Code only interprets them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from tvers.border._model import Rule
from tvers.kernel import Country, WrongUse, read_rows, read_toml, toml_names

_YEAR = re.compile(r"(no|se)-(\d{4})\.toml$")

Steps = tuple[tuple[int, Decimal], ...]
"""Where a bracket begins, and its rate."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A broken line over income in base amounts: up to ``end`` it begins at ``start`` and rises by ``slope``; the last has no end."""

    pieces: tuple[tuple[Decimal | None, Decimal, Decimal], ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> "Curve":
        """From a table of texts: end (empty for none), start, slope."""
        return cls(tuple((Decimal(end) if end else None, Decimal(start), Decimal(slope)) for end, start, slope in rows))

    def at(self, units: Decimal) -> Decimal:
        """Its height."""
        begun = Decimal(0)
        for end, start, slope in self.pieces:
            if end is None or units <= end:
                return start + slope * (units - begun)
            begun = end
        raise ValueError(units)  # the last piece has no end


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """The figures of one country and year as they stand in its file: rates as `Decimal`, in per cent; amounts as whole numbers.

    There is one of each, so it is known by being itself.
    """

    country: Country
    year: int
    _table: dict[str, Any]

    def amount(self, section: str, name: str) -> int:
        """An amount in the country's currency."""
        return int(self._table[section][name])

    def rate(self, section: str, name: str = "percent") -> Decimal:
        """A rate, per cent, or another exact number."""
        return Decimal(self._table[section][name])

    def rule(self, section: str) -> Rule:
        """Where the figures of a section come from."""
        return Rule(self._table[section]["source"], self.year, self._table[section]["verified"])

    def steps(self, section: str) -> Steps:
        """The brackets of a section."""
        return tuple((begin, Decimal(rate)) for begin, rate in self._table[section]["steps"])

    def rows(self, section: str, name: str) -> tuple[tuple[Any, ...], ...]:
        """The rows of a table in a section."""
        return tuple(map(tuple, self._table[section][name]))

    def curve(self, section: str, name: str) -> Curve:
        """A broken line of a section."""
        return Curve.of(self._table[section][name])


@cache
def years() -> tuple[int, ...]:
    """The income years that both countries have a file for."""
    found = [match.groups() for name in toml_names(__package__, "years") if (match := _YEAR.search(name))]
    return tuple(sorted({int(year) for code, year in found if code == "no"} & {int(year) for code, year in found if code == "se"}))


@cache
def law_of(country: Country, year: int) -> Law:
    """The figures of a country for an income year. Raises `WrongUse` where there are none, with the years that there are."""
    if year not in years():
        raise WrongUse("pay.year", year=str(year), years=tuple(map(str, years())))
    return Law(country, year, read_toml(__package__, f"years/{country.lower()}-{year}.toml"))


@dataclass(frozen=True, slots=True)
class Municipality:
    """What a Swedish municipality and its region take together, and the burial fee, per cent."""

    rate: Decimal
    burial: Decimal
    rule: Rule


@cache
def municipalities(year: int) -> dict[str, Municipality]:
    """Swedish municipalities by code."""
    rows = read_rows(__package__, f"years/se-{year}-municipalities.tsv")
    rule = Rule("Skatteverket, skattesatser per kommun", year, verified=False)
    return {row["code"]: Municipality(Decimal(row["rate"]), Decimal(row["burial"]), rule) for row in rows}


def share(amount: int | Decimal, percent: Decimal) -> Decimal:
    """A share of an amount, exact."""
    return amount * percent / 100
