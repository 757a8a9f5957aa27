"""The page of what is left of a pay."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tvers.border import DAYS, Regime, years
from tvers.kernel import Language, TversError, WrongUse
from tvers.services import PayAsked
from tvers.web._page import page, services_of
from tvers.words import pay_as_json, say, sentence

_SPACES = re.compile(r"[\s.,](?=\d{3}(?:\D|$))|\s")
_AMOUNT = re.compile(r"(\d{1,12})(?:[.,]\d{1,2})?(?:kr|kr\.|NOK|SEK|:-|,-)?", re.IGNORECASE)
_MONTHS = 12
_SHOWN = 60
"""So many letters of what is no number are told back."""


@dataclass(frozen=True, slots=True)
class _Written:
    """The form as it was filled in."""

    home: str
    work: str
    gross: str
    per: str
    year: str
    days: str
    regime: str
    a1: bool

    @property
    def whole(self) -> bool:
        """Whether there is enough to count with."""
        return bool(self.home and self.work and self.gross)

    def asked(self) -> PayAsked:
        """The question. Raises `WrongUse` for what is no amount, year or number of days."""
        gross = _amount(self.gross) * (_MONTHS if self.per == "month" else 1)
        year = _number(self.year) if self.year else None
        return PayAsked(year, self.home, self.work, gross, _number(self.days or "0"), self.regime, self.a1)


@require_safe
def pay(request: HttpRequest, language: str) -> HttpResponse:
    """A form, and below it the answer where the address carries a question; what is wrong is told beside what was written."""
    said = {name: request.GET.get(name, "").strip() for name in ("home", "work", "gross", "per", "year", "days", "regime")}
    written = _Written(**said, a1=request.GET.get("a1") == "1")
    context: dict[str, Any] = {
        "written": written,
        "years": tuple(map(str, reversed(years()))),
        "days": range(DAYS + 1),
        "regimes": tuple(Regime),
    }
    if not written.whole:
        return page(request, "pay", language, **context)
    try:
        answer = pay_as_json(services_of(request).pay(written.asked()), Language(language))
    except TversError as error:
        return page(request, "pay", language, status=HTTPStatus.BAD_REQUEST, wrong=sentence(error, Language(language)), **context)
    return page(request, "pay", language, answer=_laid_out(answer, Language(language)), **context)


def _laid_out(answer: dict[str, Any], language: Language) -> dict[str, Any]:
    """The answer with what the page shows of it besides: what is taken below zero, names of countries, months."""
    for line in answer["lines"]:
        line["taken"], line["own_taken"] = -line["amount"], -line["own_amount"]
        line["year_text"] = str(line["year"])  # not 2,026
    for one in (answer, *answer["alternatives"]):
        one["insured_name"] = say(f"country.{one['insured_in']}", language)
    for one in answer["alternatives"]:
        one["net_monthly"] = round(one["net_yearly"] / _MONTHS)
    answer["year_text"] = str(answer["year"])
    return answer


def _amount(text: str) -> int:
    """Whole kroner out of what people write: ``620 000``, ``51.666,67 kr``."""
    found = _AMOUNT.fullmatch(_SPACES.sub("", text))
    if not found:
        raise WrongUse("pay.amount", value=text[:_SHOWN])
    return int(found[1])


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII):
        raise WrongUse("pay.number", value=text[:_SHOWN])
    return int(text)
