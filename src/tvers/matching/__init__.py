"""Which of the open ads suit a person, and why.

Two sides: ``p``, the chance that the employer would say yes, and ``worth``, what the job is worth to the person. The score is the
expected surplus of trying. `rank` is the fast path over a `Market`; `reference` says the same slowly and literally and is its oracle.
"""

from tvers.matching._explain import explain
from tvers.matching._lens import Lens, make_lens
from tvers.matching._market import Market, build_market, market_from_arrow, market_to_arrow, update_market
from tvers.matching._model import METHOD, Match, Parts, Reason
from tvers.matching._rank import rank
from tvers.matching._row import AdRow, ad_row
from tvers.matching._space import Space
from tvers.matching.reference import Reference

__all__ = [
    "METHOD",
    "AdRow",
    "Lens",
    "Market",
    "Match",
    "Parts",
    "Reason",
    "Reference",
    "Space",
    "ad_row",
    "build_market",
    "explain",
    "make_lens",
    "market_from_arrow",
    "market_to_arrow",
    "rank",
    "update_market",
]
