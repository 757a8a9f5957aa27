"""Facts that a text names: level, years, languages and licences, sentence by sentence, each with its place."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from tvers.ads._model import Requirement, RequirementKind
from tvers.ads._wording import Sought, wording
from tvers.kernel import lower_in_place

_SENTENCE = re.compile(r"[^.!?\n•]+(?:[.!?](?=[a-zæøåäö0-9])[^.!?\n•]*)*")
_HEADING = re.compile(r"^[^.\n]{3,60}:?$")
_MOST_YEARS = 20
_ANYTHING = re.compile("")


@dataclass(frozen=True)
class Sentence:
    """A sentence or a line of a list: ``text[start:end]``, folded in ``words``."""

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


def read_text(text: str, *, own_words: bool = False) -> tuple[Requirement, ...]:
    """Level, years, languages and licences that a text names, with their places in it.

    In an ad a language counts beside a word of mastering it; in a person's ``own_words`` it is enough to name it.
    """
    return tuple(facts_of(text, own_words=own_words)[1])


def facts_of(text: str, *, own_words: bool = False) -> tuple[list[Sentence], list[Requirement]]:
    """The sentences of a text and what they ask for but skills."""
    folded = lower_in_place(text)
    sought = _SoughtInText(folded, own_words=own_words)
    sections = list(_sentences(folded, sought))
    return sections, [fact for section in sections for fact in sought.facts(section)]


class _SoughtInText:
    """Which patterns of facts are worth looking for, and where: those whose opening letters stand there.

    Letters are found much faster than patterns, and most sentences open none.
    """

    def __init__(self, folded: str, *, own_words: bool) -> None:
        table = wording()
        self._numbers = table.numbers
        self._patterns = table.facts
        self._language_near = _ANYTHING if own_words else table.language_near
        self._anywhere = table.openings.anywhere
        places = table.openings.places(folded)
        self._places = [place for place, _ in places]
        self._numbers_there = [number for _, number in places]

    def facts(self, section: Sentence) -> Iterator[Requirement]:
        """What a sentence asks for, kind by kind in the order of the table."""
        there = self._numbers_there[bisect_left(self._places, section.start) : bisect_left(self._places, section.end)]
        near = None
        for number in sorted({*there, *self._anywhere}):
            kind, value, sought = self._patterns[number]
            if kind is RequirementKind.LANGUAGE:
                near = bool(self._language_near.search(section.words)) if near is None else near
                if not near:
                    continue
            if kind is RequirementKind.EXPERIENCE:
                yield from self._experience(section, sought)
            elif found := sought.pattern.search(section.words):
                yield _requirement(section, kind, value, found.start(), found.end())

    def _experience(self, section: Sentence, sought: Sought) -> Iterator[Requirement]:
        for found in sought.pattern.finditer(section.words):
            said = found.group(1)
            years = self._numbers[said] if said in self._numbers else int(said)
            if 0 < years <= _MOST_YEARS:
                yield _requirement(section, RequirementKind.EXPERIENCE, str(years), found.start(1), found.end())


def _requirement(section: Sentence, kind: RequirementKind, value: str, start: int, end: int) -> Requirement:
    start += section.start
    return Requirement(kind, value, not section.nice_at(start), start, section.start + end)


def _sentences(folded: str, sought: _SoughtInText) -> Iterator[Sentence]:
    """Sentences and list lines, each with whether what it names is nice to have; a heading colours the lines below it."""
    table = wording()
    under_nice = under_aside = False
    lead: list[Sentence] = []  # what stands before the first heading: there an ad speaks of the employer until it speaks to the reader
    in_lead = True
    for found in _SENTENCE.finditer(folded):
        words = found.group()
        line = words.strip()
        if not line:
            continue
        section = Sentence(found.start(), found.end(), words, under_nice, under_aside)
        # A short line that itself asks for something ("Førerkort klasse B") is an item of an unmarked list, not a heading.
        if _HEADING.match(line) and not line.startswith(("-", "*")) and _alone(folded, found) and not any(sought.facts(section)):
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
    if not (table.nice.search(words) or table.must.search(words) or table.rather.search(words)):
        return  # as most sentences
    for start, stop in pairwise((0, *(found.start() for found in _JOINT.finditer(words)), len(words))):
        nice, must = table.nice.search(words, start, stop), table.must.search(words, start, stop)
        rather = table.rather.search(words, start, stop)
        if nice or (must and not rather):
            yield start, nice is not None, False
        elif rather:
            yield rather.start(), True, True


def _alone(text: str, found: re.Match[str]) -> bool:
    """Whether a piece fills its line: headings do."""
    start, end = found.span()
    while start and text[start - 1] == " ":
        start -= 1
    while end < len(text) and text[end] == " ":
        end += 1
    return (not start or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
