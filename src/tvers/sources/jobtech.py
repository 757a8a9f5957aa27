"""Arbetsförmedlingen's ads (JobTech: JobStream, JobSearch, historical files), read into the values of `tvers.ads`.

Contact persons and the employer's telephone and mail address are never read. Historical files hold lists where the feed has objects,
and a digest as ``id`` beside Platsbanken's own ``original_id``.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

from pydantic import StrictBool, StrictInt

from tvers.ads import Ad, AdRecord, Arrival, Employer, OccupationCode, Remote, Withdrawal
from tvers.kernel import as_language, fold
from tvers.sources._ad_fields import (
    Listed,
    RecordError,
    Shape,
    Text,
    arrival,
    as_given,
    count,
    detail,
    fingerprint,
    guarded,
    identifier,
    instant,
    instant_gone,
    shaped,
    web_address,
)
from tvers.sources._jobtech_places import Address, workplace
from tvers.sources._jobtech_terms import Concepts, Scope, Wants, engagement_of, requirements_of, said, work_time_of
from tvers.sources._markup import Markup, as_html, read_line, read_markup

SOURCE = "jobtech"
ZONE = "Europe/Stockholm"
"""Dates come as Swedish local time without an offset."""
ALWAYS = ("headline", "description", "employer", "workplace_address", "occupation", "publication_date", "last_publication_date")
"""Fields that every ad of the feed has."""
_ID_KEYS = ("original_id", "id")
_LITERAL_LINE_END = re.compile(r"(?:\\r)?\\n")
"""Texts carry a backslash and a letter where a line should end."""
_ORGANISATION_NUMBER = re.compile(r"\d\d[2-9]\d{7}")
"""Ten digits; a company's third is at least 2. Otherwise it is a person's number, which is not kept."""
_SSYK_DIGITS = 4


class _Description(Shape):
    text: Text | None = None
    text_formatted: Text | None = None
    needs: Text | None = None
    requirements: Text | None = None
    conditions: Text | None = None


class _Employer(Shape):
    name: Text | None = None
    workplace: Text | None = None
    organization_number: Text | None = None


class _Application(Shape):
    url: Text | None = None


class _JobAd(Shape):
    headline: Text | None = None
    webpage_url: Text | None = None
    publication_date: Text | None = None
    last_publication_date: Text | None = None
    application_deadline: Text | None = None
    timestamp: StrictInt | None = None
    detected_language: Text | None = None
    number_of_vacancies: Text | None = None
    description: _Description | None = None
    employer: _Employer | None = None
    application_details: _Application | None = None
    occupation: Concepts = ()
    occupation_group: Concepts = ()
    employment_type: Concepts = ()
    duration: Concepts = ()
    working_hours_type: Concepts = ()
    scope_of_work: Scope | None = None
    salary_description: Text | None = None
    remote_work: StrictBool | None = None
    trainee: StrictBool | None = None
    larling: StrictBool | None = None
    workplace_address: Annotated[tuple[Address, ...], Listed] = ()
    must_have: Wants | None = None
    nice_to_have: Wants | None = None
    driving_license_required: StrictBool | None = None
    driving_license: Concepts = ()


def recognises(raw: Mapping[str, Any]) -> bool:
    """Whether a record is JobTech's."""
    return "headline" in raw or "workplace_address" in raw or {"id", "removed"} <= raw.keys()


def read(raw: object) -> AdRecord:
    """Read one ad or removal. One that cannot be read is `Unreadable`."""
    return guarded(SOURCE, raw, _ID_KEYS, _read)


def arrive(raw: object) -> AdRecord | Arrival:
    """A record as it arrived: an ad, to be read once that is needed; a removal is read at once."""
    if not isinstance(raw, Mapping) or raw.get("removed") not in (False, None):
        return read(raw)
    return arrival(SOURCE, raw, _lasting(raw), _ID_KEYS, read)


