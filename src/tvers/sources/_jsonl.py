"""Files of one JSON object to a line, however long, plain, gzipped or alone in a ZIP: checked whole, then read line by line."""

import codecs
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

import orjson

from tvers.kernel import CannotRead
from tvers.sources._ad_fields import Broken

_CHUNK = 1 << 20
_BOM = "\ufeff".encode()
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_CUT = (EOFError, zlib.error, gzip.BadGzipFile)
_BROKEN = (*_CUT, zipfile.BadZipFile, RuntimeError, NotImplementedError)
"""What comes of an archive that is cut off, broken, locked by a password, or packed in a way that is not read."""


def is_jsonl(path: Path) -> bool:
    """Whether a file begins with two lines that are each the beginning of an object, the first of them a whole one.

    Raises `CannotRead` for an archive that is cut off or broken.
    """
    lines, first = 0, b""
    try:
        with _unpacked(path) as file:
            for line in file:
                lines += 1
                if first and line.strip():
                    return line.lstrip().startswith(b"{")
                first = first or line.strip().removeprefix(_BOM)
                if first and not (first.startswith(b"{") and first.endswith(b"}")):
                    return False
    except zipfile.BadZipFile as error:
        raise CannotRead("file.broken_zip", file=path.name, reason=str(error)) from error
    except _CUT as error:
        raise CannotRead("file.truncated", file=path.name, line=lines + 1) from error
    except (RuntimeError, NotImplementedError):
        pass  # locked by a password, or packed in a way that is not read
    return False


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    """A file as a stream, unpacked meanwhile; empty for a ZIP that does not hold one file alone."""
    with path.open("rb") as file:
        begin = file.read(4)
        file.seek(0)
        if begin.startswith(_GZIP):
            with gzip.open(file) as inside:
                yield cast("IO[bytes]", inside)
        elif begin == _ZIP:
            with zipfile.ZipFile(file) as archive:
                names = [name for name in archive.namelist() if not name.endswith("/")]
                with archive.open(names[0]) if len(names) == 1 else BytesIO() as inside:
                    yield inside
        else:
            yield file


def check_jsonl(path: Path) -> None:
    """Raises `CannotRead` where a file is no UTF-8 or no text, or its last line does not parse: then it is cut off."""
    decoder, lines, last = codecs.getincrementaldecoder("utf-8")(), 1, b""
    with _unpacked(path) as file:
        while chunk := _next(path, file, lines):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                at = lines + error.object.count(b"\n", 0, error.start)
                raise CannotRead("file.not_utf8", file=path.name, line=at, found="") from error
            if b"\0" in chunk:
                raise CannotRead("file.not_text", file=path.name)
            lines += chunk.count(b"\n")
            last = (last + chunk).rstrip()
            last = last[last.rfind(b"\n") + 1 :]
    try:
        decoder.decode(b"", final=True)
        parsed(last)
    except ValueError as error:
        raise CannotRead("file.truncated", file=path.name, line=lines) from error


def _next(path: Path, file: IO[bytes], lines: int) -> bytes:
    try:
        return file.read(_CHUNK)
    except _BROKEN as error:
        raise CannotRead("file.truncated", file=path.name, line=lines) from error


def jsonl_records(path: Path, *, skip: int = 0) -> Iterator[object]:
    """What the lines of a file hold, those that do not parse as `Broken`; without the first ``skip`` lines."""
    # Lines end at a line feed alone: JSON may hold a bare U+2028 or U+0085.
    with _unpacked(path) as file:
        for number, line in enumerate(file, start=1):
            if number > skip and line.strip():
                yield _record(number, line)


def _record(number: int, line: bytes) -> object:
    try:
        return parsed(line.removeprefix(_BOM) if number == 1 else line)
    except (ValueError, RecursionError):
        return Broken(f"line {number}", line.decode("utf-8", "replace"))


def parsed(text: str | bytes) -> Any:
    """JSON, read; ``NaN`` and ``Infinity``, which are no JSON, count as not given. Raises `ValueError` or `RecursionError`."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:  # what is broken, and what only Python's own parser takes, such as halves of characters
        return json.loads(text, parse_constant=lambda _: None)
