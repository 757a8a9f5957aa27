"""What a question about pay is, and its answer."""

from dataclasses import dataclass
from enum import StrEnum

from tvers.border._exchange import ExchangeRate
from tvers.kernel import Country, Place

CURRENCY = {Country.NO: "NOK", Country.SE: "SEK"}


class Regime(StrEnum):
    """How the pay of somebody who lives on one side and works on the other is taxed."""

    ORDINARY = "ordinary"
    """Ordinary tax where the work is done; at home too, for whoever works at home."""
    BORDER_COMMUTER = "border_commuter"
    """Taxed only where one lives (gränsgångare, grensegjenger): both municipalities touch the border, home at least two days a week."""
    PAYE = "paye"
    """Kildeskatt på lønn: one rate to Norway instead of its ordinary tax."""
    SINK = "sink"
    """Särskild inkomstskatt för utomlands bosatta: one rate to Sweden instead of its ordinary tax."""


LINES = (
    "general_income_tax",
    "bracket_tax",
    "national_insurance",
    "paye",
    "special_income_tax",
    "municipal_tax",
    "state_tax",
    "burial_fee",
    "pension_fee",
    "pension_fee_credit",
    "job_tax_credit",
    "earned_income_credit",
    "public_service_fee",
)
"""All that can go off a pay, or be credited."""
CAVEATS = (
    "border_commuter",
    "border_list",
    "certificate_kept",
    "certificate_missing",
    "insured_at_home",
    "taxed_at_home",
    "paye",
    "paye_open",
    "pension_fee_on_all",
    "pension_fee_unknown",
    "exchange",
    "exchange_given",
    "unverified",
    "plain_wages",
)
"""The closed list of reservations about an answer."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule that a line follows: where it was read, the income year it holds for, and whether it was checked."""

    source: str
    year: int
    verified: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What goes off the pay (or, below 0, is credited), whole units of the currency of the pay.

    ``code`` is one of `LINES` (``pay.line.<code>`` in the catalogues); ``own`` is the amount in the currency of the country that takes it.
    """

    code: str
    country: Country
    amount: int
    own: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class PayQuestion:
    """A year's pay, gross, whole units of the work country's currency; ``days_at_home`` is days of work at home out of a week of five.

    ``regime`` None lets the rules find it. ``a1`` says whether a certificate keeps the insurance in the work country though a quarter
    to a half of the work is done at home.
    """

    year: int
    home: Place
    work: Place
    gross: int
    days_at_home: float = 0.0
    regime: Regime | None = None
    a1: bool = False
    exchange: ExchangeRate | None = None

    @property
    def share_at_home(self) -> float:
        """The share of the work that is done in the country one lives in, while one works in the other."""
        return self.days_at_home / DAYS


DAYS = 5
"""Working days of a week."""


@dataclass(frozen=True, slots=True)
class PayCaveat:
    """A reservation about an answer: a code of `CAVEATS` (``pay.caveat.<code>`` in the catalogues) and what fills its sentence."""

    code: str
    fields: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """What would be left under another choice of the person's: of regime, or of where one is insured."""

    regime: Regime
    insured_in: Country
    net_yearly: int


@dataclass(frozen=True, slots=True)
class Pay:
    """What is left of a year's pay. The lines add up to ``tax_yearly``, and that with ``net_yearly`` to the gross pay."""

    question: PayQuestion
    regime: Regime
    insured_in: Country
    lines: tuple[Line, ...]
    caveats: tuple[PayCaveat, ...]
    alternatives: tuple[Alternative, ...]
    exchange: ExchangeRate | None
    at_home: "Pay | None"
    """The same pay, in the money of the country that one lives in, for work done there; None where it is."""
    withheld_monthly: int | None
    """What the employer withholds of a month's pay by the table, where all of it is taxed in one country by its ordinary rules."""

    @property
    def currency(self) -> str:
        """Of the work country."""
        return CURRENCY[self.question.work.country]

    @property
    def tax_yearly(self) -> int:
        """All that goes off the gross pay."""
        return sum(line.amount for line in self.lines)

    @property
    def net_yearly(self) -> int:
        """What is left."""
        return self.question.gross - self.tax_yearly

    @property
    def net_yearly_home(self) -> int:
        """What is left, in the money of the country that one lives in."""
        return (
            self.exchange.whole(self.net_yearly, self.question.work.country, self.question.home.country)
            if self.exchange
            else self.net_yearly
        )

    @property
    def net_low(self) -> int:
        """The least that is left under any choice that the person has."""
        return min((self.net_yearly, *(one.net_yearly for one in self.alternatives)))

    @property
    def net_high(self) -> int:
        """The most that is left under any choice that the person has."""
        return max((self.net_yearly, *(one.net_yearly for one in self.alternatives)))
