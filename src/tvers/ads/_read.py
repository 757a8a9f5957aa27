"""Reading an ad: what it is for and what it asks for. Fields of the feed win over the text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from tvers.ads._facts import facts_of, read_text
from tvers.ads._model import TERMS, Ad, Engagement, Remote, Requirement, RequirementKind, WorkTime
from tvers.ads._sections import Sentence
from tvers.ads._wording import NOTICE, wording
from tvers.kernel import Language, lower_in_place
from tvers.linking import Candidate, CodeHint, Linker, Mention, Spotter, guess_language, load_encoder
from tvers.taxonomy import Taxonomy

_Enum = TypeVar("_Enum", WorkTime, Remote, Engagement)

VERSION = "19"
"""Raised when the reading changes, so that stored readings are made again."""

_CODE_TRUST = {"esco": 0.95, "jobtech": 1.0, "styrk08": 1.0, "ssyk2012": 1.0, "isco08": 1.0, "pyrk": 0.45}
"""How much a code of each scheme binds. NAV's PYRK category is chosen coarsely by whoever wrote the ad."""
_LANGUAGES = ("norwegian-language", "swedish-language", "english-language")
"""The codes of the starter pack's languages among its skills."""
_CLAUSE = re.compile(r"[^.,;:!?\n(•]{1,80}")
_BETWEEN = re.compile(r"(?:a |an |our |new |one |two |senior |junior |experienced |skilled |(?!full)[a-zæøåäö]*[a-zæøåäö] ){0,5}$")
_CARES_WITHIN = 80
"""How many letters before a name are looked at for what one cares for."""
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
    terms: tuple[Requirement, ...] = ()
    """What the feed's fields, the title and the text state of the work (`TERMS`); of each kind what stands first counts."""
    disputed: tuple[RequirementKind, ...] = ()
    """Kinds of which the feed's fields and the text do not say the same: the fields count."""


