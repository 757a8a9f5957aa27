"""`tvers bench link`: how often a phrase is linked to what it means, beside what others would make of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvers.bench._melo import Melo, read_melo
from tvers.bench._peers import Scores, peers
from tvers.bench._report import report
from tvers.linking import Linker
from tvers.taxonomy import ConceptKind

_DRAWS = 1000
_DEPTHS = (1, 5, 10)
Floats = NDArray[np.float64]


def bench_link(dataset: Path) -> dict[str, Any]:
    """Measure the linker on a set in the layout of MELO, with ESCO's labels of that set and nothing else.

    ``mrr_label`` is the mean reciprocal rank of the first right label, as MELO publishes it: labels of one score stand by their id, the
    last first, as trec_eval does it. ``mrr_label_mean`` puts the first right one in the middle of those of the same score.
    ``hit1_label`` is how often it is the first, ``hit5_label`` among the first five. ``mrr_concept`` and the like rank concepts, those of
    one score in the middle. ``occ_`` is without ISCO groups among the labels. ``_low`` and ``_high`` bound the middle 95 % of bootstrap
    samples of the queries. Peers are asked for the labels alone.
    """
    whole = read_melo(dataset)
    figures: dict[str, float] = {}
    for prefix, given in (("", whole), ("occ_", whole.without_groups())):
        figures |= {f"{prefix}queries": len(given.queries), f"{prefix}labels": len(given.labels)}
        figures |= {prefix + name: value for name, value in _of_linker(given).items()}
        labels, texts = _Labels(given), [label.text for label in given.labels]
        for name, peer in peers().items():
            scores = peer(given.queries, texts)
            ranks = np.array([labels.trec(row, right) for row, right in zip(scores, given.right, strict=True)])
            figures |= {f"{prefix}{name}_{measure}": value for measure, value in _summed("label", ranks).items()}
    return report("link", f"tvers bench link --dataset {dataset.resolve().name} --labels esco", figures)


def _of_linker(given: Melo) -> dict[str, float]:
    linker = Linker(given.taxonomy())
    # Two labels of a concept that are written alike are one name.
    places = {(label.concept, label.text): place for place, label in enumerate(given.labels)}
    labels, concept_of = _Labels(given), {label.id: label.concept for label in given.labels}
    scores = np.zeros(len(given.labels), dtype=np.float32)
    ranks = []
    for query, right in zip(given.queries, given.right, strict=True):
        found = linker.likeness(query, ConceptKind.OCCUPATION, given.language)
        scores[[places[concept, name.text] for concept, name in found.names]] = found.of_names
        meant = {concept_of[label] for label in right}
        concepts = np.asarray([place for place, one in enumerate(found.concepts) if one in meant], dtype=np.intp)
        ranks.append((labels.trec(scores, right), labels.middle(scores, right), _middle(found.of_concepts, concepts)))
    trec, middle, concept = np.asarray(ranks).T
    mean = {name.replace("mrr_label", "mrr_label_mean"): value for name, value in _summed("label", middle).items() if "mrr" in name}
    return {**_summed("label", trec), **mean, **_summed("concept", concept)}


class _Labels:
    """Ranks among the labels of a set."""

    def __init__(self, given: Melo) -> None:
        ids = [label.id for label in given.labels]
        self._place = {label: place for place, label in enumerate(ids)}
        self._late = np.empty(len(ids), dtype=np.intp)
        self._late[np.argsort(np.asarray(ids))[::-1]] = np.arange(len(ids))

    def trec(self, scores: Scores, right: Iterable[str]) -> float:
        """Rank of the first right label; of labels of one score the one whose id comes last stands first."""
        at, late = self._at(right), self._late
        best = at[np.lexsort((late[at], -scores[at]))[0]]
        return 1.0 + float(((scores > scores[best]) | ((scores == scores[best]) & (late < late[best]))).sum())

    def middle(self, scores: Scores, right: Iterable[str]) -> float:
        """Rank of the first right label, see `_middle`."""
        return _middle(scores, self._at(right))

    def _at(self, labels: Iterable[str]) -> NDArray[np.intp]:
        return np.asarray([self._place[label] for label in labels], dtype=np.intp)


def _middle(scores: Scores, right: NDArray[np.intp]) -> float:
    """Rank of the best of the right ones, in the middle of what has the same score and is not right."""
    best = scores[right].max()
    level = int((scores == best).sum()) - int((scores[right] == best).sum())
    return 1.0 + float((scores > best).sum()) + level / 2


def _summed(what: str, ranks: Floats) -> dict[str, float]:
    """Mean reciprocal rank and hits, each with the bounds of a bootstrap over the queries."""
    measures = {f"mrr_{what}": 1 / ranks} | {f"hit{depth}_{what}": (ranks <= depth).astype(np.float64) for depth in _DEPTHS}
    draws = np.random.default_rng(1).integers(0, len(ranks), (_DRAWS, len(ranks)))
    figures: dict[str, float] = {}
    for name, values in measures.items():
        low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
        figures |= {name: round(float(values.mean()), 4), f"{name}_low": round(float(low), 4), f"{name}_high": round(float(high), 4)}
    return figures
