"""The encoder is learnt: names of one concept come near each other and near the concept's own vector, those of others go away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from tvers.linking import FEATURE_BITS, features

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the figures of the model card were reached with; chosen on Danish titles alone."""

    dimensions: int = 128
    batch: int = 1024
    epochs: int = 8
    rate: float = 0.01
    warm_up: int = 50
    temperature: float = 0.05
    dropout: float = 0.1
    same_language: float = 0.3
    of_group: float = 0.5
    seed: int = 1


class Examples:
    """The names of one kind with what each is a name of.

    ``weighted`` (names, 2**FEATURE_BITS) CSR, rows of length 1, are their features.
    ``concept`` (names,) are rows of the prototypes, ascending; ``language`` (names,) numbers; ``group`` (names,) rows of prototypes, or -1;
    ``groups`` the rows of the prototypes that are unit groups, ascending, empty where the kind has none.
    """

    def __init__(self, weighted: Any, concept: Ints, language: Ints, group: Ints, groups: Ints) -> None:
        self.weighted, self.concept, self.language, self.group, self.groups = weighted, concept, language, group, groups
        order = concept * 8 + language
        self.concepts = int(concept.max()) + 1
        self._begin, self._end = np.searchsorted(concept, concept), np.searchsorted(concept, concept, side="right")
        self._own_begin, self._own_end = np.searchsorted(order, order), np.searchsorted(order, order, side="right")

    def __len__(self) -> int:
        return len(self.concept)

    def partners(self, rows: Ints, same: float, dice: np.random.Generator) -> Ints:
        """For each name another of its concept: of another language, or with chance ``same`` of its own; itself where it is alone."""
        begin, end, own_begin, own_end = (which[rows] for which in (self._begin, self._end, self._own_begin, self._own_end))
        others, own = (end - begin) - (own_end - own_begin), own_end - own_begin - 1
        stays = ((dice.random(len(rows)) < same) & (own > 0)) | (others == 0)
        pick = (dice.random(len(rows)) * np.where(stays, np.maximum(own, 1), others)).astype(np.int64)
        near = own_begin + pick
        near = np.where(own > 0, near + (near >= rows), rows)
        far = begin + pick
        far += np.where(far >= own_begin, own_end - own_begin, 0)
        return np.where(stays, near, far)


class Model:
    """Rows of features (2**FEATURE_BITS, dimensions) and of the concepts of each kind; what is learnt."""

    def __init__(self, recipe: Recipe, concepts: dict[str, int]) -> None:
        self.rows = (torch.randn(1 << FEATURE_BITS, recipe.dimensions) * 0.1).requires_grad_()
        self.prototypes = {kind: (torch.randn(count, recipe.dimensions) * 0.1).requires_grad_() for kind, count in concepts.items()}

    def vectors(self, columns: Tensor, starts: Tensor, weights: Tensor) -> Tensor:
        """Vectors (names, dimensions) of length 1 of names that have these features from each start on: the weighted sum of their rows."""
        return normalize(embedding_bag(columns, self.rows, starts, mode="sum", sparse=True, per_sample_weights=weights), dim=1)


def fit(examples: dict[str, Examples], recipe: Recipe, tell: Callable[[str], None]) -> Model:
    """Learn from the names of every kind, a batch of each in turn; the same seed gives the same on the same machine."""
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(mode=True)
    dice = np.random.default_rng(recipe.seed)
    model = Model(recipe, {kind: each.concepts for kind, each in examples.items()})
    optimizers = (
        torch.optim.SparseAdam([model.rows], lr=recipe.rate),
        torch.optim.Adam(list(model.prototypes.values()), lr=recipe.rate),
    )
    steps = recipe.epochs * sum(_batches(each, recipe) for each in examples.values())
    step = 0
    for epoch in range(recipe.epochs):
        total = 0.0
        for kind, rows in _turns(examples, recipe, dice):
            rate = recipe.rate * min(1.0, (step + 1) / recipe.warm_up) * (1 - step / steps) ** 0.5
            for optimizer in optimizers:
                optimizer.param_groups[0]["lr"] = rate
                optimizer.zero_grad()
            loss = _loss(model, kind, examples[kind], rows, recipe, dice)
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
            total += loss.item()
            step += 1
        tell(f"epoch {epoch + 1} of {recipe.epochs}: mean loss {total / steps * recipe.epochs:.4f}")
    return model


