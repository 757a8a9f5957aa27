"""One ad as matching sees it."""

from dataclasses import dataclass
from datetime import date

from tvers.ads import Ad, AdReading, RequirementKind, Sketch, sketch
from tvers.kernel import date_of
from tvers.matching import _factors as rules
from tvers.travel import PlaceIndex

KEPT_OCCUPATIONS = 6
"""Of the linker's ten candidates the market keeps the best six: the rest hardly ever carry weight."""


@dataclass(frozen=True, slots=True)
class AdRow:
    """What matching needs of an ad and its reading; see `Market` for the fields that become columns."""

    ad_id: str
    occupations: tuple[tuple[str, float], ...]
    skills: tuple[tuple[str, float], ...]
    opens: date | None
    closes: date | None
    points: tuple[tuple[float, float], ...]
    wish: tuple[str, str, str]
    language: tuple[tuple[tuple[str, bool], ...], str]
    licences: tuple[tuple[str, bool], ...]
    demand: tuple[int | None, bool, float | None, bool]
    sketch: Sketch


def ad_row(ad: Ad, reading: AdReading, places: PlaceIndex) -> AdRow:
    """Lay an ad and its reading out for matching. A workplace's own coordinates win over its municipality's."""
    asked = {kind: [item for item in reading.requirements if item.kind is kind] for kind in RequirementKind}
    level, years = asked[RequirementKind.LEVEL], asked[RequirementKind.EXPERIENCE]
    written_in = {"nb": "no", "nn": "no"}.get(reading.language or "", reading.language or "")
    return AdRow(
        ad.id,
        _occupations(reading),
        tuple((item.value, rules.MUST if item.must else rules.NICE) for item in asked[RequirementKind.SKILL]),
        date_of(ad.published),
        date_of(ad.expires),
        _points(ad, places),
        (reading.work_time or "", reading.remote or "", reading.engagement or ""),
        (tuple(sorted((item.value, item.must) for item in asked[RequirementKind.LANGUAGE])), str(written_in)),
        tuple(sorted((item.value, item.must) for item in asked[RequirementKind.LICENCE])),
        (
            int(level[0].value.removeprefix("isced")) if level else None,
            level[0].must if level else False,
            float(years[0].value) if years else None,
            years[0].must if years else False,
        ),
        sketch(ad, reading.language),
    )


def _occupations(reading: AdReading) -> tuple[tuple[str, float], ...]:
    """The likeliest occupations; the chance that it is none of them goes in part to them (`rules.UNSURE_STILL_ALIKE`)."""
    kept = reading.occupations[:KEPT_OCCUPATIONS]
    known = sum(candidate.probability for candidate in kept)
    scale = (known + rules.UNSURE_STILL_ALIKE * (1 - known)) / known if known else 1.0
    return tuple((candidate.concept_id, candidate.probability * scale) for candidate in kept)


def _points(ad: Ad, places: PlaceIndex) -> tuple[tuple[float, float], ...]:
    points = set()
    for workplace in ad.workplaces:
        if workplace.latitude is not None and workplace.longitude is not None:
            points.add((round(workplace.latitude, 2), round(workplace.longitude, 2)))
        elif workplace.country is not None and workplace.municipality_code:
            place = places.by_code(workplace.country, workplace.municipality_code)
            if place is not None:
                points.add((place.latitude, place.longitude))
    return tuple(sorted(points))
