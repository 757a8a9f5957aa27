"""How well ads are read, against the gold set: ``python -m tools.measure_reader development`` (or ``test``, which is for reporting alone).

Reads the texts out of the reference data, and nothing else of an ad, with the starter pack and ESCO laid over it. For each language of ads
and each kind: precision, recall and F1 over what an ad asks for, each thing once.

- A skill is right where its concept is one that a mark of the ad names, or one of the starter pack's own that a crosswalk takes to such a
  one: readers chose among ESCO's. A mark without concepts can neither be hit nor missed, and what the reader makes of its letters does
  not count.
- A language or a licence is right by its code. Of levels and of years of experience with a number an ad has one: the least it asks for.
- Fields are right where one code begins with the other; working time, remote work and engagement by their value.
- Certificates and authorisations are right where they have a letter in common with a mark; of the skills those count that are certificates.

- ``cefr`` is the level of a language, of those languages that are right and have one in a mark or in what was read.

Must alike is the share of what is right of which the reader and the marks say the same, must or nice to have.
"""

import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from tools.gold import GoldAd, Mark, load, texts
from tvers.ads import TERMS, Ad, AdReader, Employer, Requirement, RequirementKind
from tvers.kernel import as_language
from tvers.linking import Linker, load_encoder
from tvers.sources import read_taxonomy
from tvers.taxonomy import Taxonomy, load_starter

TAXONOMIES = ("occupations-isco-no-sv-da-en.tsv", "esco-v1.1.1-en-csv.zip", "skills-en-sv-fi.tsv")
KINDS = ("skill", "language", "licence", "level", "experience", "field", "certificate", "authorisation", *TERMS, "cefr")
_BY_PLACE = ("certificate", "authorisation")
_LEAST = ("level", "experience")


@dataclass
class Counts:
    """What was found that is right, what was found that is not, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    alike: int = 0
    """Of what is right: how often must and nice to have are told as a mark tells."""

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed, self.alike + other.alike)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        every = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / every if every else 1.0


def ad_of(gold: GoldAd, text: str) -> Ad:
    """An ad of which there is only the text, and the language that a reader saw."""
    source, source_id = gold.ad.split(":", 1)
    return Ad(source, source_id, "", Employer(""), (), text, language=as_language(gold.language))


def compare(gold: GoldAd, found: Sequence[Requirement], kind: str, nearest: Mapping[str, frozenset[str]] = MappingProxyType({})) -> Counts:
    """What a reader found of a kind in an ad, against what the marks say."""
    if kind == "cefr":
        return _cefr(gold, found)
    mine = [one for one in found if one.kind is RequirementKind(kind)]
    if kind == "skill":
        return _skills(gold, mine, nearest)
    marks = [mark for mark in gold.marks if mark.kind == kind and (mark.value or kind in _BY_PLACE)]
    if kind in _BY_PLACE:
        return _places(marks, mine)
    asked = {_value(kind, mark.value): any(one.must for one in marks if one.value == mark.value) for mark in marks}
    if kind in _LEAST and asked:
        musts = {value for value, must in asked.items() if must} or set(asked)
        least = min(musts, key=lambda value: float(value.removeprefix("isced")))
        asked = {least: asked[least]}
    said = {_value(kind, one.value): one.must for one in mine}
    if kind == "field":
        said = {next((value for value in asked if _one_field(value, field)), field): must for field, must in said.items()}
    right = said.keys() & asked.keys()
    return Counts(len(right), len(said) - len(right), len(asked) - len(right), sum(said[one] == asked[one] for one in right))


def _cefr(gold: GoldAd, found: Sequence[Requirement]) -> Counts:
    marks = {mark.value: mark.cefr for mark in reversed(gold.marks) if mark.kind == "language"}
    said = {one.value: one.cefr for one in found if one.kind is RequirementKind.LANGUAGE and one.value in marks}
    right = sum(bool(marks[one]) and marks[one] == cefr for one, cefr in said.items())
    return Counts(right, sum(map(bool, said.values())) - right, sum(bool(marks[one]) for one in said) - right, right)


def _value(kind: str, value: str) -> str:
    return f"{float(value):g}" if kind == "experience" else value


def _one_field(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _places(marks: list[Mark], mine: list[Requirement]) -> Counts:
    hit = [(mark, one) for mark in marks for one in mine if one.start < mark.end and mark.start < one.end]
    places = dict(hit)
    return Counts(
        len(places),
        sum(all(one is not other for _, other in hit) for one in mine),
        len(marks) - len(places),
        sum(mark.must == one.must for mark, one in places.items()),
    )


def _skills(gold: GoldAd, mine: list[Requirement], nearest: Mapping[str, frozenset[str]]) -> Counts:
    marks = [mark for mark in gold.marks if mark.kind in ("skill", "certificate")]
    asked: dict[frozenset[str], bool] = {}
    for mark in marks:
        if mark.concepts:
            asked[frozenset(mark.concepts)] = asked.get(frozenset(mark.concepts), False) or mark.must
    unnamed = [mark for mark in marks if not mark.concepts]
    said = [(nearest.get(one.value, frozenset()) | {_last(one.value)}, one) for one in mine]
    hit = {one: [other for means, other in said if one & means] for one in asked if any(one & means for means, _ in said)}
    known = frozenset().union(*asked) if asked else frozenset()
    wrong = {
        one.value for means, one in said if not means & known and not any(mark.start < one.end and one.start < mark.end for mark in unnamed)
    }
    alike = sum(any(other.must for other in others) == asked[one] for one, others in hit.items())
    return Counts(len(hit), len(wrong), len(asked) - len(hit), alike)


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
    certificates = {one.id for one in taxonomy.skills if one.skill_type == "certificate"}
    for gold in load(half).values():
        reading = reader.read(ad_of(gold, ads[gold.ad]))
        found = [*reading.requirements, *reading.terms]
        papers = [replace(one, kind=RequirementKind.CERTIFICATE) for one in found if one.value in certificates]
        for kind in KINDS:
            counts[gold.language, kind] += compare(gold, [*found, *(papers if kind == "certificate" else ())], kind, nearest)
    yield from ((language, kind, every) for (language, kind), every in sorted(counts.items()))


def main(arguments: list[str]) -> int:
    """Print the table."""
    reference = Path(os.environ.get("TVERS_REFERENCE_DATA") or Path("..") / "shared" / "data")
    print(f"{'ads':4} {'kind':14} {'right':>6} {'wrong':>6} {'missed':>6}    F1  must alike")
    for language, kind, every in measure(arguments[0] if arguments else "development", reference):
        alike = f"{every.alike / every.right:.2f}" if every.right else "-"
        print(f"{language:4} {kind:14} {every.right:6} {every.wrong:6} {every.missed:6}  {every.f1:.2f}  {alike:>10}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
