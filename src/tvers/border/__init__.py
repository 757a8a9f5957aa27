"""What the border changes for somebody's pay: who taxes, who insures, what is left. Dated figures as data, answers with their trace."""

from tvers.border._exchange import ExchangeRate, last_known_rate
from tvers.border._law import years
from tvers.border._model import CAVEATS, CURRENCY, DAYS, LINES, Alternative, Line, Pay, PayCaveat, PayQuestion, Regime, Rule
from tvers.border._pay import insured_in, regimes, take_home

__all__ = [
    "CAVEATS",
    "CURRENCY",
    "DAYS",
    "LINES",
    "Alternative",
    "ExchangeRate",
    "Line",
    "Pay",
    "PayCaveat",
    "PayQuestion",
    "Regime",
    "Rule",
    "insured_in",
    "last_known_rate",
    "regimes",
    "take_home",
    "years",
]
