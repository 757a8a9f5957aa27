"""Open ads as columns. Built from readings, kept as one Arrow file, used by memory map."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tvers.matching._row import KEPT_OCCUPATIONS, AdRow
from tvers.matching._space import Space

Ints = NDArray[np.int32]
_EPOCH = date(1970, 1, 1)
NEVER, ALWAYS = np.int32(2**31 - 1), np.int32(-(2**31))
FORMAT = 2


@dataclass(frozen=True)
class Market:
    """Ads as columns of length n, with small tables that columns point into.

    ``occupation`` (n, KEPT_OCCUPATIONS) are rows of `Space.occupations`, padded with their number; ``probability`` likewise, with 0.
    ``skill_start`` (n + 1,), ``skill`` and ``weight`` are the named skills as in a CSR matrix. ``opens`` and ``closes`` are days
    since 1970.
    ``place_set``, ``wish``, ``language``, ``licence``, ``demand`` point into the tables of the same name. ``same`` numbers groups of the
    same job, ``same_size`` says how many ads are in the group.
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

    @cached_property
    def _open(self) -> dict[int, NDArray[np.intp]]:
        return {}

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


def build_market(rows: Iterable[AdRow], space: Space) -> Market:
    """Pack ads into columns. The order of ``rows`` does not matter: ads are sorted by id."""
    ads = sorted(rows, key=lambda row: row.ad_id)
    tables = {name: _Table() for name in ("place_set", "wish", "language", "licence", "demand", "same")}
    occupation, probability = _occupations(ads, space)
    starts, skills, weights = _skills(ads, space)
    columns = {name: _ints(table.number(getattr(ad, _KEY[name])) for ad in ads) for name, table in tables.items()}
    return Market(
        space.version,
        pa.array([ad.ad_id for ad in ads], pa.string()),
        occupation,
        probability,
        starts,
        skills,
        weights,
        _ints(_day(ad.opens, ALWAYS) for ad in ads),
        _ints(_day(ad.closes, NEVER) for ad in ads),
        columns["place_set"],
        columns["wish"],
        columns["language"],
        columns["licence"],
        columns["demand"],
        columns["same"],
        np.bincount(columns["same"])[columns["same"]].astype(np.int32) if ads else columns["same"],
        tuple(tables["place_set"].values),
        tuple(tables["wish"].values),
        tuple(tables["language"].values),
        tuple(tables["licence"].values),
        tuple(tables["demand"].values),
    )


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


_KEY = {"place_set": "points", "wish": "wish", "language": "language", "licence": "licences", "demand": "demand", "same": "same_key"}
_TABLES = ("place_sets", "wishes", "languages", "licences", "demands")
_SCALARS = (
    "opens",
    "closes",
    "place_set",
    "wish",
    "language",
    "licence",
    "demand",
    "same",
    "same_size",
)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int32)


def _day(day: date | None, otherwise: np.int32) -> int:
    return int(otherwise) if day is None else (day - _EPOCH).days


def days_since_epoch(day: date) -> int:
    """The unit of ``opens`` and ``closes``."""
    return (day - _EPOCH).days


def market_to_arrow(market: Market) -> pa.Table:
    """The market as one Arrow table; the small tables and the taxonomy's version stand in its metadata as JSON."""
    width = KEPT_OCCUPATIONS
    columns = {
        "id": market.ids,
        "occupation": pa.FixedSizeListArray.from_arrays(pa.array(market.occupation.ravel()), width),
        "probability": pa.FixedSizeListArray.from_arrays(pa.array(market.probability.ravel()), width),
        "skill": pa.ListArray.from_arrays(pa.array(market.skill_start), pa.array(market.skill)),
        "weight": pa.ListArray.from_arrays(pa.array(market.skill_start), pa.array(market.weight)),
        **{name: pa.array(getattr(market, name)) for name in _SCALARS},
    }
    notes = {"version": market.version, "format": FORMAT, **{name: getattr(market, name) for name in _TABLES}}
    return pa.table(columns).replace_schema_metadata({"tvers": json.dumps(notes)})


def market_from_arrow(table: pa.Table) -> Market | None:
    """The market of an Arrow table, without copying its columns; None where the table is of another format."""
    notes = json.loads((table.schema.metadata or {}).get(b"tvers", b"{}"))
    if notes.get("format") != FORMAT:
        return None
    table = table.combine_chunks()
    lists = {name: _whole(table, name) for name in ("occupation", "probability", "skill", "weight")}
    return Market(
        notes["version"],
        _whole(table, "id"),
        _numpy(lists["occupation"].flatten()).reshape(-1, KEPT_OCCUPATIONS),
        _numpy(lists["probability"].flatten()).reshape(-1, KEPT_OCCUPATIONS),
        _numpy(lists["skill"].offsets),
        _numpy(lists["skill"].values),
        _numpy(lists["weight"].values),
        **{name: _numpy(_whole(table, name)) for name in _SCALARS},
        **{name: _tuples(notes[name]) for name in _TABLES},
    )


def _whole(table: pa.Table, name: str) -> Any:
    column = table.column(name)
    return column.chunk(0) if column.num_chunks else pa.array([], column.type)


def _numpy(array: Any) -> Any:
    return array.to_numpy(zero_copy_only=not pa.types.is_boolean(array.type))


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
