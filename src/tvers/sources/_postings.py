"""What open posting formats share: schema.org and EURES name places, terms, levels and dates in ways of their own, but much alike."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from tvers.ads import Engagement, OccupationCode, Requirement, RequirementKind, Workplace, WorkTime
from tvers.kernel import Country, fold, read_toml
from tvers.sources._ad_fields import instant
from tvers.sources._nav_places import Location
from tvers.sources._nav_places import workplace as known_workplace

_DATE_ALONE = re.compile(r"\s*\d{4}-?\d\d-?\d\d\s*")
_BETWEEN = re.compile(r"[\s_-]+")
_DAY_BUT_A_SECOND = timedelta(days=1, seconds=-1)
_ORGANISATION_NUMBER = re.compile(r"\d{9}|\d\d[2-9]\d{7}")
"""Nine digits in Norway. Ten in Sweden, the third of a company's at least 2: otherwise it is a person's number, which is not kept."""
_VAT_NUMBER = re.compile(r"(?:NO)?(\d{9})(?:MVA)?|SE(\d{10})01", re.IGNORECASE)
_ISCO = re.compile(r"\d{4}")
_ESCO_OCCUPATION = re.compile(r"https?://data\.europa\.eu/esco/occupation/[\w-]+", re.IGNORECASE)
_ESCO_ISCO = re.compile(r"https?://data\.europa\.eu/esco/isco/C(\d{4})", re.IGNORECASE)
_ISCED = re.compile(r"(?:isced)?([2-8])", re.IGNORECASE)
_MOST_LATITUDE, _MOST_LONGITUDE, _MONTHS = 90, 180, 12


@cache
def _table() -> dict[str, Any]:
    return read_toml("tvers.sources", "postings.toml")


def term(given: str) -> str:
    """A term as the tables have it: its last part if it is an address, without case, spaces, hyphens and underscores.

    >>> term("FULL_TIME"), term("https://schema.org/FullTime"), term("bachelor degree")
    ('fulltime', 'fulltime', 'bachelordegree')
    """
    return _BETWEEN.sub("", fold(given.rstrip("/").rpartition("/")[2]))


def country_of(given: str) -> Country | None:
    """Norway or Sweden, by ISO code or name in their languages or English; None for any other country."""
    code = _table()["country"].get(fold(given))
    return Country(code) if code else None


def workplace(
    country: str, names: Iterable[str], region: str = "", postcode: str = "", point: tuple[object, object] = ("", "")
) -> Workplace:
    """A place of work.

    ``names`` are the town, the municipality and the like, the nearest first; the first that stands for one municipality gives its
    code, ``region`` (a name or a NUTS 3 code) telling namesakes apart. A place without a country is in neither. ``point`` is latitude
    and longitude, kept if both are degrees.
    """
    known, (latitude, longitude) = country_of(country), _degrees(*point)
    county = _table()["county_of_nuts3"].get(region.strip().upper(), region)
    towns = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if known is None:
        name = ", ".join(dict.fromkeys(filter(None, ((*towns, county)[0].strip(), country.strip()))))
        return Workplace(None, name, "", "".join(postcode.split()), latitude, longitude)
    tried = [known_workplace(Location(country=known, city=town, postalCode=postcode, county=county)) for town in (*towns, county, "")]
    found = next((place for place in tried if place.municipality_code), tried[0])
    name = tried[0].name if towns or county else country.strip()
    return replace(found, name=name, latitude=latitude, longitude=longitude)


def _degrees(latitude: object, longitude: object) -> tuple[float | None, float | None]:
    """A point on earth, both or none."""
    try:
        north, east = float(str(latitude).replace(",", ".")), float(str(longitude).replace(",", "."))
    except ValueError:
        return None, None
    return (north, east) if abs(north) <= _MOST_LATITUDE and abs(east) <= _MOST_LONGITUDE else (None, None)


def zone_of(places: Iterable[Workplace]) -> str:
    """The clock that times without an offset are told by: that of the first workplace's country, Norway's where none is known."""
    country = next((place.country for place in places if place.country), Country.NO)
    return str(_table()["zone"][country])


def last_instant(field: str, given: str | None, zone: str) -> datetime | None:
    """When something ends: a day without a time is included to its last second. Raises `RecordError` ``record.bad_date``."""
    begins = instant(field, given, zone)
    return begins + _DAY_BUT_A_SECOND if begins and _DATE_ALONE.fullmatch(given or "") else begins


def organisation_number(given: str) -> str:
    """The number of a company, from itself or its VAT number; empty for anything else, a person's number among them."""
    plain = re.sub(r"[\s.-]", "", given)
    vat = _VAT_NUMBER.fullmatch(plain)
    number = next(filter(None, vat.groups()), "") if vat else plain
    return number if _ORGANISATION_NUMBER.fullmatch(number) else ""


def work_time_of(terms: Iterable[str]) -> WorkTime | None:
    """Full or part time; None where the terms say neither, or both."""
    table = _table()["work_time"]
    found = {table[one] for one in map(term, terms) if one in table}
    return WorkTime(found.pop()) if len(found) == 1 else None


def engagement_of(terms: Iterable[str]) -> Engagement | None:
    """The kind of engagement, from the first term that tells."""
    table = _table()["engagement"]
    return next((Engagement(table[one]) for one in map(term, terms) if one in table), None)


def level_of(given: str) -> str:
    """``isced2`` … ``isced8`` for a level or a kind of credential, empty where it names none."""
    level = _ISCED.fullmatch(term(given))
    return f"isced{level[1]}" if level else _table()["credential"].get(term(given), "")


def least_level(levels: Iterable[str], *, must: bool) -> tuple[Requirement, ...]:
    """The education that is asked for: of several levels the lowest will do."""
    found = sorted(filter(None, map(level_of, levels)))
    return (Requirement(RequirementKind.LEVEL, found[0], must),) if found else ()


def experience(months: object) -> tuple[Requirement, ...]:
    """Experience asked for, given in months; none for none, and for what is no sensible number."""
    try:
        years = float(str(months)) / _MONTHS
    except ValueError:
        return ()
    most_years = 30
    return (Requirement(RequirementKind.EXPERIENCE, f"{years:.3g}", must=True),) if 0 < years <= most_years else ()


def occupation_code(given: str, label: str = "", code_set: str = "isco") -> OccupationCode | None:
    """A code of ISCO-08 or an ESCO occupation, from the code or its address; None where it is neither.

    Four digits alone are ISCO-08: the one numbering of that length both formats name.
    """
    text = given.strip()
    if esco := _ESCO_OCCUPATION.fullmatch(text):
        return OccupationCode("esco", esco[0].replace("https://", "http://"), label)
    isco = _ESCO_ISCO.fullmatch(text)
    if isco or (_ISCO.fullmatch(text) and "isco" in fold(code_set)):
        return OccupationCode("isco08", isco[1] if isco else text, label)
    return None
