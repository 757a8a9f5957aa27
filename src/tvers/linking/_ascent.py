"""From occupations up to the ISCO groups that they stand in: a phrase may mean a group by what its members are called."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language
from tvers.linking._encoder import Weights
from tvers.linking._space import Space

Floats = NDArray[np.float32]
_UNIT = 4
"""Digits of a unit group."""


def ascend(space: Space, of_names: Floats, of_concepts: Floats, weights: Callable[[Language], Weights]) -> None:
    """Give the groups of a space, in place, what their best member adds to their own likeness; ``weights`` are by language of a name."""
    own = np.zeros_like(of_concepts)
    np.maximum.at(own, space.owner, of_names)
    of_concepts[space.targets : space.groups] = 0
    for place in np.flatnonzero((space.owner >= space.targets) & (space.owner < space.groups)):
        row, weight = int(space.owner[place]), weights(space.names[place][1].language)
        code = space.concepts[row].isco08
        best = own[: space.targets][np.char.startswith(space.units, code)].max(initial=0)
        added = (weight.any_group + weight.no_unit * (len(code) < _UNIT)) / weight.most
        of_names[place] = weight.group * of_names[place] + weight.member * best + added
        of_concepts[row] = max(of_concepts[row], of_names[place])
