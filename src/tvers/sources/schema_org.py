"""Job ads as schema.org's JobPosting: a JSON-LD document, or the blocks of it that a web page carries, read into the values of `tvers.ads`.

Source of the shape: schema.org/JobPosting and Google's guide to it. Publishers differ in what they wrap it in, so any property may be
a value, a node or a list of them. ``applicationContact`` and an organisation's telephone and mail address are never read.
"""

import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html.parser import HTMLParser
from typing import Any

from tvers.ads import Ad, AdRecord, Employer, OccupationCode, Remote, Requirement, Workplace
from tvers.kernel import as_language, fold, words
from tvers.sources._ad_fields import RecordError, as_given, count, fingerprint, guarded, instant, storable, web_address
from tvers.sources._markup import Markup, as_html, read_line, read_markup
from tvers.sources._postings import (
    country_of,
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

SOURCE = "schema_org"
_TYPE = "jobposting"
_DOCUMENT_KEYS = frozenset({"@type", "@graph", "@context"})
_LINKED_DATA = "application/ld+json"
_WRAPPING = re.compile(r"^\s*(?:<!--|(?://)?\s*<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)\s*$")
_ESCAPED_TAG = re.compile(r"&lt;/?[a-z][a-z0-9]*(?:\s[^<>]*)?/?&gt;", re.IGNORECASE)
_PLAIN_ID = re.compile(r"[\w.~-]{1,80}")
_NAMES = ("@value", "name", "value", "@id")
_MORE_TEXT = ("responsibilities", "qualifications", "skills", "experienceRequirements", "educationRequirements", "jobBenefits")
"""Properties that some publishers fill beside the description."""


class _Page(HTMLParser):
    """Collects the linked-data blocks of a page; one that the page ends inside of counts too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and (dict(attrs).get("type") or "").split(";")[0].strip().casefold() == _LINKED_DATA
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data

    def end_page(self) -> None:
        """Take what an unclosed block holds, which the parser keeps to itself."""
        self.handle_data(self.rawdata)


def blocks(page: str) -> tuple[str, ...]:
    """The JSON-LD blocks of a web page as text, in order, each without the comment signs that some wrap it in."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    reader.end_page()
    return tuple(filter(None, (_WRAPPING.sub("", block).strip() for block in reader.blocks)))


def parsed(block: str) -> object:
    """A block as JSON; line ends inside its texts, which JSON forbids and publishers write, are taken. Raises ``ValueError``."""
    try:
        return json.loads(block, strict=False, parse_constant=lambda _: None)
    except RecursionError as error:
        raise ValueError("nested without end") from error


def is_document(record: object) -> bool:
    """Whether a value of a JSON file is linked data, a posting or not."""
    return isinstance(record, Mapping) and not _DOCUMENT_KEYS.isdisjoint(record)


def postings(content: object) -> Iterator[Mapping[str, Any]]:
    """Every JobPosting of a document in order, however deep it stands in lists, ``@graph`` and other nodes."""
    waiting = [content]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            if recognises(node):
                yield node
            else:
                waiting += reversed(list(node.values()))
        elif isinstance(node, list):
            waiting += reversed(node)


def recognises(raw: Mapping[str, Any]) -> bool:
    """Whether a node is a JobPosting."""
    types = raw.get("@type")
    return any(_local(one) == _TYPE for one in (types if isinstance(types, list) else [types]) if isinstance(one, str))


def read(raw: object) -> AdRecord:
    """Read one JobPosting. One that cannot be read is `Unreadable`."""
    return guarded(SOURCE, raw, (), _read)


def _read(raw: Mapping[str, Any]) -> Ad:
    title = read_line(_text(raw, "title", "name"))
    if not title:
        raise RecordError("record.no_title", "title")
    markup = _markup(raw)
    if not markup.text:
        raise RecordError("record.no_content", "description")
    employer = _employer(raw)
    workplaces = _workplaces(raw)
    zone = zone_of(workplaces)
    posted, valid, modified = (_text(raw, key) for key in ("datePosted", "validThrough", "dateModified"))
    dated = partial(instant, zone=zone)
    terms = [part for given in _texts(raw.get("employmentType")) for part in given.split(",")]
    url = web_address(_text(raw, "url") or _text(raw, "@id") or _text(raw, "mainEntityOfPage"))
    return Ad(
        SOURCE,
        _source_id(raw, employer, url, (title, employer.name, *(place.name for place in workplaces), markup.text)),
        title,
        employer,
        workplaces,
        markup.text,
        markup.html,
        language=as_language(_text(raw, "inLanguage")),
        published=dated("datePosted", posted),
        expires=last_instant("validThrough", valid, zone),
        updated=dated("dateModified", modified),
        dates_as_given=as_given(datePosted=posted, validThrough=valid, dateModified=modified),
        occupation_codes=_codes(raw),
        requirements=_requirements(raw),
        work_time=work_time_of(terms),
        remote=Remote.FULL if "telecommute" in map(fold, _texts(raw.get("jobLocationType"))) else None,
        engagement=engagement_of(terms),
        pay_text=_pay(raw),
        positions=count(_text(raw, "totalJobOpenings")),
        url=url,
        apply_url=web_address(_apply_address(raw)),
        fingerprint=fingerprint(raw),
    )


def _local(name: str) -> str:
    """A name without the vocabulary before it: ``https://schema.org/JobPosting`` and ``schema:JobPosting`` are ``jobposting``."""
    return re.split(r"[/:#]", name.strip())[-1].casefold()


def _nodes(value: object) -> list[Mapping[str, Any]]:
    """The nodes of a property that may hold one, several, or plain values."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Mapping)]


def _texts(value: object) -> list[str]:
    """The texts of a property: a node counts by its value or its name, a number by its digits."""
    if isinstance(value, list):
        return [text for one in value for text in (_texts(one) if not isinstance(one, list) else ())]
    if isinstance(value, Mapping):
        return next(([text.strip()] for name in _NAMES if isinstance(text := value.get(name), str) and text.strip()), [])
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return []
    text = storable(str(value)).strip()
    return [text] if text else []


def _text(node: Mapping[str, Any], *keys: str) -> str:
    """The first text there is under any of the keys, empty where there is none."""
    return next((text for key in keys for text in _texts(node.get(key))), "")


def _source_id(raw: Mapping[str, Any], employer: Employer, url: str, content: Iterable[str]) -> str:
    """An id that stays the same when the posting is read again: the publisher's own, else of its address, else of its words.

    Publishers number their ads from one, so whose number it is stands before it; an address and words count by their digest, since an
    id is part of an address here.
    """
    for given in _nodes(raw.get("identifier")) or [{"value": text} for text in _texts(raw.get("identifier"))]:
        value, owner = _text(given, "value", "@id"), "-".join(words(_text(given, "name", "propertyID") or employer.number or employer.name))
        if value:
            known = f"{owner[:80]}.{value}" if owner else value
            return known if _PLAIN_ID.fullmatch(value) else f"{owner[:80]}.{_digest(value)}".lstrip(".")
    return f"url-{_digest(url)}" if url else f"text-{_digest(*content)}"


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=10).hexdigest()


def _markup(raw: Mapping[str, Any]) -> Markup:
    """The description, its HTML restored where it came escaped; what stands beside it is added where it does not say it already."""
    given = "\n\n".join(_texts(raw.get("description")))
    markup = read_markup(html.unescape(given) if _ESCAPED_TAG.search(given) else given)
    for key in _MORE_TEXT:
        # Of a node only what is written for people is text; its values are read as such.
        written = [one for one in _listed(raw.get(key)) if isinstance(one, str)]
        added = "\n".join(filter(None, (read_markup(one).text for one in written)))
        if added and fold(added) not in fold(markup.text):
            markup = Markup(f"{markup.text}\n\n{added}".strip(), markup.html and markup.html + as_html(added))
    return markup


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _employer(raw: Mapping[str, Any]) -> Employer:
    given = raw.get("hiringOrganization")
    node = next(iter(_nodes(given)), {})
    numbers = (_text(node, "taxID"), _text(node, "vatID"), *_texts(node.get("identifier")))
    name = _text(node, "name", "legalName") or next(iter(_texts(given)), "")
    return Employer(read_line(name), next(filter(None, map(organisation_number, numbers)), ""))


def _workplaces(raw: Mapping[str, Any]) -> tuple[Workplace, ...]:
    """The places of work; for work from home without any, the countries that it may be done in."""
    given = [one for one in _listed(raw.get("jobLocation")) if one]
    places = [_place(one) for one in given if isinstance(one, Mapping | str)]
    if not places:
        wanted = _listed(raw.get("applicantLocationRequirements"))
        places = [workplace(name, ()) for one in wanted for name in _texts(one) if country_of(name)]
    return tuple(dict.fromkeys(place for place in places if place.country or place.name))


def _place(given: Mapping[str, Any] | str) -> Workplace:
    if isinstance(given, str):
        town, _, country = given.rpartition(",")
        return workplace(country.strip(), [town]) if town and country_of(country) else workplace("", [given])
    address = given.get("address", given)
    if not isinstance(address, Mapping):
        return _place(next(iter(_texts(address)), ""))
    geo = next(iter(_nodes(given.get("geo"))), given)
    return workplace(
        _text(address, "addressCountry"),
        (_text(address, "addressLocality"), _text(given, "name") if not _text(address, "addressLocality") else ""),
        _text(address, "addressRegion"),
        _text(address, "postalCode"),
        (_text(geo, "latitude"), _text(geo, "longitude")),
    )


def _codes(raw: Mapping[str, Any]) -> tuple[OccupationCode, ...]:
    """Codes among ``occupationalCategory`` and ``relevantOccupation``: addresses of ESCO, and ISCO-08."""
    found = []
    for given in (*_listed(raw.get("occupationalCategory")), *_listed(raw.get("relevantOccupation"))):
        if isinstance(given, Mapping):
            label, code_set = read_line(_text(given, "name")), _text(given, "inCodeSet") or "isco"
            codes = [*_texts(given.get("codeValue")), _text(given, "url"), _text(given, "@id"), _text(given, "termCode")]
            found += [occupation_code(code, label, code_set) for code in codes]
        else:
            found += [occupation_code(text) for text in _texts(given)]
    return tuple(dict.fromkeys(code for code in found if code))


def _requirements(raw: Mapping[str, Any]) -> tuple[Requirement, ...]:
    education = raw.get("educationRequirements")
    levels = [text for node in _nodes(education) for text in _texts(node.get("credentialCategory"))]
    levels += [one for one in _listed(education) if isinstance(one, str)]
    months = [text for node in _nodes(raw.get("experienceRequirements")) for text in _texts(node.get("monthsOfExperience"))]
    instead = raw.get("experienceInPlaceOfEducation") is True
    return (*least_level(levels, must=not instead), *(experience(months[0]) if months else ()))


def _pay(raw: Mapping[str, Any]) -> str:
    """Pay as the posting gives it: ``42000–52000 SEK / MONTH``."""
    for node in _nodes(raw.get("baseSalary")):
        amount = next(iter(_nodes(node.get("value"))), node)
        figures = list(dict.fromkeys(filter(None, (_text(amount, "minValue", "value"), _text(amount, "maxValue")))))
        shown = " ".join(filter(None, ("–".join(figures), _text(node, "currency") or _text(amount, "currency"))))
        unit = _text(amount, "unitText") or _text(node, "unitText")
        if figures:
            return read_line(f"{shown} / {unit}" if unit else shown)
    return read_line(next(iter(_texts(raw.get("baseSalary"))), ""))


def _apply_address(raw: Mapping[str, Any]) -> str:
    """Where one applies: the target of an ``ApplyAction``."""
    targets = [target for action in _nodes(raw.get("potentialAction")) for target in _listed(action.get("target"))]
    return next(
        (text for target in targets for text in ([_text(target, "urlTemplate", "url")] if isinstance(target, Mapping) else _texts(target))),
        "",
    )
