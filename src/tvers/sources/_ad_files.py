"""Files of ads, told apart by what is in them, never by their names. A file is checked before its first record is handed out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tvers.ads import AdRecord, Unreadable
from tvers.kernel import CannotRead
from tvers.sources import jobtech, nav
from tvers.sources._ad_fields import excerpt_of_line, unknown_id
from tvers.sources._raw import RawFile, read_file

_ARCHIVES = {b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"\x1f\x8b": "gzip", b"7z\xbc\xaf": "7z", b"BZh": "bzip2", b"\xfd7zX": "xz"}
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_BOM = "\ufeff"
_SHOWN_KEYS = 5
_NEAR_THE_END = 6
"""As many characters as the longest piece of JSON that can be cut inside: an escape, or the word ``false``."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a JSONL file that does not parse."""

    number: int
    text: str


def read_ads(path: Path) -> Iterator[AdRecord]:
    """The records of a file of ads, in order.

    NAV: an ad, a list of ads, a feed entry or a list of them. JobTech: an ad, a list, one ad per line (JSONL), or a JobSearch answer.
    UTF-8, with or without a byte order mark. Lists may mix the shapes. Nothing is handed out of a file that is cut off.

    Raises:
        CannotRead: at once, for a file that is missing, empty, an archive, a web page, no UTF-8, no JSON, cut off, of unknown
            shape, without records, or a feed page, which only refers to ads.
    """
    raw = read_file(path)
    text = _decoded(raw)
    read_all = _lines_of(raw.name, text) if _is_jsonl(text) else _list_of(raw.name, text)
    main = next((reader for record in read_all() if (reader := _reader_of(record))), None)
    if main is None:
        raise CannotRead("ads.unknown_shape", file=raw.name, keys=_keys_of(next(read_all())))
    return (_read(record, main) for record in read_all())


_Reader = Callable[[object], AdRecord]
_Records = Callable[[], Iterator[object]]


def _read(record: object, main: _Reader) -> AdRecord:
    """One record by the reader of its own source, else by the one of the file."""
    if isinstance(record, _Line):
        source = nav.SOURCE if main is nav.read else jobtech.SOURCE
        return Unreadable(source, unknown_id(record.text), "record.not_json", f"line {record.number}", excerpt_of_line(record.text))
    return (_reader_of(record) or main)(record)


def _reader_of(record: object) -> _Reader | None:
    if not isinstance(record, dict):
        return None
    if jobtech.recognises(record):
        return jobtech.read
    return nav.read if nav.recognises(record) else None


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


def _is_jsonl(text: str) -> bool:
    """Whether each line is an object of its own, which a file of one object spread over lines, its first a lone brace, is not."""
    first = text.lstrip().split("\n", 1)[0].strip()
    return first.startswith("{") and len(first) > 1 and "\n{" in text.strip()


def _lines_of(name: str, text: str) -> _Records:
    """Records of a JSONL file. Raises `CannotRead` where the last line does not parse: then the file is cut off."""
    # Not splitlines(): JSON may hold a bare U+2028 or U+0085, which would end a line there.
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    last, record = lines[-1][0], _line(*lines[-1])
    if isinstance(record, _Line):
        raise CannotRead("file.truncated", file=name, line=last)
    return lambda: (_line(number, line) for number, line in lines)


def _line(number: int, text: str) -> object:
    try:
        return _parsed(text)
    except (ValueError, RecursionError):
        return _Line(number, text)


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
        return _parsed(body)
    except json.JSONDecodeError as error:
        closed = body.endswith("}" if body.lstrip().startswith("{") else "]")
        at_end = error.pos >= len(body) or (error.pos >= len(body) - _NEAR_THE_END and not closed)
        if body.lstrip().startswith(("{", "[")) and (at_end or error.msg.startswith("Unterminated string")):
            raise CannotRead("file.truncated", file=name, line=body.count("\n") + 1) from error
        raise CannotRead("json.broken", file=name, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise CannotRead("json.broken", file=name, line=1, column=1) from error


def _parsed(text: str) -> Any:
    """Parse JSON; ``NaN`` and ``Infinity``, which are no JSON, count as not given."""
    return json.loads(text, parse_constant=lambda _: None)


def _keys_of(record: object) -> str:
    """What a record of unknown shape looks like, for the message."""
    return ", ".join(list(record)[:_SHOWN_KEYS]) if isinstance(record, dict) else type(record).__name__
