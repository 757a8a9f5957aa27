"""`tvers bench link --titles`: how often a job title gets its official code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvers.bench._guard import only_esco
from tvers.bench._peers import peers
from tvers.bench._report import bounded, report
from tvers.kernel import CannotRead, Language
from tvers.linking import Linker, load_encoder
from tvers.sources import read_taxonomy
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy

_FOLDS, _SEED = 5, 1
_UNIT, _MINOR = 4, 3
"""Digits of a unit group, and of the minor group that it stands in."""
_ESCO = ("esco", "isco08", "tvers")
_OWN = 2.0
"""Likeness to a group by its own names and titles counts so much more than that to its likeliest occupation."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Titles:
    """Job titles in a language with their codes in a scheme."""

    scheme: str
    language: Language
    titles: tuple[str, ...]
    codes: tuple[str, ...]

    def taken(self, places: Iterable[int]) -> Taxonomy:
        """Some of them as what an import of a list of them gives."""
        names: dict[str, list[str]] = {}
        for place in places:
            names.setdefault(self.codes[place], []).append(self.titles[place])
        return Taxonomy([_group(self.scheme, self.language, code, own) for code, own in names.items()])


def read_titles(file: Path) -> Titles:
    """Read a table with a column ``title_<language>`` and one named after its scheme. Raises `CannotRead`."""
    found = read_taxonomy(file)
    pairs = [(name, concept) for concept in found for name in concept.names if len(concept.code) == _UNIT]
    if not pairs or any(concept.kind is not ConceptKind.OCCUPATION_GROUP for concept in found):
        raise CannotRead("titles.none", file=file.name)
    scheme, language = pairs[0][1].scheme, pairs[0][0].language
    return Titles(scheme, language, tuple(name.text for name, _ in pairs), tuple(concept.code for _, concept in pairs))


def bench_titles(file: Path, base: Taxonomy, labels: str) -> dict[str, Any]:
    """Measure the linker on titles in five folds: those of the other four are further names of the groups of their codes.

    ``base`` is all that is loaded; with ``labels`` "esco" only ESCO's own concepts and the scheme's groups stay of it. The titles
    themselves are taken out of it first. ``accuracy_at_1`` and ``accuracy_at_5`` are how often the right unit group is the first, and among
    the first five; ``accuracy_at_1_3digit`` how often the first is of the right minor group. Peers are asked for the same names.
    ``calibration_error`` is how far the stated chance of the best guess's unit group is from how often it is right, in ten bins of chance.
    """
    only_esco()
    given = read_titles(file)
    base = without(base if labels == "all" else _esco(base, given.scheme), given)
    fold = np.random.default_rng(_SEED).permutation(len(given.titles)) % _FOLDS
    codes = np.asarray(given.codes)
    answers: dict[str, NDArray[np.str_]] = {}
    said, right = np.zeros((2, len(codes)))
    for part in range(_FOLDS):
        test = np.flatnonzero(fold == part)
        loaded = base.merged(given.taken(np.flatnonzero(fold != part).tolist()))
        asked = [given.titles[place] for place in test]
        linker = Linker(loaded, load_encoder())
        said[test], right[test] = _stated(linker, given, asked, codes[test])
        for name, found in (("", _by_linker(linker, given, asked)), *_by_peers(linker, given, asked)):
            answers.setdefault(name, np.full((len(codes), 5), "", dtype="<U4"))[test] = found
    figures: dict[str, float] = {"titles": len(codes), "codes": len(set(given.codes)), "folds": _FOLDS}
    for name, found in answers.items():
        hits = found == codes[:, None]
        minor = found[:, 0].astype(f"<U{_MINOR}") == codes.astype(f"<U{_MINOR}")
        for measure, values in (("accuracy_at_1", hits[:, 0]), ("accuracy_at_5", hits.any(axis=1)), ("accuracy_at_1_3digit", minor)):
            figures |= bounded(f"{name}{measure}", values.astype(np.float64))
    figures["calibration_error"] = round(calibration_error(said, right), 4)
    return report("link", f"tvers bench link --titles {file.name} --labels {labels}", figures)


def calibration_error(said: Floats, right: Floats, bins: int = 10) -> float:
    """The mean distance, over bins of equal width weighed by how much is in them, between chances stated and how often they came true."""
    of = np.minimum((said * bins).astype(int), bins - 1)
    return float(sum(abs(said[of == one].sum() - right[of == one].sum()) for one in range(bins)) / len(said))


