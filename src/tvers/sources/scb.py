"""Statistics Sweden's key between SSYK 2012 and ISCO-08, as a table of pairs with labels and JobTech's ids.

The key states no relation; how many partners each code has tells it. Source: https://www.scb.se/ssyk.
"""

import re
from collections.abc import Callable

from tvers.kernel import Language
from tvers.sources._crosswalks import by_cardinality, edition
from tvers.sources._drafts import Drafts
from tvers.sources._tables import Record, Shape, Table
from tvers.taxonomy import ConceptKind, Crosswalk, Mapping, Relation, Taxonomy

SOURCE = "key SSYK 2012 - ISCO-08, Statistics Sweden"


def read_key(table: Table) -> Taxonomy:
    """The groups of both classifications with their Swedish names, and the crosswalk between them.

    Where the table has JobTech's ids of the groups, these lead to the codes by exact mappings.
    """
    drafts = Drafts()
    pairs: list[tuple[str, str]] = []
    ids: dict[str, dict[Mapping, None]] = {"ssyk2012": {}, "isco08": {}}
    for line, record in table.records():
        codes = [_add(drafts, record, scheme, label, _bad_cell(table, line)) for scheme, label in _LABELS.items()]
        pairs.append((codes[0], codes[1]))
        for group, scheme in zip(codes, ids, strict=True):
            concept_id = record.get(_CONCEPT_IDS[scheme], "").strip()
            if concept_id:
                ids[scheme][Mapping(f"jobtech:{concept_id}", group, Relation.EXACT)] = None
    crosswalks = [Crosswalk("ssyk2012", "isco08", SOURCE, by_cardinality(pairs), "2012", "2008")]
    crosswalks += [Crosswalk("jobtech", scheme, SOURCE, tuple(rows)) for scheme, rows in ids.items() if rows]
    return Taxonomy(drafts.done(), crosswalks, [edition("ssyk2012"), edition("isco08")])


_LABELS = {"ssyk2012": "ssyk_label_sv", "isco08": "isco_label_sv"}
_CONCEPT_IDS = {"ssyk2012": "ssyk_concept_id", "isco08": "isco_concept_id"}

SHAPES = (Shape(("ssyk2012", "ssyk_label_sv", "isco08", "isco_label_sv"), read_key),)
"""The table of pairs."""


def _add(drafts: Drafts, record: Record, scheme: str, label: str, bad_cell: Callable[[str, str], None]) -> str:
    code = record[scheme].strip()
    if not re.fullmatch(r"\d{4}", code):
        bad_cell(scheme, code)
    draft = drafts.at(f"{scheme}:{code}", ConceptKind.OCCUPATION_GROUP)
    draft.code = code
    draft.isco08 = code if scheme == "isco08" else ""
    draft.add_names(Language.SV, record[label], [])
    return draft.id


def _bad_cell(table: Table, line: int) -> Callable[[str, str], None]:
    return lambda column, value: table.bad_cell(line, column, value)
