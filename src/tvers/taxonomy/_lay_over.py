"""Laying several parts over a taxonomy, and what that changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from tvers.taxonomy._model import Concept, Crosswalk, Mapping, Scheme
from tvers.taxonomy._taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Change:
    """What laying one part over a taxonomy did.

    ``added`` and ``unchanged`` count its concepts, ``rows`` and ``rows_added`` its crosswalk rows; the rest is what is new or changed, as
    it is now.
    """

    added: int
    unchanged: int
    rows_added: int
    rows: int
    concepts: tuple[Concept, ...]
    crosswalks: tuple[Crosswalk, ...]
    schemes: tuple[Scheme, ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.concepts or self.crosswalks or self.schemes)


def lay_over(base: Taxonomy, parts: Iterable[Taxonomy]) -> tuple[Taxonomy, tuple[Change, ...]]:
    """The taxonomy with every part laid over it in turn (`Taxonomy.merged`), and what each part changed."""
    changes = []
    for part in parts:
        merged = base.merged(part)
        changed = tuple(merged.concepts[concept.id] for concept in part if base.get(concept.id) != merged.concepts[concept.id])
        crosswalks, schemes = set(base.crosswalks), set(base.schemes)
        changes.append(
            Change(
                sum(base.get(concept.id) is None for concept in changed),
                len(part) - len(changed),
                len(_rows(merged) - _rows(base)) if part.crosswalks else 0,
                len(_rows(part)),
                changed,
                tuple(one for one in merged.crosswalks if one not in crosswalks),
                tuple(one for one in merged.schemes if one not in schemes),
            )
        )
        base = merged
    return base, tuple(changes)


def _rows(taxonomy: Taxonomy) -> set[tuple[str, Mapping]]:
    return {(crosswalk.id, mapping) for crosswalk in taxonomy.crosswalks for mapping in crosswalk.mappings}
