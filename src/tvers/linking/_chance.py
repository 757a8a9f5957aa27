"""From likeness to the chance that a guess is right."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language
from tvers.taxonomy import ConceptKind


@dataclass(frozen=True, slots=True)
class Odds:
    """Log-odds that the best guess is of the right unit group.

    A constant, and what is added for its likeness, for how far it is ahead of the best guess of another group, and where its name is
    equal, which is likeness enough without it.
    """

    constant: float
    likeness: float
    lead: float
    equal: float

    def chance(self, scores: NDArray[np.float32], groups: NDArray[np.int32], *, equal: bool) -> float:
        """The chance, of candidates with their groups, best first; ``equal`` says whether the first has a name equal to the phrase."""
        others = scores[groups != groups[0]]
        ahead = float(scores[0] - others[0]) if len(others) else float(scores[0])
        odds = self.constant + self.likeness * float(scores[0]) + self.lead * ahead + self.equal * equal
        return float(1 / (1 + np.exp(-odds)))


# Those of occupations are fitted on titles with their codes, each language by itself; of English there are none: it has what fits all
# (docs/reference/linking.md).
_NORWEGIAN = Odds(-4.43, 5.53, 3.23, -1.32)
_ALL = Odds(-5.4, 7.54, 2.85, -1.35)
_BY_LANGUAGE = {
    Language.NB: _NORWEGIAN,
    Language.NN: _NORWEGIAN,
    Language.SV: Odds(-4.98, 7.05, 3.19, -1.62),
    Language.DA: Odds(-6.75, 10.11, 3.37, -1.85),
}
_SKILL = Odds(-3.33, 2.15, 1.79, 4.3)
"""Of skills, in any language; fitted on what ads ask for: where no name is equal, the nearest is seldom meant."""
_AS_WRITTEN = Odds(-3.8, 3.3, 3.9, 0.0)
"""Where there is no encoder."""


def odds_of(spoken: Language | None, *, encoded: bool, skill: bool = False) -> Odds:
    """The odds for phrases in a language, None where nobody knows, that mean an occupation or a ``skill``."""
    if encoded and skill:
        return _SKILL
    return (_BY_LANGUAGE.get(spoken, _ALL) if spoken else _ALL) if encoded else _AS_WRITTEN


def understood_at(kind: ConceptKind) -> float:
    """Below this chance that the best guess is right the answer is "not understood", unless a name is the same.

    Of occupations right is the unit group. A skill is worth telling at a smaller chance: the next best is to ask the person.
    """
    return 0.13 if kind is ConceptKind.SKILL else 0.3
