"""Files in which a person says who they are at work, told apart by what is in them, never by their names."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from tvers.kernel import CannotRead
from tvers.person import NotUnderstood
from tvers.services.ports import MOST_FILE_BYTES
from tvers.sources import europass, europass_passport, json_resume
from tvers.sources._cv import shape_of
from tvers.sources._pdf import attached_xml
from tvers.sources._raw import RawFile, read_file
from tvers.sources._xml import parse_xml

_PDF = b"%PDF-"
_NAMELESS = "CV"
"""What a file is called that came without a name, through the API or standard input."""


def read_profile_file(file: Path | bytes, *, on: date) -> tuple[object, tuple[NotUnderstood, ...]]:
    """The shape of a profile out of a file or its content, and what of a CV could not be read or is not used.

    A profile of ours is handed on as it is, whatever JSON it is; `tvers.person.profile_from_json` reads it, as from every door. JSON
    Resume v1, a Europass CV (``Candidate`` or ``SkillsPassport``; XML, or the PDF that it is attached to) and a EURES candidate are
    brought into the same shape. JSON may be in UTF-8 or UTF-16, XML in what it declares. ``on`` is the day that "until now" means.

    Raises:
        CannotRead: for a file that is missing, empty, larger than `MOST_FILE_BYTES`, cut off, broken, wrongly encoded, a PDF without
            the XML, XML that defines entities, or nothing of the kind.
    """
    raw = _sized(RawFile(_NAMELESS, (), file) if isinstance(file, bytes) else _opened(file))
    if raw.data.lstrip().startswith(_PDF):
        raw = _sized(attached_xml(raw))
    start = _start(raw)
    if start.startswith(("<!doctype html", "<html")):
        raise CannotRead("file.web_page", file=raw.name)
    if start.startswith("<"):
        return _read_xml(raw, on)
    content = _json(raw)
    return shape_of(json_resume.read(content), on) if json_resume.fits(content) else (content, ())


def _opened(path: Path) -> RawFile:
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # whatever is wrong with it is told by `read_file`
    if size > MOST_FILE_BYTES:
        raise CannotRead("file.too_large", file=path.name, most=MOST_FILE_BYTES // 1_000_000)
    return read_file(path)


def _sized(raw: RawFile) -> RawFile:
    if not raw.data.strip():
        raise CannotRead("file.empty", file=raw.name)
    if len(raw.data) > MOST_FILE_BYTES:
        raise CannotRead("file.too_large", file=raw.name, most=MOST_FILE_BYTES // 1_000_000)
    return raw


def _start(raw: RawFile) -> str:
    """How the file begins, folded, in whatever encoding."""
    head = raw.data[:500]
    return head.decode(json.detect_encoding(head), errors="replace").lstrip("\ufeff \t\r\n").casefold()


def _read_xml(raw: RawFile, on: date) -> tuple[object, tuple[NotUnderstood, ...]]:
    root = parse_xml(raw)
    for source in (europass, europass_passport):
        if source.fits(root):
            return shape_of(source.read(root), on)
    raise CannotRead("profile.unknown_file", file=raw.name)


def _json(raw: RawFile) -> Any:
    """What is in a JSON file; ``NaN`` and ``Infinity``, which are no JSON, count as not given."""
    try:
        text = raw.data.decode(json.detect_encoding(raw.data))
    except UnicodeDecodeError as error:
        if b"\0" in raw.data:
            raise CannotRead("profile.unknown_file", file=raw.name) from error
        raise CannotRead("file.not_utf8", file=raw.name, line=raw.data.count(b"\n", 0, error.start) + 1) from error
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            raise CannotRead("profile.unknown_file", file=raw.name) from error
        raise CannotRead("profile.not_json", file=raw.name, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise CannotRead("profile.not_json", file=raw.name, line=1) from error
