"""NAV's categories for job seekers (PYRK), in two levels, with the STYRK-08 codes that each holds.

Source: navikt/pam-styrk-yrkeskategori-mapper, ``styrk-category-mapping``.
"""

import re

from tvers.kernel import Language
from tvers.sources._crosswalks import UNKNOWN
from tvers.sources._drafts import Drafts
from tvers.sources._tables import Shape, Table
from tvers.taxonomy import Authority, ConceptKind, Crosswalk, Mapping, Relation, Scheme, Taxonomy

SCHEME = "pyrk"
SOURCE = "occupation categories of arbeidsplassen.no, NAV"

_LEVEL_1, _LEVEL_2, _STYRK = "Category level 1", "Category level 2", "Styrk code"


def read_categories(table: Table) -> Taxonomy:
    """A concept for each category of the second level, its code ``<level 1>/<level 2>``, and the crosswalk to STYRK-08."""
    drafts = Drafts(Authority.PUBLISHER)
    mappings: dict[Mapping, None] = {}
    for line, record in table.records():
        styrk08 = record[_STYRK].strip()
        if not re.fullmatch(r"\d{4}", styrk08):
            table.bad_cell(line, _STYRK, styrk08)
        level_1, level_2 = record[_LEVEL_1].strip(), record[_LEVEL_2].strip()
        if not level_1 or not level_2:
            table.bad_cell(line, _LEVEL_2 if level_1 else _LEVEL_1, "")
        draft = drafts.at(f"{SCHEME}:{level_1}/{level_2}", ConceptKind.OCCUPATION_GROUP)
        draft.code = f"{level_1}/{level_2}"
        draft.add_names(Language.NB, level_2, [])
        mappings[Mapping(draft.id, f"styrk08:{styrk08}", Relation.NARROW)] = None
    crosswalk = Crosswalk(SCHEME, "styrk08", SOURCE, tuple(mappings), target_version="2008")
    return Taxonomy(drafts.done(), [crosswalk], [Scheme(SCHEME, UNKNOWN, SOURCE)])


SHAPES = (Shape((_STYRK, "Styrk description", _LEVEL_1, _LEVEL_2), read_categories),)
"""The table as NAV publishes it."""
