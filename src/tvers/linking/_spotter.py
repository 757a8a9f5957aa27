"""Names of concepts inside a running text."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

import Stemmer

from tvers.kernel import Language, inflects, word_places, words, written_words
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
_LAW = re.compile(r"lov(?:a|en|ene)?$|lag(?:en|ar|arna)?$")
_OF_A_FIELD = re.compile(r"(?:IT|IKT|ICT|HR|HMS|HSE|QA|R&D|FoU)\b|[A-ZÆØÅÄÖ]{2,}[- ][a-zæøåäö]")
"""Names in capitals that are no product's: "HMS", "IT-drift"."""
_PERSON = re.compile(r"(?:iker(?:e|en|ens|ne|ene|na|nas|s)?|(?<!v)ar(?:e|en|ens|es|na|nas|ne|ar|ane)|pleier(?:e|en|ens|ne|nes)?)$")
_STATE = re.compile(r"he[it]+(?:en|ens|a|er|s|erna)?$")
_DONE = re.compile(r"ering(?:en|ens|a|er|ar|arna|s)?$")
_PARTICIPLE = re.compile(r"er(?:ad|at|ade|t|te)$")
_VERB = re.compile(r"er(?:e|er|a|ar|ing|ingen|ingens|inga|inger|ingar|ingarna|ings|te|t|ade|at)$")
_FAMILY = 4
"""Words of one stem begin with this many letters alike, or Snowball cut too much off one of them."""
_EVERYDAY = re.compile(
    r"access|agile|ant|assembly|backbone|basic|boost|bootstrap|canvas|chef|consul|dart|edge|ember|excel|express"
    r"|fabric|flask|go|hive|julia|lean|lime|loop|meteor|nomad|notion|outlook|pandas|phoenix|puppet|reach"
    r"|react|rest|ruby|rust|sage|salt|scratch|slack|soap|spark|spring|storm|swift|teams|unity|vault"
    r"|vision|word"
)
"""Product names that are everyday words: they count only with a capital letter inside a sentence."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named in a text: ``text[start:end]`` is the wording. ``proper`` says that it is a proper name, as of a product."""

    concept_id: str
    start: int
    end: int
    proper: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    concept_id: str
    written: Callable[[str], bool] | None
    """How it must be written, where that matters."""
    proper: bool
    tool: bool
    words: tuple[str, ...]


class Spotter:
    """Finds the longest names first; names of a tool or certificate count in every language. Made for one language of text.

    Words of one stem count as one word ("sveise", "sveising"), or with ``inflections`` only a name's own inflections ("utviklere", not
    "utvikle"): what somebody does is not yet what somebody is.
    """

    def __init__(self, concepts: Iterable[Concept], language: Language, *, inflections: bool = False) -> None:
        self._stem = _stemmer(language)
        self._inflections = inflections
        self._lengths: dict[str, dict[str, tuple[int, ...]]] = {}  # of names by their first word and their second, if any; longest first
        self._entries: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
        wanted = {language, *_ALSO[language]}
        named = [
            (concept, name)
            for concept in concepts
            for name in concept.names
            if name.language in wanted or (name.language is Language.EN and concept.skill_type in ("tool", "certificate"))
        ]
        for concept, name in sorted(named, key=lambda pair: not pair[1].preferred):  # of two that share a name, what is called so first
            self._add(concept, name)

    def _add(self, concept: Concept, text: Name) -> None:
        name = text.text
        spoken = tuple(words(name))
        key = tuple(map(self._stem, spoken))
        if len(key) == 1 and concept.scheme == "esco" and name.islower() and (text.language is Language.EN or len(name) < _FAMILY):
            return  # ESCO's English one-word names ("history", "innovate") are everyday words in ads, and so are short ones elsewhere
        capitals = len(key) == 1 and len(name) <= _SHORT and name.isupper()
        if not key or (len(key) == 1 and len(name) <= _TOO_SHORT and not capitals and not name.endswith("#")):
            return
        if self._inflections or key not in self._entries:
            proper_only = capitals or (len(key) == 1 and _EVERYDAY.fullmatch(spoken[0].casefold()) is not None)
            shouted = capitals and len(name) <= _TOO_SHORT  # a sentence may well begin with "It"
            written = str.isupper if shouted else _begins_with_a_capital if proper_only else None
            self._entries[key].append(_Entry(concept.id, written, _is_proper(name, concept), _is_tool(text, concept), spoken))
            seconds, second = self._lengths.setdefault(key[0], {}), "".join(key[1:2])
            seconds[second] = tuple(sorted({*seconds.get(second, ()), len(key)}, reverse=True))

    def spot(self, text: str) -> list[Mention]:
        """Every name in the text, in order, none overlapping another."""
        written = written_words(text)
        stems = list(map(self._stem, written))
        candidates = list(self._candidates(stems))
        if not candidates:
            return []
        found: list[Mention] = []
        after = 0
        starts = word_places(text, written[: max(end for _, end in candidates)])
        for place, end in candidates:
            if place < after:
                continue
            spans = [(start, start + len(word)) for start, word in zip(starts[place:end], written[place:end], strict=True)]
            if mention := self._mention(text, spans, self._entries[tuple(stems[place:end])]):
                found.append(mention)
                after = end
        return found

    def _candidates(self, stems: list[str]) -> Iterator[tuple[int, int]]:
        """Where words begin and end that have the stems of a name, of those that begin at one word the longest first."""
        last = len(stems)
        for place, stem in enumerate(stems):
            seconds = self._lengths.get(stem)
            if seconds is None:
                continue
            second = stems[place + 1] if place + 1 < last else ""
            for length in seconds.get(second, ()):
                if length > 1 and place + length <= last and tuple(stems[place : place + length]) in self._entries:
                    yield place, place + length
            if "" in seconds:
                yield place, place + 1

    def _mention(self, text: str, spans: list[tuple[int, int]], entries: list[_Entry]) -> Mention | None:
        """What words that have the stems of a name mean, None where they are not that name after all."""
        if not _adjacent(text, spans):
            return None
        start, end = spans[0][0], spans[-1][1]
        said = [text[begin:stop].casefold() for begin, stop in spans]
        written = text[start:end]
        entry = next((one for one in entries if (not one.written or one.written(written)) and self._fits(one, said)), None)
        return Mention(entry.concept_id, start, end, entry.tool) if entry else None

    def _fits(self, entry: _Entry, said: list[str]) -> bool:
        alike = _is_name if entry.proper else inflects if self._inflections else _akin
        return all(map(alike, said, entry.words))


