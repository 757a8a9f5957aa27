"""Files of ads, told apart by what is in them, never by their names. A file is checked before its first record is handed out."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tvers.ads import AdRecord, Arrival
from tvers.kernel import CannotRead
from tvers.sources import eures, jobtech, nav, schema_org
from tvers.sources._ad_fields import Broken, set_aside
from tvers.sources._jsonl import check_jsonl, is_jsonl, jsonl_records, parsed
from tvers.sources._raw import RawFile, read_file

_ARCHIVES = {b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7z", b"BZh": "bzip2", b"\xfd7zX": "xz"}
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_BOM = "\ufeff"
_SHOWN_KEYS = 5
_NEAR_THE_END = 6
"""As many characters as the longest piece of JSON that can be cut inside: an escape, or the word ``false``."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A source of ads: its name, whether a record is its own, and what one is as it arrives."""

    name: str
    recognises: Callable[[Mapping[str, Any]], bool]
    arrive: Callable[[object], AdRecord | Arrival]


_SOURCES = (
    _Source(schema_org.SOURCE, schema_org.recognises, schema_org.read),
    _Source(jobtech.SOURCE, jobtech.recognises, jobtech.arrive),
    _Source(nav.SOURCE, nav.recognises, nav.arrive),
    _Source(eures.SOURCE, eures.recognises, eures.read),
)
"""What says most clearly whose it is comes first."""
_Records = Callable[[], Iterator[object]]


def read_ads(path: Path) -> Iterator[AdRecord]:
    """The records of a file of ads, in order.

    NAV: an ad, a list of ads, a feed entry or a list of them. JobTech: an ad, a list, one ad per line (JSONL), or a JobSearch answer.
    schema.org: JSON-LD with postings anywhere in it, or a web page that carries such. EURES: XML with one position opening or several,
    or an answer of the input API. UTF-8, with or without a byte order mark. Lists may mix the shapes. Nothing is handed out of a file
    that is cut off.

    Raises:
        CannotRead: at once, for a file that is missing, empty, an archive, a web page without postings, no UTF-8, no JSON or XML, cut
            off, of unknown shape, without records, or a feed page, which only refers to ads.
    """
    return (record.read() if isinstance(record, Arrival) else record for record in arriving_ads(path))


def arriving_ads(path: Path) -> Iterator[AdRecord | Arrival]:
    """The records of a file of ads as they arrive, in order: an ad is read when that is needed. Otherwise as `read_ads`."""
    raw = _opened(path)
    if raw is None:
        return _of_records(path.name, lambda: (record for line in jsonl_records(path) for record in _inside(line)))
    text = _decoded(raw)
    if text.lstrip().startswith("<"):
        read_all, main = _of_markup(raw.name, text)
        return (_arrive(record, main) for record in read_all())
    return _of_records(raw.name, _list_of(raw.name, text))


def _opened(path: Path) -> RawFile | None:
    """A file in memory, or None for one of lines, checked, which may be too long for that."""
    try:
        if is_jsonl(path):
            check_jsonl(path)
            return None
    except OSError:
        pass  # what is missing or closed is told below
    return read_file(path)


def _of_records(name: str, read_all: _Records) -> Iterator[AdRecord | Arrival]:
    main = next((source for record in read_all() if (source := _source_of(record))), None)
    if main is None:
        raise CannotRead("ads.unknown_shape", file=name, keys=_keys_of(next(read_all(), {})))
    return (_arrive(record, main) for record in read_all())


def _arrive(record: object, main: _Source) -> AdRecord | Arrival:
    """One record by its own source, else by that of the file."""
    if isinstance(record, Broken):
        return set_aside(main.name, record)
    return (_source_of(record) or main).arrive(record)


def _source_of(record: object) -> _Source | None:
    return next((source for source in _SOURCES if source.recognises(record)), None) if isinstance(record, Mapping) else None


