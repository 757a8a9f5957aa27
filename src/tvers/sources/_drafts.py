"""Concepts while they are put together out of several tables."""

from dataclasses import dataclass, field

from tvers.kernel import Language
from tvers.sources._crosswalks import scheme_of
from tvers.taxonomy import Concept, ConceptKind, Name


@dataclass(slots=True)
class Draft:
    """A concept to be. Dictionaries stand for sets that keep their order."""

    id: str
    scheme: str
    kind: ConceptKind
    code: str = ""
    isco08: str = ""
    skill_type: str = ""
    names: dict[tuple[Language, str], bool] = field(default_factory=dict)
    broader: dict[str, None] = field(default_factory=dict)
    essential: dict[str, None] = field(default_factory=dict)
    optional: dict[str, None] = field(default_factory=dict)

    def add_names(self, language: Language, preferred: str, others: list[str]) -> None:
        """Add a preferred name and others of a language; empty ones and repetitions are left out."""
        for place, text in enumerate((preferred, *others)):
            if text.strip():
                self.names.setdefault((language, text.strip()), place == 0)

    def done(self) -> Concept:
        """The concept. A skill that is both essential and optional is essential."""
        return Concept(
            self.id,
            self.scheme,
            self.kind,
            self.code,
            tuple(Name(language, text, preferred) for (language, text), preferred in self.names.items()),
            tuple(self.broader),
            self.isco08,
            skill_type=self.skill_type,
            essential=tuple(self.essential),
            optional=tuple(skill for skill in self.optional if skill not in self.essential),
        )


class Drafts(dict[str, Draft]):
    """Concepts to be, by id."""

    def at(self, concept_id: str, kind: ConceptKind) -> Draft:
        """The draft of that id, begun where there is none yet."""
        if concept_id not in self:
            self[concept_id] = Draft(concept_id, scheme_of(concept_id), kind)
        return self[concept_id]

    def done(self) -> tuple[Concept, ...]:
        """All concepts, in the order begun."""
        return tuple(draft.done() for draft in self.values())
