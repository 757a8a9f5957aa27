"""Whether a feed still has the fields that it always had: one that moved is told once, not with every record."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tvers.ads import Unreadable

_ENOUGH = 50
"""So many ads must have come before anything is said of them."""
_MOSTLY = 0.9


class FieldsSeen:
    """Looks at the ads of one run of a feed. ``always`` are the fields that every ad of that feed has."""

    def __init__(self, source: str, always: Iterable[str]) -> None:
        self._source = source
        self._always = tuple(always)
        self._lacking: Counter[str] = Counter()
        self._ads = 0

    def look(self, ad: object) -> None:
        """Look at one ad."""
        if isinstance(ad, Mapping):
            self._ads += 1
            self._lacking.update(field for field in self._always if field not in ad)

    def report(self) -> Iterator[Unreadable]:
        """What to say of fields that nearly every ad lacks; nothing where all is as it was."""
        moved = [field for field in self._always if self._lacking[field] > self._ads * _MOSTLY]
        if moved and self._ads >= _ENOUGH:
            yield Unreadable(self._source, "fields", "record.field_moved", ", ".join(moved), "")
