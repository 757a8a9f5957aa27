"""Reading an ad: what it is for and what it asks for. Fields of the feed win over the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from tvers.ads._facts import Sentence, facts_of
from tvers.ads._model import Ad, Engagement, Remote, Requirement, RequirementKind, WorkTime
from tvers.ads._wording import wording
from tvers.kernel import Language, lower_in_place
from tvers.linking import Candidate, CodeHint, Linker, Spotter, guess_language, load_encoder
from tvers.taxonomy import Taxonomy

_Enum = TypeVar("_Enum", WorkTime, Remote, Engagement)

VERSION = "17"
"""Raised when the reading changes, so that stored readings are made again."""

_CODE_TRUST = {"esco": 0.95, "jobtech": 1.0, "styrk08": 1.0, "ssyk2012": 1.0, "isco08": 1.0, "pyrk": 0.45}
"""How much a code of each scheme binds. NAV's PYRK category is chosen coarsely by whoever wrote the ad."""
_LANGUAGES = ("norwegian-language", "swedish-language", "english-language")
"""The codes of the starter pack's languages among its skills."""
_CLAUSE = re.compile(r"[^.,;:!?\n(•]{1,80}")
_BETWEEN = re.compile(r"(?:a |an |our |new |one |two |senior |junior |experienced |skilled |(?!full)[a-zæøåäö]*[a-zæøåäö] ){0,5}$")
_ANNOUNCED = 4
"""How many of the places where an ad may name what it is for are heeded."""


@dataclass(frozen=True, slots=True)
class AdReading:
    """What was made of an ad. ``version`` names the reader and the taxonomy: a reading of another version is out of date.

    ``occupations`` are candidates, most probable first; ``occupation_certain`` says that an official code stands behind them.
    ``occupation_recognised`` says that they may be told; otherwise they are guesses, for the ranking alone.
    """

    ad_id: str
    version: str
    language: Language | None
    language_stated: bool
    occupations: tuple[Candidate, ...]
    occupation_certain: bool
    requirements: tuple[Requirement, ...]
    work_time: WorkTime | None
    remote: Remote | None
    engagement: Engagement | None
    occupation_recognised: bool = False


