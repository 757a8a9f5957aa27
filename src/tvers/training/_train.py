"""From ESCO's files to the table."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import normalize

from tvers import linking
from tvers.kernel import CannotRead, words
from tvers.training._fit import Examples, Model, Recipe, examples_of, fit, idf_of
from tvers.training._fuse import BEFORE, OTHER, OWN, fuse, source_of
from tvers.training._rows import Row, read_rows
from tvers.training._table import Arrays, as_table, write


def train(reference: Path, folder: Path, recipe: Recipe, tell: Callable[[str], None]) -> int:
    """Learn an encoder from the ESCO files of the reference data and write table and manifest; the size of the table in bytes.

    The same files and recipe give the same table on the same machine; on another the figures differ by less than chance does.

    Raises:
        CannotRead: a file is missing or broken, or has names that may not be learnt from.
    """
    rows, sources = read_rows(reference / "esco")
    rows = tuple(row for row in rows if words(row.text))
    if not rows:
        raise CannotRead("taxonomy.no_rows", file="esco")
    tell(f"{len(rows)} names of {len({row.concept for row in rows})} concepts")
    idf = idf_of([row.text for row in rows])
    examples, ids = _examples(rows, idf)
    model = fit(examples, recipe, tell)
    table = _table(model, idf, ids, {row.concept: row.group for row in rows})
    weights = fuse(reference / "melo", linking.Encoder(table, BEFORE, BEFORE))
    tell("\n".join(f"{name}: {each}" for name, each in weights.items()))
    return write(folder, table, weights, recipe, sources, [source_of(reference / "melo" / name) for name in (OWN, OTHER)])


def _examples(rows: tuple[Row, ...], idf: np.ndarray) -> tuple[dict[str, Examples], dict[str, list[str]]]:
    """The names of each kind as examples, and the concepts of each kind in the order of their rows."""
    examples, ids = {}, {}
    languages = sorted({row.language for row in rows})
    for kind in sorted({row.kind for row in rows}):
        own = [row for row in rows if row.kind == kind]
        ids[kind] = sorted({row.concept for row in own})
        at = {concept: place for place, concept in enumerate(ids[kind])}
        groups = np.asarray(sorted({at[row.group] for row in own if row.group in at}), dtype=np.int64)
        examples[kind] = examples_of(
            [row.text for row in own],
            np.asarray([at[row.concept] for row in own]),
            np.asarray([languages.index(row.language) for row in own]),
            np.asarray([at.get(row.group, -1) for row in own]),
            groups,
            idf,
        )
    return examples, ids


def _table(model: Model, idf: np.ndarray, ids: dict[str, list[str]], groups: dict[str, str]) -> Arrays:
    """A feature's row carries how much the feature says, so that whoever reads the table need not know."""
    with torch.no_grad():
        rows = model.rows.numpy() * idf[:, None]
        vectors = np.concatenate([normalize(model.prototypes[kind], dim=1).numpy() for kind in ids])
    every = [concept for kind in ids for concept in ids[kind]]
    return as_table(rows, vectors, every, [int(groups[concept].removeprefix("isco08:") or 0) for concept in every])