class AdReader:
    """Reads ads with one taxonomy; spotters are made per language when first needed."""

    def __init__(self, taxonomy: Taxonomy, linker: Linker | None = None) -> None:
        self._taxonomy = taxonomy
        self._linker = linker or Linker(taxonomy, load_encoder())
        self._spotters: dict[Language, Spotter] = {}
        self._occupation_spotters: dict[Language, Spotter] = {}
        # A language is asked for in words of its own; a company called Norwegian or a manual in English asks for none.
        # What a person is like is no skill.
        kinds = ("language", "quality")
        self._no_skills = {one.id for one in taxonomy.skills if one.skill_type in kinds or one.code in _LANGUAGES}
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
        sections, facts = facts_of(ad.text)
        told = [fact for fact in facts if fact.kind not in TERMS]
        requirements = self._requirements(ad, language, sections, told)
        terms = _terms(ad, facts)
        return AdReading(
            ad.id,
            self.version,
            language,
            any(requirement.kind is RequirementKind.LANGUAGE for requirement in requirements),
            link.candidates,
            link.by_code,
            requirements,
            _first(WorkTime, terms, RequirementKind.WORK_TIME),
            _first(Remote, terms, RequirementKind.REMOTE),
            _first(Engagement, terms, RequirementKind.ENGAGEMENT),
            link.understood,
            terms,
            tuple(_disputed(ad, told, terms)),
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

    def _requirements(self, ad: Ad, language: Language, sections: list[Sentence], facts: list[Requirement]) -> tuple[Requirement, ...]:
        given = {requirement.kind for requirement in ad.requirements}
        read: list[Requirement] = [self._canonical(requirement) for requirement in ad.requirements]
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
        """A skill of the feed by the id that it goes by here; what nobody has imported is known by its label alone."""
        if requirement.kind is not RequirementKind.SKILL:
            return requirement
        known = self._taxonomy.canonical.get(requirement.value, requirement.value)
        if requirement.label and self._taxonomy.get(known) is None:
            named = [one for one in self.spotter(Language.SV).spot(requirement.label) if one.end - one.start == len(requirement.label)]
            known = named[0].concept_id if named else known
        return replace(requirement, value=known)

    def _skills(self, text: str, language: Language, sections: list[Sentence]) -> Iterator[Requirement]:
        """What the text asks for among the skills that it names; a tool also where it only says what the work is done with."""
        place = 0
        for mention in self.spotter(language).spot(text):
            while place + 1 < len(sections) and sections[place].end <= mention.start:
                place += 1
            section = sections[place] if sections and sections[place].start <= mention.start < sections[place].end else None
            if section is None or section.aside or not (section.asks or mention.proper):
                continue
            if mention.concept_id not in self._no_skills and not _beside_the_point(section, mention):
                must = section.asks and not section.nice_at(mention.start)
                yield Requirement(RequirementKind.SKILL, mention.concept_id, must, mention.start, mention.end)


def read_ad(ad: Ad, taxonomy: Taxonomy) -> AdReading:
    """Read one ad; to read many make one `AdReader` and keep it."""
    return AdReader(taxonomy).read(ad)


def _within(skill: Requirement, facts: list[Requirement]) -> bool:
    """Whether a skill was spotted where a language or a licence was read: that is asked for once, not twice."""
    return any(fact.start < skill.end and skill.start < fact.end for fact in facts)


def _beside_the_point(section: Sentence, mention: Mention) -> bool:
    """Whether a name stands where it is no skill.

    A notice of equal treatment, those one works with, what one cares for, the trade of a workplace, the law after "according to".
    """
    table, words = wording(), section.words
    start, end = mention.start - section.start, mention.end - section.start
    if not section.asks and table.colleagues.match(words, end):
        return True
    return section.has(NOTICE) or bool(
        table.workplace.search(words, start, end)
        or table.cares.search(words, max(0, start - _CARES_WITHIN), start)
        or (words.endswith(table.laws, start, end) and table.according.search(words, max(0, start - _CARES_WITHIN), end))
    )


_CONTRARY = frozenset({Engagement.PERMANENT, Engagement.FIXED_TERM})
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


def _terms(ad: Ad, facts: list[Requirement]) -> tuple[Requirement, ...]:
    """What the feed's fields, the title and the text state of the work, each value once; of each kind that first which counts."""
    titled = [replace(fact, start=-1, end=-1) for fact in read_text(ad.title)]
    if engagement := wording().titled_engagement.first(ad.title.casefold()):
        titled.append(Requirement(RequirementKind.ENGAGEMENT, engagement, must=True))
    given = {(kind, str(value)) for kind, value in _given_terms(ad)}
    found: dict[tuple[RequirementKind, str], Requirement] = {}
    for fact in (*facts, *titled):
        if fact.kind in TERMS:
            found.setdefault((fact.kind, fact.value), fact)
    for kind, value in given:
        found.setdefault((kind, value), Requirement(kind, value, must=True))
    rank = wording().rank
    order = sorted(found, key=lambda key: (TERMS.index(key[0]), key not in given, rank[key]))
    return tuple(found[key] for key in order)


def _given_terms(ad: Ad) -> Iterator[tuple[RequirementKind, str]]:
    return ((kind, value) for kind, value in zip(TERMS, (ad.work_time, ad.remote, ad.engagement), strict=True) if value)


def _first(kind: type[_Enum], terms: tuple[Requirement, ...], of: RequirementKind) -> _Enum | None:
    return next((kind(term.value) for term in terms if term.kind is of), None)


def _disputed(ad: Ad, told: list[Requirement], terms: tuple[Requirement, ...]) -> Iterator[RequirementKind]:
    """The kinds of which the feed's fields and the text both tell, and not the same."""
    given: dict[RequirementKind, set[str]] = defaultdict(set)
    for requirement in ad.requirements:
        given[requirement.kind].add(requirement.value)
    for kind, field in _given_terms(ad):
        given[kind].add(field)
    for kind, values in given.items():
        said = {one.value for one in (*told, *terms) if one.kind is kind and one.must and not one.from_feed}
        if kind is RequirementKind.ENGAGEMENT and not _CONTRARY.issuperset(values | said):
            continue  # a trainee may be employed for good, a summer job is for a time
        if kind is not RequirementKind.SKILL and said and not said & values:
            yield kind
