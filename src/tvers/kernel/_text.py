"""Text as the linker and the readers see it: folded, cut into tokens with their places."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W_]+(?:\.(?=[a-zæøåäö0-9])[^\W_]+|[&'’][^\W_]+)*[+#]*|\.[^\W\d_]+")  # "C++", ".NET", "node.js", "R&D"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and where it stands: ``text[start:end]`` is the word as written."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Fold what does not carry meaning: composition, case, runs of white space.

    >>> fold("  Elkraft\u00a0Ingeniør ")
    'elkraft ingeniør'
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip().casefold()


def tokens(text: str) -> list[Token]:
    """Words of a text in order, folded, with their places in the text as given.

    >>> [t.word for t in tokens("C++-utvikler (.NET, CI/CD) og PLS-programmering")]
    ['c++', 'utvikler', '.net', 'ci', 'cd', 'og', 'pls', 'programmering']
    """
    return [Token(found.group().casefold(), found.start(), found.end()) for found in _TOKEN.finditer(text)]


def nearest(word: str, names: Iterable[str], *, count: int = 3) -> tuple[str, ...]:
    """Names most like ``word``, best first, for "did you mean"; empty where none is near.

    >>> nearest("Strømstad", ["Strömstad", "Sunne", "Strömsund"], count=1)
    ('Strömstad',)
    """
    by_fold = {fold(name): name for name in names}
    return tuple(by_fold[found] for found in difflib.get_close_matches(fold(word), by_fold, n=count, cutoff=0.7))
