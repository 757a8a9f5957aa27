"""The encoder as the package carries it: small whole numbers, with a manifest of what it was made from."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tvers.linking import Weights
from tvers.training._fit import Recipe
from tvers.training._rows import Source

Floats = NDArray[np.float32]
Arrays = dict[str, NDArray[np.generic]]
_LARGEST = 127


def as_table(rows: Floats, vectors: Floats, ids: Sequence[str], units: Sequence[int]) -> Arrays:
    """Rows of features and vectors of concepts (each, dimensions) as whole numbers of 8 bits, each row with a scale of its own.

    See `tvers.linking.Table`.
    """
    whole, scale = _whole(rows)
    return {
        "rows": whole,
        "scale": scale.astype(np.float16),
        "vectors": _whole(vectors)[0],  # only their directions count
        "units": np.asarray(units, dtype=np.int16),
        "ids": np.frombuffer("\n".join(ids).encode(), dtype=np.uint8),
    }


def write(
    folder: Path, table: Arrays, weights: dict[str, Weights], recipe: Recipe, sources: Sequence[Source], tuned_on: Sequence[Source]
) -> int:
    """Put the table and its manifest into a folder; the size of the table in bytes."""
    content = io.BytesIO()
    np.savez_compressed(content, **table)  # type: ignore[arg-type]
    manifest = {
        "sha256": hashlib.sha256(content.getvalue()).hexdigest(),
        **{name: {field: round(value, 3) for field, value in asdict(each).items()} for name, each in weights.items()},
        "recipe": asdict(recipe),
        "sources": [asdict(source) for source in sources],
        "weights_learnt_on": [asdict(source) for source in tuned_on],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "encoder.npz").write_bytes(content.getvalue())
    (folder / "encoder.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return len(content.getvalue())


def _whole(rows: Floats) -> tuple[NDArray[np.int8], Floats]:
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-12) / _LARGEST
    return np.round(rows / scale[:, None]).astype(np.int8), scale
