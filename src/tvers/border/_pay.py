"""What is left of a year's pay for somebody who lives here and works there, line by line."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from tvers.border import _norway, _sweden
from tvers.border._exchange import ExchangeRate, last_known_rate
from tvers.border._law import Law, Municipality, law_of, municipalities, share
from tvers.border._model import DAYS, Alternative, Line, Pay, PayCaveat, PayQuestion, Regime, Rule
from tvers.border._sweden import Standing, SwedishTax, swedish_tax
from tvers.kernel import Country, WrongUse

MOST = 100_000_000
"""No year's pay is taken for more."""
A_QUARTER, HALF = 0.25, 0.5
"""From so large a share of the work at home the country of residence insures; between the two a certificate keeps the other one."""
_TWO_DAYS = 2
_OF_PARTS = {
    "municipal_tax": "income",
    "state_tax": "income",
    "burial_fee": "income",
    "pension_fee": "pension",
    "pension_fee_credit": "pension",
    "job_tax_credit": "job_credit",
    "earned_income_credit": "earned_credit",
    "public_service_fee": "public_service",
}
"""The parts of Swedish tax with the section of the law that each rests on."""


def take_home(question: PayQuestion) -> Pay:
    """What is left, what goes off and by which rule, and what another choice would leave.

    Raises:
        WrongUse: a year without figures, a pay below 0 or beyond all bounds, more days than a week has, a regime that is not open.
    """
    _check(question)
    open_to = regimes(question)
    regime = question.regime or open_to[0]
    possible = dict.fromkeys((*open_to, *regimes(_away_from_the_border(question))))  # who seldom comes home is no border commuter
    if regime not in possible:
        raise WrongUse("pay.regime", regime=regime, regimes=tuple(map(str, possible)))
    return _answer(question, regime, open_to)


def regimes(question: PayQuestion) -> tuple[Regime, ...]:
    """The ways in which the pay may be taxed, that which holds where nobody chooses first."""
    if question.home.country is question.work.country:
        return (Regime.ORDINARY,)
    if question.home.touches_border and question.work.touches_border:
        return (Regime.BORDER_COMMUTER,)
    if question.home.country is Country.NO:
        return Regime.SINK, Regime.ORDINARY
    within = question.gross * (1 - question.share_at_home) <= law_of(Country.NO, question.year).amount("paye", "most")
    return (Regime.ORDINARY, Regime.PAYE) if within else (Regime.ORDINARY,)


def insured_in(question: PayQuestion) -> Country:
    """The one country whose social insurance somebody belongs to: where the work is done, unless much of it is done at home."""
    at_home = question.share_at_home
    if question.home.country is question.work.country or at_home < A_QUARTER or (at_home < HALF and question.a1):
        return question.work.country
    return question.home.country


def _check(question: PayQuestion) -> None:
    law_of(question.work.country, question.year)
    if not 0 <= question.gross <= MOST:
        raise WrongUse("pay.gross", most=MOST)
    if not 0 <= question.days_at_home <= DAYS:
        raise WrongUse("pay.days", most=DAYS)


def _away_from_the_border(question: PayQuestion) -> PayQuestion:
    return replace(question, home=replace(question.home, touches_border=False))


def _answer(question: PayQuestion, regime: Regime, open_to: tuple[Regime, ...]) -> Pay:
    exchange = (question.exchange or last_known_rate()) if question.home.country is not question.work.country else None
    lines = _lines(question, regime, exchange)
    others = tuple(_alternatives(question, regime, open_to, exchange)) if exchange else ()
    caveats = tuple(_caveats(question, regime, lines, exchange))
    at_home = None
    if exchange:
        at_home = take_home(
            PayQuestion(question.year, question.home, question.home, _in(question.home.country, question, question.gross, exchange))
        )
    return Pay(question, regime, insured_in(question), lines, caveats, others, exchange, at_home, _withheld(question))


def _alternatives(
    question: PayQuestion, regime: Regime, open_to: tuple[Regime, ...], exchange: ExchangeRate | None
) -> Iterator[Alternative]:
    """Every other combination of an open regime with the country that may insure."""
    certificate = (False, True) if A_QUARTER <= question.share_at_home < HALF else (question.a1,)
    for other in dict.fromkeys((regime, *open_to)):
        for a1 in certificate:
            if (other, a1) != (regime, question.a1):
                asked = replace(question, a1=a1)
                yield Alternative(other, insured_in(asked), question.gross - sum(line.amount for line in _lines(asked, other, exchange)))


