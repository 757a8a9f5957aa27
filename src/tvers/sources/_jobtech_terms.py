"""What Arbetsförmedlingen's terms mean: working time, engagement, pay, and what an ad asks for."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, StrictFloat

from tvers.ads import Engagement, Requirement, RequirementKind, WorkTime
from tvers.kernel import fold, read_toml
from tvers.sources._ad_fields import Listed, Shape, Text

_FULL_SCOPE = 100
_UNTIL_FURTHER_NOTICE = "a7uU_j21_mkL"
_USUAL_LICENCE = "B"


def _text_or_none(value: object) -> object:
    return "" if value is None else value


_Label = Annotated[Text, BeforeValidator(_text_or_none)]


class Concept(Shape):
    """An item of the JobTech taxonomy. ``legacy_ams_taxonomy_id`` is the classification's own code, for a group its SSYK 2012."""

    concept_id: _Label = ""
    label: _Label = ""
    legacy_ams_taxonomy_id: _Label = ""


Concepts = Annotated[tuple[Concept, ...], Listed]
"""One item in the feed, a list of them in historical files."""


class Scope(Shape):
    """Working time in per cent of full time."""

    min: StrictFloat | None = None
    max: StrictFloat | None = None


class Wants(Shape):
    """``must_have`` or ``nice_to_have``. Fields of study and occupations worked in have no kind of requirement here."""

    skills: Concepts = ()
    languages: Concepts = ()
    education_level: Concepts = ()


@cache
def terms() -> dict[str, Any]:
    """The table of ``data/jobtech.toml``."""
    return read_toml("tvers.sources", "jobtech.toml")


def work_time_of(given: Concepts, scope: Scope | None) -> WorkTime | None:
    """Full or part time; a scope that never reaches 100 per cent is part time whatever the term says."""
    if scope and scope.max is not None and scope.max < _FULL_SCOPE:
        return WorkTime.PART
    table = terms()["work_time"]
    for concept in given:
        if found := table.get(concept.concept_id) or table.get(fold(concept.label)):
            return WorkTime(found)
    return WorkTime.FULL if scope and scope.min is not None and scope.min >= _FULL_SCOPE else None


def engagement_of(employment: Concepts, duration: Concepts, *, trainee: bool, apprentice: bool) -> Engagement | None:
    """The kind of engagement: a flag first, then what the employment type says, then how long it lasts."""
    if apprentice:
        return Engagement.APPRENTICESHIP
    if trainee:
        return Engagement.TRAINEE
    for concept in employment:
        for words, meaning in terms()["engagement"].items():
            if words in fold(concept.label):
                return Engagement(meaning)
    for concept in duration:
        if concept.concept_id == _UNTIL_FURTHER_NOTICE or fold(concept.label) in ("tills vidare", "tillsvidare"):
            return Engagement.PERMANENT
        if concept.concept_id or concept.label:  # every other duration has an end
            return Engagement.FIXED_TERM
    return None


def said(text: str) -> str:
    """What a field of free text says, empty where it is filled with nothing (``Undefined``)."""
    return "" if fold(text) in terms()["free_text"]["says_nothing"] else text


def requirements_of(must: Wants | None, nice: Wants | None, licences: Concepts, *, required: bool) -> tuple[Requirement, ...]:
    """What the ad asks for in fields of its own. A driving licence that is asked for without its class is class B."""
    found = [*_wanted(must, must=True), *_wanted(nice, must=False)]
    classes = [words[0].upper() for concept in licences if (words := concept.label.split())]
    classes = classes or ([_USUAL_LICENCE] if required else [])
    found += (Requirement(RequirementKind.LICENCE, licence, required) for licence in classes)
    return tuple(dict.fromkeys(found))


def _wanted(wants: Wants | None, *, must: bool) -> Iterator[Requirement]:
    if wants is None:
        return
    for skill in wants.skills:
        if skill.concept_id:
            yield Requirement(RequirementKind.SKILL, f"jobtech:{skill.concept_id}", must, label=skill.label)
    for language in wants.languages:
        if code := terms()["language"].get(fold(language.label)):
            yield Requirement(RequirementKind.LANGUAGE, code, must)
    for level in wants.education_level:
        words = fold(level.label.replace(",", " "))
        if isced := next((isced for begin, isced in terms()["level"].items() if words.startswith(begin)), ""):
            yield Requirement(RequirementKind.LEVEL, isced, must)
