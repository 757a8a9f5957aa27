"""Reading an ad: what it is for and what it asks for. Fields of the feed win over the text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import TypeVar

from tvers.ads._model import Ad, Engagement, Remote, Requirement, RequirementKind, WorkTime
from tvers.ads._wording import Patterns, Wording, wording
from tvers.kernel import Language, lower_in_place
from tvers.linking import Candidate, CodeHint, Linker, Spotter, guess_language
from tvers.taxonomy import Taxonomy

_Enum = TypeVar("_Enum", WorkTime, Remote, Engagement)

VERSION = "12"
"""Raised when the reading changes, so that stored readings are made again."""

_CODE_TRUST = {"esco": 0.95, "jobtech": 1.0, "styrk08": 1.0, "ssyk2012": 1.0, "isco08": 1.0, "pyrk": 0.45}
"""How much a code of each scheme binds. NAV's PYRK category is chosen coarsely by whoever wrote the ad."""
_SENTENCE = re.compile(r"[^.!?\n•]+(?:[.!?](?=[a-zæøåäö0-9])[^.!?\n•]*)*")
_HEADING = re.compile(r"^[^.\n]{3,60}:?$")
_MOST_YEARS = 20
_LANGUAGES = ("norwegian-language", "swedish-language", "english-language")
"""The codes of the starter pack's languages among its skills."""
_CLAUSE = re.compile(r"[^.,;:!?\n(•]{1,80}")
_BETWEEN = re.compile(r"(?:a |an |our |new |one |two |senior |junior |experienced |skilled |(?!full)[a-zæøåäö]*[a-zæøåäö] ){0,5}$")
_ANYTHING = re.compile("")
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
        self._linker = linker or Linker(taxonomy)
        self._spotters: dict[Language, Spotter] = {}
        self._occupation_spotters: dict[Language, Spotter] = {}
        # A language is asked for in words of its own; a company called Norwegian or a manual in English asks for none.
        self._languages = {one.id for one in taxonomy.skills if one.skill_type == "language" or one.code in _LANGUAGES}
        self.version = f"{VERSION}/{taxonomy.version}"

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
        language = ad.language or guess_language(f"{ad.title}\n{ad.text}") or (Language.SV if ad.country == "SE" else Language.NB)
        hints = [CodeHint(code.scheme, code.code, _CODE_TRUST.get(code.scheme, 0.5)) for code in ad.occupation_codes]
        labels = [code.label for code in ad.occupation_codes if code.scheme == "jobtech" and code.label]
        phrases = [phrase for phrase in (*labels, ad.job_title, ad.title) if phrase]
        link = self._linker.link_occupation(phrases, hints, language, mentions=self._announced(ad.text, language))
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
            ad.work_time or _first(WorkTime, table.work_time, folded),
            ad.remote or _first(Remote, table.remote, folded),
            ad.engagement or _first(Engagement, table.engagement, ad.title.casefold()),
            link.understood,
        )

    def _announced(self, text: str, language: Language) -> list[str]:
        """What the text says that it is for, as it names it: at most `_ANNOUNCED` occupations."""
        found: list[str] = []
        for trigger in islice(wording().announced.finditer(lower_in_place(text)), _ANNOUNCED):
            clause = _CLAUSE.match(text, trigger.end())
            mentions = self.occupation_spotter(language).spot(clause.group()) if clause else []
            # What stands between must be words like "en dyktig": "Incident" before "Manager" makes it another occupation.
            found += (clause.group()[one.start : one.end] for one in mentions[:1] if clause and _BETWEEN.match(clause.group()[: one.start]))
        return found

    def _requirements(self, ad: Ad, language: Language) -> tuple[Requirement, ...]:
        given = {requirement.kind for requirement in ad.requirements}
        read: list[Requirement] = [self._canonical(requirement) for requirement in ad.requirements]
        sections, facts = _facts(ad.text)
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

    def _skills(self, text: str, language: Language, sections: list["_Sentence"]) -> Iterator[Requirement]:
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


def read_text(text: str, *, own_words: bool = False) -> tuple[Requirement, ...]:
    """Level, years, languages and licences that a text names, with their places in it.

    In an ad a language counts beside a word of mastering it; in a person's ``own_words`` it is enough to name it.
    """
    return tuple(_facts(text, own_words=own_words)[1])


def _facts(text: str, *, own_words: bool = False) -> tuple[list["_Sentence"], list[Requirement]]:
    """The sentences of a text and what they ask for but skills."""
    folded = lower_in_place(text)
    table = wording().held_in(folded)
    if own_words:
        table = replace(table, language_near=_ANYTHING)
    sections = list(_sentences(folded, table))
    return sections, list(_from_sentences(sections, table))


