"""What the readers of classifications share: ids out of addresses, editions, relations out of words and out of counts."""

import re
from collections import Counter
from collections.abc import Iterable

from tvers.taxonomy import Crosswalk, Mapping, Relation, Scheme

UNKNOWN = "unknown"
"""The version of a scheme whose file does not say it."""

_EDITIONS = {
    "isco08": ("2008", "ISCO-08, International Labour Organization"),
    "styrk08": ("2008", "STYRK-08, Statistics Norway"),
    "ssyk2012": ("2012", "SSYK 2012, Statistics Sweden"),
}
_ESCO = re.compile(r"https?://data\.europa\.eu/esco/(?:occupation|skill|isced-f)/[\w.-]+")
_ISCO = re.compile(r"https?://data\.europa\.eu/esco/isco/C(\d{1,4})")
_STYRK = re.compile(r"https?://data\.europa\.eu/esco/concept/norwegian-occupations/(\d{4})")
_JOBTECH = re.compile(r"https?://data\.jobtechdev\.se/taxonomy/concept/([\w-]+)")
_CODED = ((_ISCO, "isco08"), (_STYRK, "styrk08"), (_JOBTECH, "jobtech"))
_REPLACED = "replaced concepts"
_NO_RELATION = ("", "no relation", "no match", "none")


def edition(scheme: str) -> Scheme:
    """A classification of which there is one edition, the one that its name says."""
    version, source = _EDITIONS[scheme]
    return Scheme(scheme, version, source)


def concept_id(uri: str) -> str:
    """Our id of a concept that a publisher names by address; empty where the address is of no scheme known here.

    >>> concept_id("http://data.europa.eu/esco/isco/C2151")
    'isco08:2151'
    """
    for pattern, scheme in _CODED:
        found = pattern.fullmatch(uri.strip())
        if found:
            return f"{scheme}:{found[1]}"
    return uri.strip() if _ESCO.fullmatch(uri.strip()) else ""


def scheme_of(concept_id: str) -> str:
    """The scheme that an id of ours is of.

    >>> scheme_of("isco08:2151"), scheme_of("http://data.europa.eu/esco/skill/1")
    ('isco08', 'esco')
    """
    return "esco" if concept_id.startswith("http") else concept_id.split(":", 1)[0]


def says_no_relation(word: str) -> bool:
    """Whether a mapping says of a concept that nothing matches it."""
    return word.strip().casefold() in _NO_RELATION


def as_relation(word: str) -> Relation | None:
    """A mapping relation as publishers write it; None for a word that is none.

    >>> as_relation("skos:broadMatch"), as_relation("Exact match"), as_relation("same")
    (<Relation.BROAD: 'broad'>, <Relation.EXACT: 'exact'>, None)
    """
    short = word.strip().casefold().removeprefix("skos:").removesuffix("match").strip()
    short = {"narrower": "narrow", "broader": "broad"}.get(short, short)
    return Relation(short) if short in list(Relation) else None


def by_cardinality(pairs: Iterable[tuple[str, str]]) -> tuple[Mapping, ...]:
    """Mappings out of pairs that come without a relation.

    A pair whose source and target have no other partner is exact. Of a source with several targets that are its alone each is
    narrower; a target that several sources share, each of which has no other, is broader. Where both sides have other partners the
    two only overlap: related.
    """
    unique = tuple(dict.fromkeys(pairs))
    targets = Counter(source for source, _ in unique)
    sources = Counter(target for _, target in unique)
    relations = {
        (False, False): Relation.EXACT,
        (True, False): Relation.NARROW,
        (False, True): Relation.BROAD,
        (True, True): Relation.RELATED,
    }
    return tuple(Mapping(source, target, relations[targets[source] > 1, sources[target] > 1]) for source, target in unique)


def history(pairs: Iterable[tuple[str, str]]) -> tuple[Crosswalk, ...]:
    """A crosswalk of each scheme to itself out of pairs of an old and a new id; of what has several new ones each is a part."""
    became: dict[str, dict[str, None]] = {}
    for old, new in pairs:
        became.setdefault(old, {})[new] = None
    by_scheme: dict[str, list[Mapping]] = {}
    for old, ends in became.items():
        relation = Relation.EXACT if len(ends) == 1 else Relation.NARROW
        by_scheme.setdefault(scheme_of(old), []).extend(Mapping(old, new, relation) for new in ends)
    return tuple(Crosswalk(scheme, scheme, _REPLACED, tuple(rows)) for scheme, rows in by_scheme.items())
