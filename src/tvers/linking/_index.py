"""Names of concepts in every language, searchable by how alike they are written: what links where there is no encoder."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language
from tvers.linking._equal import OTHER_NAME, EqualNames
from tvers.linking._near import LANGUAGES, near
from tvers.linking._ngrams import BUCKET_BITS, ngram_counts, ngrams_of
from tvers.taxonomy import Name

Floats = NDArray[np.float32]


class Index(Protocol):
    """Likeness of phrases to names and to the concepts that have them, 0–1."""

    def likeness(self, text: str, spoken: Language | None) -> Floats:
        """Likeness of a phrase in a language to each concept, shape (concepts,): that of its most alike name; see `of_names`."""
        ...

    def of_names(self, text: str, spoken: Language | None) -> Floats:
        """Likeness of a phrase in a language to each name, shape (names,).

        1 is for an equal preferred name, `OTHER_NAME` for an equal name of the others: of several occupations that go by one name, that
        which is called so comes first. Names in other languages count less, see `near`.
        """
        ...

    def equal(self, text: str, spoken: Language | None) -> list[int]:
        """Rows of the concepts that have a name equal to the phrase in a language that counts."""
        ...


class NameIndex:
    """Cosine likeness of a phrase to every name, with TF-IDF weights learnt from the names of each language by themselves; an `Index`.

    ``owner`` gives for each name the row of the concept it belongs to, in ascending order.
    """

    def __init__(self, names: Sequence[Name], owner: NDArray[np.intp], concepts: int) -> None:
        self._language = np.asarray([LANGUAGES.index(name.language) for name in names], dtype=np.intp)
        self._row = owner
        self._first = np.flatnonzero(np.diff(owner, prepend=-1))
        self._owner = owner[self._first]
        self._concepts = concepts
        self._equal = EqualNames(names)
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

    def likeness(self, text: str, spoken: Language | None) -> Floats:
        """See `Index`."""
        scores = np.zeros(self._concepts, dtype=np.float32)
        scores[self._owner] = np.maximum.reduceat(self.of_names(text, spoken), self._first)
        return scores

    def of_names(self, text: str, spoken: Language | None) -> Floats:
        """See `Index`."""
        scores = np.zeros(len(self._language), dtype=np.float32)
        buckets, counts = ngrams_of(text)
        counting = near(spoken)
        weights = 1 + np.log(counts, dtype=np.float32)
        start, end = self._postings.indptr[buckets], self._postings.indptr[buckets + 1]
        lengths = end - start
        total = int(lengths.sum())
        if total:
            norms = np.sqrt(((weights * self._idf[:, buckets]) ** 2).sum(axis=1))
            places = np.repeat(start - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) + np.arange(total)
            shares = self._postings.data[places] * np.repeat(weights, lengths)
            by_name = np.bincount(self._postings.indices[places], weights=shares, minlength=len(self._language))
            scores = np.minimum(by_name * (counting / norms)[self._language], OTHER_NAME).astype(np.float32)
        for name, worth in self._equal.of(text):
            scores[name] = max(scores[name], counting[self._language[name]] * worth)
        return scores

    def equal(self, text: str, spoken: Language | None) -> list[int]:
        """See `Index`."""
        counting = near(spoken)
        return [int(self._row[name]) for name, worth in self._equal.of(text) if counting[self._language[name]] > 0 and worth >= OTHER_NAME]


def _idf(counts: Any) -> Floats:
    """Inverse document frequency of each n-gram among the rows given, shape (buckets,)."""
    frequency = np.bincount(counts.indices, minlength=1 << BUCKET_BITS)
    idf: Floats = (np.log((1 + counts.shape[0]) / (1 + frequency)) + 1).astype(np.float32)
    return idf
