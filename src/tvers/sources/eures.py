"""Job ads as EURES exchanges them: HR Open 3.2 ``PositionOpening`` documents, alone or in an answer of the national input API.

Source of the shape: navikt/pam-eures-stilling-eksport (JobVacancy.kt, ApiServiceModel.kt). Elements are known by their local names, for
publishers bind the namespaces differently. ``validFrom`` dates the format and ``WorkingLanguageCode`` is the same on every Norwegian ad,
so neither is taken for the ad's. Contact persons are never read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, ParseError, tostring  # only the types and the writer: parsing is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tvers.ads import Ad, AdRecord, Employer, Requirement, RequirementKind, Unreadable, Withdrawal, Workplace
from tvers.kernel import as_language
from tvers.sources._ad_fields import (
    RecordError,
    as_given,
    count,
    detail,
    excerpt_of_line,
    fingerprint,
    guarded,
    identifier,
    storable,
    web_address,
)
from tvers.sources._markup import read_line, read_markup
from tvers.sources._postings import (
    engagement_of,
    experience,
    last_instant,
    least_level,
    occupation_code,
    organisation_number,
    work_time_of,
    workplace,
    zone_of,
)
from tvers.sources._xml import each, name_of, text_at

SOURCE = "eures"
_OPENING = re.compile(r"<(?:[\w.-]+:)?PositionOpening[\s>/]")
_WHOLE = re.compile(r"<((?:[\w.-]+:)?PositionOpening)(?:\s[^<>]*)?(?:/>|>.*?</\1\s*>)", re.DOTALL)
_LINK = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_LICENCE = re.compile(r"(?:AM|A[12]?|B1|BE|B|C1E|C1|CE|C|D1E|D1|DE|D|T)")
_MILLISECONDS = 1000
_MONTHS_IN = {"year": 12, "ann": 12, "month": 1, "mon": 1}


def is_document(text: str) -> bool:
    """Whether a text is XML with position openings in it."""
    return text.lstrip().startswith("<") and _OPENING.search(text) is not None


def is_answer(content: object) -> bool:
    """Whether a value of a JSON file is an answer of the input API (``getDetails``)."""
    return isinstance(content, Mapping) and isinstance(content.get("details"), Mapping)


def details(answer: Mapping[str, Any]) -> Iterator[object]:
    """The records of an answer of the input API."""
    yield from answer["details"].values()


def openings(text: str) -> tuple[Mapping[str, Any], ...] | None:
    """The position openings of a document, as records that hold nothing but their content.

    Where the document as a whole is no XML, it is cut at its openings, so that one that is broken does not stop the others. None where
    it ends inside one.
    """
    root = _parsed(text)
    if root is not None:
        found = [root] if name_of(root)[1] == "PositionOpening" else [one for one in root.iter() if name_of(one)[1] == "PositionOpening"]
        return tuple({"content": tostring(one, encoding="unicode")} for one in found)
    whole = list(_WHOLE.finditer(text))
    if _OPENING.search(text, whole[-1].end() if whole else 0):
        return None
    return tuple({"content": one.group()} for one in whole)


def recognises(raw: Mapping[str, Any]) -> bool:
    """Whether a record is EURES's."""
    return isinstance(raw.get("content"), str) or {"reference", "status", "lastModificationTimestamp"} <= raw.keys()


def read(raw: object) -> AdRecord:
    """Read one record of the input API. A closed one is a withdrawal; one that cannot be read is `Unreadable`."""
    record = guarded(SOURCE, raw, ("reference",), _read)
    if isinstance(record, Unreadable) and isinstance(raw, Mapping) and isinstance(raw.get("content"), str):
        return replace(record, excerpt=excerpt_of_line(raw["content"]))  # which knows contact persons in XML too
    return record


def _read(raw: Mapping[str, Any]) -> AdRecord:
    if str(raw.get("status", "")).upper() == "CLOSED":
        return Withdrawal(SOURCE, _plain(identifier(raw, "reference")), _moment(raw.get("closingTimestamp")))
    content = raw.get("content")
    if not isinstance(content, str) or not content.strip():
        raise RecordError("record.no_content", "content")
    opening = _parsed(content)
    if opening is None or name_of(opening)[1] != "PositionOpening":
        raise RecordError("record.not_xml", detail("content", content))
    source_id = _plain(identifier({**raw, "DocumentID": text_at(opening, "DocumentID") or None}, "reference", "DocumentID"))
    if text_at(opening, "PositionOpeningStatusCode").casefold() in ("closed", "inactive"):
        return Withdrawal(SOURCE, source_id, _moment(raw.get("closingTimestamp")))
    return _read_ad(raw, opening, source_id)


