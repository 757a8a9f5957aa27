"""Sets of job titles with the concepts they mean, in the layout of MELO (RecSys in HR 2024): four tables without a header."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tvers.kernel import CannotRead, Language, as_language
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy

_FOLDER = re.compile(r"(nor|swe|dnk)_q_([a-z]{2})_c_([a-z]{2})")
_GROUP = re.compile(r"/isco/C(\d{1,4})$")
_PREFERRED = "_000"
"""How the id of a concept's preferred label ends."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name of a concept: what a query is compared with. ``concept`` is an ESCO address."""

    id: str
    text: str
    concept: str

    @property
    def preferred(self) -> bool:
        """Whether it is the name that the concept goes by."""
        return self.id.endswith(_PREFERRED)

    @property
    def group(self) -> str:
        """The code of the ISCO group that it is a name of, empty for an occupation's."""
        found = _GROUP.search(self.concept)
        return found[1] if found else ""

    @property
    def concept_id(self) -> str:
        """The concept as a `Taxonomy` calls it."""
        return f"isco08:{self.group}" if self.group else self.concept


@dataclass(frozen=True, slots=True)
class Melo:
    """Queries in one language, labels in one, and for each query the ids of the labels of the concepts that it means."""

    language: Language
    labels_in: Language
    queries: tuple[str, ...]
    labels: tuple[Label, ...]
    right: tuple[frozenset[str], ...]

    def without_groups(self) -> "Melo":
        """The set without ISCO groups among the labels, and without the queries that mean nothing else."""
        labels = tuple(label for label in self.labels if not label.group)
        left = frozenset(label.id for label in labels)
        kept = [(query, right & left) for query, right in zip(self.queries, self.right, strict=True) if right & left]
        return replace(self, labels=labels, queries=tuple(query for query, _ in kept), right=tuple(right for _, right in kept))

    def with_labels_of(self, other: "Melo") -> "Melo":
        """The queries of this set with the labels of another, of the same concepts; those queries that mean none of them are left out."""
        concept_of = {label.id: label.concept for label in self.labels}
        labels_of = defaultdict(set)
        for label in other.labels:
            labels_of[label.concept].add(label.id)
        found = [
            (query, frozenset().union(*(labels_of[concept_of[label]] for label in right)))
            for query, right in zip(self.queries, self.right, strict=True)
        ]
        kept = [(query, right) for query, right in found if right]
        return replace(other, language=self.language, queries=tuple(query for query, _ in kept), right=tuple(right for _, right in kept))

    def taxonomy(self, units: Mapping[str, str]) -> Taxonomy:
        """The labels as a taxonomy, and nothing else: ESCO's own words alone. ``units`` are the ISCO-08 unit groups of its occupations."""
        names = defaultdict(list)
        for label in self.labels:
            names[label.concept].append(Name(self.labels_in, label.text, preferred=label.preferred))
        return Taxonomy([_concept(concept, tuple(own), units.get(concept, "")) for concept, own in names.items()])


def read_melo(folder: Path) -> Melo:
    """Read a set out of its folder, whose name tells the languages, as in ``swe_q_sv_c_en``.

    Raises:
        CannotRead: a table is missing or has a row of another shape, or the name tells no languages.
    """
    named = _FOLDER.fullmatch(folder.resolve().name)
    spoken = [as_language(tag) for tag in named.groups()[1:]] if named else []
    if len(spoken) != 2 or spoken[0] is None or spoken[1] is None:  # noqa: PLR2004 - of the queries, and of the labels
        raise CannotRead("melo.folder", file=folder.name)
    concepts = dict(_rows(folder / "concept_mapping.tsv", 2))
    queries = _rows(folder / "queries.tsv", 2)
    right = defaultdict(set)
    for query, _, label, relevant in _rows(folder / "annotations.tsv", 4):
        if relevant != "0":
            right[query].add(label)
    return Melo(
        spoken[0],
        spoken[1],
        tuple(text for _, text in queries),
        tuple(Label(label, text, concepts.get(label, "")) for label, text in _rows(folder / "corpus_elements.tsv", 2)),
        tuple(frozenset(right[query]) for query, _ in queries),
    )


def _rows(file: Path, cells: int) -> list[list[str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise CannotRead("file.missing", file=str(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead("file.not_text", file=file.name) from error
    rows = [line.split("\t") for line in lines if line]
    for number, row in enumerate(rows, start=1):
        if len(row) != cells:
            raise CannotRead("table.row", file=file.name, line=number, expected=cells, found=len(row))
    return rows


def _concept(concept_id: str, names: tuple[Name, ...], unit: str) -> Concept:
    group = _GROUP.search(concept_id)
    if group is None:
        return Concept(concept_id, "esco", ConceptKind.OCCUPATION, names=names, isco08=unit)
    return Concept(f"isco08:{group[1]}", "isco08", ConceptKind.OCCUPATION_GROUP, code=group[1], names=names, isco08=group[1])
