"""The starter taxonomy: written by hand, read from TOML, checked before anything uses it.

The files in ``data/occupations`` and ``data/skills`` are plain tables; docs/how-to/extend-the-starter-pack.md says how to add to them.
"""

import re
from functools import cache
from typing import Any

from tvers.kernel import CannotRead, Language, read_toml, toml_names
from tvers.taxonomy._model import Concept, ConceptKind, Crosswalk, Mapping, Name, Relation, Scheme
from tvers.taxonomy._taxonomy import Taxonomy

SCHEME = "tvers"
VERSION = "1"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OCCUPATION_KEYS = {"id", "isco08", "styrk08", "ssyk12", "esco", "level", "field", "nb", "nn", "sv", "en", "essential", "optional"}
_SKILL_KEYS = {"id", "type", "esco", "esco_near", "esco_wider", "nb", "nn", "sv", "en"}
_SKILL_TYPES = {"skill", "knowledge", "tool", "certificate", "quality"}
_NAMES = (Language.NB, Language.NN, Language.SV, Language.EN)
_TO_ESCO = {"esco_near": Relation.CLOSE, "esco_wider": Relation.BROAD}
"""Where an entry is no ESCO skill itself: skills that are nearly the same, and classes that it is a kind of."""
_CODES = {"isco08": "isco08", "styrk08": "styrk08", "ssyk12": "ssyk2012"}


@cache
def load_starter() -> Taxonomy:
    """The starter taxonomy: occupations, skills, the codes they carry, and the crosswalks that those codes make.

    Raises `CannotRead` that names the file, the entry and the fault if a data file breaks a rule.
    """
    skills = dict(_read("skills", "skill"))
    uris = {slug: _id("skill", entry) for slug, entry in skills.items()}
    occupations = dict(_read("occupations", "occupation"))
    concepts = [_skill(entry) for entry in skills.values()]
    concepts += [_occupation(entry, uris) for entry in occupations.values()]
    groups, crosswalks = _codes(occupations)
    crosswalks += [_to_esco(skills), _history(skills)]
    _check_unique(concepts)
    scheme = Scheme(SCHEME, VERSION, "starter pack, written for Tvers")
    return Taxonomy([*concepts, *groups], crosswalks, [scheme])


def _read(folder: str, key: str) -> list[tuple[str, dict[str, Any]]]:
    entries: dict[str, dict[str, Any]] = {}
    for name in toml_names(__package__, folder):
        for entry in read_toml(__package__, name).get(key, []):
            slug = str(entry.get("id", "?"))
            _check(name, key, slug, entry)
            if slug in entries:
                raise CannotRead("starter.entry", file=name, entry=slug, fault="is defined twice")
            entries[slug] = entry
    return list(entries.items())


def _check(file: str, key: str, slug: str, entry: dict[str, Any]) -> None:
    faults = []
    if not _SLUG.fullmatch(slug):
        faults.append("its id is not lower-case words joined by hyphens")
    unknown = set(entry) - (_OCCUPATION_KEYS if key == "occupation" else _SKILL_KEYS)
    if unknown:
        faults.append(f"has unknown keys {sorted(unknown)}")
    faults += [f"has no name in {language}" for language in ("nb", "sv", "en") if not entry.get(language)]
    if key == "skill" and entry.get("type") not in _SKILL_TYPES:
        faults.append(f"its type is not one of {sorted(_SKILL_TYPES)}")
    if key == "occupation":
        faults += [f"its {code} is not four digits" for code in _CODES if not re.fullmatch(r"\d{4}", str(entry.get(code, "")))]
        if not re.fullmatch(r"isced[2-8]", str(entry.get("level", ""))):
            faults.append("its level is not isced2 … isced8")
    if faults:
        raise CannotRead("starter.entry", file=file, entry=slug, fault="; ".join(faults))


def _check_unique(concepts: list[Concept]) -> None:
    seen: set[str] = set()
    for concept in concepts:
        if concept.id in seen:
            raise CannotRead("starter.entry", file="data", entry=concept.id, fault="has the same ESCO URI as another entry")
        seen.add(concept.id)


def _id(kind: str, entry: dict[str, Any]) -> str:
    return str(entry.get("esco") or f"{SCHEME}:{kind}/{entry['id']}")


def _names(entry: dict[str, Any]) -> tuple[Name, ...]:
    return tuple(Name(language, text, preferred=place == 0) for language in _NAMES for place, text in enumerate(entry.get(language, ())))


def _skill(entry: dict[str, Any]) -> Concept:
    return Concept(_id("skill", entry), SCHEME, ConceptKind.SKILL, entry["id"], _names(entry), skill_type=entry["type"])


def _occupation(entry: dict[str, Any], uris: dict[str, str]) -> Concept:
    unknown = [skill for skill in (*entry["essential"], *entry["optional"]) if skill not in uris]
    if unknown:
        raise CannotRead("starter.entry", file="occupations", entry=entry["id"], fault=f"names unknown skills {unknown}")
    return Concept(
        _id("occupation", entry),
        SCHEME,
        ConceptKind.OCCUPATION,
        entry["id"],
        _names(entry),
        isco08=entry["isco08"],
        level=entry["level"],
        field=entry["field"],
        essential=tuple(uris[skill] for skill in entry["essential"]),
        optional=tuple(uris[skill] for skill in entry["optional"]),
    )


def _to_esco(skills: dict[str, dict[str, Any]]) -> Crosswalk:
    """The way from skills of the starter pack's own to ESCO's."""
    mappings = [
        Mapping(_id("skill", entry), uri, relation)
        for entry in skills.values()
        for key, relation in _TO_ESCO.items()
        for uri in entry.get(key, ())
    ]
    return Crosswalk(SCHEME, "esco", "starter pack", tuple(mappings), VERSION)


def _history(skills: dict[str, dict[str, Any]]) -> Crosswalk:
    """The ids that skills had, or would have, before they were found to be ESCO's: who kept one is still understood."""
    mappings = [Mapping(f"{SCHEME}:skill/{slug}", str(entry["esco"]), Relation.EXACT) for slug, entry in skills.items() if "esco" in entry]
    return Crosswalk(SCHEME, SCHEME, "starter pack", tuple(mappings), VERSION, VERSION)


def _codes(occupations: dict[str, dict[str, Any]]) -> tuple[list[Concept], list[Crosswalk]]:
    """The groups whose codes the occupations carry, and the crosswalks from occupation to group."""
    groups: dict[str, Concept] = {}
    crosswalks = []
    for key, scheme in _CODES.items():
        mappings = []
        for entry in occupations.values():
            code = entry[key]
            isco08 = code if scheme == "isco08" else ""
            groups[f"{scheme}:{code}"] = Concept(f"{scheme}:{code}", scheme, ConceptKind.OCCUPATION_GROUP, code, isco08=isco08)
            mappings.append(Mapping(_id("occupation", entry), f"{scheme}:{code}", Relation.BROAD))
        crosswalks.append(Crosswalk(SCHEME, scheme, "starter pack", tuple(mappings), VERSION))
    return list(groups.values()), crosswalks
