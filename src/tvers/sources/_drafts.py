"""Concepts while they are put together out of several tables."""

from dataclasses import dataclass, field

from tvers.kernel import Language
from tvers.sources._crosswalks import scheme_of
from tvers.taxonomy import Authority, Concept, ConceptKind, Name


@dataclass(slots=True)
class Draft:
    """A concept to be. Dictionaries stand for sets that keep their order."""

    id: str
    scheme: str
    kind: ConceptKind
    authority: Authority
    code: str = ""
    isco08: str = ""
    skill_type: str = ""
    names: dict[tuple[Language, str], bool] = field(default_factory=dict)
    broader: dict[str, None] = field(default_factory=dict)
    essential: dict[str, None] = field(default_factory=dict)
    optional: dict[str, None] = field(default_factory=dict)

    def add_names(self, language: Language, preferred: str, others: list[str]) -> None:
        """Add a preferred name and others of a language; empty ones and repetitions are left out, odd white space is made plain."""
        for place, given in enumerate((preferred, *others)):
            text = " ".join(given.split())
            if text:
                self.names.setdefault((language, text), place == 0)

    def done(self) -> Concept:
        """The concept. A skill that is both essential and optional is essential."""
        return Concept(
            self.id,
            self.scheme,
            self.kind,
            self.code,
            tuple(Name(*key, preferred, self.authority if preferred else Authority.OWN) for key, preferred in self.names.items()),
            tuple(self.broader),
            self.isco08,
            skill_type=self.skill_type,
            essential=tuple(self.essential),
            optional=tuple(skill for skill in self.optional if skill not in self.essential),
        )


class Drafts(dict[str, Draft]):
    """Concepts to be, by id, out of a source of a given authority."""

    def __init__(self, authority: Authority) -> None:
        super().__init__()
        self._authority = authority

    def at(self, concept_id: str, kind: ConceptKind) -> Draft:
        """The draft of that id, begun where there is none yet."""
        if concept_id not in self:
            self[concept_id] = Draft(concept_id, scheme_of(concept_id), kind, self._authority)
        return self[concept_id]

    def done(self) -> tuple[Concept, ...]:
        """All concepts, in the order begun."""
        return tuple(draft.done() for draft in self.values())
