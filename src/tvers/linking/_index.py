"""Names of concepts in one language, searchable by likeness."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import fold
from tvers.linking._ngrams import BUCKET_BITS, ngram_counts

Floats = NDArray[np.float32]
Ngrams = tuple[NDArray[np.int32], NDArray[np.int64]]


class NameIndex:
    """Cosine likeness of a phrase to every name, with TF-IDF weights learnt from the names themselves.

    ``owner`` gives for each name the row of the concept it belongs to, in ascending order.
    """

    def __init__(self, names: Sequence[str], owner: Sequence[int], concepts: int) -> None:
        self._owner = np.asarray(owner, dtype=np.int32)
        self._first = np.flatnonzero(np.diff(self._owner, prepend=-1))
        self._concepts = concepts
        self._exact: dict[str, list[int]] = {}
        for name, row in zip(names, owner, strict=True):
            self._exact.setdefault(fold(name), []).append(row)
        counts = ngram_counts(names)
        frequency = np.bincount(counts.indices, minlength=1 << BUCKET_BITS)
        self._idf = (np.log((1 + len(names)) / (1 + frequency)) + 1).astype(np.float32)
        self._postings = self._weighted(counts).tocsc()

    def _weighted(self, counts: Any) -> Any:
        weighted = counts.copy()
        weighted.data = (1 + np.log(weighted.data)) * self._idf[weighted.indices]
        squares = np.add.reduceat(np.append(weighted.data, 0) ** 2, weighted.indptr[:-1]) if weighted.shape[0] else np.zeros(0)
        squares[np.diff(weighted.indptr) == 0] = 1
        weighted.data /= np.repeat(np.sqrt(squares), np.diff(weighted.indptr))
        return weighted

    def likeness(self, text: str, ngrams: Ngrams) -> Floats:
        """Likeness of a phrase to each concept, shape (concepts,), 0–1: that of its most alike name; 1 for an equal name.

        ``ngrams`` are those of the phrase, made once for the indexes of all languages (`ngrams_of`).
        """
        scores = np.zeros(self._concepts, dtype=np.float32)
        buckets, counts = ngrams
        weights = (1 + np.log(counts)) * self._idf[buckets]
        start, end = self._postings.indptr[buckets], self._postings.indptr[buckets + 1]
        lengths = end - start
        total = int(lengths.sum())
        if total:
            weights /= np.sqrt((weights**2).sum())
            places = np.repeat(start - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(total)
            shares = self._postings.data[places] * np.repeat(weights, lengths)
            by_name = np.bincount(self._postings.indices[places], weights=shares, minlength=len(self._owner))
            best = np.maximum.reduceat(by_name, self._first)
            scores[self._owner[self._first]] = np.minimum(best, 0.99)
        for row in self._exact.get(fold(text), ()):
            scores[row] = 1.0
        return scores
