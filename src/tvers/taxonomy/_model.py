"""The values of this room."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from tvers.kernel import Language


class ConceptKind(StrEnum):
    """What a concept is of."""

    OCCUPATION = "occupation"
    OCCUPATION_GROUP = "occupation_group"
    SKILL = "skill"
    SKILL_GROUP = "skill_group"


class Relation(StrEnum):
    """How a target concept relates to its source (SKOS mapping relations), best first."""

    EXACT = "exact"
    CLOSE = "close"
    NARROW = "narrow"
    """The target is narrower: one of several parts of the source."""
    BROAD = "broad"
    """The target is broader: what set the source apart is lost."""
    RELATED = "related"

    @property
    def rank(self) -> int:
        """0 for the best relation, growing as they get weaker."""
        return _ORDER.index(self)

    @property
    def reverse(self) -> "Relation":
        """The same relation seen from the target."""
        return {Relation.NARROW: Relation.BROAD, Relation.BROAD: Relation.NARROW}.get(self, self)


_ORDER = list(Relation)


class Authority(IntEnum):
    """How much a source's word weighs on what a concept is called, where two sources disagree."""

    OWN = 0
    """The starter pack's own names."""
    LEGACY = 1
    """A list of an edition that has been superseded."""
    JOINED = 2
    """A table that others put together out of official ones."""
    PUBLISHER = 3
    """The publisher's own file."""
    STATISTICS_OFFICE = 4
    """A national statistics office, in its own language."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a concept. ``authority`` is that of the source that prefers it; it says nothing of a name that is not preferred."""

    language: Language
    text: str
    preferred: bool = False
    authority: Authority = Authority.OWN


@dataclass(frozen=True, slots=True)
class Scheme:
    """A classification in one version, e.g. ``esco`` ``1.1.1``."""

    id: str
    version: str
    source: str
    on: date | None = None

    @property
    def versioned(self) -> str:
        """Id and version in one word, e.g. ``esco@1.1.1``."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Concept:
    """An occupation, an occupation group, a skill or a skill group.

    ``id`` is the ESCO URI where the concept is ESCO's, else ``scheme:code`` (``styrk08:2151``, ``tvers:skill/plc-programming``).
    ``isco08`` is the ISCO-08 unit group of an occupation, four digits, or empty. ``level`` is the usual education level
    (``isced3`` … ``isced8``) and ``field`` its ISCED-F 2013 field, both empty where unknown. ``skill_type`` is ``skill``, ``knowledge``,
    ``tool``, ``certificate``, ``quality`` (of a person: teamwork, accuracy), ``language`` or empty. ``essential`` and ``optional`` are ids
    of skills.
    """

    id: str
    scheme: str
    kind: ConceptKind
    code: str = ""
    names: tuple[Name, ...] = ()
    broader: tuple[str, ...] = ()
    isco08: str = ""
    level: str = ""
    field: str = ""
    skill_type: str = ""
    essential: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def name(self, language: Language) -> str:
        """The preferred name in a language, else in the nearest language that has one, else the code or id.

        Nearest means: the other Scandinavian languages before English for a Scandinavian reader.
        """
        for wanted in _NEAREST[language]:
            mine = [name for name in self.names if name.language == wanted]
            if mine:
                return next((name.text for name in mine if name.preferred), mine[0].text)
        return self.code or self.id


_NEAREST = {
    Language.NB: (Language.NB, Language.NN, Language.DA, Language.SV, Language.EN),
    Language.NN: (Language.NN, Language.NB, Language.DA, Language.SV, Language.EN),
    Language.SV: (Language.SV, Language.NB, Language.NN, Language.DA, Language.EN),
    Language.DA: (Language.DA, Language.NB, Language.NN, Language.SV, Language.EN),
    Language.EN: (Language.EN, Language.NB, Language.SV, Language.NN, Language.DA),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row of a crosswalk: ``target_id`` is an exact, close, narrower or broader match of ``source_id``."""

    source_id: str
    target_id: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A dated translation from one scheme to another. ``source`` says who made it.

    From a scheme to itself it is the history of its ids: what was taken out of use, with what stands in its place. EXACT is for one that
    got another id or was joined with another, NARROW for one that was split.
    """

    source_scheme: str
    target_scheme: str
    source: str
    mappings: tuple[Mapping, ...]
    source_version: str = ""
    target_version: str = ""
    on: date | None = None

    @property
    def is_history(self) -> bool:
        """Whether it tells what ids became of others."""
        return self.source_scheme == self.target_scheme

    @property
    def id(self) -> str:
        """What tells this crosswalk from every other."""
        return f"{self.source_scheme}>{self.target_scheme} ({self.source})"
