"""From what a person says to what matching sees, line by line."""

import re
from collections.abc import Iterable, Iterator

from tvers.ads import RequirementKind, read_text
from tvers.kernel import Country, Language, Place, fold
from tvers.linking import Link, Mention, Spotter, guess_language, understood_at
from tvers.person import Home, MatchView, NotUnderstood, Profile, ReadProfile, Understood
from tvers.services._engine import Engine
from tvers.services._own_words import (
    cefr_beside,
    denied_from,
    is_modest,
    is_past,
    is_under_way,
    is_weak,
    telling,
    uncovered,
    wishes_in,
    without_experience,
    years_in,
)
from tvers.taxonomy import ConceptKind

_CEFR = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
_PIECE = re.compile(r"[^,.;:!?\n()]+")
_JOINED = re.compile(r"\s+(?:og|och|and|samt|med|with)\s+")
_TITLE_WORDS = 8
"""A piece of free text of at most this many words may be a title that the linker should try."""
_TITLE_SURE, _ONE_WORD_SURE, _TITLE_CHANCE = 0.62, 0.85, 0.3
"""How alike and how likely an occupation must be that is taken from somebody's own words."""
_SKILL_SURE = 0.8
_REST_WORDS = 3
"""Beside what was understood, a longer phrase is prose and is not shown as a word that was not understood."""
_PAST, _AMBIGUOUS = 0.6, 0.6
"""How surely somebody is counted as what they say that they were, and as the likeliest of many things that a word may mean."""
_BEFORE = {3: 2, 5: 3, 6: 3, 7: 6, 8: 7}
"""The ISCED level that somebody has who studies for another."""
_FACTS = (RequirementKind.LICENCE, RequirementKind.LANGUAGE)
_OFFERED = 0.6
_SPOKEN: dict[Language | None, str] = {Language.NB: "no", Language.NN: "no", Language.SV: "sv", Language.DA: "da"}
_WRITTEN = (Language.NB, Language.SV, Language.EN)
_LIVES = re.compile(
    r"\b(?:i|in|fra|från|from|utenfor|utanför|nær|nära|near|ved|vid|bor|lives?)\s+([A-ZÆØÅÄÖ][\wæøåäö-]+(?:\s[A-ZÆØÅÄÖ][\wæøåäö-]+)?)"
)
_ALONE = re.compile(r"(?:^|[,.;\n/|–-])\s*([A-ZÆØÅÄÖ][\wæøåäö-]+)\s*(?=$|[,.;\n/|–-])")
"""A word with a capital between commas: "Elektriker, Halden"."""


def read_profile(profile: Profile, engine: Engine, unread: Iterable[NotUnderstood] = ()) -> ReadProfile:
    """What each thing said became: concepts with probabilities, a place, a level; and what nothing could be made of.

    Fields win over free text. ``unread`` is what the door could not read at all; it is handed on.
    """
    reading = _Reading(profile, engine)
    reading.not_understood += unread
    reading.named("occupations", ConceptKind.OCCUPATION, profile.occupations)
    reading.named("skills", ConceptKind.SKILL, profile.skills)
    reading.facts()
    reading.home()
    if profile.text:
        reading.free_text()
    return ReadProfile(reading.view(), tuple(reading.understood), tuple(reading.not_understood))


def _near(link: Link, count: int) -> tuple[str, ...]:
    """Concepts near enough to be offered as "did you mean": a far guess helps nobody."""
    return tuple(one.concept_id for one in link.candidates[:count] if one.score >= _OFFERED)


