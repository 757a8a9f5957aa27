"""Which ads of a market are the same job, worked out for those that came or changed alone."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tvers.ads import KEY_MARK, Sketch, job_keys, may_be_same, same_job, sketch_from

Ints = NDArray[np.int32]
NOT_GROUPED = np.int32(-1)
_WHERE = 32
"""The upper bits of a key say where an ad is looked for."""
_REMEMBERED = 4096
_Run = list[tuple[int, int]]
"""Keys that are equal but for their lowest bits, each with the row that has it."""


def group(same: Ints, keys: Any, sketches: Any) -> Ints:
    """Numbers of the groups of the same job, shape (n,): equal for ads that `same_job` joins, directly or over others.

    ``same`` (n,) has the numbers known so far, `NOT_GROUPED` for an ad that came, changed, or was in a group with one that changed or
    went: between two others nothing can have changed. ``keys`` are the `job_keys` and ``sketches`` the packed `Sketch` of each ad.
    """
    fresh = same == NOT_GROUPED
    leader = _leaders(same)

    def led(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    @lru_cache(maxsize=_REMEMBERED)
    def sketch(row: int) -> Sketch:
        return sketch_from(sketches[row].as_py())

    for one, other in _pairs(fresh, keys):
        ours, theirs = led(one), led(other)
        if ours != theirs and same_job(sketch(one), sketch(other)):
            leader[max(ours, theirs)] = min(ours, theirs)
    return np.fromiter(map(led, range(len(leader))), dtype=np.int32, count=len(leader))


def _leaders(same: Ints) -> list[int]:
    """For each row the first row of its group, as known so far."""
    leader = np.arange(len(same))
    known = np.flatnonzero(same != NOT_GROUPED)
    if len(known):
        _, first, inverse = np.unique(same[known], return_index=True, return_inverse=True)
        leader[known] = known[first][inverse]
    return leader.tolist()


def _pairs(fresh: NDArray[np.bool_], keys: Any) -> Iterator[tuple[int, int]]:
    """Pairs of rows, one of them fresh, that have a key in common, each once: place by place, so that only those of one are held."""
    for _, runs in groupby(_runs(fresh, keys), key=lambda run: run[0][0] >> _WHERE):
        seen: set[tuple[int, int]] = set()
        for run in runs:
            for key, row in run:
                if not fresh[row]:
                    continue
                for their_key, other in run:
                    pair = (min(row, other), max(row, other))
                    if row != other and may_be_same(key, their_key) and pair not in seen:
                        seen.add(pair)
                        yield pair


def _runs(fresh: NDArray[np.bool_], keys: Any) -> Iterator[_Run]:
    """The keys that several ads have and one of them is fresh, in ascending order."""
    flat = keys.values.to_numpy()
    row = np.repeat(np.arange(len(fresh)), np.diff(keys.offsets.to_numpy()))
    stem = flat >> np.uint64(KEY_MARK)
    wanted = np.unique(stem[fresh[row]])
    if not len(wanted):
        return
    sought = np.flatnonzero(wanted[np.minimum(np.searchsorted(wanted, stem), len(wanted) - 1)] == stem)
    order = sought[np.argsort(stem[sought], kind="stable")]
    bounds = np.concatenate(([0], np.flatnonzero(np.diff(stem[order])) + 1, [len(order)]))
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if end - start > 1:
            run = order[start:end]
            yield list(zip(flat[run].tolist(), row[run].tolist(), strict=True))


def same_columns(sketches: list[Sketch]) -> dict[str, Any]:
    """The columns that tell of the same job, of ads that are not grouped yet."""
    keys = list(map(job_keys, sketches))
    starts = np.cumsum([0, *map(len, keys)], dtype=np.int32)
    flat = np.fromiter((key for own in keys for key in own), dtype=np.uint64, count=int(starts[-1]))
    return {
        "same": pa.array(np.full(len(sketches), NOT_GROUPED)),
        "same_size": pa.array(np.zeros(len(sketches), dtype=np.int32)),
        "same_key": pa.ListArray.from_arrays(pa.array(starts), pa.array(flat)),
        "sketch": pa.array([one.to_bytes() for one in sketches], pa.binary()),
    }


def ungrouped(same: Ints, leaving: Any) -> Ints:
    """``same`` without the groups that lose a member: what is left of them is grouped anew. ``leaving`` (n,) says who leaves."""
    touched = np.unique(same[leaving])
    return np.where(np.isin(same, touched), NOT_GROUPED, same)
