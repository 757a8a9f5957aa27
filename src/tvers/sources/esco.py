"""ESCO's own CSV download: a zip, a folder or a single file, in any language of ours, versions 1.0.8 to 1.2.

Tables are told apart by their headers, because newer downloads add columns and file names differ between versions:

1. concepts (occupations, skills, skill groups, ISCO groups), whose rows say themselves what they are of;
2. occupation–skill and skill–skill relations (essential, optional);
3. broader relations of both pillars.

What else a download holds (collections, the hierarchy as a table, concept schemes, shares of green skills) says nothing that these
do not, and is passed over. Source: https://esco.ec.europa.eu/en/use-esco/download.
"""

import re
from collections.abc import Callable, Iterable

from tvers.kernel import CannotRead, Language, as_language
from tvers.sources._crosswalks import UNKNOWN, concept_id, edition
from tvers.sources._drafts import Drafts
from tvers.sources._raw import RawFile
from tvers.sources._tables import Record, Shape, Table, open_table, shape_of
from tvers.taxonomy import Authority, ConceptKind, Scheme, Taxonomy

SOURCE = "ESCO, European Commission"

_KINDS = {
    "Occupation": ConceptKind.OCCUPATION,
    "ISCOGroup": ConceptKind.OCCUPATION_GROUP,
    "KnowledgeSkillCompetence": ConceptKind.SKILL,
    "SkillGroup": ConceptKind.SKILL_GROUP,
}
_NEEDED = {
    ConceptKind.OCCUPATION: ("iscoGroup", "altLabels"),
    ConceptKind.OCCUPATION_GROUP: ("code",),
    ConceptKind.SKILL: ("skillType", "altLabels"),
    ConceptKind.SKILL_GROUP: (),
}
_SKILL_TYPES = {"knowledge": "knowledge", "skill/competence": "skill", "skill": "skill"}
_PASSED_OVER = {
    "broaderConceptUri": "ESCO collection",
    "broaderConceptPT": "ESCO collection",
    "Level 0 URI": "ESCO skills hierarchy",
    "conceptSchemeUri": "ESCO concept schemes",
    "greenShare": "ESCO green shares",
    "data header": "ESCO dictionary",
}
"""Columns that tell the tables of a download which are passed over."""
_RELATIONS = ("essential", "optional")

_VERSION = re.compile(r"(?<![\d.])v?(1\.\d+(?:\.\d+)?)(?![\d])")
_SUFFIX = re.compile(r".+_([A-Za-z]{2})\.csv", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?<![^\W_])(ar|bg|cs|da|de|el|en|es|et|fi|fr|ga|hr|hu|is|it|lt|lv|mt|nb|nl|nn|no|pl|pt|ro|sk|sl|sv|uk)(?![^\W_])")
"""A language that ESCO is published in, as a word of its own; other words of two letters in a name say nothing."""


def read_esco(raws: Iterable[RawFile]) -> Taxonomy:
    """Everything that the files of a download say, as one taxonomy; empty where none of them is a table of ESCO's.

    Raises `CannotRead` for a missing column, a bad row or cell, a file cut off, and names in a language that is not ours.
    """
    drafts = Drafts(Authority.PUBLISHER)
    version = UNKNOWN
    for raw in raws:
        table = open_table(raw)
        read = _reader(table)
        if read:
            read(table, drafts)
            version = _version(raw.hints) if version == UNKNOWN else version
    return _taxonomy(drafts, version)


def read_table(table: Table) -> Taxonomy:
    """What a single table of the download says."""
    drafts = Drafts(Authority.PUBLISHER)
    read = _reader(table)
    if read:
        read(table, drafts)
    return _taxonomy(drafts, _version(table.hints))


def passed_over(table: Table) -> str:
    """What a table is that belongs to the download but says nothing that the others do not; empty for every other table."""
    return next((what for column, what in _PASSED_OVER.items() if column in table.header), "")


def _reader(table: Table) -> Callable[[Table, Drafts], None] | None:
    if passed_over(table):
        return None
    shape = shape_of(table, SHAPES)
    return _READERS[shape.columns] if shape else None


