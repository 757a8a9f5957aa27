"""STYRK-08 is ISCO-08 with few exceptions, so the way from one to the other follows from the codes.

Source: https://www.ssb.no/klass/klassifikasjoner/7.
"""

from collections.abc import Iterator

from tvers.taxonomy import Concept, Crosswalk, Mapping, Relation

SOURCE = "STYRK-08 is ISCO-08 with exceptions, Statistics Norway"
_NOT_IN_ISCO = {"0000", "000", "00"}
"""Unstated occupations, which ISCO-08 has no code for."""
_EXCEPTIONS = {"2223": "2221", "2224": "3412", "3439": "3435"}
_UNIT_GROUP_DIGITS = 4


def to_isco08(concepts: tuple[Concept, ...]) -> Crosswalk:
    """The way from groups of STYRK-08 to ISCO-08, which follows from their codes."""
    return Crosswalk("styrk08", "isco08", SOURCE, tuple(_mappings(concepts)), "2008", "2008")


def _mappings(concepts: tuple[Concept, ...]) -> Iterator[Mapping]:
    for concept in concepts:
        code = concept.code
        if code in _EXCEPTIONS:
            yield Mapping(concept.id, f"isco08:{_EXCEPTIONS[code]}", Relation.CLOSE)
        elif code not in _NOT_IN_ISCO:
            # A group of fewer digits holds the exceptions too, so it is only nearly the same.
            yield Mapping(concept.id, f"isco08:{code}", Relation.EXACT if len(code) == _UNIT_GROUP_DIGITS else Relation.CLOSE)
