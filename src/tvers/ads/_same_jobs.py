"""When two ads are the same job: put out in two feeds, put out again under a new id, or copied by EURES in another language."""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum, auto

import numpy as np

from tvers.ads._sketch import KEPT, Sketch, digest
from tvers.kernel import Language

_SHORT = 30
"""A text of fewer three-word sequences ("see the ad at finn.no") does not tell one job from another."""
_SAME_TITLE, _LONGER_TITLE, _OTHER_TITLE = 0.8, 0.9, 0.95
"""The part of the shorter text's three-word sequences that the longer one must have, the more the less the titles agree."""
_FEWEST_NAMES, _SHARED_NAMES = 3, 0.6
"""How many names a text and its translation must share, and what part of those in the one that has fewer."""
_LOOKED_UP = 8
"""By so many of its smallest digests a text is looked up. Of a copy cut to a third 96 in 100 are found so, of one cut to half all."""
KEY_MARK = 4
"""So many bits of a key of `job_keys` tell the language."""
_ORDER = {language: place for place, language in enumerate(Language)}


class _Titles(Enum):
    SAME = auto()
    LONGER = auto()
    """One says all that the other says, and more."""
    APART = auto()
    """Each says what the other does not."""


class SameJobs:
    """Which ads are the same job, ad by ad. In whatever order they are added, the groups are the same.

    Groups are what `same_job` joins, directly or over others. An ad that changed or went needs a new index; a `Market` follows changes.
    """

    def __init__(self) -> None:
        self._sketches: dict[str, Sketch] = {}
        self._leader: dict[str, str] = {}
        self._at: dict[int, list[tuple[int, str]]] = defaultdict(list)

    def add(self, ad_id: str, sketch: Sketch) -> None:
        """Add an ad and join it with those that are the same job, of those that `may_be_same` by a key."""
        self._sketches[ad_id] = sketch
        self._leader[ad_id] = ad_id
        keys = job_keys(sketch)
        for other in dict.fromkeys(other for key in keys for theirs, other in self._at[key >> KEY_MARK] if may_be_same(key, theirs)):
            ours, theirs = self.leader(ad_id), self.leader(other)
            if ours != theirs and same_job(self._sketches[other], sketch):
                self._leader[max(ours, theirs)] = min(ours, theirs)
        for key in keys:
            self._at[key >> KEY_MARK].append((key, ad_id))

    def leader(self, ad_id: str) -> str:
        """The ad that stands for the group of an ad: the one whose id comes first. Raises ``KeyError`` for an ad that was not added."""
        while (leader := self._leader[ad_id]) != ad_id:
            self._leader[ad_id] = self._leader[leader]
            ad_id = leader
        return ad_id


def same_jobs(sketches: Iterable[tuple[str, Sketch]]) -> dict[str, str]:
    """For each ad id the id that stands for its group, itself where no other ad is the same job."""
    index = SameJobs()
    ids = []
    for ad_id, sketch in sketches:
        index.add(ad_id, sketch)
        ids.append(ad_id)
    return {ad_id: index.leader(ad_id) for ad_id in ids}


def same_job(one: Sketch, other: Sketch) -> bool:
    """Whether two ads are the same job.

    They are out at the same time, no field of one contradicts the other, and

    - one leads to the other by address or id, and employer or place agree; or employer and place agree, and
    - the shorter text stands in the longer one, the more of it the less the titles agree, and each does not name what the other lacks; or
    - they are in two languages, close on the same day and name the same things; or
    - in two feeds, the text is too short to tell, the titles agree, and both close on the same day or say the same word for word.

    Titles that each say what the other does not are two jobs within one source, however alike the texts: so employers put out a series.
    """
    titles = _compare_titles(one.title, other.title)
    translated = one.language is not None and other.language is not None and one.language != other.language
    if titles is _Titles.APART and one.source == other.source and not translated:
        return False
    if not _out_together(one, other) or _contradict(one, other):
        return False
    employer, place = _same_employer(one, other), _same_place(one, other)
    if _linked(one, other) and (employer or place):
        return titles is not _Titles.APART or translated
    if not (employer and place):
        return False
    same_end = one.closes is not None and one.closes == other.closes
    if min(one.length, other.length) < _SHORT:
        word_for_word = one.length > 0 and one.sequences == other.sequences
        return (same_end or word_for_word) and titles is _Titles.SAME and one.source != other.source
    wanted = _wanted(titles, across=one.source != other.source)
    if wanted is not None and shared_part(one, other) >= wanted:
        return not _name_apart(one, other)
    return translated and same_end and _name_alike(one, other)


