"""Character n-grams of many texts at once, hashed, as a sparse matrix."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tvers.kernel import fold, words

BUCKET_BITS = 20
SIZES = (3, 4, 5)
FEATURE_BITS = 17
"""The encoder's features share buckets more: each has a row of its table."""
_FACTOR = np.uint64(1_099_511_628_211)  # FNV's prime: spreads well and costs one multiplication
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: the high bits of the product are well mixed
_PART = "\0"
_WHOLE = np.uint64(99)
_LONGEST = 400
"""Letters of a word that tell it from others."""
_POWERS = np.cumprod(np.full(_LONGEST, _FACTOR, dtype=np.uint64))


def ngram_counts(texts: Sequence[str]) -> Any:
    """How often each n-gram stands in each text, shape (texts, 2**BUCKET_BITS), CSR float32; see `_ngrams`."""
    row, bucket = _ngrams(_Spaced.of(texts))
    ones = np.ones(len(row), dtype=np.float32)
    return sparse.coo_matrix((ones, (row, bucket)), shape=(len(texts), 1 << BUCKET_BITS)).tocsr()


def ngrams_of(text: str) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The n-grams of one text, each once, with how often it stands there."""
    return np.unique(_ngrams(_Spaced.of([text]))[1], return_counts=True)


def features(texts: Sequence[str]) -> Any:
    """Weights of the n-grams and the whole words of each text, 1 + log of how often one stands there; CSR float32.

    Shape (texts, 2**FEATURE_BITS).
    """
    rows, columns = _features(texts)
    counts = sparse.coo_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(texts), 1 << FEATURE_BITS)).tocsr()
    counts.data = 1 + np.log(counts.data)
    return counts


def features_of(text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The features of one text, each once, with their weights: what `features` has in the row of that text."""
    found = [_of_word(word) for word in words(fold(text))]
    columns, counts = np.unique(np.concatenate(found) if found else np.empty(0, dtype=np.int32), return_counts=True)
    return columns, 1 + np.log(counts, dtype=np.float32)


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> NDArray[np.int32]:
    """The features of a folded word, kept: phrases are made of the same words again and again, and none reaches over two of them."""
    return _columns(_Spaced([_spaced([word])]))[1]


def _features(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Row of the text and column, for every n-gram and every word of every text."""
    return _columns(_Spaced.of(texts))


def _columns(spaced: "_Spaced") -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    row, bucket = _ngrams(spaced)
    word_row, word = _whole_words(spaced)
    return np.concatenate((row, word_row)), np.concatenate((bucket >> (BUCKET_BITS - FEATURE_BITS), word))


class _Spaced:
    """The folded words of texts one after the other, a space on either side of each, as codes of letters with the row of their text."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> "_Spaced":
        folded = fold(_PART.join(text.replace(_PART, " ") for text in texts)).split(_PART) if texts else []  # all at once: much faster
        return cls([_spaced(words(text)) for text in folded])

    def __init__(self, spaced: Sequence[str]) -> None:
        self.codes = np.frombuffer("".join(spaced).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
        self.rows = np.repeat(np.arange(len(spaced), dtype=np.int32), [len(text) for text in spaced])
        self.space = self.codes == ord(" ")


def _spaced(parts: Sequence[str]) -> str:
    return f" {'  '.join(parts)}   "


def _ngrams(spaced: _Spaced) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Row of the text and bucket of the n-gram, for every n-gram of every text.

    An n-gram of 3 to 5 characters lies inside one word with a space on either side, as in scikit-learn's ``char_wb``.
    """
    codes, rows, space = spaced.codes, spaced.rows, spaced.space
    breaks = np.zeros(len(codes) + 1, dtype=np.int32)  # running number of double spaces: none may lie inside a window
    breaks[1:-1] = np.cumsum(space[:-1] & space[1:])
    breaks[-1] = breaks[-2] if len(codes) else 0
    found_rows, found_buckets = [], []
    value = codes.copy()
    for size in range(2, max(SIZES) + 1):
        if len(codes) < size:
            break
        value = value[: len(codes) - size + 1] * _FACTOR + codes[size - 1 :]
        if size not in SIZES:
            continue
        inside = breaks[size - 1 : len(codes)] == breaks[: len(codes) - size + 1]
        hashed = ((value[inside] + np.uint64(size)) * _MIX) >> np.uint64(64 - BUCKET_BITS)
        found_buckets.append(hashed.astype(np.int32))
        found_rows.append(rows[: len(inside)][inside])
    if not found_rows:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    return np.concatenate(found_rows), np.concatenate(found_buckets)


def _whole_words(spaced: _Spaced) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Row of the text and bucket of the word, for every word of every text."""
    starts = np.flatnonzero(spaced.space[:-1] & ~spaced.space[1:]) + 1
    if not len(starts):
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
    place = np.arange(len(spaced.codes)) - np.repeat(
        np.concatenate(([0], starts)), np.diff(np.concatenate(([0], starts, [len(spaced.codes)])))
    )
    value = np.where(spaced.space, np.uint64(0), spaced.codes * _POWERS[np.minimum(place, _LONGEST - 1)])
    hashed = ((np.add.reduceat(value, starts) + _WHOLE) * _MIX) >> np.uint64(64 - FEATURE_BITS)
    return spaced.rows[starts], hashed.astype(np.int32)
