"""The linker: official codes first, then likeness to names and concepts, then descent from lists and groups."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language, fold, inflects, one_slip_apart, uninflected, words
from tvers.linking._ascent import ascend
from tvers.linking._chance import odds_of, understood_at
from tvers.linking._codes import CodeTable
from tvers.linking._encoded import EncodedIndex
from tvers.linking._encoder import Encoder
from tvers.linking._head import with_head
from tvers.linking._index import Index, NameIndex
from tvers.linking._language import guess_language
from tvers.linking._model import Candidate, CodeHint, Likeness, Link
from tvers.linking._near import NEAR
from tvers.linking._nynorsk import as_bokmal
from tvers.linking._space import LEADS, Space, space_of
from tvers.taxonomy import ConceptKind, Name, Taxonomy

TOP = 10

_GROUP_DESCENT = 0.9
"""An occupation is as likely as its group's name is alike, times this, plus a little of its own likeness."""
_TEMPERATURE = 0.06
_LIKE_NOTHING = 0.2
"""To the encoder everything is a little like everything; what is less alike than this is not worth a "did you mean"."""
_NOT_LEADING = 0.9
"""What is left of the likeness of an occupation that leads others where the phrase says nothing of leading."""
_SLIP, _SLIP_LETTERS = 0.92, 6
"""Likeness of a name one slip away, and how long a phrase must be to have slips forgiven: shorter words are too often other words."""
_ENDING = 4
"""How many letters more or less a name may have of which a phrase is a slip or an inflection."""
_LISTED = 0.9
"""Likeness to an occupation that an equal name in a national list leads to, times the trust of the way."""
_AS_BOKMAL = 0.97
"""Likeness of a phrase in Nynorsk by what Bokmål would write, times this."""
_MAY_BE_NYNORSK = (Language.NN, Language.NB, None)
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


@dataclass(frozen=True, slots=True)
class _Alike:
    """Likeness of a phrase to each concept of a space, and the rows of those that have a name equal to it."""

    scores: NDArray[np.float32]
    equal: frozenset[int]


