"""The wording table, compiled."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick

from tvers.ads._model import TERMS, RequirementKind
from tvers.kernel import read_toml

Starts = tuple[list[int], ...]
"""Where the words of each kind of cue begin in a text."""
_CUES = ("nice", "must", "rather", "asking", "offering", "asked", "tasks", "notice")
NICE, MUST, RATHER, ASKING, OFFERING, ASKED, TASKS, NOTICE = range(len(_CUES))
_OPENING = 3
"""The letters that an opening must have to be worth looking for before the pattern is."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern, and letters with some of which everything begins or is marked that it matches; none where they are not known.

    ``near`` must stand beside what it matches, in the sentence or its heading.
    """

    pattern: re.Pattern[str]
    openings: tuple[str, ...]
    near: re.Pattern[str] | None = None


class Openings:
    """Finds in one pass where the opening letters of many patterns stand, each pattern known by its number.

    Most texts hold few of them, and to look for each pattern by itself is what would take most of the time of reading an ad.
    """

    def __init__(self, soughts: Sequence[Sought]) -> None:
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, sought in enumerate(soughts):
            for letters in sought.openings:
                numbers[letters].append(number)
        self.anywhere = tuple(number for number, sought in enumerate(soughts) if not sought.openings)
        """The patterns whose opening letters are not known."""
        self._numbers = tuple(map(tuple, numbers.values()))
        self._automaton = AhoCorasick(list(numbers))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where which pattern may begin, in order."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted((place, number) for letters, place, _ in found for number in self._numbers[letters])

    def numbers(self, text: str) -> list[int]:
        """The patterns that are worth looking for in a text, in order."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted({*self.anywhere, *(number for letters, _, _ in found for number in self._numbers[letters])})


class Cues:
    """Finds in one pass where words of several kinds begin that colour what stands beside them, kind by kind."""

    def __init__(self, kinds: Sequence[list[str]]) -> None:
        self._patterns = tuple(map(_any, kinds))
        self._openings = Openings([Sought(_any(words), _openings(words)) for words in kinds])

    def starts(self, text: str) -> Starts:
        """Where words of each kind begin in a folded text, in order."""
        found: Starts = tuple([] for _ in self._patterns)
        for number in self._openings.anywhere:
            found[number].extend(one.start() for one in self._patterns[number].finditer(text))
        for place, number in dict.fromkeys(self._openings.places(text)):
            if self._patterns[number].match(text, place):
                found[number].append(place)
        return found


class Patterns:
    """Values, each with a pattern for it."""

    def __init__(self, pairs: Iterable[tuple[str, Sought]]) -> None:
        self.pairs = tuple(pairs)

    @cached_property
    def _openings(self) -> Openings:
        return Openings([sought for _, sought in self.pairs])

    def first(self, text: str) -> str | None:
        """The first value whose pattern stands in a text."""
        said = (self.pairs[number] for number in self._openings.numbers(text))
        return next((value for value, sought in said if sought.pattern.search(text)), None)


@dataclass(frozen=True)
class Wording:
    """Compiled patterns."""

    nice: re.Pattern[str]
    rather: re.Pattern[str]
    aside: re.Pattern[str]
    cues: Cues
    """By the numbers `NICE` … `NOTICE`."""
    spoken_to: re.Pattern[str]
    colleagues: re.Pattern[str]
    """Begins where the name of a tool ends that is of those one works with."""
    cares: re.Pattern[str]
    """Ends where a name begins of what one is to be interested in rather than know."""
    workplace: re.Pattern[str]
    """A name, or its end, of a trade in which one has worked."""
    according: re.Pattern[str]
    """Ends with the name of a law that something is demanded by."""
    laws: tuple[str, ...]
    """How the names of laws end."""
    announced: Sought
    facts: tuple[tuple[RequirementKind, str, Sought], ...]
    """What a sentence may ask for or state, kind by kind; of experience the pattern catches a number, of which the value makes a year."""
    numbers: dict[str, int]
    cefr: tuple[tuple[str, re.Pattern[str]], ...]
    """Levels of a language with the words for them; where the level is empty, the pattern catches it."""
    titled_engagement: Patterns
    """What a title says of the engagement, in fewer words than a text must."""

    @cached_property
    def rank(self) -> dict[tuple[RequirementKind, str], int]:
        """The order of the `facts`' values."""
        return {(kind, value): number for number, (kind, value, _) in reversed(list(enumerate(self.facts)))}

    @cached_property
    def openings(self) -> Openings:
        """Where the `facts` may begin, by their numbers."""
        return Openings([sought for _, _, sought in self.facts])

    @cached_property
    def _announcing(self) -> Openings:
        return Openings([self.announced])

    def announcements(self, text: str) -> Iterator[int]:
        """Where the words end after which an ad names what it is for."""
        after = 0
        for place, _ in self._announcing.places(text):
            if place >= after and (found := self.announced.pattern.match(text, place)):
                after = found.end()
                yield after


