"""Names that are equal to a phrase, or begin with it."""

import re
from collections.abc import Iterable, Sequence

from tvers.kernel import fold
from tvers.taxonomy import Name

OTHER_NAME = 0.94
"""Likeness of an equal name that is not the preferred one, and the most that a name can have that is not equal."""
HEAD_OF_NAME = 0.88
"""Likeness of what stands before the comma or bracket of a name: "sjuksköterska" of "sjuksköterska, grundutbildad"."""
_NARROWED = re.compile(r", | \(")


class EqualNames:
    """Places of names by what they are, folded, with the likeness that being equal is worth: 1 for a preferred name."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._found: dict[str, list[tuple[int, float]]] = {}
        for place, name in enumerate(names):
            folded = fold(name.text)
            self._found.setdefault(folded, []).append((place, 1.0 if name.preferred else OTHER_NAME))
            narrowed = _NARROWED.search(folded) if "," in folded or "(" in folded else None
            if narrowed:
                self._found.setdefault(folded[: narrowed.start()], []).append((place, HEAD_OF_NAME))

    def of(self, text: str) -> Iterable[tuple[int, float]]:
        """Places of the names equal to a phrase, each with its worth."""
        return self._found.get(fold(text), ())
