"""The wording table, compiled."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tvers.kernel import read_toml

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Compiled patterns; each pair is a value and one pattern for it."""

    nice: re.Pattern[str]
    rather: re.Pattern[str]
    must: re.Pattern[str]
    aside: re.Pattern[str]
    spoken_to: re.Pattern[str]
    announced: re.Pattern[str]
    levels: Patterns
    licences: Patterns
    experience: tuple[re.Pattern[str], ...]
    numbers: dict[str, int]
    languages: Patterns
    language_near: re.Pattern[str]
    remote: Patterns
    work_time: Patterns
    engagement: Patterns


@cache
def wording() -> Wording:
    """The table of ``data/wording.toml``."""
    table = read_toml(__package__, "wording.toml")
    numbers: dict[str, int] = table["experience"]["words"]
    spelled = "|".join(numbers)
    return Wording(
        nice=_any(table["nice"]["words"]),
        rather=_any(table["rather"]["words"]),
        must=_any(table["must"]["words"]),
        aside=_any(table["aside"]["words"]),
        spoken_to=_joined(table["spoken_to"]["patterns"]),
        announced=_joined(table["announced"]["patterns"]),
        levels=_entries(table["level"]),
        licences=_entries(table["licence"]),
        experience=tuple(
            re.compile(pattern.replace(r"(\d{1,2})", rf"\b(\d{{1,2}}|{spelled})\b", 1)) for pattern in table["experience"]["patterns"]
        ),
        numbers=numbers,
        languages=tuple((code, re.compile(rf"\b(?:{'|'.join(names)})\b")) for code, names in table["language"]["names"].items()),
        language_near=_any(table["language"]["near"]),
        remote=_groups(table["remote"]),
        work_time=_groups(table["work_time"]),
        engagement=_groups(table["engagement"]),
    )


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


def _entries(entries: list[dict[str, Any]]) -> Patterns:
    return tuple((entry["value"], _joined(entry["patterns"])) for entry in entries)


def _groups(groups: dict[str, list[str]]) -> Patterns:
    return tuple((value, _joined(patterns)) for value, patterns in groups.items())
