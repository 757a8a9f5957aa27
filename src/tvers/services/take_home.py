"""What somebody takes home of a year's pay: places by name become places, the rules do the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tvers.border import ExchangeRate, Pay, PayQuestion, Regime, take_home, years
from tvers.kernel import Country, NotFound, Place, WrongUse
from tvers.travel import PlaceIndex

_RATES = 0.2, 5.0
"""No krona was ever worth less or more of the other."""
_SHOWN = 60
"""So many letters of a place that is not known are told back."""


@dataclass(frozen=True, slots=True)
class PayAsked:
    """A question as somebody puts it.

    No year means the newest; places are ``SE:Strömstad``, ``NO:3101`` or a name alone; ``rate`` is NOK for a SEK.
    """

    year: int | None
    home: str
    work: str
    gross: int
    days_at_home: float = 0.0
    regime: str = ""
    a1: bool = False
    rate: float | None = None


def pay_of(asked: PayAsked, places: PlaceIndex, today: Callable[[], date]) -> Pay:
    """The answer.

    Raises:
        NotFound: a place that is not known, with the nearest names.
        WrongUse: a name of several places, a regime or a rate that there is not, and what `take_home` refuses.
    """
    if asked.regime and asked.regime not in tuple(Regime):
        raise WrongUse("pay.regime", regime=asked.regime, regimes=tuple(map(str, Regime)))
    question = PayQuestion(
        max(years()) if asked.year is None else asked.year,
        find_place(asked.home, places),
        find_place(asked.work, places),
        asked.gross,
        asked.days_at_home,
        Regime(asked.regime) if asked.regime else None,
        asked.a1,
        None if asked.rate is None else _given(asked.rate, today()),
    )
    return take_home(question)


def find_place(text: str, places: PlaceIndex) -> Place:
    """The place that a text names: a name, a name with its country before or after it, or a country and a municipality's code."""
    before, colon, after = text.partition(":")
    country = Country(before.strip().upper()) if colon and before.strip().upper() in tuple(Country) else None
    name = (after if country else text).strip()
    if country and (coded := places.by_code(country, name)):
        return coded
    found = places.find(name, country)
    municipalities = list(dict.fromkeys((place.country, place.municipality_code) for place in found))
    said = "".join(filter(str.isprintable, text))[:_SHOWN]
    if not found:
        raise NotFound("place.unknown", place=said, nearest=places.suggestions(name, country))
    if len(municipalities) > 1:
        raise WrongUse("place.several", place=name, choices=tuple(f"{of}:{code}" for of, code in municipalities))
    return found[0]


def _given(rate: float, day: date) -> ExchangeRate:
    least, most = _RATES
    if not least <= rate <= most:
        raise WrongUse("pay.rate", least=least, most=most)
    return ExchangeRate(Decimal(str(rate)), day.isoformat(), day, "", verified=True)
