"""NAV's feed of Norwegian ads (pam-stilling-feed): an ad (FeedAd) or a feed entry, read into the values of `tvers.ads`.

Source of the shape: navikt/pam-stilling-feed, dto/FeedAd.kt. The feed's contactList is never read.
"""

from collections.abc import Mapping
from functools import cache, partial
from typing import Annotated, Any, TypeVar

from tvers.ads import Ad, AdRecord, Arrival, Employer, Engagement, OccupationCode, Withdrawal, WorkTime
from tvers.kernel import fold, read_toml
from tvers.sources._ad_fields import (
    Listed,
    RecordError,
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
from tvers.sources._markup import read_line, read_markup
from tvers.sources._nav_places import Location, NavShape, workplace

SOURCE = "nav"
ZONE = "Europe/Oslo"
"""For the few dates that come without an offset."""
ALWAYS = ("title", "description", "workLocations", "employer", "published", "expires")
"""Fields that every active ad of the feed has."""
_MASKED_TITLE = "..."
_CONTENT_KEYS = ("ad_content", "json")
"""``ad_content`` is the name on the wire, ``json`` the one in the documentation's example."""
_SCHEMES = {"STYRK08": "styrk08", "ESCO": "esco"}
"""STYRK08NAV is NAV's own extension and JANZZ a vendor's ontology: neither leads anywhere here."""
_ORGANISATION_NUMBER_DIGITS = 9
_Meaning = TypeVar("_Meaning", WorkTime, Engagement)


class _Employer(NavShape):
    name: Text | None = None
    orgnr: Text | None = None


class _Category(NavShape):
    category_type: Text = ""
    code: Text | None = None
    name: Text | None = None


class _Pyrk(NavShape):
    level1: Text | None = None
    level2: Text | None = None


class _FeedAd(NavShape):
    title: Text | None = None
    published: Text | None = None
    expires: Text | None = None
    updated: Text | None = None
    work_locations: Annotated[tuple[Location, ...], Listed] = ()
    description: Text | None = None
    application_url: Text | None = None
    application_due: Text | None = None
    occupation_categories: Annotated[tuple[_Pyrk, ...], Listed] = ()
    category_list: Annotated[tuple[_Category, ...], Listed] = ()
    jobtitle: Text | None = None
    link: Text | None = None
    employer: _Employer | None = None
    engagementtype: Text | None = None
    extent: Text | None = None
    positioncount: Text | None = None


def is_entry(raw: Mapping[str, Any]) -> bool:
    """Whether a record is a feed entry: an ad's id and status, with the ad inside while it is active."""
    return "uuid" in raw and (any(key in raw for key in (*_CONTENT_KEYS, "sistEndret")) or raw.keys() == {"uuid", "status"})


def recognises(raw: Mapping[str, Any]) -> bool:
    """Whether a record is NAV's."""
    return is_entry(raw) or "workLocations" in raw or {"uuid", "title", "description"} <= raw.keys()


def is_reference(raw: Mapping[str, Any]) -> bool:
    """Whether a record is an item of a feed page, which only refers to an entry."""
    return "_feed_entry" in raw


def read(raw: object) -> AdRecord:
    """Read one ad or one feed entry. Stopped and masked ads are withdrawals; one that cannot be read is `Unreadable`."""
    return guarded(SOURCE, raw, ("uuid",), _read)


def arrive(raw: object) -> AdRecord | Arrival:
    """A record as it arrived: an active ad, to be read once that is needed; everything else is read at once."""
    content = content_of(raw) if isinstance(raw, Mapping) and _is_active(raw) else None
    if not isinstance(raw, Mapping) or not isinstance(content, Mapping) or _is_masked(content):
        return read(raw)
    return arrival(SOURCE, raw, content, ("uuid",), read)


def content_of(raw: Mapping[str, Any]) -> object:
    """The ad of a record: what a feed entry holds, else the record itself."""
    return next((raw[key] for key in _CONTENT_KEYS if raw.get(key) is not None), None) if is_entry(raw) else raw


def _is_active(raw: Mapping[str, Any]) -> bool:
    return not is_entry(raw) or raw.get("status", "ACTIVE") == "ACTIVE"


def _is_masked(content: Mapping[str, Any]) -> bool:
    named = content.get("title")
    return isinstance(named, str) and named.strip() == _MASKED_TITLE


def _read(raw: Mapping[str, Any]) -> AdRecord:
    source_id = identifier(raw, "uuid")
    if not _is_active(raw):
        return Withdrawal(SOURCE, source_id, instant_gone(raw.get("sistEndret"), ZONE))
    content = content_of(raw)
    if content is None:
        raise RecordError("record.no_content", "ad_content")
    if not isinstance(content, Mapping):
        raise RecordError("record.wrong_type", detail("ad_content", content))
    if _is_masked(content):
        return Withdrawal(SOURCE, source_id, instant_gone(content.get("updated"), ZONE))
    return _read_ad(content, source_id)


def _read_ad(raw: Mapping[str, Any], source_id: str) -> Ad:
    given = shaped(_FeedAd, raw)
    title = read_line(given.title or "")
    dated = partial(instant, zone=ZONE)
    if not title:
        raise RecordError("record.no_title", "title")
    markup = read_markup(given.description or "")
    table = _table()
    return Ad(
        SOURCE,
        source_id,
        title,
        _employer(given.employer),
        tuple(dict.fromkeys(workplace(location) for location in given.work_locations)),
        markup.text,
        markup.html,
        published=dated("published", given.published),
        expires=dated("expires", given.expires),
        updated=dated("updated", given.updated),
        dates_as_given=as_given(
            published=given.published, expires=given.expires, updated=given.updated, applicationDue=given.application_due
        ),
        job_title=read_line(given.jobtitle or ""),
        occupation_codes=_codes(given),
        work_time=_looked_up(WorkTime, table["work_time"], given.extent),
        engagement=_engagement(given.engagementtype, title),
        positions=count(given.positioncount),
        url=web_address(given.link),
        apply_url=web_address(given.application_url),
        fingerprint=fingerprint(raw),
    )


@cache
def _table() -> dict[str, Any]:
    return read_toml("tvers.sources", "nav.toml")


def _employer(given: _Employer | None) -> Employer:
    if given is None:
        return Employer("")
    number = "".join((given.orgnr or "").split())
    return Employer(read_line(given.name or ""), number if number.isdecimal() and len(number) == _ORGANISATION_NUMBER_DIGITS else "")


def _codes(given: _FeedAd) -> tuple[OccupationCode, ...]:
    codes = [
        OccupationCode(_SCHEMES[category.category_type], category.code.strip(), (category.name or "").strip())
        for category in given.category_list
        if category.category_type in _SCHEMES and category.code
    ]
    codes += (
        OccupationCode("pyrk", f"{category.level1}/{category.level2}", category.level2)
        for category in given.occupation_categories
        if category.level1 and category.level2
    )
    return tuple(dict.fromkeys(codes))


def _engagement(given: str | None, title: str) -> Engagement | None:
    found = _looked_up(Engagement, _table()["engagement"], given)
    # "Sesong" covers the harvest and the ski lift as well as summer jobs; the title tells which.
    if fold(given or "") == "sesong" and any(word in fold(title) for word in ("sommer", "sumar", "summer", "ferie")):
        return Engagement.SUMMER
    return found


def _looked_up(kind: type[_Meaning], table: Mapping[str, str], given: str | None) -> _Meaning | None:
    value = table.get(fold(given or ""))
    return None if value is None else kind(value)
