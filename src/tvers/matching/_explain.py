"""Why an ad suits a person: reasons for, nearly and against, and the caveats that the answer carries."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tvers.ads import Ad, AdReading, Requirement, RequirementKind
from tvers.kernel import Caveat
from tvers.matching import _factors as rules
from tvers.matching._lens import Lens
from tvers.matching._model import Match, Reason

SHOWN_SKILLS = 6
"""A reason names at most this many skills; the count says how many there are."""
_SAME, _NEAR = 0.97, 0.35
_SURE, _LITTLE = 0.5, 0.1
_HAS = 0.65
"""From here on somebody is said to have a skill that their occupation implies."""
_SPEAKS = {"have": "for", "implied": "for", "near": "near", "missing": "against", "wished": "near"}
"""How a person can stand to the skills of an ad, in the order told, and whether that speaks for the ad."""


def explain(match: Match, lens: Lens, ad: Ad, reading: AdReading) -> Match:
    """The same match with its reasons and caveats. Reasons follow the factors of the score, so nothing is said that did not count."""
    reasons = (
        *_occupation(lens, reading),
        *_skills(lens, reading),
        *_level(lens, reading),
        *_experience(lens, reading),
        *_languages(lens, reading),
        *_licences(lens, reading),
        *_travel(match, lens, ad, reading),
        *_wishes(lens, reading),
    )
    return replace(match, reasons=reasons, caveats=tuple(_caveats(match, lens, ad, reading)))


def _reason(code: str, speaks: str, **fields: object) -> Reason:
    return Reason(code, speaks, tuple(fields.items()))


def _occupation(lens: Lens, reading: AdReading) -> Iterator[Reason]:
    if not reading.occupations or lens.view.names_no_work:
        return
    if not reading.occupation_recognised:
        yield _reason("occupation.unrecognised", "near")
        return
    wanted = reading.occupations[0].concept_id
    row = lens.space.occupation_row.get(wanted)
    if row is None:
        return
    sure = dict(lens.view.occupations)
    likeness = {mine: float(values[row]) * sure[mine] for mine, values in lens.likeness.items()}
    if not likeness:
        fit = float(lens.fit[row])
        if lens.view.skills:
            speaks = "for" if fit >= _SURE else "near" if fit >= _LITTLE else "against"
            if round(100 * fit):
                yield _reason("occupation.by_skills", speaks, wanted=wanted, percent=round(100 * fit))
            else:
                yield _reason("occupation.by_no_skills", speaks, wanted=wanted)
        return
    mine = max(likeness, key=lambda concept_id: likeness[concept_id])
    best = likeness[mine]
    if best >= _SAME:
        yield _reason("occupation.same", "for", wanted=wanted)
    elif best >= _NEAR:
        yield _reason("occupation.near", "near", wanted=wanted, mine=mine)
    else:
        yield _reason("occupation.other", "against", wanted=wanted, mine=mine)


def _skills(lens: Lens, reading: AdReading) -> Iterator[Reason]:
    if lens.view.names_no_work:
        return
    named = [item for item in reading.requirements if item.kind is RequirementKind.SKILL and item.value in lens.space.skill_row]
    if named:
        must = [item.value for item in named if item.must]
        nice = [item.value for item in named if not item.must]
        yield from _skill_reasons(lens, must, nice, "")
    elif reading.occupation_recognised and reading.occupations and reading.occupations[0].concept_id in lens.space.occupation_row:
        needs = lens.space.needs[lens.space.occupation_row[reading.occupations[0].concept_id]]
        essential = [
            lens.space.skills[column] for column, weight in zip(needs.indices, needs.data, strict=True) if weight >= rules.ESSENTIAL
        ]
        yield from _skill_reasons(lens, essential, [], "usual_")


def _skill_reasons(lens: Lens, must: list[str], nice: list[str], prefix: str) -> Iterator[Reason]:
    has_it = _HAS * max((sure for _, sure in lens.view.occupations), default=1.0)
    skills = (*must, *nice)
    rows = [lens.space.skill_row[skill] for skill in skills]
    groups: dict[str, list[str]] = {code: [] for code in _SPEAKS}
    for place, (skill, stated, have) in enumerate(zip(skills, lens.stated[rows].tolist(), lens.have[rows].tolist(), strict=True)):
        if stated:
            group = "have"
        elif have:
            group = "implied" if have >= has_it else "near"
        else:
            group = "missing" if place < len(must) else "wished"
        groups[group].append(skill)
    for group, speaks in _SPEAKS.items():
        if groups[group]:
            yield _reason(f"skills.{prefix}{group}", speaks, skills=tuple(groups[group][:SHOWN_SKILLS]), count=len(groups[group]))


def _asked(reading: AdReading, kind: RequirementKind) -> Iterable[Requirement]:
    return (item for item in reading.requirements if item.kind is kind)


def _level(lens: Lens, reading: AdReading) -> Iterator[Reason]:
    for item in _asked(reading, RequirementKind.LEVEL):
        asked, mine = int(item.value.removeprefix("isced")), lens.view.level
        if mine is not None:
            reached = mine >= asked
            yield _reason("level.reached" if reached else "level.below", _speaks(item, reached=reached), asked=asked, mine=mine)


def _experience(lens: Lens, reading: AdReading) -> Iterator[Reason]:
    for item in _asked(reading, RequirementKind.EXPERIENCE):
        asked, mine = float(item.value), lens.view.experience_years
        if mine is not None:
            reached = mine >= asked
            yield _reason("experience.reached" if reached else "experience.short", _speaks(item, reached=reached), asked=asked, mine=mine)


def _speaks(item: Requirement, *, reached: bool) -> str:
    if reached:
        return "for"
    return "against" if item.must else "near"


def _languages(lens: Lens, reading: AdReading) -> Iterator[Reason]:
    if not lens.view.languages:
        return
    asked = list(_asked(reading, RequirementKind.LANGUAGE))
    scandinavian = [item for item in asked if item.value in rules.SCANDINAVIAN]
    groups = [scandinavian] if scandinavian else []
    groups += [[item] for item in asked if item.value not in rules.SCANDINAVIAN]
    spoken = {code for code, _ in lens.view.languages}
    for group in groups:
        best = max(group, key=lambda item: lens.mastery.get(item.value, 0.0))
        mastery = lens.mastery.get(best.value, 0.0)
        if best.value in spoken and mastery >= 1:
            yield _reason("language.reached", "for", language=best.value)
        elif mastery >= _SURE and (best.value in spoken or best.value in rules.SCANDINAVIAN):
            yield _reason("language.near", "near", language=best.value)
        elif mastery >= _SURE:
            yield _reason("language.unsaid", "near", language=best.value)
        else:
            lacking = tuple(item.value for item in group) if len(group) > 1 else best.value
            yield _reason("language.missing", "against" if best.must else "near", language=lacking)


def _licences(lens: Lens, reading: AdReading) -> Iterator[Reason]:
    if lens.view.licences:
        for item in _asked(reading, RequirementKind.LICENCE):
            held = item.value in lens.view.licences
            yield _reason("licence.held" if held else "licence.missing", _speaks(item, reached=held), licence=item.value)


def _travel(match: Match, lens: Lens, ad: Ad, reading: AdReading) -> Iterator[Reason]:
    minutes, limit = match.parts.minutes, lens.view.max_travel_minutes
    if reading.remote in ("full", "part"):
        yield _reason(f"remote.{reading.remote}", "for")
    if minutes is None or lens.view.home is None or reading.remote == "full":
        return
    crosses = ad.country is not None and ad.country is not lens.view.home.country
    within = minutes <= (limit or rules.USUAL_LIMIT_MINUTES)
    code = ("travel.within" if within else "travel.beyond") if limit else "travel.takes"
    speaks = "for" if within else "against"
    yield _reason(code, speaks, minutes=round(minutes), limit=limit, crosses_border=crosses, home=lens.view.home.name)


def _wishes(lens: Lens, reading: AdReading) -> Iterator[Reason]:
    wanted = lens.view.work_time
    if wanted and reading.work_time:
        same = wanted == reading.work_time
        yield _reason("work_time.same" if same else "work_time.other", "for" if same else "against", work_time=str(reading.work_time))
    if lens.view.remote and reading.remote == "none":
        yield _reason("remote.none", "against")
    cost = rules.learner_cost(reading.engagement or "", lens.view.level, lens.view.experience_years)
    if cost:
        yield _reason(f"engagement.{reading.engagement}", "against")


def _caveats(match: Match, lens: Lens, ad: Ad, reading: AdReading) -> Iterator[Caveat]:
    kinds = {item.kind for item in reading.requirements}
    home = lens.view.home
    sure = sum(candidate.probability for candidate in reading.occupations[:1])
    tests = (
        (Caveat.EXAMPLE_AD, ad.example),
        (Caveat.CROSSES_BORDER, home is not None and ad.country is not None and ad.country is not home.country),
        (Caveat.TRAVEL_IS_ESTIMATE, match.parts.minutes is not None),
        (Caveat.HOME_UNKNOWN, home is None),
        (Caveat.PLACE_UNKNOWN, home is not None and match.parts.minutes is None),
        (Caveat.OCCUPATION_UNSURE, sure < _SURE and reading.occupation_recognised and not reading.occupation_certain),
        (Caveat.OCCUPATION_NOT_GIVEN, not lens.view.occupations and bool(lens.view.skills)),
        (Caveat.SKILLS_FROM_OCCUPATION, RequirementKind.SKILL not in kinds and reading.occupation_recognised),
        (Caveat.LEVEL_UNKNOWN, RequirementKind.LEVEL not in kinds or lens.view.level is None),
        (Caveat.LANGUAGE_ASSUMED, not reading.language_stated),
        (Caveat.FIELDS_DIFFER, bool(reading.disputed)),
        (Caveat.NO_DEADLINE, ad.expires is None),
    )
    return (caveat for caveat, holds in tests if holds)
