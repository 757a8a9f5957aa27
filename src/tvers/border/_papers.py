"""Which paper somebody trained in the neighbouring country needs for an occupation, and who gives it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from tvers.kernel import Country, read_toml

KINDS = ("licence", "approval", "recognition")
"""What an authority gives: a licence to practise, an approval, a recognition of the training."""
NOTES = ("not_all", "practice", "no_translation", "temporary", "under_responsible", "permanent_post")
"""What else there is to know (``papers.note.<code>`` in the catalogues)."""
_NOT_FOR_ALL = {"not_all", "under_responsible", "permanent_post"}
"""Notes by which one may well begin without the paper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a country asks for, of `KINDS`; its notes are of `NOTES`."""

    kind: str
    authority: str
    site: str
    notes: tuple[str, ...]
    source: str
    verified: bool

    @property
    def always(self) -> bool:
        """Whether nobody may begin without it."""
        return _NOT_FOR_ALL.isdisjoint(self.notes)


@dataclass(frozen=True, slots=True)
class Authority:
    """Who is asked, and where."""

    name: str
    site: str


def paper_for(isco08: str, country: Country) -> Paper | None:
    """What a country asks of those trained next door for the occupations of an ISCO-08 unit group; None where no paper is known."""
    return _papers().get((isco08, country))


def states_level(country: Country) -> Authority:
    """Who tells an employer in a country what a foreign education is worth."""
    found = _table()["level"][country]
    return Authority(found["authority"], found["site"])


@cache
def _papers() -> dict[tuple[str, Country], Paper]:
    return {
        (code, country): Paper(**{**profession[country], "notes": tuple(profession[country]["notes"])})
        for profession in _table()["profession"]
        for code in profession["isco08"]
        for country in Country
    }


@cache
def _table() -> dict[str, Any]:
    return read_toml(__package__, "professions.toml")
