"""How much each likeness counts is learnt from titles whose meaning is known: the Danish ones, never those of another language."""

import hashlib
from dataclasses import astuple
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tvers.linking import Encoder, Weights
from tvers.sources import Melo, read_melo
from tvers.training._rows import Source

Floats = NDArray[np.float32]
OWN, OTHER = "dnk_q_da_c_da", "dnk_q_da_c_en"
"""Titles with labels in their own language, and in another."""
BEFORE = Weights(name=1.0, preferred=0.1, concept=1.0, group=0.5, member=0.3, any_group=0.3, no_unit=-0.3)
"""What is believed before anything is learnt."""
STRENGTH = {OWN: 0.3, OTHER: 0.1}
"""How strongly: of the strengths tried, the greatest that did in five folds as well as the best, but for one standard error."""
_LOOKED_AT = 400
_ROUNDS = 3


def fuse(folder: Path, encoder: Encoder) -> dict[str, Weights]:
    """The weights for names in the language of the phrase (``own``) and in another (``other``), out of the folder of MELO's sets."""
    return {
        "own": _learn(read_melo(folder / OWN), encoder, STRENGTH[OWN]),
        "other": _learn(read_melo(folder / OTHER), encoder, STRENGTH[OTHER]),
    }


def source_of(folder: Path) -> Source:
    """A set that weights are learnt on, for the manifest: the checksum is that of its tables, by name, one after the other."""
    digest = hashlib.sha256()
    for table in sorted(folder.glob("*.tsv")):
        digest.update(table.read_bytes())
    return Source(folder.name, digest.hexdigest(), ("melo",), {"queries": len(read_melo(folder).queries)})


def _learn(given: Melo, encoder: Encoder, strength: float) -> Weights:
    """A conditional logit: how likely one of the right labels is among those of a set, by weights that stay near `BEFORE`.

    What the best member of a group is like depends on the weights, so it is done in rounds.
    """
    found = BEFORE
    for _ in range(_ROUNDS):
        columns, right = _evidence(given, encoder, found)
        found = _fitted(columns, right, strength)
    return found


def _evidence(given: Melo, encoder: Encoder, weights: Weights) -> tuple[Tensor, Tensor]:
    """Columns (queries, labels, 6) and which labels are right (queries, labels): of each query the likeliest labels, and the right ones.

    The columns are likeness to the name and to the concept, whether it is preferred; of groups their best member, that they are one, and
    that they are no unit group.
    """
    concepts = [label.concept_id for label in given.labels]
    names = encoder.encode([label.text for label in given.labels])
    queries = encoder.encode(given.queries)
    to_name, to_concept = np.maximum(queries @ names.T, 0), np.maximum(queries @ encoder.concepts(concepts, names).T, 0)
    preferred = np.asarray([label.preferred for label in given.labels], dtype=np.float32)
    group = np.asarray([label.group for label in given.labels])
    unit = np.asarray([encoder.units.get(concept, "") for concept in concepts])
    alike = to_name * (weights.name + weights.preferred * preferred) + to_concept * weights.concept
    best = np.zeros_like(alike)
    for place in np.flatnonzero(group != ""):
        members = np.flatnonzero(np.char.startswith(unit, group[place]))
        best[:, place] = alike[:, members].max(axis=1, initial=0)
    whole = np.ones_like(alike)
    every = np.stack(
        [
            to_name,
            to_name * preferred,
            to_concept,
            best,
            whole * (group != ""),
            whole * ((group != "") & (np.char.str_len(group) < len("2151"))),
        ],
        axis=-1,
    )
    ids = {label.id: place for place, label in enumerate(given.labels)}
    rights = np.zeros(alike.shape, dtype=bool)
    for query, labels in enumerate(given.right):
        rights[query, [ids[label] for label in labels]] = True
    looked_at = np.argsort(-(_scores(torch.from_numpy(every), torch.tensor(astuple(weights))).numpy() + 100 * rights), axis=1)[
        :, :_LOOKED_AT
    ]
    taken = np.take_along_axis(every, looked_at[..., None], axis=1)
    return torch.from_numpy(taken).double(), torch.from_numpy(np.take_along_axis(rights, looked_at, axis=1))


def _scores(columns: Tensor, weights: Tensor) -> Tensor:
    """Likeness to each label: its own, or of a group a share of that with its best member."""
    name, preferred, concept, group, member, any_group, no_unit = weights
    own = columns[..., 0] * name + columns[..., 1] * preferred + columns[..., 2] * concept
    of_group = group * own + member * columns[..., 3] + any_group + no_unit * columns[..., 5]
    return torch.where(columns[..., 4] > 0, of_group, own)


def _fitted(columns: Tensor, right: Tensor, strength: float) -> Weights:
    before = torch.tensor(astuple(BEFORE), dtype=torch.double)
    weights, sharpness = before.clone().requires_grad_(), torch.tensor(2.0, dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, sharpness], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        scores = _scores(columns, weights) * torch.exp(sharpness)
        wrong = torch.logsumexp(scores, dim=1) - torch.logsumexp(scores.masked_fill(~right, -torch.inf), dim=1)
        found: Tensor = wrong.mean() + strength * ((weights - before) ** 2).sum()
        found.backward()
        return found

    optimizer.step(loss)
    return Weights(*(float(value) for value in weights.detach()))