def _of_markup(name: str, text: str) -> tuple[_Records, _Source]:
    """Records of an XML document of EURES, or of a web page that carries postings. Raises `CannotRead` where it is neither."""
    by_name = {source.name: source for source in _SOURCES}
    if eures.is_document(text):
        openings = eures.openings(text)
        if openings is None:
            raise CannotRead("file.truncated", file=name, line=text.rstrip().count("\n") + 1)
        return lambda: iter(openings), by_name[eures.SOURCE]
    found = [record for number, block in enumerate(schema_org.blocks(text), start=1) for record in _of_block(number, block)]
    if found:
        return lambda: iter(found), by_name[schema_org.SOURCE]
    if text[:500].lstrip().casefold().startswith(("<!doctype html", "<html")):
        raise CannotRead("file.web_page", file=name)
    raise CannotRead("ads.unknown_shape", file=name, keys="XML")


def _of_block(number: int, block: str) -> Iterator[object]:
    """The postings of a block of a page; one that does not parse counts where it is about one."""
    try:
        yield from schema_org.postings(schema_org.parsed(block))
    except ValueError:
        if "JobPosting" in block:
            yield Broken(f"block {number}", block)


def _decoded(raw: RawFile) -> str:
    """The file as text. Raises `CannotRead` for one that cannot be a file of ads, whatever is in it."""
    for start, kind in _ARCHIVES.items():
        if raw.data.startswith(start):
            raise CannotRead("ads.archive", file=raw.name, kind=kind)
    if not raw.data.strip():
        raise CannotRead("file.empty", file=raw.name)
    try:
        text = raw.data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = raw.data.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            raise CannotRead("file.truncated", file=raw.name, line=line) from error
        raise CannotRead("file.not_utf8", file=raw.name, line=line, found=_MARKS.get(raw.data[:2], "")) from error
    if "\0" in text:
        raise CannotRead("file.not_text", file=raw.name)
    if not text.strip():
        raise CannotRead("file.empty", file=raw.name)
    return text


def _list_of(name: str, text: str) -> _Records:
    """Records of a JSON file: the items of a list or of a JobSearch answer, else the one object there is."""
    content = _content(name, text)
    if isinstance(content, dict):
        items = content.get("items")
        if isinstance(items, list) and ("next_url" in content or "feed_url" in content or any(map(_refers, items))):
            raise CannotRead("ads.only_references", file=name, count=len(items))
        hits = content.get("hits")
        content = hits if isinstance(hits, list) else [content]
    if not isinstance(content, list):
        raise CannotRead("ads.unknown_shape", file=name, keys=_keys_of(content))
    if not content:
        raise CannotRead("ads.none", file=name)
    if all(map(_refers, content)):
        raise CannotRead("ads.only_references", file=name, count=len(content))
    records = [record for item in content for record in _inside(item)]
    if not records:
        raise CannotRead("ads.unknown_shape", file=name, keys=_keys_of(content[0]))
    return lambda: iter(records)


def _inside(item: object) -> Iterator[object]:
    """The records that an item of a file stands for: the postings of linked data, the details of an answer of EURES, else itself."""
    if schema_org.is_document(item):
        yield from schema_org.postings(item)
    elif isinstance(item, Mapping) and eures.is_answer(item):
        yield from eures.details(item)
    else:
        yield item


def _refers(item: object) -> bool:
    return isinstance(item, dict) and nav.is_reference(item)


def _content(name: str, text: str) -> Any:
    body = text.rstrip()
    try:
        return parsed(body)
    except json.JSONDecodeError as error:
        closed = body.endswith("}" if body.lstrip().startswith("{") else "]")
        at_end = error.pos >= len(body) or (error.pos >= len(body) - _NEAR_THE_END and not closed)
        if body.lstrip().startswith(("{", "[")) and (at_end or error.msg.startswith("Unterminated string")):
            raise CannotRead("file.truncated", file=name, line=body.count("\n") + 1) from error
        raise CannotRead("json.broken", file=name, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise CannotRead("json.broken", file=name, line=1, column=1) from error


def _keys_of(record: object) -> str:
    """What a record of unknown shape looks like, for the message."""
    return ", ".join(list(record)[:_SHOWN_KEYS]) if isinstance(record, dict) else type(record).__name__
