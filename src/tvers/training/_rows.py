"""What the table is made from: ESCO's own names, each with the file that it came from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tvers.kernel import CannotRead, Language
from tvers.sources import read_taxonomy
from tvers.taxonomy import ConceptKind, Taxonomy

FILES = ("occupations-isco-no-sv-da-en.tsv", "esco-v1.1.1-en-csv.zip", "skills-en-sv-fi.tsv")
"""The files of the reference data's folder ``esco`` that are read."""
ALLOWED = frozenset({"esco", "isco08"})
"""Schemes whose names may be learnt. Names of national lists are the queries that the linker is measured with."""
_LINKED = {
    ConceptKind.OCCUPATION: "occupation",
    ConceptKind.OCCUPATION_GROUP: "occupation",
    ConceptKind.SKILL: "skill",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its name, its SHA-256, the schemes whose names it gave, and how many rows of each kind."""

    file: str
    sha256: str
    schemes: tuple[str, ...]
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A name of a concept. ``group`` is the id of the ISCO-08 unit group that an occupation stands in, empty for others."""

    text: str
    language: Language
    concept: str
    group: str
    kind: str
    scheme: str


def read_rows(folder: Path) -> tuple[tuple[Row, ...], tuple[Source, ...]]:
    """Every name of the files, each once per concept and language, in an order that depends on nothing but their content.

    Raises:
        CannotRead: a file is missing or broken, or has names of a scheme that is not in `ALLOWED`.
    """
    rows: dict[Row, None] = {}
    sources = []
    for name in FILES:
        found = rows_of(read_taxonomy(folder / name), name)
        fresh = [row for row in found if row not in rows]
        rows |= dict.fromkeys(fresh)
        kinds = {kind: sum(row.kind == kind for row in fresh) for kind in ("occupation", "skill")}
        schemes = tuple(sorted({row.scheme for row in fresh}))
        sources.append(Source(name, hashlib.sha256((folder / name).read_bytes()).hexdigest(), schemes, kinds))
    return tuple(sorted(rows, key=lambda row: (row.kind, row.concept, row.language, row.text))), tuple(sources)


def rows_of(taxonomy: Taxonomy, file: str) -> Sequence[Row]:
    """The names of a taxonomy that may be learnt from.

    Raises:
        CannotRead: a name is of another scheme than those of `ALLOWED`.
    """
    found = []
    for concept in taxonomy:
        if concept.kind not in _LINKED or not concept.names:
            continue
        if concept.scheme not in ALLOWED:
            raise CannotRead("training.scheme", file=file, scheme=concept.scheme)
        group = f"isco08:{concept.isco08}" if concept.kind is ConceptKind.OCCUPATION and concept.isco08 else ""
        found += [Row(name.text, name.language, concept.id, group, _LINKED[concept.kind], concept.scheme) for name in concept.names]
    return found
