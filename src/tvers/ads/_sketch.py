"""What of an ad tells whether another is the same job, in about a kilobyte."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, lru_cache

import numpy as np
import orjson
from numpy.typing import NDArray

from tvers.ads._model import Ad, Engagement, WorkTime
from tvers.kernel import Language, date_of, fold, read_toml, uninflected, words

KEPT = 128
"""Of a text's three-word sequences the ones with the smallest digests are kept: a sample that is the same part of every text."""
_COMPANY_FORM = re.compile(r"\b(as|asa|ab|aktiebolag|publ|nuf|hb|ans|sa|sf|avd|avdeling)\b|[.,()]")
_NAME = re.compile(r" (?<=[\w,;)\"”»] )([A-ZÆØÅÄÖÉ][\w&+#-]{2,})")
_PAY = re.compile(r"\d[\d .\u00a0]*(?=\s*(?:kr|sek|nok)\b)", re.IGNORECASE)
_NO_MEANING = frozenset({"pyrk"})
"""Schemes whose codes are chosen so coarsely that one job may have another code in another ad."""
_LEAST_BASE = 4
_LONG_ID = 8
"""An id of fewer letters may be anybody's."""
_MIX = tuple(np.uint64(factor) for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_PRIME = np.uint64(1_099_511_628_211)
_IN_WORD = np.asarray([chr(code).isalnum() for code in range(0x250)] + [True])
"""Which letters, by their code, stand in words; of the rarer ones all."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """An ad as `same_job` compares it.

    ``employer_name`` is folded and without the company form. ``places`` are municipality codes, else names, sorted. ``title`` has the
    words that say what the job is, without their endings; ``names`` digests of what the text names; ``sequences`` the smallest `KEPT`
    digests of its three-word sequences (uint32, ascending, as bytes), ``length`` how many different ones it has. ``own`` are addresses
    that lead to the ad, ``linked`` those it leads to.
    """

    source: str
    employer_number: str
    employer_name: str
    places: tuple[str, ...]
    opens: date | None
    closes: date | None
    engagement: Engagement | None
    work_time: WorkTime | None
    codes: tuple[tuple[str, str], ...]
    language: Language | None
    title: frozenset[str]
    names: tuple[int, ...]
    sequences: bytes
    length: int
    own: tuple[str, ...]
    linked: tuple[str, ...]

    @property
    def sample(self) -> NDArray[np.uint32]:
        """``sequences`` as numbers, shape (at most `KEPT`,)."""
        return np.frombuffer(self.sequences, dtype=np.uint32)

    def to_bytes(self) -> bytes:
        """Packed, for `sketch_from`."""
        told = [getattr(self, one.name) for one in fields(self) if one.name != "sequences"]
        return orjson.dumps(told, default=sorted) + b"\0" + self.sequences


def sketch_from(packed: bytes) -> Sketch:
    """The sketch that `Sketch.to_bytes` packed."""
    told, _, sequences = packed.partition(b"\0")
    source, number, name, places, opens, closes, engagement, work_time, codes, language, title, names, length, own, linked = orjson.loads(
        told
    )
    return Sketch(
        source,
        number,
        name,
        tuple(places),
        opens and date.fromisoformat(opens),
        closes and date.fromisoformat(closes),
        engagement and Engagement(engagement),
        work_time and WorkTime(work_time),
        tuple((scheme, code) for scheme, code in codes),
        language and Language(language),
        frozenset(title),
        tuple(names),
        sequences,
        length,
        tuple(own),
        tuple(linked),
    )


def sketch(ad: Ad, language: Language | None = None) -> Sketch:
    """Sketch an ad. ``language`` is the one its text was found to be in, where the feed does not say."""
    employer = " ".join(_COMPANY_FORM.sub(" ", fold(ad.employer.name)).split())
    beside = {word for place in ad.workplaces for word in words(place.name)} | set(employer.split())
    told = _plain_words()
    digests = _sequences(ad.text)
    own = {_address(ad.url), f"id {_bare_id(ad)}" if len(_bare_id(ad)) >= _LONG_ID else ""} - {""}
    return Sketch(
        ad.source,
        ad.employer.number,
        employer,
        tuple(sorted({place.municipality_code or fold(place.name) for place in ad.workplaces})),
        date_of(ad.published),
        date_of(ad.expires),
        ad.engagement,
        ad.work_time,
        tuple(sorted((code.scheme, code.code) for code in ad.occupation_codes if code.scheme not in _NO_MEANING)),
        ad.language or language,
        frozenset(_base(word) for word in {*words(_PAY.sub(" ", ad.title))} - told["title"]),
        _names(ad.text, told["names"] | beside),
        digests[:KEPT].tobytes(),
        len(digests),
        tuple(sorted(own)),
        tuple(sorted({_address(ad.apply_url)} - {""})),
    )


@cache
def _plain_words() -> dict[str, frozenset[str]]:
    return {about: frozenset(table["words"]) for about, table in read_toml("tvers.ads", "duplicates.toml").items()}


@lru_cache(maxsize=1 << 16)
def _base(word: str) -> str:
    """A word without its endings, so that one and many are one: ``sykepleiere`` and ``sykepleier`` are ``sykeplei``."""
    while len(shorter := min(sorted(uninflected(word)), key=len)) < len(word) and len(shorter) >= _LEAST_BASE:
        word = shorter
    return word


def _bare_id(ad: Ad) -> str:
    """The publisher's own id, without whose it is."""
    return ad.source_id.rpartition(".")[2].casefold()


def _address(given: str) -> str:
    """A web address as it is compared: without scheme, ``www.``, fragment and closing slash."""
    return re.sub(r"^https?://(?:www\.)?|#.*$|/+$", "", given.strip().casefold())


def _names(text: str, beside: Iterable[str]) -> tuple[int, ...]:
    """Digests of the words with a capital letter in the middle of a sentence: places, departments, systems, products."""
    named = {word.casefold().rstrip("-") for word in _NAME.findall(text)} - set(beside)
    return tuple(sorted(digest(word) for word in named))


def digest(text: str) -> int:
    """32 bits that stand for a text, the same in every process."""
    return zlib.crc32(text.encode())


def _sequences(text: str) -> NDArray[np.uint32]:
    """Digests of the different three-word sequences of a text, ascending; of one of fewer words, none."""
    each = _word_digests(text)
    if len(each) < len(_MIX):
        return np.empty(0, np.uint32)
    with np.errstate(over="ignore"):
        mixed = sum((each[place : len(each) - 2 + place] * factor for place, factor in enumerate(_MIX)), start=np.uint64(0))
        mixed ^= mixed >> np.uint64(29)
        mixed *= _MIX[0]
    digests = np.sort((mixed >> np.uint64(32)).astype(np.uint32))
    return digests[np.concatenate(([True], digests[1:] != digests[:-1]))]


def _word_digests(text: str) -> NDArray[np.uint64]:
    """A digest of each run of letters and digits, small or capital, in order: a polynomial of its letters, for all runs at once."""
    letters = np.frombuffer(text.casefold().encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    inside = _IN_WORD[np.minimum(letters, len(_IN_WORD) - 1)]
    starts = np.flatnonzero(inside & ~np.concatenate(([False], inside[:-1])))
    if not len(starts):
        return np.empty(0, np.uint64)
    place = np.arange(starts[0], len(letters)) - np.repeat(starts, np.diff(starts, append=len(letters)))
    with np.errstate(over="ignore"):
        powers = np.cumprod(np.full(int(place.max()) + 1, _PRIME))
        return np.add.reduceat(letters[starts[0] :] * powers[place] * inside[starts[0] :], starts - starts[0])
