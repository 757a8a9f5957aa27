"""All that is loaded, as one immutable value."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import cached_property

from tvers.kernel import Language
from tvers.taxonomy._model import Concept, ConceptKind, Crosswalk, Name, Relation, Scheme

_HUB = ("esco", "tvers")
"""The schemes that everything else is translated to."""
UNKNOWN_VERSION = "unknown"
"""What a source says that does not know its edition; it never takes the place of an edition that is known."""


class Taxonomy:
    """Concepts of every loaded scheme, with the crosswalks between them. Treat as immutable."""

    def __init__(self, concepts: Iterable[Concept], crosswalks: Iterable[Crosswalk] = (), schemes: Iterable[Scheme] = ()) -> None:
        self.concepts: dict[str, Concept] = {concept.id: concept for concept in concepts}
        self.crosswalks = tuple(crosswalks)
        self.schemes = tuple(schemes)

    def __iter__(self) -> Iterator[Concept]:
        """Every concept, in the order loaded."""
        return iter(self.concepts.values())

    def __len__(self) -> int:
        """Number of concepts."""
        return len(self.concepts)

    def get(self, concept_id: str) -> Concept | None:
        """The concept of that id, or None."""
        return self.concepts.get(concept_id)

    def name(self, concept_id: str, language: Language) -> str:
        """A concept's name for a reader; the id itself where the concept is not loaded."""
        concept = self.concepts.get(concept_id)
        return concept.name(language) if concept else concept_id

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], Concept]:
        return {(concept.scheme, concept.code): concept for concept in self if concept.code}

    def by_code(self, scheme: str, code: str) -> Concept | None:
        """The concept with that code in that scheme, or None."""
        return self._by_code.get((scheme, code))

    def of_kind(self, kind: ConceptKind) -> tuple[Concept, ...]:
        """All concepts of a kind."""
        return tuple(concept for concept in self if concept.kind is kind)

    @cached_property
    def successors(self) -> dict[str, tuple[str, ...]]:
        """Ids that were taken out of use, with those of the loaded concepts that stand in their place now, however often that changed."""
        became: dict[str, dict[str, None]] = {}
        for mapping in (mapping for crosswalk in self.crosswalks if crosswalk.is_history for mapping in crosswalk.mappings):
            became.setdefault(mapping.source_id, {})[mapping.target_id] = None
        found = {old: tuple(end for end in _ends(old, became) if end in self.concepts) for old in became}
        return {old: ends for old, ends in found.items() if ends}

    def current(self, concept_id: str) -> tuple[Concept, ...]:
        """The concepts that an id means today: those that stand in its place, and of each its exact match in the hub; none if unknown."""
        ids = (self.canonical.get(one, one) for one in self.successors.get(concept_id, (concept_id,)))
        return tuple(self.concepts[one] for one in dict.fromkeys(ids) if one in self.concepts)

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Concepts of other schemes that match one of the hub's exactly, with the id of that one, and those whose place one other took."""
        same: dict[str, str] = {}
        for crosswalk in (crosswalk for crosswalk in self.crosswalks if not crosswalk.is_history):
            for mapping in crosswalk.mappings:
                pair = (mapping.source_id, mapping.target_id)
                for concept_id, hub_id in (pair, pair[::-1]):
                    if mapping.relation is Relation.EXACT and self._in_hub(hub_id) and not self._in_hub(concept_id):
                        same.setdefault(concept_id, hub_id)
        return same | {old: same.get(ends[0], ends[0]) for old, ends in self.successors.items() if len(ends) == 1}

    def _in_hub(self, concept_id: str) -> bool:
        concept = self.concepts.get(concept_id)
        return concept is not None and concept.scheme in _HUB

    @cached_property
    def occupations(self) -> tuple[Concept, ...]:
        """The occupations that people and ads are matched on: ESCO's and the starter pack's, with the names of their exact matches."""
        names = self._names_of_matches(ConceptKind.OCCUPATION)
        own = (one for one in self.of_kind(ConceptKind.OCCUPATION) if one.scheme in _HUB and one.id not in self.successors)
        return tuple(replace(concept, names=_merge_names(names[concept.id], concept.names)) for concept in own)

    @cached_property
    def skills(self) -> tuple[Concept, ...]:
        """The skills that people and ads are matched on.

        ESCO's and the starter pack's, each with the names of its exact matches elsewhere, and skills of other schemes that have none.
        """
        names = self._names_of_matches(ConceptKind.SKILL)
        own = (one for one in self.of_kind(ConceptKind.SKILL) if one.id not in self.canonical and one.id not in self.successors)
        return tuple(replace(concept, names=_merge_names(names[concept.id], concept.names)) for concept in own)

    def _names_of_matches(self, kind: ConceptKind) -> dict[str, tuple[Name, ...]]:
        """For each concept of a kind its names, and those of its exact matches in other schemes."""
        names: dict[str, list[Name]] = {}
        for concept in self.of_kind(kind):
            names.setdefault(self.canonical.get(concept.id, concept.id), []).extend(concept.names)
        return {concept_id: tuple(found) for concept_id, found in names.items()}

    def members(self, group: Concept) -> tuple[Concept, ...]:
        """The occupations that stand in a group: by their unit group, or over a crosswalk row to it."""
        ids = {
            end
            for crosswalk in self.crosswalks
            if not crosswalk.is_history
            for mapping in crosswalk.mappings
            for end, other in ((mapping.source_id, mapping.target_id), (mapping.target_id, mapping.source_id))
            if other == group.id
        }
        return tuple(one for one in self.occupations if one.id in ids or (one.isco08 and f"isco08:{one.isco08}" == group.id))

    @cached_property
    def version(self) -> str:
        """Schemes with their versions and a digest of the content: the same words if and only if the same content."""
        digest = hashlib.blake2b(digest_size=6)
        for concept in sorted(self, key=lambda concept: concept.id):
            digest.update("\x1f".join(_content(concept)).encode())
        for crosswalk in sorted(self.crosswalks, key=lambda crosswalk: crosswalk.id):
            digest.update(repr(crosswalk).encode())
        return "+".join([*sorted(scheme.versioned for scheme in self.schemes), digest.hexdigest()])

    def merged(self, other: "Taxonomy") -> "Taxonomy":
        """This taxonomy with another laid over it.

        A concept in both keeps its names in languages and its skills that the other does not have; see `merge_concepts`. A crosswalk
        of the same id and editions is the union of both, one of other editions takes the place of the old. A scheme of the same id is
        replaced, unless its edition is not known.
        """
        concepts = dict(self.concepts)
        for concept in other:
            mine = concepts.get(concept.id)
            concepts[concept.id] = merge_concepts(mine, concept) if mine else concept
        crosswalks = {crosswalk.id: crosswalk for crosswalk in self.crosswalks}
        for crosswalk in other.crosswalks:
            crosswalks[crosswalk.id] = _merge_crosswalks(crosswalks.get(crosswalk.id), crosswalk)
        schemes = {scheme.id: scheme for scheme in self.schemes}
        schemes.update((scheme.id, scheme) for scheme in other.schemes if scheme.id not in schemes or scheme.version != UNKNOWN_VERSION)
        return Taxonomy(concepts.values(), crosswalks.values(), schemes.values())


