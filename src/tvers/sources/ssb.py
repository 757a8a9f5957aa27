"""Statistics Norway's list of occupations, STYRK-08, as KLASS gives it (CSV) or as a table of code, level, name and parent.

STYRK-08 is ISCO-08 with few exceptions, so its crosswalk follows from the codes. Source: https://www.ssb.no/klass/klassifikasjoner/7.
"""

import re
from collections.abc import Iterator

from tvers.kernel import CannotRead, Language
from tvers.sources._crosswalks import edition
from tvers.sources._drafts import Drafts
from tvers.sources._tables import Record, Shape, Table
from tvers.taxonomy import Authority, Concept, ConceptKind, Crosswalk, Mapping, Relation, Taxonomy

SOURCE = "STYRK-08 is ISCO-08 with exceptions, Statistics Norway"

_NOT_IN_ISCO = {"0000", "000", "00"}
"""Unstated occupations, which ISCO-08 has no code for."""
_EXCEPTIONS = {"2223": "2221", "2224": "3412", "3439": "3435"}
_UNIT_GROUP_DIGITS = 4


def read_list(table: Table) -> Taxonomy:
    """The groups of STYRK-08 with their names in Norwegian, and the crosswalk to ISCO-08.

    Raises `CannotRead` for a list of something else: codes of STYRK-08 are digits, as many as their level.
    """
    parent_column = "parent" if "parent" in table.header else "parentCode"
    drafts = Drafts(Authority.STATISTICS_OFFICE)
    for _, record in table.records():
        code, parent = _codes(table, record, parent_column)
        draft = drafts.at(f"styrk08:{code}", ConceptKind.OCCUPATION_GROUP)
        draft.code = code
        draft.add_names(Language.NB, record["name"], [])
        if parent:
            draft.broader[f"styrk08:{parent}"] = None
    concepts = drafts.done()
    return Taxonomy(concepts, [_to_isco08(concepts)], [edition("styrk08")])


SHAPES = (Shape(("code", "parentCode", "level", "name"), read_list), Shape(("code", "level", "name", "parent"), read_list))
"""KLASS's own columns, and the plain table's."""


def _codes(table: Table, record: Record, parent_column: str) -> tuple[str, str]:
    code, parent = record["code"].strip().strip("'"), record[parent_column].strip().strip("'")
    if not re.fullmatch(r"\d{1,4}", code) or str(len(code)) != record["level"].strip():
        raise CannotRead("ssb.not_styrk08", file=table.name, value=code, level=record["level"])
    return code, parent


def _to_isco08(concepts: tuple[Concept, ...]) -> Crosswalk:
    return Crosswalk("styrk08", "isco08", SOURCE, tuple(_mappings(concepts)), "2008", "2008")


def _mappings(concepts: tuple[Concept, ...]) -> Iterator[Mapping]:
    for concept in concepts:
        code = concept.code
        if code in _EXCEPTIONS:
            yield Mapping(concept.id, f"isco08:{_EXCEPTIONS[code]}", Relation.CLOSE)
        elif code not in _NOT_IN_ISCO:
            # A group of fewer digits holds the exceptions too, so it is only nearly the same.
            yield Mapping(concept.id, f"isco08:{code}", Relation.EXACT if len(code) == _UNIT_GROUP_DIGITS else Relation.CLOSE)
