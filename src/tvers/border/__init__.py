"""What the border changes: who taxes, who insures, what is left of a pay, which papers a profession needs.

Dated figures and facts as data, answers with their trace.
"""

from tvers.border._exchange import ExchangeRate, last_known_rate
from tvers.border._law import years
from tvers.border._model import CAVEATS, CURRENCY, DAYS, LINES, Alternative, Line, Pay, PayCaveat, PayQuestion, Regime, Rule
from tvers.border._papers import KINDS, NOTES, Authority, Paper, paper_for, states_level
from tvers.border._pay import insured_in, regimes, take_home

__all__ = [
    "CAVEATS",
    "CURRENCY",
    "DAYS",
    "KINDS",
    "LINES",
    "NOTES",
    "Alternative",
    "Authority",
    "ExchangeRate",
    "Line",
    "Paper",
    "Pay",
    "PayCaveat",
    "PayQuestion",
    "Regime",
    "Rule",
    "insured_in",
    "last_known_rate",
    "paper_for",
    "regimes",
    "states_level",
    "take_home",
    "years",
]
