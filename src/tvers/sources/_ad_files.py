"""Files of ads, told apart by what is in them, never by their names. A file is checked before its first record is handed out."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from tvers.ads import AdRecord, Arrival
from tvers.kernel import CannotRead
from tvers.sources import jobtech, nav
from tvers.sources._ad_fields import broken_line
from tvers.sources._jsonl import BrokenLine, check_jsonl, is_jsonl, jsonl_records, parsed
from tvers.sources._raw import RawFile, read_file

_ARCHIVES = {b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7z", b"BZh": "bzip2", b"\xfd7zX": "xz"}
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_BOM = "\ufeff"
_SHOWN_KEYS = 5
_NEAR_THE_END = 6
"""As many characters as the longest piece of JSON that can be cut inside: an escape, or the word ``false``."""


def arriving_ads(path: Path) -> Iterator[AdRecord | Arrival]:
    """The records of a file of ads as they arrive, in order: an ad is read when that is needed. Otherwise as `read_ads`."""
    raw = _opened(path)
    if raw is None:
        read_all: _Records = partial(jsonl_records, path)
    else:
        read_all = _list_of(raw.name, _decoded(raw))
    main = next((source for record in read_all() if (source := _source_of(record))), None)
    if main is None:
        raise CannotRead("ads.unknown_shape", file=path.name, keys=_keys_of(next(read_all())))
    return (_arrive(record, main) for record in read_all())


def read_ads(path: Path) -> Iterator[AdRecord]:
    """The records of a file of ads, in order.

    NAV: an ad, a list of ads, a feed entry or a list of them. JobTech: an ad, a list, one ad per line (JSONL), or a JobSearch answer.
    UTF-8, with or without a byte order mark. Lists may mix the shapes. Nothing is handed out of a file that is cut off.

    Raises:
        CannotRead: at once, for a file that is missing, empty, an archive, a web page, no UTF-8, no JSON, cut off, of unknown
            shape, without records, or a feed page, which only refers to ads.
    """
    return (record.read() if isinstance(record, Arrival) else record for record in arriving_ads(path))


def _opened(path: Path) -> RawFile | None:
    """A file in memory, or None for one of lines, checked, which may be too long for that."""
    try:
        if is_jsonl(path):
            check_jsonl(path)
            return None
    except OSError:
        pass  # what is missing or closed is told below
    return read_file(path)


class _Source(Protocol):
    """A module of a feed."""

    SOURCE: str

    def arrive(self, raw: object) -> AdRecord | Arrival: ...


_Records = Callable[[], Iterator[object]]


def _arrive(record: object, main: _Source) -> AdRecord | Arrival:
    """One record by its own source, else by that of the file."""
    if isinstance(record, BrokenLine):
        return broken_line(main.SOURCE, record.number, record.text)
    return (_source_of(record) or main).arrive(record)


def _source_of(record: object) -> _Source | None:
    if not isinstance(record, dict):
        return None
    if jobtech.recognises(record):
        return jobtech
    return nav if nav.recognises(record) else None


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
    if text[:500].lstrip().casefold().startswith(("<!doctype html", "<html")):
        raise CannotRead("file.web_page", file=raw.name)
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
    records: list[object] = content
    return lambda: iter(records)


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