def _batches(each: Examples, recipe: Recipe) -> int:
    return -(-len(each) // recipe.batch)


def _turns(examples: dict[str, Examples], recipe: Recipe, dice: np.random.Generator) -> Iterator[tuple[str, Ints]]:
    """All names of every kind once, in random batches of one kind, the kinds mixed."""
    shuffled = {kind: dice.permutation(len(each)) for kind, each in examples.items()}
    places = [(kind, place) for kind, each in examples.items() for place in range(_batches(each, recipe))]
    for turn in dice.permutation(len(places)):
        kind, place = places[turn]
        yield kind, shuffled[kind][place * recipe.batch : (place + 1) * recipe.batch]


def _loss(model: Model, kind: str, each: Examples, rows: Ints, recipe: Recipe, dice: np.random.Generator) -> Tensor:
    partners = each.partners(rows, recipe.same_language, dice)
    names = model.vectors(*_bag(each.weighted, rows, recipe.dropout, dice))
    others = model.vectors(*_bag(each.weighted, partners, recipe.dropout, dice))
    concept = torch.from_numpy(each.concept[rows])
    likeness = names @ others.T / recipe.temperature
    same = (concept[:, None] == concept[None, :]).fill_diagonal_(0)  # other names of the same concept are no strangers
    loss = cross_entropy(likeness.masked_fill(same, -torch.inf), torch.arange(len(rows)))
    prototypes = normalize(model.prototypes[kind], dim=1)
    loss = loss + cross_entropy(names @ prototypes.T / recipe.temperature, concept)
    grouped = np.flatnonzero(each.group[rows] >= 0)
    if len(grouped):
        wanted = torch.from_numpy(np.searchsorted(each.groups, each.group[rows[grouped]]))
        to_groups = names[torch.from_numpy(grouped)] @ prototypes[torch.from_numpy(each.groups)].T
        loss = loss + recipe.of_group * cross_entropy(to_groups / recipe.temperature, wanted)
    return loss


def _bag(weighted: Any, rows: Ints, dropout: float, dice: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """The features of some names, a share of them left out."""
    picked = weighted[rows]
    weights = picked.data * (dice.random(len(picked.data)) >= dropout)
    return (
        torch.from_numpy(picked.indices.astype(np.int64)),
        torch.from_numpy(picked.indptr[:-1].astype(np.int64)),
        torch.from_numpy(weights.astype(np.float32)),
    )


def examples_of(texts: list[str], concept: Ints, language: Ints, group: Ints, groups: Ints, idf: Floats) -> Examples:
    """Examples out of names; ``idf`` (2**FEATURE_BITS,) weighs their features."""
    return Examples(weigh(features(texts), idf), concept, language, group, groups)


def idf_of(texts: list[str]) -> Floats:
    """How much each feature says: the logarithm of how rare it is among the names, plus 1."""
    found = features(texts)
    frequency = np.bincount(found.indices, minlength=1 << FEATURE_BITS)
    idf: Floats = (np.log((1 + found.shape[0]) / (1 + frequency)) + 1).astype(np.float32)
    return idf


def weigh(found: Any, idf: Floats) -> Any:
    """Features times how much they say, each row of length 1."""
    found.data *= idf[found.indices]
    lengths = np.sqrt(np.add.reduceat(found.data**2, found.indptr[:-1]))
    found.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(found.indptr))
    return found
