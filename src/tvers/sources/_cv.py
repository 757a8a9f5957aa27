"""What a CV says, whatever its format, and how that becomes the shape of a profile (docs/reference/profile.md).

A `Cv` has no place for a name, a birth date, a nationality, a photo, a street or a contact person: no reader of a format can hand them on.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

from tvers.ads import RequirementKind, read_text
from tvers.kernel import Country, fold, read_toml
from tvers.person import NotUnderstood
from tvers.sources._ad_fields import storable
from tvers.sources._markup import read_line, read_markup

SECTIONS = (
    "cv_person",
    "cv_summary",
    "cv_details",
    "cv_soft_skills",
    "cv_volunteering",
    "cv_projects",
    "cv_publications",
    "cv_awards",
    "cv_certificates",
    "cv_courses",
    "cv_references",
    "cv_interests",
    "cv_memberships",
    "cv_events",
    "cv_preferences",
    "cv_attachments",
    "cv_other",
)
"""Parts of a CV that nothing is made of, as fields of `NotUnderstood`; each has a name in the catalogues (``field.<section>``)."""
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
LEVEL_OF_EQF = {"1": "isced1", "2": "isced2", "3": "isced3", "4": "isced3", "5": "isced5", "6": "isced6", "7": "isced7", "8": "isced8"}
"""ISCED 2011 of each level of the European framework; upper secondary school is EQF 4 in Norway and Sweden, and ISCED 3."""
_MOST_OCCUPATIONS = 5
"""A CV goes back to the first summer job; as many occupations as this, the newest, say what somebody is."""
_MOST_LETTERS = 200
_MOST_PROSE = 100_000
_PARTS = re.compile(r"[\n,;:•]|\.\s|^- ", re.MULTILINE)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?")
_CEFR_WORD = re.compile(r"\b([abc][12])\b", re.IGNORECASE)
_ISCED_FIELD = re.compile(r"(?:.*[/#:])?(\d{2,4})")
_CLASSES = frozenset(["AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE", "T"])
_POSTAL_CODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d{3} ?\d{1,2}\s+")
_NAMING = ("en", "nb", "nn", "sv", "da")
"""Languages in which a CV may name languages."""


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when, as written: YYYY, YYYY-MM or YYYY-MM-DD. Without a start nothing is known; without an end it lasts still."""

    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A position that somebody held."""

    title: str
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class Study:
    """An education, finished or not; ``level`` (``isced0`` … ``isced8``) and ``field`` (ISCED-F 2013) where the file has codes for them."""

    title: str
    period: Period = Period()
    level: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language by code or name, and every level given for it, as CEFR or in words."""

    name: str
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cv:
    """All that is read of a CV. ``headlines`` are what the person calls themselves; ``unread`` what could not be read or is not used."""

    text: str = ""
    headlines: tuple[str, ...] = ()
    jobs: tuple[Job, ...] = ()
    studies: tuple[Study, ...] = ()
    skills: tuple[str, ...] = ()
    tongues: tuple[Tongue, ...] = ()
    licences: tuple[str, ...] = ()
    place: str = ""
    country: str = ""
    unread: tuple[NotUnderstood, ...] = ()


def not_used(section: str, said: str) -> NotUnderstood:
    """A part of a CV that is passed over; ``said`` is what the file calls it, never what stands in it."""
    return NotUnderstood(section, said, "cv_section")


