"""How well ads are read, against the gold set: ``python -m tools.measure_reader development`` (or ``test``, which is for reporting alone).

Reads the texts out of the reference data, and nothing else of an ad, with the starter pack and ESCO laid over it. For each language of ads
and each kind: precision, recall and F1 over what an ad asks for, each thing once.

- A skill is right where its concept is one that a mark of the ad names, or one of the starter pack's own that a crosswalk takes to such a
  one: readers chose among ESCO's. A mark without concepts can neither be hit nor missed, and what the reader makes of its letters does
  not count.
- A language or a licence is right by its code. Of levels and of years of experience with a number an ad has one: the least it asks for.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tools.gold import GoldAd, load, texts
from tvers.ads import Ad, AdReader, Employer, Requirement, RequirementKind
from tvers.kernel import as_language
from tvers.linking import Linker, load_encoder
from tvers.sources import read_taxonomy
from tvers.taxonomy import Taxonomy, load_starter

TAXONOMIES = ("occupations-isco-no-sv-da-en.tsv", "esco-v1.1.1-en-csv.zip", "skills-en-sv-fi.tsv")
KINDS = ("skill", "language", "licence", "level", "experience")
_LEAST = ("level", "experience")


@dataclass
class Counts:
    """What was found that is right, what was found that is not, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        every = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / every if every else 1.0


def ad_of(gold: GoldAd, text: str) -> Ad:
    """An ad of which there is only the text, and the language that a reader saw."""
    source, source_id = gold.ad.split(":", 1)
    return Ad(source, source_id, "", Employer(""), (), text, language=as_language(gold.language))


def compare(
    gold: GoldAd, found: tuple[Requirement, ...], kind: str, nearest: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> Counts:
    """What a reader found of a kind in an ad, against what the marks say."""
    mine = [one for one in found if one.kind is RequirementKind(kind)]
    if kind == "skill":
        return _skills(gold, mine, nearest)
    marks = [mark for mark in gold.marks if mark.kind == kind and mark.value]
    asked = {mark.value for mark in marks}
    if kind in _LEAST and asked:
        musts = {mark.value for mark in marks if mark.must} or asked
        asked = {min(musts, key=lambda value: float(value.removeprefix("isced")))}
    said = {one.value for one in mine}
    if kind == "experience":
        said, asked = {f"{float(one):g}" for one in said}, {f"{float(one):g}" for one in asked}
    return Counts(len(said & asked), len(said - asked), len(asked - said))


def _skills(gold: GoldAd, mine: list[Requirement], nearest: Mapping[str, frozenset[str]]) -> Counts:
    marks = [mark for mark in gold.marks if mark.kind in ("skill", "certificate")]
    asked = {frozenset(mark.concepts) for mark in marks if mark.concepts}
    unnamed = [mark for mark in marks if not mark.concepts]
    said = {one.value: (nearest.get(one.value, frozenset()) | {_last(one.value)}, one) for one in mine}
    hit = {one for one in asked if any(one & means for means, _ in said.values())}
    known = frozenset().union(*asked) if asked else frozenset()
    wrong = [
        one
        for means, one in said.values()
        if not means & known and not any(mark.start < one.end and one.start < mark.end for mark in unnamed)
    ]
    return Counts(len(hit), len(wrong), len(asked) - len(hit))


def _last(concept_id: str) -> str:
    return concept_id.rsplit("/", 1)[-1]


def to_esco(taxonomy: Taxonomy) -> dict[str, frozenset[str]]:
    """Skills of the starter pack's own with those of ESCO that are nearest, by the last part of their addresses."""
    found = defaultdict(set)
    for crosswalk in taxonomy.crosswalks:
        if (crosswalk.source_scheme, crosswalk.target_scheme) == ("tvers", "esco"):
            for mapping in crosswalk.mappings:
                found[mapping.source_id].add(_last(mapping.target_id))
    return {concept: frozenset(targets) for concept, targets in found.items()}


def measure(half: str, reference: Path) -> Iterator[tuple[str, str, Counts]]:
    """Counts for each language and kind, over the ads of a half."""
    taxonomy = load_starter()
    for file in TAXONOMIES:
        taxonomy = taxonomy.merged(read_taxonomy(reference / "esco" / file))
    reader = AdReader(taxonomy, Linker(taxonomy, load_encoder()))
    nearest = to_esco(taxonomy)
    ads, counts = texts(reference / "ads"), defaultdict[tuple[str, str], Counts](Counts)
    for gold in load(half).values():
        found = reader.read(ad_of(gold, ads[gold.ad])).requirements
        for kind in KINDS:
            one, every = compare(gold, found, kind, nearest), counts[gold.language, kind]
            every.right, every.wrong, every.missed = every.right + one.right, every.wrong + one.wrong, every.missed + one.missed
    yield from ((language, kind, every) for (language, kind), every in sorted(counts.items()))


def main(arguments: list[str]) -> int:
    """Print the table."""
    reference = Path(os.environ.get("TVERS_REFERENCE_DATA") or Path("..") / "shared" / "data")
    print(f"{'ads':4} {'kind':12} {'right':>6} {'wrong':>6} {'missed':>6}   F1")
    for language, kind, every in measure(arguments[0] if arguments else "development", reference):
        print(f"{language:4} {kind:12} {every.right:6} {every.wrong:6} {every.missed:6}  {every.f1:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
