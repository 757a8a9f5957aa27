"""From a code that a source put on an ad to the occupations that it may mean."""

from collections import defaultdict
from collections.abc import Iterable

from tvers.linking._model import CodeHint
from tvers.taxonomy import SISTER_GROUPS, Relation, Taxonomy

_TRUST = {Relation.EXACT: 1.0, Relation.CLOSE: 0.95, Relation.NARROW: 0.9, Relation.BROAD: 0.7, Relation.RELATED: 0.4}
_STEPS = 3
_SISTER = 0.75


class CodeTable:
    """Occupations within reach of each code over the loaded crosswalks, found when first asked for and remembered."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._occupations = {concept.id for concept in taxonomy.occupations}
        self._found: dict[str, dict[str, float]] = {}
        self._edges: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for crosswalk in taxonomy.crosswalks:
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
        """Occupation ids with how much the codes speak for them (0–1); several codes that agree do not add up, the strongest counts."""
        bound: dict[str, float] = {}
        for hint in hints:
            for concept_id, trust in self._reach(hint.scheme, hint.code).items():
                bound[concept_id] = max(bound.get(concept_id, 0.0), trust * hint.trust)
        return bound

    def _reach(self, scheme: str, code: str) -> dict[str, float]:
        start = f"{scheme}:{code}" if f"{scheme}:{code}" in self._edges else code
        if start not in self._found:
            self._found[start] = self._search(start)
        return self._found[start]

    def _search(self, start: str) -> dict[str, float]:
        """Occupations at the fewest steps: those of the code itself, else of what it maps to, and so on."""
        here = {start: 1.0}
        seen = {start}
        for _ in range(_STEPS + 1):
            found = {at: trust for at, trust in here.items() if at in self._occupations}
            if found:
                return self._with_sisters(found)
            onward: dict[str, float] = {}
            for at, trust in here.items():
                for target, worth in self._edges.get(at, ()):
                    if target not in seen:
                        onward[target] = max(onward.get(target, 0.0), trust * worth)
            seen |= onward.keys()
            here = onward
        return {}

    def _with_sisters(self, found: dict[str, float]) -> dict[str, float]:
        """The occupations found, and less surely those of the same field at the other level: countries code them differently."""
        widened = dict(found)
        for concept_id, trust in found.items():
            for group in SISTER_GROUPS.get(self._isco[concept_id], ()):
                for sister in self._group[group]:
                    widened[sister] = max(widened.get(sister, 0.0), trust * _SISTER)
        return widened