class AdReader:
    """Reads ads with one taxonomy; spotters are made per language when first needed."""

    def __init__(self, taxonomy: Taxonomy, linker: Linker | None = None) -> None:
        self._taxonomy = taxonomy
        self._linker = linker or Linker(taxonomy, load_encoder())
        self._spotters: dict[Language, Spotter] = {}
        self._occupation_spotters: dict[Language, Spotter] = {}
        # A language is asked for in words of its own; a company called Norwegian or a manual in English asks for none.
        self._languages = {one.id for one in taxonomy.skills if one.skill_type == "language" or one.code in _LANGUAGES}
        self.version = f"{VERSION}/{self._linker.version}/{taxonomy.version}"

    def spotter(self, language: Language) -> Spotter:
        """The spotter of skills for texts in a language."""
        if language not in self._spotters:
            # English builds other things from one stem ("welded", "automate") more freely than it names the skill by them.
            self._spotters[language] = Spotter(self._taxonomy.skills, language, inflections=language is Language.EN)
        return self._spotters[language]

    def occupation_spotter(self, language: Language) -> Spotter:
        """The spotter of occupations for texts in a language."""
        if language not in self._occupation_spotters:
            self._occupation_spotters[language] = Spotter(self._taxonomy.occupations, language, inflections=True)
        return self._occupation_spotters[language]

    def read(self, ad: Ad) -> AdReading:
        """What the ad is for and what it asks for.

        1. Its language: the feed's word, else the function words of its text, else the country's.
        2. Its occupation: official codes first, the titles choosing among what they leave open, and where they say little what the text
           names ("vi søker en …", "som … hos oss").
        3. Its requirements: the feed's fields; for each kind that the feed leaves open, the text.
        """
        language = ad.language or guess_language(ad.title, ad.text) or (Language.SV if ad.country == "SE" else Language.NB)
        hints = [CodeHint(code.scheme, code.code, _CODE_TRUST.get(code.scheme, 0.5)) for code in ad.occupation_codes]
        labels = [code.label for code in ad.occupation_codes if code.scheme == "jobtech" and code.label]
        phrases = [phrase for phrase in (*labels, ad.job_title, ad.title) if phrase]
        link = self._linker.link_occupation(phrases, hints, language, mentions=lambda: self._announced(ad.text, language))
        requirements = self._requirements(ad, language)
        folded = f"{ad.title}\n{ad.text}".casefold()
        table = wording()
        return AdReading(
            ad.id,
            self.version,
            language,
            any(requirement.kind is RequirementKind.LANGUAGE for requirement in requirements),
            link.candidates,
            link.by_code,
            requirements,
            ad.work_time or _meant(WorkTime, table.work_time.first(folded)),
            ad.remote or _meant(Remote, table.remote.first(folded)),
            ad.engagement or _meant(Engagement, table.engagement.first(ad.title.casefold())),
            link.understood,
        )

    def _announced(self, text: str, language: Language) -> list[str]:
        """What the text says that it is for, as it names it: at most `_ANNOUNCED` occupations."""
        found: list[str] = []
        for named in islice(wording().announcements(lower_in_place(text)), _ANNOUNCED):
            clause = _CLAUSE.match(text, named)
            mentions = self.occupation_spotter(language).spot(clause.group()) if clause else []
            # What stands between must be words like "en dyktig": "Incident" before "Manager" makes it another occupation.
            found += (clause.group()[one.start : one.end] for one in mentions[:1] if clause and _BETWEEN.match(clause.group()[: one.start]))
        return found

    def _requirements(self, ad: Ad, language: Language) -> tuple[Requirement, ...]:
        given = {requirement.kind for requirement in ad.requirements}
        read: list[Requirement] = [self._canonical(requirement) for requirement in ad.requirements]
        sections, facts = facts_of(ad.text)
        found = [*facts, *(skill for skill in self._skills(ad.text, language, sections) if not _within(skill, facts))]
        read += (requirement for requirement in found if requirement.kind not in given or requirement.kind is RequirementKind.SKILL)
        best: dict[tuple[RequirementKind, str], Requirement] = {}
        for requirement in read:
            key = (requirement.kind, "" if requirement.kind in _ONE else requirement.value)
            known = best.get(key)
            if known is None or (_replaces(requirement, known)):
                best[key] = requirement
        return tuple(best.values())

    def _canonical(self, requirement: Requirement) -> Requirement:
        if requirement.kind is not RequirementKind.SKILL:
            return requirement
        return replace(requirement, value=self._taxonomy.canonical.get(requirement.value, requirement.value))

    def _skills(self, text: str, language: Language, sections: list[Sentence]) -> Iterator[Requirement]:
        place = 0
        for mention in self.spotter(language).spot(text):
            while place + 1 < len(sections) and sections[place].end <= mention.start:
                place += 1
            section = sections[place] if sections and sections[place].start <= mention.start < sections[place].end else None
            if not (section and section.aside) and mention.concept_id not in self._languages:
                must = not (section and section.nice_at(mention.start))
                yield Requirement(RequirementKind.SKILL, mention.concept_id, must, mention.start, mention.end)


def read_ad(ad: Ad, taxonomy: Taxonomy) -> AdReading:
    """Read one ad; to read many make one `AdReader` and keep it."""
    return AdReader(taxonomy).read(ad)


def _within(skill: Requirement, facts: list[Requirement]) -> bool:
    """Whether a skill was spotted where a language or a licence was read: that is asked for once, not twice."""
    return any(fact.start < skill.end and skill.start < fact.end for fact in facts)


_ONE = (RequirementKind.LEVEL, RequirementKind.EXPERIENCE)
"""Kinds of which an ad has one: the least it asks for."""


def _replaces(new: Requirement, known: Requirement) -> bool:
    """Whether ``new`` is the better of two: the feed's word over the text's, a must over a nice, the lesser demand."""
    if new.from_feed != known.from_feed:
        return new.from_feed
    if new.must != known.must:
        return new.must
    if new.kind is RequirementKind.LEVEL:
        return new.value < known.value
    if new.kind is RequirementKind.EXPERIENCE:
        return float(new.value) < float(known.value)
    return False


def _meant(kind: type[_Enum], value: str | None) -> _Enum | None:
    return None if value is None else kind(value)
