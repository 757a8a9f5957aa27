"""Statistics Sweden's key between SSYK 2012 and ISCO-08, as a table of pairs with labels and JobTech's ids.

The key states no relation; how many partners each code has tells it. Source: https://www.scb.se/ssyk.
"""

import re

from tvers.kernel import Language
from tvers.sources._crosswalks import by_cardinality, edition
from tvers.sources._drafts import Drafts
from tvers.sources._tables import Record, Shape, Table
from tvers.taxonomy import Authority, ConceptKind, Crosswalk, Mapping, Relation, Taxonomy

SOURCE = "key SSYK 2012 - ISCO-08, Statistics Sweden"

_COLUMNS = {"ssyk2012": ("ssyk_label_sv", "ssyk_concept_id"), "isco08": ("isco_label_sv", "isco_concept_id")}
"""The label of each scheme's code, and JobTech's id of the group."""


def read_key(table: Table) -> Taxonomy:
    """The groups of both classifications with their Swedish names, and the crosswalk between them.

    Where the table has JobTech's ids of the groups, these lead to the codes by exact mappings.
    """
    drafts = Drafts(Authority.STATISTICS_OFFICE)
    pairs: list[tuple[str, str]] = []
    ids: dict[str, dict[Mapping, None]] = {scheme: {} for scheme in _COLUMNS}
    for line, record in table.records():
        groups = {scheme: _add(drafts, table, line, record, scheme) for scheme in _COLUMNS}
        pairs.append((groups["ssyk2012"], groups["isco08"]))
        for scheme, (_, id_column) in _COLUMNS.items():
            concept_id = record.get(id_column, "").strip()
            if concept_id:
                ids[scheme][Mapping(f"jobtech:{concept_id}", groups[scheme], Relation.EXACT)] = None
    crosswalks = [Crosswalk("ssyk2012", "isco08", SOURCE, by_cardinality(pairs), "2012", "2008")]
    crosswalks += [Crosswalk("jobtech", scheme, SOURCE, tuple(rows)) for scheme, rows in ids.items() if rows]
    return Taxonomy(drafts.done(), crosswalks, [edition("ssyk2012"), edition("isco08")])


SHAPES = (Shape(("ssyk2012", "ssyk_label_sv", "isco08", "isco_label_sv"), read_key),)
"""The table of pairs."""


def _add(drafts: Drafts, table: Table, line: int, record: Record, scheme: str) -> str:
    code = record[scheme].strip()
    if not re.fullmatch(r"\d{4}", code):
        table.bad_cell(line, scheme, code)
    draft = drafts.at(f"{scheme}:{code}", ConceptKind.OCCUPATION_GROUP)
    draft.code = code
    draft.isco08 = code if scheme == "isco08" else ""
    draft.add_names(Language.SV, record[_COLUMNS[scheme][0]], [])
    return draft.id