def _lasting(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record without what belongs to the search that found it."""
    return {key: value for key, value in raw.items() if key != "relevance"} if "relevance" in raw else raw


def _read(raw: Mapping[str, Any]) -> AdRecord:
    source_id = identifier(raw, *_ID_KEYS)
    removed = raw.get("removed")
    if removed is True:
        return Withdrawal(SOURCE, source_id, instant_gone(raw.get("removed_date"), ZONE))
    if removed not in (False, None):
        raise RecordError("record.wrong_type", detail("removed", removed))
    return _read_ad(raw, source_id, shaped(_JobAd, raw))


def _read_ad(raw: Mapping[str, Any], source_id: str, given: _JobAd) -> Ad:
    title = read_line(given.headline or "")
    if not title:
        raise RecordError("record.no_title", "headline")
    markup = _markup(given.description or _Description())
    if not markup.text and not given.occupation:
        raise RecordError("record.no_content", "description")
    dated = partial(instant, zone=ZONE)
    # The ad is closed from the earlier of the two: nobody can apply after the deadline, nobody sees it after the last day.
    ends = (dated("last_publication_date", given.last_publication_date), dated("application_deadline", given.application_deadline))
    return Ad(
        SOURCE,
        source_id,
        title,
        _employer(given.employer),
        tuple(dict.fromkeys(workplace(address) for address in given.workplace_address)),
        markup.text,
        markup.html,
        language=as_language(given.detected_language or ""),
        published=dated("publication_date", given.publication_date),
        expires=min((end for end in ends if end), default=None),
        updated=_updated(given.timestamp),
        dates_as_given=_dates(given),
        job_title=next((read_line(concept.label) for concept in given.occupation if concept.label), ""),
        occupation_codes=_codes(given),
        requirements=requirements_of(
            given.must_have, given.nice_to_have, given.driving_license, required=bool(given.driving_license_required)
        ),
        work_time=work_time_of(given.working_hours_type, given.scope_of_work),
        remote=Remote.PART if given.remote_work else None,
        engagement=engagement_of(given.employment_type, given.duration, trainee=bool(given.trainee), apprentice=bool(given.larling)),
        pay_text=said(read_line(given.salary_description or "")),
        positions=count(given.number_of_vacancies),
        url=web_address(given.webpage_url),
        apply_url=web_address(given.application_details.url if given.application_details else None),
        fingerprint=fingerprint(_lasting(raw)),
    )


def _markup(given: _Description) -> Markup:
    """The formatted text if it is HTML, else the plain one; what stands beside it is added where the text does not say it already."""
    formatted, plain, *others = (
        _LITERAL_LINE_END.sub("\n", part or "")
        for part in (given.text_formatted, given.text, given.needs, given.requirements, given.conditions)
    )
    markup = read_markup(formatted)
    if not markup.html:
        markup = read_markup(plain or formatted)
    for other in others:
        added = "\n".join(filter(None, (said(line.strip(" -/")) for line in read_markup(other).text.split("\n"))))
        if added and fold(added) not in fold(markup.text):
            markup = Markup(f"{markup.text}\n\n{added}".strip(), markup.html and markup.html + as_html(added))
    return markup


def _employer(given: _Employer | None) -> Employer:
    if given is None:
        return Employer("")
    number = re.sub(r"[\s-]", "", given.organization_number or "")
    return Employer(read_line(given.name or given.workplace or ""), number if _ORGANISATION_NUMBER.fullmatch(number) else "")


def _updated(milliseconds: int | None) -> datetime | None:
    if milliseconds is None:
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise RecordError("record.bad_date", detail("timestamp", milliseconds)) from error


def _dates(given: _JobAd) -> tuple[tuple[str, str], ...]:
    return as_given(
        publication_date=given.publication_date,
        last_publication_date=given.last_publication_date,
        application_deadline=given.application_deadline,
        timestamp=None if given.timestamp is None else str(given.timestamp),
    )


def _codes(given: _JobAd) -> tuple[OccupationCode, ...]:
    codes = [OccupationCode("jobtech", concept.concept_id, concept.label) for concept in given.occupation if concept.concept_id]
    for group in given.occupation_group:
        code = group.legacy_ams_taxonomy_id.zfill(_SSYK_DIGITS) if group.legacy_ams_taxonomy_id.isdecimal() else ""
        if len(code) == _SSYK_DIGITS:
            codes.append(OccupationCode("ssyk2012", code, group.label))
    return tuple(dict.fromkeys(codes))
