"""From a code that a source put on an ad to the occupations that it may mean."""

from collections import defaultdict
from collections.abc import Iterable

from tvers.linking._model import CodeHint
from tvers.taxonomy import SISTER_GROUPS, Relation, Taxonomy

_TRUST = {Relation.EXACT: 1.0, Relation.CLOSE: 0.95, Relation.NARROW: 0.9, Relation.BROAD: 0.7, Relation.RELATED: 0.4}
_STEPS = 3
_SISTER = 0.75
_LEFT_OUT = 0.85


class CodeTable:
    """Occupations within reach of each code over the loaded crosswalks, found when first asked for and remembered."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._occupations = {concept.id for concept in taxonomy.occupations}
        self._found: dict[str, dict[str, float]] = {}
        self._edges: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._successors = taxonomy.successors
        for crosswalk in (crosswalk for crosswalk in taxonomy.crosswalks if not crosswalk.is_history):
            for mapping in crosswalk.mappings:
                self._edges[mapping.source_id].append((mapping.target_id, _TRUST[mapping.relation]))
                self._edges[mapping.target_id].append((mapping.source_id, _TRUST[mapping.relation.reverse]))
        for concept in taxonomy.occupations:
            for group in {f"isco08:{concept.isco08}", *concept.broader}:
                self._edges[group].append((concept.id, _TRUST[Relation.NARROW]))

        self._isco = {concept.id: concept.isco08 for concept in taxonomy.occupations}
        self._group: dict[str, list[str]] = defaultdict(list)
        for concept in taxonomy.occupations:
            self._group[concept.isco08].append(concept.id)

    def occupations(self, hints: Iterable[CodeHint]) -> dict[str, float]:
        """Occupation ids with how much the codes speak for them (0–1).

        Codes of one scheme are alternatives: the strongest counts. Codes of several schemes say the same thing twice: what one of them
        leaves out, or is less sure of, counts a little less.
        """
        bound: dict[str, dict[str, float]] = defaultdict(dict)
        for hint in hints:
            start = f"{hint.scheme}:{hint.code}"
            known = start in self._edges or start in self._successors
            for concept_id, trust in self.reach(start if known else hint.code).items():
                bound[hint.scheme][concept_id] = max(bound[hint.scheme].get(concept_id, 0.0), trust * hint.trust)
        best = {scheme: max(reached.values()) for scheme, reached in bound.items() if reached}
        ids = dict.fromkeys(concept_id for reached in bound.values() for concept_id in reached)
        agreed = {concept_id: min(bound[scheme].get(concept_id, 0.0) / best[scheme] for scheme in best) for concept_id in ids}
        return {
            concept_id: max(reached.get(concept_id, 0.0) for reached in bound.values()) * (_LEFT_OUT + (1 - _LEFT_OUT) * share)
            for concept_id, share in agreed.items()
        }

    def reach(self, start: str) -> dict[str, float]:
        """Occupations that a concept, or what stands in its place now, leads to over the crosswalks, with the trust of the way (0–1)."""
        if start not in self._found:
            ends = self._successors.get(start, (start,))
            worth = _TRUST[Relation.EXACT if len(ends) == 1 else Relation.NARROW]
            found: dict[str, float] = {}
            for concept_id, trust in (pair for end in ends for pair in self._search(end).items()):
                found[concept_id] = max(found.get(concept_id, 0.0), trust * worth)
            self._found[start] = found
        return self._found[start]

    def _search(self, start: str) -> dict[str, float]:
        """Occupations at the fewest steps: those of the code itself, else of what it maps to, and so on."""
        here = {start: 1.0}
        seen = {start}
        for _ in range(_STEPS + 1):
            found = {at: trust for at, trust in here.items() if at in self._occupations}
            if found:
                return self._with_sisters(self._in_group(start, found))
            onward: dict[str, float] = {}
            for at, trust in here.items():
                for target, worth in self._edges.get(at, ()):
                    if target not in seen:
                        onward[target] = max(onward.get(target, 0.0), trust * worth)
            seen |= onward.keys()
            here = onward
        return {}

    def _in_group(self, start: str, found: dict[str, float]) -> dict[str, float]:
        """Where the code itself maps to unit groups, what a roundabout way found outside them counts less."""
        groups = {at.removeprefix("isco08:") for at, _ in self._edges.get(start, ()) if at.startswith("isco08:")}
        return {at: trust * (1.0 if not groups or self._isco[at] in groups else _LEFT_OUT) for at, trust in found.items()}

    def _with_sisters(self, found: dict[str, float]) -> dict[str, float]:
        """The occupations found, and less surely those of the same field at the other level: countries code them differently."""
        widened = dict(found)
        for concept_id, trust in found.items():
            for group in SISTER_GROUPS.get(self._isco[concept_id], ()):
                for sister in self._group[group]:
                    widened[sister] = max(widened.get(sister, 0.0), trust * _SISTER)
        return widened
