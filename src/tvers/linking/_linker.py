"""The first linker: official codes first, then likeness of names in the phrase's own language, then descent from groups."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language, fold, inflects, one_slip_apart, uninflected, words
from tvers.linking._codes import CodeTable
from tvers.linking._index import LANGUAGES, NameIndex
from tvers.linking._language import guess_language
from tvers.linking._model import Candidate, CodeHint, Likeness, Link
from tvers.linking._ngrams import ngrams_of
from tvers.taxonomy import Concept, ConceptKind, Name, Taxonomy

TOP = 10
UNDERSTOOD_AT = 0.3
"""Below this chance that the best guess is of the right unit group, the answer is "not understood", unless a name is the same."""

# How much a name in another language than the phrase's counts. A Norwegian ad may carry an English or a Swedish title.
_NEAR = {
    Language.NB: {Language.NB: 1.0, Language.NN: 0.99, Language.DA: 0.8, Language.SV: 0.85, Language.EN: 0.92},
    Language.NN: {Language.NN: 1.0, Language.NB: 0.99, Language.DA: 0.8, Language.SV: 0.85, Language.EN: 0.92},
    Language.SV: {Language.SV: 1.0, Language.NB: 0.85, Language.NN: 0.83, Language.DA: 0.8, Language.EN: 0.92},
    Language.DA: {Language.DA: 1.0, Language.NB: 0.95, Language.NN: 0.9, Language.SV: 0.88, Language.EN: 0.95},
    Language.EN: {Language.EN: 1.0, Language.NB: 0.9, Language.SV: 0.9},
    None: {Language.NB: 1.0, Language.NN: 0.99, Language.SV: 1.0, Language.DA: 0.95, Language.EN: 0.98},
}
_GROUP_DESCENT = 0.9
"""An occupation is as likely as its group's name is alike, times this, plus a little of its own likeness."""
# Log-odds that the best guess is of the right unit group: constant, its likeness, and how far ahead it is of the best guess of another
# group. Fitted on Norwegian and Swedish titles with their codes (docs/reference/linking.md).
_ODDS = (-3.8, 3.3, 3.9)
_TEMPERATURE = 0.06
_LEADS = re.compile(
    r"leder|leiar|ledare|sjef|chef|ansvarlig|ansvarleg|ansvarig|direktør|direktör|formann?\b|förman\b|bas\b"
    r"|manager|director|\bhead\b|supervisor|foreman|\blead\b"
)
_NOT_LEADING = 0.9
"""What is left of the likeness of an occupation that leads others where the phrase says nothing of leading."""
_SLIP, _SLIP_LETTERS = 0.92, 6
"""Likeness of a name one slip away, and how long a phrase must be to have slips forgiven: shorter words are too often other words."""
_ENDING = 4
"""How many letters more or less a name may have of which a phrase is a slip or an inflection."""
_LISTED = 0.9
"""Likeness to an occupation that an equal name in a national list leads to, times the trust of the way."""
_LATER_PHRASE, _MENTIONED = 0.05, 0.8
_SAID_TWICE = 0.1
"""What another phrase says lifts a likeness by this much of what it lacks: it chooses among those that are alike by the first."""
_CODE_BONUS = 0.55
"""What is outside the code's group loses this share of its likeness; an equal name loses less, since sources file jobs oddly, and so does
what the code reaches less surely."""
_CODE_BONUS_SAME_NAME = 0.1
_REMEMBERED = 512
"""Phrases whose likeness is kept: 16 kB each with all of ESCO."""
_CODED = 0.97
"""Chance that the best guess is right where an exact code says so."""
_CODE_FLOOR = 0.35
"""An occupation inside the code's group starts here even if no word of the title is alike."""


