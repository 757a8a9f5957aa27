"""Names of concepts in every language, searchable by likeness."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language, fold
from tvers.linking._ngrams import BUCKET_BITS, ngram_counts
from tvers.taxonomy import Name

Floats = NDArray[np.float32]
Ngrams = tuple[NDArray[np.int32], NDArray[np.int64]]
LANGUAGES = tuple(Language)
OTHER_NAME = 0.94
"""Likeness of an equal name that is not the preferred one, and the most that a name can have that is not equal."""
HEAD_OF_NAME = 0.88
"""Likeness of what stands before the comma or bracket of a name: "sjuksköterska" of "sjuksköterska, grundutbildad"."""
_NARROWED = re.compile(r", | \(")


class NameIndex:
    """Cosine likeness of a phrase to every name, with TF-IDF weights learnt from the names of each language by themselves.

    ``owner`` gives for each name the row of the concept it belongs to, in ascending order.
    """

    def __init__(self, names: Sequence[Name], owner: Sequence[int], concepts: int) -> None:
        self._language = np.asarray([LANGUAGES.index(name.language) for name in names], dtype=np.intp)
        self._row = tuple(owner)
        self._first = np.flatnonzero(np.diff(np.asarray(owner, dtype=np.int64), prepend=-1))
        self._owner = np.asarray(owner, dtype=np.int32)[self._first]
        self._concepts = concepts
        self._exact: dict[str, list[tuple[int, float]]] = {}
        for place, name in enumerate(names):
            folded = fold(name.text)
            self._exact.setdefault(folded, []).append((place, 1.0 if name.preferred else OTHER_NAME))
            head = _NARROWED.split(folded, maxsplit=1)[0]
            if head != folded:
                self._exact.setdefault(head, []).append((place, HEAD_OF_NAME))
        counts = ngram_counts([name.text for name in names])
        self._idf = np.stack([_idf(counts[self._language == spoken]) for spoken in range(len(LANGUAGES))])
        self._postings = self._weighted(counts).tocsc()

    def _weighted(self, counts: Any) -> Any:
        """Names in rows, n-grams in columns: the weights of a row of length one, times the IDF that the phrase's side would carry."""
        weighted = counts.copy()
        idf = self._idf[np.repeat(self._language, np.diff(weighted.indptr)), weighted.indices]
        weighted.data = (1 + np.log(weighted.data)) * idf
        lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        weighted.data *= idf / np.repeat(np.maximum(lengths, np.float32(1e-12)), np.diff(weighted.indptr))
        return weighted

    def likeness(self, text: str, ngrams: Ngrams, near: Floats) -> Floats:
        """Likeness of a phrase to each concept, shape (concepts,), 0–1: that of its most alike name; see `of_names`."""
        scores = np.zeros(self._concepts, dtype=np.float32)
        scores[self._owner] = np.maximum.reduceat(self.of_names(text, ngrams, near), self._first)
        return scores

    def of_names(self, text: str, ngrams: Ngrams, near: Floats) -> Floats:
        """Likeness of a phrase to each name, shape (names,), 0–1.

        1 is for an equal preferred name, `OTHER_NAME` for an equal name of the others: of several occupations that go by one name, that
        which is called so comes first.

        ``near`` (languages,) says how much a name in each language counts. ``ngrams`` are those of the phrase (`ngrams_of`).
        """
        scores = np.zeros(len(self._language), dtype=np.float32)
        buckets, counts = ngrams
        weights = 1 + np.log(counts, dtype=np.float32)
        start, end = self._postings.indptr[buckets], self._postings.indptr[buckets + 1]
        lengths = end - start
        total = int(lengths.sum())
        if total:
            norms = np.sqrt(((weights * self._idf[:, buckets]) ** 2).sum(axis=1))
            counting = (near / norms)[self._language]
            places = np.repeat(start - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(total)
            shares = self._postings.data[places] * np.repeat(weights, lengths)
            by_name = np.bincount(self._postings.indices[places], weights=shares, minlength=len(self._language))
            scores = np.minimum(by_name * counting, OTHER_NAME).astype(np.float32)
        for name, worth in self._exact.get(fold(text), ()):
            scores[name] = max(scores[name], near[self._language[name]] * worth)
        return scores

    def equal(self, text: str, near: Floats) -> list[int]:
        """Rows of the concepts that have a name equal to the phrase in a language that counts."""
        equal = self._exact.get(fold(text), ())
        return [self._row[name] for name, worth in equal if near[self._language[name]] > 0 and worth >= OTHER_NAME]


def _idf(counts: Any) -> Floats:
    """Inverse document frequency of each n-gram among the rows given, shape (buckets,)."""
    frequency = np.bincount(counts.indices, minlength=1 << BUCKET_BITS)
    idf: Floats = (np.log((1 + counts.shape[0]) / (1 + frequency)) + 1).astype(np.float32)
    return idf
