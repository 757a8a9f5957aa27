"""What every ad feed needs: checked shapes, dates, addresses on the web, fingerprints, and what to say of a record that cannot be read."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

import orjson
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from tvers.ads import AdRecord, Arrival, Unreadable
from tvers.kernel import contact_spans, mask_contacts, parse_instant

EXCERPT_LENGTH = 500
_DETAIL_LENGTH = 80
_CONTACT_KEYS = frozenset(
    {"contactList", "application_contacts", "phone_number", "email", "applicationContact", "contactPoint", "telephone", "faxNumber"}
)
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_Shape = TypeVar("_Shape", bound="Shape")


class RecordError(Exception):
    """A record cannot be read. ``reason`` is one of the closed list of ``record.*`` codes, ``detail`` a field and its value."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def storable(text: str) -> str:
    """A text without control characters and halves of characters, which JSON can spell but no store can keep."""
    return text if text.isprintable() else _UNSTORABLE.sub("", text)


def _listed(value: object) -> object:
    """None as no items, one item as a list of it; gaps in a list left out."""
    if value is None:
        return ()
    if isinstance(value, list):
        return [item for item in value if item is not None]
    return [value] if isinstance(value, dict) else value


Text = Annotated[str, AfterValidator(storable)]
"""A text as a feed gives it; a number counts as its digits."""
Listed = BeforeValidator(_listed)
"""Put on a tuple: the field may also be absent, null, or hold one item instead of a list."""


class Shape(BaseModel):
    """The outer shape of a record or of a part of it. Fields that are not named here are not read, contact persons among them."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


def shaped(shape: type[_Shape], raw: Mapping[str, Any]) -> _Shape:
    """Check the types of a record. Raises `RecordError` ``record.wrong_type`` with the first field that is wrong and its value."""
    try:
        return shape.model_validate(raw)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(str(step) for step in fault["loc"])
        raise RecordError("record.wrong_type", detail(field, fault["input"])) from error


def detail(field: str, value: object = None) -> str:
    """A field and its value, briefly and without contact details, for `Unreadable.detail`."""
    if value is None:
        return field
    return f"{field}: {mask_contacts(storable(_dumped(_without_contacts(value))))[:_DETAIL_LENGTH]}"


def identifier(raw: Mapping[str, Any], *keys: str) -> str:
    """The first id there is, as text. Raises `RecordError` ``record.no_id`` or ``record.wrong_type``."""
    for key in keys:
        value = raw.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool):
            if text := storable(str(value)).strip():
                return text
        elif value is not None:
            raise RecordError("record.wrong_type", detail(key, value))
    raise RecordError("record.no_id", detail(keys[-1]))


def instant(field: str, given: str | None, zone: str) -> datetime | None:
    """An instant of a feed, None where it gives none. Raises `RecordError` ``record.bad_date``."""
    if not given or not given.strip():
        return None
    try:
        return parse_instant(given, zone=zone)
    except (ValueError, OverflowError) as error:
        raise RecordError("record.bad_date", detail(field, given)) from error


def instant_gone(given: object, zone: str) -> datetime | None:
    """When an ad was withdrawn, None where that cannot be read: a date must never keep an ad that its source took back."""
    try:
        return instant("", given, zone) if isinstance(given, str) else None
    except RecordError:
        return None


def as_given(**dates: str | None) -> tuple[tuple[str, str], ...]:
    """The dates there are, in the source's own words; free text among them without contact details."""
    return tuple((field, mask_contacts(given)) for field, given in dates.items() if given)


def web_address(given: str | None) -> str:
    """An http(s) address, or an empty text for anything else, also where it holds a mail address; ``www.example.no`` is taken for one."""
    address = (given or "").strip()
    if address.lower().startswith("www."):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or any(sign.isspace() for sign in address):
        return ""
    plain = address.replace("%40", "@")
    return "" if any("@" in plain[start:end] for start, end in contact_spans(plain)) else address


def count(given: str | int | None) -> int | None:
    """A number of positions, None where it is none."""
    text = str(given or "").strip()
    return int(text) if re.fullmatch(r"[1-9]\d{0,4}", text) else None


def fingerprint(raw: object) -> str:
    """A digest of a record: the same for the same content, whatever the order of its keys."""
    try:
        canonical = orjson.dumps(raw, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # halves of characters and very long numbers, which few records have
        canonical = json.dumps(raw, sort_keys=True, separators=(",", ":")).encode("ascii")
    return hashlib.blake2b(canonical, digest_size=16).hexdigest()


def unknown_id(raw: object) -> str:
    """An id made from the content of what has none, so that two such records do not take each other's place in quarantine."""
    return f"?{fingerprint(raw)[:12]}"


def guarded(source: str, raw: object, id_keys: tuple[str, ...], read: Callable[[Mapping[str, Any]], AdRecord]) -> AdRecord:
    """Read one record; one that cannot be read becomes `Unreadable`, so that it never stops the rest."""
    try:
        if not isinstance(raw, Mapping):
            raise RecordError("record.not_object", excerpt(raw)[:_DETAIL_LENGTH])  # noqa: TRY301 - handled below like every other fault
        return read(raw)
    except RecordError as fault:
        known = next((str(raw[key]) for key in id_keys if isinstance(raw, Mapping) and isinstance(raw.get(key), str | int)), "")
        return Unreadable(source, storable(known).strip() or unknown_id(raw), fault.reason, fault.detail, excerpt(raw))


@dataclass(frozen=True, slots=True)
class Broken:
    """A piece of a file that does not parse: a line of JSONL, a block of a page. ``where`` says which."""

    where: str
    text: str


def set_aside(source: str, broken: Broken) -> Unreadable:
    """What to say of it."""
    return Unreadable(source, unknown_id(broken.text), "record.not_json", broken.where, excerpt_of_line(broken.text))


def arrival(
    source: str, raw: Mapping[str, Any], content: Mapping[str, Any], id_keys: tuple[str, ...], read: Callable[[object], AdRecord]
) -> AdRecord | Arrival:
    """A record to be read later, with the fingerprint that the ad will have, which is of ``content``; read now where it has no id."""
    try:
        return Arrival(source, identifier(raw, *id_keys), fingerprint(content), raw, read)
    except RecordError:
        return read(raw)


def excerpt(raw: object) -> str:
    """The beginning of a record as JSON, without contact persons and with contact details masked."""
    return mask_contacts(storable(_dumped(_without_contacts(raw))))[:EXCERPT_LENGTH]


def excerpt_of_line(line: str) -> str:
    """The beginning of a record that does not parse, up to where it names contact persons."""
    named = re.search("|".join((*(f'"{key}"' for key in sorted(_CONTACT_KEYS)), r"<[^\s>]*Person")), line)
    return mask_contacts(storable(line[: named.start()] if named else line).strip())[:EXCERPT_LENGTH]


def _dumped(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _without_contacts(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _without_contacts(inner) for key, inner in value.items() if key not in _CONTACT_KEYS}
    return [_without_contacts(inner) for inner in value] if isinstance(value, list) else value
