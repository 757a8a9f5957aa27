"""Statistics Norway's list of occupations, STYRK-08, as KLASS gives it (CSV) or as a table of code, level, name and parent.

STYRK-08 is ISCO-08 with few exceptions, so its crosswalk follows from the codes. Source: https://www.ssb.no/klass/klassifikasjoner/7.
"""

import re

from tvers.kernel import CannotRead, Language
from tvers.sources._crosswalks import edition
from tvers.sources._drafts import Drafts
from tvers.sources._styrk08 import to_isco08
from tvers.sources._tables import Record, Shape, Table
from tvers.taxonomy import Authority, ConceptKind, Taxonomy


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
    return Taxonomy(concepts, [to_isco08(concepts)], [edition("styrk08")])


SHAPES = (Shape(("code", "parentCode", "level", "name"), read_list), Shape(("code", "level", "name", "parent"), read_list))
"""KLASS's own columns, and the plain table's."""


def _codes(table: Table, record: Record, parent_column: str) -> tuple[str, str]:
    code, parent = record["code"].strip().strip("'"), record[parent_column].strip().strip("'")
    if not re.fullmatch(r"\d{1,4}", code) or str(len(code)) != record["level"].strip():
        raise CannotRead("ssb.not_styrk08", file=table.name, value=code, level=record["level"])
    return code, parent
