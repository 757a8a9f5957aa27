"""Finding out what a file is by what is in it, and having the right reader read it."""

import zipfile
from pathlib import Path

from tvers.kernel import CannotRead
from tvers.sources import _esco_joined, esco, esco_mapping, id_history, jobtech_taxonomy, nav_categories, scb, ssb, titles
from tvers.sources._json import open_json
from tvers.sources._raw import RawFile, read_file, read_folder, read_zip
from tvers.sources._tables import open_table, shape_of
from tvers.taxonomy import Taxonomy

_ZIP = b"PK"
_READ = (".csv", ".tsv", ".txt", ".json", ".zip")
_SHAPES = (
    *esco.SHAPES,
    *_esco_joined.SHAPES,
    *esco_mapping.SHAPES,
    *ssb.SHAPES,
    *scb.SHAPES,
    *nav_categories.SHAPES,
    *id_history.SHAPES,
    *titles.SHAPES,
)
_COUNTS = ((esco_mapping.SHAPES, esco_mapping.count_left_out), (_esco_joined.SHAPES[:1], _esco_joined.count_left_out))
"""What counts the rows left out, for the tables that may have such."""


def read_taxonomy(path: Path) -> Taxonomy:
    """All that a file, an archive or a folder of classifications says: concepts, crosswalks, schemes with version, source and date.

    Reads the ESCO download (zip, folder or single CSV), joined ESCO tables, JobTech's taxonomy, STYRK-08, the key between SSYK 2012
    and ISCO-08, the official mappings to ESCO, NAV's categories, lists of job titles with their codes, and lists of replaced ids. What a
    file is shows in its content, not in its name; only the language and the version of an ESCO download stand nowhere else than in names.

    Raises `CannotRead`, before anything is returned, for what is broken, cut off, of a wrong shape, in a language that is not read, or
    unknown.
    """
    if path.is_dir():
        found = esco.read_esco(read_folder(path, ".csv"))
        return found if _says_something(found) else _unknown(path)
    raw = read_file(path)
    if raw.data.startswith(_ZIP) or path.suffix.casefold() == ".zip":
        _check_archive(path, raw)
        found = esco.read_esco(read_zip(path, ".csv"))
        return found if _says_something(found) else _unknown(path)
    found = _read_json(raw) if _is_json(raw) else _read_table(raw)
    if not _says_something(found):
        raise CannotRead("taxonomy.no_rows", file=raw.name)
    return found


def files_of(path: Path) -> tuple[Path, ...]:
    """What to read of a path: itself, or of a folder that is no ESCO download the tables and archives in it."""
    if not path.is_dir() or _is_download(path):
        return (path,)
    return tuple(sorted(file for file in path.iterdir() if file.suffix.casefold() in _READ and file.is_file())) or (path,)


def _is_download(path: Path) -> bool:
    """Whether a table of ESCO's is in a folder; one that lacks a column is one too, and is named when it is read."""
    try:
        return any(shape_of(open_table(raw), esco.SHAPES) for raw in read_folder(path, ".csv"))
    except CannotRead:
        return True


def left_out(path: Path) -> dict[str, int]:
    """Rows of a mapping file that became nothing, counted by reason; empty for other files. Reasons: `esco_mapping.count_left_out`.

    Raises as `read_taxonomy` does.
    """
    if path.is_dir():
        return {}
    raw = read_file(path)
    if raw.data.startswith(_ZIP) or _is_json(raw):
        return {}
    if esco_mapping.is_project(raw):
        return esco_mapping.count_left_out(raw)
    table = open_table(raw)
    shape = shape_of(table, _SHAPES)
    count = next((count for shapes, count in _COUNTS if shape in shapes), None)
    return count(table) if count else {}


def _says_something(taxonomy: Taxonomy) -> bool:
    return bool(taxonomy.concepts) or any(crosswalk.mappings for crosswalk in taxonomy.crosswalks)


def _check_archive(path: Path, raw: RawFile) -> None:
    if not raw.data:
        raise CannotRead("file.empty", file=raw.name)
    if not zipfile.is_zipfile(path):
        raise CannotRead("file.broken_zip", file=raw.name, reason="")


def _is_json(raw: RawFile) -> bool:
    return raw.text().lstrip().startswith(("{", "["))


def _read_json(raw: RawFile) -> Taxonomy:
    file = open_json(raw)
    if jobtech_taxonomy.fits(file.content):
        return jobtech_taxonomy.read(file)
    if jobtech_taxonomy.fits_legacy(file.content):
        return jobtech_taxonomy.read_legacy(file)
    if id_history.fits(file.content):
        return id_history.read_json(file)
    return _esco_joined.read_json(file) if _esco_joined.fits(file.content) else _unknown(Path(raw.name))


def _read_table(raw: RawFile) -> Taxonomy:
    if esco_mapping.is_project(raw):
        return esco_mapping.read_project(raw)
    table = open_table(raw)
    passed_over = esco.passed_over(table)
    if passed_over:
        raise CannotRead("taxonomy.not_used_yet", file=raw.name, what=passed_over)
    shape = shape_of(table, _SHAPES)
    return shape.read(table) if shape else _unknown(Path(raw.name))


def _unknown(path: Path) -> Taxonomy:
    raise CannotRead("taxonomy.unknown_file", file=path.name)
