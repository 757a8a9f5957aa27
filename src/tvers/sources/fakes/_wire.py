"""Ads as the sources would have sent them."""

import html
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from tvers.ads import Ad, Engagement, WorkTime
from tvers.travel import load_places

_OSLO, _STOCKHOLM = ZoneInfo("Europe/Oslo"), ZoneInfo("Europe/Stockholm")
_ENGAGEMENT = {Engagement.PERMANENT: "Fast", Engagement.FIXED_TERM: "Vikariat", Engagement.SUMMER: "Feriejobb"}
_NAV_SCHEMES = {"styrk08": "STYRK08", "esco": "ESCO"}


def nav_entry(ad: Ad, changed: datetime) -> dict[str, Any]:
    """An active feed entry of NAV's."""
    content = {
        "uuid": ad.source_id,
        "published": _iso(ad.published, _OSLO),
        "expires": _iso(ad.expires, _OSLO),
        "updated": _iso(changed, _OSLO),
        "title": ad.title,
        "description": ad.html or _html(ad.text),
        "workLocations": [
            {"country": "NORGE", "municipal": _municipality(place.country, place.municipality_code).upper(), "postalCode": place.postcode}
            for place in ad.workplaces
        ],
        "contactList": [{"name": "Kontakt Person", "email": "kontakt@example.no", "phone": "69 12 34 56", "role": "", "title": ""}],
        "occupationCategories": [
            dict(zip(("level1", "level2"), code.code.split("/", 1), strict=False)) for code in ad.occupation_codes if code.scheme == "pyrk"
        ],
        "categoryList": [
            {"categoryType": _NAV_SCHEMES[code.scheme], "code": code.code, "name": code.label, "score": 1.0}
            for code in ad.occupation_codes
            if code.scheme in _NAV_SCHEMES
        ],
        "jobtitle": ad.job_title or None,
        "link": ad.url,
        "applicationUrl": ad.apply_url,
        "employer": {"name": ad.employer.name, "orgnr": ad.employer.number or None},
        "engagementtype": _ENGAGEMENT.get(ad.engagement) if ad.engagement else None,
        "extent": {WorkTime.FULL: "Heltid", WorkTime.PART: "Deltid"}.get(ad.work_time) if ad.work_time else None,
        "positioncount": str(ad.positions or 1),
    }
    return {"uuid": ad.source_id, "ad_content": content, "sistEndret": _iso(changed, _OSLO), "status": "ACTIVE"}


def jobtech_ad(ad: Ad, changed: datetime) -> dict[str, Any]:
    """A JobAd of Arbetsförmedlingen's."""
    place = ad.workplaces[0] if ad.workplaces else None
    code = place.municipality_code if place else ""
    concept = next((code for code in ad.occupation_codes if code.scheme == "jobtech"), None)
    return {
        "id": ad.source_id,
        "webpage_url": ad.url,
        "headline": ad.title,
        "publication_date": _naive(ad.published),
        "last_publication_date": _naive(ad.expires),
        "application_deadline": _naive(ad.expires),
        "number_of_vacancies": ad.positions or 1,
        "description": {"text": ad.text, "text_formatted": ad.html or _html(ad.text)},
        "employer": {"name": ad.employer.name, "organization_number": ad.employer.number, "email": "kontakt@example.se"},
        "application_contacts": [{"name": "Kontakt Person", "telephone": "070-123 45 67"}],
        "occupation": {"concept_id": concept.code, "label": concept.label, "legacy_ams_taxonomy_id": None} if concept else None,
        "occupation_group": next(
            (
                {"concept_id": None, "label": group.label, "legacy_ams_taxonomy_id": group.code}
                for group in ad.occupation_codes
                if group.scheme == "ssyk2012"
            ),
            None,
        ),
        "working_hours_type": {WorkTime.FULL: {"label": "Heltid"}, WorkTime.PART: {"label": "Deltid"}}.get(ad.work_time)
        if ad.work_time
        else None,
        "workplace_address": {
            "municipality": _municipality(place.country, code) if place else None,
            "municipality_code": code or None,
            "country_code": "199",
            "coordinates": [None, None],
        },
        "removed": False,
        "timestamp": int(changed.timestamp() * 1000),
    }


def _municipality(country: Any, code: str) -> str:
    place = load_places().by_code(country, code) if country and code else None
    return place.name if place else ""


def _html(text: str) -> str:
    """Plain text as the sources' editors would have made it: paragraphs, headings over lists, lists."""
    lines = [line for line in text.split("\n") if line.strip()]
    pieces = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
        escaped = [html.escape(line.removeprefix("- "), quote=False) for line in group]
        items = "".join(f"<li>{line}</li>" for line in escaped)
        pieces.append(f"<ul>{items}</ul>" if is_list else "".join(f"<p>{line}</p>" for line in escaped))
    return "".join(pieces)


def _iso(instant: datetime | None, zone: ZoneInfo) -> str | None:
    return instant.astimezone(zone).isoformat() if instant else None


def _naive(instant: datetime | None) -> str | None:
    return instant.astimezone(_STOCKHOLM).replace(tzinfo=None, microsecond=0).isoformat() if instant else None