def _read_ad(raw: Mapping[str, Any], opening: Element, source_id: str) -> Ad:
    profile = _profile(opening)
    title = read_line(text_at(profile, "PositionTitle"))
    if not title:
        raise RecordError("record.no_title", "PositionTitle")
    given = "\n\n".join(filter(None, map(text_at, each(profile, "PositionFormattedDescription", "Content"))))
    markup = read_markup(given)
    codes = [occupation_code(text_at(one), code_set=one.get("listName", "")) for one in each(profile, "JobCategoryCode")]
    if not markup.text and not any(codes):
        raise RecordError("record.no_content", "PositionFormattedDescription")
    workplaces = tuple(dict.fromkeys(map(_workplace, each(profile, "PositionLocation"))))
    closes = text_at(profile, "ApplicationCloseDate")
    page, apply = _addresses(profile, source_id)
    return Ad(
        SOURCE,
        source_id,
        title,
        _employer(profile),
        workplaces,
        markup.text,
        markup.html,
        language=as_language(profile.get("languageCode", "")),
        published=_moment(raw.get("creationTimestamp")),
        expires=last_instant("ApplicationCloseDate", closes, zone_of(workplaces)),
        updated=_moment(raw.get("lastModificationTimestamp")),
        dates_as_given=as_given(
            creationTimestamp=_digits(raw.get("creationTimestamp")),
            lastModificationTimestamp=_digits(raw.get("lastModificationTimestamp")),
            ApplicationCloseDate=closes,
        ),
        occupation_codes=tuple(dict.fromkeys(code for code in codes if code)),
        requirements=_requirements(profile),
        work_time=work_time_of(map(text_at, each(profile, "PositionScheduleTypeCode"))),
        engagement=engagement_of(map(text_at, each(profile, "PositionOfferingTypeCode"))),
        positions=count(text_at(profile, "PositionOpenQuantity")),
        url=page,
        apply_url=apply,
        fingerprint=fingerprint(raw),
    )


def _parsed(text: str) -> Element | None:
    """The root of a document; None for what is no XML, or would have entities expanded."""
    try:
        root: Element = fromstring(storable(text).strip())
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return None
    return root


def _plain(given: str) -> str:
    """A reference as part of an id, which is part of an address here."""
    return re.sub(r"[^\w.~:+=-]+", "-", given)[:150]


def _moment(milliseconds: object) -> datetime | None:
    """An instant of the input API, milliseconds since 1970; None where that is no instant."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / _MILLISECONDS, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _digits(given: object) -> str | None:
    return str(given) if isinstance(given, int) else None


def _profile(opening: Element) -> Element:
    """The profile to read: of several languages the first that is read here."""
    profiles = list(each(opening, "PositionProfile"))
    if not profiles:
        raise RecordError("record.no_content", "PositionProfile")
    return next((one for one in profiles if as_language(one.get("languageCode", ""))), profiles[0])


def _employer(profile: Element) -> Employer:
    identifiers = partial(text_at, profile, "PositionOrganization", "OrganizationIdentifiers")
    return Employer(read_line(identifiers("OrganizationName")), organisation_number(identifiers("OrganizationLegalID")))


def _workplace(location: Element) -> Workplace:
    address = partial(text_at, location, "Address")
    return workplace(address("CountryCode"), (address("CityName"),), address("CountrySubDivisionCode"), address("PostalCode"))


def _addresses(profile: Element, source_id: str) -> tuple[str, str]:
    """The ad's own page, known by its id in the address, and else where one applies."""
    written = text_at(profile, "PostingInstruction", "ApplicationMethod", "Instructions")
    links = [web_address(found.rstrip(".,;)")) for found in _LINK.findall(written)]
    link = next(filter(None, links), "")
    return (link, "") if source_id in link else ("", link)


def _requirements(profile: Element) -> tuple[Requirement, ...]:
    """Languages, education, experience and driving licences of ``PositionQualifications``."""
    found: list[Requirement] = []
    for competency in each(profile, "PositionQualifications", "PositionCompetency"):
        code = _language_code(text_at(competency, "CompetencyID"))
        if code and text_at(competency, "TaxonomyID").casefold() == "language":
            must = bool(text_at(competency, "RequiredProficiencyLevel")) or not text_at(competency, "DesiredProficiencyLevel")
            found.append(Requirement(RequirementKind.LANGUAGE, code, must))
    levels = map(text_at, each(profile, "PositionQualifications", "EducationRequirement", "EducationLevelCode"))
    found += least_level(levels, must=True)
    measures = each(profile, "PositionQualifications", "ExperienceSummary", "ExperienceCategory", "Measure")
    years = [one for measure in measures for one in experience(_months(measure))]
    found += sorted(years, key=lambda one: float(one.value))[-1:]  # of experience in several occupations the ad asks for the longest
    for licence in each(profile, "PositionQualifications", "LicenseTypeCode"):
        if _LICENCE.fullmatch(given := text_at(licence).upper()):
            found.append(Requirement(RequirementKind.LICENCE, given, must=True))
    return tuple(dict.fromkeys(found))


def _language_code(given: str) -> str:
    """ISO 639-1, Norwegian of either form as ``no``; empty for anything else."""
    code = given.casefold()
    return "no" if code in ("nb", "nn", "nor") else code if re.fullmatch(r"[a-z]{2}", code) else ""


def _months(measure: Element) -> float:
    try:
        return float(text_at(measure)) * _MONTHS_IN.get(measure.get("unitCode", "").casefold().rstrip("s"), 0)
    except ValueError:
        return 0.0