def _lines(question: PayQuestion, regime: Regime, exchange: ExchangeRate | None) -> tuple[Line, ...]:
    at_home = question.home.country is question.work.country or regime is Regime.BORDER_COMMUTER
    lines = _taxed_at_home(question, exchange) if at_home else _where_done(question, regime, exchange)
    return tuple(line for line in lines if line.own)


def _norwegian(question: PayQuestion, law: Law, income: int, exchange: ExchangeRate | None, part: Decimal = Decimal(1)) -> Iterator[Line]:
    """Norwegian income tax, or the part of it that falls on a part of the income."""
    tax = _whole(_norway.general_income_tax(income, law) * part)
    yield _line(question, "general_income_tax", Country.NO, tax, law.rule("income"), exchange)
    yield _line(question, "bracket_tax", Country.NO, _whole(_norway.bracket_tax(income, law) * part), law.rule("bracket"), exchange)


def _swedish(question: PayQuestion, law: Law, tax: SwedishTax, exchange: ExchangeRate | None) -> Iterator[Line]:
    for name, section in _OF_PARTS.items():
        rule = law.rule(section)
        if name in ("municipal_tax", "burial_fee"):
            rule = law.rule("limited") if question.home.country is Country.NO else _municipality(question).rule
        yield _line(question, name, Country.SE, getattr(tax, name), rule, exchange)


def _municipality(question: PayQuestion) -> Municipality:
    return municipalities(question.year)[question.home.municipality_code]


def _resident(question: PayQuestion, exchange: ExchangeRate | None, *, deduction: int = 0) -> Standing:
    """Somebody who lives in Sweden; whom Sweden insures pays the pension fee, on all pay wherever it is taxed."""
    rates = _municipality(question)
    fee_on = _in(Country.SE, question, question.gross, exchange) if insured_in(question) is Country.SE else None
    return Standing(rates.rate, rates.burial, fee_on=fee_on, deduction=deduction)


def _taxed_at_home(question: PayQuestion, exchange: ExchangeRate | None) -> Iterator[Line]:
    """All pay taxed where one lives, contributions paid where one is insured: who works there, and border commuters."""
    home = question.home.country
    contributions = _contributions(question, exchange)
    income = _in(home, question, question.gross, exchange)
    law = law_of(home, question.year)
    if home is Country.NO:
        yield from _norwegian(question, law, income, exchange)
    else:
        paid = sum(_in(Country.SE, question, line.amount, exchange) for line in contributions)
        yield from _swedish(question, law, swedish_tax(income, law, _resident(question, exchange, deduction=paid)), exchange)
    yield from contributions


def _where_done(question: PayQuestion, regime: Regime, exchange: ExchangeRate | None) -> Iterator[Line]:
    """What is done there taxed there, what is done at home taxed at home, contributions paid where one is insured."""
    home, work, insured = question.home.country, question.work.country, insured_in(question)
    at_home = _whole(question.gross * Decimal(str(question.share_at_home)))
    there = question.gross - at_home
    yield from (_abroad_in_norway if work is Country.NO else _abroad_in_sweden)(question, regime, there)
    if not (regime is Regime.PAYE and insured is Country.NO):
        yield from _contributions(question, exchange)
    elif at_home:
        law = law_of(Country.NO, question.year)
        yield _line(
            question, "national_insurance", Country.NO, _whole(share(at_home, law.rate("insurance"))), law.rule("insurance"), exchange
        )
    if not at_home:
        return
    law = law_of(home, question.year)
    if home is Country.SE:
        income = _in(Country.SE, question, at_home, exchange)
        yield from _swedish(question, law, swedish_tax(income, law, _resident(question, exchange)), exchange)
    else:  # the rate is that of all the pay, the tax that of the part
        income = _in(Country.NO, question, question.gross, exchange)
        yield from _norwegian(question, law, income, exchange, Decimal(at_home) / question.gross)


def _abroad_in_norway(question: PayQuestion, regime: Regime, income: int) -> Iterator[Line]:
    law = law_of(Country.NO, question.year)
    if regime is Regime.PAYE:
        percent = law.rate("paye") - (law.rate("insurance") if insured_in(question) is Country.SE else 0)
        yield _line(question, "paye", Country.NO, _whole(share(income, percent)), law.rule("paye"), None)
    else:
        yield from _norwegian(question, law, income, None)


