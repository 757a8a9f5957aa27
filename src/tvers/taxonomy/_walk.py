"""Walking from one classification to another over crosswalks."""

import heapq
from collections import defaultdict
from dataclasses import dataclass
from itertools import count

from tvers.kernel import NotFound, WrongUse, nearest
from tvers.taxonomy._model import Concept, Crosswalk, Relation
from tvers.taxonomy._taxonomy import Taxonomy

MAX_STEPS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk: over which crosswalk, with which relation, to which concept."""

    crosswalk: str
    relation: Relation
    concept_id: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A way from a concept to one of another scheme.

    ``weakest`` is the weakest relation on the way: what the whole translation is worth. ``lost`` says what that means:
    nothing (exact), ``nuance`` (close), ``choice`` (narrow: one of several parts), ``detail`` (broad), ``likeness`` (related).
    """

    target: Concept
    steps: tuple[Step, ...]

    @property
    def weakest(self) -> Relation:
        """The weakest relation on the way."""
        return max((step.relation for step in self.steps), key=lambda relation: relation.rank)

    @property
    def lost(self) -> str:
        """What the weakest link loses, as a code."""
        return _LOST[self.weakest]


_LOST = {
    Relation.EXACT: "",
    Relation.CLOSE: "nuance",
    Relation.NARROW: "choice",
    Relation.BROAD: "detail",
    Relation.RELATED: "likeness",
}

_Edges = dict[str, list[Step]]


def walk(taxonomy: Taxonomy, code: str, source_scheme: str, target_scheme: str) -> tuple[Walk, ...]:
    """Every concept of ``target_scheme`` that a concept translates to, best way each, best first.

    1. Start at the concept with ``code`` (or id) in ``source_scheme``, or at what stands in its place now where it was taken out of use.
    2. Follow crosswalk rows in both directions (a reversed row reverses its relation), and the group that an occupation stands in.
    3. Never climb to a broader concept and descend again: that would guess.
    4. Of the ways to one target keep the one with the better weakest link, then the shorter.

    Raises `WrongUse` for a scheme that is not loaded or is walked to itself, and `NotFound` for a code that is not in it, each with the
    nearest there is.
    """
    loaded = {concept.scheme for concept in taxonomy}
    for scheme in (source_scheme, target_scheme):
        if scheme not in loaded:
            raise WrongUse("scheme.unknown", scheme=scheme, loaded=sorted(loaded))
    if source_scheme == target_scheme:
        raise WrongUse("scheme.same", scheme=source_scheme)
    start = taxonomy.by_code(source_scheme, code) or taxonomy.get(code)
    if start is None or start.scheme != source_scheme:
        codes = [concept.code for concept in taxonomy if concept.scheme == source_scheme and concept.code]
        raise NotFound("concept.unknown", code=code, scheme=source_scheme, nearest=nearest(code, codes))
    ends = [one for one in (taxonomy.get(end) for end in taxonomy.successors.get(start.id, (start.id,))) if one]
    found = [way for end in ends for way in _ways(taxonomy, end, target_scheme)]
    return tuple(sorted(found, key=lambda way: (way.weakest.rank, len(way.steps), way.target.code or way.target.id)))


def _ways(taxonomy: Taxonomy, start: Concept, target_scheme: str) -> list[Walk]:
    edges = _edges(taxonomy)
    best: dict[str, Walk] = {}
    # A state is (worst rank so far, steps, concept, climbed): the queue hands out the better weakest link first.
    # The running number keeps the heap from ever comparing steps.
    queue: list[tuple[int, int, int, str, bool, tuple[Step, ...]]] = [(0, 0, 0, start.id, False, ())]
    number = count(1)
    seen: set[tuple[str, bool]] = set()
    while queue:
        rank, length, _, here, climbed, steps = heapq.heappop(queue)
        if (here, climbed) in seen:
            continue
        seen.add((here, climbed))
        concept = taxonomy.get(here)
        if steps and concept is not None and concept.scheme == target_scheme and here not in best:
            best[here] = Walk(concept, steps)
            continue  # a walk ends where it reaches the target scheme
        if length == MAX_STEPS:
            continue
        for step in edges.get(here, ()):
            if climbed and step.relation is Relation.NARROW:
                continue
            onward = climbed or step.relation is Relation.BROAD
            heapq.heappush(queue, (max(rank, step.relation.rank), length + 1, next(number), step.concept_id, onward, (*steps, step)))
    return list(best.values())


def _edges(taxonomy: Taxonomy) -> _Edges:
    edges: _Edges = defaultdict(list)
    for crosswalk in taxonomy.crosswalks:
        if not crosswalk.is_history:
            _add_crosswalk(edges, crosswalk)
    for concept in taxonomy:
        group = f"isco08:{concept.isco08}"
        if concept.isco08 and group != concept.id and group in taxonomy.concepts:
            edges[concept.id].append(Step("isco08", Relation.BROAD, group))
            edges[group].append(Step("isco08", Relation.NARROW, concept.id))
    return edges


def _add_crosswalk(edges: _Edges, crosswalk: Crosswalk) -> None:
    for mapping in crosswalk.mappings:
        edges[mapping.source_id].append(Step(crosswalk.id, mapping.relation, mapping.target_id))
        edges[mapping.target_id].append(Step(crosswalk.id, mapping.relation.reverse, mapping.source_id))