def _stated(linker: Linker, given: Titles, asked: Sequence[str], codes: NDArray[np.str_]) -> tuple[Floats, Floats]:
    """The chance that each title's best guess is of the right unit group, as the linker states it, and whether it is."""
    units: dict[str, set[str]] = {}
    for crosswalk in linker.taxonomy.crosswalks:
        for mapping in crosswalk.mappings:
            for one, other in ((mapping.source_id, mapping.target_id), (mapping.target_id, mapping.source_id)):
                if one.startswith(f"{given.scheme}:") and other.startswith("isco08:"):
                    units.setdefault(one.split(":")[1], set()).add(other.split(":")[1])
    said, right = np.zeros((2, len(asked)))
    for place, (title, code) in enumerate(zip(asked, codes.tolist(), strict=True)):
        answer = linker.link(title, language=given.language)
        best = linker.taxonomy.get(answer.best.concept_id) if answer.best else None
        said[place] = sum(one.probability for one in answer.candidates)
        right[place] = best is not None and best.isco08 in units.get(code, {code})
    return said, right


def without(base: Taxonomy, given: Titles) -> Taxonomy:
    """A taxonomy of which the scheme's groups have lost the names that are titles to be asked about, as if no list had been imported."""
    asked = frozenset(given.titles)
    kept = [
        replace(concept, names=tuple(name for name in concept.names if name.preferred or name.text not in asked))
        if concept.scheme == given.scheme
        else concept
        for concept in base
    ]
    return Taxonomy(kept, base.crosswalks, base.schemes)


def _esco(base: Taxonomy, scheme: str) -> Taxonomy:
    """ESCO's own concepts, the groups of a scheme, and the ways from one to the other."""
    kept = {*_ESCO, scheme}
    crosswalks = [one for one in base.crosswalks if {one.source_scheme, one.target_scheme} <= kept]
    return Taxonomy([concept for concept in base if concept.scheme in kept], crosswalks, base.schemes)


def _by_linker(linker: Linker, given: Titles, asked: Sequence[str]) -> NDArray[np.str_]:
    """The five likeliest codes of each title, shape (asked, 5): how alike the likeliest occupation of a code is, and its group itself."""
    groups = [one for one in linker.taxonomy.of_kind(ConceptKind.OCCUPATION_GROUP) if one.scheme == given.scheme and len(one.code) == _UNIT]
    codes = np.asarray([group.code for group in groups])
    rows = {concept_id: row for row, concept_id in enumerate(linker.likeness("", language=given.language).concepts)}
    own = np.asarray([rows.get(group.id, -1) for group in groups])
    ways = [(place, rows[end], trust) for place, group in enumerate(groups) for end, trust in linker.reach(group.id).items()]
    of_code, row, trust = (np.asarray(column) for column in zip(*ways, strict=True))
    found = np.full((len(asked), 5), "", dtype="<U4")
    for place, title in enumerate(asked):
        scores = np.zeros(len(codes), dtype=np.float64)
        alike = linker.likeness(title, language=given.language).of_concepts
        np.maximum.at(scores, of_code, alike[row] * trust)
        scores += _OWN * alike[own] * (own >= 0)
        first = np.argsort(-scores, kind="stable")[:5]
        found[place, : len(first)] = codes[first]
    return found


def _by_peers(linker: Linker, given: Titles, asked: Sequence[str]) -> Iterable[tuple[str, NDArray[np.str_]]]:
    """What others make of the names in the titles' own language, those of occupations with the codes that lead to them."""
    loaded = linker.taxonomy
    code_of: dict[str, str] = {}
    for group in loaded.of_kind(ConceptKind.OCCUPATION_GROUP):
        if group.scheme == given.scheme and len(group.code) == _UNIT:
            code_of[group.id] = group.code
            for concept_id, trust in linker.reach(group.id).items():
                if trust >= _SURE:
                    code_of.setdefault(concept_id, group.code)
    named = [(name.text, code_of[one.id]) for one in loaded for name in one.names if one.id in code_of and name.language is given.language]
    texts, codes = [text for text, _ in named], np.asarray([code for _, code in named])
    for name, peer in peers().items():
        found = np.full((len(asked), 5), "", dtype="<U4")
        for place, scores in enumerate(peer(asked, texts)):
            first = list(dict.fromkeys(codes[np.argsort(-scores, kind="stable")[:200]].tolist()))[:5]
            found[place, : len(first)] = first
        yield f"{name}_", found


_SURE = 0.85
"""Trust from which an occupation counts as one of a code for the peers, who know no trust."""


def _group(scheme: str, language: Language, code: str, titles: Sequence[str]) -> Concept:
    names = tuple(Name(language, title) for title in titles)
    return Concept(f"{scheme}:{code}", scheme, ConceptKind.OCCUPATION_GROUP, code, names)
