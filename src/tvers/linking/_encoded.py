"""Names of concepts in every language, searchable by what they mean."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language
from tvers.linking._encoder import Encoder
from tvers.linking._equal import OTHER_NAME, EqualNames
from tvers.linking._near import LANGUAGES, near
from tvers.taxonomy import Name

Floats = NDArray[np.float32]
DEPTH = 64
"""So many of the concepts nearest to a phrase have their names looked at; docs/reference/linking.md was measured so deep."""
_SHARED = 0.05
"""An equal name that is not the preferred one is worth up to so much less, the less the concept is alike itself."""


class EncodedIndex:
    """Likeness by the encoder, of what is meant; an `Index`.

    ``owner`` gives for each name the row of the concept it belongs to, in ascending order; ``ids`` are those of the concepts.
    """

    def __init__(self, encoder: Encoder, names: Sequence[Name], owner: NDArray[np.intp], ids: Sequence[str]) -> None:
        self._encoder = encoder
        self._language = np.asarray([LANGUAGES.index(name.language) for name in names], dtype=np.intp)
        self._preferred = np.asarray([name.preferred for name in names], dtype=np.float32)
        self._row = owner
        self._equal = EqualNames(names)
        self._names = encoder.encode([name.text for name in names])  # (names, dimensions)
        self._begin = np.searchsorted(self._row, np.arange(len(ids)))
        self._end = np.searchsorted(self._row, np.arange(len(ids)), side="right")
        self._concepts = encoder.concepts(ids, self._means(len(ids)))
        self._weights: dict[Language | None, tuple[Floats, Floats, Floats]] = {}
        self._alone = np.float32(min(each.concept / each.most for each in (encoder.own, encoder.other)))  # for concepts not looked at

    def _means(self, concepts: int) -> Floats:
        """The mean vector of each concept's names, of any length; zeros where there is none."""
        sums = np.zeros((concepts, self._encoder.dimensions), dtype=np.float32)
        first = np.flatnonzero(np.diff(self._row, prepend=-1))
        sums[self._row[first]] = np.add.reduceat(self._names, first)
        return sums

    def likeness(self, text: str, spoken: Language | None) -> Floats:
        """See `Index`."""
        to_concepts, places, of_names = self._evidence(text, spoken)
        scores = to_concepts * self._alone
        rows = self._row[places]
        if len(rows):
            first = np.flatnonzero(np.diff(rows, prepend=-1))
            scores[rows[first]] = np.maximum.reduceat(of_names, first)
        for name, worth in self._worth(text, spoken, to_concepts):
            scores[self._row[name]] = max(scores[self._row[name]], worth)
        return scores

    def of_names(self, text: str, spoken: Language | None) -> Floats:
        """See `Index`."""
        to_concepts, places, of_names = self._evidence(text, spoken)
        scores = to_concepts[self._row] * self._alone
        scores[places] = of_names
        for name, worth in self._worth(text, spoken, to_concepts):
            scores[name] = max(scores[name], worth)
        return scores

    def equal(self, text: str, spoken: Language | None) -> list[int]:
        """See `Index`."""
        counting = near(spoken)
        equal = self._equal.of(text)
        return [int(self._row[name]) for name, worth in equal if counting[self._language[name]] > 0 and worth >= OTHER_NAME]

    def _worth(self, text: str, spoken: Language | None, to_concepts: Floats) -> list[tuple[int, float]]:
        """The names equal to a phrase with what that is worth: of several concepts that share a name, who is alike itself comes first."""
        counting = near(spoken)
        return [
            (
                name,
                float(counting[self._language[name]])
                * (worth if worth == 1 else worth - _SHARED * (1 - float(to_concepts[self._row[name]]))),
            )
            for name, worth in self._equal.of(text)
        ]

    def _evidence(self, text: str, spoken: Language | None) -> tuple[Floats, NDArray[np.intp], Floats]:
        """Cosine to each concept, the names that are looked at, ascending, and the likeness to each of these."""
        vector = self._encoder.encode_one(text)
        to_concepts = np.maximum(self._concepts @ vector, 0)
        rows = np.arange(len(to_concepts))
        if len(rows) > DEPTH:
            rows = np.sort(np.argpartition(-to_concepts, DEPTH)[:DEPTH])
        lengths = self._end[rows] - self._begin[rows]
        places = np.repeat(self._begin[rows] - np.cumsum(lengths) + lengths, lengths) + np.arange(int(lengths.sum()))
        to_names = np.maximum(self._names[places] @ vector, 0)
        by_name, by_concept, most = (column[places] for column in self._weighed(spoken))
        return to_concepts, places, np.minimum(to_names * by_name + to_concepts[self._row[places]] * by_concept, most)

    def _weighed(self, spoken: Language | None) -> tuple[Floats, Floats, Floats]:
        """For each name what a cosine to it and one to its concept count, and the most that they may come to; remembered."""
        if spoken not in self._weights:
            shares = _shares(self._encoder, spoken)[:, self._language]
            counting, by_name, by_preferred, by_concept = shares
            self._weights[spoken] = (
                counting * (by_name + by_preferred * self._preferred),
                counting * by_concept,
                counting * np.float32(OTHER_NAME),
            )
        return self._weights[spoken]


def _shares(encoder: Encoder, spoken: Language | None) -> Floats:
    """For each language how much its names count, and the shares of name, preferred name and concept, shape (4, languages)."""
    pairs = [encoder.weights(spoken, language) for language in LANGUAGES]
    shares = [(each.name / each.most, each.preferred / each.most, each.concept / each.most) for each in pairs]
    return np.vstack((near(spoken), np.asarray(shares, dtype=np.float32).T))
