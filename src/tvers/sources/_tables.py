"""Tables read by header name: which columns there are, what each row says, and what is wrong with it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NoReturn

from tvers.kernel import CannotRead, nearest
from tvers.sources._raw import RawFile
from tvers.taxonomy import Taxonomy

Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is read and whose rows are not yet. ``hints`` as in `RawFile`."""

    name: str
    hints: tuple[str, ...]
    header: tuple[str, ...]
    lines: Iterator[tuple[int, list[str]]]

    def records(self) -> Iterator[tuple[int, Record]]:
        """Each row once, with the number of its last line in the file.

        Raises `CannotRead` where a row has not as many cells as the header: in the last row that means a file cut off.
        """
        width = len(self.header)
        short: tuple[int, int] | None = None
        for line, cells in self.lines:
            if short:
                self._bad_row(*short)
            if len(cells) > width and not any(cells[width:]):
                cells = cells[:width]  # noqa: PLW2901 - spreadsheets pad rows with empty cells
            if len(cells) > width:
                self._bad_row(line, len(cells))
            if len(cells) < width:
                short = (line, len(cells))  # told apart at the next row: a bad row in the middle, a cut-off file at the end
                continue
            yield line, dict(zip(self.header, cells, strict=True))
        if short:
            raise CannotRead("file.truncated", file=self.name, line=short[0])

    def require(self, columns: Iterable[str]) -> None:
        """Raise `CannotRead` for the first column that the table lacks, with the nearest of those that it has beside the others."""
        columns = tuple(columns)
        spare = [name for name in self.header if name not in columns]
        for column in columns:
            if column not in self.header:
                raise CannotRead("table.column_missing", file=self.name, column=column, nearest=nearest(column, spare, count=1))

    def bad_cell(self, line: int, column: str, value: str) -> NoReturn:
        """Raise `CannotRead` for a value that cannot stand in its column."""
        raise CannotRead("table.cell", file=self.name, line=line, column=column, value=value[:80])

    def _bad_row(self, line: int, found: int) -> NoReturn:
        raise CannotRead("table.row", file=self.name, line=line, expected=len(self.header), found=found)


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of table: the columns that tell it from every other, and what reads it."""

    columns: tuple[str, ...]
    read: Callable[[Table], Taxonomy]


def open_table(raw: RawFile) -> Table:
    """Read the header of a table; cells are parted by what parts its first line: tab, semicolon or comma.

    Tab-separated tables have no quoting. In the others an open quote at the end of the file raises `CannotRead`.
    """
    text = raw.text()
    delimiter = delimiter_of(text)
    lines = numbered_rows(raw.name, text, delimiter)
    header = next(lines, None)
    if header is None:
        raise CannotRead("file.empty", file=raw.name)
    return Table(raw.name, raw.hints, tuple(name.strip() for name in header[1]), lines)


def delimiter_of(text: str) -> str:
    """What parts the cells of the first line: tab, semicolon or comma."""
    first = text.lstrip().split("\n", 1)[0]
    return max("\t;,", key=first.count)


def numbered_rows(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows in which a cell is filled, each with the number of its last line."""
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    try:
        for row in rows:
            if any(row):
                yield rows.line_num, row
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise CannotRead("file.truncated", file=name, line=rows.line_num) from error
        raise CannotRead("table.quotes", file=name, line=rows.line_num) from error


def shape_of(table: Table, shapes: Iterable[Shape]) -> Shape | None:
    """The most telling shape whose columns the table has; None where it is like none of them.

    Raises `CannotRead` that names the missing column where a table has at least half of a shape's columns but not all.
    """
    shapes = tuple(shapes)
    header = set(table.header)
    whole = [shape for shape in shapes if header.issuperset(shape.columns)]
    if whole:
        return max(whole, key=lambda shape: len(shape.columns))
    closest = max(shapes, key=lambda shape: _share(shape, header))
    if _share(closest, header) >= 0.5:  # noqa: PLR2004 - half, as the docstring says
        table.require(closest.columns)
    return None


def _share(shape: Shape, header: set[str]) -> float:
    return len(header.intersection(shape.columns)) / len(shape.columns)
