"""Text as the linker and the readers see it: folded, cut into words with their places."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]++(?:(?:\.(?=[a-zæøåäö0-9])|[&'’])[^\W_]++)*+[+#]*+|\.[^\W\d_]+")  # "C++", ".NET", "node.js", "R&D"


def fold(text: str) -> str:
    """Fold what does not carry meaning: composition, case, runs of white space.

    >>> fold("  Elkraft\u00a0Ingeniør ")
    'elkraft ingeniør'
    """
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def lower_in_place(text: str) -> str:
    """In lower case, letter for letter, so that places in it are places in the text: a letter that would become two (İ) stays as it is."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def words(text: str) -> list[str]:
    """Words of a text in order, folded.

    >>> words("C++-utvikler (.NET, CI/CD) og PLS-programmering")
    ['c++', 'utvikler', '.net', 'ci', 'cd', 'og', 'pls', 'programmering']
    """
    return [word.casefold() for word in _WORD.findall(text)]


@lru_cache(maxsize=8)
def written_words(text: str) -> tuple[str, ...]:
    """The `words` of a text as written, not folded. Those of the last few texts are kept: an ad's are asked for again and again."""
    return tuple(_WORD.findall(text))


def word_places(text: str, written: Iterable[str]) -> list[int]:
    """Where the `written_words` of a text, or the first of them, begin in it.

    >>> word_places("Vi søker deg", written_words("Vi søker deg"))
    [0, 3, 9]
    """
    places, end = [], 0
    for word in written:
        places.append(start := text.index(word, end))
        end = start + len(word)
    return places


def one_slip_apart(one: str, other: str) -> bool:
    """Whether two different words differ by one letter that was left out, added, or taken for another, or by two that changed places.

    >>> [one_slip_apart("elektriker", word) for word in ("elektrikr", "elektrkier", "elektrisker", "elektronker", "elektriker")]
    [True, True, True, False, False]
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == len(other) == 2 and one == other[::-1])  # noqa: PLR2004 - two that changed places


_ENDINGS = frozenset(
    ["e", "en", "n", "r", "s", "er", "ar", "or", "et", "a", "an", "ene", "ne", "na", "ane", "erne", "arna", "orna", "erna"]  # many, the one
) | frozenset(["ens", "es", "ets", "nas", "nes", "enes", "ies"])  # of the one, of the many; English "-ies"


def inflects(word: str, name: str) -> bool:
    """Whether a word may be the plural, definite or genitive form of a name, and is not derived from it.

    >>> [inflects(*pair) for pair in (("utviklere", "utvikler"), ("läkarna", "läkare"), ("utvikle", "utvikler"), ("fysik", "fysiker"))]
    [True, True, False, False]
    """
    kept = name[:-1] if name[-1:] in ("a", "e", "y") else name
    return word == name or (len(word) >= len(name) and word.startswith(kept) and word[len(kept) :] in _ENDINGS)


def uninflected(word: str) -> Iterator[str]:
    """The word, and every name that it `inflects`: looked up in a table, most of them stand in none.

    >>> {"lege", "leger"} <= set(uninflected("leger")), "sjuksköterska" in uninflected("sjuksköterskor")
    (True, True)
    """
    yield word
    for ending in _ENDINGS:  # in no order: whoever takes one of several must choose it himself
        if word.endswith(ending):
            kept = word.removesuffix(ending)
            yield from (name for name in (kept, f"{kept}a", f"{kept}e", f"{kept}y") if name != word and inflects(word, name))


def nearest(word: str, names: Iterable[str], *, count: int = 3) -> tuple[str, ...]:
    """Names most like ``word``, best first, for "did you mean"; empty where none is near.

    >>> nearest("Strømstad", ["Strömstad", "Sunne", "Strömsund"], count=1)
    ('Strömstad',)
    """
    by_fold = {fold(name): name for name in names}
    return tuple(by_fold[found] for found in difflib.get_close_matches(fold(word), by_fold, n=count, cutoff=0.7))