@dataclass(frozen=True)
class _Sentence:
    start: int
    end: int
    words: str
    nice: bool
    """Whether what it names is nice to have where no word in it tells."""
    aside: bool
    """Whether it stands where the ad speaks of the employer or of what it offers."""

    def nice_at(self, place: int) -> bool:
        """Whether what stands at a place in the text is nice to have: its own part tells, else the nearest before it, else the next.

        Words like "gjerne" tell only of what follows them.
        """
        before = [nice for start, nice, _ in self._told if start <= place - self.start]
        after = (nice for _, nice, onward in self._told if not onward)
        return before[-1] if before else next(after, self.nice)

    @cached_property
    def _told(self) -> list[tuple[int, bool, bool]]:
        """What `_parts` finds. Most sentences name nothing, so it is worked out when first asked for."""
        return list(_parts(self.words))


def _sentences(folded: str, table: Wording) -> Iterator[_Sentence]:
    """Sentences and list lines, each with whether what it names is nice to have; a heading colours the lines below it."""
    under_nice = under_aside = False
    lead: list[_Sentence] = []  # what stands before the first heading: there an ad speaks of the employer until it speaks to the reader
    in_lead = True
    for found in _SENTENCE.finditer(folded):
        words = found.group()
        line = words.strip()
        if not line:
            continue
        section = _Sentence(found.start(), found.end(), words, under_nice, under_aside)
        # A short line that itself asks for something ("Førerkort klasse B") is an item of an unmarked list, not a heading.
        if (
            _HEADING.match(line)
            and not line.startswith(("-", "*"))
            and _alone(folded, found)
            and not any(_from_sentences([section], table))
        ):
            under_nice = bool(table.nice.search(words) or table.rather.search(words))
            under_aside = bool(table.aside.match(line))
            if in_lead:
                yield from (replace(one, aside=not table.spoken_to.search(one.words)) for one in lead)
                in_lead = False
            continue
        if in_lead:
            lead.append(section)
        else:
            yield section
    if in_lead:
        yield from lead


_JOINT = re.compile(r"[,;]|\b(?:og|och|and|men|but|samt)\b")


def _parts(words: str) -> Iterator[tuple[int, bool, bool]]:
    """The parts of a sentence, between commas and words like "og", in which a word says nice to have or must.

    For each where it begins, whether it is nice, and whether that tells only of what follows: then it begins at the word.
    """
    table = wording()
    for start, stop in pairwise((0, *(found.start() for found in _JOINT.finditer(words)), len(words))):
        nice, must = table.nice.search(words, start, stop), table.must.search(words, start, stop)
        rather = table.rather.search(words, start, stop)
        if nice or (must and not rather):
            yield start, nice is not None, False
        elif rather:
            yield rather.start(), True, True


def _alone(text: str, found: re.Match[str]) -> bool:
    """Whether a piece fills its line: headings do."""
    before = text[: found.start()].rstrip(" ")
    after = text[found.end() :].lstrip(" ")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))


def _from_sentences(sections: Iterable[_Sentence], table: Wording) -> Iterator[Requirement]:
    for section in sections:
        yield from _matches(section, table.levels, RequirementKind.LEVEL)
        yield from _matches(section, table.licences, RequirementKind.LICENCE)
        if table.languages and table.language_near.search(section.words):
            yield from _matches(section, table.languages, RequirementKind.LANGUAGE)
        for sought in table.experience:
            for found in sought.pattern.finditer(section.words) if sought.may_be_in(section.words) else ():
                years = _years(found.group(1), table.numbers)
                if 0 < years <= _MOST_YEARS:
                    start = section.start + found.start(1)
                    yield Requirement(
                        RequirementKind.EXPERIENCE, str(years), not section.nice_at(start), start, section.start + found.end()
                    )


def _matches(section: _Sentence, patterns: Patterns, kind: RequirementKind) -> Iterator[Requirement]:
    for value, sought in patterns:
        found = sought.pattern.search(section.words)
        if found:
            start = section.start + found.start()
            yield Requirement(kind, value, not section.nice_at(start), start, section.start + found.end())


def _years(text: str, numbers: Mapping[str, int]) -> int:
    return numbers[text] if text in numbers else int(text)


def _first(kind: type[_Enum], patterns: Patterns, folded: str) -> _Enum | None:
    return next((kind(value) for value, sought in patterns if sought.may_be_in(folded) and sought.pattern.search(folded)), None)
