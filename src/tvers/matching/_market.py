"""Open ads as columns. Built from readings, kept as one Arrow file, used by memory map."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from tvers.matching._row import KEPT_OCCUPATIONS, AdRow
from tvers.matching._same import group, same_columns, ungrouped
from tvers.matching._space import Space

Ints = NDArray[np.int32]
_EPOCH = date(1970, 1, 1)
NEVER, ALWAYS = np.int32(2**31 - 1), np.int32(-(2**31))
FORMAT = 4
"""Raised when the columns change, or when other ads count as the same job."""
AT_A_TIME = 4096


@dataclass(frozen=True)
class Market:
    """Ads as columns of length n, with small tables that columns point into.

    ``occupation`` (n, KEPT_OCCUPATIONS) are rows of `Space.occupations`, padded with their number; ``probability`` likewise, with 0.
    ``skill_start`` (n + 1,), ``skill`` and ``weight`` are the named skills as in a CSR matrix. ``opens`` and ``closes`` are days
    since 1970.
    ``place_set``, ``wish``, ``language``, ``licence``, ``demand`` point into the tables of the same name. ``same`` numbers the groups of
    the same job, ``same_size`` says how many ads are in the group; ``same_key`` and ``sketch`` are what they are worked out from.
    """

    version: str
    ids: Any
    occupation: Ints
    probability: NDArray[np.float64]
    skill_start: Ints
    skill: Ints
    weight: NDArray[np.float64]
    opens: Ints
    closes: Ints
    place_set: Ints
    wish: Ints
    language: Ints
    licence: Ints
    demand: Ints
    same: Ints
    same_size: Ints
    same_key: Any
    sketch: Any
    place_sets: tuple[tuple[tuple[float, float], ...], ...]
    """Sets of workplaces as (latitude, longitude); the empty set where none is known."""
    wishes: tuple[tuple[str, str, str], ...]
    """Working time, remote, engagement; each empty where the ad does not say."""
    languages: tuple[tuple[tuple[tuple[str, bool], ...], str], ...]
    """Languages asked for with whether they are a must, and the language the ad is written in."""
    licences: tuple[tuple[tuple[str, bool], ...], ...]
    """Driving licences asked for with whether they are a must."""
    demands: tuple[tuple[int | None, bool, float | None, bool], ...]
    """Education level and years of experience asked for, each with whether it is a must; None where the ad asks for none."""

    def __len__(self) -> int:
        """Number of ads."""
        return len(self.opens)

    def open_on(self, on: date) -> NDArray[np.intp]:
        """The rows of the ads open on a day, ascending. Those of the last day asked about are kept: most ask about today."""
        day = days_since_epoch(on)
        rows = self._open.get(day)
        if rows is None:
            rows = np.flatnonzero((self.opens <= day) & (self.closes >= day))
            self._open.clear()
            self._open[day] = rows
        return rows

    def same_as(self, ad_id: str, on: date) -> tuple[str, ...]:
        """The ids of the other ads of the same job open on a day; none for an ad that is not here."""
        row = pc.index(self.ids, ad_id).as_py()
        return self.same_row_as(row, self.open_on(on)) if row >= 0 else ()

    def same_row_as(self, row: int, rows: NDArray[np.intp]) -> tuple[str, ...]:
        """The ids of the ads of the same job as that of a row, among others."""
        same = rows[self.same[rows] == self.same[row]] if self.same_size[row] > 1 else ()
        return tuple(self.ids[int(other)].as_py() for other in same if other != row)

    @cached_property
    def _open(self) -> dict[int, NDArray[np.intp]]:
        return {}

    @cached_property
    def chances(self) -> Any:
        """``probability`` by ``occupation`` as a sparse matrix, shape (ads, occupations up to the last in use), over the same memory."""
        width = int(self.occupation.max(initial=0)) + 1
        starts = np.arange(0, self.occupation.size + 1, KEPT_OCCUPATIONS, dtype=np.int32)
        return sparse.csr_array((self.probability.ravel(), self.occupation.ravel(), starts), shape=(len(self), width))

    @cached_property
    def cells(self) -> NDArray[np.intp]:
        """Where each ad stands in a table of shape (wishes, place sets) laid out in one row, shape (n,)."""
        return self.wish.astype(np.intp) * len(self.place_sets) + self.place_set

    @cached_property
    def points(self) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
        """The workplaces of all place sets, in their order: the row of the set, latitude and longitude, each of shape (points,)."""
        points = [(row, *point) for row, points in enumerate(self.place_sets) for point in points]
        owner, latitude, longitude = np.asarray(points, dtype=np.float64).reshape(-1, 3).T
        return owner.astype(np.intp), latitude, longitude


class _Table:
    """Gives equal values one number."""

    def __init__(self) -> None:
        self.values: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self.values.setdefault(value, len(self.values))


def build_market(rows: Iterable[AdRow], space: Space, *, at_a_time: int = AT_A_TIME) -> Market:
    """Pack ads into columns. The order of ``rows`` does not matter: ads are sorted by id.

    Only ``at_a_time`` of them are held as rows, which take much more memory than columns.
    """
    return _joined([*_parts(rows, space, at_a_time)] or [_packed([], space)], space)


def update_market(market: Market, rows: Iterable[AdRow], gone: Iterable[str], space: Space, *, at_a_time: int = AT_A_TIME) -> Market:
    """The market with some ads changed or new and others gone; equal to one that is built anew from the ads there are then.

    ``gone`` is looked at once all ``rows`` have been, so that one pass over what changed can tell of both.

    Raises ``ValueError`` where the market was built from another taxonomy.
    """
    if market.version != space.version:
        raise ValueError(market.version)
    parts = list(_parts(rows, space, at_a_time))
    named = [pa.array(gone, pa.string()), *(_whole(columns, "id") for columns, _ in parts)]
    leaving = pc.is_in(market.ids, value_set=pa.concat_arrays(named))
    left = _replaced(_columns(market), {"same": pa.array(ungrouped(market.same, _numpy(leaving)))}).filter(pc.invert(leaving))
    return _joined([(left, _tables(market)), *parts], space)


_Part = tuple[pa.Table, dict[str, tuple[Any, ...]]]
"""Columns of ads, and the small tables that they point into."""


def _parts(rows: Iterable[AdRow], space: Space, at_a_time: int) -> Iterator[_Part]:
    left = iter(rows)
    return (_packed(some, space) for some in iter(lambda: list(islice(left, at_a_time)), []))


def _packed(ads: list[AdRow], space: Space) -> _Part:
    tables = {name: _Table() for name in _POINTING}
    occupation, probability = _occupations(ads, space)
    starts, skills, weights = _skills(ads, space)
    columns = {
        "id": pa.array([ad.ad_id for ad in ads], pa.string()),
        "occupation": _in_rows(occupation),
        "probability": _in_rows(probability),
        "skill": pa.ListArray.from_arrays(pa.array(starts), pa.array(skills)),
        "weight": pa.ListArray.from_arrays(pa.array(starts), pa.array(weights)),
        "opens": pa.array(_ints(_day(ad.opens, ALWAYS) for ad in ads)),
        "closes": pa.array(_ints(_day(ad.closes, NEVER) for ad in ads)),
        **{name: pa.array(_ints(table.number(getattr(ad, _KEY[name])) for ad in ads)) for name, table in tables.items()},
        **same_columns([ad.sketch for ad in ads]),
    }
    return pa.table(columns), {_POINTING[name]: tuple(table.values) for name, table in tables.items()}


def _tables(market: Market) -> dict[str, tuple[Any, ...]]:
    return {table: getattr(market, table) for table in _POINTING.values()}


def _joined(parts: list[_Part], space: Space) -> Market:
    """One market of several parts that have no ad in common, sorted by id."""
    values: dict[str, tuple[Any, ...]] = dict.fromkeys(_POINTING.values(), ())
    moved = []
    for columns, tables in parts:
        # The rows of a part's small tables stand behind those of the parts before.
        behind = {name: pa.array(_numpy(_whole(columns, name)) + np.int32(len(values[table]))) for name, table in _POINTING.items()}
        moved.append(_replaced(columns, behind))
        values = {table: values[table] + tables[table] for table in values}
    joined = pa.concat_tables(moved)
    joined = joined.take(pc.sort_indices(joined["id"])).combine_chunks()
    same, _ = _by_first(group(_numpy(_whole(joined, "same")), _whole(joined, "same_key"), _whole(joined, "sketch")))
    numbered: dict[str, Any] = {"same": same, "same_size": np.bincount(same)[same].astype(np.int32) if len(same) else same}
    for name, table in _POINTING.items():
        numbered[name], values[table] = _renumbered(_numpy(_whole(joined, name)), values[table])
    return _market(space.version, _replaced(joined, {name: pa.array(column) for name, column in numbered.items()}), values)


def _renumbered(column: Ints, values: tuple[Any, ...]) -> tuple[Ints, tuple[Any, ...]]:
    """A column that points into a table, and the table, with only the values that are used, numbered as they first come."""
    merged = _Table()
    known = np.fromiter((merged.number(value) for value in values), dtype=np.int32)  # equal values of both tables become one
    numbers, order = _by_first(known[column] if len(column) else column)
    distinct = tuple(merged.values)
    return numbers, tuple(distinct[place] for place in order.tolist())


def _by_first(column: Any) -> tuple[Ints, Any]:
    """Numbers for the values of a column in the order in which they first come, and those values in that order."""
    values, first, inverse = np.unique(column, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(values), dtype=np.int32)
    rank[order] = np.arange(len(values), dtype=np.int32)
    return rank[inverse], values[order]


def _replaced(table: pa.Table, columns: dict[str, Any]) -> pa.Table:
    for name, column in columns.items():
        table = table.set_column(table.column_names.index(name), name, column)
    return table


def _occupations(ads: list[AdRow], space: Space) -> tuple[Ints, NDArray[np.float64]]:
    occupation = np.full((len(ads), KEPT_OCCUPATIONS), len(space.occupations), dtype=np.int32)
    probability = np.zeros((len(ads), KEPT_OCCUPATIONS))
    for place, ad in enumerate(ads):
        for column, (concept_id, chance) in enumerate(ad.occupations[:KEPT_OCCUPATIONS]):
            if concept_id in space.occupation_row:
                occupation[place, column], probability[place, column] = space.occupation_row[concept_id], chance
    return occupation, probability


def _skills(ads: list[AdRow], space: Space) -> tuple[Ints, Ints, NDArray[np.float64]]:
    starts, skills, weights = [0], [], []
    for ad in ads:
        for skill, weight in ad.skills:
            if skill in space.skill_row:
                skills.append(space.skill_row[skill])
                weights.append(weight)
        starts.append(len(skills))
    return _ints(starts), _ints(skills), np.asarray(weights, dtype=np.float64)


_KEY = {"place_set": "points", "wish": "wish", "language": "language", "licence": "licences", "demand": "demand"}
_POINTING = {"place_set": "place_sets", "wish": "wishes", "language": "languages", "licence": "licences", "demand": "demands"}
"""Columns that point into a table, with its name."""
_SCALARS = ("opens", "closes", *_POINTING, "same", "same_size")
_AS_THEY_ARE = ("same_key", "sketch")


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int32)


def _day(day: date | None, otherwise: np.int32) -> int:
    return int(otherwise) if day is None else (day - _EPOCH).days


def days_since_epoch(day: date) -> int:
    """The unit of ``opens`` and ``closes``."""
    return (day - _EPOCH).days


def market_to_arrow(market: Market) -> pa.Table:
    """The market as one Arrow table; the small tables and the taxonomy's version stand in its metadata as JSON."""
    notes = {"version": market.version, "format": FORMAT, **{name: getattr(market, name) for name in _POINTING.values()}}
    return _columns(market).replace_schema_metadata({"tvers": json.dumps(notes)})