@dataclass(frozen=True)
class _Space:
    """The concepts of one kind as rows; for occupations the groups' rows follow.

    ``members`` are the occupations that stand in a group and ``group`` the rows of those groups, both of the same length.
    """

    concepts: tuple[Concept, ...]
    targets: int
    members: NDArray[np.intp]
    group: NDArray[np.intp]

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row of each concept by id."""
        return {concept.id: row for row, concept in enumerate(self.concepts)}

    @cached_property
    def spoken(self) -> tuple[tuple[tuple[str, Language], ...], ...]:
        """The names of each concept, folded, with their languages."""
        return tuple(tuple((fold(name.text), name.language) for name in concept.names) for concept in self.concepts)

    @cached_property
    def leading(self) -> NDArray[np.intp]:
        """The rows of the occupations that lead others, by their preferred names."""
        named = [(row, name) for row, one in enumerate(self.concepts) for name in one.names if name.preferred]
        return np.unique(np.asarray([row for row, name in named if _leads(name)], dtype=np.intp))

    @cached_property
    def group_of(self) -> NDArray[np.int32]:
        """The ISCO-08 unit group of each concept as a number; a concept that has none is a group by itself."""
        return np.asarray([int(concept.isco08 or -row - 1) for row, concept in enumerate(self.concepts)], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class _Alike:
    """Likeness of a phrase to each concept of a space, and the rows of those that have a name equal to it."""

    scores: NDArray[np.float32]
    equal: frozenset[int]


class Linker:
    """Links phrases to the occupations and skills of one taxonomy. Indexes are made when first needed."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        # What ads are called repeats: lists' names, and the heads of titles.
        self._alike = lru_cache(maxsize=_REMEMBERED)(self._alike_anew)
        self._likeness = lru_cache(maxsize=_REMEMBERED)(self._likeness_anew)
        self._indexes: dict[ConceptKind, NameIndex | None] = {}
        self._spaces: dict[ConceptKind, _Space] = {}

    @cached_property
    def _codes(self) -> CodeTable:
        return CodeTable(self.taxonomy)

    def link(self, text: str, kind: ConceptKind = ConceptKind.OCCUPATION, language: Language | None = None, *, top: int = TOP) -> Link:
        """Candidates for one phrase. ``language`` None lets the phrase itself or all languages decide.

        1. Likeness of the phrase to every name, the more distant languages counting less; an equal name counts 1.
        2. Where no name is equal, one of the nearest that is a slip of the keyboard away counts almost as much.
        3. Where there is neither, a group that is alike passes its likeness down to its occupations.
        4. The best ten by a softmax of likeness, times the chance that a best guess so alike and so far ahead is right.
        """
        return self._answer(text, self._alike(text, kind, language), kind, top)

    def likeness(self, text: str, kind: ConceptKind = ConceptKind.OCCUPATION, language: Language | None = None) -> Likeness:
        """How alike a phrase is to every name and every concept: all that `link` chooses among, for measuring it."""
        space, index = self._space(kind), self._index(kind)
        names = self._names(kind)
        of_names = index.of_names(text, ngrams_of(text), _near(language or guess_language(text))) if index else np.zeros(0, np.float32)
        return Likeness(names, of_names, tuple(space.rows), self._alike(text, kind, language).scores)

    def link_occupation(
        self,
        phrases: Sequence[str],
        hints: Iterable[CodeHint] = (),
        language: Language | None = None,
        *,
        mentions: Callable[[], Sequence[str]] = tuple,
        top: int = TOP,
    ) -> Link:
        """Candidates for what an ad is for, from its title and other phrases and the codes its source gave it.

        A code of an occupation decides; a code of a group lifts the occupations inside it, by how exactly it maps to them, and the
        phrases choose among them. Phrases count in the order given, each a little less than the one before; the best counts, and another
        chooses among those that are alike by it. ``mentions`` gives the occupations that the ad's text names as what it is for; they count
        less still, and are asked for only where no title is the name of an occupation.
        """
        kind = ConceptKind.OCCUPATION
        space = self._space(kind)
        said = list(dict.fromkeys(fold(phrase) for phrase in phrases if phrase.strip()))
        alike = self._together(said, mentions, language)
        bound = self._codes.occupations(hints)
        if bound:
            scores = alike.scores
            trust = np.zeros(len(scores), dtype=np.float32)
            trust[[space.rows[concept_id] for concept_id in bound]] = list(bound.values())
            if not any(_LEADS.search(phrase) for phrase in said):
                trust[space.leading] *= np.float32(_NOT_LEADING)  # lists without a place for workers map to those who lead them
            lost = np.where(trust > 0, np.float32(_CODE_BONUS_SAME_NAME), np.float32(_CODE_BONUS))
            lost[list(alike.equal)] = _CODE_BONUS_SAME_NAME
            floor = np.float32(_CODE_FLOOR) * trust
            alike = replace(alike, scores=(floor + scores * (1 - floor)) * (1 - lost * (trust.max() - trust)))
        answer = self._answer(phrases[0] if phrases else "", alike, kind, top, bound)
        coded = answer.best is not None and bound.get(answer.best.concept_id, 0.0) >= _SURE_CODE
        return replace(answer, understood=answer.understood or coded, by_code=coded)

    def _together(self, said: Sequence[str], mentions: Callable[[], Sequence[str]], language: Language | None) -> _Alike:
        """Likeness to what several folded phrases say together."""
        kind = ConceptKind.OCCUPATION
        best, second = np.zeros((2, len(self._space(kind).concepts)), dtype=np.float32)
        equal = frozenset[int]()

        def hear(phrase: str, weight: float) -> frozenset[int]:
            found = self._alike(phrase, kind, language)
            counted = found.scores * np.float32(weight)
            np.maximum(second, np.minimum(best, counted), out=second)
            np.maximum(best, counted, out=best)
            return found.equal

        for place, phrase in enumerate(said):
            equal |= hear(phrase, 1 - _LATER_PHRASE * place)
        for phrase in () if equal else dict.fromkeys(map(fold, mentions())):
            if phrase not in said:
                equal |= hear(phrase, _MENTIONED)
        return _Alike(best + np.float32(_SAID_TWICE) * second * (1 - best), equal)

    def _answer(self, text: str, alike: _Alike, kind: ConceptKind, top: int, bound: Mapping[str, float] | None = None) -> Link:
        space = self._space(kind)
        scores = alike.scores[: space.targets]
        order = _best(scores)
        if not len(order):
            return Link(text, understood=False, candidates=())
        best = float(scores[order[0]])
        groups = space.group_of[order]
        weights = np.exp((scores[order].astype(np.float64) - best) / _TEMPERATURE)
        weights /= weights.sum()
        # A code speaks for all that it reaches: the group of the best guess has its share of that.
        coded = _CODED * (bound or {}).get(space.concepts[order[0]].id, 0.0) * float(weights[groups == groups[0]].sum())
        sure = max(_chance(scores[order], groups), coded)
        weights *= sure
        candidates = tuple(
            Candidate(space.concepts[row].id, float(weight), float(scores[row])) for row, weight in zip(order, weights, strict=True)
        )
        return Link(text, understood=sure >= UNDERSTOOD_AT or int(order[0]) in alike.equal, candidates=candidates[:top])

    def _alike_anew(self, text: str, kind: ConceptKind, language: Language | None) -> _Alike:
        space, index = self._space(kind), self._index(kind)
        if index is None:
            return _Alike(np.zeros(len(space.concepts), dtype=np.float32), frozenset())
        spoken = language or guess_language(text)
        weights = _NEAR[spoken]
        phrases = _with_head(text)
        whole, *head = (self._likeness(phrase, kind, spoken) for phrase in phrases)
        scores = np.maximum(whole, np.float32(_HEAD) * head[0] + np.float32(1 - _HEAD) * whole) if head else whole.copy()
        equal = frozenset(row for phrase in phrases for row in index.equal(phrase, _near(spoken)))
        if kind is ConceptKind.OCCUPATION and not _LEADS.search(phrases[0]):
            scores[np.setdiff1d(space.leading, list(equal)) if equal else space.leading] *= np.float32(_NOT_LEADING)
        if not equal:
            equal = _forgive_slips(phrases[-1], scores, space, weights)
        if any(row < space.targets for row in equal):
            return _Alike(scores, equal)  # what is called so is meant, not the rest of its group
        for concept_id, trust in self._listed(phrases) if kind is ConceptKind.OCCUPATION else ():
            row = space.rows[concept_id]
            scores[row] = max(scores[row], np.float32(_LISTED * trust) * (np.float32(0.98) + np.float32(0.08) * scores[row]))
        own, group = scores[space.members], scores[space.group]
        passed = np.where(group > 0, np.minimum(group * np.float32(_GROUP_DESCENT) + np.float32(0.1) * own, np.float32(0.95)), own)
        scores[space.members] = np.maximum(own, passed)
        return _Alike(scores, equal)

    def _likeness_anew(self, phrase: str, kind: ConceptKind, spoken: Language | None) -> NDArray[np.float32]:
        index = self._index(kind)
        found = index.likeness(phrase, ngrams_of(phrase), _near(spoken)) if index else np.zeros(0, dtype=np.float32)
        found.setflags(write=False)
        return found

    def _listed(self, phrases: Iterable[str]) -> Iterator[tuple[str, float]]:
        """Occupations that a phrase leads to by being a name in a national list, as good as its code, with the trust of the way."""
        for concept_id in {found for phrase in phrases for form in uninflected(phrase) for found in self._lists.get(form, ())}:
            yield from self._codes.reach(concept_id).items()

    @cached_property
    def _lists(self) -> dict[str, list[str]]:
        """The names of groups and occupations that are no candidates themselves, such as NAV's categories and JobTech's occupations."""
        lists: dict[str, list[str]] = defaultdict(list)
        targets = self._space(ConceptKind.OCCUPATION).rows
        for kind in (ConceptKind.OCCUPATION, ConceptKind.OCCUPATION_GROUP):
            for concept in self.taxonomy.of_kind(kind):
                if concept.id not in targets:
                    for name in {fold(name.text) for name in concept.names}:
                        lists[name].append(concept.id)
        return dict(lists)

    def _space(self, kind: ConceptKind) -> _Space:
        if kind not in self._spaces:
            targets = self.taxonomy.occupations if kind is ConceptKind.OCCUPATION else self.taxonomy.skills
            groups: tuple[Concept, ...] = ()
            if kind is ConceptKind.OCCUPATION:
                groups = tuple(group for group in self.taxonomy.of_kind(ConceptKind.OCCUPATION_GROUP) if group.names and group.isco08)
            group_row = {group.isco08: len(targets) + place for place, group in enumerate(groups)}
            pairs = [(row, group_row[concept.isco08]) for row, concept in enumerate(targets) if concept.isco08 in group_row]
            members, group = np.asarray(pairs, dtype=np.intp).reshape(-1, 2).T
            self._spaces[kind] = _Space((*targets, *groups), len(targets), members, group)
        return self._spaces[kind]

    def _index(self, kind: ConceptKind) -> NameIndex | None:
        if kind not in self._indexes:
            space, names = self._space(kind), self._names(kind)
            owner = [space.rows[concept_id] for concept_id, _ in names]
            self._indexes[kind] = NameIndex([name for _, name in names], owner, len(space.concepts)) if names else None
        return self._indexes[kind]

    def _names(self, kind: ConceptKind) -> tuple[tuple[str, Name], ...]:
        return tuple((concept.id, name) for concept in self._space(kind).concepts for name in concept.names)