def _abroad_in_sweden(question: PayQuestion, regime: Regime, income: int) -> Iterator[Line]:
    law = law_of(Country.SE, question.year)
    if regime is Regime.SINK:
        yield _line(question, "special_income_tax", Country.SE, _whole(share(income, law.rate("special"))), law.rule("special"), None)
        return
    enough = income * 100 >= law.rate("limited", "least_share") * question.gross
    fee_on = question.gross if insured_in(question) is Country.SE else None
    standing = Standing(law.rate("limited"), Decimal(0), fee_on=fee_on, abroad=True, allowances=enough)
    yield from _swedish(question, law, swedish_tax(income, law, standing), None)


def _contributions(question: PayQuestion, exchange: ExchangeRate | None) -> tuple[Line, ...]:
    """What somebody pays for Norway's insurance out of all their pay; for Sweden's the pension fee stands among the Swedish taxes."""
    if insured_in(question) is not Country.NO:
        return ()
    law = law_of(Country.NO, question.year)
    income = _in(Country.NO, question, question.gross, exchange)
    return (_line(question, "national_insurance", Country.NO, _norway.national_insurance(income, law), law.rule("insurance"), exchange),)


def _line(question: PayQuestion, code: str, country: Country, own: int, rule: Rule, exchange: ExchangeRate | None) -> Line:
    paid = question.work.country
    amount = own if country is paid or exchange is None else exchange.whole(own, country, paid)
    return Line(code, country, amount, own, rule)


def _in(country: Country, question: PayQuestion, amount: int, exchange: ExchangeRate | None) -> int:
    """An amount of the work country's money in a country's own, whole units."""
    return exchange.whole(amount, question.work.country, country) if exchange else amount


def _withheld(question: PayQuestion) -> int | None:
    """See `Pay.withheld_monthly`: twelve equal months."""
    if question.home.country is not question.work.country:
        return None
    law, monthly = law_of(question.home.country, question.year), question.gross // 12
    if question.home.country is Country.NO:
        return _norway.withheld(monthly, law)
    rates = _municipality(question)
    return _sweden.withheld(monthly, law, min(_sweden.TABLES[-1], max(_sweden.TABLES[0], _whole(rates.rate + rates.burial))))


def _caveats(question: PayQuestion, regime: Regime, lines: tuple[Line, ...], exchange: ExchangeRate | None) -> Iterator[PayCaveat]:
    """What nobody should overlook, the weightiest first."""
    if exchange is not None:
        yield from _border_caveats(question, regime)
        rate = ("rate", float(exchange.nok_per_sek))
        told = (rate, ("period", exchange.period), ("source", exchange.source))
        yield PayCaveat("exchange", told) if exchange.source else PayCaveat("exchange_given", (rate,))
    unverified = tuple(dict.fromkeys(line.code for line in lines if not line.rule.verified))
    if unverified:
        yield PayCaveat("unverified", (("lines", unverified),))
    yield PayCaveat("plain_wages")


def _border_caveats(question: PayQuestion, regime: Regime) -> Iterator[PayCaveat]:
    at_home = question.share_at_home
    if regime is Regime.BORDER_COMMUTER:
        yield PayCaveat("border_commuter", (("days", _TWO_DAYS),))
        yield PayCaveat("border_list")
    if A_QUARTER <= at_home < HALF:
        yield PayCaveat("certificate_kept" if question.a1 else "certificate_missing", (("country", insured_in(question)),))
    elif at_home >= HALF:
        yield PayCaveat("insured_at_home")
    if at_home and regime is not Regime.BORDER_COMMUTER:
        yield PayCaveat("taxed_at_home", (("days", question.days_at_home),))
    if regime is Regime.PAYE:
        yield PayCaveat("paye")
    elif Regime.PAYE in regimes(question):
        yield PayCaveat("paye_open")
    swedish = insured_in(question) is Country.SE
    if swedish and question.work.country is Country.NO:
        yield PayCaveat("pension_fee_on_all")
    if swedish and question.home.country is Country.NO and regime is Regime.BORDER_COMMUTER:
        yield PayCaveat("pension_fee_unknown")


def _whole(amount: Decimal | int) -> int:
    return int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))
