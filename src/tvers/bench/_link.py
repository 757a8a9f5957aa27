"""`tvers bench link`: how often a phrase is linked to what it means, beside what others would make of it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvers.bench._guard import only_esco
from tvers.bench._peers import Scores, peers
from tvers.bench._report import bounded, report
from tvers.linking import Linker, load_encoder
from tvers.sources import Melo, read_melo
from tvers.taxonomy import ConceptKind, Taxonomy

_DEPTHS = (1, 5, 10)
Floats = NDArray[np.float64]


def bench_link(dataset: Path, corpus: Path | None = None, loaded: Taxonomy | None = None) -> dict[str, Any]:
    """Measure the linker on a set in the layout of MELO, with ESCO's labels of that set and nothing else, or those of ``corpus``.

    ``mrr_label`` is the mean reciprocal rank of the first right label, as MELO publishes it: labels of one score stand by their id, the
    last first, as trec_eval does it. ``mrr_label_mean`` puts the first right one in the middle of those of the same score.
    ``hit1_label`` is how often it is the first, ``hit5_label`` among the first five. ``mrr_concept`` and the like rank concepts, those of
    one score in the middle; ``gain_mrr_concept`` is what the encoder adds to the linker without it, query by query. ``occ_`` is without
    ISCO groups among the labels. ``_low`` and ``_high`` bound the middle 95 % of bootstrap samples of the queries. Peers are asked for the
    labels alone.

    With ``loaded`` the labels are laid over all that an installation has, the national lists with the very titles that are asked among it:
    what the product answers, by concepts alone.

    Raises:
        CannotRead: a set is none, or the encoder was made from names of other schemes than ESCO's, and so may have seen the answers.
    """
    whole = read_melo(dataset)
    if corpus:
        whole = whole.with_labels_of(read_melo(corpus))
    only_esco()
    labels = "esco" if loaded is None else "all"
    figures: dict[str, float] = {}
    for prefix, given in (("", whole), ("occ_", whole.without_groups())):
        found = _product(given, loaded) if loaded else {**_of_linker(given), **_of_peers(given)}
        figures |= {f"{prefix}queries": len(given.queries), f"{prefix}labels": len(given.labels)}
        figures |= {prefix + name: value for name, value in found.items()}
    others = f" --corpus {corpus.resolve().name}" if corpus else ""
    return report("link", f"tvers bench link --dataset {dataset.resolve().name}{others} --labels {labels}", figures)


def _of_peers(given: Melo) -> dict[str, float]:
    labels, texts = _Labels(given), [label.text for label in given.labels]
    figures: dict[str, float] = {}
    for name, peer in peers().items():
        scores = peer(given.queries, texts)
        ranks = np.array([labels.trec(row, right) for row, right in zip(scores, given.right, strict=True)])
        figures |= {f"{name}_{measure}": value for measure, value in _summed("label", ranks).items()}
    return figures


def _of_linker(given: Melo) -> dict[str, float]:
    encoder = load_encoder()
    esco = given.taxonomy(encoder.units)
    trec, middle, concept = _ranks(given, Linker(esco, encoder)).T
    lexical = _ranks(given, Linker(esco))[:, 2]
    mean = {name.replace("mrr_label", "mrr_label_mean"): value for name, value in _summed("label", middle).items() if "mrr" in name}
    written = {f"lexical_{name}": value for name, value in _summed("concept", lexical).items()}
    gain = bounded("gain_mrr_concept", 1 / concept - 1 / lexical)
    return {**_summed("label", trec), **mean, **_summed("concept", concept), **written, **gain}


def _ranks(given: Melo, linker: Linker) -> Floats:
    """For each query the rank of the first right label, as trec_eval has it and in the middle of ties, and of the first right concept."""
    # Two labels of a concept that are written alike are one name.
    places = {(label.concept_id, label.text): place for place, label in enumerate(given.labels)}
    labels, concept_of = _Labels(given), {label.id: label.concept_id for label in given.labels}
    scores = np.zeros(len(given.labels), dtype=np.float32)
    ranks = []
    for query, right in zip(given.queries, given.right, strict=True):
        found = linker.likeness(query, ConceptKind.OCCUPATION, given.language)
        scores[[places[concept, name.text] for concept, name in found.names]] = found.of_names
        meant = {concept_of[label] for label in right}
        concepts = np.asarray([place for place, one in enumerate(found.concepts) if one in meant], dtype=np.intp)
        ranks.append((labels.trec(scores, right), labels.middle(scores, right), _middle(found.of_concepts, concepts)))
    return np.asarray(ranks)


def _product(given: Melo, loaded: Taxonomy) -> dict[str, float]:
    """Ranks among the concepts of the set, of a linker that has everything."""
    encoder = load_encoder()
    linker = Linker(loaded.merged(given.taxonomy(encoder.units)), encoder)
    concept_of = {label.id: label.concept_id for label in given.labels}
    asked_for = frozenset(concept_of.values())
    ids = [(place, one) for place, one in enumerate(linker.likeness("").concepts) if one in asked_for]
    kept = np.asarray([place for place, _ in ids], dtype=np.intp)
    ranks = []
    for query, right in zip(given.queries, given.right, strict=True):
        meant = {concept_of[label] for label in right}
        concepts = np.asarray([place for place, (_, one) in enumerate(ids) if one in meant], dtype=np.intp)
        ranks.append(_middle(linker.likeness(query, ConceptKind.OCCUPATION, given.language).of_concepts[kept], concepts))
    return _summed("concept", np.asarray(ranks))


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
    """Mean reciprocal rank and hits, with their bounds."""
    measures = {f"mrr_{what}": 1 / ranks} | {f"hit{depth}_{what}": (ranks <= depth).astype(np.float64) for depth in _DEPTHS}
    return {name: value for measure, values in measures.items() for name, value in bounded(measure, values).items()}
