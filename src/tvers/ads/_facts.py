"""What a text asks for but skills, and states of the work, sentence by sentence, each with its place."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tvers.ads._model import TERMS, Engagement, Requirement, RequirementKind
from tvers.ads._sections import Sentence, sentences
from tvers.ads._wording import Sought, wording
from tvers.kernel import lower_in_place

_MOST_YEARS = 20
_GLUED = re.compile(r"\.(?=[A-ZÆØÅÄÖ][a-zæøåäö ])(?<=[a-zæøåäö0-9)]\.)")
"""A full stop between two sentences whose space was lost on the way."""


def read_text(text: str, *, own_words: bool = False) -> tuple[Requirement, ...]:
    """What a text asks for but skills, and states of the work, with the places in it.

    In an ad a language or a field counts beside a word of mastering or studying it; in a person's ``own_words`` it is enough to name it.
    """
    return tuple(facts_of(text, own_words=own_words)[1])


def facts_of(text: str, *, own_words: bool = False) -> tuple[list[Sentence], list[Requirement]]:
    """The sentences of a text, and what `read_text` finds in them."""
    folded = lower_in_place(_GLUED.sub("•", text))
    sought = _SoughtInText(folded, own_words=own_words)
    sections = list(sentences(folded, lambda section: bool(sought.facts(section))))
    return sections, [fact for section in sections for fact in sought.facts(section)]


class _SoughtInText:
    """Which patterns of facts are worth looking for, and where: those whose opening letters stand there.

    Letters are found much faster than patterns, and most sentences open none.
    """

    def __init__(self, folded: str, *, own_words: bool) -> None:
        table = wording()
        self._numbers = table.numbers
        self._patterns = table.facts
        self._own_words = own_words
        self._anywhere = table.openings.anywhere
        self._known: dict[tuple[int, bool], tuple[Requirement, ...]] = {}
        places = table.openings.places(folded)
        self._places = [place for place, _ in places]
        self._numbers_there = [number for _, number in places]

    def facts(self, section: Sentence) -> tuple[Requirement, ...]:
        """What a sentence asks for, kind by kind in the order of the table; asked for twice of those that might be headings."""
        there = self._numbers_there[bisect_left(self._places, section.start) : bisect_left(self._places, section.end)]
        if not (there or self._anywhere):
            return ()  # as for most sentences
        key = (section.start, section.aside)
        if key not in self._known:
            self._known[key] = tuple(self._found(section, there))
        return self._known[key]

    def _found(self, section: Sentence, there: list[int]) -> Iterator[Requirement]:
        for number in sorted({*there, *self._anywhere}):
            kind, value, sought = self._patterns[number]
            if kind is RequirementKind.EXPERIENCE:
                yield from self._experience(section, sought, int(value))
            elif kind is RequirementKind.FIELD:
                named = list(sought.pattern.finditer(section.words))
                yield from (_requirement(section, kind, value, *one.span()) for one in named if self._meant(section, kind, value, sought))
            elif (found := sought.pattern.search(section.words)) and self._meant(section, kind, value, sought):
                yield _requirement(section, kind, value, *found.span())

    def _meant(self, section: Sentence, kind: RequirementKind, value: str, sought: Sought) -> bool:
        """Whether what must stand beside what was found does; a field of study is besides named where much else is said.

        Who asks for experience from summer jobs offers none.
        """
        if value == Engagement.SUMMER:
            return not section.asks
        if sought.near is None or self._own_words:
            return True
        beside = sought.near.search(section.words) or sought.near.search(section.heading)
        return bool(beside) and (kind is not RequirementKind.FIELD or section.asks)

    def _experience(self, section: Sentence, sought: Sought, to_a_year: int) -> Iterator[Requirement]:
        for found in sought.pattern.finditer(section.words):
            said = found.group(1)
            years = (self._numbers[said] if said in self._numbers else int(said)) / to_a_year
            if 0 < years <= _MOST_YEARS:
                yield _requirement(section, RequirementKind.EXPERIENCE, f"{years:.3g}", found.start(1), found.end())


def _requirement(section: Sentence, kind: RequirementKind, value: str, start: int, end: int) -> Requirement:
    start += section.start
    must = kind in TERMS or not section.nice_at(start)  # what is offered is no wish
    cefr = _cefr(section.words, start - section.start, end) if kind is RequirementKind.LANGUAGE else ""
    return Requirement(kind, value, must, start, section.start + end, cefr=cefr)


_APART = re.compile(r"[;–(]| - ")


def _cefr(words: str, start: int, end: int) -> str:
    """The level of the language at ``words[start:end]``: the nearest that is told before it, else the next after it.

    Not over a word of preference nor a dash: "good English – Norwegian is a plus" asks for no good Norwegian.
    """
    told = [
        (found.start(), found.end(), level or found.group(1).upper())
        for level, wording_of in wording().cefr
        for found in wording_of.finditer(words)
    ]
    before = max((one for one in told if one[1] <= start), key=lambda one: (one[1], -one[0]), default=None)
    if before and _together(words, before[1], start):
        return before[2]
    after = min((one for one in told if one[0] >= end), key=lambda one: (one[0], -one[1]), default=None)
    return after[2] if after and _together(words, end, after[0]) else ""


def _together(words: str, start: int, end: int) -> bool:
    table = wording()
    return not (_APART.search(words, start, end) or table.nice.search(words, start, end) or table.rather.search(words, start, end))
