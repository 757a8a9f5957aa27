"""Names of concepts inside a running text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import Stemmer

from tvers.kernel import Language, word_spans, words
from tvers.taxonomy import Concept, Name

_STEMMERS = {
    Language.NB: "norwegian",
    Language.NN: "norwegian",
    Language.SV: "swedish",
    Language.DA: "danish",
    Language.EN: "english",
}
_ALSO = {Language.NB: (Language.NN,), Language.NN: (Language.NB,), Language.SV: (), Language.DA: (Language.NB,), Language.EN: ()}
_SHORT = 4
"""A one-word name of at most this many letters, written in capitals, is an abbreviation: it must stand in capitals in the text too."""
_TOO_SHORT = 2
_EVERYDAY = frozenset(
    [
        "go",
        "scratch",
        "swift",
        "spark",
        "access",
        "word",
        "react",
        "chef",
        "puppet",
        "salt",
        "ant",
        "express",
        "flask",
        "rest",
        "soap",
        "lean",
        "agile",
    ]
)
"""Product names that are everyday words: they count only with a capital letter inside a sentence."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a text: ``text[start:end]`` is the wording."""

    concept_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    concept_id: str
    capitals: bool


class Spotter:
    """Finds the longest names first; names of a tool or certificate count in every language. Made for one language of text."""

    def __init__(self, concepts: Iterable[Concept], language: Language) -> None:
        self._stem = _stemmer(language)
        self._longest: dict[str, int] = {}
        self._entries: dict[tuple[str, ...], _Entry] = {}
        wanted = {language, *_ALSO[language]}
        for concept in concepts:
            for name in concept.names:
                if name.language in wanted or (name.language is Language.EN and concept.skill_type in ("tool", "certificate")):
                    self._add(concept, name)

    def _add(self, concept: Concept, text: Name) -> None:
        name = text.text
        key = tuple(map(self._stem, words(name)))
        if len(key) == 1 and concept.scheme == "esco" and text.language is Language.EN and name.islower():
            return  # ESCO's English one-word names ("history", "innovate") are everyday words in ads
        capitals = len(key) == 1 and len(name) <= _SHORT and name.isupper()
        if not key or (len(key) == 1 and len(name) <= _TOO_SHORT and not capitals and not name.endswith("#")):
            return
        self._entries.setdefault(key, _Entry(concept.id, capitals or (len(key) == 1 and key[0] in _EVERYDAY)))
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def spot(self, text: str) -> list[Mention]:
        """Every name in the text, in order, none overlapping another."""
        stems = list(map(self._stem, words(text)))
        spans = word_spans(text)
        found, after = [], 0
        for place, stem in enumerate(stems):
            if place < after or stem not in self._longest:
                continue
            length = self._match(text, spans, stems, place)
            if length:
                entry = self._entries[tuple(stems[place : place + length])]
                after = place + length
                found.append(Mention(entry.concept_id, spans[place][0], spans[after - 1][1]))
        return found

    def _match(self, text: str, spans: list[tuple[int, int]], stems: list[str], place: int) -> int:
        for length in range(min(self._longest[stems[place]], len(stems) - place), 0, -1):
            entry = self._entries.get(tuple(stems[place : place + length]))
            if entry is None or not _adjacent(text, spans[place : place + length]):
                continue
            if entry.capitals and not text[spans[place][0]].isupper():
                continue
            return length
        return 0


def _adjacent(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether only spaces, hyphens and strokes lie between the words: a comma or full stop parts a name."""
    return all(set(text[left:right]) <= set(" -/\u2010\u2011\u00a0") for (_, left), (right, _) in pairwise(spans))


class _stemmer:  # noqa: N801 - a function with a memory
    def __init__(self, language: Language) -> None:
        stem = Stemmer.Stemmer(_STEMMERS[language])
        stem.maxCacheSize = 0  # one memory is enough
        self._cached = lru_cache(maxsize=50_000)(stem.stemWord)

    def __call__(self, word: str) -> str:
        stem: str = self._cached(word)
        return stem


def concept_ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The concepts mentioned, each once, in order of first mention."""
    return tuple(dict.fromkeys(mention.concept_id for mention in mentions))