@cache
def _near(spoken: Language | None) -> NDArray[np.float32]:
    """How much a name in each of `LANGUAGES` counts for a phrase in one language."""
    return np.asarray([_NEAR[spoken].get(language, 0.0) for language in LANGUAGES], dtype=np.float32)


def _leads(name: Name) -> bool:
    """Whether a name is that of somebody who leads others; an English chef cooks."""
    text = name.text.casefold()
    return _LEADS.search(text.replace("chef", "") if name.language is Language.EN else text) is not None


def _chance(scores: NDArray[np.float32], groups: NDArray[np.int32]) -> float:
    """Chance that the first of the candidates, best first, is of the right group."""
    others = scores[groups != groups[0]]
    ahead = float(scores[0] - others[0]) if len(others) else float(scores[0])
    constant, likeness, lead = _ODDS
    return float(1 / (1 + np.exp(-(constant + likeness * float(scores[0]) + lead * ahead))))


def _forgive_slips(phrase: str, scores: NDArray[np.float32], space: _Space, weights: Mapping[Language, float]) -> frozenset[int]:
    """Lift those of the nearest concepts that have a name one slip or an ending away, in place; their rows."""
    slipped = set()
    length, begin = len(phrase), phrase[:2]
    for row in _best(scores[: space.targets]).tolist():
        # Most names are of another length or begin otherwise, and asking the rules about each would cost most.
        near = (
            (name, language)
            for name, language in space.spoken[row]
            if -_ENDING <= len(name) - length <= _ENDING and (name[:2] == begin or -1 <= len(name) - length <= 1)
        )
        weight = max((weights.get(language, 0.0) for name, language in near if _same_but_for_little(phrase, name)), default=0.0)
        if weight:
            scores[row] = max(scores[row], np.float32(_SLIP * weight))
            slipped.add(row)
    return frozenset(slipped)


