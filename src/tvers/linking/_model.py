"""The values of this room."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tvers.taxonomy import Name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that a phrase may mean. ``probability`` is in (0, 1]; ``score`` is the raw likeness it came from, 0–1."""

    concept_id: str
    probability: float
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """What a phrase means: up to ten candidates, most probable first.

    ``understood`` is false where the best guess is too weak to act on; the candidates are then the nearest there are, for
    "did you mean". Probabilities sum to at most one; the rest is the chance that none of them is meant.
    """

    text: str
    understood: bool
    candidates: tuple[Candidate, ...]
    by_code: bool = False

    @property
    def best(self) -> Candidate | None:
        """The most probable candidate, or None."""
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a phrase is to everything of a kind, 0–1: to each name, with the id of its concept, and to each concept, groups too."""

    names: tuple[tuple[str, Name], ...]
    of_names: NDArray[np.float32]
    concepts: tuple[str, ...]
    of_concepts: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CodeHint:
    """A code that came with a phrase, in the scheme of whoever put it there; ``trust`` in 0–1 says how much it binds."""

    scheme: str
    code: str
    trust: float = 1.0
