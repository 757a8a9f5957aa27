"""Concepts and how classifications translate into each other.

A concept is an occupation, a group of them, or a skill, in one scheme (ESCO, ISCO-08, STYRK-08, SSYK 2012, JobTech, our own).
Crosswalks are glue: dated, many-to-many, with the match relation kept; walking over several says its weakest link.
The starter taxonomy is written by hand and is part of the package.
"""

from tvers.taxonomy._fields import FIELD_OF, SISTER_GROUPS
from tvers.taxonomy._lay_over import Change, lay_over
from tvers.taxonomy._model import Authority, Concept, ConceptKind, Crosswalk, Mapping, Name, Relation, Scheme
from tvers.taxonomy._starter import load_starter
from tvers.taxonomy._taxonomy import Taxonomy
from tvers.taxonomy._walk import Walk, walk

__all__ = [
    "FIELD_OF",
    "SISTER_GROUPS",
    "Authority",
    "Change",
    "Concept",
    "ConceptKind",
    "Crosswalk",
    "Mapping",
    "Name",
    "Relation",
    "Scheme",
    "Taxonomy",
    "Walk",
    "lay_over",
    "load_starter",
    "walk",
]