def _same_but_for_little(phrase: str, name: str) -> bool:
    """Whether a phrase is a name with a slip of the keyboard, or in the plural or the definite form."""
    if len(phrase) >= _SLIP_LETTERS and one_slip_apart(phrase, name):
        return True
    if phrase[:2] != name[:2]:
        return False
    said, called = words(phrase), words(name)
    return len(said) == len(called) and all(map(inflects, said, called))


def _best(scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """The rows of the ten best scores above 0, best first, of equal ones the first."""
    least = np.partition(scores, -TOP)[-TOP] if len(scores) > TOP else np.float32(0)
    rows = np.flatnonzero((scores >= least) & (scores > 0))
    return rows[np.argsort(-scores[rows], kind="stable")][:TOP]


_SPLIT = re.compile(
    r"\s[-–—|/:]\s|[,;(:|!?]|\s(?:til|till|for|för|i|på|ved|vid|med|with|to|at|in|inom|innen|hos|mot|or|eller|og/eller|och/eller|and/or|søkes|sökes|søkjast|som|as)\s|\s(?:søkes|sökes|søkjast)$"
)
_LEAD_IN = re.compile(
    r"^(?:.{0,60}?\b(?:søker|søkjer|söker|ser etter|trenger|treng|behöver|looking for|seeks?|seeking)\s+)?"
    r"(?:(?:nå|no|nu|etter|efter|en|ei|ein|et|eit|ett|a|an|fler(?:e|a)|to|två|our|senior|junior|erfar(?:en|ne)|erfar[ea]n|dyktige?|duktig(?:a|e)?|"
    r"lead|ledende|engasjerte?|engagerad|driven|nyutdanne(?:t|de)|nyutexaminerad)\s+)*"
)
_HEAD = 0.5
"""Where a phrase has a head, its likeness counts this much beside that of the whole phrase, which chooses among heads that are alike."""


def _with_head(text: str) -> tuple[str, ...]:
    """A phrase, and its head where it goes on: "Elkraftingeniør til ombygging", "Senior utvikler, Oslo"."""
    folded = fold(text)
    head = _LEAD_IN.sub("", _SPLIT.split(_LEAD_IN.sub("", folded), maxsplit=1)[0].strip())
    return (folded, head) if len(head) > 2 and head != folded else (folded,)  # noqa: PLR2004 - shorter is no title


_SURE_CODE = 0.7
"""An official code of at least this trust makes certain a best guess that lies in the code's group."""
