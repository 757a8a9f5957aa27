"""Tables that others have joined from several ESCO downloads: one row per concept, names of several languages beside each other.

They carry no version of their own, since their labels come from several. Languages that are not ours are passed over.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tvers.kernel import Language, as_language
from tvers.sources._crosswalks import UNKNOWN, as_relation, concept_id, edition, scheme_of
from tvers.sources._drafts import Draft, Drafts
from tvers.sources._json import JsonFile
from tvers.sources._tables import Record, Shape, Table
from tvers.taxonomy import Authority, ConceptKind, Crosswalk, Mapping, Scheme, Taxonomy

SOURCE = "ESCO, joined table"

_NAMES = re.compile(r"([a-z]{2})_pref")
_CODE = re.compile(r"(C?)(\d{1,4}):(\w+)")
_UNIT_GROUP_DIGITS = 4
_KINDS = {"occupation": ConceptKind.OCCUPATION, "isco": ConceptKind.OCCUPATION_GROUP}
_SKILL_TYPES = {"knowledge": "knowledge", "skill/competence": "skill"}


def read_occupations(table: Table) -> Taxonomy:
    """Occupations and ISCO groups with their names, and their STYRK-08 codes as a crosswalk where the table has them."""
    drafts = Drafts(Authority.JOINED)
    mappings: list[Mapping] = []
    for line, record in table.records():
        kind = _KINDS.get(record["type"]) or table.bad_cell(line, "type", record["type"])
        draft = drafts.at(_id(table, line, record), kind)
        _add_names(draft, record, _languages(table))
        isco = kind is ConceptKind.OCCUPATION_GROUP
        draft.code = record["isco08"] if isco else record["esco_code"]
        draft.isco08 = record["isco08"] if re.fullmatch(r"\d{4}", record["isco08"]) else ""
        cell = record.get("styrk08_mapping", "")
        mappings += [mapping for mapping in _mappings(table, line, draft.id, cell) if mapping]
    return _taxonomy(drafts, _crosswalks(mappings))


def count_left_out(table: Table) -> dict[str, int]:
    """STYRK-08 codes in the joined table of occupations that are no unit groups, counted as in `esco_mapping.count_left_out`."""
    rows = (_mappings(table, line, _id(table, line, record), record.get("styrk08_mapping", "")) for line, record in table.records())
    count = sum(mapping is None for mappings in rows for mapping in mappings)
    return {"target_not_four_digits": count} if count else {}


def read_skills(table: Table) -> Taxonomy:
    """Skills with their names."""
    drafts = Drafts(Authority.JOINED)
    for line, record in table.records():
        draft = drafts.at(_id(table, line, record), ConceptKind.SKILL)
        _add_names(draft, record, _languages(table))
        draft.skill_type = _SKILL_TYPES.get(record["skill_type"], "")
    return _taxonomy(drafts, ())


SHAPES = (
    Shape(("uri", "type", "isco08", "esco_code", "en_pref"), read_occupations),
    Shape(("uri", "skill_type", "en_pref"), read_skills),
)
"""The joined tables that are read."""


def fits(content: Any) -> bool:
    """Whether a JSON value is a joined list: objects with an address and labels by language."""
    return isinstance(content, list) and bool(content) and isinstance(content[0], dict) and {"uri", "prefLabel"} <= content[0].keys()


def read_json(file: JsonFile) -> Taxonomy:
    """Concepts out of a joined list: ``uri``, ``prefLabel`` by language, and for occupations ``notation`` and ``broader``."""
    drafts = Drafts(Authority.JOINED)
    for place, item in enumerate(file.content):
        uri = file.text(item, "uri", place)
        found = concept_id(uri) or file.bad_value("uri", uri, place)
        draft = drafts.at(found, _kind(found))
        for tag, text in file.get(item, "prefLabel", dict, place).items():
            language = as_language(tag)
            if language and isinstance(text, str):
                draft.add_names(language, text, [])
        draft.code = str(item.get("notation", ""))
        draft.isco08 = _unit_group(draft)
        for broader in file.get(item, "broader", list, place) if "broader" in item else ():
            draft.broader[concept_id(str(broader)) or file.bad_value("broader", str(broader), place)] = None
    return _taxonomy(drafts, ())


def _kind(found: str) -> ConceptKind:
    if scheme_of(found) == "isco08":
        return ConceptKind.OCCUPATION_GROUP
    return ConceptKind.OCCUPATION if "/occupation/" in found else ConceptKind.SKILL


def _unit_group(draft: Draft) -> str:
    """The ISCO-08 unit group: its own code, and what the ESCO code of an occupation begins with."""
    begin = draft.code.split(".")[0]
    return begin if re.fullmatch(r"\d{4}", begin) else ""


def _languages(table: Table) -> dict[str, Language]:
    tags = (found[1] for column in table.header if (found := _NAMES.fullmatch(column)))
    return {tag: language for tag in tags if (language := as_language(tag))}


def _add_names(draft: Draft, record: Record, languages: dict[str, Language]) -> None:
    for tag, language in languages.items():
        draft.add_names(language, record[f"{tag}_pref"], record.get(f"{tag}_alt", "").split(" | "))


def _mappings(table: Table, line: int, source_id: str, cell: str) -> Iterator[Mapping | None]:
    """Mappings out of ``1211:broadMatch ; C2431:broadMatch``; a code that begins with C is ISCO-08's.

    None stands for a code that has lost digits (``110``): which one it was would be a guess.
    """
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        found = _CODE.fullmatch(part)
        relation = as_relation(found[3]) if found else None
        if found is None or relation is None:
            table.bad_cell(line, "styrk08_mapping", part)
        target_id = f"{'isco08' if found[1] else 'styrk08'}:{found[2]}"
        yield Mapping(source_id, target_id, relation) if len(found[2]) == _UNIT_GROUP_DIGITS else None


def _crosswalks(mappings: list[Mapping]) -> list[Crosswalk]:
    by_schemes: dict[tuple[str, str], list[Mapping]] = {}
    for mapping in mappings:
        by_schemes.setdefault((scheme_of(mapping.source_id), scheme_of(mapping.target_id)), []).append(mapping)
    return [Crosswalk(*schemes, SOURCE, tuple(rows)) for schemes, rows in by_schemes.items()]


def _taxonomy(drafts: Drafts, crosswalks: Iterable[Crosswalk]) -> Taxonomy:
    found = {draft.scheme for draft in drafts.values()}
    schemes = [Scheme("esco", UNKNOWN, SOURCE)] if "esco" in found else []
    schemes += [edition("isco08")] if "isco08" in found else []
    return Taxonomy(drafts.done(), crosswalks, schemes)


def _id(table: Table, line: int, record: Record) -> str:
    return concept_id(record["uri"]) or table.bad_cell(line, "uri", record["uri"])
