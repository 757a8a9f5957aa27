"""Answers as the API and ``--json`` give them and the pages show them: one shape for all three doors."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tvers.ads import Ad, AdReading, Requirement, RequirementKind
from tvers.kernel import Caveat, Language, date_of
from tvers.linking import Link
from tvers.matching import Reason
from tvers.person import NotUnderstood, Understood
from tvers.services import ImportReport, MatchedAd, MatchList
from tvers.taxonomy import Concept, ConceptKind, Taxonomy, Walk
from tvers.travel import load_places
from tvers.words._catalogue import say
from tvers.words._format import join, language_name, shown
from tvers.words._papers import papers_as_json


def answer_as_json(result: MatchList, taxonomy: Taxonomy, language: Language) -> dict[str, Any]:
    """The whole answer for a reader: matches, what was and was not understood, hints, versions."""
    return {
        "matches": [_matched(one, result, taxonomy, language) for one in result.matches],
        "understood": [_understood(one, taxonomy, language) for one in result.profile.understood],
        "not_understood": not_understood_as_json(result.profile.not_understood, taxonomy, language),
        "hints": [{"code": hint.code, "text": say(f"hint.{hint.code}", language, **dict(hint.fields))} for hint in result.hints],
        "open_ads": result.open_ads,
        "countries": {str(country): number for country, number in sorted(result.countries.items())},
        "on": result.on.isoformat(),
        "language": str(language),
        "versions": dict(result.versions),
    }


def _matched(one: MatchedAd, result: MatchList, taxonomy: Taxonomy, language: Language) -> dict[str, Any]:
    parts = one.match.parts
    fit = "unknown" if result.profile.view.names_no_work else _fit(one.match.score)
    return {
        "ad": ad_as_json(one.ad, one.reading, taxonomy, language, text=False),
        "score": round(one.match.score, 4),
        "fit": say(f"fit.{fit}", language),
        "fit_code": fit,
        "parts": {
            "occupation": round(parts.occupation, 4),
            "skills": round(parts.skills, 4),
            "level": round(parts.level, 4),
            "experience": round(parts.experience, 4),
            "language": round(parts.language, 4),
            "licence": round(parts.licence, 4),
            "p": round(parts.p, 4),
            "worth": round(parts.worth, 4),
            "travel_minutes": None if parts.minutes is None else round(parts.minutes),
        },
        "reasons": [_reason(reason, taxonomy, language) for reason in one.match.reasons],
        "caveats": [_caveat(caveat, language) for caveat in one.match.caveats],
        "papers": _papers(one.ad, one.reading, taxonomy, language) if Caveat.CROSSES_BORDER in one.match.caveats else None,
        "same_as": _same_as(one.same, language),
    }


def _same_as(ads: Iterable[Ad], language: Language) -> list[dict[str, Any]]:
    """Other ads of the same job: where each is, and where it leads."""
    return [
        {
            "id": ad.id,
            "title": ad.title,
            "source": ad.source,
            "source_name": _source_name(ad, language),
            "url": ad.url or None,
            "apply_url": ad.apply_url or None,
        }
        for ad in ads
    ]


def _source_name(ad: Ad, language: Language) -> str:
    return say(f"source.{ad.source}", language) if ad.source in _SOURCES else ad.source


_FITS = ((0.5, "very_good"), (0.25, "good"), (0.1, "fair"), (0.0, "weak"))


def _fit(score: float) -> str:
    return next(word for least, word in _FITS if score >= least)


def _caveat(caveat: Caveat, language: Language) -> dict[str, str]:
    return {"code": str(caveat), "text": say(f"caveat.{caveat}", language)}


def _reason(reason: Reason, taxonomy: Taxonomy, language: Language) -> dict[str, Any]:
    fields = dict(reason.fields)
    code = reason.code
    named = {name: _named(code.split(".")[0], name, fields, taxonomy, language) for name in fields}
    if fields.get("crosses_border"):
        code += "_across"
    return {"code": reason.code, "speaks": reason.speaks, "text": say(f"reason.{code}", language, **named), "fields": _plain(fields)}


def _named(about: str, name: str, fields: dict[str, Any], taxonomy: Taxonomy, language: Language) -> object:
    value = fields[name]
    if about == "occupation" and name in ("wanted", "mine"):
        return taxonomy.name(str(value), language)
    if name == "skills":
        return _skills(value, int(fields["count"]), taxonomy, language)
    if about == "level":
        return say(f"level.{value}", language)
    if name == "language" and isinstance(value, tuple):
        return join([language_name(one, language) for one in value], language, alternatives=True)
    if name == "language":
        return language_name(str(value), language)
    if name == "work_time":
        return say(f"work_time.{value}", language)
    return value


def _skills(shown_skills: tuple[str, ...], count: int, taxonomy: Taxonomy, language: Language) -> tuple[str, ...]:
    """Names of skills; where there are more than are shown, the last says how many."""
    names = tuple(taxonomy.name(skill, language) for skill in shown_skills)
    more = count - len(shown_skills)
    return (*names, say("reason.skills.more", language, count=more)) if more > 0 else names


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items() if value is not None}


def _understood(one: Understood, taxonomy: Taxonomy, language: Language) -> dict[str, Any]:
    concept = taxonomy.get(one.concept_id) if one.concept_id else None
    meaning = concept.name(language) if concept else _value(one, language)
    return {
        "field": one.field,
        "said": one.said,
        "meaning": meaning,
        "kind": str(concept.kind) if concept else "",
        "concept": one.concept_id or None,
        "probability": round(one.probability, 3),
    }


def _value(one: Understood, language: Language) -> str:
    kind, _, rest = one.value.partition(":")
    return (rest and _found(kind, rest, language)) or _given(one.field, one.value, language)


def _found(kind: str, rest: str, language: Language) -> str:
    """What was found in running words, as ``<kind>:<rest>``; empty for a kind that there is not."""
    if kind in ("NO", "SE"):
        return f"{rest.partition(':')[2]} ({say(f'country.{kind}', language)})"
    if kind == "studies":
        return say("value.studies", language, level=say(f"level.{rest.removeprefix('isced')}", language))
    if kind == "language":
        return _given("languages", rest, language)
    return _requirement_words(kind, rest, language) if kind in ("level", "licence", "experience") else ""


def _given(field: str, value: str, language: Language) -> str:
    """What was given in a field of its own."""
    if field == "education":
        level = next((word for word in value.split() if word.startswith("isced")), "")
        return say(f"level.{level.removeprefix('isced')}", language) if level else value
    if field == "languages":
        code, cefr = value.split()
        return f"{language_name(code, language)} ({cefr})"
    if field == "max_travel_minutes":
        return say("value.minutes", language, minutes=int(value))
    if field == "work_time":
        return say(f"work_time.{value}", language)
    if field == "remote":
        return say(f"value.remote_{value}", language)
    kind = {"experience_years": "experience", "licences": "licence"}.get(field)
    return _requirement_words(kind, value, language) if kind else value


def _requirement_words(kind: str, value: str, language: Language) -> str:
    if kind == "field":
        return say("value.field", language, field=say(f"isced_f.{value}", language))
    if kind in _SAID_BY_VALUE:
        return say(f"{kind}.{value}", language)
    if kind == "level":
        return say(f"level.{value.removeprefix('isced')}", language)
    if kind == "language":
        return language_name(str(value), language)
    if kind == "experience":
        return say("value.years", language, years=shown(float(value), language), count=float(value))
    return say("value.licence", language, licence=value)


_SAID_BY_VALUE = ("certificate", "authorisation", "work_time", "remote", "engagement")
"""Kinds whose values have sentences of their own."""


def not_understood_as_json(lines: Iterable[NotUnderstood], taxonomy: Taxonomy, language: Language) -> list[dict[str, Any]]:
    """What nothing was made of, each with a sentence that says so and what may have been meant."""
    return [_not_understood(one, taxonomy, language) for one in lines]


def _not_understood(one: NotUnderstood, taxonomy: Taxonomy, language: Language) -> dict[str, Any]:
    nearest = [taxonomy.name(name, language) for name in one.nearest]
    field = one.field if one.reason == "unknown_field" else say(f"field.{one.field}", language)
    text = say(f"not_understood.{one.reason}", language, said=one.said, field=field)
    if nearest:
        text = f"{text} {say('not_understood.nearest', language, nearest=join(nearest, language, alternatives=True))}"
    return {"field": one.field, "said": one.said, "reason": one.reason, "text": text, "nearest": nearest}


_SOURCES = ("example", "nav", "jobtech", "schema_org", "eures")


def ad_as_json(
    ad: Ad, reading: AdReading, taxonomy: Taxonomy, language: Language, *, text: bool = True, same: Iterable[Ad] = ()
) -> dict[str, Any]:
    """An ad for a reader: with ``text`` its own words, what was read out of it, and the other ads of the same job."""
    shape: dict[str, Any] = {
        "id": ad.id,
        "title": ad.title,
        "employer": ad.employer.name,
        "country": str(ad.country) if ad.country else None,
        "place": _places(ad),
        "occupation": _occupation(reading, taxonomy, language),
        "language": str(reading.language) if reading.language else None,
        "published": _day(ad.published),
        "expires": _day(ad.expires),
        "work_time": str(reading.work_time) if reading.work_time else None,
        "remote": str(reading.remote) if reading.remote else None,
        "engagement": str(reading.engagement) if reading.engagement else None,
        "pay_text": ad.pay_text or None,
        "source": ad.source,
        "source_name": _source_name(ad, language),
        "url": ad.url or None,
        "apply_url": ad.apply_url or None,
        "example": ad.example,
    }
    if text:
        shape["text"] = ad.text
        shape["text_gone"] = ad.text_gone
        shape["html"] = ad.html or None
        shape["same_as"] = _same_as(same, language)
        shape["requirements"] = [_requirement(item, taxonomy, language) for item in reading.requirements]
        shape["terms"] = [_requirement(item, taxonomy, language) for item in reading.terms]
        shape["disputed"] = [str(kind) for kind in reading.disputed]
        shape["papers"] = _papers(ad, reading, taxonomy, language)
        shape["occupations"] = [
            {"concept": one.concept_id, "name": taxonomy.name(one.concept_id, language), "probability": round(one.probability, 3)}
            for one in reading.occupations
        ]
    return shape


def _papers(ad: Ad, reading: AdReading, taxonomy: Taxonomy, language: Language) -> dict[str, Any] | None:
    """What whoever was trained next door needs for the occupation that the ad is for, where that is known."""
    best = taxonomy.get(reading.occupations[0].concept_id) if reading.occupations and reading.occupation_recognised else None
    return papers_as_json(best.isco08, ad.country, language) if best and best.isco08 and ad.country else None


def _day(instant: datetime | None) -> str | None:
    """The day in Norway and Sweden: midnight there is still the day before in UTC."""
    day = date_of(instant)
    return day.isoformat() if day else None


def _occupation(reading: AdReading, taxonomy: Taxonomy, language: Language) -> dict[str, Any] | None:
    if not reading.occupations or not reading.occupation_recognised:
        return None
    best = reading.occupations[0]
    return {"concept": best.concept_id, "name": taxonomy.name(best.concept_id, language), "probability": round(best.probability, 3)}


def _places(ad: Ad) -> str:
    names = []
    for workplace in ad.workplaces:
        place = load_places().by_code(workplace.country, workplace.municipality_code) if workplace.country else None
        name = workplace.name or (place.name if place else "")
        if place and name and place.name != name:
            name = f"{name}, {place.name}"
        if name and name not in names:
            names.append(name)
    return " · ".join(names)


def _requirement(item: Requirement, taxonomy: Taxonomy, language: Language) -> dict[str, Any]:
    if item.kind is not RequirementKind.SKILL:
        name = _requirement_words(item.kind, item.value, language)
    elif item.label and taxonomy.get(item.value) is None:
        name = item.label
    else:
        name = taxonomy.name(item.value, language)
    shape = {"kind": str(item.kind), "value": item.value, "name": name, "must": item.must}
    if item.cefr:
        shape["name"], shape["cefr"] = f"{name} ({item.cefr})", item.cefr
    if not item.from_feed:
        shape["start"], shape["end"] = item.start, item.end
    return shape


def concept_as_json(concept: Concept, taxonomy: Taxonomy, language: Language) -> dict[str, Any]:
    """A concept with all its names and skills."""
    return {
        "id": concept.id,
        "scheme": concept.scheme,
        "kind": str(concept.kind),
        "code": concept.code or None,
        "name": _called(concept, taxonomy, language),
        "names": {
            str(one): [name.text for name in concept.names if name.language is one]
            for one in Language
            if any(name.language is one for name in concept.names)
        },
        "replaced_by": [{"id": one, "name": taxonomy.name(one, language)} for one in taxonomy.successors.get(concept.id, ())],
        "isco08": concept.isco08 or None,
        "level": concept.level or None,
        "broader": list(concept.broader),
        "members": [{"id": one.id, "name": one.name(language)} for one in _members(concept, taxonomy)],
        "essential": [{"id": skill, "name": taxonomy.name(skill, language)} for skill in concept.essential],
        "optional": [{"id": skill, "name": taxonomy.name(skill, language)} for skill in concept.optional],
    }


def _members(concept: Concept, taxonomy: Taxonomy) -> tuple[Concept, ...]:
    return taxonomy.members(concept) if concept.kind is ConceptKind.OCCUPATION_GROUP else ()


_SHOWN_MEMBERS = 3


def _called(concept: Concept, taxonomy: Taxonomy, language: Language) -> str:
    """The name of a concept; a group whose own name is not loaded is told by some of its occupations."""
    members = () if concept.names else _members(concept, taxonomy)
    if not members:
        return concept.name(language)
    return say("group.of", language, names=tuple(one.name(language) for one in members[:_SHOWN_MEMBERS]))


def link_as_json(link: Link, taxonomy: Taxonomy, language: Language) -> dict[str, Any]:
    """What a phrase means."""
    return {
        "text": link.text,
        "understood": link.understood,
        "candidates": [
            {
                "concept": one.concept_id,
                "name": taxonomy.name(one.concept_id, language),
                "probability": round(one.probability, 4),
                "score": round(one.score, 4),
            }
            for one in link.candidates
        ],
    }


def walks_as_json(walks: tuple[Walk, ...], taxonomy: Taxonomy, language: Language) -> list[dict[str, Any]]:
    """Ways from one classification to another, each with its weakest link and what that loses."""
    return [
        {
            "id": walk.target.id,
            "code": walk.target.code or None,
            "name": _called(walk.target, taxonomy, language),
            "weakest": str(walk.weakest),
            "weakest_text": say(f"relation.{walk.weakest}", language),
            "lost": walk.lost or None,
            "lost_text": say(f"lost.{walk.lost or 'nothing'}", language),
            "steps": [
                {
                    "crosswalk": step.crosswalk,
                    "relation": str(step.relation),
                    "relation_text": say(f"relation.{step.relation}", language),
                    "concept": step.concept_id,
                    "name": taxonomy.name(step.concept_id, language),
                }
                for step in walk.steps
            ],
        }
        for walk in walks
    ]


def import_as_json(report: ImportReport) -> dict[str, int]:
    """What became of the records read: the first is the sum of the rest but ``closed``, which are among the new and the updated."""
    return {
        "read": report.read,
        "imported": report.imported,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "quarantined": report.quarantined,
        "closed": report.closed,
    }