def _ends(start: str, became: dict[str, dict[str, None]]) -> tuple[str, ...]:
    """The ids at the end of every way from one on; none of a way that comes back to where it has been."""
    ends: dict[str, None] = {}
    seen, left = {start}, [start]
    while left:
        here = left.pop(0)
        ends |= {} if here in became else {here: None}
        onward = [one for one in became.get(here, ()) if one not in seen]
        seen.update(onward)
        left += onward
    return tuple(ends)


def _content(concept: Concept) -> Iterator[str]:
    """All that a concept holds, as words for the digest; the name of each field stands before it, so that none runs into the next."""
    for field in fields(concept):
        value = getattr(concept, field.name)
        yield field.name
        if field.name == "names":
            for name in value:
                yield f"{name.language}\x1e{name.text}\x1e{name.preferred:d}{name.authority:d}"
        elif isinstance(value, tuple):
            yield from value
        else:
            yield value


_COARSE = ("skill", "knowledge")
"""What every source tells of a skill; that one is a tool, a certificate or a personal quality is known only to some, and kept."""


def merge_concepts(base: Concept, over: Concept) -> Concept:
    """One concept out of two that share an id.

    Names and skills are the union, those of ``base`` first, so that laying the same things over again changes nothing. A language's
    preferred name is that of the higher authority, at equal authority ``over``'s; so files laid over in turns come to rest. Essential
    wins over optional, single values are ``over``'s where it has one; but a finer type of skill stays.
    """
    essential = dict.fromkeys((*base.essential, *over.essential))
    optional = dict.fromkeys(skill for skill in (*base.optional, *over.optional) if skill not in essential)
    return replace(
        over,
        code=over.code or base.code,
        names=_merge_names(base.names, over.names),
        broader=tuple(dict.fromkeys((*base.broader, *over.broader))),
        isco08=over.isco08 or base.isco08,
        level=over.level or base.level,
        field=over.field or base.field,
        skill_type=base.skill_type if base.skill_type and over.skill_type in _COARSE else over.skill_type or base.skill_type,
        essential=tuple(essential),
        optional=tuple(optional),
    )


def _merge_names(base: tuple[Name, ...], over: tuple[Name, ...]) -> tuple[Name, ...]:
    first: dict[Language, Name] = {}
    for name in (*base, *over):
        if name.preferred and (name.language not in first or name.authority >= first[name.language].authority):
            first[name.language] = name
    chosen = {(name.language, name.text): name for name in first.values()}
    keys = dict.fromkeys((name.language, name.text) for name in (*base, *over))
    return tuple(chosen.get(key) or Name(*key) for key in keys)


def _merge_crosswalks(base: Crosswalk | None, over: Crosswalk) -> Crosswalk:
    if base is None or replace(base, mappings=()) != replace(over, mappings=()):
        return over
    return replace(base, mappings=tuple(dict.fromkeys((*base.mappings, *over.mappings))))