def _taxonomy(drafts: Drafts, version: str) -> Taxonomy:
    found = {draft.scheme for draft in drafts.values()}
    schemes = [Scheme("esco", version, SOURCE)] if "esco" in found else []
    schemes += [edition("isco08")] if "isco08" in found else []
    return Taxonomy(drafts.done(), schemes=schemes)


def _read_concepts(table: Table, drafts: Drafts) -> None:
    language = _language(table)
    checked: set[ConceptKind] = set()
    for line, record in table.records():
        kind = _kind(table, line, "conceptType", record)
        if kind not in checked:
            table.require(_NEEDED[kind])
            checked.add(kind)
        draft = drafts.at(_id(table, line, "conceptUri", record), kind)
        others = [*record.get("altLabels", "").split("\n"), *record.get("hiddenLabels", "").split("\n")]
        draft.add_names(language, record["preferredLabel"], others)
        draft.code = record.get("code", "").strip()
        draft.skill_type = _SKILL_TYPES.get(record.get("skillType", ""), "")
        draft.isco08 = _isco08(table, line, kind, record)


def _isco08(table: Table, line: int, kind: ConceptKind, record: Record) -> str:
    if kind is ConceptKind.OCCUPATION_GROUP:
        code = record["code"].strip()
        return code if re.fullmatch(r"\d{4}", code) else ""
    if kind is not ConceptKind.OCCUPATION:
        return ""
    code = record["iscoGroup"].strip().removeprefix("C")
    if code and not re.fullmatch(r"\d{4}", code):
        table.bad_cell(line, "iscoGroup", code)  # "110": a spreadsheet has eaten the leading zero
    return code


def _read_skills_of_occupations(table: Table, drafts: Drafts) -> None:
    _read_relations(table, drafts, ("occupationUri", ConceptKind.OCCUPATION), "skillUri")


def _read_skills_of_skills(table: Table, drafts: Drafts) -> None:
    _read_relations(table, drafts, ("originalSkillUri", ConceptKind.SKILL), "relatedSkillUri")


def _read_relations(table: Table, drafts: Drafts, whole: tuple[str, ConceptKind], part: str) -> None:
    column, kind = whole
    known: dict[str, str] = {}  # each skill stands in many rows; one copy of its id is enough
    for line, record in table.records():
        relation = record["relationType"].strip()
        if relation not in _RELATIONS:
            table.bad_cell(line, "relationType", relation)
        draft = drafts.at(_id(table, line, column, record), kind)
        skill = _id(table, line, part, record)
        wanted = draft.essential if relation == "essential" else draft.optional
        wanted[known.setdefault(skill, skill)] = None


def _read_broader(table: Table, drafts: Drafts) -> None:
    for line, record in table.records():
        kind = _kind(table, line, "conceptType", record)
        draft = drafts.at(_id(table, line, "conceptUri", record), kind)
        draft.broader[_id(table, line, "broaderUri", record)] = None


_READERS: dict[tuple[str, ...], Callable[[Table, Drafts], None]] = {
    ("conceptType", "conceptUri", "preferredLabel"): _read_concepts,
    ("occupationUri", "relationType", "skillUri"): _read_skills_of_occupations,
    ("originalSkillUri", "relationType", "relatedSkillUri"): _read_skills_of_skills,
    ("conceptType", "conceptUri", "broaderType", "broaderUri"): _read_broader,
}
SHAPES = tuple(Shape(columns, read_table) for columns in _READERS)
"""The tables of the download that are read."""


def _kind(table: Table, line: int, column: str, record: Record) -> ConceptKind:
    kind = _KINDS.get(record[column].strip())
    return kind or table.bad_cell(line, column, record[column])


def _id(table: Table, line: int, column: str, record: Record) -> str:
    return concept_id(record[column]) or table.bad_cell(line, column, record[column])


def _language(table: Table) -> Language:
    suffix = _SUFFIX.fullmatch(table.hints[0])
    words = [suffix[1]] if suffix else [word for hint in table.hints for word in _LANGUAGE.findall(hint.casefold())]
    if not words:
        raise CannotRead("esco.language_unknown", file=table.name)
    language = as_language(words[0])
    if language is None:
        raise CannotRead("esco.language", file=table.name, language=words[0], readable=tuple(Language))
    return language


def _version(hints: Iterable[str]) -> str:
    found = (_VERSION.search(hint) for hint in hints)
    return next((match[1] for match in found if match), UNKNOWN)
