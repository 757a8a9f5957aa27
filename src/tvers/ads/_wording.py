"""The wording table, compiled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from tvers.ads._model import RequirementKind
from tvers.kernel import read_toml

_OPENING = 3
"""The letters that an opening must have to be worth looking for before the pattern is."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern, and letters some of which stand in everything that it matches; none where they are not known.

    Looking for the letters first is cheaper than looking for the pattern, and most texts hold none of them.
    """

    pattern: re.Pattern[str]
    openings: tuple[str, ...]

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth looking for the pattern."""
        return not self.openings or any(letters in text for letters in self.openings)


Patterns = tuple[tuple[str, Sought], ...]


@dataclass(frozen=True)
class Wording:
    """Compiled patterns; each pair is a value and one pattern for it."""

    nice: re.Pattern[str]
    rather: re.Pattern[str]
    must: re.Pattern[str]
    aside: re.Pattern[str]
    spoken_to: re.Pattern[str]
    announced: re.Pattern[str]
    facts: tuple[tuple[RequirementKind, str, Sought], ...]
    """What a sentence may ask for: levels, licences, languages, years of experience (the value is then what the pattern catches)."""
    numbers: dict[str, int]
    language_near: re.Pattern[str]
    remote: Patterns
    work_time: Patterns
    engagement: Patterns

    @cached_property
    def openings(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Opening letters, each with the numbers of the `facts` that it may begin."""
        numbers: dict[str, list[int]] = {}
        for number, (_, _, sought) in enumerate(self.facts):
            for letters in sought.openings:
                numbers.setdefault(letters, []).append(number)
        return tuple((letters, tuple(found)) for letters, found in numbers.items())

    @cached_property
    def anywhere(self) -> tuple[int, ...]:
        """The numbers of the `facts` that have no opening letters."""
        return tuple(number for number, (_, _, sought) in enumerate(self.facts) if not sought.openings)


@cache
def wording() -> Wording:
    """The table of ``data/wording.toml``."""
    table = read_toml(__package__, "wording.toml")
    return Wording(
        nice=_any(table["nice"]["words"]),
        rather=_any(table["rather"]["words"]),
        must=_any(table["must"]["words"]),
        aside=_any(table["aside"]["words"]),
        spoken_to=_joined(table["spoken_to"]["patterns"]),
        announced=_joined(table["announced"]["patterns"]),
        facts=(
            *_facts(RequirementKind.LEVEL, _entries(table["level"])),
            *_facts(RequirementKind.LICENCE, _entries(table["licence"])),
            *_facts(RequirementKind.LANGUAGE, _names(table["language"]["names"])),
            *_facts(RequirementKind.EXPERIENCE, _years(table["experience"])),
        ),
        numbers=table["experience"]["words"],
        language_near=_any(table["language"]["near"]),
        remote=_groups(table["remote"]),
        work_time=_groups(table["work_time"]),
        engagement=_groups(table["engagement"]),
    )


def _facts(kind: RequirementKind, patterns: Patterns) -> Iterator[tuple[RequirementKind, str, Sought]]:
    return ((kind, value, sought) for value, sought in patterns)


def _names(names: dict[str, list[str]]) -> Patterns:
    return tuple((code, Sought(re.compile(rf"\b(?:{'|'.join(words)})\b"), _openings(words))) for code, words in names.items())


def _years(experience: dict[str, Any]) -> Patterns:
    number = rf"\b(\d{{1,2}}|{'|'.join(experience['words'])})\b"
    patterns = (re.compile(pattern.replace(r"(\d{1,2})", number, 1)) for pattern in experience["patterns"])
    return tuple(("", Sought(pattern, tuple(experience["openings"]))) for pattern in patterns)


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


def _entries(entries: list[dict[str, Any]]) -> Patterns:
    return tuple(
        (entry["value"], Sought(_joined(entry["patterns"]), tuple(entry.get("openings", ())) or _openings(entry["patterns"])))
        for entry in entries
    )


def _groups(groups: dict[str, list[str]]) -> Patterns:
    return tuple((value, Sought(_joined(patterns), _openings(patterns))) for value, patterns in groups.items())