def shared_part(one: Sketch, other: Sketch) -> float:
    """How much of the shorter text stands in the longer one, 0 to 1: an estimate, but for texts of up to `KEPT` sequences exact."""
    either = np.union1d(one.sample, other.sample)
    if max(one.length, other.length) > KEPT:
        either = either[:KEPT]
    both = int(np.isin(either, np.intersect1d(one.sample, other.sample, assume_unique=True), assume_unique=True).sum())
    alike = both / len(either) if len(either) else 0.0
    return min(1.0, alike * (one.length + other.length) / (1 + alike) / max(1, min(one.length, other.length)))


def job_keys(sketch: Sketch) -> tuple[int, ...]:
    """Where an ad is looked for and looks for others, each a number of 64 bits: two ads that are the same job have one in common.

    The upper 32 bits say at which employer and place, or at which address, the next 28 by what: a title, a piece of the text, or the last
    day. By the last day alone only translations are found; the lowest `KEY_MARK` bits then tell the language, else they are 0.
    """
    keys = {_key(f"address {address}", 0) for address in (*sketch.own, *sketch.linked)}
    found = [digest(f"title {' '.join(sorted(sketch.title))}")]
    if sketch.length >= _SHORT:
        found += sketch.sample[:_LOOKED_UP].tolist()
    employers = [f"{kind} {value}" for kind, value in (("number", sketch.employer_number), ("name", sketch.employer_name)) if value]
    for employer in employers:
        for place in sketch.places or ("",):
            where = f"{employer} {place}"
            keys.update(_key(where, what) for what in found)
            if sketch.closes and sketch.language:
                keys.add(_key(where, digest(f"closes {sketch.closes}")) | 1 + _ORDER[sketch.language])
    return tuple(sorted(keys))


def may_be_same(one: int, other: int) -> bool:
    """Whether two of the `job_keys` are the same, and not for two ads of one language that only close on the same day."""
    return one >> KEY_MARK == other >> KEY_MARK and (one != other or not one & ((1 << KEY_MARK) - 1))


def _key(where: str, what: int) -> int:
    return digest(where) << 32 | what >> KEY_MARK << KEY_MARK


def _out_together(one: Sketch, other: Sketch) -> bool:
    return (one.opens is None or other.closes is None or one.opens <= other.closes) and (
        other.opens is None or one.closes is None or other.opens <= one.closes
    )


def _contradict(one: Sketch, other: Sketch) -> bool:
    """Whether a field that both have says two things. Two numbers of one register are two workplaces of an employer."""
    return bool(
        (one.engagement and other.engagement and one.engagement != other.engagement)
        or (one.work_time and other.work_time and one.work_time != other.work_time)
        or (one.codes != other.codes and _codes_apart(one, other))
        or (one.source == other.source and one.employer_number and other.employer_number and one.employer_number != other.employer_number)
    )


def _codes_apart(one: Sketch, other: Sketch) -> bool:
    """Whether both have codes of a scheme, and none in common."""
    both = {scheme for scheme, _ in one.codes} & {scheme for scheme, _ in other.codes}
    return bool(both - {scheme for scheme, _ in set(one.codes) & set(other.codes)})


def _same_employer(one: Sketch, other: Sketch) -> bool:
    return bool(
        (one.employer_number and one.employer_number == other.employer_number)
        or (one.employer_name and one.employer_name == other.employer_name)
    )


def _same_place(one: Sketch, other: Sketch) -> bool:
    """The same places, or a copy that names fewer of them."""
    here, there = set(one.places), set(other.places)
    return here == there or bool(here and there and (here <= there or there <= here))


def _linked(one: Sketch, other: Sketch) -> bool:
    """Whether one ad leads to the other. Within a source an address that several ads have is the employer's page for all of them."""
    return one.source != other.source and bool(set(one.own) & {*other.own, *other.linked} or set(other.own) & {*one.own, *one.linked})


def _compare_titles(one: frozenset[str], other: frozenset[str]) -> _Titles:
    if one == other and one:
        return _Titles.SAME
    return _Titles.LONGER if one <= other or other <= one else _Titles.APART


def _wanted(titles: _Titles, *, across: bool) -> float | None:
    """The part of the shorter text that must stand in the longer one, None where no text will do."""
    if titles is _Titles.SAME:
        return _SAME_TITLE
    if titles is _Titles.LONGER:
        return _LONGER_TITLE
    return _OTHER_TITLE if across else None


def _name_apart(one: Sketch, other: Sketch) -> bool:
    """Whether each text names something that the other does not: two wards of a hospital, two schools of a municipality."""
    ours, theirs = set(one.names), set(other.names)
    return bool(ours - theirs and theirs - ours)


def _name_alike(one: Sketch, other: Sketch) -> bool:
    """Whether two texts name the same things, as a text and its translation do."""
    shared = len(set(one.names) & set(other.names))
    return shared >= _FEWEST_NAMES and shared >= _SHARED_NAMES * min(len(one.names), len(other.names))
