"""What somebody would take instead of our linker: libraries that compare texts, each asked as its own documentation shows."""

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Peer = Callable[[Sequence[str], Sequence[str]], Iterator[Scores]]
"""For each query its likeness to every label, shape (labels,)."""


def peers() -> dict[str, Peer]:
    """Those that are installed, by name; the developers' tools bring all of them."""
    every: dict[str, tuple[str, Peer]] = {
        "rapidfuzz": ("rapidfuzz", _rapidfuzz),
        "bm25s": ("bm25s", _bm25s),
        "char_tfidf": ("sklearn", _char_tfidf),
    }
    return {name: peer for name, (package, peer) in every.items() if find_spec(package)}


def _rapidfuzz(queries: Sequence[str], labels: Sequence[str]) -> Iterator[Scores]:
    """Likeness of strings by edits, whole and in parts (``WRatio``)."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - an optional part

    choices = [utils.default_process(label) for label in labels]
    for query in queries:
        (row,) = process.cdist([utils.default_process(query)], choices, scorer=fuzz.WRatio, dtype=np.float32)
        yield row


def _bm25s(queries: Sequence[str], labels: Sequence[str]) -> Iterator[Scores]:
    """BM25 on words."""
    import bm25s  # noqa: PLC0415 - an optional part

    index = bm25s.BM25()
    index.index([label.casefold().split() for label in labels], show_progress=False)
    known = index.vocab_dict
    for query in queries:
        words = [word for word in query.casefold().split() if word in known]
        yield index.get_scores(words) if words else np.zeros(len(labels), dtype=np.float32)


def _char_tfidf(queries: Sequence[str], labels: Sequence[str]) -> Iterator[Scores]:
    """Cosine of TF-IDF on character n-grams of 2 to 5 inside words."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - an optional part

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    columns = vectors.fit_transform(labels).T.tocsc()
    for row in vectors.transform(queries):
        yield np.asarray((row @ columns).todense(), dtype=np.float32).ravel()
