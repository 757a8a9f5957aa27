"""The official mappings between national classifications and ESCO, as mapping projects or as joined tables.

A mapping project is a CSV that begins with lines about the project (name, date, versions) before its header. Rows that cannot be used
are left out and counted (`left_out`), never guessed. A file holds crosswalks only, one for each pair of schemes in it.
Source: https://esco.ec.europa.eu/en/use-esco/eures-countries-mapping-tables.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tvers.kernel import CannotRead
from tvers.sources._crosswalks import as_relation, concept_id, says_no_relation, scheme_of
from tvers.sources._raw import RawFile
from tvers.sources._tables import Record, Shape, Table, delimiter_of, numbered_rows
from tvers.taxonomy import Crosswalk, Mapping, Relation, Taxonomy

_SOURCE, _TARGET, _RELATION = "Classification 1 URI", "Classification 2 URI", "Mapping relation"
_HEADER = (_SOURCE, _TARGET, _RELATION)
_ENOUGH = 2
"""Columns of the header that a line must have to be taken for it."""
_NORWEGIAN = re.compile(r"https?://data\.europa\.eu/esco/concept/norwegian-occupations/\d*")
_PROJECT = "Mapping project name"


@dataclass(frozen=True, slots=True)
class Project:
    """What a mapping says of itself, and its rows as a table."""

    about: dict[str, str]
    table: Table


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with ids of ours: either a mapping or the reason why it is none."""

    mapping: Mapping | None
    reason: str = ""


def is_project(raw: RawFile) -> bool:
    """Whether a file is a mapping project: its first lines say so."""
    begin = raw.data[:4000].decode("utf-8", errors="replace")
    return _PROJECT in begin or _SOURCE in begin


def read_project(raw: RawFile) -> Taxonomy:
    """The crosswalks of a mapping project, with its versions and date.

    Raises `CannotRead` for a missing column, an unknown relation and a file cut off.
    """
    project = _open(raw)
    about = project.about
    rows = [row.mapping for row in _project_rows(project.table) if row.mapping]
    versions = (about.get("Classification 1 Version", ""), about.get("Classification 2 Version", ""))
    return Taxonomy((), _crosswalks(rows, about.get(_PROJECT) or "ESCO mapping project", versions, _date(about)))


def read_occupations(table: Table) -> Taxonomy:
    """ESCO to JobTech, and from JobTech's occupations to the SSYK 2012 groups that they stand in, out of the joined table."""
    records = list(table.records())
    rows = [row.mapping for row in _joined_rows(table, records) if row.mapping]
    return Taxonomy((), _crosswalks([*rows, *_groups(table, records)], "ESCO - JobTech occupations, joined table", ("", ""), None))


def read_skills(table: Table) -> Taxonomy:
    """ESCO to JobTech for skills, out of the joined table."""
    rows = [row.mapping for row in _joined_rows(table, table.records()) if row.mapping]
    return Taxonomy((), _crosswalks(rows, "ESCO - JobTech skills, joined table", ("", ""), None))


def count_left_out(mapping: RawFile | Table) -> dict[str, int]:
    """Rows of a mapping that became nothing, counted by reason.

    ``no_relation``: the row says that nothing matches. ``target_not_four_digits``: the target is of STYRK-08 but no unit group.
    ``source_unknown``, ``target_unknown``: the address is of no scheme that is known here.
    """
    found = _project_rows(_open(mapping).table) if isinstance(mapping, RawFile) else _joined_rows(mapping, mapping.records())
    return dict(Counter(row.reason for row in found if row.reason))


SHAPES = (
    Shape(("esco_uri", "jobtech_concept_id", "relation", "ssyk2012"), read_occupations),
    Shape(("esco_skill_uri", "jobtech_concept_id", "relation"), read_skills),
)
"""The joined tables."""


def _open(raw: RawFile) -> Project:
    text = raw.text()
    about: dict[str, str] = {}
    lines = numbered_rows(raw.name, text, delimiter_of(text))
    for _, cells in lines:
        names = tuple(cell.strip() for cell in cells)
        if len(set(_HEADER).intersection(names)) >= _ENOUGH:
            table = Table(raw.name, raw.hints, names, lines)
            table.require(_HEADER)
            return Project(about, table)
        about[names[0]] = names[1] if len(names) > 1 else ""
    raise CannotRead("table.column_missing", file=raw.name, column=_SOURCE, nearest=())


def _project_rows(table: Table) -> Iterator[_Row]:
    for line, record in table.records():
        target = record[_TARGET].strip()
        reason = "target_not_four_digits" if _NORWEGIAN.fullmatch(target) else "target_unknown"
        yield _row(table, line, (record[_SOURCE], concept_id(target), record[_RELATION]), _RELATION, reason)


def _joined_rows(table: Table, records: Iterable[tuple[int, Record]]) -> Iterator[_Row]:
    source = "esco_uri" if "esco_uri" in table.header else "esco_skill_uri"
    for line, record in records:
        code = record["jobtech_concept_id"].strip()
        target_id = f"jobtech:{code}" if code else ""
        yield _row(table, line, (record[source], target_id, record["relation"]), "relation", "target_unknown")


def _row(table: Table, line: int, cells: tuple[str, str, str], relation_column: str, no_target: str) -> _Row:
    source_uri, target_id, word = cells
    if says_no_relation(word):
        return _Row(None, "no_relation")
    relation = as_relation(word)
    if relation is None:
        table.bad_cell(line, relation_column, word)
    source_id = concept_id(source_uri)
    if not source_id:
        return _Row(None, "source_unknown")
    return _Row(Mapping(source_id, target_id, relation)) if target_id else _Row(None, no_target)


def _groups(table: Table, records: Iterable[tuple[int, Record]]) -> Iterator[Mapping]:
    for line, record in records:
        code, group = record["jobtech_concept_id"].strip(), record["ssyk2012"].strip()
        if group and not re.fullmatch(r"\d{4}", group):
            table.bad_cell(line, "ssyk2012", group)
        if code and group:
            yield Mapping(f"jobtech:{code}", f"ssyk2012:{group}", Relation.BROAD)


def _crosswalks(rows: Iterable[Mapping], source: str, versions: tuple[str, str], on: date | None) -> list[Crosswalk]:
    by_schemes: dict[tuple[str, str], dict[Mapping, None]] = defaultdict(dict)
    for row in rows:
        by_schemes[scheme_of(row.source_id), scheme_of(row.target_id)][row] = None
    return [Crosswalk(*schemes, source, tuple(found), *versions, on) for schemes, found in by_schemes.items()]


def _date(about: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(about.get("Mapping project version date", ""))
    except ValueError:  # the Swedish project has the name of a program there
        return None
