"""The gold set of ads: what readers marked, and how far two of them agree.

``python -m tools.gold`` prints the agreement of the second reader with the first, by kind, over the ads that both have read.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tvers.ads import Ad
from tvers.sources import read_ads
from tvers.sources._markup import read_markup

FOLDER = Path(__file__).parent.parent / "tests" / "gold"
CONCEPTS = frozenset({"skill", "certificate"})
"""Kinds that mean ESCO concepts."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of an ad's text and what it asks for; ``value`` and ``concepts`` as docs/reference/gold-set.md says."""

    kind: str
    start: int
    end: int
    must: bool
    value: str = ""
    concepts: tuple[str, ...] = ()
    cefr: str = ""

    def overlaps(self, other: "Mark") -> bool:
        """Whether both are of one kind and have a letter in common."""
        return self.kind == other.kind and self.start < other.end and other.start < self.end

    def means(self, other: "Mark") -> bool:
        """Whether both mean the same: a concept in common, or none in either; else the same value."""
        if self.kind in CONCEPTS:
            return bool({*self.concepts} & {*other.concepts}) or not (self.concepts or other.concepts)
        return self.value == other.value


@dataclass(frozen=True, slots=True)
class GoldAd:
    """An ad that was read: its id, the file of the reference data that has it, a digest of its text, its language, and the marks."""

    ad: str
    file: str
    digest: str
    language: str
    marks: tuple[Mark, ...]


def load(name: str) -> dict[str, GoldAd]:
    """The ads of ``test``, ``development`` or ``second``, by id."""
    found = {}
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        shape = json.loads(line)
        marks = tuple(Mark(**{**mark, "concepts": tuple(mark.get("concepts", ()))}) for mark in shape.pop("marks"))
        found[shape["ad"]] = GoldAd(**shape, marks=marks)
    return found


def texts(folder: Path) -> dict[str, str]:
    """The texts of the ads of a folder by id, as `Ad.text` has them."""
    found = {record.id: record.text for file in folder.glob("*-ads-*.json") for record in read_ads(file) if isinstance(record, Ad)}
    for file, source in (("texts-nav-electricians.jsonl", "nav"), ("texts-platsbanken-developers.jsonl", "jobtech")):
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            shape = json.loads(line)
            found.setdefault(f"{source}:{shape['id']}", read_markup(shape["text_html"]).text if "text_html" in shape else shape["text"])
    return found


@dataclass
class Agreement:
    """Counts over ads: marks of either reader, those that overlap, of these those that mean the same, and those that ask alike."""

    one: int = 0
    other: int = 0
    overlapping: int = 0
    same: int = 0
    same_must: int = 0

    @property
    def f1(self) -> float:
        """How far both mark the same places."""
        return 2 * self.overlapping / max(1, self.one + self.other)

    @property
    def f1_of_meaning(self) -> float:
        """How far both mark the same places and mean the same by them."""
        return 2 * self.same / max(1, self.one + self.other)


def agreement(one: Mapping[str, GoldAd], other: Mapping[str, GoldAd]) -> dict[str, Agreement]:
    """By kind, over the ads that both have. A mark of one is held against at most one of the other, the first that means the same."""
    found: dict[str, Agreement] = defaultdict(Agreement)
    for ad in one.keys() & other.keys():
        for kind in {mark.kind for mark in (*one[ad].marks, *other[ad].marks)}:
            _count(found[kind], _of(kind, one[ad].marks), _of(kind, other[ad].marks))
    return dict(found)


def _of(kind: str, marks: Iterable[Mark]) -> list[Mark]:
    return sorted((mark for mark in marks if mark.kind == kind), key=lambda mark: (mark.start, mark.end))


def _count(counts: Agreement, one: list[Mark], other: list[Mark]) -> None:
    counts.one += len(one)
    counts.other += len(other)
    left = list(other)
    for mark in one:
        near = sorted((their for their in left if mark.overlaps(their)), key=lambda their: not mark.means(their))
        if near:
            left.remove(near[0])
            counts.overlapping += 1
            counts.same += mark.means(near[0])
            counts.same_must += mark.must == near[0].must


def main() -> int:
    """Print the table."""
    print(f"{'kind':14} {'first':>6} {'second':>6}  F1 place  F1 meaning  must alike")
    for kind, counts in sorted(agreement(load("test"), load("second")).items()):
        alike = counts.same_must / max(1, counts.overlapping)
        print(f"{kind:14} {counts.one:6} {counts.other:6}  {counts.f1:8.2f}  {counts.f1_of_meaning:10.2f}  {alike:10.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
