"""The trained table: a phrase in any of the languages becomes a vector, and so does a concept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvers.kernel import Language, Unavailable, read_arrays, read_bytes
from tvers.linking._ngrams import features, features_of

Floats = NDArray[np.float32]
_ROOM = "tvers.linking"
_VERSION = 12
"""Letters of the checksum that tell one table from every other."""
_AT_ONCE = 4096
TABLE, MANIFEST = "encoder.npz", "encoder.json"
"""The names of the table's two files among the data of this room."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each likeness of a phrase to a name counts; learnt on Danish titles (docs/reference/encoder.md).

    ``name`` is for the cosine to the name, ``preferred`` what that is for besides where the name is a preferred one, ``concept`` for the
    cosine to the concept. An ISCO group counts ``group`` of its own likeness, ``member`` of the best of its members, and ``any_group``;
    ``no_unit`` is added where it is no unit group.
    """

    name: float
    preferred: float
    concept: float
    group: float
    member: float
    any_group: float
    no_unit: float

    @property
    def most(self) -> float:
        """What a phrase can reach that is a preferred name letter for letter."""
        return self.name + self.concept + self.preferred


Table = Mapping[str, NDArray[Any]]
"""``rows`` (2**FEATURE_BITS, dimensions) int8 with a ``scale`` for each; ``vectors`` (concepts, dimensions) int8 of concepts; their ``ids``
as UTF-8, each on a line; ``units`` (concepts,) int16, the ISCO-08 unit group that an occupation stands in, 0 for none."""


class Encoder:
    """Vectors of phrases and of concepts out of a table; what means the same lies near. Treat as immutable.

    ``own`` weighs names in the language of a phrase, ``other`` those in another. ``version`` tells one table from every other.
    """

    def __init__(self, table: Table, own: Weights, other: Weights, version: str = "") -> None:
        self._rows = table["rows"].astype(np.float32)
        self._rows *= table["scale"].astype(np.float32)[:, None]
        self._vectors = _of_length_one(table["vectors"].astype(np.float32))
        ids = table["ids"].tobytes().decode().split("\n")
        self._places = {concept_id: place for place, concept_id in enumerate(ids)}
        self.units = {concept_id: f"{unit:04}" for concept_id, unit in zip(ids, table["units"].tolist(), strict=True) if unit}
        self.own, self.other, self.version = own, other, version

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._rows.shape[1])

    def weights(self, spoken: Language | None, named: Language) -> Weights:
        """How much the likenesses count of a phrase in a language, None where nobody knows, to a name in a language."""
        return self.own if spoken in (None, named) else self.other

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of length 1 of phrases, shape (texts, dimensions); zeros for what has no words."""
        found = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _AT_ONCE):  # features of all names of ESCO at once would take 200 MB for a moment
            part = slice(start, start + _AT_ONCE)
            found[part] = _of_length_one(features(texts[part]) @ self._rows)
        return found

    def encode_one(self, text: str) -> Floats:
        """The vector of one phrase, shape (dimensions,)."""
        columns, weights = features_of(text)
        vector: Floats = weights @ self._rows[columns]
        length = np.sqrt(vector @ vector)
        return vector / length if length else vector

    def concepts(self, ids: Sequence[str], instead: Floats) -> Floats:
        """Vectors of concepts, shape (ids, dimensions); those of ``instead`` for concepts that were not there to learn from."""
        places = np.asarray([self._places.get(concept_id, -1) for concept_id in ids], dtype=np.intp)
        return np.where((places >= 0)[:, None], self._vectors[places], _of_length_one(instead))


@cache
def load_encoder() -> Encoder:
    """The encoder that is part of the package.

    Raises:
        Unavailable: its table is not the one that was made, by its checksum, or is missing.
    """
    manifest = encoder_manifest()
    try:
        sha256, own, other = manifest["sha256"], Weights(**manifest["own"]), Weights(**manifest["other"])
    except (KeyError, TypeError) as error:
        raise Unavailable("data.changed", file=MANIFEST) from error
    return Encoder(read_arrays(_ROOM, TABLE, sha256), own, other, sha256[:_VERSION])


def encoder_manifest() -> dict[str, Any]:
    """What the table of `load_encoder` was made from and how: its checksum, the weights, the recipe, and each source with its rows.

    Raises:
        Unavailable: it is missing or broken.
    """
    try:
        manifest: dict[str, Any] = json.loads(read_bytes(_ROOM, MANIFEST))
    except ValueError as error:
        raise Unavailable("data.changed", file=MANIFEST) from error
    return manifest


def _of_length_one(vectors: Floats) -> Floats:
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    found: Floats = vectors / np.maximum(lengths, np.float32(1e-9))[:, None]
    return found