def line(given: object) -> str:
    """A title or the like as one line without markup and contact details; empty for what is neither text nor number."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    return read_line(storable(str(given)[: 2 * _MOST_LETTERS]))[:_MOST_LETTERS].strip()


def prose(given: str) -> str:
    """Running text of a person about themselves, as plain text with contact details masked; it may come as HTML."""
    return read_markup(storable(given[:_MOST_PROSE])).text


def phrases(given: str) -> tuple[str, ...]:
    """What a text lists: each line, item and part of one; what stands before a colon names a group and is one of them."""
    return tuple(filter(None, (line(part) for part in _PARTS.split(prose(given)))))


def isced_field(given: str) -> str:
    """The digits of an ISCED-F 2013 code, which may stand at the end of an address; empty for anything else."""
    found = _ISCED_FIELD.fullmatch(given.strip())
    return found[1] if found else ""


def shape_of(cv: Cv, on: date) -> tuple[dict[str, object], tuple[NotUnderstood, ...]]:
    """The shape of a profile, and what of the CV could not be read or is not used. ``on`` is the day that "until now" means.

    1. Occupations: what the person calls themselves, then positions, the newest first; five of them. Only where there is none is what
       they write about themselves read as free text: it tells of the past, of places left and of part-time jobs long ago.
    2. Years of experience: the days of all periods of work, those that overlap counted once.
    3. Education: the highest that is finished, by its code, else by its words.
    4. A language is as well known as the weakest of its levels, since work asks for speech and writing alike; one without is C1, as
       where somebody names it in free text.
    """
    jobs = sorted(cv.jobs, key=lambda job: _recency(job.period, on), reverse=True)
    titles = _distinct((*cv.headlines, *(job.title for job in jobs)))
    years, undated = _experience(jobs, on)
    education, without_level = _education(cv.studies, on)
    languages, without_code = _languages(cv.tongues)
    home, abroad = _home(cv.place, cv.country)
    shape: dict[str, object] = {
        "text": "" if titles else cv.text,
        "occupations": titles[:_MOST_OCCUPATIONS],
        "skills": _distinct(cv.skills),
        "education": education,
        "experience_years": years,
        "languages": languages,
        "licences": [licence for licence in _distinct(cv.licences) if licence.upper() in _CLASSES],
        "home": home,
    }
    unread = (
        *([not_used("cv_summary", "")] if titles and cv.text else ()),
        *(NotUnderstood("occupations", title, "not_used") for title in titles[_MOST_OCCUPATIONS:]),
        *undated,
        *without_level,
        *without_code,
        *(NotUnderstood("licences", licence, "unknown_word") for licence in cv.licences if licence.upper() not in _CLASSES),
        *abroad,
        *cv.unread,
    )
    return {name: value for name, value in shape.items() if value not in ("", [], {}, None)}, tuple(dict.fromkeys(unread))


def _distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, however it is written, in order."""
    by_fold: dict[str, str] = {}
    for text in texts:
        if text:
            by_fold.setdefault(fold(text), text)
    return list(by_fold.values())


def _day(given: str, *, end: bool) -> date:
    """The day that a date stands for: of a month its first, or for an end the first of the next; of a year alone its middle.

    Two years are then as far apart as they most likely are.

    Raises ``ValueError`` for what is no date.
    """
    found = _DATE.fullmatch(given.strip())
    if found is None:
        raise ValueError(given)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not month:
        return date(year, 7, 1)
    first = date(year, month, day or 1)
    return first if day or not end else (first + timedelta(days=31)).replace(day=1)


def _span(period: Period, on: date) -> tuple[date, date] | None:
    """First and last day up to ``on``; None where the start is not told. Raises ``ValueError`` for what is no date."""
    if not period.start:
        return None
    lasts = not period.end or fold(period.end) in _words()["present"]
    return _day(period.start, end=False), on if lasts else min(on, _day(period.end, end=True))


def _recency(period: Period, on: date) -> tuple[date, date]:
    """For sorting: the last day, then the first; what has no dates comes last, in the order of the file."""
    try:
        start, end = _span(period, on) or (date.min, date.min)
    except ValueError:
        return date.min, date.min
    return end, start


def _experience(jobs: Iterable[Job], on: date) -> tuple[float | None, list[NotUnderstood]]:
    spans, undated = [], []
    for job in jobs:
        try:
            span = _span(job.period, on)
        except ValueError:
            undated.append(NotUnderstood("experience_years", f"{job.period.start} – {job.period.end}".strip(" –"), "wrong_kind"))
        else:
            spans += [span] if span else []
    days, reached = 0, date.min
    for start, end in sorted(spans):
        days += max(0, (end - max(start, reached)).days)
        reached = max(reached, end)
    return (round(days / 365.25, 1) if days else None), undated


