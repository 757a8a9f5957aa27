"""What somebody takes home, in the reader's language."""

from typing import Any

from tvers.border import CURRENCY, Alternative, ExchangeRate, Line, Pay, PayCaveat
from tvers.kernel import Country, Language, Place
from tvers.words._catalogue import say

_MONTHS = 12


def pay_as_json(pay: Pay, language: Language) -> dict[str, Any]:
    """The answer of ``tvers pay --json`` and of the API."""
    question, exchange = pay.question, pay.exchange
    return {
        "year": question.year,
        "home": _place(question.home),
        "work": _place(question.work),
        "days_at_home": question.days_at_home,
        "gross_yearly": question.gross,
        "tax_yearly": pay.tax_yearly,
        "net_yearly": pay.net_yearly,
        "net_yearly_low": pay.net_low,
        "net_yearly_high": pay.net_high,
        "net_monthly": round(pay.net_yearly / _MONTHS),
        "net_monthly_home": round(pay.net_yearly_home / _MONTHS),
        "home_currency": CURRENCY[question.home.country],
        "currency": pay.currency,
        "regime": pay.regime,
        "regime_name": say(f"pay.regime.{pay.regime}", language),
        "insured_in": pay.insured_in,
        "lines": [_line(line, language) for line in pay.lines],
        "withheld_monthly": pay.withheld_monthly,
        "alternatives": [_alternative(one, language) for one in pay.alternatives],
        "at_home": _at_home(pay.at_home),
        "exchange": exchange and _exchange(exchange),
        "caveats": [{"code": one.code, "text": _caveat(one, language)} for one in pay.caveats],
    }


def _alternative(one: Alternative, language: Language) -> dict[str, Any]:
    name = say(f"pay.regime.{one.regime}", language)
    return {"regime": one.regime, "regime_name": name, "insured_in": one.insured_in, "net_yearly": one.net_yearly}


def _at_home(pay: Pay | None) -> dict[str, Any] | None:
    if pay is None:
        return None
    return {
        "gross_yearly": pay.question.gross,
        "net_yearly": pay.net_yearly,
        "net_monthly": round(pay.net_yearly / _MONTHS),
        "currency": pay.currency,
    }


def _exchange(rate: ExchangeRate) -> dict[str, Any]:
    return {"nok_per_sek": float(rate.nok_per_sek), "period": rate.period, "source": rate.source, "verified": rate.verified}


def _place(place: Place) -> dict[str, str]:
    return {"country": place.country, "municipality_code": place.municipality_code, "place": place.name}


def _line(line: Line, language: Language) -> dict[str, Any]:
    rule = line.rule
    return {
        "code": line.code,
        "text": say(f"pay.line.{line.code}", language),
        "country": line.country,
        "amount": line.amount,
        "own_amount": line.own,
        "own_currency": CURRENCY[line.country],
        "source": rule.source,
        "year": rule.year,
        "verified": rule.verified,
    }


def _caveat(caveat: PayCaveat, language: Language) -> str:
    return say(f"pay.caveat.{caveat.code}", language, **{name: _named(name, value, language) for name, value in caveat.fields})


def _named(name: str, value: object, language: Language) -> object:
    if isinstance(value, Country):
        return say(f"country.{value}", language)
    if name == "lines" and isinstance(value, tuple):
        named = (say(f"pay.line.{code}", language) for code in value)
        return tuple(text if text[1:2].isupper() else text[:1].lower() + text[1:] for text in named)
    return value
