"""Getting the bytes of a file and saying at once when they cannot be what they should be."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tvers.kernel import CannotRead

_BOM = "\ufeff"
_SKIPPED = ("__MACOSX/", ".")


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's bytes with the names that tell about it.

    ``name`` is what people are told; ``hints`` are names of the file, and of the archive or folder around it, nearest first.
    """

    name: str
    hints: tuple[str, ...]
    data: bytes

    def text(self) -> str:
        """The file as text: UTF-8 with or without a mark, else Latin-1.

        Raises `CannotRead` for a file that is empty, is a web page, holds no text, or ends inside a character.
        """
        if not self.data.strip():
            raise CannotRead("file.empty", file=self.name)
        if b"\0" in self.data:
            raise CannotRead("file.not_text", file=self.name)
        text = self._decoded().removeprefix(_BOM)
        start = text[:500].lstrip().casefold()
        if start.startswith(("<!doctype html", "<html")):
            raise CannotRead("file.web_page", file=self.name)
        return text

    def _decoded(self) -> str:
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":
                raise CannotRead("file.truncated", file=self.name, line=self.data.count(b"\n") + 1) from error
            return self.data.decode("latin-1")  # what Statistics Norway's own downloads are written in


def read_file(path: Path) -> RawFile:
    """Read one file. Raises `CannotRead` where it is missing or may not be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise CannotRead("file.missing", file=str(path)) from error
    except IsADirectoryError as error:
        raise CannotRead("file.is_folder", file=str(path)) from error
    except OSError as error:
        raise CannotRead("file.closed", file=str(path), reason=error.strerror or type(error).__name__) from error
    return RawFile(path.name, (path.name, path.resolve().parent.name), data)


def read_folder(path: Path, suffix: str) -> Iterator[RawFile]:
    """The files below a folder whose names end in ``suffix``, in order of their names, read one at a time."""
    for file in sorted(path.rglob(f"*{suffix}")):
        if file.is_file() and not file.name.startswith(_SKIPPED):
            raw = read_file(file)
            yield RawFile(str(file.relative_to(path)), (file.name, file.parent.name, path.resolve().name), raw.data)


def read_zip(path: Path, suffix: str) -> Iterator[RawFile]:
    """The members of an archive whose names end in ``suffix``, read one at a time.

    Raises `CannotRead` where the archive is broken, cut off or locked by a password.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                inner = PurePosixPath(name)
                if name.casefold().endswith(suffix) and not name.startswith(_SKIPPED) and not inner.name.startswith(_SKIPPED):
                    yield RawFile(f"{path.name}: {name}", (inner.name, inner.parent.name, path.name), archive.read(name))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise CannotRead("file.broken_zip", file=path.name, reason=str(error)) from error