@cache
def wording() -> Wording:
    """The table of ``data/wording.toml``."""
    table = read_toml(__package__, "wording.toml")
    return Wording(
        nice=_any(table["nice"]["words"]),
        rather=_any(table["rather"]["words"]),
        aside=_any(table["aside"]["words"]),
        cues=Cues([table[kind]["words"] for kind in _CUES]),
        spoken_to=_joined(table["spoken_to"]["patterns"]),
        colleagues=re.compile(rf"[ -](?:{'|'.join(table['colleagues']['words'])})"),
        cares=re.compile(rf"\b(?:{'|'.join(table['cares']['words'])})\b{table['cares']['until']}$"),
        workplace=re.compile(rf"(?:{'|'.join(table['workplace']['endings'])})$"),
        according=re.compile(rf"\b(?:{'|'.join(table['according']['words'])}) (?:[\w-]+ (?:og |och |and )?)?[\w-]*$"),
        laws=tuple(table["according"]["laws"]),
        announced=Sought(_joined(table["announced"]["patterns"]), tuple(table["announced"]["openings"])),
        facts=tuple(_all_facts(table)),
        numbers=table["experience"]["words"],
        cefr=tuple((level, re.compile(pattern)) for level, pattern in table["language"]["cefr"]["patterns"]),
        titled_engagement=_groups(table["engagement_title"]),
    )


_Pairs = tuple[tuple[str, Sought], ...]


def _all_facts(table: dict[str, Any]) -> Iterator[tuple[RequirementKind, str, Sought]]:
    language_near = _any(table["language"]["near"])
    pairs = {
        RequirementKind.LEVEL: _entries(table["level"]),
        RequirementKind.LICENCE: _entries(table["licence"]),
        RequirementKind.LANGUAGE: tuple((code, replace(name, near=language_near)) for code, name in _names(table["language"]["names"])),
        RequirementKind.EXPERIENCE: _years(table["experience"]),
        RequirementKind.FIELD: _fields(table["field"]),
    }
    for kind in (RequirementKind.CERTIFICATE, RequirementKind.AUTHORISATION, *TERMS):
        pairs[kind] = _entries(table[kind])
    return ((kind, value, sought) for kind, each in pairs.items() for value, sought in each)


def _fields(table: dict[str, Any]) -> _Pairs:
    near = _any(table["near"])
    by_word = [
        (one["value"], Sought(_joined(one["words"]), tuple(one.get("openings", ())) or _openings(one["words"]), near))
        for one in table["entries"]
        if "words" in one
    ]
    return (*by_word, *_entries([one for one in table["entries"] if "patterns" in one]))


def _names(names: dict[str, list[str]]) -> _Pairs:
    return tuple((code, Sought(re.compile(rf"\b(?:{'|'.join(words)})\b"), _openings(words))) for code, words in names.items())


def _years(experience: dict[str, Any]) -> _Pairs:
    number = rf"\b(\d{{1,2}}|{'|'.join(experience['words'])})\b"
    patterns = [("1", pattern) for pattern in experience["patterns"]] + [("12", pattern) for pattern in experience["months"]]
    openings = tuple(experience["openings"])
    return tuple((share, Sought(re.compile(pattern.replace(r"(\d{1,2})", number, 1)), openings)) for share, pattern in patterns)


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})")


def _joined(patterns: list[str]) -> re.Pattern[str]:
    r"""One pattern for several; those that begin at a word boundary share it, since trying it anew for each takes most of the time."""
    sharing = [pattern for pattern in patterns if pattern.startswith(r"\b") and "|" not in _outside(pattern)]
    shared = "|".join(pattern.removeprefix(r"\b") for pattern in sharing)
    return re.compile("|".join(([rf"\b(?:{shared})"] if sharing else []) + [pattern for pattern in patterns if pattern not in sharing]))


def _outside(pattern: str) -> str:
    """A pattern without what stands in brackets."""
    bare = re.sub(r"\[[^\]]*\]", "", pattern)
    while "(" in bare and (shorter := re.sub(r"\([^()]*\)", "", bare)) != bare:
        bare = shorter
    return bare


def _openings(patterns: list[str]) -> tuple[str, ...]:
    r"""The letters that the patterns begin with; none where one of them begins otherwise.

    >>> _openings([r"\bmaster(?:grad)?\b", r"\b(?:førerkort|körkort)[^.]{0,25}\bb\b"]), _openings([r"\bphd?", r"\d"])
    (('master', 'førerkort', 'körkort'), ())
    """
    found = [letters for pattern in patterns for letters in _opening(pattern)]
    return tuple(dict.fromkeys(found)) if all(len(letters) >= _OPENING for letters in found) else ()


_BEFORE = re.compile(r"(?:\(\?<![^()]*\))*(?:\\b)?")
_CHOICE = re.compile(r"\(\?:([\w |-]+)\)(?![?*{])")
_LETTERS = re.compile(r"(?:[\w -]|\\\.)+")
_REPEATED = ("?", "*", "{")


def _opening(pattern: str) -> list[str]:
    bare = _BEFORE.sub("", pattern, count=1)
    group = _CHOICE.match(bare)
    if group:
        return group[1].split("|")
    letters = _LETTERS.match(bare)
    if letters is None or "|" in _outside(bare):
        return [""]
    kept = letters[0][:-1] if bare[letters.end() : letters.end() + 1] in _REPEATED else letters[0]
    return [kept.replace(r"\.", ".")]


def _entries(entries: list[dict[str, Any]]) -> _Pairs:
    return tuple(
        (entry["value"], Sought(_joined(entry["patterns"]), tuple(entry.get("openings", ())) or _openings(entry["patterns"])))
        for entry in entries
    )


def _groups(groups: dict[str, list[str]]) -> Patterns:
    return Patterns((value, Sought(_joined(patterns), _openings(patterns))) for value, patterns in groups.items())
