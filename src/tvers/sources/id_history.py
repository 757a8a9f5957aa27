"""What became of concepts that were taken out of use: JobTech's list of replacements, and a plain table for every scheme.

JobTech's ``/v1/taxonomy/main/replaced-by-changes`` gives a list of changes, each a concept with what replaced it. Of ESCO no such table
is known here (not verified); whoever makes one writes two columns, ``replaced`` and ``replaced_by``, with ids as they stand in ads and
profiles: ESCO addresses, or ``scheme:code``; of what was split a row for each part.
"""

from collections.abc import Iterator
from typing import Any

from tvers.kernel import CannotRead
from tvers.sources._crosswalks import history, scheme_of
from tvers.sources._json import JsonFile
from tvers.sources._tables import Shape, Table
from tvers.taxonomy import Taxonomy

_OLD, _NEW = "replaced", "replaced_by"
_CONCEPT, _ID, _REPLACED_BY = "taxonomy/concept", "taxonomy/id", "taxonomy/replaced-by"


def fits(content: Any) -> bool:
    """Whether a JSON value is JobTech's list of replacements."""
    return isinstance(content, list) and bool(content) and all(isinstance(one, dict) and _CONCEPT in one for one in content)


def read_json(file: JsonFile) -> Taxonomy:
    """JobTech's list. Raises `CannotRead` that names the key which a change lacks."""
    return Taxonomy((), history(_changes(file)))


def _changes(file: JsonFile) -> Iterator[tuple[str, str]]:
    for where, change in enumerate(file.content):
        concept = file.get(change, _CONCEPT, dict, where)
        for new in file.get(concept, _REPLACED_BY, list, where) if _REPLACED_BY in concept else ():
            yield f"jobtech:{file.text(concept, _ID, where)}", f"jobtech:{file.text(new, _ID, where)}"


def read_table(table: Table) -> Taxonomy:
    """The plain table. Raises `CannotRead` for a cell that is no id, or leads to another scheme."""
    pairs = []
    for line, record in table.records():
        old, new = record[_OLD].strip(), record[_NEW].strip()
        for column, value in ((_OLD, old), (_NEW, new)):
            if not _is_id(value):
                table.bad_cell(line, column, value)
        if scheme_of(old) != scheme_of(new) or old == new:
            table.bad_cell(line, _NEW, new)
        pairs.append((old, new))
    if not pairs:
        raise CannotRead("taxonomy.no_rows", file=table.name)
    return Taxonomy((), history(pairs))


def _is_id(value: str) -> bool:
    return ":" in value and not any(sign.isspace() for sign in value)


SHAPES = (Shape((_OLD, _NEW), read_table),)
