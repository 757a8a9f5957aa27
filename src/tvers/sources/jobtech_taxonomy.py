"""Arbetsförmedlingen's (JobTech's) taxonomy: occupation names, SSYK 2012 groups, skills, and SSYK's relations to ISCO-08.

Bulk files are ``{"data": {"concepts": [...]}}`` with nested concepts; what a file is, its concepts' ``type`` and keys say. A unit
group's own concept id leads to its code by an exact mapping, because ads and ESCO's Swedish mapping name groups by it.
Source: https://data.jobtechdev.se/taxonomy/.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tvers.kernel import CannotRead, Language
from tvers.sources._crosswalks import UNKNOWN, by_cardinality, edition, history
from tvers.sources._drafts import Draft, Drafts
from tvers.sources._json import JsonFile
from tvers.taxonomy import Authority, ConceptKind, Crosswalk, Mapping, Relation, Scheme, Taxonomy

SOURCE = "JobTech Taxonomy, Arbetsförmedlingen"
IDS_SOURCE = "ids of groups in JobTech Taxonomy, Arbetsförmedlingen"
"""A crosswalk of its own: files with occupation names and files without state it alike, and one never replaces the other's."""

_CODED = {"ssyk": ("ssyk2012", "ssyk_code_2012"), "isco": ("isco08", "isco_code_08")}
_KINDS = {"occupation-name": ConceptKind.OCCUPATION, "skill": ConceptKind.SKILL}
_UNIT_GROUP_DIGITS = 4
_NESTED = ("narrower", "related")
_NOT_USED = ("substituted_by", "substitutes")

_Pairs = dict[tuple[str, str], list[tuple[str, str]]]


def fits(content: Any) -> bool:
    """Whether a JSON value is a file of the taxonomy."""
    data = content.get("data") if isinstance(content, dict) else None
    return isinstance(data, dict) and isinstance(data.get("concepts"), list)


def fits_legacy(content: Any) -> bool:
    """Whether a JSON value is the table from legacy ids to concepts: ``{type: {legacy id: concept}}``."""
    if not isinstance(content, dict):
        return False
    tables = (content[kind] for kind in _KINDS if isinstance(content.get(kind), dict))
    return any("conceptId" in item for table in tables for item in list(table.values())[:1] if isinstance(item, dict))


def read(file: JsonFile) -> Taxonomy:
    """Concepts and crosswalks of a bulk file.

    Raises `CannotRead` that names the kind of file for one that is not used yet, and the key where a concept lacks one.
    """
    drafts = Drafts(Authority.PUBLISHER)
    pairs: _Pairs = defaultdict(list)
    for where, item in enumerate(file.content["data"]["concepts"]):
        _add(file, where, item, "", drafts, pairs)
    return _taxonomy(drafts, pairs)


def read_legacy(file: JsonFile) -> Taxonomy:
    """The occupation names and skills of the table from legacy ids; the concepts of other types in it are not used."""
    drafts = Drafts(Authority.LEGACY)
    for concept_type, kind in _KINDS.items():
        for where, item in enumerate(file.content.get(concept_type, {}).values()):
            concept_id = file.text(item, "conceptId", where)
            draft = drafts.at(f"jobtech:{concept_id}", kind)
            draft.code = concept_id
            draft.add_names(Language.SV, file.text(item, "preferredLabel", where), [])
    return _taxonomy(drafts, {})


def _add(file: JsonFile, where: int, item: Any, parent: str, drafts: Drafts, pairs: _Pairs) -> None:
    """Add a concept and those nested in it. ``parent`` is the id of the one that it is nested in."""
    concept_type = file.text(item, "type", where)
    for key in _NOT_USED:
        if key in item:
            raise CannotRead("taxonomy.not_used_yet", file=file.name, what="substitutability")
    draft = _draft(file, where, item, concept_type, drafts)
    for new in file.get(item, "replaced_by", list, where) if draft.scheme == "jobtech" and item.get("replaced_by") else ():
        pairs["jobtech", "jobtech"].append((draft.id, f"jobtech:{file.text(new, 'id', where)}"))
    if parent:
        _relate(parent, draft, drafts, pairs)
    if draft.scheme != "jobtech" and len(draft.code) == _UNIT_GROUP_DIGITS:
        pairs[IDS_SOURCE, draft.scheme].append((f"jobtech:{file.text(item, 'id', where)}", draft.id))
    for nested in _nested(file, where, item):
        _add(file, where, nested, draft.id, drafts, pairs)


def _nested(file: JsonFile, where: int, item: Any) -> Iterator[Any]:
    for key in _NESTED:
        yield from file.get(item, key, list, where) if key in item else ()


def _draft(file: JsonFile, where: int, item: Any, concept_type: str, drafts: Drafts) -> Draft:
    family = concept_type.split("-level-", maxsplit=1)[0]
    if family in _CODED:
        scheme, key = _CODED[family]
        code = file.text(item, key, where)
        if not re.fullmatch(r"\d{1,4}", code):
            file.bad_value(key, code, where)
        draft = drafts.at(f"{scheme}:{code}", ConceptKind.OCCUPATION_GROUP)
        draft.isco08 = code if scheme == "isco08" and re.fullmatch(r"\d{4}", code) else ""
    elif concept_type in _KINDS:
        code = file.text(item, "id", where)
        draft = drafts.at(f"jobtech:{code}", _KINDS[concept_type])
    else:
        raise CannotRead("taxonomy.not_used_yet", file=file.name, what=concept_type)
    draft.code = code
    draft.add_names(Language.SV, file.text(item, "preferred_label", where), _others(item))
    return draft


def _others(item: Any) -> list[str]:
    return [name for name in item.get("alternative_labels") or () if isinstance(name, str)]


def _relate(parent: str, draft: Draft, drafts: Drafts, pairs: _Pairs) -> None:
    """A group of ISCO under one of SSYK is its counterpart, and the other way round; anything else is narrower."""
    schemes = (drafts[parent].scheme, draft.scheme)
    if set(schemes) == {"ssyk2012", "isco08"}:
        pairs["ssyk2012", "isco08"].append((parent, draft.id) if draft.scheme == "isco08" else (draft.id, parent))
        return
    draft.broader[parent] = None
    if schemes == ("ssyk2012", "jobtech"):
        pairs["jobtech", "ssyk2012"].append((draft.id, parent))


def _taxonomy(drafts: Drafts, pairs: _Pairs) -> Taxonomy:
    replaced = history(pairs.pop(("jobtech", "jobtech"), ()))
    crosswalks = [*(_crosswalk(source, target, rows) for (source, target), rows in pairs.items()), *replaced]
    found = dict.fromkeys(draft.scheme for draft in drafts.values())
    schemes = [Scheme(scheme, UNKNOWN, SOURCE) if scheme == "jobtech" else edition(scheme) for scheme in found]
    return Taxonomy(drafts.done(), crosswalks, schemes)


def _crosswalk(source: str, target: str, rows: list[tuple[str, str]]) -> Crosswalk:
    """``source`` is a scheme, or `IDS_SOURCE` for ids of groups."""
    if source == IDS_SOURCE:
        return Crosswalk("jobtech", target, IDS_SOURCE, tuple(Mapping(*row, Relation.EXACT) for row in dict.fromkeys(rows)))
    if source == "jobtech":
        return Crosswalk(source, target, SOURCE, tuple(Mapping(*row, Relation.BROAD) for row in dict.fromkeys(rows)))
    return Crosswalk(source, target, SOURCE, by_cardinality(rows))