def _columns(market: Market) -> pa.Table:
    columns = {
        "id": market.ids,
        "occupation": _in_rows(market.occupation),
        "probability": _in_rows(market.probability),
        "skill": pa.ListArray.from_arrays(pa.array(market.skill_start), pa.array(market.skill)),
        "weight": pa.ListArray.from_arrays(pa.array(market.skill_start), pa.array(market.weight)),
        **{name: pa.array(getattr(market, name)) for name in _SCALARS},
        **{name: getattr(market, name) for name in _AS_THEY_ARE},
    }
    return pa.table(columns)


def _in_rows(values: NDArray[Any]) -> Any:
    return pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), KEPT_OCCUPATIONS)


def market_from_arrow(table: pa.Table) -> Market | None:
    """The market of an Arrow table, without copying its columns; None where the table is of another format."""
    notes = json.loads((table.schema.metadata or {}).get(b"tvers", b"{}"))
    if notes.get("format") != FORMAT:
        return None
    return _market(notes["version"], table.combine_chunks(), {name: _tuples(notes[name]) for name in _POINTING.values()})


def _market(version: str, table: pa.Table, tables: dict[str, Any]) -> Market:
    lists = {name: _whole(table, name) for name in ("occupation", "probability", "skill", "weight")}
    return Market(
        version,
        _whole(table, "id"),
        _numpy(lists["occupation"].flatten()).reshape(-1, KEPT_OCCUPATIONS),
        _numpy(lists["probability"].flatten()).reshape(-1, KEPT_OCCUPATIONS),
        _numpy(lists["skill"].offsets),
        _numpy(lists["skill"].values),
        _numpy(lists["weight"].values),
        **{name: _numpy(_whole(table, name)) for name in _SCALARS},
        **{name: _whole(table, name) for name in _AS_THEY_ARE},
        **tables,
    )


def _whole(table: pa.Table, name: str) -> Any:
    chunks = table.column(name).chunks
    return chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks) if chunks else pa.array([], table.schema.field(name).type)


def _numpy(array: Any) -> Any:
    return array.to_numpy(zero_copy_only=not pa.types.is_boolean(array.type))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
