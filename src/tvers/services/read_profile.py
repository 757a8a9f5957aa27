"""From what a person says to what matching sees, line by line."""

import re
from collections.abc import Iterable, Iterator

from tvers.ads import RequirementKind, read_text
from tvers.kernel import Country, Language, Place, fold
from tvers.linking import Link, Spotter, guess_language
from tvers.person import Home, MatchView, NotUnderstood, Profile, ReadProfile, Understood
from tvers.services._engine import Engine
from tvers.taxonomy import ConceptKind

_CEFR = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6}
_PIECE = re.compile(r"[^,.;:!?\n()]+")
_JOINED = re.compile(r"\s+(?:og|och|and|samt|med|with)\s+")
_TITLE_WORDS = 5
"""A piece of free text of at most this many words may be a title that the linker should try."""
_TITLE_SURE = 0.6
_OFFERED = 0.4
_WRITTEN = (Language.NB, Language.SV, Language.EN)
_NUMBER_WORDS = {
    **dict.fromkeys(("ett", "et", "en"), 1),
    **dict.fromkeys(("to", "två", "two"), 2),
    **dict.fromkeys(("tre", "three"), 3),
    **dict.fromkeys(("fire", "fyra", "four"), 4),
    **dict.fromkeys(("fem", "five"), 5),
    **dict.fromkeys(("seks", "sex", "six"), 6),
    **dict.fromkeys(("sju", "syv", "seven"), 7),
    **dict.fromkeys(("åtte", "åtta", "eight"), 8),
    **dict.fromkeys(("ni", "nio", "nine"), 9),
    **dict.fromkeys(("ti", "tio", "ten"), 10),
}
_YEARS = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})\s*(?:års?|years?)\b(?!\s*(?:gammel|gammal|old))")
_LIVES = re.compile(
    r"\b(?:i|in|fra|från|from|utenfor|utanför|nær|nära|near|ved|vid|bor|lives?)\s+([A-ZÆØÅÄÖ][\wæøåäö-]+(?:\s[A-ZÆØÅÄÖ][\wæøåäö-]+)?)"
)


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

    def _country_language(self) -> Language | None:
        country = self.profile.home.country if self.profile.home else None
        return {Country.NO: Language.NB, Country.SE: Language.SV}.get(country) if country else None

    def named(self, field: str, kind: ConceptKind, phrases: Iterable[str]) -> None:
        """Words that the person gave as occupations or skills."""
        for phrase in phrases:
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
        for one in alike if kind is ConceptKind.OCCUPATION else alike[:1]:
            found[one.concept_id] = max(found.get(one.concept_id, 0.0), one.probability / best.probability)

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
            nearest = self.engine.places.nearest(home.place, home.country)
            self.not_understood.append(NotUnderstood("home", home.place, "unknown_place", nearest))
        else:
            self.understood.append(
                Understood("home", home.place, value=f"{self.place.country}:{self.place.municipality_code}:{self.place.name}")
            )

    def _find(self, home: Home) -> Place | None:
        found = self.engine.places.find(home.place, home.country)
        return found[0] if found else None

    def free_text(self) -> None:
        """Everything that a person's own words name: occupations, skills, years, level, languages, licences, a place."""
        text = self.profile.text
        taken: list[tuple[int, int]] = []
        # The language of a few words is a guess, and people mix: what the likeliest language leaves is tried in the others.
        for language in dict.fromkeys((self.language or Language.NB, *_WRITTEN)):
            taken += self._named_in(text, self.engine.occupation_spotter(language), self.occupations, taken)
            taken += self._named_in(text, self.engine.reader.spotter(language), self.skills, taken)
        taken += self._requirements(text)
        taken += self._years(text)
        taken += self._place_in(text)
        self._rest(text, taken)

    def _named_in(self, text: str, spotter: Spotter, found: dict[str, float], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Take the concepts named in what is not taken yet; where they stand."""
        mentions = [one for one in spotter.spot(text) if not any(start < one.end and one.start < end for start, end in taken)]
        for mention in mentions:
            if mention.concept_id not in found:
                self.understood.append(Understood("text", text[mention.start : mention.end], mention.concept_id))
            found[mention.concept_id] = 1.0
        return [(mention.start, mention.end) for mention in mentions]

    def _requirements(self, text: str) -> Iterator[tuple[int, int]]:
        """Level, languages and licences, read with the same wording as in ads."""
        for item in read_text(text):
            said = text[item.start : item.end].strip()
            if item.kind is RequirementKind.LEVEL and not self.profile.education.level:
                self.level = max(self.level or 0, int(item.value.removeprefix("isced")))
            elif item.kind is RequirementKind.LANGUAGE and not self.profile.languages:
                self.languages.setdefault(item.value, "C1")
            elif item.kind is RequirementKind.LICENCE:
                self.licences.add(item.value)
            else:
                continue
            self.understood.append(Understood("text", said, value=f"{item.kind}:{item.value}"))
            yield item.start, item.end

    def _years(self, text: str) -> Iterator[tuple[int, int]]:
        for found in _YEARS.finditer(text.casefold() if len(text.casefold()) == len(text) else text):
            years = float(_NUMBER_WORDS.get(found.group(1)) or found.group(1))
            if self.profile.experience_years is None:
                self.years = max(self.years or 0.0, years)
                self.understood.append(Understood("text", text[found.start() : found.end()], value=f"experience:{years:g}"))
            yield found.start(), found.end()

    def _place_in(self, text: str) -> Iterator[tuple[int, int]]:
        if self.place is not None or (self.profile.home and self.profile.home.place):
            return
        for found in _LIVES.finditer(text):
            words = found.group(1).split()
            for name in (found.group(1), words[0]):
                places = self.engine.places.find(name)
                if places:
                    self.place = places[0]
                    self.understood.append(
                        Understood("text", name, value=f"{places[0].country}:{places[0].municipality_code}:{places[0].name}")
                    )
                    yield found.start(), found.end()
                    return

    def _rest(self, text: str, taken: list[tuple[int, int]]) -> None:
        """Pieces in which nothing was found: a short one may still be a title; a longer one is shown as not understood."""
        for piece in _PIECE.finditer(text):
            if any(start < piece.end() and piece.start() < end for start, end in taken):
                continue
            for part in _JOINED.split(piece.group()):
                said = part.strip()
                if len(fold(said)) > 2:  # noqa: PLR2004 - shorter is no word
                    self._try_title(said)

    def _try_title(self, said: str) -> None:
        link = self.engine.linker.link(said, ConceptKind.OCCUPATION, self.language)
        best = link.best
        if best and link.understood and best.score >= _TITLE_SURE and len(said.split()) <= _TITLE_WORDS and not self.occupations:
            self._take("text", said, link, ConceptKind.OCCUPATION)
            return
        skill = self.engine.linker.link(said, ConceptKind.SKILL, self.language)
        if skill.best and skill.understood and skill.best.score >= _TITLE_SURE and len(said.split()) <= _TITLE_WORDS:
            self._take("text", said, skill, ConceptKind.SKILL)
            return
        self.not_understood.append(NotUnderstood("text", said, "unknown_word", _near(link, 1) + _near(skill, 1)))

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
            self.profile.max_travel_minutes,
            self.profile.remote,
            self.profile.work_time,
        )
