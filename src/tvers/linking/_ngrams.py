"""Character n-grams of many texts at once, hashed, as a sparse matrix."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from tvers.kernel import fold, words

BUCKET_BITS = 20
SIZES = (3, 4, 5)
_FACTOR = np.uint64(1_099_511_628_211)  # FNV's prime: spreads well and costs one multiplication
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio: the high bits of the product are well mixed


def ngram_counts(texts: Sequence[str]) -> Any:
    """How often each n-gram stands in each text, shape (texts, 2**BUCKET_BITS), CSR float32; see `_ngrams`."""
    row, bucket = _ngrams(texts)
    ones = np.ones(len(row), dtype=np.float32)
    return sparse.coo_matrix((ones, (row, bucket)), shape=(len(texts), 1 << BUCKET_BITS)).tocsr()


def ngrams_of(text: str) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The n-grams of one text, each once, with how often it stands there."""
    return np.unique(_ngrams([text])[1], return_counts=True)


def _ngrams(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Row of the text and bucket of the n-gram, for every n-gram of every text.

    An n-gram of 3 to 5 characters lies inside one word with a space on either side, as in scikit-learn's ``char_wb``.
    """
    spaced = ["".join(f" {word} " for word in words(fold(text))) + "  " for text in texts]
    codes = np.frombuffer("".join(spaced).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) for text in spaced])
    space = codes == ord(" ")
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
