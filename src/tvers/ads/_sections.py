"""The sentences of an ad, and what the ad does where they stand: ask for something, say what the work is, or speak of itself."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from tvers.ads._wording import ASKED, ASKING, MUST, NICE, OFFERING, RATHER, TASKS, Starts, wording

_SENTENCE = re.compile(r"[^.!?\n•]+(?:[.!?](?=[a-zæøåäö0-9])[^.!?\n•]*)*")
_HEADING = re.compile(r"^(?:[^.\n]{3,60}:?|[^.\n]{61,120}:)$")
_OPENS_LIST = re.compile(r"(?:[:…]|.\.\.\.) *(?:\n|$)")
_OPENS = re.compile(r"(?::|\b(?:har|om|du|som|med|av|att?|å|to|have|in))$")
"""How a line ends that a list completes."""
_WORDS_OF_HEADING = 2
_LINES_END = re.compile(r"[?!]?(?= *(?:\n|$))")
_BULLETS = ("-", "*", "–", "·")
_JOINT = re.compile(r"[,;]|\b(?:og|och|and|men|but|samt)\b")


@dataclass
class Sentence:
    """A sentence or a line of a list: ``text[start:end]``, folded in ``words``. Treat as immutable: freezing takes time for each."""

    cues: Starts
    start: int
    end: int
    words: str
    nice: bool
    """Whether what it names is nice to have where no word in it tells."""
    aside: bool
    """Whether it stands where the ad speaks of the employer or of what it offers."""
    listed: bool
    """Whether it stands under a heading that asks."""
    heading: str = ""
    """The heading that it stands under."""

    def nice_at(self, place: int) -> bool:
        """Whether what stands at a place in the text is nice to have: its own part tells, else the nearest before it, else the next.

        Words like "gjerne" tell only of what follows them.
        """
        before = [nice for start, nice, _ in self._told if start <= place - self.start]
        after = (nice for _, nice, onward in self._told if not onward)
        return before[-1] if before else next(after, self.nice)

    @cached_property
    def asks(self) -> bool:
        """Whether it asks for what it names, by its heading or its own words, rather than saying what the work consists of."""
        if self.aside or not (self.listed or self.has(ASKING)):
            return False
        return not self.has(OFFERING)

    def has(self, kind: int) -> bool:
        """Whether a cue of a kind begins in it."""
        starts = self.cues[kind]
        place = bisect_left(starts, self.start)
        return place < len(starts) and starts[place] < self.end

    @cached_property
    def _told(self) -> list[tuple[int, bool, bool]]:
        """What `_parts` finds. Most sentences name nothing, so it is worked out when first asked for."""
        if not (self.has(NICE) or self.has(MUST) or self.has(RATHER)):
            return []  # as most sentences
        within = ([place - self.start for place in self.cues[kind] if self.start <= place < self.end] for kind in (NICE, MUST, RATHER))
        return list(_parts(self.words, *within))


@dataclass(frozen=True, slots=True)
class _Under:
    """What the last heading said of the lines below it."""

    nice: bool = False
    aside: bool = False
    asks: bool = False
    heading: str = ""

    @classmethod
    def of(cls, heading: Sentence, line: str) -> "_Under | None":
        """None for a heading that says nothing of what stands below it."""
        nice = heading.has(NICE) or heading.has(RATHER)
        if wording().aside.match(line):
            return cls(nice, aside=True, heading=line)
        if nice or heading.has(ASKED):
            return cls(nice, asks=True, heading=line)
        return cls(heading=line) if heading.has(TASKS) else None


def sentences(folded: str, asks_by_itself: Callable[[Sentence], bool]) -> Iterator[Sentence]:
    """Sentences and list lines of a folded text; a heading colours the lines below it.

    A short line for which ``asks_by_itself`` holds ("Førerkort klasse B") is an item of an unmarked list, not a heading.
    """
    under, below, cues = _Under(), 0, wording().cues.starts(folded)
    lead: list[Sentence] = []  # what stands before the first heading: there an ad speaks of the employer until it speaks to the reader
    in_lead = True
    for found in _SENTENCE.finditer(folded):
        words = found.group()
        line = words.strip()
        if not line:
            continue
        section = Sentence(cues, *found.span(), words, under.nice, under.aside, under.asks, under.heading)
        bulleted = line.startswith(_BULLETS)
        # "Trives du med salg?" is no heading, "Hvem er du?" is one.
        if not bulleted and _HEADING.match(line) and (lines_end := _alone(folded, found)) and not asks_by_itself(section):
            said = _Under.of(section, line)
            question = bool(lines_end.group())
            right_below = under.asks and not question and folded.count("\n", below, found.start()) <= 1
            if not (question and said is None) and not (right_below and _is_item(line, said)):
                under = said or _Under()
                if in_lead:
                    yield from map(_of_lead, lead)
                    in_lead = False
                below = found.end()
                continue
        below = found.end()
        if in_lead:
            lead.append(section)
        else:
            yield section
        if not bulleted and _OPENS_LIST.match(folded, found.end() - 1) and (said := _Under.of(section, line)):
            under = said
    if in_lead:
        yield from lead


def _is_item(line: str, said: _Under | None) -> bool:
    """Whether a short line right below another, under a heading that asks, goes on with its list, though it may name experience."""
    return not _OPENS.search(line) and (said is None or (said.asks and len(line.split()) > _WORDS_OF_HEADING))


def _of_lead(section: Sentence) -> Sentence:
    """A sentence before the first heading: it is the employer's unless it speaks to the reader, or belongs to a list that does."""
    return section if section.listed else replace(section, aside=not wording().spoken_to.search(section.words))


def _parts(words: str, nice: list[int], must: list[int], rather: list[int]) -> Iterator[tuple[int, bool, bool]]:
    """The parts of a sentence, between commas and words like "og", in which a word says nice to have or must.

    For each where it begins, whether it is nice, and whether that tells only of what follows: then it begins at the word.
    """
    for start, stop in pairwise((0, *(found.start() for found in _JOINT.finditer(words)), len(words))):
        wished = _within(nice, start, stop)
        onward = _within(rather, start, stop)
        if wished or (_within(must, start, stop) and not onward):
            yield start, bool(wished), False
        elif onward:
            yield onward[0], True, True


def _within(places: list[int], start: int, stop: int) -> list[int]:
    return [place for place in places if start <= place < stop]


def _alone(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """Whether a piece fills its line, as headings do: the mark that ends it."""
    start = found.start()
    while start and text[start - 1] == " ":
        start -= 1
    return _LINES_END.match(text, found.end()) if not start or text[start - 1] == "\n" else None
