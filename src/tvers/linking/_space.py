"""The concepts of one kind as rows of arrays."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language, fold
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy

LEADS = re.compile(
    r"leder|leiar|ledare|sjef|chef|ansvarlig|ansvarleg|ansvarig|direktør|direktör|formann?\b|förman\b|bas\b"
    r"|manager|director|\bhead\b|supervisor|foreman|\blead\b"
)


@dataclass(frozen=True)
class Space:
    """The concepts of one kind as rows, the ``targets`` first.

    For occupations the ISCO groups follow, up to ``groups``, and then the lists: what other schemes call groups and occupations, which are
    no candidates but lead to them.

    ``members`` are the occupations that stand in an ISCO group and ``group`` the rows of those groups, both of the same length.
    """

    concepts: tuple[Concept, ...]
    targets: int
    groups: int
    members: NDArray[np.intp]
    group: NDArray[np.intp]

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row of each concept by id."""
        return {concept.id: row for row, concept in enumerate(self.concepts)}

    @cached_property
    def _spoken(self) -> dict[int, dict[int, list[tuple[str, Language]]]]:
        return {}

    def spoken(self, row: int) -> dict[int, list[tuple[str, Language]]]:
        """The names of a concept, folded, with their languages, by their length; remembered."""
        if row not in self._spoken:
            by_length: dict[int, list[tuple[str, Language]]] = {}
            for name in self.concepts[row].names:
                by_length.setdefault(len(text := fold(name.text)), []).append((text, name.language))
            self._spoken[row] = by_length
        return self._spoken[row]

    @cached_property
    def leading(self) -> NDArray[np.intp]:
        """The rows of the occupations that lead others: by what they are called in every language ("rektor" is also a head teacher)."""
        called = [[name for name in one.names if name.preferred] for one in self.concepts]
        return np.asarray([row for row, names in enumerate(called) if names and all(map(_leads, names))], dtype=np.intp)

    @cached_property
    def group_of(self) -> NDArray[np.int32]:
        """The ISCO-08 unit group of each concept as a number; a concept that has none is a group by itself."""
        return np.asarray([int(concept.isco08 or -row - 1) for row, concept in enumerate(self.concepts)], dtype=np.int32)

    @cached_property
    def units(self) -> NDArray[np.str_]:
        """The ISCO-08 unit group of each target, empty where it has none."""
        return np.asarray([concept.isco08 for concept in self.concepts[: self.targets]], dtype="<U4")

    @cached_property
    def names(self) -> tuple[tuple[str, Name], ...]:
        """Every name, with the id of its concept, in the order of the rows."""
        return tuple((concept.id, name) for concept in self.concepts for name in concept.names)

    @cached_property
    def owner(self) -> NDArray[np.intp]:
        """The row of the concept that each of `names` is a name of, ascending."""
        return np.repeat(np.arange(len(self.concepts)), [len(concept.names) for concept in self.concepts])


def space_of(taxonomy: Taxonomy, kind: ConceptKind) -> Space:
    """The occupations with the ISCO groups and lists that have a name, or the skills."""
    if kind is not ConceptKind.OCCUPATION:
        return Space(taxonomy.skills, len(taxonomy.skills), len(taxonomy.skills), *np.empty((2, 0), dtype=np.intp))
    targets = taxonomy.occupations
    named = [group for group in taxonomy.of_kind(ConceptKind.OCCUPATION_GROUP) if group.names]
    groups = [group for group in named if group.isco08]
    taken = {concept.id for concept in (*targets, *groups)}
    lists = [one for one in (*named, *taxonomy.of_kind(ConceptKind.OCCUPATION)) if one.names and one.id not in taken]
    group_row = {group.isco08: len(targets) + place for place, group in enumerate(groups)}
    pairs = [(row, group_row[concept.isco08]) for row, concept in enumerate(targets) if concept.isco08 in group_row]
    members, group = np.asarray(pairs, dtype=np.intp).reshape(-1, 2).T
    return Space((*targets, *groups, *lists), len(targets), len(targets) + len(groups), members, group)


def _leads(name: Name) -> bool:
    """Whether a name is that of somebody who leads others; an English chef cooks."""
    text = name.text.casefold()
    return LEADS.search(text.replace("chef", "") if name.language is Language.EN else text) is not None