def _begins_with_a_capital(written: str) -> bool:
    return next(filter(str.isalpha, written), "").isupper()


def _is_proper(name: str, concept: Concept) -> bool:
    """Whether a one-word name is a product's or an abbreviation: "Docker", "SIEM". Some sources begin every name with a capital."""
    one_word = " " not in name and "-" not in name
    return one_word and (any(map(str.isupper, name[1:])) or (name[:1].isupper() and concept.skill_type in ("tool", "certificate")))


def _is_tool(name: Name, concept: Concept) -> bool:
    """Whether a name is that of something that work is done with: told by the concept, else by capitals in it and in English."""
    if concept.skill_type in ("tool", "quality"):
        return concept.skill_type == "tool"
    english = next((one.text for one in concept.names if one.language is Language.EN and one.preferred), "")
    return not (name.text.islower() or english.islower() or _OF_A_FIELD.match(name.text))


def _is_name(word: str, name: str) -> bool:
    """Whether a word is a proper name, at most in the genitive: "Statens" is no Stata."""
    return word in (name, f"{name}s")


def _noun_of(word: str, verb: str) -> bool:
    """Whether a verb is made of a word by "-ere" or "-era": "prosjekt", "prosjektere". Who analyses makes an analysis, though."""
    made = _VERB.sub("", verb)
    return made != verb and not made.endswith("s") and inflects(word, made)


@lru_cache(maxsize=20_000)
def _akin(word: str, name: str) -> bool:
    """Whether two words of one stem are of one family: "ledelse" and "lede" are; "ledig", "ledende", a law and its matter are not.

    Nor are a trade and who works in it ("teknik", "tekniker"), a noun and what is done with it ("prosjekt", "prosjektering"), a state and
    who is in it ("avhengighet", "avhengig").
    """
    if any(bool(ending.search(word)) != bool(ending.search(name)) for ending in (_PERSON, _STATE)):
        return False
    if (_DONE.search(word) and not _VERB.search(name)) or (_PARTICIPLE.search(word) and not _PARTICIPLE.search(name)):
        return False
    if bool(_VERB.search(word)) != bool(_VERB.search(name)) and (_DONE.search(name) or _noun_of(word, name) or _noun_of(name, word)):
        return False
    least = min(_FAMILY, len(word), len(name))
    if least < _FAMILY:
        return inflects(word, name)
    if word[:least] != name[:least] or bool(_LAW.search(word)) != bool(_LAW.search(name)):
        return False
    return not word.endswith(("ende", "ande")) or inflects(word, name)


def _adjacent(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether only spaces, hyphens and strokes lie between the words: a comma or full stop parts a name."""
    return all(set(text[one[1] : other[0]]) <= _BETWEEN for one, other in pairwise(spans))


_BETWEEN = frozenset(" -/\u2010\u2011\u00a0")
_DOERS = re.compile(r"(?<=\w{3})([ea]r)(?:e|en|ene|ne|ens|enes|nes|ar|ane|anes)$")
"""Snowball does not see that "utviklere" and "lærarane" are several of one "utvikler" and "lærar"."""


def _stemmer(language: Language) -> Callable[[str], str]:
    stem = Stemmer.Stemmer(_STEMMERS[language])
    stem.maxCacheSize = 0  # one memory is enough
    if _STEMMERS[language] in ("norwegian", "danish"):
        # Not by a template: re would read that anew for each word.
        return lru_cache(maxsize=50_000)(lambda word: stem.stemWord(_DOERS.sub(itemgetter(1), word.casefold())))
    return lru_cache(maxsize=50_000)(lambda word: stem.stemWord(word.casefold()))


def concept_ids(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The concepts mentioned, each once, in order of first mention."""
    return tuple(dict.fromkeys(mention.concept_id for mention in mentions))