def _education(studies: Iterable[Study], on: date) -> tuple[dict[str, str], list[NotUnderstood]]:
    best, unread = {"level": "", "field": ""}, []
    for study in studies:
        level = study.level or _level_in(study.title)
        if _under_way(study.period, on):
            unread.append(NotUnderstood("education", study.title or study.level, "not_used"))
        elif not level:
            unread += [NotUnderstood("education", study.title, "unknown_word")] if study.title else []
        elif (level, study.field) > (best["level"], best["field"]):
            best = {"level": level, "field": study.field}
    return {name: value for name, value in best.items() if value}, unread


def _under_way(period: Period, on: date) -> bool:
    """Whether an education has begun and not ended; without a start it is taken to be finished."""
    if not period.end or fold(period.end) in _words()["present"]:
        return bool(period.start)
    try:
        return _day(period.end, end=True) > on
    except ValueError:
        return False


def _level_in(title: str) -> str:
    """The ISCED level that an education's name tells, by the wording for ads and that for CVs; empty where it tells none."""
    told = [found.value for found in read_text(title, own_words=True) if found.kind is RequirementKind.LEVEL]
    return max(told) if told else next(_matching("level", "value", title), "")


def _matching(table: str, value: str, text: str) -> Iterator[str]:
    folded = fold(text)
    return (entry[value] for entry in _words()[table] if any(pattern.search(folded) for pattern in entry["patterns"]))


@cache
def _words() -> dict[str, Any]:
    table = read_toml("tvers.sources", "cv.toml")
    entries = {
        name: [{**entry, "patterns": [re.compile(one) for one in entry["patterns"]]} for entry in table[name]]
        for name in ("fluency", "level")
    }
    return {"present": frozenset(table["present"]["words"]), **entries}


def _languages(tongues: Iterable[Tongue]) -> tuple[dict[str, str], list[NotUnderstood]]:
    known: dict[str, str] = {}
    unread = []
    for tongue in tongues:
        code = language_code(tongue.name)
        levels = [_cefr(level) for level in tongue.levels]
        if not code:
            unread.append(NotUnderstood("languages", tongue.name, "unknown_word"))
        elif "" in levels:
            unread.append(NotUnderstood("languages", f"{tongue.name}: {tongue.levels[levels.index('')]}", "wrong_kind", CEFR))
        else:
            known[code] = max(known.get(code, ""), min(levels, default="C1"))
    return known, unread


def _cefr(words: str) -> str:
    """A CEFR level given as such or in words; empty for neither."""
    found = _CEFR_WORD.search(words)
    return found[1].upper() if found else next(_matching("fluency", "cefr", words), "")


def language_code(name: str) -> str:
    """ISO 639-1 code of a language given by code of two or three letters or by name; Norwegian of either form is ``no``.

    Empty for what is no language, or one that has no such code.

    >>> language_code("swe"), language_code("norsk bokmål"), language_code("English (UK)"), language_code("klingonsk")
    ('sv', 'no', 'en', '')
    """
    said = fold(name)
    code = _language_names().get(said) or _language_names().get(re.split(r"[-_(,/]", said)[0].strip(), "")
    return "no" if code in ("nb", "nn") else code


@cache
def _language_names() -> dict[str, str]:
    named = [(str(code), fold(str(name))) for tag in _NAMING for code, name in Locale.parse(tag).languages.items()]
    two = {code for code, _ in named if len(code) == 2}  # noqa: PLR2004 - ISO 639-1
    names = {name: code for code, name in named if code in two}
    return names | {three: code for three, code in get_global("language_aliases").items() if code in two} | {code: code for code in two}


def _home(place: str, country: str) -> tuple[dict[str, str], list[NotUnderstood]]:
    name, code = _POSTAL_CODE.sub("", place).strip(), country.strip().upper()
    if code and code not in Country.__members__:
        return {}, [NotUnderstood("home", ", ".join(filter(None, (name, code))), "unknown_place")]
    home = {"country": code, "place": name} if code else {"place": name}
    return (home, []) if name else ({}, [])