class Linker:
    """Links phrases to the occupations and skills of one taxonomy, by what they mean, or without an encoder by how names are written.

    Indexes are made when first needed.
    """

    def __init__(self, taxonomy: Taxonomy, encoder: Encoder | None = None) -> None:
        self.taxonomy = taxonomy
        self._encoder = encoder
        # What ads are called repeats: lists' names, and the heads of titles.
        self._alike = lru_cache(maxsize=_REMEMBERED)(self._alike_anew)
        self._likeness = lru_cache(maxsize=_REMEMBERED)(self._likeness_anew)
        self._indexes: dict[ConceptKind, Index | None] = {}
        self._spaces: dict[ConceptKind, Space] = {}
        self._ways: dict[int, tuple[NDArray[np.intp], NDArray[np.float32]]] = {}

    @property
    def version(self) -> str:
        """Tells what links by one table from what links by another, or by none."""
        return self._encoder.version if self._encoder else "as-written"

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
        return self._answer(text, self._alike(text, kind, language), kind, top, language)

    def likeness(self, text: str, kind: ConceptKind = ConceptKind.OCCUPATION, language: Language | None = None) -> Likeness:
        """How alike a phrase is to every name and every concept, groups too: all that `link` chooses among, for measuring it."""
        space, index = self._space(kind), self._index(kind)
        spoken = language or guess_language(text)
        of_names = index.of_names(text, spoken) if index else np.zeros(0, np.float32)
        of_concepts = self._alike(text, kind, language).scores.copy()
        if self._encoder:
            ascend(space, of_names, of_concepts, partial(self._encoder.weights, spoken))
        return Likeness(space.names, of_names, tuple(space.rows), of_concepts)

    def reach(self, concept_id: str) -> Mapping[str, float]:
        """Occupations that a concept of any scheme leads to over the loaded crosswalks, with the trust of the way (0–1)."""
        return self._codes.reach(concept_id)

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
            if not any(LEADS.search(phrase) for phrase in said):
                trust[space.leading] *= np.float32(_NOT_LEADING)  # lists without a place for workers map to those who lead them
            lost = np.where(trust > 0, np.float32(_CODE_BONUS_SAME_NAME), np.float32(_CODE_BONUS))
            lost[list(alike.equal)] = _CODE_BONUS_SAME_NAME
            floor = np.float32(_CODE_FLOOR) * trust
            alike = replace(alike, scores=(floor + scores * (1 - floor)) * (1 - lost * (trust.max() - trust)))
        answer = self._answer(phrases[0] if phrases else "", alike, kind, top, language, bound)
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

    def _answer(
        self, text: str, alike: _Alike, kind: ConceptKind, top: int, language: Language | None, bound: Mapping[str, float] | None = None
    ) -> Link:
        space = self._space(kind)
        scores = alike.scores[: space.targets]
        order = _best(scores)
        if not len(order) or (len(text.strip()) == 1 and not alike.equal):  # of one letter only a name may be made: "C", "R"
            return Link(text, understood=False, candidates=())
        best = float(scores[order[0]])
        groups = space.group_of[order]
        weights = np.exp((scores[order].astype(np.float64) - best) / _TEMPERATURE)
        weights /= weights.sum()
        # A code speaks for all that it reaches: the group of the best guess has its share of that.
        coded = _CODED * (bound or {}).get(space.concepts[order[0]].id, 0.0) * float(weights[groups == groups[0]].sum())
        odds = odds_of(language or guess_language(text), encoded=self._encoder is not None, skill=kind is ConceptKind.SKILL)
        sure = max(odds.chance(scores[order], groups, equal=int(order[0]) in alike.equal), coded)
        weights *= sure
        candidates = tuple(
            Candidate(space.concepts[row].id, float(weight), float(scores[row])) for row, weight in zip(order, weights, strict=True)
        )
        if self._encoder:
            candidates = tuple(one for one in candidates if one.score >= _LIKE_NOTHING)
        return Link(text, understood=sure >= understood_at(kind) or int(order[0]) in alike.equal, candidates=candidates[:top])

    def _alike_anew(self, text: str, kind: ConceptKind, language: Language | None) -> _Alike:
        space, index = self._space(kind), self._index(kind)
        if index is None:
            return _Alike(np.zeros(len(space.concepts), dtype=np.float32), frozenset())
        spoken = language or guess_language(text)
        weights = NEAR[spoken]
        phrases = with_head(text)
        whole, *head = (self._likeness(phrase, kind, spoken) for phrase in phrases)
        scores = np.maximum(whole, np.float32(_HEAD) * head[0] + np.float32(1 - _HEAD) * whole) if head else whole.copy()
        equal = frozenset(row for phrase in phrases for row in index.equal(phrase, spoken))
        other = as_bokmal(phrases[-1]) if spoken in _MAY_BE_NYNORSK else phrases[-1]
        if other != phrases[-1]:
            np.maximum(scores, np.float32(_AS_BOKMAL) * self._likeness(other, kind, spoken), out=scores)
            equal |= frozenset(index.equal(other, spoken))
        if kind is ConceptKind.OCCUPATION and not LEADS.search(phrases[0]):
            scores[np.setdiff1d(space.leading, list(equal)) if equal else space.leading] *= np.float32(_NOT_LEADING)
        if not equal:
            equal = _forgive_slips(phrases[-1], scores, space, weights)
        if any(row < space.targets for row in equal):
            return _Alike(scores, equal)  # what is called so is meant, not the rest of its group
        for concept_id, trust in self._listed(phrases) if kind is ConceptKind.OCCUPATION else ():
            row = space.rows[concept_id]
            scores[row] = max(scores[row], np.float32(_LISTED * trust) * (np.float32(0.98) + np.float32(0.08) * scores[row]))
        self._pass_on(scores, space)
        own, group = scores[space.members], scores[space.group]
        passed = np.where(group > 0, np.minimum(group * np.float32(_GROUP_DESCENT) + np.float32(0.1) * own, np.float32(0.95)), own)
        scores[space.members] = np.maximum(own, passed)
        return _Alike(scores, equal)

    def _pass_on(self, scores: NDArray[np.float32], space: Space) -> None:
        """Let those of the lists that are most alike lift the occupations that they lead to, in place."""
        for place in _best(scores[space.groups :]).tolist():
            rows, trust = self._way(space.groups + place, space)
            passed = scores[space.groups + place] * trust * (np.float32(0.98) + np.float32(0.08) * scores[rows])
            scores[rows] = np.maximum(scores[rows], passed)

    def _way(self, row: int, space: Space) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The rows that one of the lists leads to, with what comes of its likeness on the way; remembered."""
        if row not in self._ways:
            reached = self._codes.reach(space.concepts[row].id)
            rows = np.asarray([space.rows[concept_id] for concept_id in reached], dtype=np.intp)
            self._ways[row] = rows, np.asarray(list(reached.values()), dtype=np.float32) * np.float32(_LISTED)
        return self._ways[row]

    def _likeness_anew(self, phrase: str, kind: ConceptKind, spoken: Language | None) -> NDArray[np.float32]:
        index = self._index(kind)
        found = index.likeness(phrase, spoken) if index else np.zeros(0, dtype=np.float32)
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

    def _space(self, kind: ConceptKind) -> Space:
        if kind not in self._spaces:
            self._spaces[kind] = space_of(self.taxonomy, kind)
        return self._spaces[kind]

    def _index(self, kind: ConceptKind) -> Index | None:
        if kind not in self._indexes:
            space = self._space(kind)
            names = [name for _, name in space.names]
            self._indexes[kind] = self._index_of(names, space.owner, list(space.rows)) if names else None
        return self._indexes[kind]

    def _index_of(self, names: Sequence[Name], owner: NDArray[np.intp], ids: Sequence[str]) -> Index:
        return EncodedIndex(self._encoder, names, owner, ids) if self._encoder else NameIndex(names, owner, len(ids))


def _forgive_slips(phrase: str, scores: NDArray[np.float32], space: Space, weights: Mapping[Language, float]) -> frozenset[int]:
    """Lift those of the nearest concepts that have a name one slip or an ending away, in place; their rows."""
    slipped = set()
    length, begin = len(phrase), phrase[:2]
    for row in _best(scores[: space.targets]).tolist():
        # Most names are of another length or begin otherwise, and asking the rules about each would cost most.
        spoken = space.spoken(row)
        near = (
            (name, language)
            for other in range(-_ENDING, _ENDING + 1)
            for name, language in spoken.get(length + other, ())
            if name[:2] == begin or -1 <= other <= 1
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


_HEAD = 0.3
"""Where a phrase has a head, its likeness counts this much beside that of the whole phrase, which chooses among heads that are alike."""


_SURE_CODE = 0.7
"""An official code of at least this trust makes certain a best guess that lies in the code's group."""