class _Reading:
    def __init__(self, profile: Profile, engine: Engine) -> None:
        self.profile, self.engine = profile, engine
        said = " ".join((profile.text, *profile.occupations, *profile.skills))
        self.language = guess_language(said) or self._country_language()
        self.understood: list[Understood] = []
        self.not_understood: list[NotUnderstood] = []
        self.occupations: dict[str, float] = {}
        self.skills: dict[str, float] = {}
        self.level = int(profile.education.level.removeprefix("isced")) if profile.education.level else None
        self.years = profile.experience_years
        self.languages = dict(profile.languages)
        self.licences = set(profile.licences)
        self.place: Place | None = None
        self.remote, self.work_time, self.minutes = profile.remote, profile.work_time, profile.max_travel_minutes

    def _country_language(self) -> Language | None:
        country = self.profile.home.country if self.profile.home else None
        return {Country.NO: Language.NB, Country.SE: Language.SV}.get(country) if country else None

    def named(self, field: str, kind: ConceptKind, phrases: Iterable[str]) -> None:
        """Words that the person gave as occupations or skills."""
        for phrase in phrases:
            known = [one for one in self.engine.taxonomy.current(phrase) if one.kind is kind]
            for one in known:  # a CV may name a concept by its id, also one of an earlier edition
                self.understood.append(Understood(field, phrase, one.id))
                (self.occupations if kind is ConceptKind.OCCUPATION else self.skills)[one.id] = 1.0 if len(known) == 1 else _AMBIGUOUS
            if known:
                continue
            link = self.engine.linker.link(phrase, kind, self.language)
            if link.understood:
                self._take(field, phrase, link, kind)
            else:
                self.not_understood.append(NotUnderstood(field, phrase, self._why(kind), _near(link, 3)))

    def _why(self, kind: ConceptKind) -> str:
        """Where only the starter pack is loaded, an unknown occupation is one that it does not cover."""
        schemes = {scheme.id for scheme in self.engine.taxonomy.schemes}
        return "not_covered" if kind is ConceptKind.OCCUPATION and "esco" not in schemes else "unknown_word"

    def _take(self, field: str, phrase: str, link: Link, kind: ConceptKind) -> None:
        best = link.candidates[0]
        self.understood.append(Understood(field, phrase, best.concept_id, best.probability))
        found = self.occupations if kind is ConceptKind.OCCUPATION else self.skills
        alike = [one for one in link.candidates if one.probability >= best.probability / 2][:3]
        sure = 1.0 if best.probability >= understood_at(kind) else _AMBIGUOUS
        for one in alike if kind is ConceptKind.OCCUPATION else alike[:1]:
            found[one.concept_id] = max(found.get(one.concept_id, 0.0), sure * one.probability / best.probability)

    def facts(self) -> None:
        """Fields that need no linking."""
        profile = self.profile
        education = " ".join(filter(None, (profile.education.level, profile.education.field)))
        told = (
            ("education", education),
            ("experience_years", "" if profile.experience_years is None else f"{profile.experience_years:g}"),
            ("max_travel_minutes", str(profile.max_travel_minutes or "")),
            ("remote", "" if profile.remote is None else str(profile.remote).lower()),
            ("work_time", profile.work_time),
        )
        self.understood += (Understood(field, value, value=value) for field, value in told if value)
        self.understood += (Understood("languages", f"{code} {cefr}", value=f"{code} {cefr}") for code, cefr in profile.languages)
        self.understood += (Understood("licences", licence, value=licence) for licence in profile.licences)
        wage, days = profile.wage_now_monthly, profile.days_at_home
        if wage is not None:
            self.not_understood.append(NotUnderstood("wage_now_monthly", f"{wage.amount:g} {wage.currency}", "not_used"))
        if days is not None:
            self.not_understood.append(NotUnderstood("days_at_home", f"{days:g}", "not_used"))

    def home(self) -> None:
        """The place the person lives in, by its name."""
        home = self.profile.home
        if home is None or not home.place:
            return
        self.place = self._find(home)
        if self.place is None:
            nearest = self.engine.places.suggestions(home.place, home.country)
            self.not_understood.append(NotUnderstood("home", home.place, "unknown_place", nearest))
        else:
            self.understood.append(
                Understood("home", home.place, value=f"{self.place.country}:{self.place.municipality_code}:{self.place.name}")
            )

    def _find(self, home: Home) -> Place | None:
        """In the country said; a name that there is only in the other is taken to be there, and told with its country."""
        found = self.engine.places.find(home.place, home.country) or self.engine.places.find(home.place)
        return found[0] if found else None

    def free_text(self) -> None:
        """Everything that a person's own words name: occupations, skills, years, level, languages, licences, a place.

        1. Facts: years, a place, licences and languages. What is denied counts for nothing, and is told.
        2. Names of occupations and skills in what is left, in every language: that of a few words is a guess, and people mix.
        3. Where no occupation was named, each piece may be a title that is put otherwise.
        4. What is left is shown as not understood.
        """
        text = self.profile.text
        taken = [*self._wishes(text), *self._years(text), *self._place_in(text), *self._requirements(text, _FACTS)]
        facts = list(taken)
        reader = self.engine.reader
        languages = dict.fromkeys((self.language or Language.NB, *_WRITTEN))
        taken += self._named_in(text, map(reader.occupation_spotter, languages), self.occupations, taken)
        taken += self._named_in(text, map(reader.spotter, languages), self.skills, taken)
        taken += self._requirements(text, (RequirementKind.LEVEL,))
        self._own_language(text)
        if not self.occupations:
            taken += self._titles(text, facts, taken)
        self._rest(text, taken)

    def _note(self, understood: Understood) -> None:
        """Tell what was understood, once."""
        known = ((one.field, one.concept_id, one.value) for one in self.understood)
        if (understood.field, understood.concept_id, understood.value) not in known:
            self.understood.append(understood)

    def _denied(self, text: str, start: int, end: int) -> bool:
        """Whether the person says that they are not, or have not, what stands there; it is told."""
        begin = denied_from(text, start)
        if begin is not None:
            self.not_understood.append(NotUnderstood("text", text[begin:end].strip(), "denied"))
        return begin is not None

    def _named_in(
        self, text: str, spotters: Iterable[Spotter], found: dict[str, float], taken: list[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """Take the concepts named in what is not taken yet, the longest names first; where they stand."""
        spotted = [one for spotter in spotters for one in spotter.spot(text) if telling(text[one.start : one.end])]
        spotted.sort(key=lambda one: one.start - one.end)
        mentions: list[Mention] = []
        for one in spotted:
            if not any(start < one.end and one.start < end for start, end in (*taken, *((had.start, had.end) for had in mentions))):
                mentions.append(one)
        for mention in sorted(mentions, key=lambda one: one.start):
            if not self._denied(text, mention.start, mention.end):
                self._note(Understood("text", text[mention.start : mention.end], mention.concept_id))
                found[mention.concept_id] = max(found.get(mention.concept_id, 0.0), _PAST if is_past(text, mention.start) else 1.0)
        return [(mention.start, mention.end) for mention in mentions]

    def _requirements(self, text: str, kinds: tuple[RequirementKind, ...]) -> Iterator[tuple[int, int]]:
        """Level, languages and licences, read with the same wording as in ads."""
        for item in read_text(text, own_words=True):
            if item.kind not in kinds:
                continue
            spoken = item.kind is RequirementKind.LANGUAGE
            cefr, end = cefr_beside(text, item.start, item.end) if spoken else ("", item.end)
            yield item.start, end
            weak = spoken and is_weak(text, item.start)
            if not weak and self._denied(text, item.start, item.end):
                continue
            value = f"{item.kind}:{item.value}"
            if item.kind is RequirementKind.LEVEL and not self.profile.education.level:
                level, under_way = int(item.value.removeprefix("isced")), is_under_way(text, item.start)
                self.level = max(self.level or 0, _BEFORE.get(level, level) if under_way else level)
                value = f"studies:{item.value}" if under_way else value
            elif item.kind is RequirementKind.LANGUAGE and not self.profile.languages:
                cefr = self.languages.setdefault(item.value, cefr or ("A2" if weak or is_modest(text, item.start) else "C1"))
                value = f"{value} {cefr}"
            elif item.kind is RequirementKind.LICENCE:
                self.licences.add(item.value)
            else:
                continue
            self._note(Understood("text", text[item.start : item.end].strip(), value=value))

    def _wishes(self, text: str) -> Iterator[tuple[int, int]]:
        """What the form has fields for; a field that was filled in wins."""
        for wish in wishes_in(text):
            yield wish.start, wish.end
            if wish.field == "remote" and self.profile.remote is None:
                self.remote = wish.value == "true"
            elif wish.field == "work_time" and not self.profile.work_time:
                self.work_time = wish.value
            elif wish.field == "max_travel_minutes" and self.profile.max_travel_minutes is None:
                self.minutes = max(1, int(wish.value))
            else:
                continue
            self._note(Understood(wish.field, text[wish.start : wish.end], value=wish.value))

    def _own_language(self, text: str) -> None:
        """Who names some languages, in words of their own, knows also that which they write; who names none is not asked."""
        own = _SPOKEN.get(guess_language(text))
        if own and self.languages and not self.profile.languages and own not in self.languages:
            self.languages[own] = "C1"
            self._note(Understood("text", f"{text[:30].strip()} …", value=f"language:{own} C1"))

    def _years(self, text: str) -> Iterator[tuple[int, int]]:
        none = without_experience(text)
        if none:
            yield none
            if self.profile.experience_years is None:
                self.years = 0.0
                self._note(Understood("text", text[slice(*none)], value="experience:0"))
        for found in years_in(text):
            yield found.start, found.end
            said = text[found.start : found.end]
            if found.is_age:
                self.not_understood.append(NotUnderstood("text", said, "age"))
            elif self.profile.experience_years is None:
                self.years = max(self.years or 0.0, found.years)
                self._note(Understood("text", said, value=f"experience:{found.years:g}"))

    def _place_in(self, text: str) -> Iterator[tuple[int, int]]:
        lives = ((found.start(), found.start(1), found.group(1)) for found in _LIVES.finditer(text))
        alone = ((found.start(1), found.start(1), found.group(1)) for found in _ALONE.finditer(text))
        for begin, start, named in (*lives, *alone):
            for name in (named, named.split()[0]):
                places = self.engine.places.find(name)
                if places and denied_from(text, begin) is None:
                    yield begin, start + len(name)
                    self._at_home(places[0], name)
                    break

    def _at_home(self, place: Place, said: str) -> None:
        """The first place named is home, unless one was given in its own field."""
        if self.place is None and not (self.profile.home and self.profile.home.place):
            self.place = place
            self._note(Understood("text", said, value=f"{place.country}:{place.municipality_code}:{place.name}"))

    def _titles(self, text: str, facts: list[tuple[int, int]], named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Pieces that are an occupation put in other words: "sivilingeniør i kjemi", "I teach science at lower secondary school"."""
        for piece in _PIECE.finditer(text):
            for start, end in uncovered(piece.start(), piece.end(), facts):
                said = telling(text[start:end])
                if not said or len(said.split()) > _TITLE_WORDS or denied_from(text, text.index(said, start)) is not None:
                    continue
                at = text.index(said, start)
                if any(first <= at and at + len(said) <= last for first, last in named):
                    continue  # what is a skill, whole, is no occupation
                link = self.engine.linker.link(said, ConceptKind.OCCUPATION, self.language)
                sure = _TITLE_SURE if " " in said else _ONE_WORD_SURE
                if link.best and link.best.score >= sure and sum(one.probability for one in link.candidates) >= _TITLE_CHANCE:
                    self._take("text", said, link, ConceptKind.OCCUPATION)
                    yield start, end

    def _rest(self, text: str, taken: list[tuple[int, int]]) -> None:
        """What nothing was made of: a short phrase may still be a skill, and is told otherwise; beside what was found, prose is let be."""
        for piece in _PIECE.finditer(text):
            parts = list(uncovered(piece.start(), piece.end(), taken))
            whole = parts == [piece.span()]
            for start, end in parts:
                for part in _JOINED.split(text[start:end]):
                    said = telling(part)
                    if len(fold(said)) > 2 and (whole or len(said.split()) <= _REST_WORDS):  # noqa: PLR2004 - shorter is no word
                        self._try_skill(said)

    def _try_skill(self, said: str) -> None:
        occupation = self.engine.linker.link(said, ConceptKind.OCCUPATION, self.language)
        skill = self.engine.linker.link(said, ConceptKind.SKILL, self.language)
        sure = skill.best and skill.best.score >= _SKILL_SURE and skill.best.probability >= understood_at(ConceptKind.SKILL)
        if skill.understood and sure and len(said.split()) <= _REST_WORDS:
            self._take("text", said, skill, ConceptKind.SKILL)
        else:
            self.not_understood.append(NotUnderstood("text", said, "unknown_word", _near(occupation, 1) + _near(skill, 1)))

    def view(self) -> MatchView:
        """All that matching may see."""
        return MatchView(
            tuple(sorted(self.occupations.items())),
            tuple(sorted(self.skills.items())),
            self.level,
            self.years,
            tuple(sorted((code, _CEFR[cefr]) for code, cefr in self.languages.items())),
            tuple(sorted(self.licences)),
            self.place,
            self.minutes,
            self.remote,
            self.work_time,
        )
